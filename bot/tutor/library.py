"""Content on disk -> the library the tutor teaches from, swapped whole when the files change."""

import asyncio
import ctypes
import gc
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot import content
from bot.study.facts import FactBase, Language, Problem
from bot.study.lookup import Lookup
from bot.study.questions import Question
from bot.study.questions.catalogue import Catalogue, catalogue
from bot.tutor import keeping
from bot.tutor.topics import Shelved, namesakes, shelve

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Library:
    """All that is taught at one moment: the facts, how to find them, what is asked, what was wrong with the files."""

    base: FactBase
    lookup: Lookup
    problems: tuple[Problem, ...] = ()
    written: tuple[Question, ...] = ()
    """The questions that authors wrote."""

    @cached_property
    def questions(self) -> Catalogue:
        """What can be asked: what authors wrote, and for decks without such questions those made from their facts."""
        unasked = self._unasked()
        return catalogue((*self.written, *(_made(unasked, self.lookup) if unasked.facts else ())), self.base)

    def _unasked(self) -> FactBase:
        """The decks that nobody wrote a question for."""
        asked = {question.deck for question in self.written}
        decks = tuple(deck for deck in self.base.decks if deck.id not in asked)
        return FactBase(decks, {key: fact for key, fact in self.base.facts.items() if fact.deck not in asked})

    @cached_property
    def shelves(self) -> tuple[Shelved, ...]:
        """Every deck with its topics."""
        return shelve(self.base)

    @cached_property
    def namesakes(self) -> Mapping[Language, Mapping[str, str]]:
        """By language: the topics (by key) that another deck has by the same name, each with what its deck is called."""
        return namesakes(self.base)


def open_library(
    knowledge: Sequence[Path],
    glossaries: Sequence[Path],
    keep: Path | None = None,
    quizzes: Sequence[Path] = (),
    *,
    asking: bool = False,
) -> Library:
    """Read every deck, glossary and question and index them. Never raises for bad content: see `problems`.

    `keep` is a folder in which the library is kept, to open faster next time if nothing changed. `asking`: questions are made
    at once where nobody wrote any, which takes half as long again, and not when the first is asked for.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage, and looking for it takes a third of the time
    try:
        named = keeping.digest(knowledge, glossaries, quizzes) if keep else ""
        kept = keeping.read(keep, named) if keep else None
        library = kept if isinstance(kept, Library) else _read(knowledge, glossaries, quizzes)
        complete = library is kept and ("questions" in vars(library) or not asking)
        _ = library.shelves, library.namesakes, asking and library.questions  # here, where no one waits
        if keep and not complete:
            keeping.write(keep, named, library)
        return library
    finally:
        if collecting:
            gc.enable()


def _read(knowledge: Sequence[Path], glossaries: Sequence[Path], quizzes: Sequence[Path]) -> Library:
    from bot.content.reading import load  # with all that parses: a bot that finds its library kept needs none of it

    read = load(knowledge, glossaries, (), quizzes)
    return Library(read.base, Lookup(read.base, read.glossary), read.problems, read.questions)


def _made(base: FactBase, lookup: Lookup) -> tuple[Question, ...]:
    from bot.study.questions.made import made_from  # only where nobody wrote questions

    return made_from(base, lookup.named)


class Shelf:
    """Holds the current library; `refresh` puts a new one there once it is complete."""

    def __init__(
        self, knowledge: Sequence[Path], glossaries: Sequence[Path], keep: Path | None = None, quizzes: Sequence[Path] = ()
    ) -> None:
        self._knowledge = tuple(knowledge)
        self._glossaries = tuple(glossaries)
        self._quizzes = tuple(quizzes)
        self._seen = content.fingerprint(self._knowledge, self._glossaries, self._quizzes)
        self.library = self._open(keep)
        _give_back()

    def _open(self, keep: Path | None = None) -> Library:
        return open_library(self._knowledge, self._glossaries, keep, self._quizzes, asking=True)

    async def refresh(self) -> bool:
        """Read the files again if any changed; whether they had. The old library serves meanwhile."""
        seen = await asyncio.to_thread(content.fingerprint, self._knowledge, self._glossaries, self._quizzes)
        if seen == self._seen:
            return False
        self._seen = seen
        fresh = await asyncio.to_thread(self._open)  # kept at the next start: it holds the loop
        for problem in fresh.problems:
            log.warning("%s", problem)
        if not fresh.base.facts and self.library.base.facts:
            log.error("the notes now hold no facts; the tutor goes on teaching the ones it had")
            return False
        self.library = fresh
        gc.freeze()  # without a collection first: nothing was garbage, and it would hold the loop
        await asyncio.to_thread(_give_back)
        return True

    async def watch(self, every: float, asked: asyncio.Event) -> None:
        """Refresh every so many seconds, and at once when `asked` is set. Runs until cancelled."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), every)
            asked.clear()
            try:
                if await self.refresh():
                    facts, questions = len(self.library.base.facts), len(self.library.questions)
                    log.info("the notes changed: %d facts are taught and %d questions asked now", facts, questions)
            except Exception:
                log.exception("the changed notes could not be read; the tutor goes on with the ones it had")


def _give_back() -> None:
    """Give the memory that reading needed and nothing holds any more back to the system, where its C library can (glibc)."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
