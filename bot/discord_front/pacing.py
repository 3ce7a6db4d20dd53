"""Requests of our own accord -> at most so many a second, the urgent ones first.

Discord allows a bot fifty a second over all routes (answers to interactions are not counted), and discord.py does not keep to
that by itself.
"""

import asyncio
from heapq import heappop, heappush
from itertools import count

PER_SECOND = 48.0
"""Leaves room for what discord.py asks by itself, and for the way to Discord being uneven. Take turns right before sending."""
CATCH_UP = 1
"""Turns that may follow at once when the event loop was late for them."""


class Pace:
    """Hands out turns, evenly."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._every = 1 / per_second
        self._next = 0.0
        self._number = count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._serving: asyncio.Task[None] | None = None

    async def turn(self, *, urgent: bool = False) -> None:
        """Wait for one's turn to send one request."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (not urgent, next(self._number), turn))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve(), name="the pace")
        await turn

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            self._next = max(self._next, loop.time() - CATCH_UP * self._every)
            await asyncio.sleep(self._next - loop.time())
            _, _, turn = heappop(self._waiting)
            if not turn.done():
                self._next += self._every
                turn.set_result(None)
