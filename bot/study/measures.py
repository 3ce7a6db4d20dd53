"""A text -> the amounts in it: `30 秒`, `half a minute` and `0.5 min` are one.

Bytes are counted in steps of 1,024 whichever way the unit is written (KB or KiB): people say both and mean one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.study.text import fold

COUNT = ""
"""The unit of what is merely counted: 10, 10 件, 10 messages."""

_K = 1024
_UNITS: Mapping[str, tuple[str, Fraction]] = {
    name: (unit, Fraction(factor))
    for unit, factor, names in (
        ("s", "1/1000000", "μs, us, microsecond, microseconds, マイクロ秒"),
        ("s", "1/1000", "ms, msec, msecs, millisecond, milliseconds, ミリ秒"),
        ("s", "1", "s, sec, secs, second, seconds, 秒, 秒間"),
        ("s", "60", "m, min, mins, minute, minutes, 分, 分間"),
        ("s", "3600", "h, hr, hrs, hour, hours, 時間"),
        ("s", "86400", "d, day, days, 日, 日間"),
        ("s", "604800", "w, week, weeks, 週, 週間"),
        ("month", "1", "month, months, か月, ヶ月, カ月, ケ月, か月間, ヶ月間, カ月間"),
        ("month", "12", "y, year, years, 年, 年間"),
        ("B", "1", "b, byte, bytes, バイト"),
        ("B", str(_K), "kb, kib, kilobyte, kilobytes, キロバイト, キロ"),
        ("B", str(_K**2), "mb, mib, megabyte, megabytes, メガバイト, メガ"),
        ("B", str(_K**3), "gb, gib, gigabyte, gigabytes, ギガバイト, ギガ"),
        ("B", str(_K**4), "tb, tib, terabyte, terabytes, テラバイト, テラ"),
        ("/s", "1", "tps, rps, qps"),
        ("%", "1", "%, percent, per cent, パーセント"),
    )
    for name in names.split(", ")
}
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * number for number, word in enumerate(_TENS, 2)}
_TIMES = {"k": 1_000, "thousand": 1_000, "千": 1_000, "hundred": 100, "百": 100, "万": 10_000, "million": 10**6, "億": 10**8}
_KANJI = {kanji: number for number, kanji in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1_000}


def _any(names: Mapping[str, object]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: -len(name)))


_UNIT = rf"(?:{_any(_UNITS)})(?![a-z])"
_LONG_UNIT = r"(?:second|minute|hour|day|week|month|year)\b"
_TIME = r"(?:seconds?|sec|s|秒|minutes?|min|m|分|hours?|h|時間|時|days?|d|日)"
_DIGITS = r"(?:(?<![a-z0-9_.])(?<![a-z]-)|(?<=\d[dhm]))(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPELT = rf"\b(?:{_any(_WORDS)})(?:[\s-](?:{_any(_WORDS)}))?\b"
_COUNTERS = "件個回つ種台人倍本枚度段階行文字世代"
_NUMERAL = rf"(?<![一-龯])[〇一二三四五六七八九十百千万]+(?=\s*(?:{_UNIT}|[{_COUNTERS}]|[^\w]|$))"
_NOUN = r"(?!(?:to|or|and|per|of|in|at|is|through)\b)[a-z]+|[ァ-ヶー]+|(?!毎)[一-龯]{1,3}"
_AMOUNT = re.compile(
    rf"(?P<part>half\s+an?|half|(?:a\s+)?quarter\s+of\s+an?|半)\s*(?P<part_unit>{_LONG_UNIT}|時間|日|年)"
    rf"|(?P<every>毎秒|毎分|毎時|毎日|(?:1\s*)?(?:秒|分|時間|日)間?(?:あたり|につき)|1\s*(?:秒|分|時間|日)間?に)?\s*"
    rf"(?:(?P<digits>{_DIGITS})|(?P<spelt>{_SPELT})|(?P<numeral>{_NUMERAL})|(?P<article>\ban?)(?=\s+{_LONG_UNIT}))"
    rf"(?:\s*(?P<times>(?:k|thousand|million|hundred)\b|[百千万億]))?(?P<half>\s+and\s+a\s+half)?"
    rf"(?:\s*-?\s*(?P<unit>{_UNIT})(?P<unit_half>\s*半|\s+and\s+a\s+half)?|\s*(?P<noun>{_NOUN}))?"
    rf"(?:\s*(?:/|per\s|毎)\s*(?P<per_unit>{_TIME})(?![a-z]))?",
)
_JOINT = re.compile(r"\s*(?:と|and|,)?\s*")
_RANGE = re.compile(r"\s*(?:から|〜|~|-|–|to|through)\s*")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: `number` of `unit` (s, B, %, month, with /s for a rate, or nothing for what is counted).

    `written` is the number as it stands there, before it was converted; `start` and `end` are its place in the
    folded text.
    """

    number: Fraction
    unit: str
    written: Fraction
    start: int = 0
    end: int = 0
    noun: str = ""

    def same(self, other: "Amount") -> bool:
        """Whether both are as much of the same."""
        return self.number == other.number and self.unit == other.unit


