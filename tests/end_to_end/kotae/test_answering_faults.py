"""Answers while the store is locked or full, Discord fails and the bot restarts: what was acknowledged is kept, once."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psutil
import pytest

from kotae.asking import BANK, IS_RIGHT, NOT_RIGHT
from kotae.posing import Posing, Taker
from kotae.teaching import Tutor

CALLBACK = r"/interactions/\d+/[^/]+/callback"
ORIGINAL = r"/webhooks/\d+/[^/]+/messages/@original"
EN, JA = "en-US", "ja"
KINDS = ["grib-pick", "frob-typed", "grib-two", "grib-order"]


@pytest.fixture
async def posing(tutor: Tutor) -> Posing:
    """A bot of its own, started."""
    tutor.ask(BANK)
    await tutor.start()
    return Posing(tutor)


@contextmanager
def locked(tutor: Tutor) -> Iterator[None]:
    """Somebody else holds the database."""
    with closing(sqlite3.connect(tutor.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(tutor: Tutor) -> Iterator[None]:
    """No file of the bot may grow: as on a full disk, but for the bot alone."""
    process = psutil.Process(tutor.process.pid)
    before = process.rlimit(resource.RLIMIT_FSIZE)
    process.rlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    yield
    process.rlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("how", ["restart", "kill"])
async def test_answers_outlive_the_bot(posing: Posing, how: str) -> None:
    for question in KINDS:
        posted = await posing.post(question, channel=posing.tutor.server.add_channel())
        taker = Taker(posted)
        assert "Recorded." in (await taker.answer(rightly=True)).text
        if how == "kill":
            await posing.tutor.process.kill()
        await posing.tutor.process.restart()
        assert [correct for _, _, correct in await posted.answers()] == [True]
        if question == "grib-pick":
            assert "the first answer counts" in (await taker.answer(rightly=False)).text


async def test_cards_outlive_the_bot(posing: Posing) -> None:
    posted = [await posing.post(question, channel=posing.tutor.server.add_channel()) for question in KINDS]
    await posing.tutor.process.restart()
    for each in posted:
        assert IS_RIGHT[0] in (await Taker(each).answer(rightly=True)).text


async def test_a_draft_outlives_a_restart(posing: Posing) -> None:
    posted = await posing.post("grib-order")
    taker = Taker(posted)
    await taker.tap("Answer")
    await taker.set(0, "The start")
    await taker.set(1, "The middle")
    await posing.tutor.process.kill()
    await posing.tutor.process.restart()
    await taker.set(2, "The end")
    assert taker.outcome is not None
    assert IS_RIGHT[0] in (await (await taker.press(taker.outcome, "Confirm")).response()).text


async def test_a_form_that_outlived_a_restart(posing: Posing) -> None:
    posted = await posing.post("frob-typed")
    form = await Taker(posted).tap("Type the answer")
    await form.modal()
    await posing.tutor.process.restart()
    sent = await posing.tutor.server.submit_modal(form, {"answer": "30 s"})
    assert IS_RIGHT[0] in (await sent.response()).text
    assert len(await posted.answers()) == 1


@pytest.mark.parametrize("how", ["restart", "kill"])
async def test_a_close_answer_outlives_a_restart(posing: Posing, how: str) -> None:
    posted = await posing.post("frob-typed")
    taker = Taker(posted)
    assert "try once more" in (await taker.type("more than 30 s")).text
    if how == "kill":
        await posing.tutor.process.kill()
    await posing.tutor.process.restart()
    assert await posted.answers() == []
    assert NOT_RIGHT[0] in (await taker.type("over 30 s")).text
    assert [chosen for _, chosen, _ in await posted.answers()] == ["over 30 s"]


async def test_a_close_answer_whose_acknowledgement_was_lost_may_be_sent_again(posing: Posing) -> None:
    posted = await posing.post("frob-typed")
    taker = Taker(posted)
    form = await taker.tap("Type the answer")
    await form.modal()
    late = await posing.tutor.server.submit_modal(form, {"answer": "more than 30 s"})
    posing.tutor.server.advance(4)
    assert (await late.refusal()).code == 10062
    assert await posted.tries(taker.user.id) == "more than 30 s"
    await posing.tutor.process.restart()
    assert "try once more" in (await taker.type("more than 30 s")).text
    assert await posted.answers() == []
    assert taker.outcome is not None
    assert IS_RIGHT[0] in (await taker.type("30 s", taker.outcome)).text


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("question", KINDS)
async def test_a_locked_database(posing: Posing, question: str, locale: str) -> None:
    posted = await posing.post(question)
    taker = Taker(posted, locale)
    with locked(posing.tutor):
        await taker.answer(rightly=True)
        assert taker.outcome is not None
        message = await taker.outcome.message(timeout=6)
    assert ("**not recorded**", "**記録できませんでした**")[taker.japanese] in message.text
    assert message.ephemeral
    assert await posted.answers() == []
    if question in {"grib-two", "grib-order"}:  # the draft is still there
        response = await (await taker.press(taker.outcome, ("Confirm", "確定")[taker.japanese])).response()
    elif question == "frob-typed":
        response = await taker.type("30 s", taker.outcome)
    else:
        response = await taker.answer(rightly=True)
    assert IS_RIGHT[taker.japanese] in response.text
    assert len(await posted.answers()) == 1
    assert posing.tutor.server.rejections == []


async def test_a_lock_that_is_short_only_delays(posing: Posing) -> None:
    posted = await posing.post("grib-pick")
    taker = Taker(posted)
    with locked(posing.tutor):
        tapping = asyncio.create_task(taker.answer(rightly=True))
        await asyncio.sleep(1)
    assert IS_RIGHT[0] in (await tapping).text


@pytest.mark.parametrize("question", ["grib-pick", "frob-typed"])
async def test_a_full_disk(posing: Posing, question: str) -> None:
    posted = await posing.post(question)
    taker = Taker(posted)
    with full(posing.tutor):
        assert "**not recorded**" in (await taker.answer(rightly=True)).text
    assert await posted.answers() == []
    assert IS_RIGHT[0] in (await taker.answer(rightly=True)).text
    assert len(await posted.answers()) == 1


async def test_what_was_answered_is_not_logged_when_it_fails(posing: Posing) -> None:
    posted = await posing.post("frob-typed")
    with locked(posing.tutor):
        taker = Taker(posted)
        await taker.type("supercalifragilistic")
        assert taker.outcome is not None
        await taker.outcome.message(timeout=6)
    assert "NotRecorded" in posing.tutor.process.logs() or "not recorded" in posing.tutor.process.logs()
    assert "supercalifragilistic" not in posing.tutor.process.logs()


async def test_a_slow_store_is_waited_for(posing: Posing) -> None:
    """Discord is told to wait before its three seconds are over, and the verdict follows."""
    posted = await posing.post("grib-pick")
    taker = Taker(posted)
    began = time.monotonic()
    with locked(posing.tutor):
        response = await taker.answer(rightly=True)
        assert response.type == 5
        assert time.monotonic() - began < 2.5
    assert taker.outcome is not None
    assert IS_RIGHT[0] in (await taker.outcome.message()).text
    assert len(await posted.answers()) == 1
    assert posing.tutor.server.rejections == []


@pytest.mark.parametrize("fault", [500, 503, 429, "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_at_the_late_answer(posing: Posing, fault: int | str, after: bool) -> None:
    posted = await posing.post("grib-pick")
    taker = Taker(posted)
    server = posing.tutor.server
    with locked(posing.tutor):
        assert (await taker.answer(rightly=True)).type == 5
        if fault == "reset":
            server.fail("PATCH", ORIGINAL, reset=True, after_accepting=after)
        else:
            server.fail("PATCH", ORIGINAL, int(fault), after_accepting=after and fault != 429)
    assert taker.outcome is not None
    assert IS_RIGHT[0] in (await taker.outcome.message(timeout=8)).text
    assert len(await posted.answers()) == 1


@pytest.mark.parametrize("fault", [429, 500, 503, "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_at_the_acknowledgement(posing: Posing, fault: int | str, after: bool) -> None:
    server = posing.tutor.server
    for question in KINDS:
        posted = await posing.post(question, channel=server.add_channel())
        taker = Taker(posted)
        if fault == "reset":
            server.fail("POST", CALLBACK, reset=True, after_accepting=after)
        else:
            server.fail("POST", CALLBACK, int(fault), after_accepting=after and fault != 429)
        await taker.answer(rightly=True)
        assert taker.outcome is not None
        assert IS_RIGHT[0] in (await taker.outcome.message()).text
        assert [correct for _, _, correct in await posted.answers()] == [True]
    assert "Traceback" not in posing.tutor.process.logs()


async def test_an_acknowledgement_that_came_too_late(posing: Posing) -> None:
    posted = await posing.post("grib-pick")
    server = posing.tutor.server
    late = await Taker(posted).tap("7 minutes")
    server.advance(4)
    assert (await late.refusal()).code == 10062
    assert [correct for _, _, correct in await posted.answers()] == [True]
    assert "the first answer counts" in (await Taker(posted).answer(rightly=False)).text
    assert "ERROR" not in posing.tutor.process.logs()


async def test_a_signal_lets_an_answer_on_its_way_arrive(posing: Posing) -> None:
    posted = await posing.post("grib-pick")
    taker = Taker(posted)
    with locked(posing.tutor):
        outcome = await taker.tap("7 minutes")
        await asyncio.sleep(0.5)
        posing.tutor.process.send_signal(15)
        await asyncio.sleep(0.3)
    assert IS_RIGHT[0] in (await outcome.message()).text
    assert await posing.tutor.process.wait(10) == 0
    assert len(await posted.answers()) == 1


async def test_a_database_of_a_newer_version_is_refused(tutor: Tutor) -> None:
    await tutor.start()
    await tutor.process.terminate()
    with closing(sqlite3.connect(tutor.data / "kotae.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    await tutor.process.spawn()
    assert await tutor.process.wait(20) == 2
    (said,) = [line for line in tutor.process.logs().splitlines() if line.startswith("kotae:")]
    assert "9999" in said


async def test_without_a_database_the_bot_explains_and_says_so(tutor: Tutor) -> None:
    tutor.ask(BANK)
    await tutor.start()
    posted = await Posing(tutor).post("grib-pick")
    await tutor.process.terminate()
    data = tutor.data / "kotae.db"
    for left in tutor.data.glob("kotae.db-*"):
        left.unlink()
    aside = data.rename(data.with_name("aside"))
    data.mkdir()
    await tutor.process.restart()
    assert "I cannot look that up just now" in (await Taker(posted).answer(rightly=True)).text
    explained = await tutor.server.slash("explain", {"query": "wobbulator"}, locale=EN)
    assert "## Wobbulator" in (await explained.message()).text
    data.rmdir()
    aside.rename(data)
    assert IS_RIGHT[0] in (await Taker(posted).answer(rightly=True)).text
