"""The decks -> their topics, for browsing."""

from dataclasses import dataclass

from bot.study.facts import Deck, Fact
from bot.tutor.library import Library


@dataclass(frozen=True, slots=True)
class Shelved:
    """A deck and its topics, each with the number of facts it holds."""

    deck: Deck
    topics: tuple[tuple[Fact, int], ...]


def topics(library: Library) -> tuple[Shelved, ...]:
    """Every deck with its topics, in the order of the notes."""
    base = library.base
    return tuple(
        Shelved(deck, tuple((topic, sum(1 for _ in base.walk(topic)) - 1) for topic in base.topics() if topic.deck == deck.id))
        for deck in base.decks
    )
