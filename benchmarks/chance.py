"""Counts -> how likely they are where every outcome is equally likely."""

from collections.abc import Iterable
from math import erfc, exp, gamma, sqrt


def even(counts: Iterable[int]) -> float:
    """The p-value of Pearson's chi-square test that all outcomes (give also those seen 0 times) are equally likely."""
    seen = list(counts)
    expected = sum(seen) / len(seen)
    return survival(sum((count - expected) ** 2 / expected for count in seen), len(seen) - 1)


def survival(x: float, freedom: int) -> float:
    """How likely a chi-square variable of that freedom is at least x (Abramowitz and Stegun, 26.4.4 and 26.4.5)."""
    if freedom <= 2:
        return erfc(sqrt(x / 2)) if freedom == 1 else exp(-x / 2)
    return survival(x, freedom - 2) + float((x / 2) ** (freedom / 2 - 1)) * exp(-x / 2) / gamma(freedom / 2)
