"""Planned failures of the REST API: which requests meet them, and what they do."""

from __future__ import annotations

import json
import re
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Fault:
    """Requests whose method and path match fail ``times`` times (None: always).

    ``status`` None lets them succeed after ``delay`` seconds. ``reset`` cuts the connection with a TCP reset instead
    of answering. ``after_accepting`` has the request take effect before it fails. For 429, ``retry_after`` seconds are
    asked for, ``is_global`` for all routes. ``code`` is Discord's own, where it answers itself. ``served`` counts.
    """

    method: str
    path_pattern: str
    status: int | None
    times: int | None = 1
    after_accepting: bool = False
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False
    retry_after: float = 0.1
    is_global: bool = False
    code: int = 0
    served: int = 0

    def meets(self, method: str, path: str) -> bool:
        """Whether this request meets the fault (which is then used up by one)."""
        if self.times is not None and self.served >= self.times:
            return False
        if self.method not in ("*", method) or not re.search(self.path_pattern, path):
            return False
        self.served += 1
        return True

    def response(self) -> web.Response:
        """What the bot gets instead of an answer."""
        assert self.status is not None
        headers = {"Via": "1.1 google", **self.headers}
        if self.status == 429:
            body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.is_global}
            scope = "global" if self.is_global else "user"
            headers = {"Retry-After": str(self.retry_after), "X-RateLimit-Scope": scope, **headers}
            return json_response(429, body, headers)
        if self.status >= 500:
            return web.Response(status=self.status, text="upstream connect error", headers=headers)
        body = {"message": f"{self.status}: planned failure", "code": self.code}
        return json_response(self.status, body, headers)


def json_response(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    """A response whose content type is exactly ``application/json``, without the charset that aiohttp would add."""
    text = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=text, headers={**headers, "Content-Type": "application/json"})


def reset_connection(request: web.Request) -> None:
    """Cut the request's connection so that the client sees "connection reset by peer"."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
