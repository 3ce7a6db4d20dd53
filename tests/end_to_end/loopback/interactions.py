"""One interaction: what was dispatched to the bot, and everything the bot made of it."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import TypeVar

from .changes import Signal
from .form import ApiError, Json
from .messages import Message
from .state import DM, Channel, Guild, User, World
from .validation import CHOICES, DEFER_MESSAGE, DEFER_UPDATE, MODAL

T = TypeVar("T")

CONTEXTS = {"guild": 0, "bot_dm": 1, "private_channel": 2}
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
RESPONSE_SECONDS = 3.0
TOKEN_SECONDS = 900.0


@dataclass(frozen=True)
class Response:
    """The bot's first response: its callback ``type`` and the ``data`` as it sent them.

    ``message`` is the message created (4) or updated (7) as it then was; ``elapsed`` the seconds since dispatch.
    """

    type: int
    data: Json
    message: Message | None
    elapsed: float

    @property
    def ephemeral(self) -> bool:
        """Whether the response is for the invoking user only."""
        return bool(int(self.data.get("flags") or 0) & 64)

    @property
    def text(self) -> str:
        """All text of the response's message."""
        return self.message.text if self.message else ""

    @property
    def choices(self) -> list[Json]:
        """Autocomplete's choices."""
        return list(self.data.get("choices") or ())


@dataclass(eq=False)
class Outcome:
    """An interaction dispatched by a test, with awaitables for what the bot does about it."""

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    guild: Guild | None
    payload: Json
    dispatched_at: float
    source: Message | None = None
    option_type: int = 3
    user_installed_only: bool = False
    acknowledged: int | None = None
    loading: bool = False
    loading_flags: int = 0
    original: Message | None = None
    first: Response | None = None
    followups: list[Message] = field(default_factory=list)
    edits: list[Message] = field(default_factory=list)
    refusals: list[ApiError] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)
    started: float = field(default_factory=time.perf_counter)

    async def response(self, timeout: float = 5.0) -> Response:
        """The first response (types 4 to 9)."""
        return await self.changed.until(lambda: self.first, timeout, self._named("a response"))

    async def message(self, timeout: float = 5.0) -> Message:
        """The message the user ends up seeing: of the response or, when that was deferred, of its completion."""
        return await self.changed.until(self._visible, timeout, self._named("a message"))

    async def followup(self, index: int = 0, timeout: float = 5.0) -> Message:
        """The index-th followup message."""
        return await self._item(self.followups, index, timeout, "a followup")

    async def edit(self, index: int = 0, timeout: float = 5.0) -> Message:
        """The message as the index-th edit of the original response left it (completing a deferral counts)."""
        return await self._item(self.edits, index, timeout, "an edit")

    async def choices(self, timeout: float = 5.0) -> list[Json]:
        """Autocomplete's choices."""
        return (await self.response(timeout)).choices

    async def modal(self, timeout: float = 5.0) -> Json:
        """The modal opened: its title, custom_id and components."""
        response = await self.response(timeout)
        assert response.type == MODAL, f"the bot answered with type {response.type}, not with a modal"
        return response.data

    async def refusal(self, timeout: float = 5.0) -> ApiError:
        """The first request about this interaction that the server refused."""
        return await self._item(self.refusals, 0, timeout, "a refusal")

    def settle(self, kind: int, data: Json, message: Message | None) -> None:
        """Record the first response."""
        self.acknowledged = kind
        self.original = message if message is not None else self.original
        if kind == DEFER_MESSAGE:
            self.loading = True
        seen = copy.copy(message) if message is not None else None
        self.first = Response(kind, data, seen, time.perf_counter() - self.started)
        self.changed.notify()

    def complete(self, message: Message) -> None:
        """Record that the original response now is this message."""
        self.loading = False
        self.original = message
        self.edits.append(copy.copy(message))
        self.changed.notify()

    def _visible(self) -> Message | None:
        if self.acknowledged is None or self.loading or self.acknowledged in (CHOICES, MODAL):
            return None
        if self.acknowledged == DEFER_UPDATE and not self.edits:
            return self.followups[0] if self.followups else None
        return self.original

    async def _item(self, items: list[T], index: int, timeout: float, awaited: str) -> T:
        return await self.changed.until(
            lambda: items[index] if len(items) > index else None, timeout, self._named(f"{awaited} (index {index})")
        )

    def _named(self, awaited: str) -> str:
        data = self.payload.get("data", {})
        subject = data.get("name") or data.get("custom_id")
        refused = f"; refused: {[str(error) for error in self.refusals]}" if self.refusals else ""
        return f"{awaited} to interaction {subject!r} of type {self.type}{refused}"


def envelope(
    world: World,
    outcome: Outcome,
    data: Json,
    *,
    locale: str,
    context: int,
    owners: Json,
    message: Message | None = None,
) -> Json:
    """The whole INTERACTION_CREATE event around an interaction's data."""
    guild, channel, user = outcome.guild, outcome.channel, outcome.user
    payload: Json = {
        "id": str(outcome.id),
        "application_id": str(world.application_id),
        "type": outcome.type,
        "token": outcome.token,
        "version": 1,
        "data": data,
        "channel_id": str(channel.id),
        "channel": channel.payload(world.bot.id),
        "app_permissions": str(world.bot_permissions(channel)),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners,
        "context": context,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
    if guild is None:
        payload["user"] = user.payload()
        if channel.type == DM and not channel.bot_takes_part:
            payload["channel"]["recipients"] = [user.payload()]
    else:
        member = guild.members[user.id]
        permissions = guild.permissions_of(member, channel)
        payload["channel"]["permissions"] = str(permissions)
        payload |= {"guild_id": str(guild.id), "guild": guild.partial(), "guild_locale": guild.locale}
        payload["member"] = member.payload() | {"permissions": str(permissions)}
    if message is not None:
        payload["message"] = message.data
    return payload


def metadata(outcome: Outcome, world: World) -> Json:
    """What a message made by this interaction says of where it came from."""
    owners = outcome.payload.get("authorizing_integration_owners", {})
    said: Json = {
        "id": str(outcome.id),
        "type": outcome.type,
        "user": outcome.user.payload(),
        "authorizing_integration_owners": owners,
    }
    if outcome.source is not None:
        said["interacted_message_id"] = str(outcome.source.id)
    elif outcome.payload.get("data", {}).get("name"):
        said |= {"name": outcome.payload["data"]["name"], "command_type": outcome.payload["data"].get("type", 1)}
    return {
        "interaction_metadata": said,
        "webhook_id": str(world.application_id),
        "application_id": str(world.application_id),
    }
