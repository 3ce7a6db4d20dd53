"""Everything of a user is deleted; what is over stays as nobody's; and all counts agree afterwards."""

import asyncio
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.store import (
    answers,
    appearing,
    dailies,
    forgetting,
    groups,
    learners,
    recounting,
    reports,
    rounds,
    seasons,
    settling,
    standings,
    tries,
)
from bot.store.address import address
from bot.store.learners import Seen
from bot.store.opening import open_store
from bot.store.reports import NewReport
from bot.store.schema import learners as learners_table
from bot.store.schema import metadata
from bot.store.schema import rounds as rounds_table
from bot.store.schema import standings as standings_table
from bot.store.store import Store
from bot.study import periods
from tests.store.conftest import BUSY_SECONDS, CHANNEL, NOW, SERVER, a_claim, a_daily, an_open_round, answered, regraded

ME = Seen(1, "user 1", NOW)
THURSDAY = NOW.date()
DAY = timedelta(days=1)


async def delete(store: Store, user: int, today: date) -> None:
    for server in await forgetting.servers_of(store, user):
        assert await forgetting.leave(store, server, user, today)
    assert await forgetting.forget(store, user)


async def all_closed(store: Store) -> None:
    await store.write(lambda connection: connection.execute(rounds_table.update().values(closed_at=NOW)))


async def kept(store: Store, user: int) -> list[str]:
    """Where in the whole database a user or their learner is named still."""
    learner = await learners.of_user(store, user)

    def look(connection: Connection) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                found += [f"{table.name}.{key}" for key in ("user", "created_by") if row.get(key) == user]
                found += [f"{table.name}.learner" for key in ("learner",) if learner and row.get(key) == learner.id]
        return found

    return await store.read(look)


async def agree(store: Store) -> None:
    for stale in await recounting.stale(store):  # a question of a day between others came late
        await recounting.recount_server(store, stale)
    found = await recounting.recount_server(store, SERVER)
    assert (found.off, found.counts_off) == (0, 0)


async def board(store: Store, period: periods.Period) -> list[tuple[str, int | None, int]]:
    page = await standings.page(store, SERVER, period.key, 1, offset=0, most=9)
    return [(each.name, each.rank, each.points) for each in page.standings]


