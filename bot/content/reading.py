"""Decks on disk -> facts, glossary, questions and problems with path:line."""

import logging
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.content import LARGEST_FILE, Source, deck_glossaries, sources, yaml_files
from bot.content import quizzes as question_files
from bot.content.extent import MOST_ENTRIES, is_too_much
from bot.content.folders import DEEPEST_FOLDER, folders, is_markdown, is_yaml, slug
from bot.study import description, glossary, notes, outline
from bot.study.description import Description
from bot.study.facts import LANGUAGES, Deck, Fact, FactBase, Language, Place, Problem
from bot.study.glossary import Glossary
from bot.study.questions import bank
from bot.study.questions.grounds import grounded
from bot.study.questions.question import Question

log = logging.getLogger(__name__)

_Read = TypeVar("_Read")
_KANA = re.compile("[\u3041-\u30ff]")


@dataclass(frozen=True)
class Content:
    """Everything read from disk, whole."""

    base: FactBase
    glossary: Glossary
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...] = ()
    unread: tuple[Path, ...] = ()
    """Files of questions about decks that are not here."""


def load(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path] = (), quizzes: Sequence[Path] = ()
) -> Content:
    """All decks and glossaries beneath these paths, and the questions about them. A bad file is a problem, never an exception.

    Phrases may be written for the terms of glossaries `beside`, which are not loaded.
    """
    reader = _Reader()
    reader.problems.extend(_unreadable([*knowledge, *glossaries, *quizzes]))
    decks: list[Deck] = []
    facts: dict[str, Fact] = {}
    taken: set[str] = set()
    shelves: dict[str, list[str]] = {}
    for path in knowledge:
        before = len(reader.problems), len(facts)
        for source in sources([path]):
            deck, made = reader.deck(source, _free(source.id, taken))
            decks.append(deck)
            if made and os.path.isdir(path) and source.root != path:
                shelves.setdefault(slug(path.absolute().name), []).append(deck.id)
            facts.update(made)
        if before == (len(reader.problems), len(facts)):
            reader.report(path, "there are no notes here; add a Markdown file with headings and lists")
    files = [*yaml_files(glossaries), *deck_glossaries(knowledge)]
    names = sum((reader.glossary(file) for file in dict.fromkeys(files)), Glossary())
    if beside and any(names.aimless()):
        others = sum(map(_Reader().glossary, yaml_files(beside)), Glossary())
        reader.problems.extend(Glossary(names.terms + others.terms, names.paraphrases).aimless())
    else:
        reader.problems.extend(names.aimless())
    base = FactBase(tuple(decks), facts)
    found = question_files.assigned(quizzes, _languages(base), shelves)
    reader.problems.extend(found.problems)
    questions = reader.questions(found.files, base)
    return Content(base, names, tuple(reader.problems), questions, tuple(found.unread))


