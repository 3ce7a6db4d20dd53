"""The gateway: events of the loopback -> the bot's websockets, as Discord's gateway v10 sends them."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import secrets
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from .changes import Signal
from .form import Json
from .state import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
KNOWN_INTENTS = ((1 << 17) - 1) | (3 << 20) | (3 << 24)

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, RATE_LIMITED, INVALID_SHARD = 4005, 4008, 4010
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014
LARGEST_PAYLOAD = 4096


class Compressor(Protocol):
    """Transport compression of one connection."""

    def pack(self, text: str) -> bytes:
        """One gateway message as one binary websocket message."""


class ZlibStream:
    """``compress=zlib-stream``: one zlib context a connection, flushed after each message."""

    def __init__(self) -> None:
        self._context = zlib.compressobj(level=1)

    def pack(self, text: str) -> bytes:
        """The message's bytes, ending in 00 00 ff ff."""
        return self._context.compress(text.encode()) + self._context.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """``compress=zstd-stream``, for clients that have the zstandard package (as this then does)."""

    def __init__(self) -> None:
        zstandard = importlib.import_module("zstandard")
        self._context = zstandard.ZstdCompressor(level=1).compressobj()
        self._flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK

    def pack(self, text: str) -> bytes:
        """The message's bytes, flushed to a block's end."""
        return bytes(self._context.compress(text.encode()) + self._context.flush(self._flush))


COMPRESSORS: dict[str | None, Callable[[], Compressor | None]] = {
    None: lambda: None,
    "zlib-stream": ZlibStream,
    "zstd-stream": ZstdStream,
}


