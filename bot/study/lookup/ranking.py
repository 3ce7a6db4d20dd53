"""Units of a query and an index -> facts in the order in which they answer."""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from bot.study.lookup.index import Index
from bot.study.lookup.meaning import Meant, facts_meant
from bot.study.lookup.units import Unit, Way

JUDGED = 40
"""Facts judged to the letter; the rest have too little in common with the query."""

KEPT = 64
"""Units whose facts are kept at hand."""

Hits = dict[int, tuple[float, int]]
"""Facts whose own line satisfies a unit: how well (0 to 1), and how much of the line it is (0 to 255)."""
Beneath = dict[int, list[tuple[int, float]]]
"""Lines, each with the facts that it counts for and how much."""


class Ranked(NamedTuple):
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
    line says little else; `asked`, `least_asked`: how much paraphrases count, and from which nearness on;
    `away`: how much the name of a topic counts outside it.
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
    away: float = 0.9


class Ranking:
    """Ranks the facts of one index."""

    def __init__(self, index: Index, reach: Reach | None = None) -> None:
        self._index = index
        self._reach = reach or Reach()
        self._kept: dict[tuple[Way, ...], _Found] = {}

    def rank(
        self, units: Sequence[Unit], limit: int, within: Container[int] | None = None, asked: Sequence[Meant] = ()
    ) -> list[Ranked]:
        """The best facts for these units, best first; only facts of these topics where given."""
        sheet = _Sheet(self._index, self._reach, units, [self._found(unit) for unit in units], asked)
        ranked = sheet.judged(sheet.promising(within))
        depths = self._index.depths
        ranked.sort(key=lambda each: (-each.score, depths[each.fact], each.fact))
        return ranked[:limit]

    def own(self, fact: int, units: Sequence[Unit]) -> bool:
        """Whether a fact's own line has all of these."""
        return all(any(self._has(fact, way) for way in unit.ways) for unit in units)

    def reached(self, unit: Unit, facts: Iterable[int]) -> set[int]:
        """Those of the facts that have this in their own line, in those above them or close beneath them."""
        above = self._found(unit).above
        return {
            fact
            for fact in facts
            if above.get(fact, 0.0) > self._reach.topic
            or any(self._has(over, way) for over in (fact, *self._index.line_up(fact)) for way in unit.ways)
        }

    def _has(self, fact: int, way: Way) -> bool:
        return way.quality >= 0.4 and all(self._index.share(key, fact) for key in way.keys)

    def _found(self, unit: Unit) -> _Found:
        """What the index has for a unit; the last ones are kept, for the sides of a comparison and for what many ask about."""
        known = self._kept.pop(unit.ways, None) or _find(self._index, self._reach, unit)
        self._kept[unit.ways] = known
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return known


class _Found(NamedTuple):
    """The facts that satisfy a unit by their own line, those that do by it or one beneath, and whether there are more."""

    hits: Hits
    above: dict[int, float]
    cut: bool


def _find(index: Index, reach: Reach, unit: Unit) -> _Found:
    hits: Hits = {}
    for way in unit.ways:
        for fact, quality, share in _satisfied(index, way):
            known = hits.get(fact)
            if known is None or quality > known[0]:
                hits[fact] = (quality, share)
    cut = any(index.is_cut(key) for way in unit.ways for key in way.keys)
    return _Found(hits, _lift(index, reach, hits), cut)


def _satisfied(index: Index, way: Way) -> Iterable[tuple[int, float, int]]:
    if len(way.keys) == 1:
        facts, shares = index.champions(way.keys[0])
        return zip(facts, repeat(way.quality), shares)
    whole = len(way.keys)
    counts: dict[int, int] = {}
    covered: dict[int, int] = {}
    for key in way.keys:
        for fact, share in zip(*index.champions(key), strict=True):
            counts[fact] = counts.get(fact, 0) + 1
            covered[fact] = covered.get(fact, 0) + share
    return ((fact, way.quality * (got / whole) ** 1.2, min(255, covered[fact])) for fact, got in counts.items())


def _lift(index: Index, reach: Reach, hits: Hits) -> dict[int, float]:
    """How well each fact satisfies a unit by its own line or one beneath it."""
    parents, sizes = index.parents, index.sizes
    deepest = len(reach.up) - 1
    best: dict[int, float] = {}
    climbed: set[tuple[int, float]] = set()
    for fact, (quality, _) in hits.items():
        if quality > best.get(fact, 0.0):
            best[fact] = quality
        level, above = 1, parents[fact]
        if (above, quality) in climbed:
            continue
        climbed.add((above, quality))
        while above >= 0:
            over = parents[above]
            factor = reach.up[min(level, deepest)] - reach.crowded * min(sizes[above], 40)
            if over < 0 and factor > reach.topic:
                factor = reach.topic
            if quality * factor > best.get(above, 0.0):
                best[above] = quality * factor
            level, above = level + 1, over
    return best


