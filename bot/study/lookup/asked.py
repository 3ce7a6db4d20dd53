"""How people ask without naming a thing: a query beside the glossary's paraphrases -> the terms they mean."""

from __future__ import annotations

import heapq
import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, pairwise
from operator import add, itemgetter
from sys import intern
from typing import TYPE_CHECKING

from bot.study.lookup.grammar import STOP, without_glue
from bot.study.lookup.names import Names
from bot.study.lookup.rows import Rows
from bot.study.text import HIRAGANA, KANJI, LATIN, compact, cuts, key, normalise, quantities, stem

if TYPE_CHECKING:
    from bot.study.glossary import Paraphrase

NEAREST = 12
"""Meanings kept."""
ONCE = 0.7
"""How little a word tells that one phrase alone has: of n phrases that have it, n / (n + ONCE) is taken."""
SIZE = 0.12
"""How much less a word tells where a thing has many phrases, and so many words."""
SURE = 2.4
"""How sure a query is whose words the phrases of one thing have; one that they have in part, in proportion."""
SHARPER = 2
"""What the words tell less of than of the likeliest is meant less surely, by this power of the proportion."""
HOME = 4
"""Paraphrases are of use for notes that have every fourth thing meant by them, or more."""
ALONE = 0.6
"""How much of its nearness a thing keeps whose phrases have but one of a query's words."""
NOTHING = 0.3
"""And one where that is no more than the name of a topic."""
_TELLING = re.compile(b"[^%c%c]{2,}" % (0, HIRAGANA))
"""Pairs of characters with hiragana say little: what is written in it is mostly grammar. Nor does what a name covers."""
_VERB = re.compile(b"(?<!%c)%c(?!%c)" % (KANJI, KANJI, KANJI))
"""Kanji that stand alone are the stems of verbs."""

Terms = tuple[int, ...]
"""What a phrase means: these terms, all together."""
StandingFor = Callable[[int], tuple[int, ...]]
"""Says which terms of the notes stand for one that they may not name."""


