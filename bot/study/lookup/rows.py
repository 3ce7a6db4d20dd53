"""Lists of many words -> stretches of arrays that all words share: a list object for each takes several times the memory."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import accumulate


class Rows:
    """Words, each with a number (from 0, in the order given) and a stretch of its own in arrays kept beside this."""

    __slots__ = ("_ends", "_numbers")

    def __init__(self, sizes: Mapping[str, int]) -> None:
        """Make room for as many items for each word, one stretch behind the other."""
        self._numbers = {word: number for number, word in enumerate(sizes)}
        self._ends = array("I", accumulate(sizes.values(), initial=0))

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def __getitem__(self, word: str) -> slice:
        """Where a word's items are; an empty stretch for a word that is not known."""
        number = self._numbers.get(word)
        return _NOWHERE if number is None else slice(self._ends[number], self._ends[number + 1])

    def number(self, word: str) -> int | None:
        """The number of a word; None for one that is not known."""
        return self._numbers.get(word)

    def size(self, word: str) -> int:
        """How many items a word has."""
        number = self._numbers.get(word)
        return 0 if number is None else self._ends[number + 1] - self._ends[number]


_NOWHERE = slice(0, 0)