class _Sheet:
    """What one query finds in an index, unit by unit."""

    def __init__(
        self, index: Index, reach: Reach, units: Sequence[Unit], found: Sequence[_Found], asked: Sequence[Meant]
    ) -> None:
        self._index = index
        self._reach = reach
        self._units = units
        self._total = sum(unit.weight for unit in units) or 1.0
        self._found = found
        self._meant, self._meant_outside = facts_meant(index, asked, reach.least_asked)

    def promising(self, within: Container[int] | None) -> list[int]:
        """The facts that may have most of the query, by a quick sum of what is near them."""
        sums: dict[int, float] = {fact: self._total * sure for fact, sure in self._meant.items()}
        own: dict[int, float] = {}
        for unit, (hits, above, _) in zip(self._units, self._found, strict=True):
            for fact, quality in above.items():
                sums[fact] = sums.get(fact, 0.0) + unit.weight * quality
            for fact, (quality, _) in hits.items():
                own[fact] = own.get(fact, 0.0) + unit.weight * quality
        topics, parents = self._index.topics, self._index.parents
        facts = list(sums) if within is None else [fact for fact in sums if topics[fact] in within]
        if len(facts) <= JUDGED:
            return facts
        promises = []
        total, lines = self._total, own.get
        least = min(total, heapq.nlargest(JUDGED, map(sums.__getitem__, facts))[-1])
        for order, fact in enumerate(facts):  # the hottest loop of a lookup
            parent, topic = parents[fact], topics[fact]
            near = sums[fact] + lines(parent, 0.0)
            if topic not in (parent, fact):
                near += lines(topic, 0.0)
            if near >= least:
                promises.append((min(total, near), lines(fact, 0.0), -order, fact))
        named = {unit.topic for unit in self._units if unit.topic is not None}.intersection(facts)
        return list({*(fact for *_, fact in heapq.nlargest(JUDGED, promises)), *named})

    def judged(self, facts: Sequence[int]) -> list[Ranked]:
        """How well facts answer: by their own lines, those beneath them and those above them."""
        got, rest, shares = (dict.fromkeys(facts, 0.0) for _ in range(3))
        rest_total = 0.0
        fenced: set[int] = set()
        beneath = self._beneath(facts)
        topics = self._index.topics
        only_topics = all(unit.topic is not None for unit in self._units)
        for unit, found in zip(self._units, self._found, strict=True):
            best = self._best(unit, found, facts, beneath)
            for fact, quality in best.items():
                got[fact] += unit.weight * quality
            for fact in found.hits.keys() & shares.keys():
                if only_topics or topics[fact] != unit.topic:
                    shares[fact] += found.hits[fact][1]
            if unit.topic is None:
                rest_total += unit.weight
                for fact, quality in best.items():
                    rest[fact] += unit.weight * quality
            else:
                fenced.update(fact for fact, quality in best.items() if quality < 0.3)
        made = []
        for fact in facts:
            covered = got[fact] / self._total * (self._reach.fence if fact in fenced else 1.0)
            whole_topic = rest_total > 0 and self._index.parents[fact] < 0  # asked for more than its name, it is not precise
            precision = 0.0 if whole_topic else self._reach.precision * min(1.0, shares[fact] / 255)
            sure = (self._meant_outside if fact in fenced else self._meant).get(fact, 0.0)
            made.append(self._ranked(covered, precision, rest[fact] / rest_total if rest_total else 1.0, sure, fact))
        return made

    def _ranked(self, covered: float, precision: float, rest: float, meant: float, fact: int) -> Ranked:
        sure = self._reach.asked * meant
        coverage = covered + (1.0 - covered) * sure
        return Ranked(fact, coverage, coverage * (1 - self._reach.precision + precision), rest + (1.0 - rest) * sure**1.5)

    def _beneath(self, facts: Iterable[int]) -> Beneath:
        """Each line -> those of the facts that it counts for, the one itself and those beneath it, and how much."""
        found: Beneath = {fact: [(fact, 1.0)] for fact in facts}
        parents, reach = self._index.parents, self._reach
        for fact in facts:
            above = parents[fact]
            while above >= 0:
                over = parents[above]
                found.setdefault(above, []).append((fact, reach.down if over >= 0 else reach.down_topic))
                above = over
        return found

    def _best(self, unit: Unit, found: _Found, facts: Iterable[int], beneath: Beneath) -> dict[int, float]:
        """How well each fact satisfies a unit."""
        best = {fact: found.above.get(fact, 0.0) for fact in facts}
        for over in beneath if found.cut else found.hits.keys() & beneath.keys():
            quality = found.hits[over][0] if over in found.hits else self._ask(unit, over)
            for fact, factor in beneath[over]:
                best[fact] = max(best[fact], quality * factor)
        if unit.topic is None:
            return best
        topics, away = self._index.topics, self._reach.away
        return {fact: quality if topics[fact] == unit.topic else away * quality for fact, quality in best.items()}

    def _ask(self, unit: Unit, fact: int) -> float:
        return max((way.quality for way in unit.ways if all(self._index.share(key, fact) for key in way.keys)), default=0.0)
