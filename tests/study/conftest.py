"""Decks to ask: the bundled one, a study group's Japanese outline, and other subjects without any glossary."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bot.content import reading
from bot.study import outline
from bot.study.facts import Deck, Fact, FactBase, Language
from bot.study.glossary import Glossary
from bot.study.lookup import Lookup
from bot.study.notes import parse

DECKS = Path(__file__).parent / "decks"
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@dataclass(frozen=True)
class Notes:
    """One base of facts and the lookup over it."""

    base: FactBase
    glossary: Glossary
    lookup: Lookup

    def cards(self, query: str, topic: str | None = None) -> list[str]:
        """The cards that answer, best first, as `Topic > name` (by ids where the author gave them)."""
        return [self.name(answer.fact) for answer in self.lookup.find(query, topic=topic).answers]

    def first(self, query: str, topic: str | None = None) -> str:
        """The first card, or an empty text where nothing answers."""
        return next(iter(self.cards(query, topic)), "")

    def name(self, fact: Fact) -> str:
        if fact.given:
            return fact.id
        topic = self.base.topic_of(fact)
        names = [each.line("ja").plain for each in (topic, fact)]
        return " > ".join(names) if topic is not fact else names[0]


def open_notes(*paths: Path, glossary: bool = True) -> Notes:
    read = reading.load(paths, [KNOWLEDGE / "glossary"] if glossary else [])
    assert read.problems == ()
    return Notes(read.base, read.glossary, Lookup(read.base, read.glossary))


@pytest.fixture(scope="session")
def bundled() -> Notes:
    """The bundled deck with the bundled glossary."""
    return open_notes(KNOWLEDGE / "aws-dva")


@pytest.fixture(scope="session")
def group() -> Notes:
    """A group's own outline, in Japanese alone, with the bundled glossary."""
    return open_notes(DECKS / "aws_ja.md")


@pytest.fixture(scope="session")
def chemistry() -> Notes:
    return open_notes(DECKS / "chemistry_ja.md", glossary=False)


@pytest.fixture(scope="session")
def history() -> Notes:
    return open_notes(DECKS / "history_en.md", glossary=False)


@pytest.fixture
def text(request: pytest.FixtureRequest) -> str:
    """The docstring of the test that asks for it: the document it reads."""
    return inspect.getdoc(request.function) or ""


@pytest.fixture
def base(text: str) -> FactBase:
    """The facts of that document, as one deck in one language."""
    return built({"en": text})


def built(pages: Mapping[Language, str], name: str = "notes") -> FactBase:
    """A deck with one page in each language. There must be nothing wrong with it."""
    deck = Deck("deck", {"en": "Deck"})
    facts, problems = outline.build(
        deck, [outline.Page(language, f"{language}.md", name, parse(source, "")[0]) for language, source in pages.items()]
    )
    assert problems == []
    return FactBase((deck,), facts)


Expected = Mapping[str, Sequence[tuple[str, str]]]
"""For a kind of query: what is typed, and the first card (`a | b`: either is right)."""


def each(expected: Expected) -> list[ParameterSet]:
    return [
        pytest.param(query, card.split(" | "), id=f"{kind}: {query}") for kind, rows in expected.items() for query, card in rows
    ]
