"""A run of practice and a control of its card <-> the `custom_id` that carries both, so that a run outlives a restart."""

import re

from bot.discord_front import controls
from bot.discord_front.controls import Control
from bot.tutor.runs import Run

_OURS = re.compile(
    r"kotae1:quiz:([0-9a-f]{8}):([0-9a-f]{8})?:(\d{1,2}):(\d{1,2}):(\d{1,2}):([0-9a-f]{6}):(\w[\w-]{1,6})", re.ASCII
)


def written(run: Run, control: Control) -> str:
    """The `custom_id`, some 50 characters."""
    where = f"{run.count}:{run.number}:{run.right}"
    return f"kotae1:quiz:{run.seed}:{run.topic}:{where}:{run.mark}:{controls.written(control)}"


def read(custom_id: str) -> tuple[Run, Control] | None:
    """The run and the control of a `custom_id`; None where it is not of this version."""
    found = _OURS.fullmatch(custom_id)
    control = controls.read(found[7]) if found else None
    if found is None or control is None:
        return None
    return Run(found[1], found[2] or "", int(found[3]), int(found[4]), int(found[5]), found[6]), control
