"""A database is made when new, migrated when older, left alone when newer or not ours."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.store import learners, upgrading, versions
from bot.store.address import Address, address
from bot.store.engine import inside, make_engine
from bot.store.errors import DatabaseRefused, NotRecorded
from bot.store.opening import open_store
from bot.store.schema import VERSIONS, metadata
from bot.store.upgrading import MIGRATIONS, upgrade

ROOT = Path(__file__).parent.parent.parent


def execute(where: Address, *statements: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(where.file)) as connection, connection:
        found: list[tuple[object, ...]] = []
        for statement in statements:
            found = connection.execute(statement).fetchall()
        return found


def schema(where: Address) -> set[tuple[object, ...]]:
    """Tables and indexes by what they are, not by the words that made them: a column added later stands last."""
    found = execute(where, "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'")
    parts: set[tuple[object, ...]] = set()
    for kind, name, sql in found:
        words = str(sql).upper()
        parts.add((kind, name, "AUTOINCREMENT" in words, "WITHOUT ROWID" in words))
        if kind == "table":
            columns = execute(where, f"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{name}')")
            references = execute(where, f'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(\'{name}\')')
            parts |= {(name, *each) for each in [*columns, *references]}
        else:
            parts |= {(name, *each) for each in execute(where, f"SELECT seqno, name FROM pragma_index_info('{name}')")}
    return parts


async def make(where: Address) -> None:
    await (await open_store(where)).close()


def make_old(where: Address) -> None:
    """A database as it was before the first version: it knows of versions and has none."""
    where.file.parent.mkdir()
    execute(where, "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")


async def test_a_new_one_is_durable_private_and_checks_references(where: Address) -> None:
    await make(where)
    assert execute(where, "PRAGMA journal_mode") == [("wal",)]
    assert execute(where, "SELECT version_num FROM alembic_version") == [(VERSIONS[-1],)]
    assert where.file.stat().st_mode & 0o077 == 0
    store = await open_store(where)
    for pragma, value in (("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 2000)):
        read = await store.write(lambda connection, name=pragma: connection.exec_driver_sql(f"PRAGMA {name}").scalar())  # type: ignore[misc]
        assert read == value
    await store.close()


async def test_what_is_in_it_stays(where: Address, now: datetime) -> None:
    store = await open_store(where)
    await learners.seen(store, 1, "Aya", now)
    await store.close()
    store = await open_store(where)
    assert await learners.of_user(store, 1) is not None
    await store.close()


async def test_many_may_open_a_new_one_at_once(where: Address) -> None:
    stores = await asyncio.gather(*(open_store(where, busy_seconds=20) for _ in range(5)))
    for store in stores:
        await store.close()
    assert execute(where, "SELECT count(*) FROM alembic_version") == [(1,)]


async def test_a_newer_one_is_refused_and_untouched(where: Address) -> None:
    await make(where)
    execute(where, "UPDATE alembic_version SET version_num = '9999'")
    before = where.file.read_bytes()
    with pytest.raises(DatabaseRefused) as refused:
        await open_store(where)
    assert refused.value.refusal == "newer"
    assert refused.value.fields == {"found": "9999", "known": VERSIONS[-1]}
    assert where.file.read_bytes() == before


async def test_what_is_not_ours_is_refused(where: Address) -> None:
    where.file.parent.mkdir()
    execute(where, "CREATE TABLE recipes (name)")
    with pytest.raises(DatabaseRefused, match="foreign"):
        await open_store(where)
    where.file.write_bytes(b"no database at all " * 100)
    with pytest.raises(DatabaseRefused, match="damaged"):
        await open_store(where)


async def test_a_locked_new_one_is_not_recorded(where: Address) -> None:
    where.file.parent.mkdir()
    with contextlib.closing(sqlite3.connect(where.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotRecorded):
            await open_store(where, busy_seconds=0.05)
        other.execute("ROLLBACK")
    await make(where)


async def test_an_older_one_is_migrated_in_another_process_after_a_backup(where: Address, tmp_path: Path) -> None:
    make_old(where)
    await make(where)
    fresh = address(f"sqlite:///{tmp_path / 'fresh.db'}")
    await make(fresh)
    assert schema(where) == schema(fresh)
    (backup,) = where.backups.iterdir()
    assert f"before-{VERSIONS[-1]}" in backup.name
    assert execute(Address("", backup), "SELECT name FROM sqlite_master WHERE type = 'table'") == [("alembic_version",)]


async def test_two_that_open_an_older_one_at_once_both_get_it(where: Address) -> None:
    make_old(where)
    stores = await asyncio.gather(*(open_store(where, busy_seconds=20) for _ in range(2)), return_exceptions=True)
    for store in stores:
        assert not isinstance(store, BaseException), store
        await store.close()


async def test_migrated_is_made(where: Address, now: datetime) -> None:
    """The migrations and `schema.py` say the same, in Alembic's own opinion too."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    make_old(where)
    await upgrade(where, now)
    engine = make_engine(where)

    def differences() -> list[object]:
        with engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await inside(differences) == []
    await inside(engine.dispose)


