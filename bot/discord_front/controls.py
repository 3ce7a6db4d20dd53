"""What a button or a menu of a question's card does <-> a few characters for its `custom_id`.

Options are named by their places as shown, never as written: authors write the right one first as often as not, and the steps
of an order as they should stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.tutor.practice import Posed

Action = Literal["pick", "pair", "step", "confirm", "write", "ask", "anew"]
Draft: TypeAlias = tuple[int | None, ...]
"""An answer in the making: for each place the option chosen for it (both from 0, as shown)."""

_ACTIONS: dict[str, Action] = {
    "p": "pick", "t": "pair", "s": "step", "c": "confirm", "w": "write", "q": "ask", "n": "anew",
}  # fmt: skip
_LETTERS = {action: letter for letter, action in _ACTIONS.items()}
_WRITTEN = re.compile(r"([a-z])(\d)([0-9-]{0,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to press.

    `pick` answers with the one option of `draft`; `pair` chooses two and `step` what stands at place `number`, in place of what
    `draft` has; `confirm` answers with the draft; `write` opens the form of a typed answer, and is what that form says when it is
    sent (`number` is 1 once an answer was close); `ask` shows the question; `anew` begins another run.
    """

    action: Action
    draft: Draft = ()
    number: int = 0


def written(control: Control) -> str:
    """At most seven characters."""
    draft = "".join("-" if place is None else str(place) for place in control.draft)
    return f"{_LETTERS[control.action]}{control.number}{draft}"


def read(text: str) -> Control | None:
    """The control of such characters; None where they are no control's."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found[1] not in _ACTIONS:
        return None
    draft = tuple(None if each == "-" else int(each) for each in found[3])
    return Control(_ACTIONS[found[1]], draft, int(found[2]))


def drafted(posed: Posed, control: Control, values: Sequence[str]) -> Draft | None:
    """The draft once a menu was set to these values; None where they fit no menu of this question.

    An option that stood at another place changes places with the one it replaces.
    """
    count = len(posed.options)
    chosen = [int(value) for value in values if value.isdecimal() and len(value) == 1 and int(value) < count]
    if posed.question.kind == "choose-two" and control.action == "pair":
        return tuple(sorted(chosen)) if len(set(chosen)) == 2 and len(values) == 2 else None
    fits = posed.question.kind == "order" and control.action == "step" and control.number < count
    if not fits or len(values) != 1 or len(chosen) != 1:
        return None
    draft = list(control.draft if _is_draft(control.draft, count) else (None,) * count)
    if chosen[0] in draft:
        draft[draft.index(chosen[0])] = draft[control.number]
    draft[control.number] = chosen[0]
    return tuple(draft)


def answer(posed: Posed, control: Control) -> tuple[int, ...] | None:
    """The places that a press answers with; None where that is no answer to this question."""
    count = len(posed.options)
    places = tuple(place for place in control.draft if place is not None and place < count)
    if len(set(places)) != len(control.draft):
        return None
    wanted = {"choice": ("pick", 1), "true-false": ("pick", 1), "choose-two": ("confirm", 2), "order": ("confirm", count)}
    return places if wanted.get(posed.question.kind) == (control.action, len(places)) else None


def complete(posed: Posed, draft: Draft) -> bool:
    """Whether a draft may be confirmed."""
    return answer(posed, Control("confirm", draft)) is not None


def _is_draft(draft: Draft, count: int) -> bool:
    chosen = [place for place in draft if place is not None]
    return len(draft) == count and len(set(chosen)) == len(chosen) and all(place < count for place in chosen)
