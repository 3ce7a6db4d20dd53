"""What an answer does to standings, on both engines."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import text

from bot.store import answers, groups, recounting, rounds, seasons, servers, standings
from bot.store.answers import Given, Recorded
from bot.store.learners import Seen
from bot.store.recounting import Recounted
from bot.store.rollups import Effect
from bot.store.rounds import Round
from bot.store.store import Store
from bot.study.streaks import Step, Streak
from tests.store.conftest import CHANNEL, NOW, SERVER, a_claim, a_daily, an_open_round, regraded
from tests.store.rollup_tables import contents

DAY = timedelta(days=1)
TODAY = NOW.date()


async def a_round(store: Store, days: int = 0, channel: int = CHANNEL, *, posted: bool = True, **changes: object) -> Round:
    """A round of the day so many days from today, which is the server's day too."""
    wanted = a_claim(await a_daily(store, channel), local_date=TODAY + days * DAY, difficulty=1, **changes)
    made = (await rounds.claim(store, wanted)).round
    if posted:
        await rounds.posted(store, made.id, made.id, NOW + days * DAY, None)
    return made


async def answer(store: Store, round_: Round, user: int = 1, *, right: bool = True, at: datetime = NOW) -> Effect:
    told = await answers.record(store, Given(round_.id, user, f"name {user}", (int(right),), right, at))
    assert isinstance(told, Recorded)
    assert told.effect is not None
    return told.effect


async def points(store: Store, period: str, user: int = 1) -> int:
    found = await standings.page(store, SERVER, period, user, offset=0, most=10)
    return found.own.points if found.own else 0


async def test_an_answer_counts_in_every_period_of_its_day(store: Store) -> None:
    season = await seasons.start(store, SERVER, "autumn", NOW)
    assert season is not None
    effect = await answer(store, await a_round(store, season=season.id))
    assert (effect.points, effect.bonus, effect.first_today) == (10, 0, True)
    for period in ("d2026-11-26", "w2026-48", "m2026-11", f"s{season.id}", "a"):
        assert await points(store, period) == 10
    assert await points(store, "d2026-11-25") == 0


async def test_a_streak_adds_to_the_first_answer_of_a_day_only(store: Store) -> None:
    await answer(store, await a_round(store))
    first = await answer(store, await a_round(store, 1), right=False)
    second = await answer(store, await a_round(store, 1, channel=2))
    assert (first.points, first.bonus, first.step.streak.length) == (3, 1, 2)
    assert (second.points, second.bonus, second.first_today) == (10, 0, False)
    assert await points(store, "a") == 10 + 3 + 10


async def test_of_two_answers_of_one_moment_the_same_one_gets_the_bonus_when_counted_anew(store: Store) -> None:
    first, old, new = await a_round(store), await a_round(store, 1), await a_round(store, 1, 2, season=7)
    await answer(store, first)
    given = [Given(asked.id, 1, "n", (1,), True, NOW + DAY) for asked in (new, old)]
    await asyncio.gather(*(answers.record(store, one) for one in given))
    before = await store.read(contents)
    assert await recounting.recount_server(store, SERVER) == Recounted(1, 0, 0)
    assert await store.read(contents) == before


async def test_someone_new_who_answers_two_days_at_once_missed_the_one_between(store: Store) -> None:
    asked = [await a_round(store, number) for number in range(3)]
    given = [Given(asked[number].id, 1, "n", (1,), True, NOW) for number in (0, 2)]
    await asyncio.gather(*(answers.record(store, one) for one in given))
    assert await points(store, "a") == 20
    assert await recounting.recount_server(store, SERVER) == Recounted(1, 0, 0)


async def test_who_comes_second_in_the_same_breath_changes_nothing(store: Store) -> None:
    asked = await a_round(store)
    given = [Given(asked.id, 1, "n", (number,), True, NOW) for number in range(3)]
    told = await asyncio.gather(*(answers.record(store, one) for one in given))
    assert [one.effect is not None for one in told if isinstance(one, Recorded)] == [True, False, False]
    assert await points(store, "a") == 10


async def test_a_late_answer_mends_the_streak_after_it(store: Store) -> None:
    days = [await a_round(store, number) for number in range(3)]
    await answer(store, days[0])
    await answer(store, days[2], at=NOW + 2 * DAY)
    assert await standings.streak_of(store, SERVER, 1) == Streak(1, 1, 0, TODAY + 2 * DAY, 2)
    late = await answer(store, days[1], at=NOW + 2 * DAY)
    assert (late.bonus, late.step) == (1, Step(Streak(3, 3, 0, TODAY + 2 * DAY, 3)))
    found = await standings.streak_of(store, SERVER, 1)
    assert found is not None
    assert found.length == 3
    assert await points(store, "a") == 10 + 11 + 12
    assert await standings.days_of_server(store, SERVER) == tuple((TODAY + n * DAY, 1) for n in range(3))


