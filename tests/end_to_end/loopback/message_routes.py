"""Messages over REST: sending to, reading from and changing in channels."""

from __future__ import annotations

from . import permissions as may
from .form import ApiError, Form, Json
from .limits import EDIT, GENEROUS, SEND
from .messages import Message
from .rest import Answer, Call, Route
from .state import Channel
from .validation import CREATE_FLAGS, EDIT_FLAGS, check_message, check_nonce


def channel_of(call: Call) -> Channel:
    """The channel in the path, if the bot may see it; raises 10003 or 50001."""
    channel = call.desk.world.channels.get(call.id("channel_id"))
    if channel is None:
        raise ApiError(404, 10003, "Unknown Channel")
    if not channel.bot_takes_part or not call.desk.world.bot_permissions(channel) & may.VIEW_CHANNEL:
        raise ApiError(403, 50001, "Missing Access")
    return channel


def _need(call: Call, channel: Channel, permission: int) -> None:
    if not call.desk.world.bot_permissions(channel) & permission:
        raise ApiError(403, 50013, "Missing Permissions")


def send(call: Call) -> Answer:
    """POST a message; with ``enforce_nonce`` a repeated nonce returns the message sent before."""
    desk, channel, form = call.desk, channel_of(call), call.form()
    _need(call, channel, may.SEND_MESSAGES)
    if call.uploads:
        _need(call, channel, may.ATTACH_FILES)
    if any(not user.accepts_dms for user in channel.recipients):
        raise ApiError(403, 50007, "Cannot send messages to this user")
    nonce = check_nonce(form)
    reference = _reference(call, form)
    check_message(form, flags=CREATE_FLAGS, files=call.filenames)
    if nonce and form.value.get("enforce_nonce"):
        before = desk.messages.sent_before(channel, nonce, desk.clock.now())
        if before is not None:
            return 200, before.data
    extra: Json = {"nonce": form.value["nonce"]} if nonce else {}
    message = desk.messages.create(channel, desk.world.bot, form.value, call.uploads, extra=extra | reference)
    if nonce:
        desk.messages.remember_nonce(message, nonce, desk.clock.now())
    desk.announce("MESSAGE_CREATE", message)
    desk.gateway.changed.notify()
    return 200, message.data


def _reference(call: Call, form: Form) -> Json:
    """The reply's ``message_reference``; one to an unknown message is wrong unless it need not exist."""
    reference = form.child("message_reference")
    if reference is None:
        return {}
    message_id = reference.snowflake("message_id", required=True)
    channel_id = reference.snowflake("channel_id") or int(call.ids["channel_id"])
    channel = call.desk.world.channels.get(channel_id)
    known = channel and any(message.id == message_id for message in call.desk.messages.history(channel))
    if not known:
        if reference.value.get("fail_if_not_exists", True):
            form.wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return {}
    return {"type": 19, "message_reference": {"message_id": str(message_id), "channel_id": str(channel_id)}}


def history(call: Call) -> Answer:
    """GET messages, newest first; none without Read Message History."""
    channel = channel_of(call)
    limit = _limit(call)
    if not call.desk.world.bot_permissions(channel) & may.READ_MESSAGE_HISTORY:
        return 200, []
    messages = list(reversed(call.desk.messages.history(channel)))
    if before := call.query.get("before"):
        messages = [message for message in messages if message.id < int(before)]
    if after := call.query.get("after"):
        messages = [message for message in messages if message.id > int(after)][-limit:]
    return 200, [message.data for message in messages[:limit]]


def _limit(call: Call) -> int:
    text = call.query.get("limit", "50")
    form = Form({"limit": int(text) if text.lstrip("-").isdigit() else text})
    limit = form.integer("limit", 1, 100)
    form.problems.raise_any()
    return limit or 50


def _message(call: Call, *, own: bool = False) -> Message:
    message = call.desk.messages.get(channel_of(call), call.id("message_id"))
    if own and message.author is not call.desk.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    return message


