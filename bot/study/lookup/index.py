"""Facts -> an inverted index: which words, pairs of characters, terms and numbers stand in which line."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from sys import intern
from typing import TypeAlias

from bot.study.facts import Fact, FactBase
from bot.study.lookup.names import Names
from bot.study.lookup.rows import Rows
from bot.study.text import Compact, compact, is_measure, joined, pairs, quantities, stem, words

NAMES = 0.6
"""The share of a heading from which on a key is its name."""
OUTDATED = 0.3
"""What a share of a line's outdated words counts beside one of the line itself: they find it, and are not what it is about."""
CHAMPIONS = 256
"""Facts kept at hand for one key; those that say little else come first."""
CROWD = 40
"""Facts of one subtree that are counted."""

Posting: TypeAlias = "tuple[array[int], array[int]]"
"""Facts by number, ascending, and of each the share of its line (0 to 255)."""


class Index:
    """Facts by number, in the order of the base, and postings: for a key the facts whose own line has it.

    Keys: a stemmed Latin word, a pair of Japanese characters, `@7` for term 7, `#29s` for a quantity.
    """

    def __init__(self, base: FactBase, names: Names) -> None:
        self.facts: tuple[Fact, ...] = tuple(base.facts.values())
        self._numbers = {key: number for number, key in enumerate(base.facts)}
        numbers = self._numbers
        self.parents = array("i", (numbers[fact.parent] if fact.parent else -1 for fact in self.facts))
        self.topics = array("I", (numbers[fact.path[0]] if fact.path else n for n, fact in enumerate(self.facts)))
        self.depths = bytes(min(255, len(fact.path)) for fact in self.facts)
        self.crowds = _crowds(self.parents)
        """How many facts each subtree holds, itself included; at most `CROWD`."""
        self.lengths = array("I", [0]) * len(self.facts)
        self._topic_names: dict[str, int] = {}
        words: set[str] = set()
        postings: dict[str, Posting] = {}
        for number, fact in enumerate(self.facts):
            if not (fact.is_source and not fact.given and fact.parent and base[fact.parent].given):
                self._add(number, fact, names, postings, words)
        self.vocabulary = tuple(words)
        """The Latin words of the lines."""
        self._rows = Rows({key: len(facts) for key, (facts, _) in postings.items()})
        self._posted = array("I", chain.from_iterable(facts for facts, _ in postings.values()))
        self._shares = array("B", b"".join(shares for _, shares in postings.values()))
        self._log_size = math.log(2 + len(self.facts))
        self._champions = {key: _champions(*held) for key, held in postings.items() if len(held[0]) > CHAMPIONS}

    def _add(self, number: int, fact: Fact, names: Names, postings: dict[str, Posting], vocabulary: set[str]) -> None:
        shares: dict[str, float] = {}
        measured: dict[int, float] = {}
        for line in fact.lines.values():
            told = compact(line.plain)
            self.lengths[number] = max(self.lengths[number], len(told.text) or 1)
            keys = _keys(line.plain, told, names, vocabulary, measured)
            if line.correction:
                was = line.correction.was
                keys += [(key, OUTDATED * share) for key, share in _keys(was, compact(was), names, vocabulary, measured)]
            for key, share in keys:
                if share > shares.get(key, -1.0):
                    shares[key] = share
        for term, share in measured.items():
            if any(key in shares or self._is_above(number, postings.get(key)) for key in _terms(names.beside_measures[term])):
                shares.setdefault(f"@{term}", share)
        for key, share in shares.items():
            posting = postings.get(key)
            if posting is None:
                posting = postings[intern(key)] = (array("I"), array("B"))
            if self.parents[number] < 0 and share > NAMES:
                self._topic_names.setdefault(key, number)
            posting[0].append(number)
            posting[1].append(min(255, round(255 * share)))

    def _is_above(self, number: int, posting: Posting | None) -> bool:
        """Whether one of the facts above this one is in a posting."""
        if posting is None:
            return False
        places = ((above, bisect_left(posting[0], above)) for above in self.line_up(number))
        return any(place < len(posting[0]) and posting[0][place] == above for above, place in places)

    def number(self, key: str) -> int | None:
        """The number of the fact with that key."""
        return self._numbers.get(key)

    def line_up(self, number: int) -> list[int]:
        """The facts above this one, nearest first."""
        found = []
        above = self.parents[number]
        while above >= 0:
            found.append(above)
            above = self.parents[above]
        return found

    def posting(self, key: str) -> Posting:
        """The numbers of the facts with that key, ascending, and the share of each one's line (0 to 255)."""
        row = self._rows[key]
        return self._posted[row], self._shares[row]

    def champions(self, key: str) -> Posting:
        """The posting of a key, or of the facts whose lines say the least beside it where there are very many."""
        return self._champions.get(key) or self.posting(key)

    def is_cut(self, key: str) -> bool:
        """Whether there are more facts with this key than its champions."""
        return key in self._champions

    def count(self, key: str) -> int:
        """How many facts have this key."""
        return self._rows.size(key)

    def share(self, key: str, number: int) -> int:
        """How much of a fact's line that key is (1 to 255), 0 where it is not in it."""
        row = self._rows[key]
        place = bisect_left(self._posted, number, row.start, row.stop)
        return max(1, self._shares[place]) if place < row.stop and self._posted[place] == number else 0

    def largest(self, key: str) -> int:
        """The largest share of a line that this key is (0 to 255)."""
        return max(self.champions(key)[1], default=0)

    def names_topic(self, key: str) -> int | None:
        """The topic that this key names, if its heading is little else."""
        return self._topic_names.get(key)

    def rarity(self, key: str) -> float:
        """0 for what stands in every fact, 1 for what stands in none (inverse document frequency, normalised)."""
        return 1.0 - math.log(1 + self.count(key)) / self._log_size

    def __contains__(self, key: str) -> bool:
        return key in self._rows


