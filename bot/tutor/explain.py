"""A query -> the fact that answers it, several to choose from, or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.study.facts import Fact, FactBase, Language, Link
from bot.study.lookup import Suggestion
from bot.study.text import quantities
from bot.tutor.library import Library

MOST_CHOICES = 5
"""Facts offered where several answer equally well."""
MOST_RELATED = 4
MOST_MENTIONED = 25
"""Facts of a message looked at before the first few are shown."""

_MEASURE = re.compile(r"(デフォルト|既定|最大|最小|default|max\w*|min\w*)?[\s:：は]*\d[\d.,]*\s*[^\W\d]+", re.IGNORECASE)
_EVERYDAY = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and where it stands: `path` runs from the topic down to its parent."""

    fact: Fact
    path: tuple[Fact, ...]
    deck: str = field(default="", kw_only=True)
    """What its deck is called, where another deck has a topic of the same name."""
    called: str = field(default="", kw_only=True)
    """What the glossary calls it in the learner's language, where the notes have it in another alone."""

    @property
    def parent(self) -> Fact | None:
        """The fact directly above, if it is not a topic itself."""
        return self.path[-1] if self.path else None


@dataclass(frozen=True, slots=True)
class Explanation(Placed):
    """One fact as a card shows it.

    `beneath` holds what stands under it, each with its depth (1 for its children).
    """

    beneath: tuple[tuple[int, Fact], ...]
    children: tuple[Fact, ...]
    related: tuple[Placed, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One fact answers; `others` come next, best first."""

    query: str
    best: Explanation
    others: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Facts that answer equally well, best first: the learner picks one, or where they are `compared`, opens both."""

    query: str
    choices: tuple[Placed, ...]
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """The notes do not answer; `suggestions` are the nearest things they do.

    Where only one `topic` was searched, `elsewhere` holds what the others say.
    """

    query: str
    suggestions: tuple[Suggestion, ...] = ()
    topic: Fact | None = None
    elsewhere: tuple[Placed, ...] = ()


Explaining: TypeAlias = Callable[[Library, Fact, Language], Explanation]


def explain(
    library: Library, query: str, language: Language, topic: str | None = None, explaining: Explaining | None = None
) -> Answered | Several | Nothing:
    """What the notes say to a query, within one topic (by key) where given.

    `explaining` makes the explanation in place of `explanation`: for whoever keeps those of the facts asked for last.
    """
    found = library.lookup.find(query, language=language, topic=topic)
    if not found.answers:
        return Nothing(query, _suggested(library, found.suggestions, language), *_elsewhere(library, query, language, topic))
    first = found.answers[0].fact
    tied = _apart(first, (answer.fact for answer in found.answers[1:MOST_CHOICES] if answer.score >= found.tie))
    if len(tied) > 1:
        return Several(query, tuple(placed(library, fact, language) for fact in tied), found.compared)
    others = tuple(placed(library, answer.fact, language) for answer in found.answers[1:])
    return Answered(query, (explaining or explanation)(library, first, language), others)


def _elsewhere(library: Library, query: str, language: Language, topic: str | None) -> tuple[Fact | None, tuple[Placed, ...]]:
    """The topic that was searched alone, and what the others answer."""
    searched = library.base.get(topic)
    if searched is None:
        return None, ()
    found = library.lookup.find(query, language=language, limit=MOST_CHOICES)
    return searched, tuple(placed(library, answer.fact, language) for answer in found.answers)


def _apart(first: Fact, rest: Iterable[Fact]) -> list[Fact]:
    """The first, and those of the rest that stand neither above nor beneath it: those are on its card anyway."""
    return [first, *(fact for fact in rest if first.key not in fact.path and fact.key not in first.path)]


def explain_fact(library: Library, key: str, language: Language) -> Explanation | None:
    """The fact of that key, or None where the notes no longer have it."""
    fact = library.base.get(key)
    return explanation(library, fact, language) if fact else None


def explain_message(library: Library, message: str, language: Language) -> Answered | Several | Nothing:
    """The terms of a message someone wrote, in its order; explained where there is but one."""
    named = library.lookup.mentions(message, MOST_MENTIONED)
    topics = {library.base.topic_of(fact).key for fact in named if not _is_everyday(fact)}
    telling = [fact for fact in named if not _is_measure(fact)]
    found = [fact for fact in telling if not _is_everyday(fact) or library.base.topic_of(fact).key in topics][:MOST_CHOICES]
    if len(found) == 1:
        return Answered(message, explanation(library, found[0], language))
    return Several(message, tuple(placed(library, fact, language) for fact in found)) if found else Nothing(message)


def _is_measure(fact: Fact) -> bool:
    """Whether its line is but a number with a unit: `30 seconds`, which anyone may write of anything."""
    return all(_MEASURE.fullmatch(line.plain) and len(quantities(line.plain)) > 1 for line in fact.lines.values())


def _is_everyday(fact: Fact) -> bool:
    """Whether it is called by one English word in small letters, such as `random`."""
    return any(_EVERYDAY.fullmatch(line.plain) for line in fact.lines.values())


def suggest(
    library: Library, typed: str, language: Language, topic: str | None = None, limit: int = 25
) -> tuple[Suggestion, ...]:
    """What one may be about to ask, best first: for completion in any front."""
    return _suggested(library, library.lookup.suggest(typed, language=language, topic=topic, limit=limit), language)


def _suggested(library: Library, found: Sequence[Suggestion], language: Language) -> tuple[Suggestion, ...]:
    """Suggestions with labels that tell them apart."""
    labels = told_apart([each.label for each in found], [placed(library, each.fact, language) for each in found], language)
    return tuple(Suggestion(label, each.fact) for label, each in zip(labels, found, strict=True))


def told_apart(labels: Sequence[str], facts: Sequence[Placed], language: Language) -> list[str]:
    """Labels of facts; one that several share is told apart by what stands above each, the nearest first.

    One that names a topic which several decks have names the deck too.
    """
    count = Counter(labels)
    apart = (label if count[label] == 1 else _under(label, fact, language) for label, fact in zip(labels, facts, strict=True))
    return [_in_deck(label, fact, language) for label, fact in zip(apart, facts, strict=True)]


def _under(label: str, fact: Placed, language: Language) -> str:
    above = [each.line(language).plain for each in reversed(fact.path)]
    if not above:
        return label
    return f"{label.removesuffix(f' · {above[-1]}')} · {' › '.join(above)}"


def _in_deck(label: str, fact: Placed, language: Language) -> str:
    if not fact.path:
        return f"{label} · {fact.deck}" if fact.deck else label
    topic = fact.path[0].line(language).plain
    return f"{label} › {fact.deck}" if fact.deck and label.endswith((f" · {topic}", f" › {topic}")) else label


def placed(library: Library, fact: Fact, language: Language | None = None) -> Placed:
    """A fact with what stands above it; with a language, also with what tells and names it in that language."""
    facts = library.base.facts
    path = tuple([facts[key] for key in fact.path])
    if language is None:
        return Placed(fact, path)
    deck = library.namesakes[language].get(library.base.topic_of(fact).key, "")
    return Placed(fact, path, deck=deck, called=_called(library, fact, language))


def _called(library: Library, fact: Fact, language: Language) -> str:
    """The glossary's name for a fact that the notes do not have in that language, unless its line holds it already."""
    line = fact.line(language).plain
    if language in fact.lines or line.isascii():
        return ""
    called = library.lookup.called(fact, language)
    return "" if called.casefold() in line.casefold() else called


def explanation(library: Library, fact: Fact, language: Language) -> Explanation:
    """A fact with all that its card needs."""
    base = library.base
    beneath = tuple(base.walk(fact, language))[1:]
    here = placed(library, fact, language)
    return Explanation(
        fact=fact,
        path=here.path,
        deck=here.deck,
        called=here.called,
        beneath=beneath,
        children=tuple(child for child in base.children_of(fact, language) if child.children),
        related=tuple(placed(library, other, language) for other in library.lookup.related(fact, MOST_RELATED)),
        sources=_sources(base, fact, [each for _, each in beneath], language),
    )


def _sources(base: FactBase, fact: Fact, beneath: Sequence[Fact], language: Language) -> tuple[Link, ...]:
    """The links of a fact and of all beneath it; where it has none, those of the nearest above that has."""
    for stated in ([fact, *beneath], *(_stated(base[key], base) for key in reversed(fact.path))):
        if links := tuple(_unique(link for each in stated for link in each.line(language).links)):
            return links
    return ()


def _stated(fact: Fact, base: FactBase) -> Sequence[Fact]:
    """A fact's own line and the lines beneath it that are its sources."""
    return [fact, *(child for child in base.children_of(fact) if child.is_source)]


def _unique(links: Iterable[Link]) -> Iterable[Link]:
    return {link.url: link for link in links}.values()