def get(call: Call) -> Answer:
    """GET one message."""
    channel = channel_of(call)
    _need(call, channel, may.READ_MESSAGE_HISTORY)
    return 200, _message(call).data


def edit(call: Call) -> Answer:
    """PATCH one of the bot's messages."""
    message, form = _message(call, own=True), call.form()
    check_message(form, flags=EDIT_FLAGS, before=message.data, files=call.filenames)
    call.desk.messages.edit(message, form.value, call.uploads)
    call.desk.announce("MESSAGE_UPDATE", message)
    call.desk.gateway.changed.notify()
    return 200, message.data


def delete(call: Call) -> Answer:
    """DELETE a message: the bot's own, or any with Manage Messages."""
    message = _message(call)
    if message.author is not call.desk.world.bot:
        _need(call, message.channel, may.MANAGE_MESSAGES)
    call.desk.messages.delete(message)
    call.desk.announce("MESSAGE_DELETE", message)
    call.desk.gateway.changed.notify()
    return 204, None


HAS_THREAD = 1 << 5
ARCHIVED_AFTER = frozenset({60, 1440, 4320, 10080})


def open_thread(call: Call) -> Answer:
    """POST a thread from a message, which shows it as its ``thread``; a second one is refused with 160004."""
    message, form = _message(call), call.form()
    _need(call, message.channel, may.CREATE_PUBLIC_THREADS)
    name = form.text("name", 1, 100, required=True)
    form.one_of("auto_archive_duration", ARCHIVED_AFTER)
    form.problems.raise_any()
    if message.data["flags"] & HAS_THREAD:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    message.data = message.data | {"flags": message.data["flags"] | HAS_THREAD, "thread": _thread(call, message, name)}
    call.desk.gateway.changed.notify()
    return 201, message.data["thread"]


def _thread(call: Call, message: Message, name: str | None) -> Json:
    assert message.channel.guild is not None
    archived = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": message.data["timestamp"], "locked": False}
    return {
        "id": str(message.id),
        "guild_id": str(message.channel.guild.id),
        "parent_id": str(message.channel.id),
        "owner_id": str(call.desk.world.bot.id),
        "name": name,
        "type": 10 if message.channel.type == 5 else 11,
        "member_count": 1,
        "message_count": 0,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "thread_metadata": archived,
    }


def typing(call: Call) -> Answer:
    """POST typing."""
    _need(call, channel_of(call), may.SEND_MESSAGES)
    return 204, None


def get_channel(call: Call) -> Answer:
    """GET a channel."""
    return 200, channel_of(call).payload(call.desk.world.bot.id)


def open_dm(call: Call) -> Answer:
    """POST /users/@me/channels: the direct messages with a user."""
    form = call.form()
    recipient = form.snowflake("recipient_id", required=True)
    form.problems.raise_any()
    user = call.desk.world.users.get(recipient or 0)
    if user is None:
        form.wrong("recipient_id", "INVALID_RECIPIENT", "Invalid Recipient(s)")
        form.problems.raise_any()
    assert user is not None
    if user.bot:
        raise ApiError(400, 50007, "Cannot send messages to this user")
    return 200, call.desk.world.dm_with(user).payload(call.desk.world.bot.id)


CHANNEL = "/channels/{channel_id}"
ONE = CHANNEL + "/messages/{message_id}"
ROUTES = [
    Route("GET", CHANNEL, get_channel, GENEROUS, "channel_id"),
    Route("POST", CHANNEL + "/messages", send, SEND, "channel_id"),
    Route("GET", CHANNEL + "/messages", history, GENEROUS, "channel_id"),
    Route("GET", ONE, get, GENEROUS, "channel_id"),
    Route("PATCH", ONE, edit, EDIT, "channel_id"),
    Route("DELETE", ONE, delete, EDIT, "channel_id"),
    Route("POST", ONE + "/threads", open_thread, GENEROUS, "channel_id"),
    Route("POST", CHANNEL + "/typing", typing, EDIT, "channel_id"),
    Route("POST", "/users/@me/channels", open_dm),
]
