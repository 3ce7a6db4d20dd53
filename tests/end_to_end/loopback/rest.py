"""HTTP requests of the bot -> calls of the routes' functions, and their results or refusals -> HTTP responses."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import BodyPartReader, web

from .commands import Commands
from .faults import Fault, json_response, reset_connection
from .form import ApiError, Form, Json
from .gateway import Gateway
from .interactions import ATTACHMENT_SIZE_LIMIT, RESPONSE_SECONDS, TOKEN_SECONDS, Outcome
from .limits import GENEROUS, Limit, RateLimits
from .messages import Message, Messages, Upload
from .state import World

PREFIX = "/api/v10"


class Clock:
    """The server's clock in seconds: monotonic, and moved on by tests."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds, from no particular moment."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._ahead += seconds


@dataclass(frozen=True)
class Rejection:
    """A request of the bot that the server refused, as a test may print it."""

    method: str
    path: str
    status: int
    code: int
    message: str
    errors: Json | None
    body: Any


@dataclass
class Desk:
    """Everything the routes act on."""

    world: World
    commands: Commands
    messages: Messages
    gateway: Gateway
    clock: Clock = field(default_factory=Clock)
    shrink: float = 1.0
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def response_seconds(self) -> float:
        """How long an interaction waits for its first response."""
        return RESPONSE_SECONDS * self.shrink

    @property
    def token_seconds(self) -> float:
        """How long an interaction's token is valid."""
        return TOKEN_SECONDS * self.shrink

    def announce(self, event: str, message: Message) -> None:
        """Dispatch MESSAGE_CREATE, MESSAGE_UPDATE or MESSAGE_DELETE where the bot can see it."""
        channel = message.channel
        guild = channel.guild
        if message.visible_to is not None or not channel.bot_takes_part or (guild and not guild.has_bot):
            return
        intents = 1 << 9 if guild else 1 << 12
        extra: Json = {"guild_id": str(guild.id)} if guild else {}
        if event == "MESSAGE_DELETE":
            data: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        else:
            data = self._as_seen(message)
            if guild and (member := guild.members.get(message.author.id)):
                extra["member"] = member.payload(with_user=False)
        self.gateway.dispatch(event, data | extra, guild.id if guild else None, intents)

    def _as_seen(self, message: Message) -> Json:
        """The message without its content unless the bot may read it: its own, in direct messages, or mentioning it."""
        bot = self.world.bot
        if message.author is bot or message.channel.guild is None or bot.mention in message.content:
            return message.data
        return message.data | {"content": "", "embeds": [], "components": [], "attachments": []}


@dataclass
class Call:
    """One request, read: its JSON, its uploads, the ids in its path."""

    desk: Desk
    method: str
    path: str
    query: Any
    ids: dict[str, str]
    body: Any
    uploads: list[Upload]

    def form(self) -> Form:
        """The JSON body as a form; raises 50035 when it is no object."""
        form = Form({} if self.body is None else self.body)
        form.problems.raise_any()
        return form

    def id(self, name: str) -> int:
        """An id in the path; raises 50035 when it is none."""
        text = self.ids[name]
        if not text.isdigit():
            form = Form({})
            form.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
            form.problems.raise_any()
        return int(text)

    @property
    def filenames(self) -> list[str]:
        """The names of the uploaded files."""
        return [upload.filename for upload in self.uploads]


Answer = tuple[int, Any]
Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """One endpoint: what answers it, its limit and by which id of the path that counts; ``open`` needs no bot token."""

    method: str
    path: str
    handler: Handler
    limit: Limit = GENEROUS
    major: str = ""
    open: bool = False


