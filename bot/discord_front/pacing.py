"""Requests of our own accord -> at most so many a second, the urgent ones first.

Discord allows a bot fifty a second over all routes (answers to interactions are not counted), and discord.py does not keep to
that by itself. A request arrives at some moment between being sent and being answered, so its turn ends a second after
the answer: however unevenly requests travel, Discord never sees more of them within a second than there are turns.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count

PER_SECOND = 50
SECOND = 1.0
"""For how long Discord counts a request."""
CATCH_UP = 0.5
"""Seconds of turns that may be made up for when the event loop was late for them."""


class Pace:
    """Hands out turns: evenly, and never more than so many that Discord may still count."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._every = SECOND / per_second
        self._next = 0.0
        self._free = asyncio.Semaphore(per_second)
        self._number = count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._serving: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for one's turn, and send one request within it."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        heappush(self._waiting, (not urgent, next(self._number), turn))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve(), name="the pace")
        try:
            await turn
            yield
        finally:
            if turn.done() and not turn.cancelled():
                loop.call_later(SECOND, self._free.release)

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._free.acquire()
            self._next = max(self._next, loop.time() - CATCH_UP)
            await asyncio.sleep(self._next - loop.time())
            _, _, turn = heappop(self._waiting)
            if turn.done():
                self._free.release()
            else:
                self._next += self._every
                turn.set_result(None)
