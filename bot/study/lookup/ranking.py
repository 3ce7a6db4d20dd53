"""Units of a query and an index -> facts in the order in which they answer."""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from bot.study.lookup.index import Index
from bot.study.lookup.units import Unit, Way

JUDGED = 40
"""Facts judged to the letter; the rest have too little in common with the query."""

KEPT = 64
"""Units whose facts are kept at hand."""
MAINLY = 120
"""The share of a line (of 255) from which on a term is what the line is about."""
DETAIL = 0.85
"""What a paraphrase of a term counts for a line beneath the one that is about that term."""

Hits = dict[int, tuple[float, int]]
"""Facts whose own line satisfies a unit: how well (0 to 1), and how much of the line it is (0 to 255)."""
Beneath = dict[int, list[tuple[int, float]]]
"""Lines, each with the facts that it counts for and how much."""
Asked = Sequence[tuple[float, tuple[int, ...]]]
"""How surely (0 to 1) a query as a whole means these terms, without naming them."""


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
        self._kept: dict[tuple[Way, ...], _Found] = {}

    def rank(self, units: Sequence[Unit], limit: int, within: Container[int] | None = None, asked: Asked = ()) -> list[Ranked]:
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
            or any(self._has(over, way) for over in (fact, *_line_up(self._index, fact)) for way in unit.ways)
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
    first, *others = (_satisfied(index, way) for way in unit.ways) if unit.ways else ({},)
    hits = first
    for met in others:
        for fact, hit in met.items():
            known = hits.get(fact)
            if known is None or hit[0] > known[0]:
                hits[fact] = hit
    cut = any(index.is_cut(key) for way in unit.ways for key in way.keys)
    return _Found(hits, _lift(index, reach, hits), cut)


def _satisfied(index: Index, way: Way) -> Hits:
    if len(way.keys) == 1:
        facts, shares = index.champions(way.keys[0])
        return dict(zip(facts, zip(repeat(way.quality), shares), strict=False))
    whole = len(way.keys)
    counts: dict[int, int] = {}
    covered: dict[int, int] = {}
    for key in way.keys:
        for fact, share in zip(*index.champions(key), strict=True):
            counts[fact] = counts.get(fact, 0) + 1
            covered[fact] = covered.get(fact, 0) + share
    return {fact: (way.quality * (got / whole) ** 1.2, min(255, covered[fact])) for fact, got in counts.items()}


def _lift(index: Index, reach: Reach, hits: Hits) -> dict[int, float]:
    """How well each fact satisfies a unit by its own line or one beneath it."""
    parents, sizes, topic = index.parents, index.sizes, reach.topic
    best = {fact: quality for fact, (quality, _) in hits.items()}
    level = best
    for up in chain(reach.up[1:], repeat(reach.up[-1])):
        level = _one_up(parents, level)
        if not level:
            break
        for fact, quality in level.items():
            size = sizes[fact]
            factor = up - reach.crowded * (min(40, size))
            if factor > topic and parents[fact] < 0:
                factor = topic
            if quality * factor > best.get(fact, 0.0):
                best[fact] = quality * factor
    return best


def _one_up(parents: Sequence[int], facts: Mapping[int, float]) -> dict[int, float]:
    """The facts directly above these, each with the most that one beneath it has."""
    found: dict[int, float] = {}
    for fact, quality in facts.items():
        above = parents[fact]
        if above >= 0 and quality > found.get(above, 0.0):
            found[above] = quality
    return found


class _Sheet:
    """What one query finds in an index, unit by unit."""

    def __init__(self, index: Index, reach: Reach, units: Sequence[Unit], found: Sequence[_Found], asked: Asked) -> None:
        self._index = index
        self._reach = reach
        self._units = units
        self._total = sum(unit.weight for unit in units) or 1.0
        self._found = found
        self._meant = self._find_meant(asked)

    def promising(self, within: Container[int] | None) -> list[int]:
        """The facts that may have most of the query, by a quick sum of what is near them."""
        sums, own = self._sums()
        topics = self._index.topics
        facts = list(sums) if within is None else [fact for fact in sums if topics[fact] in within]
        if len(facts) <= JUDGED:
            return facts
        near = self._near(facts, sums, own)
        least = sorted(near)[-JUDGED]
        rivals = (place for place, much in enumerate(near) if much >= least)
        best = heapq.nlargest(JUDGED, ((near[place], own.get(facts[place], 0.0), -place) for place in rivals))
        named = {unit.topic for unit in self._units if unit.topic is not None}.intersection(facts)
        return list({*(facts[-place] for *_, place in best), *named})

    def _sums(self) -> tuple[dict[int, float], dict[int, float]]:
        """Of each fact, how much of the query it and those beneath it have, and how much its own line has."""
        sums: dict[int, float] = {fact: self._total * sure for fact, sure in self._meant.items()}
        own: dict[int, float] = {}
        for unit, (hits, above, _) in zip(self._units, self._found, strict=True):
            weight = unit.weight
            for fact, quality in above.items():
                sums[fact] = sums.get(fact, 0.0) + weight * quality
            for fact, (quality, _) in hits.items():
                own[fact] = own.get(fact, 0.0) + weight * quality
        return sums, own

    def _near(self, facts: Sequence[int], sums: Mapping[int, float], own: Mapping[int, float]) -> list[float]:
        """How much of the query each fact may have, with what the lines above it have."""
        topics, parents, total = self._index.topics, self._index.parents, self._total
        found = []
        for fact in facts:  # hundreds in every query: it calls as little as it can
            near, parent, topic = sums[fact], parents[fact], topics[fact]
            if parent in own:
                near += own[parent]
            if topic in own and topic not in (parent, fact):
                near += own[topic]
            found.append(min(total, near))
        return found

    def judged(self, facts: Sequence[int]) -> list[Ranked]:
        """How well facts answer: by their own lines, those beneath them and those above them."""
        got, rest, shares = (dict.fromkeys(facts, 0.0) for _ in range(3))
        rest_total = 0.0
        fenced: set[int] = set()
        beneath = self._beneath(facts)
        for unit, found in zip(self._units, self._found, strict=True):
            best = self._best(unit, found, facts, beneath)
            for fact, quality in best.items():
                got[fact] += unit.weight * quality
            for fact in found.hits.keys() & shares.keys():
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
            made.append(self._ranked(fact, covered, precision, rest[fact] / rest_total if rest_total else 1.0))
        return made

    def _ranked(self, fact: int, covered: float, precision: float, rest: float) -> Ranked:
        sure = self._reach.asked * self._meant.get(fact, 0.0)
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
        hits, above = found.hits, found.above
        best = {fact: above.get(fact, 0.0) for fact in facts}
        for over in beneath if found.cut else hits.keys() & beneath.keys():
            quality = hits[over][0] if over in hits else self._ask(unit, over)
            for fact, factor in beneath[over]:
                best[fact] = max(best[fact], quality * factor)
        return best

    def _ask(self, unit: Unit, fact: int) -> float:
        return max((way.quality for way in unit.ways if all(self._index.share(key, fact) for key in way.keys)), default=0.0)

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
        first, others = keys[0], keys[1:]
        shares = dict(zip(*self._index.champions(first), strict=True))
        cut = self._index.is_cut(first)
        found: dict[int, float] = {}
        for fact, share in shares.items():
            line = (fact, *_line_up(self._index, fact))
            if all(any(self._index.share(key, over) for over in line) for key in others):
                beneath = any((self._index.share(first, over) if cut else shares.get(over, 0)) > MAINLY for over in line[1:-1])
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
