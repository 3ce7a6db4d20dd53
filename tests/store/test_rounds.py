"""One question in one channel on one local day."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from bot.store import answers, rounds
from bot.store.answers import Given
from bot.store.rounds import Asked
from bot.store.store import Store
from tests.store.conftest import CHANNEL, SERVER, a_claim, a_daily, an_open_round

DAY = timedelta(days=1)


async def test_a_day_is_claimed_once_and_keeps_its_question(store: Store) -> None:
    daily = await a_daily(store)
    first = await rounds.claim(store, a_claim(daily))
    second = await rounds.claim(store, a_claim(daily, question="q2", frozen="{}"))
    assert (first.ours, second.ours) == (True, False)
    assert second.round == first.round
    assert first.round.frozen == '{"ja": "可視性"}'
    assert await rounds.of_day(store, CHANNEL, first.round.local_date) == first.round == await rounds.latest(store, CHANNEL)
    assert await rounds.last_dates(store) == {CHANNEL: first.round.local_date}


async def test_of_many_who_claim_at_once_one_wins(store: Store) -> None:
    daily = await a_daily(store)
    claimed = await asyncio.gather(*(rounds.claim(store, a_claim(daily, question=f"q{n}")) for n in range(50)))
    assert [one.ours for one in claimed].count(True) == 1
    assert len({one.round for one in claimed}) == 1


async def test_from_claim_to_reveal(store: Store, now: datetime) -> None:
    claimed = (await rounds.claim(store, a_claim(await a_daily(store)))).round
    assert await rounds.unposted(store) == (claimed,)
    assert await rounds.open_in_server(store, SERVER) == ()
    assert await rounds.posted(store, claimed.id, 55, now, now + DAY)
    assert not await rounds.posted(store, claimed.id, 56, now, None)
    posted = replace(claimed, posted_at=now, message=55, closes_at=now + DAY)
    assert await rounds.unposted(store) == ()
    assert await rounds.open_in_server(store, SERVER) == (posted,) == await rounds.open_in_channel(store, CHANNEL)
    assert await rounds.closed(store, claimed.id, now + DAY)
    assert not await rounds.closed(store, claimed.id, now + DAY)
    closed = replace(posted, closed_at=now + DAY)
    assert await rounds.open_in_channel(store, CHANNEL) == ()
    assert await rounds.unrevealed(store) == (closed,)
    assert await rounds.revealed(store, claimed.id, 57, now + DAY)
    assert not await rounds.revealed(store, claimed.id, 58, now + DAY)
    assert await rounds.unrevealed(store) == ()
    assert await rounds.by_id(store, claimed.id) == replace(closed, revealed_at=now + DAY, reveal_message=57)


async def test_a_claim_that_is_given_up_was_not_asked(store: Store, now: datetime) -> None:
    claimed = (await rounds.claim(store, a_claim(await a_daily(store)))).round
    assert await rounds.closed(store, claimed.id, now)
    assert await rounds.unposted(store) == () == await rounds.unrevealed(store)
    assert await rounds.history(store, CHANNEL) == ()
    assert not (await rounds.claim(store, a_claim(await a_daily(store)))).ours


async def test_it_closes_at_its_hour_or_when_the_next_one_is_posted(store: Store, now: datetime) -> None:
    first = await an_open_round(store)
    daily = await a_daily(store)
    second = (await rounds.claim(store, a_claim(daily, local_date=now.date() + DAY))).round
    assert await rounds.due_to_close(store, now + 9 * DAY) == ()
    await rounds.posted(store, second.id, 56, now + DAY, now + 2 * DAY)
    assert await rounds.due_to_close(store, now + DAY) == (first,)
    assert [one.id for one in await rounds.due_to_close(store, now + 2 * DAY)] == [first.id, second.id]


async def test_a_round_that_a_clock_ahead_dated_closes_no_later_one(store: Store, now: datetime) -> None:
    daily = await a_daily(store)
    ahead = (await rounds.claim(store, a_claim(daily, local_date=now.date() + 300 * DAY))).round
    await rounds.posted(store, ahead.id, 55, now, None)
    today = (await rounds.claim(store, a_claim(daily, local_date=now.date()))).round
    await rounds.posted(store, today.id, 56, now, None)
    assert [one.id for one in await rounds.due_to_close(store, now)] == [ahead.id]
    latest = await rounds.latest(store, CHANNEL)
    assert latest is not None
    assert latest.id == today.id


async def test_history_tells_what_was_asked_and_how_it_went(store: Store, now: datetime) -> None:
    first = await an_open_round(store)
    for user, correct in enumerate([True, False, True, True]):
        await answers.record(store, Given(first.id, user, "n", (1,), correct, now))
    await rounds.claim(store, a_claim(await a_daily(store), local_date=now.date() - DAY, question="q0", facts=()))
    assert await rounds.history(store, CHANNEL) == (
        Asked(now.date() - DAY, "q0", (), 0, None),
        Asked(now.date(), "q1", ("sqs/visibility",), 4, 0.75),
    )
    assert await rounds.history(store, 1) == ()
