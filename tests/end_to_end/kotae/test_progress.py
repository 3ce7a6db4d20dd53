"""`/progress`: the words at once, the picture in the same message a moment later."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image

from kotae.asking import BANK
from kotae.organising import logged
from kotae.posing import TODAY, Posing
from kotae.teaching import Tutor
from loopback import LoopbackDiscord, Message, Outcome, User

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
ORIGINAL = r"/webhooks/\d+/[^/]+/messages/@original"
DECK = """
title: {ja: ノート, en: Notes}
languages: [ja, en]
domains:
- {id: handling, ja: 取り扱い, en: Handling}
- {id: repair, ja: 修理, en: Repair}
exam:
- {id: Z-1, confirmed: false, weights: {handling: 70, repair: 30}}
"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def posing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Posing]:
    """One bot with a deck for an exam, for all tests here that do not say otherwise."""
    async with LoopbackDiscord(enforce_limits=False) as server:
        made = a_tutor(server, tmp_path_factory.mktemp("kotae"))
        try:
            await made.start()
            yield Posing(made)
        finally:
            await made.end()


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Iterator[None]:
    """After every test: Discord refused nothing, no one was pinged, and the log holds no trouble."""
    yield
    server = posing.tutor.server
    server.heal()
    assert server.rejections == []
    assert all(not message.pings for channel in server.world.channels.values() for message in server.posts(channel))
    assert "Traceback" not in posing.tutor.process.logs()


def a_tutor(server: LoopbackDiscord, folder: Path) -> Tutor:
    """With two exam domains, of which the questions belong to the first."""
    made = Tutor(server, folder)
    (made.deck.folder / "deck.yaml").write_text(DECK, "utf-8")
    for page in made.deck.folder.glob("*/all.md"):
        text = page.read_text("utf-8").replace("{#zorblax checked", "{#zorblax domain=handling checked")
        page.write_text(text, "utf-8")
    made.ask(BANK)
    return made


async def answered(posing: Posing, user: User, *given: tuple[str, bool], **place: Any) -> None:
    """These questions were answered by a user, one a day, the last one today; rightly or not."""
    channel = posing.tutor.server.add_channel(**place)
    for number, (question, rightly) in enumerate(reversed(given)):
        posted = await posing.post(question, channel=channel, day=TODAY - timedelta(days=number))
        await posted.answer_as(user.id, user.name, (0,), correct=rightly)


async def ask(posing: Posing, user: User, locale: str = EN, **place: Any) -> Outcome:
    """`/progress`; the answer is for the user alone."""
    outcome = await posing.tutor.server.slash("progress", user=user, locale=locale, **place)
    assert (await outcome.response()).ephemeral
    return outcome


def a_member(posing: Posing, name: str = "hanako") -> User:
    return posing.tutor.server.add_member(name).user


def gallery(message: Message) -> list[dict[str, Any]]:
    """The pictures shown in a message."""
    return [each for each in message.components[0]["components"] if each["type"] == 12]


MIXED = (("frob-typed", True), ("grib-pick", True), ("grib-two", True), ("mirfak-limit", False))
WORDS = {
    EN: (
        "## Your progress",
        "On this server",
        "4 answers, 3 right (75 %)",
        "Streak in days: 4 (best 4); freezes in hand: 0",
        "Days with answers in the last 26 weeks: 4",
        "Strongest: Zorblax: 3 of 3 right (100 %)",
        "Handling: 3 of 3 right (100 %) · 70 % of the exam (reported)",
        "Repair: no answer yet · 30 % of the exam (reported)",
        "Mirfak › Quixotic limit",
    ),
    JA: (
        "## 学習の記録",
        "このサーバーでの記録",
        "回答 4 問、正解 3 問（75 %）",
        "連続 4 日（最長 4 日）、フリーズの残り 0",
        "この 26 週間に答えた日: 4 日",
        "得意: ゾルブラックス: 3 問中 3 問正解（100 %）",
        "取り扱い: 3 問中 3 問正解（100 %） · 試験の 70 %（未確認）",
        "修理: まだ回答なし · 試験の 30 %（未確認）",
        "ミルファク › 空想的上限",
    ),
}


@pytest.mark.parametrize("locale", [EN, JA])
async def test_words_first_and_then_the_picture(posing: Posing, locale: str) -> None:
    user = a_member(posing)
    await answered(posing, user, *MIXED)
    outcome = await ask(posing, user, locale)
    first = await outcome.response()
    for words in WORDS[locale]:
        assert words in first.text
    assert first.message is not None
    assert not gallery(first.message)
    shown = await outcome.edit()
    assert shown.text == first.text
    (file,) = shown.files
    (item,) = gallery(shown)[0]["items"]
    assert item["description"] == file.description
    assert file.description is not None
    for words in WORDS[locale][2:5]:
        assert words in file.description
    with Image.open(io.BytesIO(file.content)) as image:
        assert (image.format, image.width) == ("PNG", 900)
    assert posing.tutor.process.logs().count("ERROR") == 0


