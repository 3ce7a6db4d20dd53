"""An amount that was typed, held against the amounts that are accepted."""

import re
from collections.abc import Iterable

from bot.study.measures import COUNT, Amount, amounts, in_unit
from bot.study.questions.question import Typed
from bot.study.text import fold
from bot.study.typed.result import Result

_BEYOND = re.compile(r"\b(?:more|longer|greater|less|fewer|under|over|above|below)\b|超|未満|より|[<>＜＞]")


def compare(typed: Typed, answer: str) -> Result:
    """As much, in any unit: correct. The right number without its unit, or `more than` it: close."""
    given = _once(in_unit(amount, typed.unit) for amount in amounts(answer))
    results = {_one(amounts(accepted), given) for accepted in typed.accepted}
    if "correct" in results:
        return "close" if _BEYOND.search(fold(answer)) else "correct"
    return "close" if "close" in results else "wrong"


def _one(accepted: tuple[Amount, ...], given: list[Amount]) -> Result:
    if not given or len(given) != len(accepted):
        return "wrong"
    pairs = list(zip(accepted, given, strict=True))
    if all(right.same(amount) for right, amount in pairs):
        return "correct"
    forgotten = all(amount.unit == COUNT and not amount.noun and amount.number == right.written for right, amount in pairs)
    return "close" if forgotten else "wrong"


def _once(given: Iterable[Amount]) -> list[Amount]:
    """The amounts, without one that merely repeats the last in another unit."""
    kept: list[Amount] = []
    for amount in given:
        if not kept or not kept[-1].same(amount):
            kept.append(amount)
    return kept
