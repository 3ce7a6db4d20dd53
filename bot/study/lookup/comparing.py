"""A query about two things -> the facts of each side, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.study.lookup.grammar import completed, is_comparison, joined_by_and, sides
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names
from bot.study.lookup.query import Reader
from bot.study.lookup.ranking import Ranked, Ranking
from bot.study.lookup.units import Unit
from bot.study.text import normalise

TOGETHER = 0.8
"""The share of two things named together that a fact must cover to stand for both of them."""
LONGEST_NAME = 60
"""Characters of a line that is about two things rather than mentioning both."""
WIDTH = 40
"""Facts ranked for each side."""

Picker = Callable[[Sequence[Ranked], float], list[Ranked]]
"""From ranked facts those that may be shown and cover at least so much."""


class Comparing:
    """Recognises that two things are asked about at once, and looks each up."""

    def __init__(self, index: Index, names: Names, reader: Reader, ranking: Ranking, picked: Picker) -> None:
        self._index = index
        self._names = names
        self._reader = reader
        self._ranking = ranking
        self._picked = picked

    def sides(self, query: str, units: Sequence[Unit], ranked: Sequence[Ranked], within: set[int] | None) -> list[Ranked]:
        """Where two things are asked about at once: the best of each in turn, then the rest; else nothing."""
        text = normalise(query)
        if is_comparison(text) or _joins_terms(units, joined_by_and(text)):
            contrasts, shared = self._contrasts(text, units)
        elif all(unit.term and unit.ways for unit in units) and not any(each.coverage >= TOGETHER for each in ranked):
            contrasts, shared = list(units), []
        else:
            return []
        if len(contrasts) < 2:
            return []
        lists = [self._side(contrast, shared, within) for contrast in contrasts[:3]]
        if not all(lists):
            return []
        heads = {side[0].fact for side in lists}
        both = [
            each
            for each in self._picked(ranked[:1], 0.9)
            if self._ranking.own(each.fact, contrasts[:2]) and each.fact not in heads
        ]
        named = bool(both) and len(self._index.facts[both[0].fact].line("en").plain) <= LONGEST_NAME
        turns = [each for row in range(3) for each in (side[row] for side in lists if row < len(side))]
        order = [*both, *turns] if named else [*turns[:2], *both, *turns[2:]]
        return list({each.fact: each for each in order}.values())

    def _contrasts(self, text: str, units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
        """The things told apart, and what is asked of each of them."""
        parts = [self._reader.read(part) for part in completed(sides(text), self._names)]
        parts = [part for part in parts if part]
        if len(parts) < 2:
            return [unit for unit in units if unit.term and unit.ways], [unit for unit in units if not unit.term]
        contrasts = [_last_term(parts[0]), *(_first_term(part) for part in parts[1:])]
        texts = {unit.text for unit in contrasts}
        shared = {unit.text: unit for part in parts for unit in part if unit.text not in texts}
        return contrasts, list(shared.values())

    def _side(self, contrast: Unit, shared: Sequence[Unit], within: set[int] | None) -> list[Ranked]:
        """The best facts for one side; they must have what sets it apart."""
        ranked = self._ranking.rank([contrast, *shared], WIDTH, within)
        picked = self._picked(ranked, 0.5)
        reached = self._ranking.reached(contrast, (each.fact for each in picked))
        return [each for each in picked if each.fact in reached]


def _joins_terms(units: Sequence[Unit], parts: Sequence[str]) -> bool:
    """Whether a query is two names and nothing else: `A と B`, `a and b`."""
    whole = all(unit.ways for unit in units) and (len(units) == 2 or all(unit.term for unit in units))
    return len(parts) == 2 and 2 <= len(units) <= 3 and whole


def _last_term(units: Sequence[Unit]) -> Unit:
    return next((unit for unit in reversed(units) if unit.term), units[-1])


def _first_term(units: Sequence[Unit]) -> Unit:
    return next((unit for unit in units if unit.term), units[0])
