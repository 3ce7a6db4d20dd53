"""Something that changes -> tests that wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

AGAIN_AFTER = 0.1
"""Seconds after which is looked again in any case: a log or a database says nothing of its changes."""


class Timeout(AssertionError):
    """What a test waited for did not happen in time."""


class Signal:
    """``notify`` wakes everyone in ``until``, who then look again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Say that something changed."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], T | None], timeout: float, awaited: str) -> T:
        """Return the first non-None result of ``look``; raise Timeout naming ``awaited`` after ``timeout`` s."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while (found := look()) is None:
            left = end - loop.time()
            if left <= 0:
                raise Timeout(f"waited {timeout:g} s for {awaited}")
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            with suppress(TimeoutError):
                await asyncio.wait_for(future, min(left, AGAIN_AFTER))
            self._waiting.discard(future)
        return found
