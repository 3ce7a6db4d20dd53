"""An amount that was typed, held against the amounts that are accepted."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.study import nouns
from bot.study.measures import Amount, in_unit, stated
from bot.study.questions.question import Typed
from bot.study.text import fold
from bot.study.typed.result import Result
from bot.study.typed.sentence import result
from bot.study.units import COUNT, Unit

_BEYOND = re.compile(
    r"\b(?:more|longer|greater|less|fewer|under|over|above|below|at\s+least)\b|超|未満|より|以上|少なくとも|[<>≥≧]|\+$"
)
"""What makes another amount of a number. At most that much (以下) is how people say a limit, and so what was asked for."""
_NAMED = re.compile(r"(?<![A-Za-z0-9_-])([A-Z]{2,})s?\s*[:=は]?\s*(?=\d)")
"""An abbreviation in front of a number says of what it is one: TCP 2000."""


def compare(typed: Typed, answer: str) -> Result:
    """As much, in any unit: correct. The right number without its unit, or `more than` it: close."""
    answer = result(answer)
    accepted = [_accepted(each, typed.unit) for each in typed.accepted]
    results = {_one(each, _given(answer, each, typed.unit)) for each in accepted}
    best: Result = "correct" if "correct" in results else "close" if "close" in results else "wrong"
    if best != "correct":
        return best
    of_the_same = _counted(answer, [amount for each in accepted for amount in each], typed)
    if of_the_same == "another":
        return "wrong"
    return "close" if of_the_same == "perhaps" or _beyond([answer]) - _beyond(typed.accepted) else "correct"


def _beyond(texts: Iterable[str]) -> set[str]:
    """Words that make another amount of a number."""
    return {word for text in texts for word in _BEYOND.findall(fold(text))}


@lru_cache(512)
def _accepted(accepted: str, unit: str) -> tuple[Amount, ...]:
    return tuple(in_unit(amount, unit) for amount in stated(accepted))


def _given(answer: str, accepted: Iterable[Amount], unit: str) -> list[Amount]:
    like = {each for amount in accepted for each in (amount.measured, Unit(amount.unit))}
    return _once(in_unit(amount, unit) for amount in stated(answer, like))


def _one(accepted: tuple[Amount, ...], given: list[Amount]) -> Result:
    if not given or len(given) != len(accepted):
        return "wrong"
    pairs = list(zip(accepted, given, strict=True))
    if all(right.same(amount) for right, amount in pairs):
        return "correct"
    forgotten = all(amount.unit == COUNT and not amount.noun and amount.number == right.written for right, amount in pairs)
    return "close" if forgotten else "wrong"


def _counted(answer: str, accepted: Iterable[Amount], typed: Typed) -> nouns.Same:
    """Whether all that is named as counted is what an accepted answer counts."""
    known = [amount.noun for amount in accepted if amount.noun] + [name for each in typed.accepted for name in named(each)]
    said = [amount.noun for amount in stated(answer) if amount.noun] + (named(answer) if known else [])
    found = {nouns.compare(noun, known) for noun in said}
    return "another" if "another" in found else "perhaps" if "perhaps" in found else "same"


def named(answer: str) -> list[str]:
    """The abbreviations in front of its numbers."""
    return [name.lower() for name in _NAMED.findall(answer)]


def _once(given: Iterable[Amount]) -> list[Amount]:
    """The amounts, without one that merely repeats the last in another unit."""
    kept: list[Amount] = []
    for amount in given:
        if not kept or not kept[-1].same(amount):
            kept.append(amount)
    return kept
