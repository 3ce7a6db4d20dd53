"""`/settings`: an alias, and appearing or not, in both languages, on servers and in direct messages."""

from __future__ import annotations

from typing import Any

import pytest

from kotae.belonging import EN, JA, Place
from kotae.posing import Posing
from kotae.teaching import Tutor
from loopback import Message, Outcome

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize("locale", [EN, JA])
CHOOSE, HIDE, SHOW = (
    ("Choose an alias", "別名を決める"),
    ("Appear on no board", "順位表に出ない"),
    ("Appear on boards", "順位表に出る"),
)
SHOWN = " UNION ".join(
    f"SELECT shown FROM {table} JOIN learners ON id = learner WHERE user = {{user}}" for table in ("standings", "group_standings")
)


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert "Traceback" not in posing.tutor.process.logs()


class Looking:
    """Someone's own settings, as they see them."""

    def __init__(self, place: Place, locale: str) -> None:
        self.place, self.locale = place, locale
        self.outcome: Outcome = None  # type: ignore[assignment]

    async def open(self) -> Message:
        self.outcome = await self.place.server.slash("settings", **self.place.where(self.locale))
        return await self.outcome.message()

    async def press(self, label: tuple[str, str]) -> Outcome:
        return await self.place.server.click(self.outcome, label=label[self.locale == JA])

    async def call(self, alias: str) -> str:
        sent = await self.place.server.submit_modal(await self.press(CHOOSE), {"answer": alias} if alias else {})
        return (await sent.message(timeout=10)).text


@BOTH
async def test_how_one_appears(posing: Posing, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    text = (await looking.open()).text
    assert {EN: "Name: **花子**, as on Discord", JA: "名前: **花子**（Discord の名前）"}[locale] in text
    assert {EN: "Boards: you appear", JA: "順位表: 出ます"}[locale] in text
    assert {EN: "Study group here: none", JA: "ここでの学習グループ: なし"}[locale] in text
    assert place.rows("SELECT * FROM learners WHERE user = {user}") == []  # to look leaves nothing
    await place.says("group create", name="Red")
    assert {EN: "Study group here: **Red**", JA: "学習グループ: **Red**"}[locale] in (await looking.open()).text


@BOTH
async def test_an_alias_is_chosen_and_cleared(posing: Posing, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    await looking.open()
    text = await looking.call(" Silent  *fox* ")
    assert {EN: "From now on you appear as **Silent \\*fox\\***.", JA: "これからは **Silent \\*fox\\*** と表示"}[locale] in text
    assert place.rows("SELECT alias, name FROM learners WHERE user = {user}") == [("Silent *fox*", "花子")]
    assert {EN: "the alias you chose", JA: "自分で決めた別名"}[locale] in (await looking.open()).text
    text = await looking.call("")
    assert {EN: "under your own name", JA: "自分の名前で表示"}[locale] in text
    assert place.rows("SELECT alias FROM learners WHERE user = {user}") == [(None,)]


@BOTH
@pytest.mark.parametrize("alias", ["@everyone", "<@1>", "＠here"])
async def test_an_alias_calls_nobody(posing: Posing, alias: str, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    await looking.open()
    assert {EN: "must not look like a mention", JA: "メンションに見えて"}[locale] in await looking.call(alias)
    assert place.rows("SELECT * FROM learners WHERE user = {user}") == []


@BOTH
@pytest.mark.parametrize("alias", ["SOMEONE（deleted）", "削除し\u2061た人"])
async def test_an_alias_is_not_what_boards_call_those_who_are_gone(posing: Posing, alias: str, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    await looking.open()
    assert {EN: "That name is not free here", JA: "その名前は使えません"}[locale] in await looking.call(alias)
    assert place.rows("SELECT * FROM learners WHERE user = {user}") == []


@BOTH
async def test_on_no_board_and_on_them_again(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.says("group create", name="Red")
    await place.answers()
    looking = Looking(place, locale)
    await looking.open()
    text = (await (await looking.press(HIDE)).response()).text
    assert {EN: "From now on you appear on no board.", JA: "これからはどの順位表にも出ません"}[locale] in text
    assert place.rows(SHOWN) == [(0,)]
    text = (await (await looking.press(SHOW)).response()).text  # the button is now the other one
    assert {EN: "From now on you appear on boards.", JA: "これからは順位表に出ます"}[locale] in text
    assert place.rows(SHOWN) == [(1,)]


@BOTH
async def test_in_direct_messages_and_where_the_bot_is_not(posing: Posing, locale: str) -> None:
    server = posing.tutor.server
    taro = server.add_user("taro")
    elsewhere = server.add_guild("No bot here", has_bot=False, members=[taro])
    places: list[dict[str, Any]] = [{"context": "bot_dm"}, {"guild": elsewhere, "install": "user"}]
    for place in places:
        outcome = await server.slash("settings", locale=locale, user=taro, **place)
        message = await outcome.message()
        assert message.ephemeral
        assert {EN: "How you appear", JA: "あなたの見え方"}[locale] in message.text
        assert {EN: "Study group", JA: "学習グループ"}[locale] not in message.text
        pressed = await server.click(outcome, label=HIDE[locale == JA])
        assert {EN: "on no board", JA: "出ません"}[locale] in (await pressed.response()).text
        shown = await server.click(outcome, "kotae1:settings:show", forge=True)
        assert {EN: "From now on you appear on boards.", JA: "これからは順位表に出ます。"}[locale] in (
            await shown.response()
        ).text


@BOTH
async def test_a_locked_database_is_told(posing: Posing, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    await looking.open()
    with place.locked():
        said = {EN: "not recorded", JA: "記録できませんでした"}[locale]
        assert said in await looking.call("Fox")
    await looking.open()
    assert "**Fox**" in await looking.call("Fox")


@BOTH
async def test_a_custom_id_that_is_none_is_answered(posing: Posing, locale: str) -> None:
    place = Place(posing)
    looking = Looking(place, locale)
    await looking.open()
    for custom_id in ("kotae1:settings:", "kotae1:settings:erase", "kotae1:settings:hide:1", "kotae1:settings:hide\n"):
        pressed = await place.server.click(looking.outcome, custom_id, forge=True)
        assert {EN: "older version", JA: "古いバージョン"}[locale] in (await pressed.response()).text
    assert place.rows("SELECT * FROM learners WHERE user = {user}") == []


@pytest.mark.asyncio(loop_scope="function")
async def test_buttons_and_forms_outlive_a_restart(tutor: Tutor) -> None:
    await tutor.start()
    place = Place(Posing(tutor))
    looking = Looking(place, EN)
    await looking.open()
    form = await looking.press(CHOOSE)
    await form.modal()
    await tutor.process.restart()
    sent = await tutor.server.submit_modal(form, {"answer": "Fox"})
    assert "you appear as **Fox**" in (await sent.response()).text
    assert "on no board" in (await (await looking.press(HIDE)).response()).text
