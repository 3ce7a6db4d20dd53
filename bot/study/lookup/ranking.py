"""Units of a query and an index -> facts in the order in which they answer."""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from bot.study.lookup.index import Index
from bot.study.lookup.units import Unit, Way

JUDGED = 40
"""Facts judged to the letter; the rest have too little in common with the query."""

MAINLY = 120
"""The share of a line (of 255) from which on a term is what the line is about."""
DETAIL = 0.85
"""What a paraphrase of a term counts for a line beneath the one that is about that term."""

Hits = dict[int, tuple[float, int]]
"""Facts whose own line satisfies a unit: how well (0 to 1), and how much of the line it is (0 to 255)."""
Asked = Sequence[tuple[float, tuple[int, ...]]]
"""How surely (0 to 1) a query as a whole means these terms, without naming them."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fact by number: how much of the query it covers and how well it answers (0 to 1).

    `rest` is how much it covers of what the query asks beside naming a topic (1 where it asks no more).
    """

    fact: int
    coverage: float
    score: float
    rest: float = 1.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a hit counts beyond its own line. Tuned on the gold set's tuning half.

    `up`: for the facts above it, by levels; `topic`: for its topic; `down`, `down_topic`: for what is beneath
    it; `crowded`: less for each of up to 40 facts that share a parent; `precision`: how much it counts that a
    line says little else; `asked`, `least_asked`: how much paraphrases count, and from which nearness on.
    """

    up: tuple[float, ...] = (1.0, 0.88, 0.78, 0.7, 0.62)
    topic: float = 0.55
    down: float = 0.96
    down_topic: float = 0.94
    precision: float = 0.08
    crowded: float = 0.004
    asked: float = 0.95
    least_asked: float = 0.3
    fence: float = 0.75


class Ranking:
    """Ranks the facts of one index."""

    def __init__(self, index: Index, reach: Reach | None = None) -> None:
        self._index = index
        self._reach = reach or Reach()

    def rank(self, units: Sequence[Unit], limit: int, within: Container[int] | None = None, asked: Asked = ()) -> list[Ranked]:
        """The best facts for these units, best first; only facts of these topics where given."""
        sheet = _Sheet(self._index, self._reach, units, asked)
        ranked = [sheet.judge(fact) for fact in sheet.promising(within)]
        depths = self._index.depths
        ranked.sort(key=lambda each: (-each.score, depths[each.fact], each.fact))
        return ranked[:limit]

    def own(self, fact: int, units: Sequence[Unit]) -> bool:
        """Whether a fact's own line has all of these."""
        return all(any(self._has(fact, way) for way in unit.ways) for unit in units)

    def reached(self, unit: Unit, facts: Iterable[int]) -> set[int]:
        """Those of the facts that have this in their own line, in those above them or close beneath them."""
        above = _Sheet(self._index, self._reach, (unit,), ()).above[0]
        return {
            fact
            for fact in facts
            if above.get(fact, 0.0) > self._reach.topic
            or any(self._has(over, way) for over in (fact, *_line_up(self._index, fact)) for way in unit.ways)
        }

    def _has(self, fact: int, way: Way) -> bool:
        return way.quality >= 0.4 and all(self._index.share(key, fact) for key in way.keys)


