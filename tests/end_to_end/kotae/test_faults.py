"""Discord fails while the bot answers: the member gets the answer if it can still be had, and the bot lives on."""

from __future__ import annotations

from typing import Any

import pytest

from kotae.teaching import Tutor
from loopback import Outcome

pytestmark = pytest.mark.asyncio(loop_scope="module")
CALLBACK = r"/interactions/\d+/[^/]+/callback"


@pytest.fixture(autouse=True)
def healed(shared: Tutor) -> Any:
    """After every test: no failure is left, and the bot answers."""
    shared.server.rest.rejections.clear()
    yield
    shared.server.heal()
    assert shared.process.returncode is None
    assert "Traceback" not in shared.process.logs()


async def ask(tutor: Tutor) -> Outcome:
    return await tutor.server.slash("explain", {"query": "wobbulator"}, locale="en-US")


async def still_answers(tutor: Tutor) -> None:
    assert "## Wobbulator" in (await (await ask(tutor)).message()).text


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_an_answer_that_is_turned_away_is_sent_again(shared: Tutor, status: int) -> None:
    fault = shared.server.fail("POST", CALLBACK, status)
    outcome = await ask(shared)
    assert "## Wobbulator" in (await outcome.message(timeout=5)).text
    assert fault.served == 1
    assert outcome.refusals == []


@pytest.mark.parametrize("status", [500, 503])
async def test_an_answer_that_was_taken_although_discord_says_it_failed(shared: Tutor, status: int) -> None:
    shared.server.fail("POST", CALLBACK, status, after_accepting=True)
    outcome = await ask(shared)
    assert "## Wobbulator" in (await outcome.message()).text
    assert (await outcome.refusal()).code == 40060
    await still_answers(shared)
    assert outcome.followups == []
    assert "ERROR" not in shared.process.logs()


async def test_a_connection_that_is_reset(shared: Tutor) -> None:
    fault = shared.server.fail("POST", CALLBACK, reset=True)
    assert "## Wobbulator" in (await (await ask(shared)).message()).text
    assert fault.served == 1
    shared.server.fail("POST", CALLBACK, reset=True, after_accepting=True)
    outcome = await ask(shared)
    assert "## Wobbulator" in (await outcome.message()).text
    assert (await outcome.refusal()).code == 40060
    await still_answers(shared)


async def test_a_press_that_is_reset(shared: Tutor) -> None:
    outcome = await shared.server.slash("topics", locale="en-US")
    message = await outcome.message()
    shared.server.fail("POST", CALLBACK, reset=True)
    pressed = await shared.server.select(outcome, message.custom_ids[0], ["notes/mirfak"])
    assert "## Mirfak" in (await pressed.response()).text


async def test_an_interaction_that_has_expired(shared: Tutor) -> None:
    before = shared.process.logs().count("ERROR")
    for act in ("explain", "press", "autocomplete", "menu"):
        card = await ask(shared)
        await card.message()
        if act == "explain":
            late = await ask(shared)
        elif act == "press":
            late = await shared.server.click(card, label="Up: Zorblax")
        elif act == "autocomplete":
            late = await shared.server.autocomplete("explain", {"query": "wob"}, "query")
        else:
            late = await shared.server.message_menu("Explain this", "wobbulator")
        shared.server.advance(4)
        assert (await late.refusal()).code == 10062
    await still_answers(shared)
    assert shared.process.logs().count("ERROR") == before


async def test_a_delayed_answer_is_given_once(shared: Tutor) -> None:
    shared.server.fail("POST", CALLBACK, delay=0.5)
    outcome = await ask(shared)
    assert "## Wobbulator" in (await outcome.message()).text
    assert outcome.refusals == []


async def test_an_answer_that_discord_refuses_is_apologised_for(shared: Tutor) -> None:
    shared.server.fail("POST", CALLBACK, 400)
    response = await (await ask(shared)).response()
    assert "Something went wrong on my side" in response.text
    assert response.ephemeral
    assert "a command failed: HTTPException 400" in shared.process.logs()
    assert "wobbulator" not in shared.process.logs()


async def test_many_at_once(shared: Tutor) -> None:
    outcomes = [await ask(shared) for _ in range(100)]
    for outcome in outcomes:
        assert "## Wobbulator" in (await outcome.message()).text
    assert shared.server.rejections == []
