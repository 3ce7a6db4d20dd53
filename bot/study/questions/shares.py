"""Weights, and how many questions there are of each -> the share that each should have, and how far each is behind."""

from collections import Counter
from collections.abc import Mapping, Sequence

LEEWAY = 0.025
"""How far a share may be from its weight so that no domain is used up long before the others."""


def targets(counts: Mapping[str, int], weights: Mapping[str, float]) -> Mapping[str, float]:
    """The share of each, adding up to 1: by its weight, and without one by its number of questions.

    Where the bank has too few of one to last as long as the rest, it gets a little less than its weight, and those with plenty
    a little more; none by more than LEEWAY of the whole.
    """
    total = sum(counts.values())
    weighted = {name: weights[name] for name in counts if name in weights}
    heavy, many = sum(weighted.values()), sum(counts[name] for name in weighted)
    if not heavy:
        return {name: count / total for name, count in counts.items()}
    ideal = {name: weighted[name] / heavy * many / total if name in weighted else counts[name] / total for name in counts}
    spare = {name: counts[name] / total - share for name, share in ideal.items()}
    lent = {name: min(LEEWAY, -room, ideal[name]) for name, room in spare.items() if room < 0}
    taken = {name: min(LEEWAY, room) for name, room in spare.items() if room > 0}
    moved = min(sum(lent.values()), sum(taken.values()))
    return {name: share + _part(taken, name) * moved - _part(lent, name) * moved for name, share in ideal.items()}


def _part(amounts: Mapping[str, float], name: str) -> float:
    return amounts[name] / sum(amounts.values()) if amounts.get(name) else 0.0


def behind(wanted: Mapping[str, float], latest: Sequence[str]) -> Mapping[str, float]:
    """By how many questions each would be behind its share after one more, given what the latest belonged to."""
    had = Counter(latest)
    return {name: share * (len(latest) + 1) - had[name] for name, share in wanted.items()}
