"""A text -> the amounts in it: `30 秒`, `half a minute` and `0.5 min` are one.

Bytes are counted in steps of 1,024 whichever way the unit is written (KB or KiB): people say both and mean one.
What stands in a text (`amounts`) is read with few units; what is stated as an answer (`stated`) with all, with signs and eras.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from bot.study import numerals
from bot.study.text import fold, normalise
from bot.study.units import COUNT, COUNTED, NAMES, PER, PLAIN, Unit, likeliest, readings


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_SPELT_WORD = _any(numerals.WORDS)
_LONG_UNIT = r"(?:second|minute|hour|day|week|month|year)\b"
_TIME = r"(?:seconds?|sec|s|秒|minutes?|min|m|分|hours?|h|時間|時|days?|d|日)"
_DIGITS = r"(?:(?<![a-z0-9_.])(?<![a-z]-)|(?<=\d[dhm]))(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FRACTION = r"(?:\d{1,9}\s+)?(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])"
_POWER = r"e[-+]?\d{1,3}|\s*+[x×*]\s*+10(?:\^|\*\*)[-+]?\d{1,3}"
_SPELT = rf"\b(?:{_SPELT_WORD})(?:[\s-](?:{_SPELT_WORD}))?\b"
_COUNTERS = "件個回つ種台人倍本枚度段階行文字世代"
_FEW_WORDS = "to|or|and|per|of|in|at|is|through"
_MANY_WORDS = rf"{_FEW_WORDS}|a|an|the|every|each|for|by|within|from|with|are|on|as|that|which"
_NOUN = rf"(?!(?:{_FEW_WORDS})\b)[a-z]+|[ァ-ヶー]+|(?!毎)[一-龯]{{1,3}}"
_PHRASE = rf"(?!(?:{_MANY_WORDS})\b)[a-z]+(?:[\s-](?!(?:{_MANY_WORDS})\b)[a-z]+){{0,3}}|[ァ-ヶー]+|(?!毎)[一-龯]{{1,4}}"
_SIGN = r"(?:(?<![^\s(\[:=,;はがでにも])(?:[-+]|ー(?=\d))|(?:\bminus|\bnegative)\s++|マイナス\s*+|氷点下\s*+|零下\s*+)"
_ERA = r"b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?d\.?|c\.?\s?e\."
_EVERY = r"毎秒|毎分|毎時|毎日|秒速|分速|時速"
_PERIOD = r"(?:秒|分|時間|日)間?(?:あたり|当たり|につき|ごとに|毎に)"
_MINUS = re.compile(r"-|ー|minus|negative|マイナス|氷点下|零下")
_BEFORE_CHRIST = re.compile(r"b|紀元前|前")


class _Writing(NamedTuple):
    """How amounts are written in a kind of text: pieces of a pattern."""

    unit: str
    numeral: str
    digits: str
    period: str
    before: str
    after: str
    noun: str
    rate: str
    halved: str

    def pattern(self) -> re.Pattern[str]:
        """An amount: half a unit, or a number with what stands before it, its unit or what is counted, and what it is per."""
        return re.compile(
            rf"(?P<part>half\s++an?|half|(?:a\s++)?quarter\s++of\s++an?|半)\s*+(?P<part_unit>{self.halved})"
            rf"|(?P<every>{_EVERY}|{self.period}|1\s*+(?:秒|分|時間|日)間?に)?\s*+{self.before}"
            rf"(?:(?P<digits>{self.digits})|(?P<spelt>{_SPELT})|(?P<numeral>(?<![一-龯])[〇零一二三四五六七八九十百千万]++{self.numeral})"
            rf"|(?P<article>\ban?)(?=\s++{_LONG_UNIT}))"
            rf"(?:\s*+(?P<times>(?:k|thousand|million|billion|hundred)\b|[百千万億]))?(?P<half>\s++and\s++a\s++half)?{self.after}"
            rf"(?:\s*+-?\s*+(?P<unit>{self.unit})(?P<unit_half>\s*+半|\s++and\s++a\s++half)?|\s*+{self.noun})?"
            rf"(?:\s*+{self.rate}(?![a-z]))?"
        )


def _never(*groups: str) -> str:
    return "".join(rf"(?P<{name}>(?!))?" for name in groups)


_PLAIN_UNIT = rf"(?:{_any(PLAIN)})(?![a-z])"
_PER = rf"(?:{_any(PER)})(?![a-z])"


@cache
def _in_text() -> re.Pattern[str]:
    """An amount in a text."""
    return _Writing(
        unit=_PLAIN_UNIT,
        numeral=rf"(?=\s*+(?:{_PLAIN_UNIT}|[{_COUNTERS}]|[^\w]|$))",
        digits=_DIGITS,
        period=rf"{_never('every_count')}(?:1\s*+)?{_PERIOD}",
        before=_never("era_before", "lead", "sign", "currency"),
        after=_never("era", "year"),
        noun=rf"(?P<noun>{_NOUN})",
        rate=rf"(?:/|per\s|毎)\s*+{_never('per_count')}(?P<per_unit>{_TIME})",
        halved=rf"{_LONG_UNIT}|時間|日|年",
    ).pattern()


@cache
def _in_answer() -> re.Pattern[str]:
    """An amount stated as an answer."""
    return _Writing(
        unit=rf"(?:{_any(NAMES)})(?![a-z])",
        numeral=rf"(?=\s*+(?:{_PLAIN_UNIT}|[a-zァ-ヶ度割円光海平立天米気{_COUNTERS}]|[^\w]|$))",
        digits=rf"(?:{_FRACTION}|(?<![\d.,])\d{{1,4}}万\d{{1,4}}(?!\d)|{_DIGITS}(?:{_POWER})?)",
        period=rf"(?P<every_count>\d+\s*+)?{_PERIOD}",
        before=rf"(?:(?P<era_before>紀元前|(?<!午)前(?=\s*+\d+\s*+年)|西暦|紀元後?|\b(?:{_ERA})(?=\s*+\d))\s*+)?"
        rf"(?P<lead>大さじ|小さじ|摂氏|セ氏|華氏|カ氏|カップ)?\s*+(?P<sign>{_SIGN})?(?P<currency>us\$|[$€£¥])?\s*+",
        after=rf"(?:\s*+(?P<era>{_ERA})(?![a-z]))?(?P<year>\s*+年(?!間))?",
        noun=rf"(?!/\s*+(?:\d|{_PER}))[/(]?\s*+(?P<noun>{_PHRASE})",
        rate=rf"(?:/|per\s|毎|(?:every|each|an?)\s)\s*+(?P<per_count>\d+(?:\.\d+)?)?\s*+(?P<per_unit>{_PER})",
        halved=rf"{_LONG_UNIT}|時間|日|年|cup",
    ).pattern()


def prepare() -> None:
    """Compile both patterns, which takes a twentieth of a second: else whoever types the first answer waits for it."""
    _in_text()
    _in_answer()


_NUMERIC = re.compile(rf"[\d〇零一二三四五六七八九十百千万半]|\b(?:half|quarter|an?\s+{_LONG_UNIT}|(?:{_SPELT_WORD})\b)")
"""What a text without amounts has none of; quickly looked for."""
_JOINED = frozenset({"s", "month", "m", "g", "l"})
_MILLIONS = {"m": Unit(COUNT, Fraction(10**6)), "g": Unit(COUNT, Fraction(10**9)), "t": Unit(COUNT, Fraction(10**12))}
_WORD = re.compile(r"\s+(?!per\b)[a-z]{2}")
_JOINT = re.compile(r"\s*(?:と|and|,)?\s*")
_RANGE = re.compile(r"\s*(?:から|〜|~|-|–|to|through)\s*")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: `number` of `unit` (s, B, %, month, with /s for a rate, or nothing for what is counted).

    `written` is the number as it stands there, before it was converted; `start` and `end` are its place in the
    folded text. `noun` is what stands behind the number of something counted, `measured` the unit as it was written.
    """

    number: Fraction
    unit: str
    written: Fraction
    start: int = 0
    end: int = 0
    noun: str = ""
    measured: Unit = COUNTED

    def same(self, other: "Amount") -> bool:
        """Whether both are as much of the same."""
        return self.number == other.number and self.unit == other.unit


