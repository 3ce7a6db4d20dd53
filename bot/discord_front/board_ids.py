"""What is looked at on a board, and where a button leads from there <-> the `custom_id` that carries both."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.study.periods import KINDS, Kind
from bot.tutor.places import BYS, By, Look

Slot = Literal["by", "period", "next", "before", "earlier", "later", "how", "picture"]
_SLOTS: tuple[Slot, ...] = ("by", "period", "next", "before", "earlier", "later", "how", "picture")
_OURS = re.compile(r"kotae1:board:([a-z]{2,7}):([a-z]{3,6}):([a-z]{5,6}):(\d{1,4}):(\d{1,6})", re.ASCII)


def written(slot: Slot, look: Look) -> str:
    """The `custom_id` of a control that shows that look; `slot` tells the controls of one message apart."""
    return f"kotae1:board:{slot}:{look.kind}:{look.by}:{min(look.back, 9999)}:{min(look.page, 999999)}"


def read(custom_id: str, chosen: Sequence[str] = ()) -> tuple[Slot, Look] | None:
    """The control and what it shows, with what its menu was set to; None where it is not of this version."""
    found = _OURS.fullmatch(custom_id)
    if found is None:
        return None
    slot = next((each for each in _SLOTS if each == found[1]), None)
    kind, by = _kind(found[2]), _by(found[3])
    if slot is None or kind is None or by is None:
        return None
    look: Look | None = Look(kind, by, int(found[4]), int(found[5]))
    if slot in {"by", "period"}:
        look = _turned(Look(kind, by, int(found[4])), slot, chosen)
    return (slot, look) if look is not None else None


def _turned(look: Look, slot: Slot, chosen: Sequence[str]) -> Look | None:
    """The same board of others, or of another period, the present one; from its first page."""
    value = chosen[0] if len(chosen) == 1 else ""
    by, kind = _by(value), _kind(value)
    if slot == "by":
        return replace(look, by=by) if by is not None else None
    return Look(kind, look.by) if kind is not None else None


def _kind(text: str) -> Kind | None:
    return next((each for each in KINDS if each == text), None)


def _by(text: str) -> By | None:
    return next((each for each in BYS if each == text), None)
