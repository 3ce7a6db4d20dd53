"""What a report is about <-> the `custom_id` of its button and its form."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.discord_front.custom_ids import reference, resolve
from bot.study.facts import FactBase
from bot.study.questions.catalogue import Catalogue

Kind = Literal["round", "question", "fact"]

_LETTERS: dict[str, Kind] = {"r": "round", "q": "question", "f": "fact"}
_OURS = re.compile(r"kotae1:report:([rqf]):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """A round by its number, or a question or a fact by its reference."""

    kind: Kind
    name: str


def of_round(number: int) -> str:
    """The `custom_id` for the question of a round."""
    return f"kotae1:report:r:{number}"


def of_question(key: str) -> str:
    """The `custom_id` for a question that is practised with."""
    return f"kotae1:report:q:{reference(key)}"


def of_fact(key: str) -> str:
    """The `custom_id` for a fact."""
    return f"kotae1:report:f:{reference(key)}"


def read(custom_id: str) -> About | None:
    """What a `custom_id` is about; None where it is not of this version."""
    found = _OURS.fullmatch(custom_id)
    if found is None or (found[1] == "r" and not re.fullmatch(r"\d{1,18}", found[2], re.ASCII)):
        return None
    return About(_LETTERS[found[1]], found[2])


def fact_key(base: FactBase, about: About) -> str | None:
    """The fact it is about; None where there is none (any more)."""
    return resolve(base, about.name)


def question_key(questions: Catalogue, about: About) -> str | None:
    """The question it is about; None where there is none (any more)."""
    if about.name in questions.by_key:
        return about.name
    if not about.name.startswith("~"):
        return None
    return next((key for key in questions.by_key if reference(key) == about.name), None)
