"""How people ask without naming a thing: a query beside the glossary's paraphrases -> the terms they mean."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set

from bot.study.glossary import Paraphrase
from bot.study.lookup.grammar import STOP, without_glue
from bot.study.lookup.names import Names
from bot.study.text import HIRAGANA, Word, compact, key, normalise, quantities, stem, words

NEAREST = 12
"""Paraphrases looked at."""
ALONE = 0.6
"""How much of its nearness a paraphrase keeps that has but one of a query's words."""
NOTHING = 0.3
"""And one that shares no more than the name of a topic."""
AGAIN = 0.25
"""How much a further paraphrase of the same terms adds to what the nearest leaves open."""


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
        self._said: list[frozenset[str]] = []
        self._verbatim: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for paraphrase in paraphrases:
            meant = tuple(each for term in paraphrase.terms for each in standing.get(term, ()))
            if meant:
                self._add(meant, paraphrase.text)
        self._rarities = {key: math.log(1 + len(self._said) / len(held)) for key, held in self._postings.items()}
        self._unknown = math.log(1 + len(self._said))
        self._norms = [math.sqrt(sum(self._rarities[key] ** 2 for key in said)) for said in self._said]

    def _add(self, meant: tuple[int, ...], text: str) -> None:
        self._verbatim[key(text)].append(meant)
        said = frozenset(self.keys(text))
        for each in said:
            self._postings[each].append(len(self._said))
        self.terms.append(meant)
        self._said.append(said)

    def keys(self, text: str) -> Iterable[str]:
        """What a text says: the terms and words of the glossary in it, and the rest word by word."""
        compacted = compact(without_glue(normalise(text)))
        covered = bytearray(len(compacted) + 1)
        keys: set[str] = set(quantities(text))
        for span in self._names.scan(compacted):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            if compacted.text[span.start : span.end] not in STOP:
                keys.update(f"@{term}" for term in span.terms)
        for word in words(compacted):
            if word.latin:
                if not covered[word.start] and word.text not in STOP and len(word.text) > 1:
                    keys.add(stem(word.text))
                continue
            start = word.start
            for position in range(word.start, word.end + 1):
                if position == word.end or covered[position]:
                    keys.update(_telling(Word(compacted.text[start:position], start, position, latin=False), compacted.scripts))
                    start = position + 1
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
        keys = set(self.keys(text))
        weights = {each: self._rarities.get(each, self._unknown * 0.6) for each in keys}
        norm = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        dots: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for each in keys:
            for number in self._postings.get(each, ()):
                dots[number] += weights[each] ** 2
                shared[number] += each not in topics
        few = (NOTHING, ALONE if len(keys) > 1 else 1.0)
        nears = [(dot / (norm * self._norms[number]), number) for number, dot in dots.items()]
        counted = [(near * few[shared[number]] if shared[number] < 2 else near, number) for near, number in nears]
        nearest = heapq.nlargest(NEAREST, counted)
        found: dict[tuple[int, ...], float] = {}
        for near, number in nearest:
            known = found.get(self.terms[number], 0.0)
            found[self.terms[number]] = known + (1.0 - known) * near * AGAIN if known else near
        return sorted(((near, terms) for terms, near in found.items()), reverse=True)


def _telling(word: Word, scripts: bytes) -> list[str]:
    """The pairs of characters without hiragana: what is written in it is mostly grammar."""
    return [
        word.text[place : place + 2]
        for place in range(len(word.text) - 1)
        if HIRAGANA not in scripts[word.start + place : word.start + place + 2]
    ]
