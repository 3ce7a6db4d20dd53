"""What an organiser set for a channel, and how it fares."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.store import dailies, rounds, servers
from bot.store.store import Store
from tests.store.conftest import CHANNEL, SERVER, a_claim, a_daily, an_open_round


async def test_it_is_read_as_it_was_set_up(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert daily.settings.topics == ("sqs", "キュー")
    assert (daily.server, daily.channel, daily.created_at, daily.created_by) == (SERVER, CHANNEL, now, 7)
    assert await dailies.of_channel(store, CHANNEL) == daily == await dailies.by_id(store, daily.id)
    assert await dailies.of_server(store, SERVER) == (daily,) == await dailies.everywhere(store)
    assert await dailies.of_channel(store, 1) is None


async def test_settings_change_and_everything_else_stays(store: Store) -> None:
    daily = await a_daily(store)
    wanted = replace(daily.settings, post_at=0, topics=(), closes_after=90, ping_role=3, exam="dva-c02", thread=True)
    assert await dailies.update(store, daily.id, wanted)
    assert await dailies.by_id(store, daily.id) == replace(daily, settings=wanted)
    assert not await dailies.update(store, daily.id + 1, wanted)


async def test_pause_and_resume_and_tell_once(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert not await dailies.told(store, daily.id, now, now)
    assert await dailies.pause(store, daily.id, "no-channel", now)
    assert not await dailies.pause(store, daily.id, "again", now)
    assert await dailies.told(store, daily.id, now, now)
    assert not await dailies.told(store, daily.id, now, now)
    paused = await dailies.by_id(store, daily.id)
    assert paused == replace(daily, paused_at=now, pause_reason="no-channel", told_at=now)
    assert await dailies.resume(store, daily.id)
    assert not await dailies.resume(store, daily.id)
    assert await dailies.by_id(store, daily.id) == daily
    assert await dailies.pause(store, daily.id, "another", now + timedelta(1))
    assert not await dailies.told(store, daily.id, now, now)  # that was the pause before


async def test_the_last_problem_is_noted(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert await dailies.note_problem(store, daily.id, "forbidden", now)
    assert await dailies.by_id(store, daily.id) == replace(daily, problem="forbidden", problem_at=now)
    later = now + timedelta(1)
    assert await dailies.solve(store, daily.id, later)
    assert not await dailies.solve(store, daily.id, later)
    assert await dailies.by_id(store, daily.id) == replace(daily, problem="forbidden", problem_at=now, solved_at=later)
    again = await dailies.set_up(store, SERVER, CHANNEL, daily.settings, by=7, at=now, seed="")
    assert (again.problem, again.problem_at, again.solved_at) == ("forbidden", now, later)
    assert await dailies.note_problem(store, daily.id, "another", later)
    assert await dailies.by_id(store, daily.id) == replace(daily, problem="another", problem_at=later)
    await dailies.remove(store, daily.id, later)
    assert (await dailies.set_up(store, SERVER, CHANNEL, daily.settings, by=7, at=now, seed="")).problem is None


async def test_an_organisers_pause_takes_the_place_of_one_that_came_by_itself(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert await dailies.pause(store, daily.id, "no-channel", now)
    assert await dailies.pause(store, daily.id, dailies.BY_ORGANISER, now)
    assert not await dailies.pause(store, daily.id, dailies.BY_ORGANISER, now)
    assert not await dailies.pause(store, daily.id, "no-channel", now)
    again = await dailies.set_up(store, SERVER, CHANNEL, daily.settings, by=7, at=now, seed="")
    assert again.pause_reason == dailies.BY_ORGANISER


async def test_removed_and_set_up_again_it_is_the_same_one(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert await dailies.remove(store, daily.id, now)
    assert not await dailies.remove(store, daily.id, now)
    assert not await dailies.pause(store, daily.id, "x", now)
    assert await dailies.of_channel(store, CHANNEL) is None
    assert await dailies.of_server(store, SERVER) == () == await dailies.everywhere(store)
    assert await dailies.by_id(store, daily.id) == replace(daily, removed_at=now)
    again = await dailies.set_up(store, SERVER, CHANNEL, daily.settings, by=8, at=now + timedelta(1), seed="other")
    assert again == replace(daily, created_by=8)


async def test_a_server_that_was_left_is_not_asked(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    await servers.left(store, SERVER, now)
    assert await dailies.everywhere(store) == ()
    assert await dailies.of_server(store, SERVER) == (daily,)
    await servers.returned(store, SERVER)
    assert await dailies.everywhere(store) == (daily,)


async def test_those_that_run_are_looked_at_in_parts_with_their_dates(store: Store, now: datetime) -> None:
    made = [await a_daily(store, CHANNEL + number) for number in range(5)]
    await dailies.pause(store, made[1].id, "no-channel", now)
    await dailies.remove(store, made[3].id, now)
    for days in (0, 1, 9):
        await rounds.claim(store, a_claim(made[2], local_date=now.date() - timedelta(days)))
    since = now.date() - timedelta(3)
    first = await dailies.running(store, since, most=2)
    assert [(each.daily.id, len(each.asked)) for each in first] == [(made[0].id, 0), (made[2].id, 2)]
    rest = await dailies.running(store, since, after=first[-1].daily.id, most=2)
    assert [each.daily for each in rest] == [made[4]]
    assert await dailies.running(store, since, after=made[4].id) == ()
    await servers.left(store, SERVER, now)
    assert await dailies.running(store, since) == ()


async def test_whose_creators_do_not_know_of_a_pause(store: Store, now: datetime) -> None:
    first, second = await a_daily(store), await a_daily(store, CHANNEL + 1)
    await dailies.pause(store, first.id, "organiser", now)
    await dailies.pause(store, second.id, "no-channel", now)
    assert [daily.id for daily in await dailies.untold(store, "organiser")] == [second.id]
    await dailies.told(store, second.id, now, now)
    assert await dailies.untold(store, "organiser") == ()


async def test_the_first_date_that_counts_goes_with_the_settings(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert daily.first is None
    again = await dailies.set_up(store, SERVER, CHANNEL, daily.settings, by=7, at=now, seed="", first=now.date())
    assert again == replace(daily, first=now.date()) == await dailies.by_id(store, daily.id)


async def test_open_rounds_can_be_ended(store: Store, now: datetime) -> None:
    round_ = await an_open_round(store)
    assert await rounds.dates(store, CHANNEL, now.date()) == {now.date()}
    assert await rounds.dates(store, CHANNEL, now.date() + timedelta(1)) == frozenset()
    await rounds.end(store, round_.daily, now)
    assert [each.id for each in await rounds.due_to_close(store, now)] == [round_.id]
    assert [server.server for server in await servers.everywhere(store)] == [SERVER]
