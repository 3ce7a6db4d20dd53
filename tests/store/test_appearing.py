"""Aliases, hiding and exclusion: who stands on which board, under which name."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.store import answers, appearing, groups, learners, recounting, seasons, standings
from bot.store.learners import Seen
from bot.store.schema import group_standings
from bot.store.schema import learners as learners_table
from bot.store.schema import members as members_table
from bot.store.schema import standings as standings_table
from bot.store.store import Store
from bot.study import periods
from tests.store.conftest import NOW, SERVER, answered, regraded

ME, OTHER = Seen(1, "user 1", NOW), Seen(2, "user 2", NOW)


async def board(store: Store, period: str = "a") -> list[tuple[str, int | None]]:
    page = await standings.page(store, SERVER, period, 1, offset=0, most=9)
    return [(each.name, each.rank) for each in page.standings]


@pytest.fixture
async def scored(store: Store) -> Store:
    """Two members in a group, the first with more points."""
    await seasons.start(store, SERVER, "autumn", NOW)
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    assert isinstance(red, groups.Group)
    for seen in (ME, OTHER):
        await groups.enter(store, SERVER, seen, red.id, "")
    await answered(store, 1, 0)
    await answered(store, 2, 0, correct=False)
    return store


async def test_an_alias_stands_on_boards_until_it_is_cleared(scored: Store) -> None:
    await appearing.call(scored, ME, "Nobody's fool")
    assert await board(scored) == [("Nobody's fool", 1), ("user 2", 2)]
    await answered(scored, 1, 1)
    assert (await board(scored))[0] == ("Nobody's fool", 1)
    await appearing.call(scored, ME, None)
    assert await board(scored) == [("user 1", 1), ("user 2", 2)]


async def test_one_may_choose_before_one_ever_answered(store: Store, now: datetime) -> None:
    await appearing.call(store, ME, "Alias")
    await appearing.hide(store, ME, hidden=True)
    learner = await learners.of_user(store, 1)
    assert learner is not None
    assert (learner.alias, learner.hidden, learner.name, learner.created_at) == ("Alias", True, "user 1", now)
    await answered(store, 1, 0)
    assert await board(store) == []


async def test_who_hides_is_on_no_board_and_earns_all_the_same(scored: Store) -> None:
    await appearing.hide(scored, ME, hidden=True)
    await answered(scored, 1, 1)
    assert await board(scored) == [("user 2", 1)]
    page = await standings.page(scored, SERVER, "a", 1, offset=0, most=9)
    assert page.own is not None
    assert (page.own.points, page.own.rank) == (25, None)
    await appearing.hide(scored, ME, hidden=False)
    assert await board(scored) == [("user 1", 1), ("user 2", 2)]


async def test_who_is_excluded_stays_so_whatever_they_choose(scored: Store) -> None:
    assert await appearing.exclude(scored, SERVER, 1, "mark", NOW)
    assert not await appearing.exclude(scored, SERVER, 1, "mark", NOW)
    await appearing.hide(scored, ME, hidden=True)
    await appearing.hide(scored, ME, hidden=False)
    await answered(scored, 1, 1)
    assert await board(scored) == [("user 2", 1)]
    assert await appearing.is_excluded(scored, SERVER, 1, "mark")
    assert await appearing.is_excluded(scored, SERVER, 1, "a mark of another key")
    await agree(scored)
    assert await appearing.include(scored, SERVER, 1, "mark")
    assert not await appearing.include(scored, SERVER, 1, "mark")
    assert await board(scored) == [("user 1", 1), ("user 2", 2)]
    assert not await appearing.is_excluded(scored, SERVER, 1, "mark")
    await agree(scored)


async def test_included_again_a_hidden_one_stays_hidden(scored: Store) -> None:
    await appearing.hide(scored, ME, hidden=True)
    await appearing.exclude(scored, SERVER, 1, "mark", NOW)
    await appearing.include(scored, SERVER, 1, "mark")
    assert await board(scored) == [("user 2", 1)]


async def test_who_never_answered_is_excluded_by_a_mark_alone(store: Store) -> None:
    assert await appearing.exclude(store, SERVER, 1, "mark", NOW)
    assert await learners.of_user(store, 1) is None
    await answered(store, 1, 0, mark="mark")
    assert await board(store) == []
    assert await appearing.include(store, SERVER, 1, "mark")
    assert await board(store) == [("user 1", 1)]


async def test_who_is_known_but_no_member_here_is_excluded_before_anything_is_counted_anew(store: Store) -> None:
    """A database from before there were members: their standings are counted after the exclusion."""
    await answered(store, 1, 0)
    for table in (members_table, standings_table):
        await store.write(lambda connection, table=table: connection.execute(table.delete()))  # type: ignore[misc]
    await appearing.exclude(store, SERVER, 1, "mark", NOW)
    await recounting.recount_server(store, SERVER)
    assert await board(store) == []


async def test_it_is_changed_everywhere_at_once(scored: Store) -> None:
    async def shown() -> set[bool]:
        found: set[bool] = set()
        for table in (standings_table, group_standings):
            query = select(table.c.shown).join(learners_table, learners_table.c.id == table.c.learner)
            query = query.where(learners_table.c.user == 1)
            found |= set(await scored.read(lambda connection, query=query: connection.execute(query).scalars().all()))  # type: ignore[misc]
        return found

    for change, expected in (
        (appearing.hide(scored, ME, hidden=True), {False}),
        (appearing.hide(scored, ME, hidden=False), {True}),
        (appearing.exclude(scored, SERVER, 1, "mark", NOW), {False}),
        (appearing.include(scored, SERVER, 1, "mark"), {True}),
    ):
        await change
        assert await shown() == expected
    query = select(members_table.c.excluded)
    assert set(await scored.read(lambda connection: connection.execute(query).scalars().all())) == {False}


async def agree(store: Store) -> None:
    """What is counted is what a full count finds."""
    found = await recounting.recount_server(store, SERVER)
    assert (found.off, found.counts_off) == (0, 0)


async def test_who_has_faded_is_back_with_an_answer_and_with_nothing_else(scored: Store) -> None:
    """Neither a key that was corrected, nor the end of being hidden or excluded, is an answer."""
    later = NOW.date() + timedelta(days=1)
    await answered(scored, 2, 1)
    assert await standings.fade(scored, SERVER, later) == 1
    learner = await learners.of_user(scored, 1)
    assert learner is not None
    (number,) = {one.answer.round for one in await answers.of_user(scored, 1)}
    assert await regraded(scored, number, {learner.id: False}) == 1
    assert await board(scored) == [("user 2", 1)]
    for _ in range(2):
        await appearing.hide(scored, ME, hidden=True)
        await appearing.hide(scored, ME, hidden=False, fades={SERVER: later})
        assert await board(scored) == [("user 2", 1)]
    assert await board(scored, periods.day(NOW.date()).key) == [("user 2", 1), ("user 1", 1)]
    await appearing.exclude(scored, SERVER, 1, "mark", NOW)
    await appearing.include(scored, SERVER, 1, "mark", later)
    assert await board(scored) == [("user 2", 1)]
    assert (await standings.page(scored, SERVER, "a", 1, offset=0, most=9)).off == "faded"
    await agree(scored)
    await answered(scored, 1, 1)
    assert {name for name, _ in await board(scored)} == {"user 1", "user 2"}


async def test_who_fades_in_one_server_is_back_in_the_other(scored: Store) -> None:
    await appearing.hide(scored, ME, hidden=True)
    await appearing.hide(scored, ME, hidden=False, fades={SERVER + 1: NOW.date() + timedelta(days=1), SERVER: NOW.date()})
    assert await board(scored) == [("user 1", 1), ("user 2", 2)]
