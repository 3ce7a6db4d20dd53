"""The daily question as members meet it: one bot, which is never restarted, serves all of these."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.discord_front.drawing import said
from kotae.asking import ABOUT, IS_RIGHT, NOT_RIGHT
from kotae.posing import TODAY, Posing, Taker
from loopback.validation import MODAL, MODAL_SUBMIT

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
KINDS = {
    "choice": "grib-pick",
    "true-false": "grib-statement",
    "typed": "frob-typed",
    "choose-two": "grib-two",
    "order": "grib-order",
}
SPOKEN = {EN: 0, JA: 1}


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, no one was pinged, and the log holds no trouble."""
    yield
    server = posing.tutor.server
    assert server.rejections == []
    assert all(not message.pings for message in server.posts() if message.author is server.bot)
    assert "Traceback" not in posing.tutor.process.logs()
    assert "ERROR" not in posing.tutor.process.logs()


def a_channel(posing: Posing) -> Any:
    return posing.tutor.server.add_channel()


def labels(message: Any) -> list[str]:
    return [button["label"] for button in message.buttons]


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("rightly", [True, False])
@pytest.mark.parametrize("kind", list(ABOUT))
async def test_an_answer_is_recorded_and_explained(posing: Posing, kind: str, rightly: bool, locale: str) -> None:
    posted = await posing.post(KINDS[kind], channel=a_channel(posing))
    before = posted.message.text
    response = await Taker(posted, locale).answer(rightly=rightly)
    own = SPOKEN[locale]
    assert response.message is not None
    assert response.message.ephemeral
    assert ("Recorded.", "記録しました。")[own] in response.text
    assert (IS_RIGHT if rightly else NOT_RIGHT)[own] in response.text
    assert ("A first day", "1 日目")[own] in response.text
    shown = labels(response.message)
    assert shown[-1] == ("Report", "報告")[own]
    assert any(label.startswith(("Explain", "解説")[own]) for label in shown)
    ((user, _, correct),) = await posted.answers()
    assert (user, correct) == (posing.tutor.server.user.id, rightly)
    assert posted.message.text == before


@pytest.mark.parametrize(
    ("kind", "why_not", "why"),
    [
        ("choice", "That is the frobnication", "A gribble comes each 7 minutes"),
        ("true-false", "Your answer: A. True", "It is 7 minutes sharp"),
        ("typed", "That is the gribble interval", "Thirty is the default"),
        ("choose-two", "It never ends", "Since it is 30 seconds"),
        ("order", "Your answer: ", " The start ("),
    ],
)
async def test_a_wrong_answer_is_told_why(posing: Posing, kind: str, why_not: str, why: str) -> None:
    posted = await posing.post(KINDS[kind], channel=a_channel(posing))
    text = (await Taker(posted).answer(rightly=False)).text
    assert why_not in text
    assert why in text


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("kind", list(ABOUT))
async def test_the_first_answer_counts(posing: Posing, kind: str, locale: str) -> None:
    posted = await posing.post(KINDS[kind], channel=a_channel(posing))
    taker = Taker(posted, locale)
    await taker.answer(rightly=True)
    kept = await posted.answers()
    label = {"typed": ("Type the answer", "答えを入力"), "choose-two": ("Answer", "答える"), "order": ("Answer", "答える")}
    if kind in label:
        response = await (await taker.tap(label[kind][SPOKEN[locale]])).response()
    else:
        response = await taker.answer(rightly=False)
    assert ("the first answer counts", "数えるのは最初の答えです")[SPOKEN[locale]] in response.text
    assert IS_RIGHT[SPOKEN[locale]] in response.text
    assert await posted.answers() == kept


async def test_a_panel_left_open_does_not_change_an_answer(posing: Posing) -> None:
    posted = await posing.post("grib-two", channel=a_channel(posing))
    first, second = Taker(posted), Taker(posted)
    await second.tap("Answer")
    await second.set(0, "The saga", "The device")
    assert second.outcome is not None
    await first.answer(rightly=True)
    response = await (await second.press(second.outcome, "Confirm")).response()
    assert "the first answer counts" in response.text
    assert [correct for _, _, correct in await posted.answers()] == [True]


