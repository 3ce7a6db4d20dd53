"""The loopback Discord: everything put together on one port, and the tests' controls over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web

from . import application_routes, interaction_routes, message_routes
from .actions import Actions
from .commands import CHAT_INPUT, Commands
from .faults import Fault
from .form import Json
from .gateway import Gateway, GatewayLog
from .limits import RateLimits
from .messages import Message, Messages
from .rest import Desk, Rejection, Rest
from .state import Channel, Guild, Member, Role, User, World

T = TypeVar("T")
TOKEN = "loopback.discord.token"


class LoopbackDiscord(Actions):
    """A Discord on 127.0.0.1. ``async with LoopbackDiscord() as server``: give the bot ``server.url`` and ``server.token``.

    There is a guild (``guild``) with a channel (``channel``), an owner and a plain member (``user``) from the start.

    shrink: factor on the 3 s for a first response and on the 15 minutes of a token.
    heartbeat_interval: seconds between the heartbeats the client is told to send.
    allowed_intents: privileged intents that may be asked for (else close code 4014).
    shards: how many shards GET /gateway/bot recommends.
    global_limit: requests a second over all routes; enforce_limits=False lets everything through.
    """

    def __init__(
        self,
        *,
        shrink: float = 1.0,
        heartbeat_interval: float = 41.25,
        allowed_intents: int = 0,
        shards: int = 1,
        global_limit: int = 50,
        enforce_limits: bool = True,
        port: int = 0,
    ) -> None:
        self.world = World(TOKEN)
        self.commands = Commands(self.world.application_id, self.world.ids)
        self.messages = Messages(self.world.ids)
        self.gateway = Gateway(self.world, heartbeat_interval=heartbeat_interval, allowed_intents=allowed_intents, shards=shards)
        self.desk = Desk(self.world, self.commands, self.messages, self.gateway, shrink=shrink)
        routes = [*application_routes.ROUTES, *interaction_routes.ROUTES, *message_routes.ROUTES]
        self.rest = Rest(self.desk, routes, RateLimits(global_limit, enforced=enforce_limits))
        self._port = port
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.owner = self.world.new_user("organiser", global_name="Organiser")
        self.user = self.world.new_user("hanako", global_name="花子")
        self.guild = self.add_guild("Study group", owner=self.owner, members=[self.user])
        self.channel = next(iter(self.guild.channels.values()))

    async def __aenter__(self) -> LoopbackDiscord:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        self.rest.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = self.messages.base_url = f"http://127.0.0.1:{port}"
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gateway.close_sockets(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def rejections(self) -> list[Rejection]:
        """Every request refused by the rules (planned failures and look-ups that found nothing are not in it)."""
        return self.rest.rejections

    @property
    def misses(self) -> list[Rejection]:
        """GET requests answered 404: a member who left, a message that is gone."""
        return self.rest.misses

    @property
    def log(self) -> GatewayLog:
        """What the bot did on the gateway: identifies, resumes, heartbeats, closes."""
        return self.gateway.log

    # Waiting

    async def until(self, look: Callable[[], T | None], timeout: float = 10.0, awaited: str = "a change") -> T:
        """The first non-None result of ``look``, tried again whenever the bot did something."""
        return await self.gateway.changed.until(look, timeout, awaited)

    async def ready(self, timeout: float = 20.0) -> None:
        """Wait until every shard of a bot is connected and was sent READY and its guilds."""
        await self.until(lambda: self.gateway.is_ready() or None, timeout, "a bot to be ready")

    async def disconnected(self, timeout: float = 20.0) -> None:
        """Wait until no bot is connected."""
        await self.until(lambda: not self.gateway.connections() or None, timeout, "the bot to disconnect")

    async def registered(self, name: str, *, kind: int = CHAT_INPUT, timeout: float = 20.0) -> Json:
        """Wait until a command of this name is registered, and return it."""
        return await self.until(
            lambda: self.commands.find(kind, name, self.guild.id), timeout, f"the command {name!r} to be registered"
        )

    async def posted(self, channel: Channel | None = None, count: int = 1, timeout: float = 10.0) -> Message:
        """Wait until the bot has ``count`` messages in the channel, public responses included; the count-th of them."""
        place = channel or self.channel

        def look() -> Message | None:
            own = [item for item in self.messages.history(place) if item.author is self.bot and not item.loading]
            return own[count - 1] if len(own) >= count else None

        return await self.until(look, timeout, f"message {count} of the bot in #{place.name}")

    def posts(self, channel: Channel | None = None) -> list[Message]:
        """The messages in a channel, oldest first."""
        return self.messages.history(channel or self.channel)

    # The world

    def add_guild(
        self,
        name: str = "Another group",
        *,
        owner: User | None = None,
        members: list[User] | None = None,
        locale: str = "ja",
        has_bot: bool = True,
        guild_id: int | None = None,
        deny_bot: int = 0,
    ) -> Guild:
        """A guild with a channel (its system channel), the owner, ``members`` and, if ``has_bot``, the bot.

        A connected bot is told that it has joined. ``deny_bot`` are permission bits it lacks in the channel.
        """
        guild = self.world.new_guild(name, owner or self.owner, locale=locale, has_bot=has_bot, guild_id=guild_id)
        for member in members or ():
            guild.members[member.id] = Member(member, guild)
        self.world.new_channel(guild, "general", denied=deny_bot)
        if has_bot:
            self._tell("GUILD_CREATE", guild.create_payload(self.bot, joined=True), guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """The bot is removed from the guild."""
        guild.has_bot = False
        guild.members.pop(self.bot.id, None)
        self._tell("GUILD_DELETE", {"id": str(guild.id)}, guild)

    def add_channel(
        self, guild: Guild | None = None, name: str = "quiz", *, kind: int = 0, deny_bot: int = 0, hidden: bool = False
    ) -> Channel:
        """A channel; ``deny_bot`` are permission bits the bot lacks there; a ``hidden`` one not everyone sees."""
        channel = self.world.new_channel(guild or self.guild, name, type=kind, denied=deny_bot, hidden=hidden)
        self._tell("CHANNEL_CREATE", channel.payload(self.bot.id), guild or self.guild)
        return channel

    def deny_bot(self, channel: Channel, permissions: int) -> None:
        """Take permission bits from the bot in a channel (0 gives all back)."""
        channel.denied = permissions
        assert channel.guild is not None
        self._tell("CHANNEL_UPDATE", channel.payload(self.bot.id), channel.guild)

    def remove_channel(self, channel: Channel, *, silent: bool = False) -> None:
        """Delete a channel; ``silent`` keeps the event from the bot."""
        self.world.channels.pop(channel.id)
        if channel.guild is not None:
            channel.guild.channels.pop(channel.id)
            if not silent:
                self._tell("CHANNEL_DELETE", channel.payload(self.bot.id), channel.guild)

    def add_role(
        self, guild: Guild | None = None, name: str = "students", *, permissions: int = 0, mentionable: bool = False
    ) -> Role:
        """A role below the bot's own."""
        place = guild or self.guild
        role = Role(self.world.ids.next(), name, permissions, 1, mentionable)
        place.roles[role.id] = role
        self._tell("GUILD_ROLE_CREATE", {"guild_id": str(place.id), "role": role.payload()}, place)
        return role

    def remove_role(self, role: Role, guild: Guild | None = None) -> None:
        """Delete a role; whoever had it has it no longer."""
        place = guild or self.guild
        del place.roles[role.id]
        for member in place.members.values():
            member.roles[:] = [each for each in member.roles if each is not role]
        self._tell("GUILD_ROLE_DELETE", {"guild_id": str(place.id), "role_id": str(role.id)}, place)

    def add_user(self, name: str = "taro", **fields: Any) -> User:
        """An account in no guild (``global_name``, ``accepts_dms``)."""
        return self.world.new_user(name, **fields)

    def add_member(
        self,
        name: str | User = "taro",
        guild: Guild | None = None,
        *,
        nick: str | None = None,
        permissions: int = 0,
        roles: list[Role] | None = None,
    ) -> Member:
        """A member, by a new account's name or an account; ``permissions`` beyond everyone's come by a role of its own."""
        place = guild or self.guild
        user = name if isinstance(name, User) else self.add_user(name)
        held = list(roles or ())
        if permissions:
            held.append(self.add_role(place, f"{user.name}'s role", permissions=permissions))
        member = place.members[user.id] = Member(user, place, nick, held)
        return member

    def remove_member(self, member: Member) -> None:
        """A member leaves (without the members intent the bot is not told)."""
        member.guild.members.pop(member.id, None)

    def _tell(self, event: str, data: Json, guild: Guild) -> None:
        if guild.has_bot or event == "GUILD_DELETE":
            self.gateway.dispatch(event, data, guild.id, 1 << 0)

    # Faults

    def advance(self, seconds: float) -> None:
        """Move the server's clock on: interactions age, nonces are forgotten."""
        self.desk.clock.advance(seconds)

    def fail(
        self,
        method: str,
        path_pattern: str,
        status: int | None = None,
        times: int | None = 1,
        **how: Any,
    ) -> Fault:
        """Plan a failure of requests whose path (after /api/v10) the pattern is found in; fields: see Fault."""
        fault = Fault(method, path_pattern, status, times, **how)
        self.rest.faults.append(fault)
        return fault

    def heal(self) -> None:
        """Forget all planned failures."""
        self.rest.faults.clear()

    def close_sockets(self, code: int = 4000) -> None:
        """Close the bot's gateway connections with a code; it may resume."""
        self.gateway.close_sockets(code)

    def cut_sockets(self) -> None:
        """Cut the bot's gateway connections without a close frame."""
        self.gateway.abort_sockets()

    def invalidate_sessions(self, resumable: bool = False) -> None:
        """Send INVALID_SESSION."""
        self.gateway.invalidate(resumable=resumable)

    def request_reconnect(self) -> None:
        """Send RECONNECT."""
        self.gateway.reconnect()

    def stop_acking_heartbeats(self) -> None:
        """Leave heartbeats unanswered."""
        self.gateway.acking = False

    def resume_acking_heartbeats(self) -> None:
        """Answer heartbeats again."""
        self.gateway.acking = True
