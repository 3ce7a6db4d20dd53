"""Calls at the prompt -> the tutor's use cases for whoever uses this computer, each with the database open while it takes."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.study.periods import Kind
from bot.tutor import answering, boards, local, progress
from bot.tutor.answering import Counted, Member, Refusal, Told
from bot.tutor.library import Shelf
from bot.tutor.local import Here
from bot.tutor.places import Board, NoSeason
from bot.tutor.progress import Progress
from bot.tutor.rounds import AskedRound, AskedRounds
from bot.tutor.stored import Stored

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at this computer, and where the tutor keeps what they answered. `clock` tells the moment."""

    shelf: Shelf
    url: str
    data: Path
    here: Here
    clock: Callable[[], datetime]

    def today(self) -> tuple[AskedRound, Counted | None] | Refusal | None:
        """Today's question, and what was answered to it already; None where there is none to ask."""

        async def ask(stored: Stored) -> tuple[AskedRound, Counted | None] | Refusal | None:
            rounds = AskedRounds(stored, self.shelf, self.clock)
            asked = await local.todays(rounds, self.shelf.library, self.here, self.clock())
            if asked is None or isinstance(asked, Refusal):
                return asked
            before = await answering.before(rounds, asked, self._member())
            return before if isinstance(before, Refusal) else (asked, before)

        return self._open(ask)

    def answer(self, asked: AskedRound, given: Sequence[int] | str, *, tried: bool) -> Told | Refusal:
        """Take an answer to a question of `today`; `tried`: what was typed before was close."""

        async def take(stored: Stored) -> Told | Refusal:
            return await answering.answer(AskedRounds(stored, self.shelf, self.clock), asked, self._member(), given, tried=tried)

        return self._open(take)

    def board(self, kind: Kind) -> Board | NoSeason | Refusal:
        """Where everyone at this computer stands in a period."""
        return self._open(lambda stored: boards.board(stored, self.shelf.library, self._member(), kind, "member"))

    def progress(self) -> Progress | Refusal:
        """How they are doing."""
        return self._open(lambda stored: progress.progress(stored, self.shelf.library, self._member()))

    def _member(self) -> Member:
        return self.here.member(self.clock())

    def _open(self, work: Callable[[Stored], Coroutine[Any, Any, T]]) -> T:
        """The result of some work on the database, in a thread: the prompt has an event loop of its own."""

        async def do() -> T:
            stored = Stored(self.url, self.data)
            try:
                return await work(stored)
            finally:
                await stored.close()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(do())).result()
