"""Units of a query and an index -> facts in the order in which they answer."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.study.kept import Kept
from bot.study.lookup.index import Index
from bot.study.lookup.meaning import Meant, Sure, facts_meant, with_all
from bot.study.lookup.reach import Found, Reach, find
from bot.study.lookup.units import Unit, Way

JUDGED = 40
"""Facts judged to the letter; the rest have too little in common with the query."""

KEPT, KEPT_MEANINGS = 64, 256
"""Units, and things meant by paraphrases, whose facts are kept at hand."""

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


class Ranking:
    """Ranks the facts of one index."""

    def __init__(self, index: Index, reach: Reach | None = None) -> None:
        self._index = index
        self._reach = reach or Reach()
        self._kept: Kept[tuple[Way, ...], Found] = Kept(KEPT)
        self._kept_meanings: Kept[tuple[int, ...], Sure] = Kept(KEPT_MEANINGS)

    def rank(
        self, units: Sequence[Unit], limit: int, within: Container[int] | None = None, asked: Sequence[Meant] = ()
    ) -> list[Ranked]:
        """The best facts for these units, best first; only facts of these topics where given."""
        meant = facts_meant(asked, self._reach.least_asked, self._naming)
        sheet = _Sheet(self._index, self._reach, units, [self._found(unit) for unit in units], meant)
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

    def _found(self, unit: Unit) -> Found:
        """What the index has for a unit; the last ones are kept, for the sides of a comparison and for what many ask about."""
        return self._kept.get(unit.ways, lambda: find(self._index, self._reach, unit))

    def _naming(self, terms: tuple[int, ...]) -> Sure:
        """The facts that name all of these terms; they are few, and the same things are meant again and again."""
        return self._kept_meanings.get(terms, lambda: with_all(self._index, terms))


class _Sheet:
    """What one query finds in an index, unit by unit."""

    def __init__(
        self, index: Index, reach: Reach, units: Sequence[Unit], found: Sequence[Found], meant: tuple[Sure, Sure]
    ) -> None:
        self._index = index
        self._reach = reach
        self._units = units
        self._total = sum(unit.weight for unit in units) or 1.0
        self._found = found
        self._meant, self._meant_outside = meant

    def promising(self, within: Container[int] | None) -> list[int]:
        """The facts that may have most of the query, by a quick sum of what is near them."""
        sums, own = self._sums()
        topics = self._index.topics
        facts = list(sums) if within is None else [fact for fact in sums if topics[fact] in within]
        if len(facts) <= JUDGED:
            return facts
        near = self._near(facts, sums, own)
        total = self._total
        least = min(total, sorted(near)[-JUDGED])
        best = [(min(total, much), own.get(facts[n], 0.0), -n) for n, much in enumerate(near) if much >= least]
        if len(best) > JUDGED:
            best.sort(reverse=True)
            del best[JUDGED:]
        named = {unit.topic for unit in self._units if unit.topic is not None}.intersection(facts)
        return list({*(facts[-n] for *_, n in best), *named})

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
        topics, parents = self._index.topics, self._index.parents
        found = []
        for fact in facts:  # hundreds in every query: it calls as little as it can
            near, parent, topic = sums[fact], parents[fact], topics[fact]
            if parent in own:
                near += own[parent]
            if topic in own and topic not in (parent, fact):
                near += own[topic]
            found.append(near)
        return found

    def judged(self, facts: Sequence[int]) -> list[Ranked]:
        """How well facts answer: by their own lines, those beneath them and those above them."""
        got, rest, shares = (dict.fromkeys(facts, 0.0) for _ in range(3))
        rest_total = 0.0
        fenced: set[int] = set()
        beneath = self._beneath(facts)
        topics = self._index.topics
        only_topics = all(unit.topic is not None for unit in self._units)
        for unit, found in zip(self._units, self._found, strict=True):
            weight = unit.weight
            best = self._best(unit, found, facts, beneath)
            for fact, quality in best.items():
                got[fact] += weight * quality
            for fact in found.hits.keys() & shares.keys():
                if only_topics or topics[fact] != unit.topic:
                    shares[fact] += found.hits[fact][1]
            if unit.topic is None:
                rest_total += weight
                for fact, quality in best.items():
                    rest[fact] += weight * quality
            else:
                fenced.update(fact for fact in facts if best.get(fact, 0.0) < 0.3)
        made = []
        for fact in facts:
            outside = fact in fenced
            covered = got[fact] / self._total * (self._reach.fence if outside else 1.0)
            meant = (self._meant_outside if outside else self._meant).get(fact, 0.0)
            made.append(self._ranked(fact, covered, shares[fact], (rest[fact], rest_total), meant))
        return made

    def _ranked(self, fact: int, covered: float, share: float, beside: tuple[float, float], meant: float) -> Ranked:
        """A fact that covers so much of the query, and so much of all that is asked `beside` naming a topic."""
        (rest, rest_total), reach = beside, self._reach
        whole_topic = rest_total > 0 and self._index.parents[fact] < 0  # asked for more than its name, it is not precise
        imprecise = reach.precision if whole_topic else reach.precision * (1.0 - min(1.0, share / 255))
        rest = rest / rest_total if rest_total else 1.0
        if sure := reach.asked * meant:
            covered += (1.0 - covered) * sure
            rest += (1.0 - rest) * sure**1.5
        return Ranked(fact, covered, covered * (1 - imprecise), rest)

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

    def _best(self, unit: Unit, found: Found, facts: Iterable[int], beneath: Beneath) -> dict[int, float]:
        """How well each fact satisfies a unit; those that do not are left out."""
        hits, above = found.hits, found.above
        best = {fact: above[fact] for fact in facts if fact in above}
        for over in beneath if found.cut else hits.keys() & beneath.keys():
            quality = hits[over][0] if over in hits else self._ask(unit, over)
            for fact, factor in beneath[over]:
                worth = quality * factor
                if worth > best.get(fact, 0.0):
                    best[fact] = worth
        if unit.topic is None:
            return best
        topics, away = self._index.topics, self._reach.away
        return {fact: quality if topics[fact] == unit.topic else away * quality for fact, quality in best.items()}

    def _ask(self, unit: Unit, fact: int) -> float:
        return max((way.quality for way in unit.ways if all(self._index.share(key, fact) for key in way.keys)), default=0.0)
