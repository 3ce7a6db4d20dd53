"""Practice while the bot restarts, notes change and Discord fails."""

from __future__ import annotations

import signal

import pytest

from kotae.asking import BANK, IS_RIGHT, NOT_RIGHT, Member
from kotae.organising import logged
from kotae.teaching import Tutor

CALLBACK = r"/interactions/\d+/[^/]+/callback"
EN, JA = "en-US", "ja"


@pytest.fixture
def asked(tutor: Tutor) -> Tutor:
    """A bot of its own with questions, not yet started."""
    tutor.ask(BANK)
    return tutor


@pytest.mark.parametrize("how", ["restart", "kill"])
async def test_a_run_goes_on_after_a_restart(asked: Tutor, how: str) -> None:
    member = Member(await asked.start())
    await member.begin(topic="zorblax")
    for number in range(1, 6):
        if number in (2, 4) and how == "kill":
            await asked.process.kill()
        if number in (2, 4):
            await asked.process.restart()
        assert f"Question {number} of 5" in (await member.seen()).text
        await member.answer(rightly=True)
        await member.click("Next" if number < 5 else "New questions")
    assert "Question 1 of 5" in (await member.seen()).text
    assert asked.server.rejections == []


async def test_a_draft_outlives_a_restart(asked: Tutor) -> None:
    member = Member(await asked.start())
    await member.go_to("order")
    await member.set(0, "The start")
    await member.set(1, "The middle")
    await asked.process.restart()
    await member.set(2, "The end")
    assert IS_RIGHT[0] in (await member.click("Confirm")).text


async def test_a_form_that_outlived_a_restart_is_graded(asked: Tutor) -> None:
    member = Member(await asked.start())
    await member.go_to("typed")
    form = await member.form()
    await form.modal()
    await asked.process.restart()
    sent = await asked.server.submit_modal(form, {"answer": "30 s"})
    assert IS_RIGHT[0] in (await sent.response()).text


async def test_a_close_answer_outlives_a_restart(asked: Tutor) -> None:
    member = Member(await asked.start())
    await member.go_to("typed")
    assert "Try once more" in (await member.type("more than 30 s")).text
    await asked.process.restart()
    assert NOT_RIGHT[0] in (await member.type("more than 30 s")).text


@pytest.mark.parametrize(
    ("locale", "said", "anew", "first"),
    [(EN, "This practice has ended", "New questions", "Question 1 of"), (JA, "この練習は終わりました", "新しい問題", "問 1/")],
)
@pytest.mark.parametrize("while_running", [True, False])
async def test_questions_that_changed_end_a_run(
    asked: Tutor, while_running: bool, locale: str, said: str, anew: str, first: str
) -> None:
    member = Member(await asked.start(), locale)
    await member.go_to("typed")
    form = await member.form()
    await form.modal()
    asked.ask(BANK.replace("How long is the gribble", "How long now is the gribble"))
    if while_running:
        asked.process.send_signal(signal.SIGHUP)
        await logged(asked, "the notes changed")
    else:
        await asked.process.restart()
    sent = await asked.server.submit_modal(form, {"answer": "30 s"})
    assert said in (await sent.response()).text
    assert first in (await member.click(anew)).text


async def test_notes_that_changed_without_a_word_of_the_questions_do_not(asked: Tutor) -> None:
    member = Member(await asked.start())
    await member.go_to("choice")
    asked.deck.change("makes the noise go away", "makes the noise go far away")
    asked.process.send_signal(signal.SIGHUP)
    await logged(asked, "the notes changed")
    assert IS_RIGHT[0] in (await member.answer(rightly=True)).text


async def test_a_topic_that_is_gone_gives_way_to_all(asked: Tutor) -> None:
    member = Member(await asked.start())
    await member.begin(topic="mirfak")
    only, _, _ = BANK.partition("- id: mirfak-limit")
    asked.ask(only)
    asked.process.send_signal(signal.SIGHUP)
    await logged(asked, "the notes changed")
    assert "This practice has ended" in (await member.click("Type the answer")).text
    await member.click("New questions")
    assert "Question 1 of 1" in (await member.seen()).text
    message = await member.begin(topic="mirfak")
    assert "There are no questions on Mirfak yet." in message.text
    assert "Question 1 of 5" in (await member.click("New questions")).text


@pytest.mark.parametrize(("locale", "said"), [(EN, "There are no questions to ask yet."), (JA, "出題できる問題がまだありません")])
async def test_no_questions_at_all(tutor: Tutor, locale: str, said: str) -> None:
    tutor.deck.english.write_text("# Zorblax {#zorblax}\n", "utf-8")
    (tutor.deck.folder / "ja" / "all.md").write_text("# ゾルブラックス {#zorblax}\n", "utf-8")
    await tutor.start()
    for options in ({}, {"topic": "zorblax"}, {"topic": "elsewhere"}):
        outcome = await tutor.server.slash("quiz", options, locale=locale)
        response = await outcome.response()
        assert said in response.text
        assert response.ephemeral


async def test_notes_without_questions_are_asked_about(tutor: Tutor) -> None:
    member = Member(await tutor.start())
    message = await member.begin()
    assert "Question 1 of" in message.text


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_on_the_answer(asked: Tutor, status: int, after: bool) -> None:
    member = Member(await asked.start())
    for kind in ("choice", "typed", "order"):
        await member.go_to(kind)
        asked.server.fail("POST", CALLBACK, status, after_accepting=after and status != 429)
        await member.answer(rightly=True)
        assert IS_RIGHT[0] in (await member.seen()).text
        await member.click("Next")
        assert "Question 2 of 5" in (await member.seen()).text
    assert "Traceback" not in asked.process.logs()


async def test_discord_resets_the_connection(asked: Tutor) -> None:
    member = Member(await asked.start())
    for after in (False, True):
        await member.go_to("typed")
        asked.server.fail("POST", CALLBACK, reset=True, after_accepting=after)
        form = await member.form()
        await form.modal()
        asked.server.fail("POST", CALLBACK, reset=True, after_accepting=after)
        sent = await asked.server.submit_modal(form, {"answer": "30 s"})
        assert IS_RIGHT[0] in (await sent.message()).text


async def test_an_answer_that_came_too_late_can_be_given_again(asked: Tutor) -> None:
    member = Member(await asked.start())
    message = await member.go_to("choice")
    button = next(each for each in message.buttons if "7 minutes" in each["label"])
    late = await asked.server.click(member.outcome, button["custom_id"])
    asked.server.advance(4)
    assert (await late.refusal()).code == 10062
    assert "How long is the gribble interval?" in (await member.seen()).text
    assert IS_RIGHT[0] in (await member.answer(rightly=True)).text
    assert "ERROR" not in asked.process.logs()