class Rest:
    """The HTTP API."""

    def __init__(self, desk: Desk, routes: list[Route], limits: RateLimits) -> None:
        self._desk = desk
        self._limits = limits
        self._routes = routes
        self.faults: list[Fault] = []
        self.rejections: list[Rejection] = []
        self.misses: list[Rejection] = []
        self.requests: deque[tuple[str, str, int]] = deque(maxlen=20_000)

    def add_routes(self, app: web.Application) -> None:
        """Mount all endpoints; any other address is refused and recorded."""
        for route in self._routes:
            app.router.add_route(route.method, PREFIX + route.path, partial(self._endpoint, route))
        app.router.add_get("/attachments/{tail:.*}", self._file)
        app.router.add_route("*", "/{tail:.*}", self._unknown)

    async def _file(self, request: web.Request) -> web.Response:
        content = self._desk.messages.files.get(request.path)
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _unknown(self, request: web.Request) -> web.Response:
        self._record(request, ApiError(404, 0, "404: Not Found"), None)
        return json_response(404, {"message": "404: Not Found", "code": 0}, {})

    async def _endpoint(self, route: Route, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        fault = next((planned for planned in self.faults if planned.meets(request.method, path)), None)
        try:
            body, uploads = await _read(request)
        except ApiError as refusal:
            return self._refused(request, refusal, None, {})
        if fault is not None and not fault.after_accepting:
            await asyncio.sleep(fault.delay)
            if fault.reset or fault.status is not None:
                return self._fail(request, fault)
        call = Call(self._desk, request.method, path, request.query, dict(request.match_info), body, uploads)
        response = self._answer(route, request, call)
        if fault is not None and fault.after_accepting:
            await asyncio.sleep(fault.delay)
            if fault.reset or fault.status is not None:
                return self._fail(request, fault)
        return response

    def _fail(self, request: web.Request, fault: Fault) -> web.Response:
        if fault.reset:
            reset_connection(request)
            return web.Response(status=500)
        self.requests.append((request.method, request.path.removeprefix(PREFIX), fault.status or 0))
        return fault.response()

    def _answer(self, route: Route, request: web.Request, call: Call) -> web.Response:
        headers: dict[str, str] = {}
        try:
            self._authorise(route, request)
            major = call.ids.get(route.major, "")
            name = f"{route.method} {route.path}"
            headers = self._limits.count(name, major, route.limit, counts_globally=not route.open)
            status, answer = route.handler(call)
        except ApiError as refusal:
            return self._refused(request, refusal, call.body, headers)
        self.requests.append((request.method, call.path, status))
        headers["Via"] = "1.1 google"
        if answer is None:
            return web.Response(status=status, headers=headers)
        return json_response(status, answer, headers)

    def _authorise(self, route: Route, request: web.Request) -> None:
        if not route.open and request.headers.get("Authorization") != f"Bot {self._desk.world.token}":
            raise ApiError(401, 0, "401: Unauthorized")

    def _refused(self, request: web.Request, refusal: ApiError, body: Any, headers: dict[str, str]) -> web.Response:
        self._record(request, refusal, body)
        return json_response(refusal.status, refusal.body(), {"Via": "1.1 google", **headers, **refusal.headers})

    def _record(self, request: web.Request, refusal: ApiError, body: Any) -> None:
        path = request.path.removeprefix(PREFIX)
        rejection = Rejection(request.method, path, refusal.status, refusal.code, refusal.message, refusal.errors, body)
        missed = request.method == "GET" and refusal.status == 404 and refusal.code != 0
        (self.misses if missed else self.rejections).append(rejection)
        self.requests.append((request.method, path, refusal.status))


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    """The request's JSON and uploads; raises 50109 for what is neither JSON nor a form with ``payload_json``."""
    if not request.can_read_body:
        return None, []
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    raw = await request.read()
    if not raw:
        return None, []
    if request.content_type != "application/json":
        message = 'Expected "Content-Type" header to be one of {"application/json", "multipart/form-data"}.'
        errors = {"_errors": [{"code": "CONTENT_TYPE_INVALID", "message": message}]}
        raise ApiError(400, 50035, "Invalid Form Body", errors)
    return _loads(raw), []


def _loads(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None


async def _read_multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    numbered: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=False))
        if part.name == "payload_json":
            body = _loads(content)
            continue
        found = re.fullmatch(r"files\[(\d+)\]", part.name or "")
        if not found or not part.filename:
            raise ApiError(400, 50035, "Invalid Form Body", {str(part.name): {"_errors": []}})
        if len(content) > ATTACHMENT_SIZE_LIMIT:
            raise ApiError(413, 40005, "Request entity too large")
        numbered[int(found[1])] = Upload(part.filename, content)
    return body, [numbered[index] for index in sorted(numbered)]