class Connection:
    """One websocket: messages go out in the order they were pushed."""

    def __init__(
        self, socket: web.WebSocketResponse, compressor: Compressor | None, transport: asyncio.BaseTransport | None
    ) -> None:
        self.socket = socket
        self._transport = transport
        self.closed_with: int | None = None
        self._compressor = compressor
        self._outgoing: asyncio.Queue[str | int] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def push(self, text: str) -> None:
        """Send a message, after those before it."""
        self._outgoing.put_nowait(text)

    def say(self, op: int, data: Any = None) -> None:
        """Send a message that is no event."""
        self.push(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close with a code, after what was pushed before."""
        self.closed_with = self.closed_with or code
        self._outgoing.put_nowait(code)

    def cut(self) -> None:
        """Cut the connection without a close frame."""
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.abort()

    async def done(self) -> None:
        """Stop writing: the client is gone, or is about to answer the server's close frame."""
        if self.closed_with is None:
            self._writer.cancel()
        else:
            await self._writer

    async def _write(self) -> None:
        while isinstance(item := await self._outgoing.get(), str):
            with contextlib.suppress(ConnectionError):
                if self._compressor is None:
                    await self.socket.send_str(item)
                else:
                    await self.socket.send_bytes(self._compressor.pack(item))
        with contextlib.suppress(ConnectionError):
            await self.socket.close(code=item)


@dataclass(eq=False)
class Session:
    """A gateway session, which outlives its connections until it is invalidated."""

    id: str
    shard: tuple[int, int]
    intents: int
    connection: Connection | None
    seq: int = 0
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=20_000))
    ready: bool = False

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event, or keep it for RESUME."""
        self.seq += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.seq, "d": data}, separators=(",", ":"))
        self.sent.append((self.seq, text))
        if self.connection is not None:
            self.connection.push(text)


@dataclass
class GatewayLog:
    """What the bot did on the gateway, for tests."""

    identifies: list[Json] = field(default_factory=list)
    resumes: list[Json] = field(default_factory=list)
    heartbeats: int = 0
    closes: list[int | None] = field(default_factory=list)
    presences: list[Json] = field(default_factory=list)


class Gateway:
    """All sessions of the bot. ``heartbeat_interval`` in seconds; ``allowed_intents`` the privileged ones it may ask."""

    def __init__(self, world: World, *, heartbeat_interval: float, allowed_intents: int, shards: int) -> None:
        self._world = world
        self._interval = heartbeat_interval
        self._allowed = allowed_intents
        self.shards = shards
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.log = GatewayLog()
        self.changed = Signal()
        self.acking = True

    def is_ready(self) -> bool:
        """Whether every shard has a connection that was sent READY (or RESUMED)."""
        live = [session for session in self.sessions.values() if session.connection and session.ready]
        return bool(live) and len({session.shard[0] for session in live}) == live[-1].shard[1]

    def session_for(self, guild_id: int | None) -> Session | None:
        """The newest session of the guild's shard (direct messages: shard 0), connected or resumable."""
        for session in reversed(self.sessions.values()):
            shard, count = session.shard
            if ((guild_id or 0) >> 22) % count == shard:
                return session
        return None

    def dispatch(self, event: str, data: Json, guild_id: int | None, intents: int = 0) -> bool:
        """Send an event to the guild's shard if it asked for one of ``intents`` (0: always); whether it did."""
        session = self.session_for(guild_id)
        if session is None or (intents and not session.intents & intents):
            return False
        session.dispatch(event, data)
        return True

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The websocket's endpoint."""
        compression = request.query.get("compress")
        if compression not in COMPRESSORS or request.query.get("encoding", "json") != "json":
            return web.Response(status=400, text="unsupported compression or encoding")
        socket = web.WebSocketResponse(max_msg_size=0, compress=False, timeout=2.0)
        await socket.prepare(request)
        connection = Connection(socket, COMPRESSORS[compression](), request.transport)
        if request.query.get("v") not in ("9", "10"):
            connection.close(INVALID_VERSION)
        connection.say(HELLO, {"heartbeat_interval": int(self._interval * 1000), "_trace": ["loopback"]})
        try:
            await self._converse(connection)
        finally:
            self._detach(connection)
            await connection.done()
        return socket

    def _detach(self, connection: Connection) -> None:
        code = None if connection.closed_with else connection.socket.close_code
        self.log.closes.append(code or connection.closed_with)
        for session in list(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if code in (1000, 1001):
                    del self.sessions[session.id]
        self.changed.notify()

    async def _converse(self, connection: Connection) -> None:
        session: Session | None = None
        arrivals: deque[float] = deque(maxlen=120)
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            now = time.monotonic()
            if len(arrivals) == 120 and now - arrivals[0] < 60:
                connection.close(RATE_LIMITED)
                return await self._drain(connection)
            arrivals.append(now)
            session, code = self._receive(connection, session, message.data)
            if code is not None:
                connection.close(code)
                return await self._drain(connection)
        return None

    async def _drain(self, connection: Connection) -> None:
        async for _ in connection.socket:
            pass

    def _receive(self, connection: Connection, session: Session | None, text: str) -> tuple[Session | None, int | None]:
        """Act on one message of the client; the session it now has, and the code to close with, if any."""
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, TypeError, KeyError):
            return session, DECODE_ERROR
        if len(text.encode()) > LARGEST_PAYLOAD:
            return session, DECODE_ERROR
        if op == HEARTBEAT:
            self.log.heartbeats += 1
            if self.acking:
                connection.say(HEARTBEAT_ACK)
            self.changed.notify()
            return session, None
        if op in (IDENTIFY, RESUME):
            if session is not None and session.id in self.sessions:
                return session, ALREADY_AUTHENTICATED
            return self._identify(connection, data) if op == IDENTIFY else self._resume(connection, data)
        if session is None:
            return session, NOT_AUTHENTICATED
        return session, self._other(session, op, data)

    def _other(self, session: Session, op: int, data: Any) -> int | None:
        if op == PRESENCE:
            self.log.presences.append(data)
        elif op == REQUEST_MEMBERS:
            self._members(session, data)
        elif op != VOICE:
            return UNKNOWN_OPCODE
        return None

    def _identify(self, connection: Connection, data: Any) -> tuple[Session | None, int | None]:
        if not isinstance(data, dict) or data.get("token") != self._world.token:
            return None, AUTHENTICATION_FAILED
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            return None, INVALID_INTENTS
        if intents & PRIVILEGED & ~self._allowed:
            return None, DISALLOWED_INTENTS
        shard, count = data.get("shard") or (0, 1)
        if not 0 <= shard < count:
            return None, INVALID_SHARD
        self.log.identifies.append({key: value for key, value in data.items() if key != "token"})
        for known in [old for old in self.sessions.values() if old.shard[0] == shard or old.shard[1] != count]:
            self._supersede(known)
        session = Session(secrets.token_hex(16), (shard, count), intents, connection)
        self.sessions[session.id] = session
        self._greet(session)
        return session, None

    def _supersede(self, session: Session) -> None:
        if session.connection is None:
            del self.sessions[session.id]

    def _greet(self, session: Session) -> None:
        shard, count = session.shard
        guilds = [guild for guild in self._world.guilds.values() if guild.has_bot and (guild.id >> 22) % count == shard]
        session.dispatch("READY", self._ready(session, [str(guild.id) for guild in guilds]))
        if session.intents & GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild.create_payload(self._world.bot))
        session.ready = True
        self.changed.notify()

    def _ready(self, session: Session, guild_ids: list[str]) -> Json:
        return {
            "v": 10,
            "user": self._world.bot.payload() | {"verified": True, "mfa_enabled": True, "email": None},
            "user_settings": {},
            "session_type": "normal",
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(self._world.application_id), "flags": 0},
            "guilds": [{"id": identifier, "unavailable": True} for identifier in guild_ids],
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": ["japan"],
            "auth": {},
            "_trace": ["loopback"],
        }

    def _resume(self, connection: Connection, data: Any) -> tuple[Session | None, int | None]:
        if not isinstance(data, dict) or data.get("token") != self._world.token:
            return None, AUTHENTICATION_FAILED
        session = self.sessions.get(str(data.get("session_id")))
        seq = data.get("seq")
        if session is None or not isinstance(seq, int) or seq > session.seq:
            connection.say(INVALID_SESSION, False)
            return None, None
        self.log.resumes.append({"session_id": session.id, "seq": seq})
        if session.connection is not None:
            session.connection.close(4000)
        session.connection = connection
        for number, text in session.sent:
            if number > seq:
                connection.push(text)
        session.dispatch("RESUMED", {"_trace": ["loopback"]})
        self.changed.notify()
        return session, None

    def _members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        wanted = data.get("user_ids")
        wanted = [wanted] if isinstance(wanted, (str, int)) else wanted
        found = list(guild.members.values())
        if wanted is not None:
            found = [member for member in found if str(member.id) in {str(item) for item in wanted}]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [member.payload() for member in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(item) for item in wanted or () if int(item) not in guild.members],
        }
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def connections(self) -> list[Connection]:
        """All open connections of sessions."""
        return [session.connection for session in self.sessions.values() if session.connection is not None]

    def close_sockets(self, code: int) -> None:
        """Close every connection with a code; the sessions stay resumable."""
        for connection in self.connections():
            connection.close(code)

    def abort_sockets(self) -> None:
        """Cut every connection without a word."""
        for connection in self.connections():
            connection.cut()

    def invalidate(self, *, resumable: bool) -> None:
        """Send INVALID_SESSION on every connection; if not resumable the sessions are gone."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                session.connection.say(INVALID_SESSION, resumable)
                session.ready = session.ready and resumable
            if not resumable:
                del self.sessions[session.id]

    def reconnect(self) -> None:
        """Ask every connection to reconnect and resume."""
        for connection in self.connections():
            connection.say(RECONNECT)
