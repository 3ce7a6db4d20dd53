"""A member -> a file with everything that is stored about them, or nothing stored any more (docs/privacy.md)."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from bot.store import exporting, forgetting
from bot.store.errors import StoreError
from bot.store.exporting import Kept, Record
from bot.store.store import Store
from bot.study.questions.freezing import thawed
from bot.tutor.answering import Member, Refusal
from bot.tutor.boards import today
from bot.tutor.marks import Marks
from bot.tutor.stored import Stored

FORM = 1
"""The form of the file; keys may be added to it without another number, none goes."""
TURNS = 5
"""How often a deletion begins anew because something was answered meanwhile."""
_NUMBERS_OF_DISCORD = frozenset({"user", "server", "channel", "message"})
"""They have more digits than JavaScript's numbers keep, so they are strings."""


async def export(stored: Stored, member: Member) -> bytes | Refusal:
    """JSON in UTF-8: everything that is stored about them, everywhere."""
    try:
        store = await stored.get()
        kept = await exporting.everything(store, member.user, _told)
        groups = [record.get("study_group") for rows in kept.tables.values() for record in rows]
        named = await exporting.groups_of(store, (number for number in groups if number is not None))
        excluded = await exporting.exclusions_of(store, await _marks(store, stored.marks, member.user))
    except (StoreError, OSError):
        return Refusal.NOT_KEPT
    return await asyncio.to_thread(_written, member, kept, named, excluded)


async def _marks(store: Store, marks: Marks, user: int) -> list[str]:
    """The marks that a user would be excluded by."""
    return [marks.of(server, user) for server in await exporting.servers_with_exclusions(store)]


def _told(row: Record) -> Record:
    """An answer or a try with what was asked, in words. What the group wants told at the close only is not told before."""
    record = dict(row)
    withheld, closed_at = record.pop("withheld"), record.pop("closed_at")
    frozen, untold = record.pop("frozen"), withheld and closed_at is None
    if "chosen" in record:
        record["chosen"] = json.loads(record["chosen"])
        record |= {"correct": None, "pending": None} if untold else {}
    try:
        question, _ = thawed(frozen)
    except ValueError:
        return record  # of a version that this one cannot read
    record["asked"] = dict(question.text)
    if isinstance(record.get("chosen"), list):
        record["chosen_words"] = [dict(question.options[number].text) for number in record["chosen"]]
    return record


def _written(member: Member, kept: Kept, groups: Iterable[Record], excluded: Iterable[Record]) -> bytes:
    """A row a line: so the thread that writes them lets go of the interpreter between two."""
    whole: Mapping[str, Any] = {
        "kotae_export": FORM,
        "exported_at": member.now,
        "user": str(member.user),
        "learner": kept.learner,
        **kept.tables,
        "study_groups": tuple(groups),
        "exclusions": tuple(excluded),
        "dailies": kept.dailies,
    }
    return ("{\n" + ",\n".join(f'"{name}": {_lines(value)}' for name, value in whole.items()) + "\n}\n").encode()


def _lines(value: Any) -> str:
    return "[" + ",\n".join(map(_line, value)) + "]" if isinstance(value, tuple) else _line(value)


def _line(value: Any) -> str:
    """JSON: moments and dates in ISO 8601, Discord's numbers as strings."""
    if isinstance(value, Mapping):
        value = {key: str(each) if key in _NUMBERS_OF_DISCORD and each is not None else each for key, each in value.items()}
    return json.dumps(value, ensure_ascii=False, default=_moment)


def _moment(value: date | datetime) -> str:
    return value.isoformat()


async def delete(stored: Stored, member: Member) -> bool:
    """Delete everything that is stored about them; False where that could not be, or not be finished: do it again.

    An exclusion stays, as a mark that names nobody.
    """
    try:
        store = await stored.get()
        for _ in range(TURNS):
            for server in await forgetting.servers_of(store, member.user):
                await forgetting.leave(store, server, member.user, await today(store, server, member.now))
            if await forgetting.forget(store, member.user):
                return True
    except StoreError:
        return False
    return False
