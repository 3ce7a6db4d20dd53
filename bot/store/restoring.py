"""A backup -> the database, after a look at it, and without losing the one it replaces."""

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.store.address import Address
from bot.store.backups import copy, stamp, sync, trouble
from bot.store.errors import DatabaseRefused, NotRecorded
from bot.store.schema import VERSIONS

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a file: never to be taken for another file's."""
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
"""After a restore numbers go on at the seconds since then: a bot that makes less than one row a second never got so far."""

_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite says where it is the disk that is wrong, and not the backup."""


def restore(where: Address, backup: Path, now: datetime, *, force: bool) -> Path | None:
    """Put a backup in the database's place. Returns where the replaced one is kept, None if there was none.

    Raises DatabaseRefused, with nothing changed, for a backup that is damaged or from a newer version, for a database
    that is in use, and for one that would be replaced without `force`; NotRecorded where there is no room for it.
    """
    path = where.file
    if not backup.is_file() or (path.exists() and backup.samefile(path)):
        raise DatabaseRefused("no_backup", path=str(backup))
    if path.exists() and path.stat().st_size and not force:
        raise DatabaseRefused("exists", path=str(path))
    part = path.with_name(path.name + ".part")
    try:
        _take(backup, part, path, now)
        kept = _set_aside(path, now) if path.exists() else None
        os.replace(part, path)
        sync(path.parent)
    finally:
        for suffix in ("", *BESIDE):
            Path(f"{part}{suffix}").unlink(missing_ok=True)
    return kept


def _take(backup: Path, part: Path, present: Path, now: datetime) -> None:
    """Copy it, look at the copy, and make it ready to stand in place of the present one."""
    try:
        copy(backup, part)
        _check(part, backup)
        _number_on(part, present, now)
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith(_NO_ROOM):
            raise NotRecorded(trouble(error)) from error
        raise DatabaseRefused("damaged_backup", path=str(backup), what=str(error)) from error
    except DatabaseRefused as error:
        if error.refusal == "damaged":
            raise DatabaseRefused("damaged_backup", path=str(backup), **error.fields) from error
        raise


def _check(copied: Path, backup: Path) -> None:
    """Whether it is whole, and of a version this program can read."""
    with contextlib.closing(sqlite3.connect(copied)) as connection:
        wrong = [row[0] for row in connection.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        wrong += [f"{row[0]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= {"alembic_version", "rounds"}:
            raise DatabaseRefused("no_backup", path=str(backup))
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if wrong:
        raise DatabaseRefused("damaged", what=wrong[0])
    if found and found[0] not in VERSIONS:
        raise DatabaseRefused("newer", found=str(found[0]), known=VERSIONS[-1])


def _number_on(part: Path, present: Path, now: datetime) -> None:
    """Let numbers of rows go on where none was given out before: buttons on posts from after the backup name rounds by theirs."""
    start = max(_highest(part), _highest(present), int((now - COUNTED_FROM).total_seconds()))
    numbered = "SELECT name, ? FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    with contextlib.closing(sqlite3.connect(part)) as connection, connection:
        connection.execute("DELETE FROM sqlite_sequence")
        connection.execute(f"INSERT INTO sqlite_sequence (name, seq) {numbered}", (start,))
    sync(part)


def _highest(path: Path) -> int:
    """The highest number given out in a database; 0 where that cannot be known any more."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()[0])
    except sqlite3.Error:
        return 0


def _set_aside(path: Path, now: datetime) -> Path:
    """Give the present database another name as well; its own is replaced in one step later."""
    _close(path)
    kept = path.with_name(f"{path.name}.replaced-{stamp(now)}")
    if os.path.lexists(kept):
        raise DatabaseRefused("exists", path=str(kept))
    for suffix in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{path}{suffix}", f"{kept}{suffix}")
    try:
        os.link(path, kept)
    except OSError:  # no hard links there
        os.rename(path, kept)
    return kept


def _close(path: Path) -> None:
    """Bring everything into the one file; refused while anyone has it open. A damaged one is taken as it is."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise DatabaseRefused("in_use", path=str(path)) from error
        raise NotRecorded(trouble(error)) from error
    except sqlite3.DatabaseError:
        return