async def test_a_question_posted_after_a_later_one_makes_standings_stale(store: Store) -> None:
    first, between = await a_round(store), await a_round(store, 1, posted=False)
    last = await a_round(store, 2)
    await answer(store, first)
    await answer(store, last)
    assert await recounting.stale(store) == ()
    await rounds.posted(store, between.id, 9, NOW, None)
    assert await recounting.stale(store) == (SERVER,)
    found = await recounting.recount_server(store, SERVER)
    assert (found.learners, found.off) == (1, 1)
    assert await recounting.stale(store) == ()
    streak = await standings.streak_of(store, SERVER, 1)
    assert streak is not None
    assert streak.length == 1
    assert (await recounting.recount_server(store, SERVER)).off == 0


async def test_a_day_that_was_never_posted_breaks_nothing(store: Store) -> None:
    await answer(store, await a_round(store))
    await rounds.closed(store, (await a_round(store, 1, posted=False)).id, NOW)
    assert (await answer(store, await a_round(store, 2))).step.streak.length == 2


async def test_a_corrected_key_moves_the_points(store: Store) -> None:
    asked = await a_round(store)
    await answer(store, asked, 1)
    await answer(store, asked, 2, right=False)
    given = {named.user: named.answer.learner for named in await answers.of_round(store, asked.id)}
    assert await regraded(store, asked.id, {given[1]: False, given[2]: True}) == 2
    assert (await points(store, "a", 1), await points(store, "a", 2)) == (2, 10)
    before = await store.read(contents)
    assert (await recounting.recount_server(store, SERVER)).off == 0
    assert await store.read(contents) == before


async def test_points_stay_with_the_group_they_were_earned_in(store: Store) -> None:
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    blue = await groups.create(store, SERVER, "Blue", "blue", NOW, 9)
    assert red is not None
    assert blue is not None
    for days, group in enumerate((red.id, red.id, blue.id, None)):
        await groups.enter(store, SERVER, Seen(1, "n", NOW), group, "")
        await answer(store, await a_round(store, days))
    in_red = (await standings.within_group(store, SERVER, "a", red.id, 1, 10)).standings
    in_blue = (await standings.within_group(store, SERVER, "a", blue.id, 1, 10)).standings
    assert [each.points for each in (*in_red, *in_blue)] == [21, 12]
    assert await points(store, "a") == 10 + 11 + 12 + 13


async def test_a_small_group_can_beat_a_large_one(store: Store) -> None:
    small = await groups.create(store, SERVER, "Small", "small", NOW, 9)
    large = await groups.create(store, SERVER, "Large", "large", NOW, 9)
    alone = await groups.create(store, SERVER, "Alone", "alone", NOW, 9)
    assert small is not None
    assert large is not None
    assert alone is not None
    of = {user: small.id if user < 4 else large.id if user < 14 else alone.id for user in range(16)}
    for user, group in of.items():
        await groups.enter(store, SERVER, Seen(user, "n", NOW), group, "")
    for days in range(3):
        asked = await a_round(store, days)
        for user in of:
            await answer(store, asked, user, right=user < 4 or days == 0)
    found = await standings.group_page(store, SERVER, "a")
    assert [(each.name, each.counted, each.mean) for each in found] == [("Small", 4, 33.0), ("Large", 10, 17.0)]
    asked = await a_round(store, 90)
    for user in range(3):
        await answer(store, asked, user, right=True)
    await standings.fade(store, SERVER, NOW.date() + timedelta(80))
    assert [(each.name, each.counted) for each in await standings.group_page(store, SERVER, "a")] == [("Small", 3)]
    inside = (await standings.within_group(store, SERVER, "a", small.id, 1, 9)).standings
    assert {each.user for each in inside} == {0, 1, 2}


async def test_who_is_excluded_by_their_mark_starts_off_the_board(store: Store) -> None:
    await a_daily(store)
    await store.write(
        lambda connection: connection.execute(
            text(f"INSERT INTO exclusions (server, mark, at) VALUES ({SERVER}, 'm', '2026-11-26 00:00:00')")
        )
    )
    asked = await a_round(store)
    told = await answers.record(store, Given(asked.id, 1, "n", (1,), True, NOW, "m"))
    assert isinstance(told, Recorded)
    await answers.record(store, Given(asked.id, 2, "n", (1,), True, NOW, "other"))
    found = await standings.page(store, SERVER, "a", 1, offset=0, most=10)
    assert [each.user for each in found.standings] == [2]
    assert found.own is not None
    assert (found.own.points, found.own.rank) == (10, None)


