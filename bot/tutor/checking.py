"""Decks on disk -> what is wrong with them and their questions, and what one language has that the other lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import content
from bot.study.facts import LANGUAGES, Fact, FactBase, Language, Problem
from bot.study.questions.rules import broken

_NAMES: dict[Language, str] = {"ja": "Japanese", "en": "English"}


@dataclass(frozen=True, slots=True)
class Report:
    """How much was read, and the problems, by file and line."""

    topics: int
    facts: int
    terms: int
    problems: tuple[Problem, ...]
    questions: int = 0


def check(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path] = (), quizzes: Sequence[Path] = ()
) -> Report:
    """Read these decks, glossaries and questions as the tutor would, and report. Never raises for bad content.

    Terms of glossaries `beside` are known, and not reported on.
    """
    read = content.load(knowledge, glossaries, beside, quizzes)
    topics = len(read.base.topics())
    return Report(topics, len(read.base.facts), len(read.glossary.terms), _problems(read), len(read.questions))


def check_questions(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path], quizzes: Sequence[Path], bank: Sequence[Path]
) -> Report:
    """Report on these glossaries and questions alone, about decks that are not reported on.

    Questions that are all part of the `bank` are held against the rest of it too.
    """
    whole = bank if all(_is_within(path, bank) for path in quizzes) else quizzes
    read = content.load(knowledge, glossaries, beside, whole)
    named = (*glossaries, *quizzes)
    problems = tuple(problem for problem in _problems(read) if _is_within(Path(problem.place.path), named))
    terms = sum(_is_within(Path(term.place.path), glossaries) for term in read.glossary.terms)
    return Report(0, 0, terms, problems, sum(_is_within(Path(each.place.path), quizzes) for each in read.questions))


def _problems(read: content.Content) -> tuple[Problem, ...]:
    wrong = dict.fromkeys((*read.problems, *untranslated(read.base), *broken(read.questions, read.base, {})))
    return tuple(sorted(wrong, key=lambda each: (each.place.path, each.place.line)))


def is_glossary(path: Path) -> bool:
    """Whether this is a YAML file, or a folder of YAML files with no notes in or beneath it."""
    if path.is_dir():
        return any(path.glob("*.y*ml")) and not (path / "deck.yaml").exists() and not content.holds_notes(path)
    return path.suffix in {".yaml", ".yml"}


def is_quiz(path: Path, bank: Sequence[Path]) -> bool:
    """Whether this is a file of questions or a folder of such files; a file of YAML in the bank is one too."""
    return content.holds_questions(path) or (_is_within(path, bank) and is_glossary(path))


def _is_within(path: Path, tops: Sequence[Path]) -> bool:
    return any(top.resolve() in {path.resolve(), *path.resolve().parents} for top in tops)


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
    return Problem(line.place, f"{{#{fact.id}}} is not there in {_NAMES[language]}; write it {where}, with the same id")
