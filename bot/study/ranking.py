"""Units of a query and an index -> facts in the order in which they answer."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from bot.study.index import Index
from bot.study.query import Unit, Way

ENOUGH = 1500
"""Facts looked at for one way to satisfy a unit; the rest are only asked whether they have it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fact by number: how much of the query it covers (0 to 1) and how well it answers (0 to 1)."""

    fact: int
    coverage: float
    score: float


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a hit counts beyond its own line: for what is above it (by levels up) and beneath it."""

    up: tuple[float, ...] = (1.0, 0.93, 0.84, 0.76, 0.7)
    topic: float = 0.55
    down: float = 0.93
    down_topic: float = 0.9
    precision: float = 0.12
    crowded: float = 0.004
    asked: float = 0.8
    least_asked: float = 0.3


class Ranking:
    """Ranks the facts of one index."""

    def __init__(self, index: Index, reach: Reach | None = None) -> None:
        self._index = index
        self._reach = reach or Reach()

    def rank(
        self,
        units: Sequence[Unit],
        limit: int,
        within: Container[int] | None = None,
        asked: Sequence[tuple[float, tuple[int, ...]]] = (),
    ) -> list[Ranked]:
        """The best facts for these units, best first; only facts of these topics where given.

        `asked`: terms that the query as a whole seems to mean, and how surely (0 to 1).
        """
        total = sum(unit.weight for unit in units) or 1.0
        hits = [self._hits(unit) for unit in units]
        above = [self._above(hit) for hit in hits]
        meant = self._meant(asked)
        candidates: set[int] = set(meant).union(*above)
        if within is not None:
            candidates = {fact for fact in candidates if self._index.topics[fact] in within}
        ranked = [self._judge(fact, units, hits, above, total, meant.get(fact, 0.0)) for fact in candidates]
        ranked.sort(key=lambda each: (-each.score, each.fact))
        return ranked[:limit]

    def _meant(self, asked: Sequence[tuple[float, tuple[int, ...]]]) -> dict[int, float]:
        """The facts that name all the terms of a paraphrase, in their own line or the lines above it."""
        found: dict[int, float] = {}
        for near, terms in asked:
            if near < self._reach.least_asked:
                continue
            keys = sorted((f"@{term}" for term in terms), key=lambda key: len(self._index.posting(key)[0]))
            facts, shares = self._index.posting(keys[0])
            for fact, share in zip(facts[:ENOUGH], shares, strict=False):
                line = (fact, *self._line_up(fact))
                if all(any(self._index.share(key, over) for over in line) for key in keys[1:]):
                    found[fact] = max(found.get(fact, 0.0), near * (0.85 + 0.15 * share / 255))
        return found

    def _hits(self, unit: Unit) -> dict[int, tuple[float, int]]:
        """The facts whose own line satisfies the unit: how well, and how much of the line it is (0 to 255)."""
        found: dict[int, tuple[float, int]] = {}
        for way in unit.ways:
            for fact, quality, share in self._satisfied(way):
                known = found.get(fact)
                if known is None or quality > known[0]:
                    found[fact] = (quality, share)
        return found

    def _satisfied(self, way: Way) -> Iterable[tuple[int, float, int]]:
        if len(way.keys) == 1:
            facts, shares = self._index.posting(way.keys[0])
            return ((fact, way.quality, share) for fact, share in zip(facts[:ENOUGH], shares, strict=False))
        rarities = {key: self._index.rarity(key) for key in way.keys}
        whole = sum(rarities.values()) or 1.0
        sums: dict[int, float] = {}
        covered: dict[int, int] = {}
        for key in sorted(way.keys, key=lambda key: len(self._index.posting(key)[0])):
            facts, shares = self._index.posting(key)
            for fact, share in zip(facts[:ENOUGH], shares, strict=False):
                sums[fact] = sums.get(fact, 0.0) + rarities[key]
                covered[fact] = covered.get(fact, 0) + share
        return ((fact, way.quality * got / whole, min(255, covered[fact])) for fact, got in sums.items())

    def _above(self, hits: dict[int, tuple[float, int]]) -> dict[int, float]:
        """How well each fact satisfies a unit by its own line or one beneath it."""
        reach, parents, sizes = self._reach, self._index.parents, self._index.sizes
        best: dict[int, float] = {}
        for fact, (quality, _) in hits.items():
            if quality > best.get(fact, 0.0):
                best[fact] = quality
            level, above = 1, parents[fact]
            while above >= 0:
                factor = reach.up[min(level, len(reach.up) - 1)] - reach.crowded * min(40, sizes[above])
                if parents[above] < 0:
                    factor = min(factor, reach.topic)
                if quality * factor > best.get(above, 0.0):
                    best[above] = quality * factor
                level, above = level + 1, parents[above]
        return best

    def _judge(
        self,
        fact: int,
        units: Sequence[Unit],
        hits: Sequence[dict[int, tuple[float, int]]],
        above: Sequence[dict[int, float]],
        total: float,
        meant: float,
    ) -> Ranked:
        got, share = 0.0, 0
        line = self._line_up(fact)
        for unit, own, reached in zip(units, hits, above, strict=True):
            best = reached.get(fact, 0.0)
            for level, over in enumerate(line):
                hit = own.get(over)
                if hit is not None:
                    factor = self._reach.down_topic if level == len(line) - 1 else self._reach.down
                    best = max(best, hit[0] * factor)
            got += unit.weight * best
            if fact in own:
                share += own[fact][1]
        coverage = got / total
        coverage += (1.0 - coverage) * self._reach.asked * meant
        precise = min(1.0, share / 255)
        return Ranked(fact, coverage, coverage * (1 - self._reach.precision + self._reach.precision * precise))

    def _line_up(self, fact: int) -> list[int]:
        """The facts above this one, nearest first."""
        found = []
        above = self._index.parents[fact]
        while above >= 0:
            found.append(above)
            above = self._index.parents[above]
        return found

    def own(self, fact: int, units: Sequence[Unit]) -> bool:
        """Whether a fact's own line has all of these."""
        return all(any(self._has(fact, way) for way in unit.ways) for unit in units)

    def reaches(self, fact: int, unit: Unit) -> bool:
        """Whether a fact has this in its own line or those above or directly beneath it."""
        return any(self._has(over, way) for over in (fact, *self._line_up(fact)) for way in unit.ways) or bool(
            self._above(self._hits(unit)).get(fact, 0.0) > 0.6
        )

    def _has(self, fact: int, way: Way) -> bool:
        return way.quality >= 0.4 and all(self._index.share(key, fact) for key in way.keys)
