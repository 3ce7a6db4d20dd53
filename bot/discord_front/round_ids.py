"""A round and a control of its card <-> the `custom_id` that carries both, so that a card outlives a restart."""

import re

from bot.discord_front import controls
from bot.discord_front.controls import Control

_OURS = re.compile(r"kotae1:(?:round|panel):(\d{1,18}):(\w[\w-]{1,6})", re.ASCII)


def written(number: int, control: Control) -> str:
    """The `custom_id` on a card that anyone may press."""
    return f"kotae1:round:{number}:{controls.written(control)}"


def private(number: int, control: Control) -> str:
    """The `custom_id` on one member's own panel, or of their form."""
    return f"kotae1:panel:{number}:{controls.written(control)}"


def read(custom_id: str) -> tuple[int, Control] | None:
    """The round's number and the control of a `custom_id`; None where it is not of this version."""
    found = _OURS.fullmatch(custom_id)
    control = controls.read(found[2]) if found else None
    return None if found is None or control is None else (int(found[1]), control)
