"""Calls at the prompt -> the tutor's use cases for whoever uses this computer, each with the database open while it takes."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.tutor import answering, appearance, boards, local, privacy, progress
from bot.tutor.answering import Counted, Member, Refusal, Told
from bot.tutor.appearance import Appearance
from bot.tutor.appearance import Refusal as Unchanged
from bot.tutor.library import Shelf
from bot.tutor.local import Here
from bot.tutor.places import Board, Look, NoSeason
from bot.tutor.progress import Progress
from bot.tutor.rounds import AskedRound, AskedRounds
from bot.tutor.stored import Stored

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """Where a copy was to be put, and whether it is there."""

    path: Path
    written: bool


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

    def board(self, look: Look) -> Board | NoSeason | Refusal:
        """Where everyone at this computer stands."""
        return self._open(lambda stored: boards.board(stored, self.shelf.library, self._member(), look))

    def progress(self) -> Progress | Refusal:
        """How they are doing."""
        return self._open(lambda stored: progress.progress(stored, self.shelf.library, self._member()))

    def appearance(self) -> Appearance | Unchanged:
        """How they appear on boards."""
        return self._open(lambda stored: appearance.appearance(stored, self._member()))

    def call(self, alias: str) -> Appearance | Unchanged:
        """Appear under another name; an empty one: under their own."""
        return self._open(lambda stored: appearance.call(stored, self._member(), alias))

    def hide(self, *, hidden: bool) -> Appearance | Unchanged:
        """Appear on no board, or on them again."""
        return self._open(lambda stored: appearance.hide(stored, self._member(), hidden=hidden))

    def export(self) -> Exported | Refusal:
        """Write everything that is kept of them into a new file of their own, in the data folder."""
        content = self._open(lambda stored: privacy.export(stored, self._member()))
        if isinstance(content, Refusal):
            return content
        path = self.data / f"kotae-export-{self.clock():%Y%m%d-%H%M%S}.json"
        return Exported(path, _written(path, content))

    def delete(self) -> bool:
        """Delete everything that is kept of them; False where something is left."""
        return self._open(lambda stored: privacy.delete(stored, self._member()))

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


def _written(path: Path, content: bytes) -> bool:
    """Put this into a new file that nobody else may read; whether that could be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
    except OSError:
        return False
    return True