class _Sheet:
    """What one query finds in an index, unit by unit."""

    def __init__(self, index: Index, reach: Reach, units: Sequence[Unit], asked: Asked) -> None:
        self._index = index
        self._reach = reach
        self._units = units
        self._total = sum(unit.weight for unit in units) or 1.0
        self._hits = [self._find(unit) for unit in units]
        self._cut = [any(index.is_cut(key) for way in unit.ways for key in way.keys) for unit in units]
        self.above = [self._lift(hits) for hits in self._hits]
        self._meant = self._find_meant(asked)

    def promising(self, within: Container[int] | None) -> list[int]:
        """The facts that may have most of the query, by a quick sum of what is near them."""
        sums: dict[int, float] = {fact: self._total * sure for fact, sure in self._meant.items()}
        own: dict[int, float] = {}
        for unit, hits, reached in zip(self._units, self._hits, self.above, strict=True):
            for fact, quality in reached.items():
                sums[fact] = sums.get(fact, 0.0) + unit.weight * quality
            for fact, (quality, _) in hits.items():
                own[fact] = own.get(fact, 0.0) + unit.weight * quality
        topics, parents = self._index.topics, self._index.parents
        facts: Iterable[int] = sums if within is None else (fact for fact in sums if topics[fact] in within)

        def promise(fact: int) -> tuple[float, float]:
            parent, topic = parents[fact], topics[fact]
            beside = own.get(topic, 0.0) if topic not in (parent, fact) else 0.0
            return min(self._total, sums[fact] + own.get(parent, 0.0) + beside), own.get(fact, 0.0)

        topics_named = (unit.topic for unit in self._units if unit.topic is not None and unit.topic in sums)
        named = {topic for topic in topics_named if within is None or topic in within}
        return list({*heapq.nlargest(JUDGED, facts, key=promise), *named})

    def judge(self, fact: int) -> Ranked:
        """How well one fact answers: by its own line, those beneath it and those above it."""
        got = rest = rest_total = 0.0
        share = 0
        fenced = False
        line = _line_up(self._index, fact)
        for number, unit in enumerate(self._units):
            best = max(self.above[number].get(fact, 0.0), self._from_above(number, fact, line))
            got += unit.weight * best
            fenced = fenced or (unit.topic is not None and best < 0.3)
            if unit.topic is None:
                rest += unit.weight * best
                rest_total += unit.weight
            if fact in self._hits[number]:
                share += self._hits[number][fact][1]
        sure = self._reach.asked * self._meant.get(fact, 0.0)
        coverage = got / self._total * (self._reach.fence if fenced else 1.0)
        coverage += (1.0 - coverage) * sure
        left = rest / rest_total if rest_total else 1.0
        whole_topic = rest_total > 0 and not line  # asked for more than its name, a topic is not the precise answer
        precision = 0.0 if whole_topic else self._reach.precision * min(1.0, share / 255)
        return Ranked(fact, coverage, coverage * (1 - self._reach.precision + precision), left + (1.0 - left) * sure**1.5)

    def _from_above(self, number: int, fact: int, line: Sequence[int]) -> float:
        """How well a unit is satisfied by the lines above a fact (and by its own, where hits were cut)."""
        hits, best = self._hits[number], 0.0
        last = len(line) - 1
        for level, over in enumerate(line):
            hit = hits.get(over)
            quality = hit[0] if hit is not None else self._ask(number, over) if self._cut[number] else 0.0
            if quality:
                best = max(best, quality * (self._reach.down_topic if level == last else self._reach.down))
        if self._cut[number] and fact not in hits:
            best = max(best, self._ask(number, fact))
        return best

    def _ask(self, number: int, fact: int) -> float:
        ways = self._units[number].ways
        return max((way.quality for way in ways if all(self._index.share(key, fact) for key in way.keys)), default=0.0)

    def _find(self, unit: Unit) -> Hits:
        found: Hits = {}
        for way in unit.ways:
            for fact, quality, share in self._satisfied(way):
                known = found.get(fact)
                if known is None or quality > known[0]:
                    found[fact] = (quality, share)
        return found

    def _satisfied(self, way: Way) -> Iterable[tuple[int, float, int]]:
        if len(way.keys) == 1:
            return ((fact, way.quality, share) for fact, share in zip(*self._index.champions(way.keys[0]), strict=True))
        whole = len(way.keys)
        counts: dict[int, int] = {}
        covered: dict[int, int] = {}
        for key in way.keys:
            for fact, share in zip(*self._index.champions(key), strict=True):
                counts[fact] = counts.get(fact, 0) + 1
                covered[fact] = covered.get(fact, 0) + share
        return ((fact, way.quality * (got / whole) ** 1.2, min(255, covered[fact])) for fact, got in counts.items())

    def _lift(self, hits: Hits) -> dict[int, float]:
        """How well each fact satisfies a unit by its own line or one beneath it."""
        reach, parents, sizes = self._reach, self._index.parents, self._index.sizes
        deepest = len(reach.up) - 1
        best: dict[int, float] = {}
        for fact, (quality, _) in hits.items():
            if quality > best.get(fact, 0.0):
                best[fact] = quality
            level, above = 1, parents[fact]
            while above >= 0:
                over = parents[above]
                size = sizes[above]
                factor = reach.up[min(level, deepest)] - reach.crowded * min(size, 40)
                if over < 0 and factor > reach.topic:
                    factor = reach.topic
                if quality * factor > best.get(above, 0.0):
                    best[above] = quality * factor
                level, above = level + 1, over
        return best

    def _find_meant(self, asked: Asked) -> dict[int, float]:
        """The facts that paraphrases mean, and how surely."""
        found: dict[int, float] = {}
        for near, terms in asked:
            if near < self._reach.least_asked:
                continue
            meant = self._with_all(terms) or {fact: DETAIL * sure for fact, sure in self._with_all(terms[:1]).items()}
            for fact, sure in meant.items():
                found[fact] = max(found.get(fact, 0.0), near * sure)
        return found

    def _with_all(self, terms: Sequence[int]) -> dict[int, float]:
        """The facts that name all of these terms, in their own line or the lines above it; less for details of such a fact."""
        keys = sorted((f"@{term}" for term in terms), key=self._index.count)
        found: dict[int, float] = {}
        for fact, share in zip(*self._index.champions(keys[0]), strict=True):
            line = (fact, *_line_up(self._index, fact))
            if all(any(self._index.share(key, over) for over in line) for key in keys[1:]):
                beneath = any(self._index.share(keys[0], over) > MAINLY for over in line[1:-1])
                found[fact] = (0.85 + 0.15 * share / 255) * (DETAIL if beneath else 1.0)
        return found


def _line_up(index: Index, fact: int) -> list[int]:
    """The facts above this one, nearest first."""
    found = []
    above = index.parents[fact]
    while above >= 0:
        found.append(above)
        above = index.parents[above]
    return found
