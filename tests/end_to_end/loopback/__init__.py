"""A Discord on the loopback interface, strict where Discord is strict, to run the unmodified bot against."""

from .bot_process import BotProcess
from .changes import Timeout
from .form import ApiError
from .interactions import Outcome, Response
from .invocations import NotInvocable
from .messages import Message, Upload
from .rest import Rejection
from .server import LoopbackDiscord
from .state import Channel, Guild, Member, Role, User

__all__ = [
    "ApiError",
    "BotProcess",
    "Channel",
    "Guild",
    "LoopbackDiscord",
    "Member",
    "Message",
    "NotInvocable",
    "Outcome",
    "Rejection",
    "Response",
    "Role",
    "Timeout",
    "Upload",
    "User",
]