def _terms(numbers: Iterable[int]) -> Iterator[str]:
    return (f"@{term}" for term in numbers)


def _keys(
    text: str, compacted: Compact, names: Names, vocabulary: set[str], measured: dict[int, float]
) -> list[tuple[str, float]]:
    """The keys of a line, each with the share of the line that it covers.

    To `measured` go the terms that only a measure stands for: any line may have that, so what stands about it must speak of them.
    """
    whole = len(compacted.text) or 1
    keys: list[tuple[str, float]] = []
    for word in words(compacted):
        if word.latin:
            keys.append((stem(word.text), len(word.text) / whole))
            if len(word.text) > 2:
                vocabulary.add(word.text)
        else:
            keys.extend((pair, len(pair) / whole) for pair in pairs(word, compacted.scripts))
    for text_ in joined(compacted):
        keys.append((text_, len(text_) / whole))
        vocabulary.add(text_)
    for start, end, terms in names.scan_all(compacted):
        share = (end - start) / whole
        if is_measure(compacted.text[start:end]):
            measured.update(dict.fromkeys(terms, share))
        else:
            keys.extend((key, share) for key in _terms(terms))
    keys.extend((quantity, len(quantity) / whole) for quantity in quantities(text))
    return keys


def _champions(facts: array[int], shares: array[int]) -> Posting:
    """The facts with the largest shares, still in ascending order."""
    held = shares.tobytes()
    least, left = 255, CHAMPIONS
    while least > 0 and (count := held.count(least)) <= left:
        left -= count
        least -= 1
    kept = [place for place, share in enumerate(held) if share > least]
    if left:
        kept = sorted([*kept, *(place for place, share in enumerate(held) if share == least)][: len(kept) + left])
    return array("I", (facts[place] for place in kept)), array("B", (shares[place] for place in kept))


def _crowds(parents: array[int]) -> bytes:
    sizes = [1] * len(parents)
    for number in range(len(parents) - 1, -1, -1):  # a parent comes before its children
        if parents[number] >= 0:
            sizes[parents[number]] += sizes[number]
    return bytes(min(size, CROWD) for size in sizes)
