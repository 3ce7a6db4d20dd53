"""The host's commands about the database -> what came of them. The words are `wording.terminal_database`'s."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.store.address import Address, address
from bot.store.backups import back_up, stamp
from bot.store.errors import DatabaseRefused, NotRead, NotRecorded

PATIENT = 30.0
"""Seconds that a command waits for whoever else writes."""
_NOBODYS_FAULT = {"damaged", "damaged_backup", "not_upgraded", "as_told"}
Outcome = Literal["done", "problem", "wrong_use"]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a command: the name of what to say, what fills it, and whether the host did something wrong."""

    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome = "done"


async def upgrade(url: str, now: datetime) -> Told:
    """Make the database, or migrate it to this version."""
    from bot.store.upgrading import upgrade as bring_up  # Alembic comes with it

    try:
        done = await bring_up(address(url), now)
    except (DatabaseRefused, NotRecorded) as error:
        return refused(error)
    if done.backup is None:
        return Told("ready", {"version": done.version})
    return Told("upgraded", {"version": done.version, "backup": str(done.backup)})


def back_up_to(url: str, typed: str | None, now: datetime) -> Told:
    """Copy the database to a file, into a folder that is there, or (None) beside the automatic backups."""

    def work(where: Address) -> Told:
        return Told("backed_up", {"path": str(back_up(where.file, _target(where, typed, now)))})

    return _try(url, work)


def _target(where: Address, typed: str | None, now: datetime) -> Path:
    """Where a backup goes. What ends like a folder is never taken for a file: the disk meant may not be mounted."""
    name = f"{where.file.stem}-{stamp(now)}.db"
    if typed is None:
        return where.backups / name
    if Path(typed).is_dir():
        return Path(typed) / name
    if typed.endswith(("/", os.sep)):
        raise DatabaseRefused("no_folder", path=typed)
    return Path(typed)


def restore_from(url: str, path: Path, now: datetime, *, force: bool) -> Told:
    """Put a backup in the database's place."""
    from bot.store.restoring import restore

    def work(where: Address) -> Told:
        kept = restore(where, path, now, force=force)
        if kept is None:
            return Told("restored", {"path": str(where.file)})
        return Told("restored_over", {"path": str(where.file), "kept": str(kept)})

    return _try(url, work)


async def recount(url: str, *, check: bool) -> Sequence[Told]:
    """Count all servers anew: a line for each that was off, one for all. With `check` nothing changes; one off is a problem."""
    from bot.store.opening import open_store
    from bot.store.recounting import everywhere, recount_server

    try:
        store = await open_store(address(url), busy_seconds=PATIENT, as_it_is=True)
        try:
            found = {server: await recount_server(store, server, check=check) for server in await everywhere(store)}
        finally:
            await store.close()
    except (DatabaseRefused, NotRecorded, NotRead) as error:
        return [refused(error)]
    off = {server: each for server, each in found.items() if each.off or each.counts_off}
    lines = [
        Told(
            "server_off", {"server": str(server), "off": str(each.off), "of": str(each.learners), "counts": str(each.counts_off)}
        )
        for server, each in off.items()
    ]
    numbers = {"servers": str(len(found)), "learners": str(sum(each.learners for each in found.values())), "off": str(len(off))}
    if not off:
        return [Told("agrees", numbers)]
    return [*lines, Told("off", numbers, "problem") if check else Told("recounted", numbers)]


async def reports(url: str) -> Sequence[Told]:
    """What members reported outside of servers: a line each, oldest first. The names and the words are untrusted text."""
    from bot.store.opening import open_store
    from bot.store.reports import of_no_server

    try:
        store = await open_store(address(url), busy_seconds=PATIENT, as_it_is=True)
        try:
            found = await of_no_server(store)
        finally:
            await store.close()
    except (DatabaseRefused, NotRecorded) as error:
        return [refused(error)]
    lines = [
        {"number": str(each.id), "day": f"{each.made_at:%Y-%m-%d}", "name": name, "about": each.about, "words": each.words}
        for each, name in found
    ]
    return [Told("report", line) for line in lines] or [Told("no_reports")]


def _try(url: str, work: Callable[[Address], Told]) -> Told:
    try:
        return work(address(url))
    except (DatabaseRefused, NotRecorded) as error:
        return refused(error)


def refused(error: DatabaseRefused | NotRecorded | NotRead) -> Told:
    """What the host is told of a database that cannot be used."""
    if isinstance(error, NotRead):
        return Told("not_read", outcome="problem")
    if isinstance(error, NotRecorded):
        return Told(f"trouble_{error.trouble}", outcome="problem")
    return Told(error.refusal, error.fields, "problem" if error.refusal in _NOBODYS_FAULT else "wrong_use")
