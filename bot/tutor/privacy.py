"""A member -> a file with everything that is stored about them, or nothing stored any more (docs/privacy.md)."""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
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
    groups: set[int] = set()

    def page(rows: Sequence[Record]) -> bytes:
        groups.update(number for number in (row.get("study_group") for row in rows) if number is not None)
        return _lines(map(_told, rows))

    try:
        store = await stored.get()
        kept = await exporting.everything(store, member.user, page)
        named = await exporting.groups_of(store, groups)
        excluded = await exporting.exclusions_of(store, await _marks(store, stored.marks, member.user))
    except (StoreError, OSError):
        return Refusal.NOT_KEPT
    return await asyncio.to_thread(_written, member, kept, named, excluded)


async def _marks(store: Store, marks: Marks, user: int) -> list[str]:
    """The marks that a user would be excluded by."""
    return [marks.of(server, user) for server in await exporting.servers_with_exclusions(store)]


def _told(row: Record) -> Record:
    """An answer or a try with what was asked, in words. What the group wants told at the close only is not told before."""
    if "frozen" not in row:
        return row
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


def _written(member: Member, kept: Kept[bytes], groups: Iterable[Record], excluded: Iterable[Record]) -> bytes:
    """A row a line: so a thread that writes them lets go of the interpreter between two."""
    values = {"kotae_export": FORM, "exported_at": member.now, "user": str(member.user), "learner": kept.learner}
    lists = {**kept.tables, "study_groups": (_lines(groups),), "exclusions": (_lines(excluded),), "dailies": kept.dailies}
    whole = {name: _line(value).encode() for name, value in values.items()}
    whole |= {name: b"[" + b",\n".join(filter(None, pages)) + b"]" for name, pages in lists.items()}
    return b"{\n" + b",\n".join(b'"%s": %s' % (name.encode(), value) for name, value in whole.items()) + b"\n}\n"


def _lines(rows: Iterable[Record]) -> bytes:
    return ",\n".join(map(_line, rows)).encode()


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