async def test_a_form_left_open_does_not_change_an_answer(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    first, second = Taker(posted), Taker(posted)
    form = await second.tap("Type the answer")
    await form.modal()
    await first.answer(rightly=True)
    for typed in ("7 minutes", "more than 30 s"):
        sent = await posing.tutor.server.submit_modal(form, {"answer": typed})
        text = (await sent.response()).text
        assert "the first answer counts" in text
        assert IS_RIGHT[0] in text
    assert [chosen for _, chosen, _ in await posted.answers()] == ["30 s"]
    assert await posted.tries(second.user.id) is None


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize(("second", "correct"), [("30 s", True), ("more than 30 s", False), ("12 h", False)])
async def test_close_is_tried_once_more(posing: Posing, locale: str, second: str, correct: bool) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    taker, own = Taker(posted, locale), SPOKEN[locale]
    response = await taker.type("more than 30 s")
    assert ("try once more. This is not your answer yet", "もう一度どうぞ。まだ答えとしては数えていません")[own] in response.text
    assert "more than 30 s" in response.text
    assert not any(told in response.text for told in (*IS_RIGHT, *NOT_RIGHT, "Thirty", "決まっている"))
    assert await posted.answers() == []
    assert await posted.tries(taker.user.id) == "more than 30 s"
    response = await taker.type(second, taker.outcome)
    assert (IS_RIGHT if correct else NOT_RIGHT)[own] in response.text
    assert [(chosen, right) for _, chosen, right in await posted.answers()] == [(second, correct)]


async def test_a_second_try_from_the_post_is_the_second(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    taker = Taker(posted)
    await taker.type("more than 30 s")
    assert NOT_RIGHT[0] in (await taker.type("over 30 s")).text
    assert [chosen for _, chosen, _ in await posted.answers()] == ["over 30 s"]


@pytest.mark.parametrize("again", ["more than 30 s", "  More than ３０ s"])
@pytest.mark.parametrize("how", ["the same form", "a new one"])
async def test_the_same_sent_twice_is_still_no_answer(posing: Posing, how: str, again: str) -> None:
    """Whoever never saw what came of it sends it again: that must not use up the second try."""
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    taker = Taker(posted)
    form = await taker.tap("Type the answer")
    await form.modal()
    for typed in ("more than 30 s", again):
        if how == "the same form":
            taker.outcome = await posing.tutor.server.submit_modal(form, {"answer": typed})
            text = (await taker.outcome.response()).text
        else:
            text = (await taker.type(typed)).text
        assert "try once more. This is not your answer yet" in text
        assert await posted.answers() == []
    assert await posted.tries(taker.user.id) == "more than 30 s"
    assert NOT_RIGHT[0] in (await taker.type("more than 30 s", taker.outcome)).text
    assert len(await posted.answers()) == 1


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("kind", list(ABOUT))
async def test_with_the_verdict_at_the_reveal(posing: Posing, kind: str, locale: str) -> None:
    posted = await posing.post(KINDS[kind], channel=a_channel(posing), feedback="reveal")
    taker, own = Taker(posted, locale), SPOKEN[locale]
    texts = [(await taker.answer(rightly=kind != "choice")).text]
    if kind in {"choice", "true-false"}:
        texts.append((await taker.answer(rightly=True)).text)
        assert ("the first answer counts", "最初の答え")[own] in texts[1]
    for text in texts:
        assert ("told at the reveal", "正解発表でお知らせ")[own] in text
        assert ("Your answer: ", "あなたの答え: ")[own] in text
        assert not any(told in text for told in (*IS_RIGHT, *NOT_RIGHT, "Since it", "Thirty", "sharp", "だから"))
    assert len(await posted.answers()) == 1


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("kind", list(ABOUT))
@pytest.mark.parametrize("how", ["closed", "past its hour"])
async def test_after_the_close_it_is_practice(posing: Posing, kind: str, locale: str, how: str) -> None:
    posted = await posing.post(KINDS[kind], channel=a_channel(posing), closes_in=None if how == "closed" else -1)
    if how == "closed":
        await posted.close()
    response = await Taker(posted, locale).answer(rightly=False)
    own = SPOKEN[locale]
    assert ("this was practice: it is not recorded", "これは練習で、記録されません")[own] in response.text
    assert NOT_RIGHT[own] in response.text
    assert await posted.answers() == []


async def test_close_after_the_close(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    await posted.close()
    taker = Taker(posted)
    assert "so this is practice" in (await taker.type("more than 30 s")).text
    assert NOT_RIGHT[0] in (await taker.type("more than 30 s", taker.outcome)).text
    assert await posted.answers() == []
    assert await posted.tries(taker.user.id) is None


@pytest.mark.parametrize("locale", [EN, JA])
async def test_a_streak(posing: Posing, locale: str) -> None:
    channel, own = a_channel(posing), SPOKEN[locale]
    user = posing.tutor.server.add_member(f"taro, {locale}").user  # who has answered nothing since
    days = [TODAY - timedelta(days=back) for back in (6, 4, 3, 0)]  # none was posted on the days between
    for number, day in enumerate(days, 1):
        posted = await posing.post("grib-pick", channel=channel, day=day)
        text = (await Taker(posted, locale, user).answer(rightly=number != 2)).text
        assert (("A first day", "1 日目") if number == 1 else (f"{number} days in a row", f"{number} 日連続"))[own] in text
    other = Taker(posted, locale, posing.tutor.server.add_member("jiro").user)
    assert ("A first day", "1 日目")[own] in (await other.answer(rightly=True)).text


@pytest.mark.parametrize("locale", [EN, JA])
async def test_an_unknown_round(posing: Posing, locale: str) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    for number in (10**6, 10**17, 0):
        forged = f"kotae1:round:{number}:p00"
        pressed = await posing.tutor.server.click(posted.message, forged, forge=True, locale=locale)
        response = await pressed.response()
        assert ("I do not know this question", "この問題は見つかりません")[SPOKEN[locale]] in response.text
        assert response.ephemeral


async def test_a_round_of_another_server(posing: Posing) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    server = posing.tutor.server
    elsewhere = server.add_guild("Another", members=[server.user])
    card = posing.say(said("x"), next(iter(elsewhere.channels.values())))
    for custom_id in (
        f"kotae1:round:{posted.round.id}:p00",
        f"kotae1:panel:{posted.round.id}:q0",
        f"kotae1:picture:{posted.round.id}",
    ):
        pressed = await server.click(card, custom_id, forge=True, locale=EN, guild=elsewhere)
        assert "I do not know this question" in (await pressed.response()).text
    assert await posted.answers() == []


@pytest.mark.parametrize("control", ["p09", "p04", "p0", "p001", "c0012", "s00-", "t0", "w0"])
@pytest.mark.parametrize("kind", ["round", "panel"])
async def test_a_forged_answer(posing: Posing, kind: str, control: str) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    forged = f"kotae1:{kind}:{posted.round.id}:{control}"
    response = await (await posing.tutor.server.click(posted.message, forged, forge=True, locale=EN)).response()
    assert "That is no answer to this question" in response.text
    assert response.ephemeral
    assert await posted.answers() == []


@pytest.mark.parametrize(
    "custom_id", ["kotae1:round:", "kotae1:round:x:p00", "kotae1:panel:1:z0", "kotae1:round:1", "kotae1:report:x:1"]
)
async def test_what_no_version_made(posing: Posing, custom_id: str) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    response = await (await posing.tutor.server.click(posted.message, custom_id, forge=True, locale=EN)).response()
    assert "older version" in response.text


async def test_a_bot_that_presses(posing: Posing) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    robot = posing.tutor.server.add_user("robot", bot=True)
    posing.tutor.server.add_member(robot)
    assert "Bots do not take part." in (await Taker(posted, user=robot).answer(rightly=True)).text
    assert await posted.answers() == []


@pytest.mark.parametrize(("locale", "words"), [(EN, "Bots do not take part."), (JA, "ボットは参加できません。")])
@pytest.mark.parametrize(
    "custom_id",
    [
        "kotae1:round:{round}:w0",
        "kotae1:report:r:{round}",
        "kotae1:picture:{round}",
        "kotae1:quiz:{round}",
        "kotae1:reports:open",
        "kotae1:topics:0:",
        "of no version",
    ],
)
async def test_a_bot_that_presses_anything(posing: Posing, custom_id: str, locale: str, words: str) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    robot = posing.tutor.server.add_user("robot", bot=True)
    posing.tutor.server.add_member(robot)
    place: dict[str, Any] = {"locale": locale, "user": robot, "forge": True}
    pressed = await posing.tutor.server.click(posted.message, custom_id.format(round=posted.round.id), **place)
    response = await pressed.response()
    assert response.text == words
    assert response.ephemeral


async def test_a_form_that_a_bot_sends(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    robot = posing.tutor.server.add_user("robot", bot=True)
    posing.tutor.server.add_member(robot)
    form = await Taker(posted).tap("Type the answer")
    sent = await posing.tutor.server.submit_modal(form, {"answer": "30 s"}, user=robot)
    assert (await sent.response()).text == "Bots do not take part."
    assert await posted.answers() == []


async def test_a_form_for_a_question_that_is_not_typed(posing: Posing) -> None:
    posted = await posing.post("grib-pick", channel=a_channel(posing))
    server = posing.tutor.server
    place: dict[str, Any] = {"locale": EN, "channel": posted.message.channel}
    for control in ("w0", "p00"):
        form = server._begin(MODAL_SUBMIT, place, None, posted.message)
        field = {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "answer", "value": "30 s"}}
        sent = {"custom_id": f"kotae1:panel:{posted.round.id}:{control}", "components": [field], "resolved": {}}
        server._dispatch(form, sent, place)
        assert "That is no answer to this question" in (await form.response()).text
    assert await posted.answers() == []


async def test_a_blank_form(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    assert "That is no answer to this question" in (await Taker(posted).type("   ")).text
    assert await posted.answers() == []


@pytest.mark.parametrize(
    ("locale", "label", "asks"), [(EN, "Answer (in seconds)", "How many seconds"), (JA, "答え（秒で）", "何秒？")]
)
async def test_the_form(posing: Posing, locale: str, label: str, asks: str) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    form = await Taker(posted, locale).tap(("Type the answer", "答えを入力")[SPOKEN[locale]])
    assert (await form.response()).type == MODAL
    modal = await form.modal()
    assert modal["components"][1]["label"] == label
    assert asks in modal["components"][0]["content"]


async def test_what_is_typed_does_nothing_and_is_not_logged(posing: Posing) -> None:
    posted = await posing.post("frob-typed", channel=a_channel(posing))
    text = (await Taker(posted).type("@everyone **x** [a](https://evil.example) <@1> `supercalifragilistic")).text
    assert "@everyone" not in text
    assert "](" not in text
    assert "\\<@1\\>" in text
    assert "supercalifragilistic" not in posing.tutor.process.logs()


async def test_nothing_on_the_cards_tells_what_is_right(posing: Posing) -> None:
    for kind, question in KINDS.items():
        posted = await posing.post(question, channel=a_channel(posing))
        ids = [id_.rpartition(":")[2] for id_ in posted.message.custom_ids]
        wanted = {"choice": ["p00", "p01", "p02", "p03"], "true-false": ["p00", "p01"], "typed": ["w0"]}
        assert ids == wanted.get(kind, ["q0"])


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("kind", list(ABOUT))
async def test_today_shows_the_open_question(posing: Posing, kind: str, locale: str) -> None:
    channel, own = a_channel(posing), SPOKEN[locale]
    posted = await posing.post(KINDS[kind], channel=channel)
    today = await posing.tutor.server.slash("today", locale=locale, channel=channel)
    message = await today.message()
    assert message.ephemeral
    assert ("Today's question", "今日の問題")[own] in message.text
    link = next(button for button in message.buttons if "url" in button)
    assert link["url"].endswith(f"/{posted.message.channel.guild.id}/{channel.id}/{posted.message.id}")  # type: ignore[union-attr]
    assert set(posted.message.custom_ids) <= set(message.custom_ids)
    taker = Taker(posted, locale)
    taker.posted.message, card = message, posted.message
    response = await taker.answer(rightly=True)
    assert IS_RIGHT[own] in response.text
    assert len(await posted.answers()) == 1
    again = await (await posing.tutor.server.slash("today", locale=locale, channel=channel)).message()
    assert ("You have answered it. Your answer: ", "もう答えています。あなたの答え: ")[own] in again.text
    await posted.close()
    assert card.text


@pytest.mark.parametrize(("locale", "said"), [(EN, "No question is open"), (JA, "答えられる問題はありません")])
async def test_today_without_a_question(posing: Posing, locale: str, said: str) -> None:
    server = posing.tutor.server
    elsewhere = server.add_guild("Quiet", members=[server.user])
    channel = next(iter(elsewhere.channels.values()))
    await posing.post("grib-pick", channel=channel, closes_in=-1)
    message = await (await server.slash("today", locale=locale, guild=elsewhere, channel=channel)).message()
    assert said in message.text
    assert message.ephemeral


async def test_today_lists_the_others_of_the_server(posing: Posing) -> None:
    server = posing.tutor.server
    elsewhere = server.add_guild("Busy", members=[server.user])
    first = next(iter(elsewhere.channels.values()))
    second, third = server.add_channel(elsewhere, "two"), server.add_channel(elsewhere, "three")
    await posing.post("grib-pick", channel=first)
    await posing.post("grib-statement", channel=second)
    today = await server.slash("today", locale=EN, guild=elsewhere, channel=second)
    message = await today.message()
    assert "The gribble interval is less than 7 minutes." in message.text
    assert f"<#{first.id}>" in message.text
    other = await server.click(today, label="Show it")
    assert "How long is the gribble interval?" in (await other.response()).text
    message = await (await server.slash("today", locale=EN, guild=elsewhere, channel=third)).message()
    assert "Also open on this server" in message.text
