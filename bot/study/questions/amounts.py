"""An option that is nothing but an amount -> that amount, so that 60 s and 1 min are seen to be the same."""

import re
from fractions import Fraction

from bot.study.text import fold

_UNITS: dict[str, tuple[str, Fraction | int]] = {
    "ms": ("s", Fraction(1, 1000)), "s": ("s", 1), "min": ("s", 60), "h": ("s", 3600), "d": ("s", 86400),
    "week": ("s", 604800), "b": ("b", 1), "kb": ("b", 1000), "kib": ("b", 1024), "mb": ("b", 1000**2), "mib": ("b", 1024**2),
    "gb": ("b", 1000**3), "gib": ("b", 1024**3), "tb": ("b", 1000**4), "tib": ("b", 1024**4), "%": ("%", 1), "": ("", 1),
}  # fmt: skip
_WORDS = {
    "ms": ("ms", "msec", "millisecond", "milliseconds", "ミリ秒"),
    "s": ("s", "sec", "second", "seconds", "秒", "秒間"),
    "min": ("min", "minute", "minutes", "分", "分間"),
    "h": ("h", "hour", "hours", "時間"),
    "d": ("d", "day", "days", "日", "日間"),
    "week": ("week", "weeks", "週", "週間"),
    "b": ("b", "byte", "bytes", "バイト"),
    "%": ("%", "percent", "パーセント"),
}
_UNIT = {word: unit for unit, words in _WORDS.items() for word in words} | {unit: unit for unit in _UNITS}
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,15})?\s*([^\d\W]*|%)")


def amount(text: str) -> tuple[str, Fraction] | None:
    """What is measured and how much, in its smallest common unit (seconds, bytes); None where the text says anything else."""
    match = _AMOUNT.fullmatch(fold(text).strip())
    unit = _UNITS.get(_UNIT.get(match[3], "?")) if match else None
    if match is None or unit is None:
        return None
    return unit[0], Fraction(match[1].replace(",", "") + (match[2] or "")) * unit[1]