async def test_ties_share_a_rank_and_the_next_one_is_left_out(store: Store) -> None:
    asked = await a_round(store)
    for user, right in enumerate((True, True, False, True, False), start=1):
        await answer(store, asked, user, right=right)
    found = await standings.page(store, SERVER, "a", 3, offset=0, most=10)
    assert [each.rank for each in found.standings] == [1, 1, 1, 4, 4]
    second = await standings.page(store, SERVER, "a", 3, offset=2, most=2)
    assert [each.rank for each in second.standings] == [1, 4]
    assert second.own is not None
    assert (second.own.rank, second.shown) == (4, 5)
    ranks = await standings.ranks(store, SERVER, "a", [each.learner for each in found.standings])
    assert ranks == {each.learner: each.rank for each in found.standings}


async def test_who_answers_nothing_fades_and_comes_back_with_all_points(store: Store) -> None:
    old, new = await a_round(store), await a_round(store, 70)
    await answer(store, old, 1)
    await answer(store, new, 2)
    assert await standings.fade(store, SERVER, TODAY + 10 * DAY) == 1
    assert await standings.fade(store, SERVER, TODAY + 10 * DAY) == 0
    found = await standings.page(store, SERVER, "a", 1, offset=0, most=10)
    assert [each.user for each in found.standings] == [2]
    assert found.own is not None
    assert found.own.rank is None
    assert (await recounting.recount_server(store, SERVER)) == Recounted(2, 0, 0)
    await answer(store, new, 1)
    found = await standings.page(store, SERVER, "a", 1, offset=0, most=10)
    assert [each.points for each in found.standings] == [21, 10]


async def test_pages_begin_anywhere(store: Store) -> None:
    asked = [await a_round(store, number) for number in range(2)]
    for user in range(1, 18):
        await answer(store, asked[0], user, right=user % 3 == 0)
        if user % 2:
            await answer(store, asked[1], user, right=user % 5 == 0)
    whole = await standings.page(store, SERVER, "a", 1, offset=0, most=30)
    for offset in range(19):
        part = await standings.page(store, SERVER, "a", 1, offset=offset, most=4)
        assert part.standings == whole.standings[offset : offset + 4]
        assert part.shown == 17
    points = [each.points for each in whole.standings]
    assert points == sorted(points, reverse=True)
    assert [each.rank for each in whole.standings] == [1 + sum(other > each for other in points) for each in points]


async def test_the_day_is_the_servers(store: Store) -> None:
    await servers.set_zone(store, SERVER, "Pacific/Honolulu")
    asked = await a_round(store, 1, day=date(2026, 11, 26))
    await answer(store, asked)
    assert await points(store, "d2026-11-26") == 10
    assert await standings.days_of_server(store, SERVER) == ((TODAY, 1),)


async def test_all_that_is_lost_is_counted_anew(store: Store) -> None:
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    assert red is not None
    await groups.enter(store, SERVER, Seen(1, "n", NOW), red.id, "")
    for days in range(4):
        asked = await a_round(store, days)
        for user in (1, 2, 3):
            await answer(store, asked, user, right=user != days)
    before = await store.read(contents)

    def lose(connection: object) -> None:
        for table in ("standings", "group_standings", "round_counts", "server_days"):
            connection.execute(text(f"DELETE FROM {table}"))  # type: ignore[attr-defined]
        connection.execute(text("UPDATE members SET length = 99, freezes = 0, last = NULL"))  # type: ignore[attr-defined]

    await store.write(lose)
    found = await recounting.recount_server(store, SERVER)
    assert (found.learners, found.off) == (3, 3)
    assert found.counts_off > 0
    assert await store.read(contents) == before


async def test_rounds_remember_what_makes_points(store: Store) -> None:
    asked = await an_open_round(store, difficulty=3)
    assert replace(asked, difficulty=3) == asked
    assert (await answer(store, asked)).points == 15


async def test_a_freeze_comes_back_with_a_late_answer_and_is_told(store: Store) -> None:
    monday = -TODAY.weekday()
    days = [await a_round(store, monday + number) for number in range(7)]
    for number in (0, 1, 2, 3, 4, 6):
        told = await answer(store, days[number], at=NOW + 6 * DAY)
    assert (told.step.streak.length, told.step.streak.freezes, len(told.step.frozen)) == (6, 0, 1)
    late = await answer(store, days[5], at=NOW + 6 * DAY)
    assert (late.step.streak.length, late.step.streak.freezes) == (7, 1)
    assert late.step.regained
    assert not late.step.earned


async def test_a_question_posted_after_a_later_one_was_answered_makes_standings_stale(store: Store) -> None:
    """Also where that one is not known to be posted yet: whoever answers it has seen it."""
    between, later = await a_round(store, 1, posted=False), await a_round(store, 2, posted=False)
    await answer(store, await a_round(store))
    await answer(store, later, at=NOW + 2 * DAY)
    assert await recounting.stale(store) == ()
    await rounds.posted(store, between.id, 9, NOW + 2 * DAY, None)
    assert await recounting.stale(store) == (SERVER,)