def test_every_version_is_listed() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    assert tuple(one.revision for one in reversed(revisions)) == VERSIONS


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

def upgrade():
    with op.batch_alter_table("learners") as table:
        table.add_column(sa.Column("reading", sa.Text(), server_default="", nullable=False))
        table.alter_column("name", existing_type=sa.Text(), new_column_name="shown")
    {then}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version to come, which rebuilds a table that others refer to. Fill in what it does `then`."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions/v0004_reading.py").write_text(NEXT.format(then="pass"), encoding="utf-8")
    return folder


@pytest.fixture
def known_to_it(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the program one that knows these versions."""

    def know(*known: str) -> None:
        for module in (versions, upgrading):
            monkeypatch.setattr(module, "VERSIONS", known)

    return know


async def fill(where: Address, now: datetime) -> None:
    from bot.store import answers
    from tests.store.conftest import an_open_round

    store = await open_store(where)
    asked = await an_open_round(store)
    for user in range(10):
        await answers.record(store, answers.Given(asked.id, user, "彩", (user % 4,), True, now))
    await store.close()


ANSWERS = "SELECT a.*, l.user FROM answers a JOIN learners l ON l.id = a.learner ORDER BY l.user"


async def test_a_migration_keeps_all_data(
    where: Address, now: datetime, next_version: Path, known_to_it: Callable[..., None]
) -> None:
    known_to_it(*VERSIONS)
    await fill(where, now)
    known_to_it(*VERSIONS, "0004")
    before = execute(where, ANSWERS)
    done = await upgrade(where, now, next_version)
    assert done.version == "0004"
    assert execute(where, ANSWERS) == before
    assert len(before) == 10
    assert execute(where, "SELECT DISTINCT shown, reading FROM learners") == [("彩", "")]
    assert execute(where, "PRAGMA foreign_key_check") == []
    assert done.backup is not None
    assert execute(Address("", done.backup), ANSWERS) == before
    assert (await upgrade(where, now, next_version)).backup is None


@pytest.mark.parametrize("then", ["raise RuntimeError('half way')", 'op.execute("DELETE FROM rounds")'])
async def test_a_migration_happens_whole_or_not(
    where: Address, now: datetime, next_version: Path, known_to_it: Callable[..., None], then: str
) -> None:
    known_to_it(*VERSIONS)
    await fill(where, now)
    known_to_it(*VERSIONS, "0004")
    before = execute(where, ANSWERS), schema(where)
    (next_version / "versions/v0004_reading.py").write_text(NEXT.format(then=then), encoding="utf-8")
    with pytest.raises((RuntimeError, DatabaseRefused)):
        await upgrade(where, now, next_version)
    assert (execute(where, ANSWERS), schema(where)) == before
    assert execute(where, "SELECT version_num FROM alembic_version") == [(VERSIONS[-1],)]


async def test_a_migration_that_fails_is_told_with_its_reason(where: Address) -> None:
    make_old(where)
    execute(where, "CREATE TABLE servers (something)")
    with pytest.raises(DatabaseRefused) as refused:
        await open_store(where)
    assert refused.value.refusal == "as_told"
    assert "servers" in refused.value.fields["said"]
    assert execute(where, "SELECT count(*) FROM alembic_version") == [(0,)]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://h/d", "sqlite://host/x.db"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused, match="no_address"):
        address(url)


def test_addresses(tmp_path: Path) -> None:
    assert address("sqlite:////data/a%20b.db").path == Path("/data/a b.db")
    assert address("sqlite:///kotae.db").path == Path("kotae.db").absolute()
    assert address("postgresql://u:p@h/d") == Address("postgresql+asyncpg://u:p@h/d", None)
    assert "secret" not in repr(address("postgresql://u:secret@h/d"))


def test_the_bot_pays_for_no_more_of_sqlalchemy_than_it_uses(where: Address) -> None:
    code = """
    import asyncio, sys
    from bot.store import answers, backups, dailies, learners, reports, rounds, servers, tries
    from bot.store.address import address
    from bot.store.opening import open_store
    store = asyncio.run(open_store(address(sys.argv[1])))
    heavy = {"sqlalchemy.orm", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.postgresql", "alembic", "mako"}
    print(*heavy & sys.modules.keys())
    """
    command = [sys.executable, "-c", textwrap.dedent(code), f"sqlite:///{where.file}"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_who_only_explains_does_not_pay_for_it_at_all() -> None:
    code = "import sys, bot.__main__, bot.tutor.explain, bot.tutor.library; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
