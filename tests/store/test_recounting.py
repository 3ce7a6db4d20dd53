"""What was counted as answers came in, against a count of all of them: while others write, while others count, and for show."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, text

from bot.store import answers, recounting, rounds, servers
from bot.store.answers import Given
from bot.store.opening import open_store
from bot.store.schema import group_standings, members, round_counts, server_days, standings
from bot.store.store import Store
from tests.store.conftest import CHANNEL, SERVER, a_claim, a_daily, an_open_round

COUNTED = (members, standings, group_standings, round_counts, server_days)
USERS = range(1, 61)


async def contents(store: Store) -> set[tuple[object, ...]]:
    def read(connection: Connection) -> set[tuple[object, ...]]:
        return {(table.name, *row) for table in COUNTED for row in connection.execute(select(table))}

    return await store.read(read)


async def some_days(store: Store, now: datetime, days: int = 3) -> None:
    """Days with answers, some of them wrong, some missing."""
    daily = await a_daily(store)
    for day in range(days):
        claimed = await rounds.claim(store, a_claim(daily, local_date=now.date() + timedelta(day), season=1))
        await rounds.posted(store, claimed.round.id, 5, now, None)
        given = [Given(claimed.round.id, user, "n", (1,), user % 2 > 0, now) for user in USERS if (user + day) % 4]
        await asyncio.gather(*(answers.record(store, each) for each in given))


async def spoil(store: Store) -> None:
    """Counts that no answer accounts for."""
    for change in (
        "UPDATE standings SET points = points + 7 WHERE learner < 4",
        "DELETE FROM members WHERE learner = 5",
        "UPDATE members SET length = 40 WHERE learner = 6",
        "DELETE FROM round_counts",
        "UPDATE server_days SET answered = 1",
    ):
        await store.write(lambda connection, change=change: connection.execute(text(change)))  # type: ignore[misc]


async def test_a_count_puts_right_what_was_off_and_says_of_how_many(store: Store, now: datetime) -> None:
    await some_days(store, now)
    right = await contents(store)
    assert await recounting.recount_server(store, SERVER) == recounting.Recounted(60, 0, 0)
    await spoil(store)
    spoilt = await contents(store)
    checked = await recounting.recount_server(store, SERVER, check=True)
    assert await contents(store) == spoilt
    assert (await servers.of(store, SERVER)).recounting is False
    done = await recounting.recount_server(store, SERVER)
    assert done == checked
    assert (done.learners, done.off) == (60, 5)
    assert done.counts_off > 0
    assert await contents(store) == right


async def test_two_counts_at_once_and_answers_in_between(store: Store, now: datetime) -> None:
    await some_days(store, now)
    daily = await a_daily(store)
    fresh = (await rounds.claim(store, a_claim(daily, local_date=now.date() + timedelta(9)))).round
    await rounds.posted(store, fresh.id, 5, now, None)
    late = (await rounds.claim(store, a_claim(daily, local_date=now.date() + timedelta(1), channel=CHANNEL + 9))).round
    await rounds.posted(store, late.id, 6, now, None)
    await spoil(store)
    store, beside = await open_store(store.where, busy_seconds=9), await open_store(store.where, busy_seconds=9)

    async def answer(where: Store, number: int, users: range) -> None:
        for user in users:
            await answers.record(where, Given(number, user, "n", (1,), user % 3 > 0, now))

    try:
        both = (recounting.recount_server(each, SERVER) for each in (store, beside))
        await asyncio.gather(*both, answer(store, fresh.id, range(1, 90)), answer(beside, late.id, range(30, 90)))
        assert await recounting.recount_server(store, SERVER) == recounting.Recounted(89, 0, 0)
    finally:
        await store.close()
        await beside.close()


async def test_a_count_that_broke_off_is_owed(store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    await some_days(store, now)
    await spoil(store)
    right, work = await contents(store), recounting._recount_part
    await store.write(lambda connection: connection.execute(text("UPDATE servers SET stale = NOT stale")))
    assert await recounting.stale(store) == (SERVER,)
    with monkeypatch.context() as patch:

        def broken(connection: Connection, server: int, after: int) -> tuple[list[int], int]:
            if after:
                raise ZeroDivisionError
            return work(connection, server, after)

        patch.setattr(recounting, "_recount_part", broken)
        with pytest.raises(ZeroDivisionError):
            await recounting.recount_server(store, SERVER)
    assert await recounting.stale(store) == (SERVER,)
    await recounting.recount_server(store, SERVER)
    assert await recounting.stale(store) == ()
    assert await contents(store) != right


async def test_what_becomes_stale_during_a_count_stays_so(store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question of an earlier day, posted after a later one, while all is counted."""
    await some_days(store, now)
    older = await rounds.claim(store, a_claim(await a_daily(store), local_date=now.date() - timedelta(1)))
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def post_meanwhile(seconds: float) -> None:
        await rounds.posted(store, older.round.id, 5, now, None)
        await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", post_meanwhile)
    await recounting.recount_server(store, SERVER)
    assert await recounting.stale(store) == (SERVER,)


async def test_a_server_without_answers(store: Store) -> None:
    await an_open_round(store)
    assert await recounting.recount_server(store, SERVER) == recounting.Recounted(0, 0, 0)
    assert await recounting.recount_server(store, 999) == recounting.Recounted(0, 0, 0)
