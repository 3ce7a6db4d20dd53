"""A round's number -> the question as it was asked there, ready for a thousand answers at once."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.store import dailies, rounds
from bot.store.dailies import Daily, DailySettings
from bot.store.errors import StoreError
from bot.store.rounds import Round
from bot.store.store import Store
from bot.study.facts import Language
from bot.study.questions.freezing import Manner, manner, thawed
from bot.tutor.explain import placed
from bot.tutor.library import Library, Shelf
from bot.tutor.practice import Posed
from bot.tutor.stored import Stored

FRESH = timedelta(seconds=20)
"""How long a round is taken to be as it was read. Whether it is open is asked anew with every answer."""
MOST = 200
"""Rounds kept in memory."""

_LANGUAGES: Mapping[str, tuple[Language, ...]] = {"ja": ("ja",), "en": ("en",), "both": ("ja", "en")}


@dataclass(frozen=True, slots=True)
class AskedRound:
    """A round with its question, and the languages its channel's organiser chose."""

    round: Round
    posed: Posed
    languages: tuple[Language, ...]
    library: Library

    @property
    def at_once(self) -> bool:
        """Whether the verdict may be told: as it was set when the question was asked, and always once it is closed."""
        return not self.round.withheld or self.round.closed_at is not None


def posed(library: Library, round_: Round) -> Posed:
    """The question of a round as it was asked, with those of its facts that the library still has."""
    question, order = thawed(round_.frozen)
    known = [fact for key in question.facts if (fact := library.base.get(key)) is not None]
    topic = library.base.topic_of(known[0]) if known else None
    return Posed(question, order, tuple(placed(library, fact) for fact in known), topic)


async def withheld(stored: Stored, server: int | None) -> frozenset[str]:
    """The questions (by key) whose answers practice must not tell: of the rounds that are open in a server (None: anywhere)."""
    try:
        return await rounds.open_questions(await stored.get(), server)
    except StoreError:
        return frozenset()  # no round can be answered either while the database is away


def languages(setting: str) -> tuple[Language, ...]:
    """The languages of a daily's public messages, the first at full size."""
    return _LANGUAGES.get(setting, ("ja",))


class AskedRounds:
    """The rounds asked for last. Those who ask for the same one at the same moment read it once. `clock` tells the moment."""

    def __init__(self, stored: Stored, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self.stored = stored
        self.shelf = shelf
        self.clock = clock
        self._kept: dict[int, tuple[datetime, AskedRound]] = {}
        self._reading: dict[int, asyncio.Task[AskedRound | None]] = {}

    async def get(self, number: int, now: datetime) -> AskedRound | None:
        """The round of that number; None where there is none. Raises StoreError where that cannot be read."""
        kept = self._kept.get(number)
        if kept is not None and abs(now - kept[0]) < FRESH:
            return self._of_now(number, *kept)
        reading = self._reading.get(number)
        if reading is None:
            reading = self._reading[number] = asyncio.create_task(self._read(number, now))
            reading.add_done_callback(lambda _: self._reading.pop(number, None))
        return await asyncio.shield(reading)

    def forget(self, number: int) -> None:
        """Read this one anew: its key or its settings have changed."""
        self._kept.pop(number, None)

    def _of_now(self, number: int, read_at: datetime, asked: AskedRound) -> AskedRound:
        """The same with the facts of the library there is now."""
        if asked.library is not self.shelf.library:
            library = self.shelf.library
            asked = replace(asked, posed=posed(library, asked.round), library=library)
            self._kept[number] = read_at, asked
        return asked

    async def _read(self, number: int, now: datetime) -> AskedRound | None:
        asked = await read(await self.stored.get(), self.shelf.library, number)
        if asked is not None:
            self._kept.pop(number, None)
            self._kept[number] = now, asked
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        return asked


async def read(store: Store, library: Library, number: int) -> AskedRound | None:
    """The round of that number as the store has it."""
    round_ = await rounds.by_id(store, number)
    if round_ is None:
        return None
    daily = await dailies.by_id(store, round_.daily)
    return AskedRound(round_, posed(library, round_), languages(manner_of(round_, daily).language), library)


def manner_of(round_: Round, daily: Daily | None) -> Manner:
    """How a round is asked, whatever its daily has been set to since.

    Where an older version claimed it, the language is its daily's. What is withheld is counted so, and must be told so.
    """
    settings = daily.settings if daily else DailySettings(0, "UTC")
    frozen = manner(round_.frozen)
    return Manner(frozen.language if frozen else settings.language, "reveal" if round_.withheld else "now")
