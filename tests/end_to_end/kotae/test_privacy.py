"""`/privacy export` and `/privacy delete`, in both languages: what is in the file, and what is left."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kotae.belonging import EN, JA, Place
from kotae.organising import SEVEN, Organiser, asked
from kotae.posing import TODAY, Posing, Taker
from kotae.teaching import Tutor
from loopback import Message, User
from loopback.permissions import MANAGE_GUILD

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize("locale", [EN, JA])
BUTTON = {EN: "Delete everything", JA: "すべて削除する"}
GONE = {EN: "Everything that was stored about you is deleted.", JA: "保存していたものをすべて削除しました"}


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert "Traceback" not in posing.tutor.process.logs()


async def exported(place: Place, locale: str = EN, **where: Any) -> tuple[Message, dict[str, Any]]:
    """The message with the file, and what is in it."""
    outcome = await place.server.slash("privacy export", **(place.where(locale) | where))
    first = await outcome.response()
    assert first.ephemeral
    assert {EN: "One moment", JA: "少しお待ちください"}[locale] in first.text
    message = await outcome.edit(timeout=10)
    (file,) = message.files
    assert file.filename == "kotae-export.json"
    return message, json.loads(file.content)


async def delete(place: Place, locale: str = EN, user: User | None = None) -> Message:
    """Ask and press; the message afterwards."""
    outcome = await place.server.slash("privacy delete", **place.where(locale, user))
    assert {EN: "Delete everything?", JA: "すべて削除しますか？"}[locale] in (await outcome.response()).text
    pressed = await place.server.click(outcome, label=BUTTON[locale])
    return await pressed.message(timeout=10)


def anywhere(place: Place, needle: int) -> list[str]:
    """The columns of the whole database that hold a number."""
    tables = [name for (name,) in place.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for table in tables:
        for _, column, *_ in place.rows(f"PRAGMA table_info({table})"):
            if place.rows(f'SELECT 1 FROM {table} WHERE "{column}" = {needle}'):
                found.append(f"{table}.{column}")
    return found


@BOTH
async def test_everything_is_in_the_file(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.says("group create", name="Red")
    await place.answers(rightly=False)
    await Taker(await posing.post("frob-typed", channel=place.channel, day=TODAY - timedelta(1)), EN, place.user).type(
        "more than 30 s"
    )
    await place.organises("exclude", member=place.user)
    message, held = await exported(place, locale)
    assert {EN: "everything that is stored about you", JA: "保存しているものの全部です"}[locale] in message.text
    assert held["user"] == str(place.user.id)
    assert held["learner"]["name"] == "花子"
    (answer, *_) = held["answers"]
    assert answer["asked"]["en"] == "How long is the gribble interval?"
    assert answer["chosen_words"] == [{"en": "30 seconds", "ja": "30 秒"}]
    assert (answer["correct"], answer["server"], answer["channel"]) == (False, str(place.guild.id), str(place.channel.id))
    assert [each["server"] for each in held["exclusions"]] == [str(place.guild.id)]
    assert [each["excluded"] for each in held["members"]] == [True]
    assert [each["name"] for each in held["study_groups"]] == ["Red"]
    assert [each["typed"] for each in held["tries"]] == ["more than 30 s"]
    assert len(held["standings"]) == len(place.rows("SELECT * FROM standings WHERE server = {guild}"))


async def test_every_key_is_explained(posing: Posing) -> None:
    place = Place(posing)
    await place.says("group create", name="Red")
    posted = await posing.post("frob-typed", channel=place.channel)
    taker = Taker(posted, EN, place.user)
    await taker.type("more than 30 s")
    assert taker.outcome is not None
    await taker.type("30 s", taker.outcome)
    card = await place.server.slash("explain", {"query": "wobbulator"}, **place.where())
    await card.message()
    form = await place.server.click(card, label="Report")
    await (await place.server.submit_modal(form, {"answer": "wrong"})).response()
    await place.organises("exclude", member=place.user)
    role = place.server.add_role(place.guild, permissions=MANAGE_GUILD)
    place.guild.members[place.user.id].roles.append(role)
    await place.says("daily setup", channel=place.server.add_channel(place.guild))
    _, held = await exported(place)
    page = (Path(__file__).parents[3] / "docs/privacy.md").read_text("utf-8")
    explained = set(re.findall(r"`([a-z_]+)`", page))
    rows = [row for table in held.values() if isinstance(table, list) for row in table]
    assert all(held.values())
    keys = set(held) | set(held["learner"]) | {key for row in rows for key in row}
    assert keys - explained == set()


async def test_whether_it_was_right_is_not_told_before_the_reveal(posing: Posing) -> None:
    place = Place(posing)
    posted = await posing.post("grib-pick", channel=place.channel, feedback="reveal")
    await Taker(posted, EN, place.user).answer(rightly=True)
    assert [each["correct"] for each in (await exported(place))[1]["answers"]] == [None]
    await posted.close()
    assert [each["correct"] for each in (await exported(place))[1]["answers"]] == [True]


@BOTH
async def test_nothing_is_left(posing: Posing, locale: str) -> None:
    place = Place(posing)
    taro = place.member("taro")
    await place.says("group create", name="Red")
    await place.answers()
    await place.answers(taro)
    await place.organises("exclude", member=place.user)
    assert GONE[locale] in (await delete(place, locale)).text
    assert anywhere(place, place.user.id) == []
    _, held = await exported(place, locale)
    assert held["learner"] is None
    assert [each["server"] for each in held["exclusions"]] == [str(place.guild.id)]  # all that is left: a mark
    assert place.rows("SELECT count(*) FROM answers JOIN rounds ON id = round WHERE server = {guild}") == [(1,)]
    assert GONE[locale] in (await delete(place, locale)).text  # once more does no harm


async def test_a_later_answer_starts_anew(posing: Posing) -> None:
    place = Place(posing)
    await place.answers(day=TODAY - timedelta(1))
    await delete(place)
    response = await place.answers()
    assert "2 days in a row" not in response.text
    assert place.rows("SELECT length, best FROM members JOIN learners ON id = learner WHERE user = {user}") == [(1, 1)]


@BOTH
async def test_only_who_asked_may_press(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.answers()
    outcome = await place.server.slash("privacy delete", **place.where(locale))
    await outcome.response()
    (custom_id,) = (await outcome.message()).custom_ids
    taro = place.member("taro")
    await place.answers(taro)
    pressed = await place.server.click(outcome, custom_id, forge=True, **place.where(locale, taro))
    response = await pressed.response()
    assert {EN: "Only whoever asked", JA: "頼んだ本人だけ"}[locale] in response.text
    assert response.ephemeral
    assert anywhere(place, place.user.id)
    assert anywhere(place, taro.id)
    for forged in ("kotae1:privacy:delete:", f"kotae1:privacy:export:{place.user.id}", "kotae1:privacy:delete:１"):
        pressed = await place.server.click(outcome, forged, forge=True)
        assert {EN: "older version", JA: "古いバージョン"}[locale] in (await pressed.response()).text
    assert anywhere(place, place.user.id)


@BOTH
async def test_in_direct_messages(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.answers()
    where: dict[str, Any] = {"user": place.user, "context": "bot_dm", "guild": None, "channel": None}
    _, held = await exported(place, locale, **where)
    assert len(held["answers"]) == 1
    outcome = await place.server.slash("privacy delete", user=place.user, context="bot_dm", locale=locale)
    await outcome.response()
    pressed = await place.server.click(outcome, label=BUTTON[locale])
    assert GONE[locale] in (await pressed.message()).text
    assert anywhere(place, place.user.id) == []


@BOTH
async def test_a_locked_database_is_told_and_doing_it_again_finishes_it(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.answers()
    with place.locked():
        message = await delete(place, locale)
        assert {EN: "not finished", JA: "まだ終わっていません"}[locale] in message.text
    assert anywhere(place, place.user.id)
    pressed = await place.server.click(message, label=BUTTON[locale], **place.where(locale))
    assert GONE[locale] in (await pressed.message(timeout=10)).text
    assert anywhere(place, place.user.id) == []


async def test_a_broken_connection_hands_the_file_over_once_more(posing: Posing) -> None:
    place = Place(posing)
    await place.answers()
    place.server.fail("PATCH", r"/webhooks/", reset=True)
    assert len((await exported(place))[1]["answers"]) == 1


@pytest.mark.asyncio(loop_scope="function")
async def test_the_button_outlives_a_restart(tutor: Tutor) -> None:
    await tutor.start()
    place = Place(Posing(tutor))
    outcome = await place.server.slash("privacy delete", **place.where())
    await outcome.response()
    await tutor.process.restart()
    pressed = await place.server.click(outcome, label=BUTTON[EN])
    assert GONE[EN] in (await pressed.message(timeout=10)).text


@pytest.mark.asyncio(loop_scope="function")
async def test_a_pause_of_a_daily_whose_creator_is_forgotten_is_told_to_the_server(tutor: Tutor) -> None:
    """They set it up, had everything deleted, and then its channel goes."""
    await asked(tutor).start()
    here = Organiser(tutor, tutor.server.add_channel(name="quiz"))
    await here.set_up()
    server = tutor.server
    outcome = await server.slash("privacy delete", user=server.owner, locale=EN)
    await outcome.response()
    pressed = await server.click(outcome, label=BUTTON[EN])
    assert GONE[EN] in (await pressed.message(timeout=10)).text
    before = len(server.posts(server.channel))
    server.remove_channel(here.channel)
    tutor.at(SEVEN)
    message = await server.posted(server.channel, before + 1)
    assert "the channel is gone" in message.text
    assert server.rejections == []
