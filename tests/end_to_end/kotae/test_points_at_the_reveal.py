"""Where whether an answer is right is told at the reveal, nothing tells it before."""

from __future__ import annotations

from datetime import timedelta

from kotae.organising import EN, SEVEN, Organiser, asked, rows, until
from kotae.teaching import Tutor
from loopback import Message


async def board(tutor: Tutor, **options: str) -> str:
    outcome = await tutor.server.slash("leaderboard", options, locale=EN)
    message: Message = await outcome.message()
    return message.text


async def test_boards_tell_no_verdict_before_the_reveal(tutor: Tutor) -> None:
    """Whether right or wrong, it counts as a wrong answer until the round is closed."""
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(feedback="reveal", closes_after="2h", topic="mirfak")
    tutor.at(SEVEN)
    post = await organiser.asked()
    for name, typed in (("right", "22"), ("wrong", "7")):
        member = tutor.server.add_member(name).user
        form = await tutor.server.click(post, label="Type the answer", user=member, locale=EN)
        sent = await tutor.server.submit_modal(form, {"answer": typed}, locale=EN)
        assert "told at the reveal" in (await sent.response()).text
    for period in ("today", "week", "month", "all"):
        text = await board(tutor, period=period)
        assert "**1.** right · 2 points" in text
        assert "**1.** wrong · 2 points" in text
    assert "Mirfak" not in await board(tutor, by="topic")
    await organiser.set_up(feedback="now")  # what is open stays as it was asked
    shown = await (await tutor.server.slash("today", {}, locale=EN, user=member)).message()
    assert "You have answered it." in shown.text
    tutor.at(SEVEN + timedelta(hours=2))
    await organiser.revealed()
    await until(tutor, "SELECT count(*) FROM answers WHERE pending", [(0,)])
    text = await board(tutor, period="today")
    assert "**1.** right · 10 points" in text
    assert "**2.** wrong · 2 points" in text
    assert "Mirfak · 50 % right (1 of 2)" in await board(tutor, by="topic")


async def test_a_crash_between_close_and_reveal_loses_no_points(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(feedback="reveal", closes_after="2h", topic="mirfak")
    tutor.at(SEVEN)
    post = await organiser.asked()
    form = await tutor.server.click(post, label="Type the answer")
    await (await tutor.server.submit_modal(form, {"answer": "22"})).response()
    await tutor.process.kill()
    moment = (SEVEN + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S.000000")
    rows(tutor, f"UPDATE rounds SET closed_at = '{moment}' RETURNING id")
    tutor.at(SEVEN + timedelta(hours=2))
    await tutor.process.start()
    await organiser.revealed()
    assert "**1.** " in (text := await board(tutor, period="today"))
    assert " · 10 points" in text
