"""Texts -> the Latin words in them that are probably misspelt: written once, a letter off a word written more often."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.study.text import stem

_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
SHORTEST = 5
"""Letters; of shorter words too many are a letter apart."""


def misspelt(texts: Iterable[str]) -> frozenset[str]:
    """The words that lack a letter within another word, have one too many, or two swapped: `Taffic` where there is `Traffic`."""
    count = Counter(word for text in texts for word in latin_words(text) if len(word) >= SHORTEST)
    near: dict[str, list[str]] = defaultdict(list)
    for word in count:
        for shape in _shapes(word):
            near[shape].append(word)
    return frozenset(
        rare
        for alike in near.values()
        if len(alike) > 1
        for rare in alike
        if count[rare] == 1 and any(count[other] > 1 and _is_slip(rare, other) for other in alike)
    )


def latin_words(text: str) -> list[str]:
    """The Latin words of a text, those of CamelCase one by one."""
    return [word.lower() for word in _WORD.findall(text)]


def _shapes(word: str) -> set[str]:
    """What a word has in common with its slips: itself, itself without one of its inner letters, and which letters it has."""
    shorter = {word[:place] + word[place + 1 :] for place in range(1, len(word) - 1)}
    return {word, *shorter, "".join((word[0], *sorted(word[1:-1]), word[-1], "*"))}


def _is_slip(rare: str, other: str) -> bool:
    if rare == other or stem(rare) == stem(other) or abs(len(rare) - len(other)) > 1:
        return False
    swapped = len(rare) == len(other) and sorted(rare) == sorted(other)
    return swapped or len(rare) != len(other)
