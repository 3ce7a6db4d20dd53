"""Work that is found again at every look -> each piece of it once at a time, and after a failure not at once again."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from bot.discord_front.replies import described

log = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = 5.0, 300.0
"""Seconds before something that failed is tried again: doubled each time."""


class Jobs:
    """Work under way, by what it is about."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._failed: dict[Hashable, tuple[int, float]] = {}

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def start(self, name: Hashable, make: Callable[[], Coroutine[Any, Any, Any]]) -> "asyncio.Task[Any] | None":
        """Begin a piece of work unless it is under way or failed a moment ago. What it raises is logged."""
        if name in self._running or self._failed.get(name, (0, 0.0))[1] > asyncio.get_running_loop().time():
            return None
        task = self._running[name] = asyncio.create_task(self._do(name, make))
        task.add_done_callback(lambda _: self._running.pop(name, None))
        return task

    def forgive(self, name: Hashable) -> None:
        """Let it be tried again at once: something has changed."""
        self._failed.pop(name, None)

    async def settle(self, seconds: float) -> None:
        """Let what is under way come to its end, at most so long."""
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=seconds)

    def cancel(self) -> None:
        """Give up what is under way: all of it is found again at the next look."""
        for task in list(self._running.values()):
            task.cancel()

    async def _do(self, name: Hashable, make: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        try:
            done = await make()
        except Exception as error:
            tries, _ = self._failed.get(name, (0, 0.0))
            wait = min(FIRST_RETRY * 2**tries, LAST_RETRY)
            self._failed[name] = tries + 1, asyncio.get_running_loop().time() + wait
            log.warning("%s failed: %s; next try in %.0f s", name, described(error), wait)
            return None
        self._failed.pop(name, None)
        return done
