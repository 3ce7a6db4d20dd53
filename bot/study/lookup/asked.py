"""How people ask without naming a thing: a query beside the glossary's paraphrases -> the terms they mean."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence, Set
from itertools import pairwise

from bot.study.glossary import Paraphrase
from bot.study.lookup.grammar import STOP, without_glue
from bot.study.lookup.names import Names
from bot.study.text import HIRAGANA, LATIN, compact, cuts, key, normalise, quantities, stem

NEAREST = 12
"""Paraphrases looked at."""
ALONE = 0.6
"""How much of its nearness a paraphrase keeps that has but one of a query's words."""
NOTHING = 0.3
"""And one that shares no more than the name of a topic."""
AGAIN = 0.25
"""How much a further paraphrase of the same terms adds to what the nearest leaves open."""
_TELLING = bytes(script != HIRAGANA for script in range(256))
"""Pairs of characters with hiragana say little: what is written in it is mostly grammar."""

StandingFor = Callable[[int], tuple[int, ...]]
"""Says which terms of the notes stand for one that they may not name."""


class Asked:
    """The paraphrases of a glossary, indexed by what they say."""

    def __init__(self, paraphrases: Sequence[Paraphrase], names: Names, standing_for: StandingFor = lambda term: (term,)) -> None:
        self._names = names
        numbers = {term.id: number for number, term in reversed(list(enumerate(names.terms)))}
        used = {term for paraphrase in paraphrases for term in paraphrase.terms if term in numbers}
        standing = {term: standing_for(numbers[term]) for term in used}
        self.terms: list[tuple[int, ...]] = []
        """For each paraphrase the terms meant."""
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._verbatim: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for paraphrase in paraphrases:
            meant = tuple(each for term in paraphrase.terms for each in standing.get(term, ()))
            if meant:
                self._add(meant, paraphrase.text)
        count = len(self.terms)
        self._unknown = math.log(1 + count)
        self._rarities = {said: math.log(1 + count / len(held)) for said, held in self._postings.items()}
        squares = [0.0] * count
        for said, held in self._postings.items():
            square = self._rarities[said] ** 2
            for number in held:
                squares[number] += square
        self._norms = [math.sqrt(square) for square in squares]

    def _add(self, meant: tuple[int, ...], text: str) -> None:
        self._verbatim[key(text)].append(meant)
        number = len(self.terms)
        for each in self.keys(text):
            self._postings[each].append(number)
        self.terms.append(meant)

    def keys(self, text: str) -> set[str]:
        """What a text says: the terms and words of the glossary in it, and the rest word by word."""
        compacted = compact(without_glue(normalise(text)))
        said, scripts, _ = compacted
        telling = bytearray(scripts.translate(_TELLING))
        keys = set(quantities(text))
        for start, end, terms in self._names.scan(compacted):
            telling[start:end] = bytes(end - start)
            if said[start:end] not in STOP:
                keys.update([f"@{term}" for term in terms])
        for start, end in pairwise(cuts(compacted)):
            if scripts[start] != LATIN:
                left = zip(range(start, end - 1), telling[start:], telling[start + 1 :], strict=False)
                keys.update([said[place : place + 2] for place, first, second in left if first and second])
            elif telling[start] and end - start > 1 and (word := said[start:end]) not in STOP:
                keys.add(stem(word))
        return keys

    def has(self, text: str) -> bool:
        """Whether an author wrote down exactly this."""
        return key(text) in self._verbatim

    def near(self, text: str, topics: Set[str] = frozenset()) -> list[tuple[float, tuple[int, ...]]]:
        """The paraphrases nearest to a query: how near (cosine, 0 to 1) and the terms they mean.

        To share no more than the keys in `topics` (names of topics) says next to nothing, to share one word little.
        """
        if verbatim := self._verbatim.get(key(text)):
            return [(1.0, terms) for terms in verbatim]
        keys = self.keys(text)
        weights = {each: self._rarities.get(each, self._unknown * 0.6) for each in keys}
        norm = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        dots: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for each in keys & self._postings.keys():
            square = weights[each] ** 2
            for number in self._postings[each]:
                dots[number] += square
            if each not in topics:
                shared.update(self._postings[each])
        few = (NOTHING, ALONE if len(keys) > 1 else 1.0, 1.0)
        norms = self._norms
        nears = [(dot / (norm * norms[number]) * few[min(2, shared.get(number, 0))], number) for number, dot in dots.items()]
        nearest = heapq.nlargest(NEAREST, nears)
        found: dict[tuple[int, ...], float] = {}
        for near, number in nearest:
            known = found.get(self.terms[number], 0.0)
            found[self.terms[number]] = known + (1.0 - known) * near * AGAIN if known else near
        return sorted(((near, terms) for terms, near in found.items()), reverse=True)
