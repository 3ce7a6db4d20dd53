"""The facts -> their topics, for browsing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.study.facts import LANGUAGES, Deck, Fact, FactBase, Language
from bot.study.text import key


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


def titled(decks: Sequence[Deck], language: Language) -> Mapping[str, str]:
    """What each deck (by id) is called: its title, and its id where another deck has the same title."""
    count = Counter(deck.title(language) for deck in decks)
    titles = ((deck.id, deck.title(language)) for deck in decks)
    return {id_: title if count[title] == 1 else f"{title} ({id_})" for id_, title in titles}


def namesakes(base: FactBase) -> Mapping[Language, Mapping[str, str]]:
    """By language: the topics (by key) whose name a topic of another deck has too, each with what its deck is called."""
    return {language: _namesakes(base, language) for language in LANGUAGES}


def _namesakes(base: FactBase, language: Language) -> Mapping[str, str]:
    having: dict[str, set[str]] = {}
    for topic in base.topics():
        having.setdefault(key(topic.line(language).plain), set()).add(topic.deck)
    titles = titled(base.decks, language)
    return {topic.key: titles[topic.deck] for topic in base.topics() if len(having[key(topic.line(language).plain)]) > 1}
