"""The facts -> their topics, for browsing."""

from collections import Counter
from dataclasses import dataclass

from bot.study.facts import Deck, Fact, FactBase


@dataclass(frozen=True, slots=True)
class Shelved:
    """A deck and its topics, each with the number of facts it holds."""

    deck: Deck
    topics: tuple[tuple[Fact, int], ...]


def shelve(base: FactBase) -> tuple[Shelved, ...]:
    """Every deck with its topics, in the order of the notes."""
    counts = Counter(fact.path[0] for fact in base.facts.values() if fact.path)
    topics = base.topics()
    return tuple(
        Shelved(deck, tuple((topic, counts[topic.key]) for topic in topics if topic.deck == deck.id)) for deck in base.decks
    )