class Asked:
    """The paraphrases of a glossary: for each word which things are asked about with it, and how commonly."""

    def __init__(
        self,
        paraphrases: Sequence[Paraphrase],
        names: Names,
        standing_for: StandingFor = lambda term: (term,),
        taught: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._names = names
        numbers = {term.id: number for number, term in reversed(list(enumerate(names.terms)))}
        used = {term for paraphrase in paraphrases for term in paraphrase.terms if term in numbers}
        standing = {term: standing_for(numbers[term]) for term in used}
        said: dict[Terms, list[str]] = defaultdict(list)
        sizes: Counter[Terms] = Counter()
        verbatim: list[tuple[int, Terms]] = []
        for paraphrase in paraphrases:
            meant = tuple(each for term in paraphrase.terms for each in standing.get(term, ()))
            if meant:
                verbatim.append((_digest(paraphrase.text), meant))
                said[meant] += self.keys(paraphrase.text)
                sizes[meant] += 1
        self._meanings = tuple(said)
        self._keep_verbatim(verbatim)
        self._keep_words(said, sizes, [taught(meant[0]) for meant in said])

    def _keep_verbatim(self, phrases: list[tuple[int, Terms]]) -> None:
        """Digests of whole phrases, sorted, and what each means: a tenth of the memory that the phrases take."""
        numbers = {meant: number for number, meant in enumerate(self._meanings)}
        phrases.sort(key=itemgetter(0))
        self._verbatim = array("Q", (digest for digest, _ in phrases))
        self._verbatim_meant = array("I", (numbers[meant] for _, meant in phrases))

    def _keep_words(self, said: Mapping[Terms, Iterable[str]], sizes: Mapping[Terms, int], taught: Sequence[bool]) -> None:
        """What each word says: which things are meant by it, how much it tells of each, how rare it is."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (meant, keys) in enumerate(said.items()):
            for each, count in Counter((*keys, *_keys_of(meant))).items():  # its own name speaks for a thing too
                postings[intern(each)].append((number, count / (count + ONCE) / sizes[meant] ** SIZE))
        self._rows = Rows({each: len(held) for each, held in postings.items()})
        self._meant = array("I", (number for held in postings.values() for number, _ in held))
        self._tells = array("d", (tells for held in postings.values() for _, tells in held))
        self._rarities = array("d", (math.log(1 + len(said) / len(held)) for held in postings.values()))
        self._unknown = math.log(1 + len(said))
        self._spoken = bytes(any(taught[number] for number, _ in held) for held in postings.values())
        self.at_home = HOME * sum(taught) >= len(said) > 0
        """Whether these paraphrases were written for such notes: only then does it tell something that they lack a word."""

    def keys(self, text: str) -> set[str]:
        """What a text says: the terms and words of the glossary in it, and the rest word by word."""
        return set(chain.from_iterable(self._said(text)))

    def _said(self, text: str) -> set[tuple[str, ...]]:
        """What a text says, each thing once: its key, or the keys of all that it may mean."""
        compacted = compact(without_glue(normalise(text)))
        said, scripts, _ = compacted
        left = bytearray(scripts)  # what no name covers
        keys: set[tuple[str, ...]] = {(quantity,) for quantity in quantities(text)}
        for start, end, terms in self._names.scan(compacted):
            left[start:end] = bytes(end - start)
            if said[start:end] not in STOP:
                keys.add(_keys_of(terms))
        for start, end in pairwise(cuts(compacted)):
            if scripts[start] != LATIN:
                keys.update((each,) for each in _japanese(said[start:end], left[start:end]))
            elif left[start] and end - start > 1 and (word := said[start:end]) not in STOP:
                keys.add((stem(word),))
        return keys

    def _verbatim_at(self, text: str) -> list[Terms]:
        """What exactly this phrase means where an author wrote it down."""
        digest = _digest(text)
        first, last = bisect_left(self._verbatim, digest), bisect_right(self._verbatim, digest)
        return [self._meanings[number] for number in self._verbatim_meant[first:last]]

    def has(self, text: str) -> bool:
        """Whether an author wrote down exactly this."""
        return bool(self._verbatim_at(text))

    def speaks_of(self, text: str) -> bool:
        """Whether anyone asks with any of these words about something taught; so far as these paraphrases can tell."""
        numbers = (self._rows.number(each) for each in (self.keys(text) if self.at_home else ()))
        return not self.at_home or any(self._spoken[number] for number in numbers if number is not None)

    def says(self, meant: Terms, keys: Iterable[str]) -> bool:
        """Whether anyone who means these terms says one of those keys."""
        return any(self._meanings[number] == meant for key in keys for number in self._meant[self._rows[key]])

    def near(self, text: str, topics: Set[str] = frozenset()) -> list[tuple[float, Terms]]:
        """What a query may mean and how surely (0 to 1), the surest first: the more of its words, the rarer, the phrases have.

        To share no more than the keys in `topics` (names of topics) says next to nothing, to share one word little.
        """
        if verbatim := self._verbatim_at(text):
            return [(1.0, terms) for terms in verbatim]
        keys = sorted(self._said(text))  # in one order: sums of fractions depend on it
        weights = [min(map(self._rarity, each)) for each in keys]
        total = sum(weights)
        covered: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for each, weight in zip(keys, weights, strict=True):
            telling = topics.isdisjoint(each)
            for meant, tells in self._meant_by(each):
                covered[meant] += weight / total * tells
                shared[meant] += telling
        few = (NOTHING, ALONE if len(keys) > 1 else 1.0)
        nears = (
            (share * few[shared[meant]] if shared[meant] < 2 else share, self._meanings[meant])
            for meant, share in covered.items()
        )
        nearest = heapq.nlargest(NEAREST, nears)
        return [(min(1.0, SURE * nearest[0][0]) * (near / nearest[0][0]) ** SHARPER, meant) for near, meant in nearest]

    def _meant_by(self, keys: tuple[str, ...]) -> Iterable[tuple[int, float]]:
        """What is meant by something said, and how much that tells of each."""
        rows = [self._rows[each] for each in keys]
        found = [zip(self._meant[row], self._tells[row], strict=True) for row in rows]
        return found[0] if len(found) == 1 else _most(chain.from_iterable(found)).items()

    def _rarity(self, each: str) -> float:
        number = self._rows.number(each)
        return self._unknown if number is None else self._rarities[number]


def _most(told: Iterable[tuple[int, float]]) -> dict[int, float]:
    most: dict[int, float] = {}
    for meant, tells in told:
        if tells > most.get(meant, 0.0):
            most[meant] = tells
    return most


@lru_cache(256)
def _keys_of(terms: Terms) -> tuple[str, ...]:
    return tuple(f"@{term}" for term in terms)


def _japanese(said: str, left: bytearray) -> Iterator[str]:
    """The telling pairs of characters in what is left of a Japanese run, and the kanji that stand alone."""
    for match in _TELLING.finditer(left):
        stretch = said[match.start() : match.end()]
        yield from map(add, stretch, stretch[1:])
    for match in _VERB.finditer(left):
        yield said[match.start()]


def _digest(phrase: str) -> int:
    """What stands for a phrase however it is written: of billions of phrases no two are likely to have the same."""
    return int.from_bytes(blake2b(key(phrase).encode(errors="surrogatepass"), digest_size=8).digest(), "big")