def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of a text, in its order; `1 h 30 min` is one, `0 to 12 h` are two of the same unit."""
    return _every(text, _in_text(), None)


def stated(text: str, like: Collection[Unit] = ()) -> tuple[Amount, ...]:
    """Every amount of an answer: with sign, era and any unit; what a unit may stand for is chosen like these."""
    return _every(text, _in_answer(), like)


def whole(text: str) -> Amount | None:
    """The amount of a text that says nothing else."""
    text = text.strip()
    found = stated(text)
    alone = len(found) == 1 and not found[0].noun and (found[0].start, found[0].end) == (0, len(fold(text)))
    return found[0] if alone else None


def in_unit(amount: Amount, unit: str) -> Amount:
    """A bare number read in that unit (`s`, `MB/s`, `per 10 s`, `messages`); `8 MB` in MB/s is a rate; any other as it is."""
    one = _one(unit) if unit else ()
    if len(one) != 1:
        return amount
    if amount.unit == COUNT and (not amount.noun or _rate_of(one[0], COUNT)):
        value = amount.number * one[0].measured.factor + one[0].measured.zero
        value = amount.number * one[0].number if "/" in one[0].unit else value
        return replace(amount, number=value, unit=one[0].unit, measured=one[0].measured)
    if _rate_of(one[0], amount.unit):
        return replace(amount, number=amount.number * one[0].number / one[0].measured.factor, unit=one[0].unit)
    return amount


@lru_cache(256)
def _one(unit: str) -> tuple[Amount, ...]:
    return stated(f"1 {unit}")


def _rate_of(rate: Amount, unit: str) -> bool:
    return rate.unit.startswith(f"{unit}/") and rate.measured.base == unit


def _every(text: str, pattern: re.Pattern[str], like: Collection[Unit] | None) -> tuple[Amount, ...]:
    normal = normalise(text)
    folded = normal.casefold()
    if not _NUMERIC.search(folded):
        return ()
    cased = normal if len(normal) == len(folded) else folded
    found: list[Amount] = []
    for match in pattern.finditer(folded):
        amount = _amount(match, cased, like, found[-1] if found else None)
        if amount is None:
            continue
        between = folded[found[-1].end : amount.start] if found else None
        if between is not None and _continues(found[-1], amount, between):
            last = found.pop()
            amount = replace(last, number=last.number + amount.number, end=amount.end)
        elif between is not None and not found[-1].unit and not found[-1].noun and _RANGE.fullmatch(between) and amount.unit:
            found.append(_in_unit_of(found.pop(), amount))
        found.append(amount)
    return tuple(found)


def _continues(last: Amount, amount: Amount, between: str) -> bool:
    """Whether an amount goes on in a smaller unit: 1 時間 30 分, 2 m 50 cm."""
    if last.unit not in _JOINED or last.unit != amount.unit:
        return False
    size = amount.number / amount.written if amount.written else Fraction(0)
    larger = last.number / last.written if last.written else Fraction(0)
    return size < larger and amount.number < larger and bool(_JOINT.fullmatch(between))


def _in_unit_of(bare: Amount, other: Amount) -> Amount:
    factor = other.number / other.written if other.written else Fraction(1)
    return replace(bare, number=bare.number * factor, unit=other.unit, measured=other.measured)


def _amount(match: re.Match[str], cased: str, like: Collection[Unit] | None, last: Amount | None) -> Amount | None:
    start, end = match.span()
    if match["part"]:
        measured = PLAIN.get(match["part_unit"], Unit(match["part_unit"]))
        part = Fraction(1, 4) if "quarter" in match["part"] else Fraction(1, 2)
        return Amount(part * measured.factor, measured.base, part, start, end, "", measured)
    number = _number(match)
    if number is None:
        return None
    after_time = last is not None and last.unit == "s" and bool(_JOINT.fullmatch(match.string[last.end : start]))
    measured = _measured(match, cased, like, after_time=after_time)
    value, unit = number * measured.factor + measured.zero, measured.base
    period = _period(match)
    if period is not None:
        value, unit = value / period.factor, f"{unit}/{period.base}"
    lead = len(match[0]) - len(match[0].lstrip())
    return Amount(value, unit, number, start + lead, end, match["noun"] or "", measured)


def _measured(match: re.Match[str], cased: str, like: Collection[Unit] | None, *, after_time: bool) -> Unit:
    """The unit of a match. `1h30m`: what goes on after a time is a time."""
    if match["year"] and not _dates(match, like):
        return PLAIN["年"]
    if match["era"] or match["era_before"] or not (written := match["unit"] or match["lead"] or match["currency"] or ""):
        return _thousands(match, cased, like)
    if like is None:
        return PLAIN[written]
    span = next(match.span(name) for name in ("unit", "lead", "currency") if match[name])
    if written in _MILLIONS and cased[span[0]].isupper() and _WORD.match(match.string, match.end()):
        return _MILLIONS[written]
    units = readings(cased[slice(*span)])
    return likeliest(units, [Unit("s", Fraction(60))] if after_time and len(units) > 1 else like)


def _dates(match: re.Match[str], like: Collection[Unit] | None) -> bool:
    """Whether `年` stands behind the number of a year, not behind how many there are."""
    if match["era"] or match["era_before"]:
        return True
    counted = bool(like) and all(unit.base == COUNT for unit in like or ())
    length = len(match["digits"] or "")
    return length in {3, 4} if counted else length == len("1945") and not any(unit.base == "month" for unit in like or ())


def _thousands(match: re.Match[str], cased: str, like: Collection[Unit] | None) -> Unit:
    """`k` behind a number is a thousand, and a KB or a kelvin where that is meant."""
    if not like and not (like is not None and match["times"] == "k" and re.search(r"\d K$", cased[: match.end("times")])):
        return COUNTED
    if match["times"] != "k":
        return COUNTED
    units = (Unit(COUNT, Fraction(1000)), *readings(cased[slice(*match.span("times"))]))
    chosen = likeliest(units, like or [Unit("K")])
    return COUNTED if chosen.base == COUNT else chosen._replace(factor=chosen.factor / 1000)


def _period(match: re.Match[str]) -> Unit | None:
    """The time, or whatever else, that a rate is per: a second, ten seconds, a litre."""
    if written := match["per_unit"]:
        units = readings(written) if written not in PLAIN else (PLAIN[written],)
        return _times(units[0] if units else PLAIN["時間"], match["per_count"])
    found = re.search("秒|分|時間|時|日", match["every"] or "")
    return _times(PLAIN["時間" if found[0] == "時" else found[0]], match["every_count"]) if found else None


def _times(unit: Unit, count: str | None) -> Unit:
    several = numerals.digits(count.strip()) if count else None
    return unit._replace(factor=unit.factor * several) if several else unit


def _number(match: re.Match[str]) -> Fraction | None:
    if match["digits"]:
        number = numerals.digits(match["digits"])
    elif match["numeral"]:
        number = numerals.kanji(match["numeral"])
    else:
        number = numerals.spelt(match["spelt"]) if match["spelt"] else Fraction(1)
    if number is None:
        return None
    number = number * numerals.TIMES.get(match["times"] or "", 1)
    number += Fraction(1, 2) if match["half"] or match["unit_half"] else 0
    era = match["era"] or match["era_before"] or ""
    return -number if _MINUS.match(match["sign"] or "") or _BEFORE_CHRIST.match(era) else number
