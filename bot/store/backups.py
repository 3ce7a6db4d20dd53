"""An SQLite database in use -> a copy of one moment of it, whole or not at all; and a week of such copies."""

import asyncio
import contextlib
import logging
import os
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bot.store.address import Address, make_file
from bot.store.errors import DatabaseRefused, NotRecorded, Trouble
from bot.store.store import Store

log = logging.getLogger(__name__)

KEPT = 7
"""Automatic backups that are kept: one a day, so a week of them."""

PATIENCE_SECONDS = 30.0


def stamp(now: datetime) -> str:
    """A moment in a file's name."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def back_up(source: Path, target: Path) -> Path:
    """Copy a database, even while it is written to. The copy has its name only when it is complete and on the disk.

    Raises DatabaseRefused where there is no such database or the copy would overwrite something, NotRecorded where
    there is no room for it.
    """
    if not source.is_file():
        raise DatabaseRefused("no_database", path=str(source))
    if os.path.lexists(target):
        raise DatabaseRefused("exists", path=str(target))
    part = target.with_name(target.name + ".part")
    try:
        copy(source, part)
        os.replace(part, target)
        sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return target


def copy(source: Path, target: Path) -> None:
    """Write what is committed in `source` to a file of its own, and to the disk. What stood there is overwritten."""
    target.unlink(missing_ok=True)
    make_file(target)
    try:
        with contextlib.closing(sqlite3.connect(_address(source), uri=True, timeout=PATIENCE_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        if error.sqlite_errorname in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
            raise DatabaseRefused("damaged", what=str(error)) from error
        raise NotRecorded(trouble(error)) from error
    sync(target)


def trouble(error: sqlite3.Error) -> Trouble:
    """Why SQLite did not write."""
    name = error.sqlite_errorname
    return "full" if name == "SQLITE_FULL" else "locked" if "BUSY" in name else "refused"


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


async def keep(store: Store, now: datetime) -> Path | None:
    """Today's automatic backup, if it was not made yet; for a ticker, so what goes wrong is only logged."""
    return await asyncio.to_thread(keep_backups, store.where, now)


def keep_backups(where: Address, now: datetime) -> Path | None:
    """Make today's backup (UTC) unless there is one, and drop the oldest beyond a week's. Blocks; errors are logged.

    At most KEPT of them exist at any moment, and none goes before the new one is complete. Other files are left alone;
    a server's database is its own host's to back up.
    """
    if where.path is None:
        return None
    today = where.backups / f"{where.path.stem}-{now.astimezone(UTC):%Y-%m-%d}.db"
    part = today.with_name(today.name + ".part")
    try:
        if today.exists():
            return None
        for left in _automatic(where, today, ".part"):
            left.unlink(missing_ok=True)  # of a bot that was stopped amidst; another's may be under way
        copy(where.path, part)
        for old in _automatic(where, today)[: -(KEPT - 1)]:
            old.unlink()
        os.replace(part, today)
        sync(today.parent)
    except (OSError, sqlite3.Error, DatabaseRefused, NotRecorded):
        log.exception("no backup was made")
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return None
    log.info("backed up to %s", today.name)
    return today


def _automatic(where: Address, today: Path, ending: str = "") -> list[Path]:
    """The automatic backups, the first to go first: those of days to come (the clock was wrong), then the oldest."""
    pattern = re.compile(re.escape(where.file.stem) + r"-\d{4}-\d\d-\d\d\.db" + re.escape(ending))
    found = [path for path in where.backups.glob("*") if pattern.fullmatch(path.name)]
    return sorted(found, key=lambda path: (path.name <= today.name, path.name))


def _address(path: Path) -> str:
    return f"file:{quote(str(path))}?mode=rw"
