"""Decks on disk -> what is wrong with them and their questions, and what one language has that the other lacks."""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import content
from bot.content import reading
from bot.study import note_rules, yaml_traps
from bot.study.facts import LANGUAGES, Fact, FactBase, Language, Problem
from bot.study.grading import misgraded
from bot.study.note_rules import NAMES
from bot.study.questions.rules import broken


@dataclass(frozen=True, slots=True)
class Report:
    """How much was read, and the problems, by file and line."""

    topics: int
    facts: int
    terms: int
    problems: tuple[Problem, ...]
    questions: int = 0

    @property
    def wrong(self) -> int:
        """How many are more than a warning."""
        return sum(not problem.warning for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Named:
    """Files and folders by what they hold."""

    notes: Sequence[Path]
    glossaries: Sequence[Path]
    quizzes: Sequence[Path]

    def told_apart(self, paths: Sequence[Path]) -> "Named":
        """What each of these holds, where this is what is configured."""
        paths = [path.parent if path.name == "deck.yaml" else path for path in paths]
        quizzes = [path for path in paths if is_quiz(path, self.quizzes)]
        glossaries = [path for path in paths if path not in quizzes and is_glossary(path)]
        return Named([path for path in paths if path not in (*quizzes, *glossaries)], glossaries, quizzes)


def check_named(named: Named, configured: Named, today: date) -> Report:
    """Report on what someone named: questions alone are held against the notes and the bank that are configured."""
    if named.quizzes and not named.notes:
        return check_questions(configured.notes, named.glossaries, configured.glossaries, named.quizzes, configured.quizzes)
    every = named is not configured
    return check(named.notes, named.glossaries, configured.glossaries, named.quizzes, today=today, every=every)


def check(
    knowledge: Sequence[Path],
    glossaries: Sequence[Path],
    beside: Sequence[Path] = (),
    quizzes: Sequence[Path] = (),
    *,
    today: date | None = None,
    every: bool = False,
) -> Report:
    """Read these decks, glossaries and questions as the tutor would, and report. Never raises for bad content.

    Terms of glossaries `beside` are known, and not reported on. `today` decides which dates are old; without it none is.
    `every`: questions about a deck that is not among these are a problem.
    """
    read = _load(knowledge, glossaries, beside, quizzes)
    problems = in_order(
        (
            *_problems(read),
            *(_unread(read) if every else ()),
            *note_rules.broken(read.base, read.glossary, today),
            *misread(content.files(knowledge, glossaries)),
        )
    )
    return Report(len(read.base.topics()), len(read.base.facts), len(read.glossary.terms), problems, len(read.questions))


def check_questions(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path], quizzes: Sequence[Path], bank: Sequence[Path]
) -> Report:
    """Report on these glossaries and questions alone, about decks that are not reported on.

    Questions that are all part of the `bank` are held against the rest of it too.
    """
    whole = bank if all(_is_within(path, bank) for path in quizzes) else quizzes
    read = _load(knowledge, glossaries, beside, whole)
    named = (*glossaries, *quizzes)
    found = (*_problems(read), *_unread(read))
    problems = in_order(problem for problem in found if _is_within(Path(problem.place.path), named))
    terms = sum(_is_within(Path(term.place.path), glossaries) for term in read.glossary.terms)
    return Report(0, 0, terms, problems, sum(_is_within(Path(each.place.path), quizzes) for each in read.questions))


def _load(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path], quizzes: Sequence[Path]
) -> reading.Content:
    """Nothing made while reading is garbage, and looking for it takes half the time of a large file."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return reading.load(knowledge, glossaries, beside, quizzes)
    finally:
        if collecting:
            gc.enable()


def _problems(read: reading.Content) -> tuple[Problem, ...]:
    domains = {deck.id: [domain.id for domain in deck.domains] for deck in read.base.decks}
    graded = (Problem(question.place, message) for question in read.questions for message in misgraded(question))
    return (*read.problems, *untranslated(read.base), *broken(read.questions, read.base, domains), *graded)


def _unread(read: reading.Content) -> Iterator[Problem]:
    return content.unread(read.unread, [deck.id for deck in read.base.decks])


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file and line."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.place.path, each.place.line)))


def misread(files: Iterable[Path]) -> Iterator[Problem]:
    """What other readers than this one would take for something else in the YAML files among these."""
    for path in files:
        if path.suffix in {".yaml", ".yml"} and path.is_file() and path.stat().st_size <= content.LARGEST_FILE:
            source = path.read_bytes().decode("utf-8", errors="replace")
            yield from [] if content.is_too_much(source, yaml=True) else yaml_traps.traps(source, str(path))


def is_glossary(path: Path) -> bool:
    """Whether this is a YAML file, or a folder of YAML files with no notes in or beneath it."""
    if path.is_dir():
        return any(path.glob("*.y*ml")) and not (path / "deck.yaml").exists() and not content.holds_notes(path)
    return path.suffix in {".yaml", ".yml"}


def is_quiz(path: Path, bank: Sequence[Path]) -> bool:
    """Whether this is a file of questions or a folder of such files; a file of YAML in the bank is one too."""
    return content.holds_questions(path) or (_is_within(path, bank) and is_glossary(path))


def _is_within(path: Path, tops: Sequence[Path]) -> bool:
    whole = Path(os.path.realpath(path))  # `Path.resolve` raises where links go in a circle
    return any(Path(os.path.realpath(top)) in {whole, *whole.parents} for top in tops)


def untranslated(base: FactBase) -> Iterator[Problem]:
    """Facts with ids of their own that only one language of a deck in two languages has.

    Where a whole branch is missing, its top alone is named.
    """
    for deck in base.decks:
        facts = [fact for fact in base.facts.values() if fact.deck == deck.id]
        written = {language for fact in facts for language in fact.lines}
        for fact in facts:
            for language in LANGUAGES:
                if language in written and fact.given and language not in fact.lines and _above_has(base, fact, language):
                    yield _missing(base, fact, language)


def _above_has(base: FactBase, fact: Fact, language: Language) -> bool:
    above = base.get(fact.parent)
    return above is None or language in above.lines


def _missing(base: FactBase, fact: Fact, language: Language) -> Problem:
    (line,) = fact.lines.values()
    above = base.get(fact.parent)
    where = f"beneath {above.lines[language].place}" if above else "as a heading in a page"
    return Problem(line.place, f"{{#{fact.id}}} is not there in {NAMES[language]}; write it {where}, with the same id")
