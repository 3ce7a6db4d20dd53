"""Requests counted by route -> Discord's rate-limit headers, and 429 past a limit."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from dataclasses import dataclass

from .form import ApiError

GLOBAL_SECONDS = 1.0


@dataclass(frozen=True)
class Limit:
    """At most ``requests`` in each window of ``seconds``."""

    requests: int
    seconds: float


GENEROUS = Limit(50, 1.0)
SEND = Limit(5, 5.0)
EDIT = Limit(5, 5.0)
WEBHOOK = Limit(5, 2.0)
NONE = Limit(0, 0.0)
"""A route that says nothing of limits: interaction callbacks."""


class RateLimits:
    """The windows now open, by route and major parameter. ``global_limit`` requests a second over all routes."""

    def __init__(self, global_limit: int, *, enforced: bool) -> None:
        self._enforced = enforced
        self._global_limit = global_limit
        self._recent: deque[float] = deque(maxlen=max(global_limit, 1))
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    def count(self, route: str, major: str, limit: Limit, *, counts_globally: bool) -> dict[str, str]:
        """Count one request and return its headers; raise 429 past a limit."""
        now = time.monotonic()
        if counts_globally and self._enforced:
            self._count_globally(now)
        if limit is NONE:
            return {}
        started, used = self._windows.get((route, major), (now, 0))
        if now - started >= limit.seconds:
            started, used = now, 0
        used += 1
        self._windows[route, major] = (started, used)
        reset_after = started + limit.seconds - now
        headers = _headers(route, limit, max(limit.requests - used, 0), reset_after)
        if used > limit.requests and self._enforced:
            raise _too_many(reset_after, headers | {"X-RateLimit-Scope": "user"}, is_global=False)
        return headers

    def _count_globally(self, now: float) -> None:
        if len(self._recent) == self._global_limit and now - self._recent[0] < GLOBAL_SECONDS:
            wait = self._recent[0] + GLOBAL_SECONDS - now
            headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            raise _too_many(wait, headers, is_global=True)
        self._recent.append(now)


def _headers(route: str, limit: Limit, remaining: int, reset_after: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit.requests),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{reset_after:.3f}",
        "X-RateLimit-Bucket": hashlib.md5(route.encode(), usedforsecurity=False).hexdigest(),
    }


def _too_many(wait: float, headers: dict[str, str], *, is_global: bool) -> ApiError:
    wait = round(wait + 0.001, 3)
    extra = {"retry_after": wait, "global": is_global}
    return ApiError(429, 0, "You are being rate limited.", headers={**headers, "Retry-After": str(wait)}, extra=extra)
