"""Real databases: an SQLite file for each test, and a PostgreSQL server where one can be started."""

import asyncio
import contextlib
import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import answers, dailies, regrading, rounds
from bot.store.address import Address, address
from bot.store.answers import Given, NotOpen, Recorded
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.regrading import Correction
from bot.store.rounds import Claim, Round
from bot.store.store import Store

NOW = datetime(2026, 11, 26, 12, 0, 0, 123456, tzinfo=UTC)
BUSY_SECONDS = 0.05
SERVER, CHANNEL = 10**18 + 1, 10**18 + 2


@pytest.fixture
def where(tmp_path: Path) -> Address:
    return address(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}")


@pytest.fixture
async def lite(where: Address) -> AsyncIterator[Store]:
    """A store in an SQLite file, which waits for a lock hardly at all."""
    store = await open_store(where, busy_seconds=BUSY_SECONDS)
    yield store
    await store.close()


def _postgres_bin() -> Path | None:
    found = [shutil.which("initdb"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)]
    return next((Path(path).parent for path in found if path), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without the name of a database."""
    pytest.importorskip("asyncpg")
    programs = _postgres_bin()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="kotae-postgresql-"))
    user = "nobody" if os.getuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        with (folder.parent / f"{folder.name}.log").open("ab") as log:
            subprocess.run(command, cwd=folder, user=user, stdout=log, stderr=log, timeout=60, check=True)

    try:
        run("initdb", "--auth=trust", "--username=kotae", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-w", "-o", f"-k '' -p {port} -c listen_addresses=127.0.0.1 -c fsync=off", "start")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield f"postgresql://kotae@127.0.0.1:{port}"
    with contextlib.suppress(subprocess.SubprocessError):
        run("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)
    (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, where: Address) -> AsyncIterator[Store]:
    """A store in each kind of database."""
    if request.param == "postgresql":
        server = await asyncio.to_thread(request.getfixturevalue, "postgresql")
        where = address(await new_database(server))
    opened = await open_store(where, busy_seconds=BUSY_SECONDS)
    yield opened
    await opened.close()


async def new_database(server: str) -> str:
    """An empty database on that server."""
    import asyncpg

    connection = await asyncpg.connect(f"{server}/postgres", timeout=10)
    name = f"t{len(await connection.fetch('SELECT 1 FROM pg_database'))}"
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    await connection.close()
    return f"{server}/{name}"


@pytest.fixture
def now() -> datetime:
    return NOW


async def a_daily(store: Store, channel: int = CHANNEL) -> dailies.Daily:
    settings = DailySettings(post_at=9 * 60, zone="Asia/Tokyo", topics=("sqs", "キュー"))
    return await dailies.set_up(store, SERVER, channel, settings, by=7, at=NOW, seed="s")


def a_claim(daily: dailies.Daily, **changes: object) -> Claim:
    values: dict[str, object] = {
        "daily": daily.id,
        "server": daily.server,
        "channel": daily.channel,
        "local_date": NOW.date(),
        "question": "q1",
        "facts": ("sqs/visibility",),
        "frozen": '{"ja": "可視性"}',
        "claimed_at": NOW,
    }
    return Claim(**(values | changes))  # type: ignore[arg-type]


async def an_open_round(store: Store, channel: int = CHANNEL, **changes: object) -> Round:
    """A round that was posted at NOW and stays open until it is closed."""
    claimed = await rounds.claim(store, a_claim(await a_daily(store, channel), **changes))
    await rounds.posted(store, claimed.round.id, 55, NOW, None)
    found = await rounds.by_id(store, claimed.round.id)
    assert found is not None
    return found


async def answered(store: Store, user: int, day: int, *, correct: bool = True, **how: Any) -> Recorded | NotOpen:
    """Someone's answer to the question of a day, that many days after NOW; the round is made if there was none."""
    asked = await an_open_round(store, how.pop("channel", CHANNEL), local_date=NOW.date() + timedelta(day))
    given = Given(asked.id, user, f"user {user}", (1,), correct, NOW + timedelta(day), **how)
    return await answers.record(store, given)


def a_correction(round_id: int, verdicts: Mapping[int, bool], frozen: str = "{}") -> Correction:
    """A round's answers graded anew, by learner; the others stay as they are."""
    return Correction(round_id, frozen, (), lambda answer: verdicts.get(answer.learner, answer.correct))


async def regraded(store: Store, round_id: int, verdicts: Mapping[int, bool]) -> int:
    """The same, done; how many changed."""
    done = await regrading.regrade(store, a_correction(round_id, verdicts))
    return len(done.right | done.wrong)