class _UnusableError(Exception):
    """Why a file cannot be used, and at which line."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def _read(path: Path) -> str:
    """A file's text. Raises _UnusableError, saying what to do."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _UnusableError("this is a folder; a page of notes is a file (rename the folder without the ending)")
        if not stat.S_ISREG(status.st_mode):
            raise _UnusableError("this is no plain file; put the text in one")
        if status.st_size > LARGEST_FILE:
            raise _UnusableError(f"this file is over {LARGEST_FILE // 2**20} MB; split it by topic")
        data = path.read_bytes()
    except OSError as error:
        raise _UnusableError(f"this file cannot be read ({error.strerror}); check that it is there and readable") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnusableError(f"byte {error.start} is not UTF-8; save the file as UTF-8", line) from None
    if is_too_much(text, yaml=is_yaml(path)):
        raise _UnusableError(f"this file has over {MOST_ENTRIES:,} lines or list entries; split it by topic")
    return text


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, path: Path) -> str | None:
        """A file's text; None, with a problem, where there is none to be had."""
        try:
            return _read(path)
        except _UnusableError as error:
            self.report(path, str(error), error.line)
            return None

    def report(self, path: Path, message: str, line: int = 1) -> None:
        self.problems.append(Problem(Place(str(path), line), message))

    def deck(self, source: Source, id_: str) -> tuple[Deck, dict[str, Fact]]:
        told = Description()
        if os.path.lexists(source.root / "deck.yaml"):
            told = self._parsed(source.root / "deck.yaml", description.parse) or told
        pages = [page for path, language in source.pages if (page := self._page(path, language)) is not None]
        order = told.languages
        pages.sort(key=lambda page: order.index(page.language) if page.language in order else len(order))
        deck = Deck(id_, dict(told.titles) or {"en": source.root.stem}, told.domains, told.exam, told.recheck)
        facts, problems = outline.build(deck, pages)
        self.problems.extend(problems)
        return deck, facts

    def _page(self, path: Path, language: Language | None) -> outline.Page | None:
        text = self.text(path)
        if text is None:
            return None
        if not text.strip():
            self.report(path, "this file is empty; write a heading and a list, or delete it")
            return None
        entries = self._parsed(path, notes.parse, text) or []
        if entries and not is_markdown(path) and not any(entry.level for entry in entries):
            self.report(path, "there is no heading here; is this a page of notes? Write its topic behind a #")
        return outline.Page(language or _guess(text), str(path), path.stem, entries)

    def glossary(self, path: Path) -> Glossary:
        return self._parsed(path, glossary.parse) or Glossary()

    def questions(self, files: Mapping[Path, str], base: FactBase) -> tuple[Question, ...]:
        """The questions in these files, each about its deck, that may be asked."""
        spoken = _languages(base)
        written: list[Question] = []
        for path, deck in files.items():
            written += self._parsed(path, partial(bank.parse, deck=deck, languages=spoken[deck])) or ()
        asked, problems = grounded(written, base)
        self.problems.extend(problems)
        return asked

    def _parsed(
        self, path: Path, parse: Callable[[str, str], tuple[_Read, list[Problem]]], text: str | None = None
    ) -> _Read | None:
        """What a file says, its problems noted; None, with a problem, where it cannot be had."""
        text = self.text(path) if text is None else text
        if text is None:
            return None
        try:
            read, problems = parse(text, str(path))
        except Exception as error:  # one strange file takes none of the good ones down
            log.debug("%s cannot be read", path, exc_info=True)
            self.report(path, f"this file cannot be read ({type(error).__name__}); take out what was written last")
            return None
        self.problems.extend(problems)
        return read


def _unreadable(paths: Sequence[Path]) -> Iterator[Problem]:
    """Folders that cannot be listed, or lie too deep: what they hold would be missing without a word."""
    for path in dict.fromkeys(paths):
        too_deep: list[Path] = []
        for folder in folders(path, too_deep) if os.path.isdir(path) else ():
            try:
                os.scandir(folder).close()
            except OSError as error:
                yield Problem(Place(str(folder), 1), f"this folder cannot be read ({error.strerror}); check its permissions")
        for folder in too_deep:
            yield Problem(Place(str(folder), 1), f"this folder lies {DEEPEST_FOLDER} folders deep and is left out; move it up")


def _free(name: str, taken: set[str]) -> str:
    """A deck id: small letters, digits, hyphens; at most 24 characters; not used before."""
    first = slug(name)
    free, count = first, 1
    while free in taken:
        count += 1
        free = f"{first}-{count}"
    taken.add(free)
    return free


def _languages(base: FactBase) -> dict[str, tuple[Language, ...]]:
    """The languages that each deck with facts is written in."""
    found: dict[str, set[Language]] = {}
    for fact in base.facts.values():
        found.setdefault(fact.deck, set()).update(fact.lines)
    return {deck: tuple(language for language in LANGUAGES if language in written) for deck, written in found.items()}


def _guess(text: str) -> Language:
    return "ja" if _KANA.search(text) else "en"
