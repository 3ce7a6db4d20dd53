"""`/quiz` as a member meets it: one bot, which is never restarted, serves all of these."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kotae.asking import ABOUT, BANK, IS_RIGHT, NOT_RIGHT, Member
from kotae.teaching import Tutor
from loopback import LoopbackDiscord, NotInvocable
from loopback.validation import MODAL

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
KINDS = list(ABOUT)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tutor]:
    async with LoopbackDiscord(enforce_limits=False) as server:
        tutor = Tutor(server, tmp_path_factory.mktemp("kotae"))
        tutor.ask(BANK)
        try:
            yield await tutor.start()
        finally:
            await tutor.end()


@pytest.fixture(autouse=True)
def clean(asked: Tutor) -> Any:
    """After every test: Discord refused nothing, no one was pinged, and the log holds no trouble."""
    yield
    assert asked.server.rejections == []
    assert all(not message.pings for message in asked.server.posts() if message.author is asked.server.bot)
    assert "Traceback" not in asked.process.logs()
    assert "ERROR" not in asked.process.logs()


@pytest.mark.parametrize("locale", [EN, JA])
async def test_the_command_is_offered_in_both_languages(asked: Tutor, locale: str) -> None:
    command = next(each for each in asked.server.commands.listing(None) if each["name"] == "quiz")
    assert command["name_localizations"]["ja"] == "クイズ"
    assert [option["name"] for option in command["options"]] == ["topic", "questions"]
    assert [option["name_localizations"]["ja"] for option in command["options"]] == ["トピック", "問題数"]
    response = await (await asked.server.slash("help", locale=locale)).response()
    assert {EN: "`/quiz`", JA: "`/クイズ`（quiz）"}[locale] in response.text


@pytest.mark.parametrize(("locale", "label"), [(EN, "Quiz me"), (JA, "問題を解く")])
async def test_a_card_leads_to_questions_on_its_topic(asked: Tutor, locale: str, label: str) -> None:
    card = await (await asked.server.slash("explain", {"query": "wobbulator"}, locale=locale)).message()
    question = await (await asked.server.click(card, label=label, locale=locale)).message()
    assert question.ephemeral
    assert {EN: "Question 1 of", JA: "問 1/"}[locale] in question.text


@pytest.mark.parametrize("locale", [EN, JA])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_right_answer(asked: Tutor, kind: str, locale: str) -> None:
    member = Member(asked, locale)
    await member.go_to(kind)
    response = await member.answer(rightly=True)
    assert response.type == 7
    assert response.ephemeral or (await member.seen()).ephemeral
    assert any(verdict in response.text for verdict in IS_RIGHT)
    labels = [button["label"] for button in (await member.seen()).buttons]
    assert labels[0] == {EN: "Next question", JA: "次の問題"}[locale]
    assert any(label.startswith({EN: "Explain", JA: "解説"}[locale]) for label in labels[1:])


@pytest.mark.parametrize(
    ("kind", "why_not", "why"),
    [
        ("choice", ("That is the frobnication", "それはフロブ化の方"), ("A gribble comes each 7 minutes", "グリブルは 7 分ごと")),
        ("true-false", ("Your answer: A. True", "あなたの答え: A. 正しい"), ("It is 7 minutes sharp", "ちょうど 7 分")),
        ("typed", ("That is the gribble interval", "それはグリブル間隔"), ("Thirty is the default", "30 秒と決まっている")),
        ("choose-two", ("It never ends", "終わらない"), ("Since it is 30 seconds", "30 秒だから")),
        ("order", ("Your answer: ", "あなたの答え: "), (" The start (", "1 番目 始まり（")),
    ],
)
@pytest.mark.parametrize("locale", [EN, JA])
async def test_a_wrong_answer(asked: Tutor, kind: str, why_not: tuple[str, str], why: tuple[str, str], locale: str) -> None:
    member = Member(asked, locale)
    await member.go_to(kind)
    text = (await member.answer(rightly=False)).text
    own = locale == JA
    assert NOT_RIGHT[own] in text
    assert why_not[own] in text
    assert why[own] in text


@pytest.mark.parametrize("locale", [EN, JA])
async def test_a_whole_run(asked: Tutor, locale: str) -> None:
    member = Member(asked, locale)
    await member.begin(topic="notes/zorblax")
    kinds = []
    for number in range(1, 6):
        assert {EN: f"Question {number} of 5", JA: f"問 {number}/5"}[locale] in (await member.seen()).text
        kinds.append(await member.kind())
        await member.answer(rightly=number != 2)
        if number < 5:
            await member.click({EN: "Next", JA: "次の"}[locale])
    assert sorted(kinds) == sorted(KINDS)
    assert {EN: "4 of 5 correct", JA: "5 問中 4 問正解"}[locale] in (await member.seen()).text
    await member.click({EN: "New questions", JA: "新しい問題"}[locale])
    assert {EN: "Question 1 of 5", JA: "問 1/5"}[locale] in (await member.seen()).text


@pytest.mark.parametrize("place", [{"context": "bot_dm"}, {"context": "bot_dm", "install": "user"}])
async def test_in_direct_messages(asked: Tutor, place: dict[str, Any]) -> None:
    member = Member(asked, JA, **place)
    await member.begin(questions=2)
    for _ in range(2):
        assert (await member.answer(rightly=True)).text
        await member.click("次の" if "次の問題" in str((await member.seen()).buttons) else "新しい")
    assert "問 1/2" in (await member.seen()).text


async def test_on_a_server_without_the_bot(asked: Tutor) -> None:
    elsewhere = asked.server.add_guild("No bot here", has_bot=False, members=[asked.server.user])
    member = Member(asked, EN, guild=elsewhere, install="user")
    await member.begin(questions=1)
    await member.answer(rightly=True)
    assert "1 of 1 correct" in (await member.seen()).text


async def test_what_is_right_cannot_be_read_before_the_answer(asked: Tutor) -> None:
    """The same controls stand on the card whichever option is right, and name them by where they are shown."""
    seen: dict[str, set[int]] = {}
    for _ in range(40):
        member = Member(asked)
        message = await member.begin(topic="zorblax", questions=1)
        ids = [button["custom_id"] for button in message.buttons]
        if await member.kind() == "choice":
            assert [id_[-3:] for id_ in ids] == ["p00", "p01", "p02", "p03"]
            right = next(place for place, button in enumerate(message.buttons) if "7 minutes" in button["label"])
            seen.setdefault("choice", set()).add(right)
    assert len(seen["choice"]) > 1


async def test_a_fact_opens_beside_the_run(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("choose-two")
    await member.answer(rightly=True)
    before = (await member.seen()).text
    response = await member.click("Explain: Gribble interval")
    assert (response.type, response.ephemeral) == (4, True)
    assert "## Gribble interval" in response.text
    assert (await member.seen()).text == before
    await member.click("Next")
    assert "Question 2 of 5" in (await member.seen()).text


@pytest.mark.parametrize(("locale", "again"), [(EN, "Nearly. Try once more."), (JA, "惜しい。もう一度どうぞ。")])
@pytest.mark.parametrize(("second", "correct"), [("30 s", True), ("more than 30 s", False), ("12 h", False)])
async def test_close_is_tried_once_more(asked: Tutor, locale: str, again: str, second: str, correct: bool) -> None:
    member = Member(asked, locale)
    await member.go_to("typed")
    response = await member.type("more than 30 s")
    assert again in response.text
    assert "more than 30 s" in response.text
    assert not any(told in response.text for told in (*IS_RIGHT, *NOT_RIGHT, "Thirty", "決まっている"))
    response = await member.type(second)
    assert (IS_RIGHT if correct else NOT_RIGHT)[locale == JA] in response.text
    assert again not in response.text


@pytest.mark.parametrize(
    ("locale", "label", "asks"), [(EN, "Answer (in seconds)", "How many seconds"), (JA, "答え（秒で）", "何秒？")]
)
async def test_the_form_is_in_the_askers_language(asked: Tutor, locale: str, label: str, asks: str) -> None:
    member = Member(asked, locale)
    await member.go_to("typed")
    form = await member.form()
    assert (await form.response()).type == MODAL
    modal = await form.modal()
    assert modal["components"][1]["label"] == label
    assert asks in modal["components"][0]["content"]
    assert "30" not in str(modal["components"])


async def test_a_form_that_is_sent_blank(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("typed")
    response = await member.type("   ")
    assert "That is no answer to this question" in response.text
    assert "How many seconds" in response.text


async def test_what_is_typed_does_nothing(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("typed")
    response = await member.type("@everyone **x** [a](https://evil.example) <@1> `y")
    assert "@everyone" not in response.text
    assert "](" not in response.text
    assert "\\<@1\\>" in response.text


async def test_two_are_confirmed(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("choose-two")
    (confirm,) = (await member.seen()).buttons
    assert confirm["disabled"]
    (menu,) = (await member.seen()).selects
    with pytest.raises(NotInvocable):
        await asked.server.select(member.outcome, menu["custom_id"], ["0"])
    with pytest.raises(NotInvocable):
        await asked.server.select(member.outcome, menu["custom_id"], ["0", "0"])
    await member.set(0, "The saga", "The device")
    await member.set(0, "The limit", "The device")  # on second thoughts
    (menu,) = (await member.seen()).selects
    assert {option["label"][3:] for option in menu["options"] if option.get("default")} == {"The limit", "The device"}
    text = (await member.click("Confirm")).text
    assert "A limit is a number" in text
    assert "It never ends" not in text


async def test_an_order_is_put_together(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("order")
    await member.set(0, "The end")
    await member.set(1, "The middle")
    assert (await member.seen()).buttons[0]["disabled"]
    await member.set(2, "The end")  # which leaves the first place empty again
    shown = [[o["label"][3:] for o in menu["options"] if o.get("default")] for menu in (await member.seen()).selects]
    assert shown == [[], ["The middle"], ["The end"]]
    await member.set(0, "The start")
    assert not (await member.seen()).buttons[0].get("disabled")
    assert IS_RIGHT[0] in (await member.click("Confirm")).text


@pytest.mark.parametrize("control", ["p09", "p04", "p0", "p001", "c0012", "w0", "s00-", "t0"])
async def test_a_forged_answer(asked: Tutor, control: str) -> None:
    member = Member(asked)
    message = await member.go_to("choice")
    forged = message.buttons[0]["custom_id"].removesuffix("p00") + control
    response = await (await asked.server.click(member.outcome, forged, forge=True)).response()
    assert "That is no answer to this question. Please try again." in response.text
    assert "How long is the gribble interval?" in response.text


async def test_a_forged_number_or_score(asked: Tutor) -> None:
    member = Member(asked)
    message = await member.go_to("choice")
    honest = message.buttons[0]["custom_id"]
    for forged in (honest.replace(":5:0:0:", ":5:5:0:"), honest.replace(":5:0:0:", ":5:77:0:"), honest.replace(":5:0:", ":9:0:")):
        response = await (await asked.server.click(member.outcome, forged, forge=True)).response()
        assert "This practice has ended" in response.text
        await member.click("New questions")
    boast = await asked.server.click(member.outcome, honest.replace(":5:0:0:", ":5:4:99:").replace("p00", "q0"), forge=True)
    assert "Question 5 of 5" in (await boast.response()).text
    await member.answer(rightly=True)
    assert "5 of 5 correct" in (await member.seen()).text  # and it counts for nothing


@pytest.mark.parametrize("custom_id", ["kotae1:quiz:", "kotae1:quiz:x:y", "kotae1:quiz:abcdef12::9:0:0:abcdef:z0", "kotae1:no"])
async def test_what_no_version_made(asked: Tutor, custom_id: str) -> None:
    member = Member(asked)
    await member.begin()
    response = await (await asked.server.click(member.outcome, custom_id, forge=True)).response()
    assert "older version" in response.text


async def test_a_forgery_on_a_message_for_all_is_answered_privately(asked: Tutor) -> None:
    member = Member(asked)
    button = (await member.go_to("choice")).buttons[0]["custom_id"]
    public = await asked.server.slash("explain", {"query": "wobbulator"}, locale=EN)
    response = await (await asked.server.click(await public.message(), button, forge=True, locale=EN)).response()
    assert (response.type, response.ephemeral) == (4, True)


@pytest.mark.parametrize(("locale", "said"), [(EN, "There is no topic “no such \\*topic\\*”"), (JA, "というトピックはない")])
async def test_an_unknown_topic(asked: Tutor, locale: str, said: str) -> None:
    message = await Member(asked, locale).begin(topic="no such *topic*")
    assert said in message.text
    assert re.search(r"Question 1 of 6|問 1/6", message.text)


async def test_topics_are_offered_while_typing(asked: Tutor) -> None:
    choices = await (await asked.server.autocomplete("quiz", {"topic": "MIR"}, "topic", locale=EN)).choices()
    assert choices == [{"name": "Mirfak", "value": "notes/mirfak"}]
    message = await Member(asked).begin(topic="notes/mirfak")
    assert "Question 1 of 1" in message.text


async def test_the_number_of_questions(asked: Tutor) -> None:
    assert "of 3" in (await Member(asked).begin(questions=3)).text
    assert "of 6" in (await Member(asked).begin(questions=50)).text
    for wrong in (0, 51):
        with pytest.raises(NotInvocable):
            await Member(asked).begin(questions=wrong)


async def test_nothing_typed_is_logged(asked: Tutor) -> None:
    member = Member(asked)
    await member.go_to("typed")
    await member.type("supercalifragilistic")
    assert "supercalifragilistic" not in asked.process.logs()
