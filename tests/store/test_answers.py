"""The first answer counts, and is read as it was given."""

import asyncio
from datetime import datetime, timedelta

from bot.store import answers, dailies, learners, rounds, tries
from bot.store.answers import Answer, Given, Named, NotOpen, OfLearner, Recorded
from bot.store.store import PAGE, Store
from bot.store.tries import Tried, Try
from tests.store.conftest import CHANNEL, SERVER, an_open_round

DAY = timedelta(days=1)


async def test_the_first_answer_counts_and_is_told_again(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    first = await answers.record(store, Given(asked.id, 1, "Aya", (2, 0), True, now))
    assert isinstance(first, Recorded)
    assert first.answer == Answer(asked.id, first.answer.learner, (2, 0), True, now)
    second = await answers.record(store, Given(asked.id, 1, "Aya", (1,), False, now + DAY))
    assert (first.is_new, second) == (True, Recorded(first.answer, False))
    assert await answers.given_before(store, asked.id, 1) == first.answer
    assert await answers.given_before(store, asked.id, 2) is None
    assert await answers.of_round(store, asked.id) == (Named(first.answer, 1, "Aya"),)


async def test_of_two_taps_in_one_breath_the_first_counts(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    given = [Given(asked.id, 1 + n % 2, "n", (n,), False, now) for n in range(6)]
    recorded = await asyncio.gather(*(answers.record(store, one) for one in given))
    assert all(isinstance(one, Recorded) for one in recorded)
    assert [one.is_new for one in recorded if isinstance(one, Recorded)] == [True, True, False, False, False, False]
    assert await answers.distribution(store, asked.id) == {(0,): 1, (1,): 1}


async def test_a_closed_or_unknown_round_takes_none_and_spoils_none(store: Store, now: datetime) -> None:
    open_one = await an_open_round(store)
    closed = await an_open_round(store, 2)
    await rounds.closed(store, closed.id, now)
    over = await an_open_round(store, 3)
    given = [Given(number, 1, "n", "x", True, now) for number in (closed.id, open_one.id, 999)]
    got = await asyncio.gather(*(answers.record(store, one) for one in given))
    assert (got[0], got[2]) == (NotOpen.CLOSED, NotOpen.UNKNOWN)
    assert isinstance(got[1], Recorded)
    assert await answers.of_round(store, closed.id) == ()
    assert isinstance(await answers.record(store, Given(over.id, 1, "n", "x", True, now)), Recorded)


async def test_nobody_becomes_known_by_an_answer_that_does_not_count(store: Store, now: datetime) -> None:
    assert await answers.record(store, Given(1, 5, "n", "x", True, now)) is NotOpen.UNKNOWN
    assert await learners.of_user(store, 5) is None


async def test_past_its_hour_a_round_is_closed_before_anyone_closes_it(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    other = await an_open_round(store, 2)
    claimed = (await rounds.claim(store, _tomorrow(asked))).round
    await rounds.posted(store, claimed.id, 5, now, now + DAY)
    assert isinstance(await answers.record(store, Given(claimed.id, 1, "n", "x", True, now)), Recorded)
    assert await answers.record(store, Given(claimed.id, 2, "n", "x", True, now + DAY)) is NotOpen.CLOSED
    assert isinstance(await answers.record(store, Given(other.id, 1, "n", "x", True, now + 99 * DAY)), Recorded)


def _tomorrow(asked: rounds.Round) -> rounds.Claim:
    day = asked.local_date + DAY
    return rounds.Claim(asked.daily, asked.server, asked.channel, day, "q2", (), "{}", asked.claimed_at)


async def test_what_is_typed_comes_back_letter_for_letter(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    typed = ["30 秒", "\"'; DROP TABLE answers; --", "🥲\n", "[1]", ""]
    for user, text in enumerate(typed):
        await answers.record(store, Given(asked.id, user, text, text, False, now))
    assert [(one.answer.chosen, one.name) for one in await answers.of_round(store, asked.id)] == [(t, t) for t in typed]
    assert await answers.distribution(store, asked.id) == dict.fromkeys(typed, 1)


async def test_the_answers_of_one_learner(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    elsewhere = await an_open_round(store, 2)
    for one in (elsewhere, asked):
        await answers.record(store, Given(one.id, 1, "n", (1,), True, now))
    await answers.record(store, Given(asked.id, 2, "n", (1,), True, now))
    (found,) = await answers.of_user(store, 1, channel=CHANNEL)
    assert found == OfLearner(found.answer, SERVER, CHANNEL, now.date(), "q1", ("sqs/visibility",), now.date())
    assert len(await answers.of_user(store, 1)) == 2 == len(await answers.of_user(store, 1, server=SERVER))
    assert await answers.of_user(store, 1, server=3) == () == await answers.of_user(store, 9)


async def test_a_try_is_kept_once_and_is_no_answer(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    first = await tries.record(store, asked.id, 1, "n", "30 minuts", now)
    assert isinstance(first, Tried)
    assert first == Tried(Try(asked.id, first.first.learner, "30 minuts", now), True)
    assert await tries.record(store, asked.id, 1, "n", "other", now + DAY) == Tried(first.first, False)
    assert await tries.of_user(store, asked.id, 1) == first.first
    assert await tries.of_user(store, asked.id, 2) is None
    assert await answers.of_round(store, asked.id) == ()
    await rounds.closed(store, asked.id, now)
    assert await tries.record(store, asked.id, 2, "n", "x", now) is NotOpen.CLOSED
    assert await tries.record(store, 999, 2, "n", "x", now) is NotOpen.UNKNOWN


async def test_many_rows_come_in_pages_and_none_is_missing_or_twice(store: Store, now: datetime) -> None:
    asked = await an_open_round(store)
    given = [Given(asked.id, user, f"n{user}", (user % 3,), True, now - timedelta(seconds=user)) for user in range(2 * PAGE)]
    await asyncio.gather(*(answers.record(store, one) for one in given))
    found = await answers.of_round(store, asked.id)
    assert [one.user for one in found] == list(reversed(range(2 * PAGE)))
    for channel in range(1000, 1000 + PAGE + 1):
        await an_open_round(store, channel)
    opened = await rounds.open_in_server(store, SERVER)
    assert [one.channel for one in opened] == [CHANNEL, *range(1000, 1000 + PAGE + 1)]
    assert len(await dailies.everywhere(store)) == len(await rounds.last_dates(store)) == PAGE + 2


async def test_an_answer_is_untold_until_its_round_closes_where_the_reveal_tells(store: Store, now: datetime) -> None:
    at_once, later = await an_open_round(store), await an_open_round(store, 2, withheld=True)
    for asked in (at_once, later):
        await answers.record(store, Given(asked.id, 1, "n", (1,), True, now))
    assert {each.answer.round: each.told for each in await answers.of_user(store, 1)} == {at_once.id: True, later.id: False}
    await rounds.closed(store, later.id, now)
    assert all(each.told for each in await answers.of_user(store, 1))
