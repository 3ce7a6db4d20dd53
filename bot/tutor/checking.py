"""Decks on disk -> what is wrong with them, and what one language has that the other lacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import content
from bot.study import note_rules, yaml_traps
from bot.study.facts import LANGUAGES, Fact, FactBase, Language, Problem
from bot.study.note_rules import NAMES


@dataclass(frozen=True, slots=True)
class Report:
    """How much was read, and the problems and warnings, by file and line."""

    topics: int
    facts: int
    terms: int
    problems: tuple[Problem, ...]

    @property
    def wrong(self) -> int:
        """How many are more than a warning."""
        return sum(not problem.warning for problem in self.problems)


def check(
    knowledge: Sequence[Path], glossaries: Sequence[Path], beside: Sequence[Path] = (), *, today: date | None = None
) -> Report:
    """Read these decks and glossaries as the tutor would, and report. Never raises for bad content.

    Terms of glossaries `beside` are known, and not reported on. `today` decides which dates are old; without it none is.
    """
    read = content.load(knowledge, glossaries, beside)
    found = (
        *read.problems,
        *untranslated(read.base),
        *note_rules.broken(read.base, read.glossary, today),
        *misread(content.files(knowledge, glossaries)),
    )
    topics = len(read.base.topics())
    return Report(topics, len(read.base.facts), len(read.glossary.terms), in_order(found))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file and line."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.place.path, each.place.line)))


def misread(files: Iterable[Path]) -> Iterator[Problem]:
    """What other readers than this one would take for something else in the YAML files among these."""
    for path in files:
        if path.suffix in {".yaml", ".yml"} and path.is_file() and path.stat().st_size <= content.LARGEST_FILE:
            source = path.read_bytes().decode("utf-8", errors="replace")
            yield from yaml_traps.traps(source, str(path))


def is_glossary(path: Path) -> bool:
    """Whether this is a YAML file, or a folder of YAML files with no notes in or beneath it."""
    if path.is_dir():
        return any(path.glob("*.y*ml")) and not (path / "deck.yaml").exists() and not content.holds_notes(path)
    return path.suffix in {".yaml", ".yml"}


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
