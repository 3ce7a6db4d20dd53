"""What a button does <-> its `custom_id`, which carries all that is needed to answer after a restart."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from bot.study.facts import FactBase

LONGEST = 100
"""Characters of a `custom_id`, and of a select's value: Discord's limit."""
LONGEST_KEY = 83

Action = Literal["show", "open", "topics", "pick"]
_ACTIONS: dict[str, Action] = {"show": "show", "open": "open", "topics": "topics", "pick": "pick"}
_OURS = re.compile(r"kotae1:(show|open|topics|pick):(?:(\d{1,4}):)?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """What was asked for: a page of a fact, a page of the topics, or what a select chose.

    `reference` names the fact (`show`; `open`, which leaves the message as it is and answers with another) or the
    select (`pick`).
    """

    action: Action
    reference: str = ""
    page: int = 0


def written(press: Press) -> str:
    """The `custom_id` of a press, at most 100 characters."""
    return f"kotae1:{press.action}:{press.page}:{press.reference}"


def read(custom_id: str) -> Press | None:
    """The press of a `custom_id`; None where it is not of this version."""
    found = _OURS.fullmatch(custom_id)
    if found is None:
        return None
    return Press(_ACTIONS[found[1]], found[3], int(found[2] or 0))


def reference(key: str) -> str:
    """A fact's key, or its digest where the key is too long for a `custom_id`."""
    return key if len(key) <= LONGEST_KEY else "~" + blake2b(key.encode(), digest_size=12).hexdigest()


def resolve(base: FactBase, reference_: str) -> str | None:
    """The key a reference stands for; None where no fact has it (any more)."""
    if reference_ in base.facts:
        return reference_
    if not reference_.startswith("~"):
        return None
    return next((key for key in base.facts if len(key) > LONGEST_KEY and reference(key) == reference_), None)
