"""Learners, servers and reports."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.store import answers, dailies, learners, reports, rounds, servers
from bot.store.answers import Given
from bot.store.learners import Learner
from bot.store.reports import NewReport, Report
from bot.store.servers import Server
from bot.store.store import Store
from tests.store.conftest import SERVER, an_open_round

DAY = timedelta(days=1)


async def test_a_learner_keeps_their_number_and_has_their_newest_name(store: Store, now: datetime) -> None:
    assert await learners.of_user(store, 10**19 // 2) is None
    number = await learners.seen(store, 10**19 // 2, "Aya", now)
    assert await learners.seen(store, 10**19 // 2, "彩", now + DAY) == number
    assert await learners.of_user(store, 10**19 // 2) == Learner(number, 10**19 // 2, "彩", now, now + DAY)


def _report(round_id: int | None, now: datetime, server: int | None = SERVER) -> NewReport:
    return NewReport(server, 1, "n", "question", "q1", round_id, "その答えは古い", now)


async def test_reports_are_kept_until_delivered(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    first = await reports.keep(store, _report(asked.id, now))
    assert first == Report(first.id, SERVER, first.learner, "question", "q1", asked.id, "その答えは古い", now)
    second = await reports.keep(store, replace(_report(None, now), subject="fact", about="sqs"))
    direct = await reports.keep(store, _report(None, now, server=None))
    assert direct.server is None
    assert await reports.undelivered(store, SERVER) == (first, second)
    assert await reports.undelivered(store, SERVER, most=1) == (first,)
    assert await reports.undelivered(store, SERVER, 1, skip=1) == (second,)
    assert await reports.undelivered(store, SERVER, skip=2) == ()
    assert await reports.delivered(store, first.id, 77, now)
    assert not await reports.delivered(store, first.id, 78, now)
    assert await reports.undelivered(store, SERVER) == (second,)
    assert await reports.count(store, SERVER) == 1
    assert await reports.count(store, SERVER, undelivered_only=False) == 2


async def test_what_is_known_of_a_server(store: Store, now: datetime) -> None:
    assert await servers.of(store, 5) == Server(5)
    await servers.set_reports_channel(store, 5, 6)
    await servers.left(store, 5, now)
    assert await servers.of(store, 5) == Server(5, 6, now)
    await servers.returned(store, 5)
    await servers.set_reports_channel(store, 5, None)
    assert await servers.of(store, 5) == Server(5)


async def test_a_server_that_was_left_long_ago_is_forgotten_whole(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    await answers.record(store, Given(asked.id, 1, "n", (1,), True, now))
    await reports.keep(store, _report(asked.id, now))
    await servers.left(store, SERVER, now)
    assert await servers.forget(store, now, now, DAY) == 0
    assert await servers.forget(store, now + DAY, now + DAY, DAY) == 0
    assert await answers.of_user(store, 1) != ()
    assert await servers.forget(store, now + DAY, now + 2 * DAY, DAY) == 1
    assert await dailies.by_id(store, asked.daily) is None
    assert await rounds.by_id(store, asked.id) is None
    assert await answers.of_user(store, 1) == ()
    assert await reports.count(store, SERVER) == 0
    later = await an_open_round(store)
    assert later.id > asked.id  # an old button must not name a new round