@pytest.mark.parametrize(("locale", "label", "title"), [(EN, "Explain", "## Quixotic limit"), (JA, "解説", "## 空想的上限")])
async def test_what_to_study_next_opens_beside_it(posing: Posing, locale: str, label: str, title: str) -> None:
    user = a_member(posing)
    await answered(posing, user, *MIXED)
    outcome = await ask(posing, user, locale)
    await outcome.edit()
    opened = await posing.tutor.server.click(outcome, label=label, user=user, locale=locale)
    response = await opened.response()
    assert (response.type, response.ephemeral) == (4, True)
    assert title in response.text


@pytest.mark.parametrize(
    ("locale", "label", "line"), [(EN, "All by topic", "Mirfak: 0 of 1"), (JA, "トピック別に全部", "ミルファク: 1 問中 0")]
)
async def test_all_topics_on_request(posing: Posing, locale: str, label: str, line: str) -> None:
    user = a_member(posing)
    await answered(posing, user, *MIXED)
    outcome = await ask(posing, user, locale)
    listed = await (await posing.tutor.server.click(outcome, label=label, user=user, locale=locale)).response()
    assert (listed.type, listed.ephemeral) == (4, True)
    assert line in listed.text


@pytest.mark.parametrize(
    ("locale", "here", "alone"),
    [(EN, "`/today`", "Where a server has me ask one"), (JA, "`/今日の問題`（today）", "出題しているサーバーで")],
)
async def test_nothing_answered_yet(posing: Posing, locale: str, here: str, alone: str) -> None:
    user = a_member(posing, "newcomer")
    for place, words in (({}, here), ({"context": "bot_dm"}, alone)):
        message = await (await ask(posing, user, locale, **place)).message()
        assert words in message.text
        assert ("/quiz" if locale == EN else "/クイズ") in message.text
        assert not message.files


@pytest.mark.parametrize(
    ("locale", "place", "streak"), [(EN, "Everywhere you answer", "Streak"), (JA, "すべての場所での記録", "連続")]
)
async def test_in_direct_messages_it_is_everywhere(posing: Posing, locale: str, place: str, streak: str) -> None:
    user = a_member(posing)
    await answered(posing, user, ("grib-pick", True))
    other = posing.tutor.server.add_guild("Other", members=[user])
    await answered(posing, user, ("mirfak-limit", True), guild=other)
    for where in (
        {"context": "bot_dm"},
        {"guild": posing.tutor.server.add_guild("Without", members=[user], has_bot=False), "install": "user"},
    ):
        outcome = await ask(posing, user, locale, **where)
        message = await outcome.edit()
        assert place in message.text
        assert "2 answers, 2 right" in message.text or "回答 2 問、正解 2 問" in message.text
        assert streak not in message.text
        assert len(message.files) == 1
    assert "1 answer, 1 right" in (await (await ask(posing, user, guild=other)).message()).text


@pytest.mark.parametrize(
    ("locale", "words"),
    [(EN, "Waiting for their reveal, not counted here yet: 1"), (JA, "正解発表を待っている答え（まだ数えていません）: 1 問")],
)
async def test_what_is_told_at_the_reveal_is_not_told_before(posing: Posing, locale: str, words: str) -> None:
    user = a_member(posing)
    await answered(posing, user, ("grib-pick", True))
    channel = posing.tutor.server.add_channel()
    posted = await posing.post("mirfak-limit", channel=channel, feedback="reveal")
    await posted.answer_as(user.id, user.name, "21", correct=False)
    before = await (await ask(posing, user, locale)).message()
    assert words in before.text
    assert "Quixotic" not in before.text
    assert "空想的" not in before.text
    assert "1 answer, 1 right" in before.text or "回答 1 問、正解 1 問" in before.text
    await posted.close()
    after = await (await ask(posing, user, locale)).message()
    assert words not in after.text
    assert "Quixotic" in after.text or "空想的" in after.text


@pytest.mark.parametrize(
    "custom_id",
    [
        "kotae1:progress",
        "kotae1:progress:",
        "kotae1:progress:all:",
        "kotae1:progress:all:99999",
        "kotae1:progress:page:-1",
        "kotae1:progress:page:٣",
    ],
)
@pytest.mark.parametrize(("locale", "words"), [(EN, "older version of the bot"), (JA, "古いバージョン")])
async def test_hostile_buttons(posing: Posing, custom_id: str, locale: str, words: str) -> None:
    forged = await posing.tutor.server.click(await _a_message(posing), custom_id, forge=True, locale=locale)
    assert words in (await forged.response()).text