def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of a text, in its order; `1 h 30 min` is one, `0 to 12 h` are two of the same unit."""
    folded = fold(text)
    found: list[Amount] = []
    for match in _AMOUNT.finditer(folded):
        amount = _amount(match)
        between = folded[found[-1].end : amount.start] if found else None
        if between is not None and _continues(found[-1], amount, between):
            last = found.pop()
            amount = replace(last, number=last.number + amount.number, end=amount.end)
        elif between is not None and not found[-1].unit and not found[-1].noun and _RANGE.fullmatch(between) and amount.unit:
            found.append(_in_unit_of(found.pop(), amount))
        found.append(amount)
    return tuple(found)


def whole(text: str) -> Amount | None:
    """The amount of a text that says nothing else."""
    text = text.strip()
    found = amounts(text)
    alone = len(found) == 1 and not found[0].noun and (found[0].start, found[0].end) == (0, len(fold(text)))
    return found[0] if alone else None


def in_unit(amount: Amount, unit: str) -> Amount:
    """A bare number read in that unit (`s`, `MB/s`, `messages`); any other amount as it is."""
    if amount.unit or amount.noun:
        return amount
    one = amounts(f"1 {unit}")
    return replace(amount, number=amount.number * one[0].number, unit=one[0].unit) if len(one) == 1 else amount


def _continues(last: Amount, amount: Amount, between: str) -> bool:
    """Whether an amount goes on in a smaller unit: 1 時間 30 分."""
    size = amount.number / amount.written if amount.written else Fraction(0)
    larger = last.number / last.written if last.written else Fraction(0)
    return last.unit == amount.unit == "s" and size < larger and amount.number < larger and bool(_JOINT.fullmatch(between))


def _in_unit_of(bare: Amount, other: Amount) -> Amount:
    factor = other.number / other.written if other.written else Fraction(1)
    return replace(bare, number=bare.number * factor, unit=other.unit)


def _amount(match: re.Match[str]) -> Amount:
    start, end = match.span()
    if match["part"]:
        unit, factor = _UNITS[match["part_unit"]]
        part = Fraction(1, 4) if "quarter" in match["part"] else Fraction(1, 2)
        return Amount(part * factor, unit, part, start, end)
    number = _number(match) * _TIMES.get(match["times"] or "", 1)
    number += Fraction(1, 2) if match["half"] or match["unit_half"] else 0
    unit, factor = _UNITS[match["unit"]] if match["unit"] else (COUNT, Fraction(1))
    value = number * factor
    if period := match["per_unit"] or _every(match["every"]):
        value, unit = value / _UNITS.get(period, _UNITS["h"])[1], f"{unit}/s"
    lead = len(match[0]) - len(match[0].lstrip())
    return Amount(value, unit, number, start + lead, end, match["noun"] or "")


def _every(prefix: str | None) -> str:
    found = re.search("秒|分|時間|時|日", prefix or "")
    return found[0] if found else ""


def _number(match: re.Match[str]) -> Fraction:
    if match["digits"]:
        return Fraction(match["digits"].replace(",", ""))
    if match["spelt"]:
        return Fraction(sum(_WORDS[word] for word in re.split(r"[\s-]", match["spelt"])))
    return Fraction(1) if match["article"] else Fraction(_kanji(match["numeral"]))


def _kanji(numeral: str) -> int:
    """三十 -> 30, 二千五百 -> 2500, 一二 -> 12."""
    total = part = digit = 0
    for character in numeral:
        if character in _KANJI:
            digit = digit * 10 + _KANJI[character]
        elif character in _SMALL:
            part, digit = part + (digit or 1) * _SMALL[character], 0
        else:
            total, part, digit = total + (part + digit or 1) * 10_000, 0, 0
    return total + part + digit
