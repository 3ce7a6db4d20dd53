"""A key that was found wrong: the round is frozen anew, its answers are graded and counted anew, all or nothing."""

from datetime import datetime

import pytest

from bot.store import answers, recounting, rounds
from bot.store.answers import Given
from bot.store.regrading import Correction, Regraded, regrade
from bot.store.store import Store
from tests.store.conftest import SERVER, an_open_round, regraded


async def given_to(store: Store, now: datetime, *chosen: tuple[int, ...]) -> int:
    """A round in which the second option is right and is found wrong, with these answers."""
    asked = await an_open_round(store)
    for user, options in enumerate(chosen):
        await answers.record(store, Given(asked.id, user, "n", options, options == (1,), now))
    return asked.id


async def test_a_wrong_key_is_corrected_and_the_answers_graded_anew(store: Store, now: datetime) -> None:
    number = await given_to(store, now, (1,), (2,), (2,), (3,))
    done = await regrade(store, Correction(number, "{}", ("new",), lambda answer: answer.chosen == (2,)))
    found = await rounds.by_id(store, number)
    assert found is not None
    assert (found.frozen, found.facts) == ("{}", ("new",))
    given = {each.user: each.answer for each in await answers.of_round(store, number)}
    assert [given[user].correct for user in range(4)] == [False, True, True, False]
    assert done == Regraded(frozenset(given[user].learner for user in (1, 2)), frozenset({given[0].learner}))
    assert await regraded(store, number, {given[3].learner: False}) == 0
    assert (await recounting.recount_server(store, SERVER, check=True)).off == 0


async def test_the_steps_of_an_order_get_the_numbers_they_have_now(store: Store, now: datetime) -> None:
    number = await given_to(store, now, (2, 0, 1), (0, 1, 2))
    correction = Correction(number, "{}", (), lambda answer: answer.chosen == (0, 1, 2), {2: 0, 0: 1, 1: 2})
    done = await regrade(store, correction)
    given = {each.user: each.answer for each in await answers.of_round(store, number)}
    assert (given[0].chosen, given[0].correct) == ((0, 1, 2), True)
    assert (given[1].chosen, given[1].correct) == ((1, 2, 0), False)
    assert done.right == {given[0].learner}


async def test_what_fails_on_the_way_changes_nothing(store: Store, now: datetime) -> None:
    number = await given_to(store, now, (1,), (2,))
    before = await rounds.by_id(store, number), await answers.of_round(store, number)

    def break_down(answer: answers.Answer) -> bool:
        raise RuntimeError(str(answer.learner))

    with pytest.raises(RuntimeError):
        await regrade(store, Correction(number, "{}", (), break_down))
    assert (await rounds.by_id(store, number), await answers.of_round(store, number)) == before


async def test_the_rounds_of_a_question(store: Store, now: datetime) -> None:
    first = await an_open_round(store)
    await an_open_round(store, 4, question="q2")
    given_up = await an_open_round(store, 5)
    assert [each.id for each in await rounds.of_question(store, "q1")] == [first.id, given_up.id]
    await store.write(
        lambda connection: connection.exec_driver_sql(f"UPDATE rounds SET posted_at = NULL WHERE id = {given_up.id}")
    )
    await rounds.closed(store, given_up.id, now)
    assert [each.id for each in await rounds.of_question(store, "q1")] == [first.id]
