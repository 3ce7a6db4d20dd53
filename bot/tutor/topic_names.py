"""What someone calls a topic -> the topic: its name in either language, the beginning of it, or what the glossary calls it."""

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.study.facts import Fact
from bot.tutor.explain import suggest
from bot.tutor.library import Library

SEVERAL = re.compile(r"[,、，;；]")
"""What stands between several topics."""


def topic_named(library: Library, typed: str) -> str | None:
    """The key of the topic that was chosen (by key or id) or typed; None where there is none of that name."""
    sought = typed.strip().casefold()
    if not sought:
        return None
    names = [(topic, [line.plain.casefold() for line in topic.lines.values()]) for topic in topics(library)]
    same = (topic for topic, called in names if sought in (topic.key, topic.id, *called))
    begun = (topic for topic, called in names if any(each.startswith(sought) for each in called))
    found = next(same, None) or next(begun, None) or next(topics_meant(library, typed), None)
    return found.key if found else None


def topics(library: Library) -> Iterator[Fact]:
    """Every topic of every deck."""
    return (topic for shelved in library.shelves for topic, _ in shelved.topics)


def topics_meant(library: Library, typed: str) -> Iterator[Fact]:
    """The topics by the names the glossary gives them and their other spellings; none once something within one is nearer."""
    return takewhile(lambda fact: fact.is_topic, (each.fact for each in suggest(library, typed, "en")))
