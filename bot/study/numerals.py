"""A number as it is written -> the number: `1,024`, `twenty-five`, `二千五百`, `6.02e23`, `1/2`."""

import re
from fractions import Fraction

LONGEST = 60
"""Characters from which on digits are no number that anyone means (and Python reads none of over 4,300)."""

_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * number for number, word in enumerate(_TENS, 2)}
TIMES = {
    "k": 1_000, "thousand": 1_000, "千": 1_000, "hundred": 100, "百": 100, "万": 10_000, "million": 10**6, "億": 10**8,
    "billion": 10**9,
}  # fmt: skip
_KANJI = {kanji: number for number, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_POWER = re.compile(r"(?:e|\s*[x×*]\s*10(?:\^|\*\*))([-+]?\d{1,3})$")
_MIXED = re.compile(r"(?:(\d+)\s+)?(\d+)\s*/\s*(\d+)$")
_MYRIADS = re.compile(r"(\d+)万(\d{1,4})$")


def digits(written: str) -> Fraction | None:
    """A number in digits, with a power of ten, as a fraction or as 38万4400; None for what is too long or divides by nothing."""
    if len(written) > LONGEST:
        return None
    if mixed := _MYRIADS.match(written):
        return Fraction(int(mixed[1]) * 10_000 + int(mixed[2]))
    if mixed := _MIXED.match(written):
        whole, above, below = (int(part or 0) for part in mixed.groups())
        return whole + Fraction(above, below) if below else None
    power = _POWER.search(written)
    number = Fraction((written[: power.start()] if power else written).replace(",", "").strip())
    return number * Fraction(10) ** int(power[1]) if power else number


def spelt(written: str) -> Fraction:
    """A number in English words."""
    return Fraction(sum(WORDS[word] for word in re.split(r"[\s-]", written)))


def kanji(numeral: str) -> Fraction | None:
    """三十 -> 30, 二千五百 -> 2500, 一二 -> 12; None for what is too long."""
    if len(numeral) > LONGEST:
        return None
    total = part = digit = 0
    for character in numeral:
        if character in _KANJI:
            digit = digit * 10 + _KANJI[character]
        elif character in _SMALL:
            part, digit = part + (digit or 1) * _SMALL[character], 0
        else:
            total, part, digit = total + (part + digit or 1) * 10_000, 0, 0
    return Fraction(total + part + digit)
