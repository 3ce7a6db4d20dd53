"""The fact base: what the decks teach, as an immutable tree of facts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.study.exam import ExamVersion

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: a path and a line counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the content, said so that its author can mend it.

    A `warning` is for the author to look at; the content may be used as it is.
    """

    place: Place
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class Link:
    """A source: the words it stands under and where it leads (http or https)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What the notes say otherwise. `was` and `now` are words and `code`; both `since` and `now` may be empty.

    `since`: the year, month or day (2025, 2025-08, 2025-08-04) from which it is no longer so; empty where it never was.
    `now`: what is true instead; empty where the line it belongs to says just that.
    """

    was: str
    since: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One heading or bullet in one language.

    `markdown` is as written, without its id; `plain` is what a person reads of it. Its `correction` is in neither:
    what is outdated is not taught, and does not count as what the line says. It is found by it all the same.
    """

    markdown: str
    plain: str
    place: Place
    links: tuple[Link, ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading or a bullet of a deck, in every language the deck has it in.

    `id` is unique in its deck, `key` in the whole base. `parent` and `children` are keys.
    `path` names the facts above it, from its topic down, by key.
    """

    id: str
    deck: str
    lines: Mapping[Language, Line]
    parent: str | None = None
    children: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    heading: bool = False
    given: bool = False
    """Whether its author gave it the id (else it comes from the path)."""
    checked: date | None = None
    confirmed: bool = True
    domain: str = ""
    """The id of the exam's domain it belongs to; empty where its author named none."""

    @property
    def key(self) -> str:
        """The deck and the id: how the rest of the program names this fact."""
        return f"{self.deck}/{self.id}"

    @property
    def is_topic(self) -> bool:
        """Whether it is a section of its own rather than something within one."""
        return self.parent is None

    @property
    def is_source(self) -> bool:
        """Whether its lines are nothing but links, with nothing beneath: a source of what it stands under."""
        return not self.children and all(
            len(line.links) == 1 and line.links[0].label == line.plain for line in self.lines.values()
        )

    def line(self, language: Language) -> Line:
        """Its line in that language, else in the one there is."""
        found = self.lines.get(language)
        return found if found is not None else next(iter(self.lines.values()))

    def correction(self, language: Language) -> Correction | None:
        """What the notes say otherwise, in that language, else in the one there is."""
        every = (self.line(language), *self.lines.values())
        return next((line.correction for line in every if line.correction), None)


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of what an exam asks, and what it is called."""

    id: str
    names: Mapping[Language, str]

    def name(self, language: Language) -> str:
        """Its name in that language, else in any, else its id."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


@dataclass(frozen=True, slots=True)
class Deck:
    """A folder or file of notes. `titles` are in the languages its author gave.

    `recheck`: days after which the date of a fact is old; None where the author does not say.
    """

    id: str
    titles: Mapping[Language, str]
    domains: tuple[Domain, ...] = ()
    exam: tuple[ExamVersion, ...] = ()
    recheck: int | None = None

    def title(self, language: Language) -> str:
        """Its title in that language, else in any, else its id."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.id)


def _nothing(_: Fact) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class FactBase:
    """All facts of all decks, in the order of the notes (a parent before its children)."""

    decks: tuple[Deck, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Fact:
        return self.facts[key]

    def get(self, key: str | None) -> Fact | None:
        """The fact of that key, if there is one."""
        return self.facts.get(key) if key is not None else None

    def topics(self) -> tuple[Fact, ...]:
        """The sections of every deck, in the order of the notes."""
        return tuple(fact for fact in self.facts.values() if fact.is_topic)

    def topic_of(self, fact: Fact) -> Fact:
        """The section a fact stands in (a topic stands in itself)."""
        return self.facts[fact.path[0]] if fact.path else fact

    def children_of(self, fact: Fact, language: Language | None = None) -> tuple[Fact, ...]:
        """The facts directly beneath it; with a language, without those that only another has.

        Bullets without ids that two languages split differently stand only in their own.
        """
        children = tuple(self.facts[key] for key in fact.children)
        if language is None or language not in fact.lines:
            return children
        return tuple(child for child in children if child.given or language in child.lines)

    def walk(self, fact: Fact, language: Language | None = None) -> Iterator[tuple[int, Fact]]:
        """The fact and all beneath it, each with its depth below the first."""
        stack = [(0, fact)]
        while stack:
            level, current = stack.pop()
            yield level, current
            stack.extend((level + 1, child) for child in reversed(self.children_of(current, language)))

    def text(self, fact: Fact, language: Language, beside: Callable[[Fact], Sequence[str]] = _nothing) -> str:
        """The fact with all beneath it as Markdown, two spaces of indent a level.

        What is outdated is not in it; `beside` gives lines to stand directly beneath those of a fact.
        """
        rows = []
        for depth, each in self.walk(fact, language):
            first, *rest = each.line(language).markdown.split("\n")
            rows.append("  " * (depth - 1) + "- " + first if depth else first)
            rows.extend("  " * depth + line for line in (*rest, *beside(each)))
        return "\n".join(rows)
