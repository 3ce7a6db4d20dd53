"""Weights, and how many questions there are of each -> the share that each should have, and how far each is behind."""

from collections import Counter
from collections.abc import Mapping, Sequence


def targets(counts: Mapping[str, int], weights: Mapping[str, float]) -> Mapping[str, float]:
    """The share of each, adding up to 1: by its weight, and without one by its number of questions."""
    total = sum(counts.values())
    weighted = {name: weights[name] for name in counts if name in weights}
    heavy, many = sum(weighted.values()), sum(counts[name] for name in weighted)
    if not heavy:
        return {name: count / total for name, count in counts.items()}
    return {name: weighted[name] / heavy * many / total if name in weighted else count / total for name, count in counts.items()}


def behind(wanted: Mapping[str, float], latest: Sequence[str]) -> Mapping[str, float]:
    """By how many questions each would be behind its share after one more, given what the latest belonged to."""
    had = Counter(latest)
    return {name: share * (len(latest) + 1) - had[name] for name, share in wanted.items()}
