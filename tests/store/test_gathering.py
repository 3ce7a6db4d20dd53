"""Writes that arrive together are committed together, and none is told too early or spoilt by another."""

import asyncio
import contextlib
import logging
import sqlite3
import traceback
from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import Connection, event, text

from bot.store import answers, learners
from bot.store.address import address
from bot.store.answers import Given, Recorded
from bot.store.errors import NotRead, NotRecorded
from bot.store.gathering import MOST
from bot.store.opening import open_store
from bot.store.store import Store
from tests.store.conftest import an_open_round, new_database


def see(number: int) -> str:
    return f"INSERT INTO servers (server) VALUES ({number})"


async def write(store: Store, statement: str) -> int:
    return await store.write(lambda connection: connection.execute(text(statement)).rowcount)


async def seen(store: Store) -> list[int]:
    query = text("SELECT server FROM servers ORDER BY server")
    return list(await store.read(lambda connection: connection.execute(query).scalars().all()))


def commits(store: Store) -> list[int]:
    """Grows by one with each commit."""
    counted: list[int] = []
    event.listen(store._engine, "commit", lambda _: counted.append(1))
    return counted


async def test_a_thousand_answers_take_few_commits(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    counted = commits(store)
    given = [Given(asked.id, user, "n", (user % 4,), False, now) for user in range(1000)]
    recorded = await asyncio.gather(*(answers.record(store, one) for one in given))
    assert all(isinstance(one, Recorded) and one.is_new for one in recorded)
    assert [one.answer.chosen for one in recorded if isinstance(one, Recorded)] == [one.chosen for one in given]
    assert await answers.distribution(store, asked.id) == {(n,): 250 for n in range(4)}
    assert len(counted) <= 1000 / MOST + 1


async def test_it_is_on_the_disk_before_anyone_hears_of_it(lite: Store) -> None:
    async def write_and_look(number: int) -> bool:
        await write(lite, see(number))
        with contextlib.closing(sqlite3.connect(lite.where.file)) as other:
            return bool(other.execute("SELECT 1 FROM servers WHERE server = ?", (number,)).fetchone())

    assert all(await asyncio.gather(*map(write_and_look, range(150))))


async def test_one_that_fails_does_not_spoil_the_others(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    statements = [see(1), see(2), see(1), "INSERT INTO nothing VALUES (1)", see(3)]
    done = await asyncio.gather(*(write(store, statement) for statement in statements), return_exceptions=True)
    assert [type(one) for one in done] == [int, int, NotRecorded, NotRecorded, int]
    assert await seen(store) == [1, 2, 3]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


async def test_a_fault_in_our_own_code_reaches_its_caller_alone(store: Store) -> None:
    def fault(_: Connection) -> int:
        raise ZeroDivisionError

    done = await asyncio.gather(write(store, see(1)), store.write(fault), write(store, see(2)), return_exceptions=True)
    assert [type(one) for one in done] == [int, ZeroDivisionError, int]
    assert await seen(store) == [1, 2]
    with pytest.raises(ZeroDivisionError):
        await store.read(fault)
    assert await seen(store) == [1, 2]


async def test_a_write_of_several_statements_happens_whole_or_not(store: Store) -> None:
    def half(connection: Connection) -> None:
        connection.execute(text(see(1)))
        connection.execute(text(see(1)))

    done = await asyncio.gather(store.write(half), write(store, see(2)), return_exceptions=True)
    assert isinstance(done[0], NotRecorded)
    assert await seen(store) == [2]


async def test_full_refuses_exactly_those_that_do_not_fit(lite: Store, now: datetime) -> None:
    asked = await an_open_round(lite)
    limit = text("PRAGMA max_page_count = 40")
    await lite.write(lambda connection: connection.execute(limit))
    long = "x" * 1_000_000
    given = [Given(asked.id, user, "n", long if user == 2 else "short", True, now) for user in range(5)]
    done = await asyncio.gather(*(answers.record(lite, one) for one in given), return_exceptions=True)
    assert [type(one) for one in done] == [Recorded, Recorded, NotRecorded, Recorded, Recorded]
    assert isinstance(done[2], NotRecorded)
    assert done[2].trouble == "full"
    assert [one.user for one in await answers.of_round(lite, asked.id)] == [0, 1, 3, 4]
    more = text("PRAGMA max_page_count = 4000")
    await lite.write(lambda connection: connection.execute(more))
    assert isinstance(await answers.record(lite, given[2]), Recorded)


async def test_a_lock_refuses_all_that_wait_after_one_wait(lite: Store, caplog: pytest.LogCaptureFixture) -> None:
    with contextlib.closing(sqlite3.connect(lite.where.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = await asyncio.gather(*(write(lite, see(number)) for number in range(50)), return_exceptions=True)
        assert {type(one) for one in done} == {NotRecorded}
        other.execute("ROLLBACK")
    assert len(caplog.records) == 1
    await asyncio.gather(*(write(lite, see(number)) for number in range(50)))
    assert await seen(lite) == list(range(50))


async def test_neither_log_nor_error_tells_what_was_to_be_written(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    secret = "-".join(["ge", "heim"])
    wrong = text('INSERT INTO learners ("user", name, created_at) VALUES (1, :name, NULL)')
    with pytest.raises(NotRecorded) as refused:
        await store.write(lambda connection: connection.execute(wrong, {"name": secret}).rowcount)
    told = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert "INSERT INTO learners" in told
    assert secret not in told


async def test_who_leaves_while_waiting_disturbs_nobody(store: Store) -> None:
    tasks = [asyncio.create_task(write(store, see(number))) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(one) for one in done] == [int, asyncio.CancelledError, int]
    assert await seen(store) == [0, 1, 2]


async def test_closing_commits_what_waits_and_takes_nothing_more(lite: Store) -> None:
    tasks = [asyncio.create_task(write(lite, see(number))) for number in range(300)]
    await asyncio.sleep(0)
    await lite.close()
    assert await asyncio.gather(*tasks) == [1] * 300
    with pytest.raises(NotRecorded, match="closed"):
        await write(lite, see(999))
    with pytest.raises(NotRead):
        await seen(lite)


async def test_coroutines_never_share_a_transaction_with_whom_it_would_hurt(store: Store) -> None:
    """While one writes in several steps nobody reads a part of it, and what it rolls back stays gone."""
    looked: list[int] = []

    def slowly(connection: Connection) -> None:
        for number in range(20):
            connection.execute(text(see(number)))

    async def look() -> None:
        while not writing.done():
            looked.append(len(await seen(store)))

    writing = asyncio.create_task(store.write(slowly))
    await asyncio.gather(writing, look(), look())
    looked.append(len(await seen(store)))
    assert set(looked) <= {0, 20}
    assert looked[-1] == 20


async def test_who_was_told_reads_it_at_once(store: Store, now: datetime) -> None:
    async def write_then_read(user: int) -> bool:
        await learners.seen(store, user, "n", now)
        return await learners.of_user(store, user) is not None

    assert all(await asyncio.gather(*map(write_then_read, range(200))))


async def test_a_lost_connection_is_replaced(postgresql: str) -> None:
    store = await open_store(address(await new_database(postgresql)))
    await write(store, see(1))
    assert await seen(store) == [1]
    others = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()")
    with pytest.raises(NotRecorded):
        await store.write(lambda connection: connection.execute(others).scalar())
    assert await write(store, see(2)) == 1
    with contextlib.suppress(NotRead):
        await seen(store)
    assert await seen(store) == [1, 2]
    await store.close()


async def test_results_must_be_as_many_as_the_requests(store: Store) -> None:
    def too_few(_: Connection, batch: Sequence[int]) -> list[int]:
        return list(batch)[1:]

    with pytest.raises(ValueError, match="zip"):
        await store.write_together(too_few, 1)
    assert await write(store, see(1)) == 1
