"""Requests of our own accord -> at most so many a second, the urgent ones first.

Discord allows a bot fifty a second over all routes (answers to interactions are not counted), and discord.py does not keep to
that by itself.
"""

import asyncio
from collections import deque
from heapq import heappop, heappush
from itertools import count

PER_SECOND = 45
"""Leaves room for what discord.py asks by itself, and for the way to Discord being uneven. Take turns right before sending."""
CATCH_UP = 0.5
"""Seconds of turns that may be made up for when the event loop was late for them, within what a second may hold."""


class Pace:
    """Hands out turns: evenly, and never more than so many within a second."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._every = 1 / per_second
        self._next = 0.0
        self._taken: deque[float] = deque([0.0], maxlen=per_second)
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
            self._next = max(self._next, loop.time() - CATCH_UP)
            full = self._taken[0] + 1 if len(self._taken) == self._taken.maxlen else 0.0
            await asyncio.sleep(max(self._next, full) - loop.time())
            _, _, turn = heappop(self._waiting)
            if not turn.done():
                self._next += self._every
                self._taken.append(loop.time())
                turn.set_result(None)
