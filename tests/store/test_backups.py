"""Copies of a database in use, and a week of them."""

import asyncio
import contextlib
import logging
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.store import answers, backups, restoring
from bot.store.address import Address, address
from bot.store.answers import Given, NotOpen
from bot.store.backups import KEPT, back_up, keep_backups
from bot.store.errors import DatabaseRefused, NotRecorded
from bot.store.opening import open_store
from bot.store.restoring import restore
from bot.store.store import Store
from tests.store.conftest import CHANNEL, SERVER, an_open_round
from tests.store.test_every_function import full_disk

DAY = timedelta(days=1)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


async def test_a_backup_amidst_writing_is_one_moment(lite: Store, now: datetime, tmp_path: Path) -> None:
    """A pair of rows is always written together: no copy has half of it, and none misses what was there before."""
    asked = await an_open_round(lite)
    pairs = 0

    def pair(connection: Connection) -> None:
        for number in (2 * pairs, 2 * pairs + 1):
            connection.exec_driver_sql(f"INSERT INTO servers (server) VALUES ({number})")

    async def write() -> None:
        nonlocal pairs
        while not done.is_set():
            await lite.write(pair)
            pairs += 1
            await answers.record(lite, Given(asked.id, pairs, "n" * 999, (1,), True, now))

    done = asyncio.Event()
    writing = asyncio.create_task(write())
    for number in range(8):
        before = pairs
        copied = await asyncio.to_thread(back_up, lite.where.file, tmp_path / f"{number}.db")
        (count,) = rows(copied, f"SELECT count(*) FROM servers WHERE server <> {SERVER}")[0]
        assert isinstance(count, int)
        assert count % 2 == 0
        assert count >= 2 * before
        assert rows(copied, "PRAGMA integrity_check") == [("ok",)]
        assert rows(copied, "PRAGMA journal_mode") == [("delete",)]
    done.set()
    await writing
    assert sorted(os.listdir(tmp_path)) == [*(f"{number}.db" for number in range(8)), "data"]


async def test_a_backup_is_private_and_overwrites_nothing(lite: Store, tmp_path: Path) -> None:
    target = back_up(lite.where.file, tmp_path / "new" / "copy.db")
    assert target.stat().st_mode & 0o077 == 0
    before = target.read_bytes()
    with pytest.raises(DatabaseRefused, match="exists"):
        back_up(lite.where.file, target)
    assert target.read_bytes() == before
    with pytest.raises(DatabaseRefused, match="no_database"):
        back_up(tmp_path / "nothing.db", tmp_path / "other.db")
    assert not (tmp_path / "nothing.db").exists()


async def test_a_week_is_kept_and_never_more(lite: Store, now: datetime) -> None:
    folder = lite.where.backups
    for day in range(20):
        at = now + day * DAY
        made = await backups.keep(lite, at)
        assert made is not None
        assert made.name == f"kotae-{at:%Y-%m-%d}.db"
        assert await backups.keep(lite, at) is None
        assert len(list(folder.iterdir())) == min(day + 1, KEPT)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == [f"kotae-{now + day * DAY:%Y-%m-%d}.db" for day in range(13, 20)]


async def test_only_its_own_are_dropped(lite: Store, now: datetime) -> None:
    folder = lite.where.backups
    folder.mkdir()
    others = {"kotae-before-0002-20260101T000000Z.db", "kotae-20260101T000000Z.db", "other-2020-01-01.db", "notes.txt"}
    others |= {"kotae-20260101T000000Z.db.part", "kotae-before-0002-20260101T000000Z.db.part", "mine.part"}  # under way
    for name in (*others, "kotae-2020-01-01.db.part", "kotae-2099-01-01.db"):
        (folder / name).touch()
    for day in range(KEPT):
        await backups.keep(lite, now + day * DAY)
    kept = {path.name for path in folder.iterdir()}
    assert kept == others | {f"kotae-{now + day * DAY:%Y-%m-%d}.db" for day in range(KEPT)}