@pytest.mark.parametrize(
    ("custom_id", "words"), [("kotae1:progress:page:9999", "Page 1 of 1"), ("kotae1:progress:all:0", "Page 1 of 1")]
)
async def test_a_page_that_there_is_not(posing: Posing, custom_id: str, words: str) -> None:
    user, message = a_member(posing), await _a_message(posing)
    await answered(posing, user, *MIXED)
    forged = await posing.tutor.server.click(message, custom_id, forge=True, user=user, locale=EN)
    assert words in (await forged.response()).text
    stranger = a_member(posing, "stranger")
    forged = await posing.tutor.server.click(message, custom_id, forge=True, user=stranger, locale=EN)
    assert "not answered a question of the day yet" in (await forged.response()).text


async def _a_message(posing: Posing) -> Message:
    return (await posing.post("grib-pick", channel=posing.tutor.server.add_channel())).message


@pytest.mark.parametrize("fault", [429, 500, 503, "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_at_the_picture(posing: Posing, fault: int | str, after: bool) -> None:
    user, server = a_member(posing), posing.tutor.server
    await answered(posing, user, *MIXED)
    if fault == "reset":
        server.fail("PATCH", ORIGINAL, reset=True, after_accepting=after)
    else:
        server.fail("PATCH", ORIGINAL, int(fault), after_accepting=after and fault != 429)
    outcome = await ask(posing, user)
    count = 1 + (after and fault != 429)
    shown = await outcome.edit(count - 1, timeout=8)
    with Image.open(io.BytesIO(shown.files[0].content)) as image:
        assert image.width == 900
    assert len(gallery(shown)) == 1


async def test_discord_never_takes_the_picture(posing: Posing) -> None:
    user, server = a_member(posing), posing.tutor.server
    await answered(posing, user, *MIXED)
    before = posing.tutor.process.logs().count("a picture was not added")
    server.fail("PATCH", ORIGINAL, 403, times=None)
    outcome = await ask(posing, user)
    await logged(posing.tutor, "a picture was not added", before + 1)
    message = await outcome.message()
    assert WORDS[EN][2] in message.text
    assert not message.files
    server.heal()
    assert len((await (await ask(posing, user)).edit()).files) == 1


async def test_many_at_once(posing: Posing) -> None:
    users = [a_member(posing, f"member{number}") for number in range(5)]
    for user in users:
        await answered(posing, user, *MIXED)
    asked = await asyncio.gather(*(ask(posing, user, (EN, JA)[number % 2]) for number, user in enumerate(users)))
    shown = await asyncio.gather(*(each.edit(timeout=15) for each in asked))
    assert all(len(each.files) == 1 for each in shown)


async def test_a_restart_in_between(tmp_path: Path) -> None:
    async with LoopbackDiscord(enforce_limits=False) as server:
        made = a_tutor(server, tmp_path)
        try:
            posing = Posing(await made.start())
            user = a_member(posing)
            await answered(posing, user, *MIXED)
            outcome = await ask(posing, user)
            await outcome.edit()
            await made.process.restart()
            listed = await (await server.click(outcome, label="All by topic", user=user)).response()
            assert "Zorblax: 3 of 3" in listed.text
            opened = await (await server.click(outcome, label="Explain", user=user)).response()
            assert "## Quixotic limit" in opened.text
            assert len((await (await ask(posing, user)).edit()).files) == 1
            assert server.rejections == []
        finally:
            await made.end()


@pytest.mark.parametrize(("locale", "words"), [(EN, "I cannot look that up just now"), (JA, "いまは確認できません")])
async def test_without_a_database_it_says_so(tmp_path: Path, locale: str, words: str) -> None:
    async with LoopbackDiscord(enforce_limits=False) as server:
        made = a_tutor(server, tmp_path)
        try:
            posing = Posing(await made.start())
            user = a_member(posing)
            await answered(posing, user, *MIXED)
            await made.process.terminate()
            for left in made.data.glob("kotae.db-*"):
                left.unlink()
            data = made.data / "kotae.db"
            aside = data.rename(data.with_name("aside"))
            data.mkdir()
            await made.process.restart()
            outcome = await ask(posing, user, locale)
            assert words in (await outcome.response()).text
            data.rmdir()
            aside.rename(data)
            assert WORDS[locale][2] in (await (await ask(posing, user, locale)).message()).text
        finally:
            await made.end()
