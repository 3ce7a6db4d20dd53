"""What an organiser set for a channel, and how it fares."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.store import dailies, servers
from bot.store.store import Store
from tests.store.conftest import CHANNEL, SERVER, a_daily


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
    assert not await dailies.told(store, daily.id, now)
    assert await dailies.pause(store, daily.id, "no-channel", now)
    assert not await dailies.pause(store, daily.id, "again", now)
    assert await dailies.told(store, daily.id, now)
    assert not await dailies.told(store, daily.id, now)
    paused = await dailies.by_id(store, daily.id)
    assert paused == replace(daily, paused_at=now, pause_reason="no-channel", told_at=now)
    assert await dailies.resume(store, daily.id)
    assert not await dailies.resume(store, daily.id)
    assert await dailies.by_id(store, daily.id) == daily


async def test_the_last_problem_is_noted(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    assert await dailies.note_problem(store, daily.id, "forbidden", now)
    assert await dailies.by_id(store, daily.id) == replace(daily, problem="forbidden", problem_at=now)
    assert await dailies.note_problem(store, daily.id, None, now)
    assert await dailies.by_id(store, daily.id) == daily


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
