"""A unit of a query and an index -> the facts that satisfy it, by their own line or by one beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from bot.study.lookup.index import Index
from bot.study.lookup.units import Unit, Way

Hits = dict[int, tuple[float, int]]
"""Facts whose own line satisfies a unit: how well (0 to 1), and how much of the line it is (0 to 255)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a hit counts beyond its own line. Tuned on the gold set's tuning half.

    `up`: for the facts above it, by levels; `topic`: for its topic; `down`, `down_topic`: for what is beneath
    it; `crowded`: less for each of up to 40 facts beneath one; `precision`: how much it counts that a
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


class Found(NamedTuple):
    """The facts that satisfy a unit by their own line, those that do by it or one beneath, and whether there are more."""

    hits: Hits
    above: dict[int, float]
    cut: bool


def find(index: Index, reach: Reach, unit: Unit) -> Found:
    """What the index has for a unit."""
    first, *others = (_satisfied(index, way) for way in unit.ways) if unit.ways else ({},)
    hits = first
    for met in others:
        for fact, hit in met.items():
            known = hits.get(fact)
            if known is None or hit[0] > known[0]:
                hits[fact] = hit
    cut = any(index.is_cut(key) for way in unit.ways for key in way.keys)
    return Found(hits, _lift(index, reach, hits), cut)


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
    parents, crowds, topic = index.parents, index.crowds, reach.topic
    best = {fact: quality for fact, (quality, _) in hits.items()}
    level = best
    for up in chain(reach.up[1:], repeat(reach.up[-1])):
        level = _one_up(parents, level)
        if not level:
            break
        for fact, quality in level.items():
            factor = up - reach.crowded * crowds[fact]
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
