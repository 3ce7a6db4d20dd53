"""How much two texts say the same, and whether a question gives its answer away."""

from collections.abc import Sequence
from functools import lru_cache

from bot.study.lookup.grammar import STOP
from bot.study.text import compact, key, pairs, stem, words


@lru_cache(maxsize=4096)
def signs(text: str) -> frozenset[str]:
    """What a text is recognised by: its Latin words by their stems, its Japanese by pairs of characters."""
    compacted = compact(text)
    found: set[str] = set()
    for word in words(compacted):
        if not word.latin:
            found.update(pairs(word, compacted.scripts))
        elif word.text not in STOP:
            found.add(stem(word.text))
    return frozenset(found)


def covered(text: str, by: frozenset[str]) -> float:
    """The share of a text's signs that `by` has too."""
    own = signs(text)
    return len(own & by) / len(own) if own else 1.0


def gives_away(shown: str, right: str, others: Sequence[str]) -> bool:
    """Whether the question's words point to the right answer alone: they share what fewer than two of the others have."""
    if key(right) and key(right) in key(shown):
        return True
    shared = signs(right) & signs(shown)
    return any(sum(sign in signs(other) for other in others) < 2 for sign in shared)