async def test_nothing_is_left_of_them(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    await dailies.set_up(store, SERVER, 9, (await a_daily(store)).settings, by=1, at=now, seed="s")
    red = await groups.create(store, SERVER, "Red", "red", now, 9)
    assert isinstance(red, groups.Group)
    await groups.enter(store, SERVER, ME, red.id, "")
    await answered(store, 1, 0)
    await answered(store, 2, 0, correct=False)
    await tries.record(store, asked.id, 1, "n", "x", now)
    await reports.keep(store, NewReport(SERVER, 1, "n", "fact", "sqs", asked.id, "w", now))
    await reports.keep(store, NewReport(None, 1, "n", "fact", "sqs", None, "w", now))
    await appearing.call(store, ME, "Alias")
    number = await learners.seen(store, 1, "n", now)
    await delete(store, 1, THURSDAY)
    assert await kept(store, 1) == []
    assert await reports.count(store, SERVER) == 0
    assert await answers.distribution(store, asked.id) == {(1,): 1}
    ours = await dailies.of_channel(store, 9)
    assert ours is not None
    assert ours.created_by == 0
    assert await standings.days_of_server(store, SERVER) == ((THURSDAY, 1),)
    assert await board(store, periods.ALL) == [("user 2", 1, 2)]
    await agree(store)
    assert await learners.seen(store, 1, "n", now) > number


async def test_what_is_over_is_nobodys_and_what_is_open_is_gone(store: Store) -> None:
    """Wednesday of the week before, then Thursday: the earlier day and week are over, the month and all of it are not."""
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    assert isinstance(red, groups.Group)
    await groups.enter(store, SERVER, ME, red.id, "")
    await answered(store, 1, -8)
    await answered(store, 2, -8, correct=False)
    await all_closed(store)
    await answered(store, 1, 0)
    await delete(store, 1, THURSDAY)
    before = THURSDAY - 8 * DAY
    for period in (periods.day(before), periods.week(before)):
        assert await board(store, period) == [("", 1, 12), ("user 2", 2, 2)]
        inside = (await standings.within_group(store, SERVER, period.key, red.id, 1, 9)).standings
        assert [(each.name, each.points) for each in inside] == [("", 12)]
    for period in (periods.day(THURSDAY), periods.week(THURSDAY)):
        assert await board(store, period) == []
    assert await board(store, periods.month(THURSDAY)) == [("user 2", 1, 2)]
    assert await board(store, periods.ALL) == [("user 2", 1, 2)]
    await agree(store)
    assert await kept(store, 1) == []
    nobody = await store.read(
        lambda connection: connection.execute(select(learners_table).where(learners_table.c.user < 0)).one()
    )
    assert (nobody.name, nobody.alias, nobody.created_at) == ("", None, forgetting.LONG_AGO)


async def test_a_day_whose_question_is_open_is_not_over(store: Store) -> None:
    await answered(store, 1, -1)
    await delete(store, 1, THURSDAY)
    assert await board(store, periods.day(THURSDAY - DAY)) == []
    await answered(store, 1, -1, correct=False)
    assert await board(store, periods.day(THURSDAY - DAY)) == [("user 1", 1, 2)]


async def test_a_right_answer_that_was_not_counted_yet_is_before_it_is_gone(store: Store) -> None:
    """Between the close of a round that withheld the verdict and its settling: the nameless line has all the points."""
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    assert isinstance(red, groups.Group)
    await groups.enter(store, SERVER, ME, red.id, "")
    asked = await an_open_round(store, withheld=True, local_date=THURSDAY - 8 * DAY)
    for user, correct in ((1, True), (2, True), (3, False)):
        await answered(store, user, -8, correct=correct)
    unsettled = await an_open_round(store, withheld=True)
    await answered(store, 1, 0)
    await rounds.closed(store, asked.id, NOW)
    await delete(store, 1, THURSDAY)
    before = periods.week(THURSDAY - 8 * DAY)
    assert await board(store, before) == [("", 1, 12), ("user 3", 2, 2), ("user 2", 2, 2)]
    inside = (await standings.within_group(store, SERVER, before.key, red.id, 1, 9)).standings
    assert [(each.name, each.points) for each in inside] == [("", 12)]
    assert await settling.settle(store, asked.id) == 1
    assert await board(store, before) == [("", 1, 12), ("user 2", 1, 12), ("user 3", 3, 2)]
    (count,) = await standings.round_counts_of(store, SERVER)
    assert (count.answered, count.right) == (2, 1)
    assert await answers.distribution(store, unsettled.id) == {}
    await agree(store)


async def test_an_ended_season_is_over_and_a_running_one_is_not(store: Store) -> None:
    daily = await a_daily(store)
    for day in (-2, -1):
        season = await seasons.start(store, SERVER, f"season {day}", NOW)
        assert season is not None
        claim = a_claim(daily, local_date=THURSDAY + day * DAY, season=season.id)
        number = (await rounds.claim(store, claim)).round.id
        await rounds.posted(store, number, 5, NOW, None)
        await answered(store, 1, day)
        if day == -2:
            await seasons.end(store, SERVER, NOW)
    await all_closed(store)
    running, ended = await seasons.of_server(store, SERVER)
    await delete(store, 1, THURSDAY)
    assert await board(store, periods.season(ended.id)) == [("", 1, 12)]
    assert await board(store, periods.season(running.id)) == []


async def test_a_later_answer_starts_anew(store: Store) -> None:
    await appearing.hide(store, ME, hidden=True)
    for day in range(-3, 0):
        await answered(store, 1, day)
    await delete(store, 1, THURSDAY)
    await answered(store, 1, 0)
    assert await board(store, periods.ALL) == [("user 1", 1, 12)]
    streak = await standings.streak_of(store, SERVER, 1)
    assert streak is not None
    assert (streak.length, streak.best) == (1, 1)


async def test_an_exclusion_outlives_it(store: Store) -> None:
    await answered(store, 1, 0, mark="mark")
    await appearing.exclude(store, SERVER, 1, "mark", NOW)
    await delete(store, 1, THURSDAY)
    await answered(store, 1, 1, mark="mark")
    assert await board(store, periods.ALL) == []


async def test_cut_short_anywhere_it_is_finished_by_doing_it_again(store: Store) -> None:
    for server_day in range(-20, 0):
        await answered(store, 1, server_day)
    await all_closed(store)
    assert await forgetting.leave(store, SERVER, 1, THURSDAY)
    await answered(store, 1, 0)  # they answer once more before the rest is deleted
    assert not await forgetting.forget(store, 1)
    lines = await _count(store)
    await delete(store, 1, THURSDAY)
    assert await kept(store, 1) == []
    assert 0 < await _count(store) < lines  # nobody's lines stay as they were, those of the answer in between are gone
    await agree(store)
    await delete(store, 1, THURSDAY)
    assert not await forgetting.leave(store, SERVER, 1, THURSDAY)


async def _count(store: Store) -> int:
    return len(await store.read(lambda connection: connection.execute(select(standings_table.c.period)).all()))


async def test_a_user_who_did_nothing_but_set_up_a_daily(store: Store) -> None:
    await a_daily(store)
    assert await forgetting.servers_of(store, 7) == ()
    await delete(store, 7, THURSDAY)
    assert await kept(store, 7) == []


USERS, DAYS = st.integers(1, 4), st.integers(-9, 0)
STEP = st.one_of(
    st.tuples(st.just("answer"), USERS, DAYS, st.booleans(), st.sampled_from([CHANNEL, CHANNEL + 1])),
    st.tuples(st.just("delete"), USERS),
    st.tuples(st.just("enter"), USERS, st.sampled_from([None, 1, 2])),
    st.tuples(st.just("hide"), USERS, st.booleans()),
    st.tuples(st.just("exclude"), USERS),
    st.tuples(st.just("include"), USERS),
    st.tuples(st.just("correct"), USERS, st.booleans()),
    st.tuples(st.just("close")),
    st.tuples(st.just("settle")),
    st.tuples(st.just("fade")),
)
FADES = THURSDAY - 4 * DAY
"""Who answered nothing from that day on fades."""


async def _step(store: Store, what: str, user: int = 0, *rest: Any) -> None:
    seen, mark = Seen(user, f"user {user}", NOW), f"mark {user}"
    match what:
        case "answer":
            day, correct, channel = rest
            await an_open_round(store, channel, local_date=THURSDAY + day * DAY, withheld=channel != CHANNEL)
            await answered(store, user, day, correct=correct, channel=channel, mark=mark)
        case "delete":
            await delete(store, user, THURSDAY)
            assert await kept(store, user) == []
        case "enter":
            await groups.enter(store, SERVER, seen, rest[0], mark)
        case "hide":
            await appearing.hide(store, seen, hidden=rest[0], fades={SERVER: FADES})
        case "exclude":
            await appearing.exclude(store, SERVER, user, mark, NOW)
        case "include":
            await appearing.include(store, SERVER, user, mark, FADES)
        case "correct":
            for one in await answers.of_user(store, user):
                await regraded(store, one.answer.round, {one.answer.learner: rest[0]})
        case "settle":
            for number in await _rounds(store):
                await settling.settle(store, number)
        case "fade":
            await standings.fade(store, SERVER, FADES)
        case _:
            await all_closed(store)


async def _play(folder: str, steps: list[tuple[Any, ...]]) -> None:
    store = await open_store(address(f"sqlite:///{Path(folder) / 'kotae.db'}"), busy_seconds=BUSY_SECONDS)
    try:
        for name in ("Red", "Blue"):
            await groups.create(store, SERVER, name, name.casefold(), NOW, 9)
        for step in steps:
            before, faded = await _points_of_nobody(store), await _faded(store)
            await _step(store, *step)
            after = await _points_of_nobody(store)
            assert before.items() <= after.items()  # what was made nobody's never changes again
            if step[0] in {"answer", "delete"}:
                faded.discard(step[1])
            shown = await standings.page(store, SERVER, periods.ALL.key, 1, offset=0, most=9)
            assert not faded & {each.user for each in shown.standings}
        await agree(store)
    finally:
        await store.close()


async def _rounds(store: Store) -> list[int]:
    query = select(rounds_table.c.id)
    return await store.read(lambda connection: list(connection.execute(query).scalars()))


async def _faded(store: Store) -> set[int]:
    """Who is off the board of all time because they answered nothing for long."""
    pages = {user: await standings.page(store, SERVER, periods.ALL.key, user, offset=0, most=1) for user in range(1, 5)}
    return {user for user, page in pages.items() if page.off == "faded"}


async def _points_of_nobody(store: Store) -> dict[tuple[int, str], int]:
    query = select(standings_table.c.learner, standings_table.c.period, standings_table.c.points)
    query = query.join(learners_table, learners_table.c.id == standings_table.c.learner).where(learners_table.c.user < 0)
    rows = await store.read(lambda connection: connection.execute(query).all())
    return {(learner, period): points for learner, period, points in rows}


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_whatever_was_done_before_the_counts_agree_with_a_full_count(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_play(folder, steps))


async def test_a_long_history_is_gone_in_a_moment(lite: Store) -> None:
    """A hundred answered days: one transaction, which nobody waits long for."""
    for day in range(-100, 0):
        await answered(lite, 1, day)
    await all_closed(lite)
    start = asyncio.get_running_loop().time()
    await delete(lite, 1, THURSDAY)
    assert asyncio.get_running_loop().time() - start < 1.0
    await agree(lite)