async def test_without_room_the_old_ones_stay_and_the_log_says_why(
    lite: Store, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    for day in range(KEPT):
        keep_backups(lite.where, now + day * DAY)
    before = sorted(lite.where.backups.iterdir())
    with full_disk():
        assert keep_backups(lite.where, now + KEPT * DAY) is None
    assert sorted(lite.where.backups.iterdir()) == before
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert keep_backups(lite.where, now + KEPT * DAY) is not None
    with full_disk(), pytest.raises(NotRecorded):
        back_up(lite.where.file, lite.where.file.parent / "x.db")
    assert not list(lite.where.file.parent.glob("x.db*"))


def test_a_server_is_not_ours_to_back_up(now: datetime) -> None:
    where = address("postgresql://h/d")
    assert keep_backups(where, now) is None
    with pytest.raises(DatabaseRefused, match="not_sqlite"):
        restore(where, Path("x"), now, force=True)


@pytest.fixture
async def backup(lite: Store, now: datetime, tmp_path: Path) -> Path:
    """A backup with one answer; the store has been closed, with a second one in it."""
    asked = await an_open_round(lite)
    await answers.record(lite, Given(asked.id, 1, "n", (1,), True, now))
    copied = back_up(lite.where.file, tmp_path / "backup.db")
    await answers.record(lite, Given(asked.id, 2, "n", (1,), True, now))
    await lite.close()
    return copied


USERS = "SELECT user FROM learners ORDER BY user"


def test_a_restore_wants_to_be_told_and_keeps_what_it_replaces(where: Address, backup: Path, now: datetime) -> None:
    with pytest.raises(DatabaseRefused, match="exists"):
        restore(where, backup, now, force=False)
    assert rows(where.file, USERS) == [(1,), (2,)]
    kept = restore(where, backup, now, force=True)
    assert rows(where.file, USERS) == [(1,)]
    assert kept is not None
    assert rows(kept, USERS) == [(1,), (2,)]
    assert where.file.stat().st_mode & 0o077 == 0
    with pytest.raises(DatabaseRefused, match="exists"):
        restore(where, backup, now, force=True)  # within the same second: what is kept is not overwritten either
    assert rows(kept, USERS) == [(1,), (2,)]


def test_a_restore_to_an_empty_place_needs_no_force(where: Address, backup: Path, now: datetime) -> None:
    where.file.unlink()
    assert restore(where, backup, now, force=False) is None
    assert rows(where.file, USERS) == [(1,)]
    assert sorted(path.name for path in where.file.parent.iterdir()) == ["kotae.db"]


NUMBERED = ("learners", "dailies", "rounds", "reports", "seasons", "study_groups")


@pytest.mark.parametrize("lost", [None, "deleted", "damaged", "made anew"])
async def test_after_a_restore_no_number_is_given_out_again(
    where: Address, backup: Path, now: datetime, lost: str | None
) -> None:
    """Buttons on posts from after the backup name rounds that must stay unknown, even where the database they were in is lost."""
    with contextlib.closing(sqlite3.connect(where.file)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 10000000000 WHERE name = 'rounds'")
    if lost:
        where.file.unlink()
    if lost == "damaged":
        where.file.write_bytes(b"rubbish" * 1000)
    if lost == "made anew":
        await (await open_store(where)).close()
    restore(where, backup, now, force=True)
    numbers = {str(name): int(str(seq)) for name, seq in rows(where.file, "SELECT name, seq FROM sqlite_sequence")}
    assert set(numbers) == set(NUMBERED)
    since_2026 = (now - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()
    assert min(numbers.values()) >= int(since_2026 if lost else 10000000000)
    store = await open_store(where)
    fresh = await an_open_round(store, CHANNEL + 1)
    assert fresh.id > since_2026
    assert (await answers.record(store, Given(2, 1, "n", (1,), True, now))) is NotOpen.UNKNOWN
    await store.close()


def test_what_was_only_in_the_log_of_writes_is_kept_too(where: Address, backup: Path, now: datetime) -> None:
    crashed = sqlite3.connect(where.file)
    crashed.execute("UPDATE learners SET name = 'newest'")
    crashed.commit()
    folder = where.file.parent
    saved = {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("kotae.db")}
    crashed.close()
    for name, content in saved.items():
        (folder / name).write_bytes(content)  # as a crash leaves it
    kept = restore(where, backup, now, force=True)
    assert kept is not None
    assert rows(kept, "SELECT DISTINCT name FROM learners") == [("newest",)]
    assert rows(where.file, "SELECT DISTINCT name FROM learners") == [("n",)]


def test_a_database_in_use_is_not_replaced(where: Address, backup: Path, now: datetime) -> None:
    with contextlib.closing(sqlite3.connect(where.file)) as bot:
        bot.execute(USERS).fetchall()
        with pytest.raises(DatabaseRefused, match="in_use"):
            restore(where, backup, now, force=True)
    assert sorted(path.name for path in where.file.parent.iterdir()) == ["kotae.db"]
    assert rows(where.file, USERS) == [(1,), (2,)]


def test_a_damaged_database_can_be_replaced(where: Address, backup: Path, now: datetime) -> None:
    where.file.write_bytes(b"rubbish" * 1000)
    kept = restore(where, backup, now, force=True)
    assert kept is not None
    assert kept.read_bytes() == b"rubbish" * 1000
    assert rows(where.file, USERS) == [(1,)]


@pytest.mark.parametrize("until", ["_take", "_number_on"])
def test_without_room_a_restore_changes_nothing(
    where: Address, backup: Path, now: datetime, until: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full as it is copied, or as soon as it was."""
    before = where.file.read_bytes()
    step = getattr(restoring, until)

    def without_room(*given: object) -> object:
        with full_disk():
            return step(*given)

    monkeypatch.setattr(restoring, until, without_room)
    with pytest.raises(NotRecorded):
        restore(where, backup, now, force=True)
    assert where.file.read_bytes() == before
    left = {path.name for path in where.file.parent.iterdir()}
    assert left - {"kotae.db-wal", "kotae.db-shm"} == {"kotae.db"}


def test_a_file_with_nothing_but_a_version_is_no_backup(where: Address, backup: Path, now: datetime) -> None:
    backup.unlink()
    with contextlib.closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(DatabaseRefused, match="no_backup"):
        restore(where, backup, now, force=True)


def test_a_backup_that_cannot_be_used_changes_nothing(where: Address, backup: Path, now: datetime, tmp_path: Path) -> None:
    before = where.file.read_bytes()

    def refused() -> str:
        with pytest.raises(DatabaseRefused) as error:
            restore(where, backup, now, force=True)
        assert where.file.read_bytes() == before
        assert sorted(path.name for path in where.file.parent.iterdir()) == ["kotae.db"]
        return error.value.refusal

    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    assert refused() == "damaged_backup"
    backup.write_bytes(b"rubbish" * 1000)
    assert refused() == "damaged_backup"
    backup.write_bytes(whole)
    for statement, expected in (
        ("UPDATE alembic_version SET version_num = '9999'", "newer"),
        ("UPDATE rounds SET daily = 99", "damaged_backup"),
        ("DROP TABLE alembic_version", "no_backup"),
        ("DROP TABLE rounds", "no_backup"),
    ):
        backup.write_bytes(whole)
        with contextlib.closing(sqlite3.connect(backup)) as connection, connection:
            connection.execute(statement)
        assert refused() == expected
    backup.unlink()
    assert refused() == "no_backup"
    backup.symlink_to(where.file)
    assert refused() == "no_backup"
    assert tmp_path.exists()
