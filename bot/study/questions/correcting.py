"""A question as it was asked and as its author has corrected it -> the one to be graded by, shown as it was."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.study.questions.freezing import frozen, manner, thawed
from bot.study.questions.question import Option, Question


class Unlike(enum.Enum):
    """Why answers to the one cannot be graded by the other."""

    KIND = "kind"
    NUMBER = "number"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question to be graded by, frozen with its options in the order in which they were shown.

    `renumbered`: an option's number as it was -> as it is; only steps of an order change theirs, for it is their key. `reworded`:
    options that read otherwise than they did. `same`: nothing that is asked or told has changed.
    """

    question: Question
    frozen: str
    renumbered: Mapping[int, int]
    reworded: tuple[tuple[Option, Option], ...]
    same: bool


def corrected(held: str, now: Question) -> Corrected | Unlike:
    """What becomes of a frozen question. How hard it was, and so how many points it brings, stays as it was asked."""
    was, order = thawed(held)
    if now.kind != was.kind:
        return Unlike.KIND
    if len(now.options) != len(was.options):
        return Unlike.NUMBER
    places = _places(was.options, now.options)
    if places is None:
        return Unlike.OPTIONS
    now = replace(now, difficulty=was.difficulty)
    reworded = tuple(
        (old, new) for number, old in enumerate(was.options) if not _is_worded_alike(old, new := now.options[places[number]])
    )
    numbers = {}
    if now.kind == "order":
        numbers = {number: place for number, place in enumerate(places) if number != place}
    else:
        now = replace(now, options=tuple(now.options[place] for place in places))
    shown = tuple(numbers.get(number, number) for number in order)
    asked = manner(held)
    same = frozen(replace(now, place=was.place), shown, asked) == frozen(was, order, asked)
    return Corrected(now, held if same else frozen(now, shown, asked), numbers, reworded, same)


def _places(was: Sequence[Option], now: Sequence[Option]) -> tuple[int, ...] | None:
    """Where each option stands now: known by its words in either language, one that was reworded by where it stands.

    None where that leaves a doubt.
    """
    found: dict[int, int] = {}
    for number, old in enumerate(was):
        alike = [place for place, new in enumerate(now) if _is_worded_alike(old, new)]
        if len(alike) > 1:
            return None
        if alike:
            found[number] = alike[0]
    left = [number for number in range(len(was)) if number not in found]
    free = [place for place in range(len(now)) if place not in found.values()]
    if len(left) != len(free) or (len(left) > 1 and left != free):
        return None
    found |= dict(zip(left, free, strict=True))
    return tuple(found[number] for number in range(len(was)))


def _is_worded_alike(old: Option, new: Option) -> bool:
    return any(new.text.get(language) == words for language, words in old.text.items())
