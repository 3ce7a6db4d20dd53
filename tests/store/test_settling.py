"""Right answers count as wrong ones as long as nobody may know, and as right ones from the close on."""

import asyncio
from datetime import datetime

from bot.store import answers, recounting, rounds, settling, standings
from bot.store.answers import Given
from bot.store.store import Store
from tests.store.conftest import SERVER, an_open_round, regraded

USERS = range(1, 121)


async def points(store: Store) -> dict[int, tuple[int, int]]:
    found = await standings.page(store, SERVER, "a", 1, offset=0, most=1000)
    return {each.user: (each.points, each.right) for each in found.standings}


async def off(store: Store) -> tuple[int, int]:
    found = await recounting.recount_server(store, SERVER)
    return found.off, found.counts_off


async def test_points_do_not_tell_before_the_close(store: Store, now: datetime) -> None:
    asked = await an_open_round(store, withheld=True, difficulty=3)
    await asyncio.gather(*(answers.record(store, Given(asked.id, user, "n", (1,), user % 3 > 0, now)) for user in USERS))
    assert set((await points(store)).values()) == {(2, 0)}
    assert await off(store) == (0, 0)
    assert await settling.settle(store, asked.id) == 0
    assert await standings.round_counts_of(store, SERVER) == ()
    assert [each.told for each in await answers.of_user(store, 1)] == [False]
    await rounds.closed(store, asked.id, now)
    done = await asyncio.gather(*(settling.settle(store, asked.id) for _ in range(3)))
    assert sum(done) == 80
    assert await points(store) == {user: (15, 1) if user % 3 else (2, 0) for user in USERS}
    assert await off(store) == (0, 0)
    (count,) = await standings.round_counts_of(store, SERVER)
    assert (count.answered, count.right) == (120, 80)
    assert [each.told for each in await answers.of_user(store, 1)] == [True]


async def test_a_key_that_is_corrected_meanwhile(store: Store, now: datetime) -> None:
    asked = await an_open_round(store, withheld=True)
    for user, right in ((1, True), (2, False), (3, True)):
        await answers.record(store, Given(asked.id, user, "n", (1,), right, now))
    learner = {each.user: each.answer.learner for each in await answers.of_round(store, asked.id)}
    assert await regraded(store, asked.id, {learner[1]: False, learner[2]: True}) == 2
    assert set((await points(store)).values()) == {(2, 0)}
    await rounds.closed(store, asked.id, now)
    assert await regraded(store, asked.id, {learner[3]: False}) == 1
    await settling.settle(store, asked.id)
    assert await points(store) == {1: (2, 0), 2: (12, 1), 3: (2, 0)}
    assert await regraded(store, asked.id, {learner[1]: True}) == 1
    assert await points(store) == {1: (12, 1), 2: (12, 1), 3: (2, 0)}
    assert await off(store) == (0, 0)
