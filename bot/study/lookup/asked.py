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
from bot.study.text import HIRAGANA, KANJI, LATIN, compact, cuts, key, normalise, quantities, stem

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
_TELLING = bytes(script != HIRAGANA for script in range(256))
"""Pairs of characters with hiragana say little: what is written in it is mostly grammar."""
_KANJI = bytes(script == KANJI for script in range(256))
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
        self._verbatim: dict[str, list[Terms]] = defaultdict(list)
        said: dict[Terms, Counter[str]] = defaultdict(Counter)
        sizes: Counter[Terms] = Counter()
        for paraphrase in paraphrases:
            meant = tuple(each for term in paraphrase.terms for each in standing.get(term, ()))
            if meant:
                self._verbatim[key(paraphrase.text)].append(meant)
                said[meant].update(self.keys(paraphrase.text))
                sizes[meant] += 1
        self._postings: dict[str, list[tuple[Terms, float]]] = defaultdict(list)
        for meant, counts in said.items():
            counts.update(f"@{term}" for term in meant)  # its own name speaks for a thing too
            for each, count in counts.items():
                self._postings[each].append((meant, count / (count + ONCE) / sizes[meant] ** SIZE))
        self._spoken = {key for key, held in self._postings.items() if any(taught(meant[0]) for meant, _ in held)}
        self.at_home = HOME * sum(taught(meant[0]) for meant in said) >= len(said) > 0
        """Whether these paraphrases were written for such notes: only then does it tell something that they lack a word."""
        self._rarities = {key: math.log(1 + len(said) / len(held)) for key, held in self._postings.items()}
        self._unknown = math.log(1 + len(said))

    def keys(self, text: str) -> set[str]:
        """What a text says: the terms and words of the glossary in it, and the rest word by word."""
        compacted = compact(without_glue(normalise(text)))
        said, scripts, _ = compacted
        telling, kanji = bytearray(scripts.translate(_TELLING)), bytearray(scripts.translate(_KANJI))
        keys = set(quantities(text))
        for start, end, terms in self._names.scan(compacted):
            telling[start:end] = kanji[start:end] = bytes(end - start)
            if said[start:end] not in STOP:
                keys.update([f"@{term}" for term in terms])
        for start, end in pairwise(cuts(compacted)):
            if scripts[start] != LATIN:
                left = zip(range(start, end - 1), telling[start:], telling[start + 1 :], strict=False)
                keys.update([said[place : place + 2] for place, first, second in left if first and second])
                if any(kanji[start:end]):
                    alone = (
                        place for place in range(start, end) if kanji[max(start, place - 1) : min(end, place + 2)].count(1) == 1
                    )
                    keys.update([said[place] for place in alone if kanji[place]])
            elif telling[start] and end - start > 1 and (word := said[start:end]) not in STOP:
                keys.add(stem(word))
        return keys

    def has(self, text: str) -> bool:
        """Whether an author wrote down exactly this."""
        return key(text) in self._verbatim

    def speaks_of(self, text: str) -> bool:
        """Whether anyone asks with any of these words about something taught; so far as these paraphrases can tell."""
        return not self.at_home or not self._spoken.isdisjoint(self.keys(text))

    def near(self, text: str, topics: Set[str] = frozenset()) -> list[tuple[float, Terms]]:
        """What a query may mean and how surely (0 to 1), the surest first: the more of its words, the rarer, the phrases have.

        To share no more than the keys in `topics` (names of topics) says next to nothing, to share one word little.
        """
        if verbatim := self._verbatim.get(key(text)):
            return [(1.0, terms) for terms in verbatim]
        keys = sorted(self.keys(text))  # in one order: sums of fractions depend on it
        weights = {each: self._rarities.get(each, self._unknown) for each in keys}
        total = sum(weights.values())
        covered: dict[Terms, float] = defaultdict(float)
        shared: dict[Terms, int] = defaultdict(int)
        for each in keys:
            for meant, often in self._postings.get(each, ()):
                covered[meant] += weights[each] / total * often
                shared[meant] += each not in topics
        few = (NOTHING, ALONE if len(keys) > 1 else 1.0)
        nears = ((share * few[shared[meant]] if shared[meant] < 2 else share, meant) for meant, share in covered.items())
        nearest = heapq.nlargest(NEAREST, nears)
        return [(min(1.0, SURE * nearest[0][0]) * (near / nearest[0][0]) ** SHARPER, meant) for near, meant in nearest]
