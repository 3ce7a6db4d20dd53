"""`/daily`: what organisers are told, in both languages, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from kotae.organising import EN, JA, Organiser, rows
from kotae.teaching import Tutor
from loopback import NotInvocable
from loopback import permissions as may

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOTH = pytest.mark.parametrize("locale", [EN, JA])


def organiser(shared: Tutor, locale: str = EN, deny: int = 0) -> Organiser:
    """With a channel of their own."""
    return Organiser(shared, shared.server.add_channel(name="quiz", deny_bot=deny), locale)


def settings(shared: Tutor, channel: int) -> tuple[Any, ...]:
    columns = "post_at, zone, topics, language, feedback, closes_after, ping_role"
    return rows(shared, f"SELECT {columns} FROM dailies WHERE channel = {channel}")[0]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            EN,
            (
                "## A question every day in <#{channel}>",
                "Every day at **23:59** (Pacific/Kiritimati)",
                "Topics: Zorblax, Mirfak",
                "In Japanese and English",
                "Right or wrong is told with the answer",
                "Open for 1 d 12 h",
                "The next one comes <t:",
                "Only you see it",
                "Question of the day · ",
            ),
        ),
        (
            JA,
            (
                "## <#{channel}> に毎日問題を出します",
                "毎日 **23:59**（Pacific/Kiritimati）",
                "トピック: ゾルブラックス、ミルファク",
                "日本語と英語で",
                "正誤は締切後の正解発表で",
                "1 日 12 時間受け付けます",
                "次の出題は <t:",
                "見えるのはあなただけ",
                "今日の問題 · ",
            ),
        ),
    ],
)
async def test_a_setup_shows_what_will_come(shared: Tutor, locale: str, said: tuple[str, ...]) -> None:
    here = organiser(shared, locale)
    response = await here.daily(
        "setup",
        channel=here.channel,
        time="午後11時59分",
        timezone="Pacific/Kiritimati",
        topic="zorblax、ミルファク",
        language="both",
        feedback="reveal",
        closes_after="36h",
    )
    for words in said:
        assert words.format(channel=here.channel.id) in response.text
    assert response.buttons
    assert all(button["disabled"] for button in response.buttons)
    assert settings(shared, here.channel.id)[:2] == (23 * 60 + 59, "Pacific/Kiritimati")


@pytest.mark.parametrize(("locale", "zone"), [(EN, "UTC"), (JA, "Asia/Tokyo")])
async def test_what_is_not_said_is_usual(shared: Tutor, locale: str, zone: str) -> None:
    here = organiser(shared, locale)
    assert f"<#{here.channel.id}>" in (await here.daily("setup")).text
    assert settings(shared, here.channel.id) == (420, zone, "[]", "ja" if locale == JA else "en", "now", None, None)


async def test_another_setup_changes_only_what_it_says(shared: Tutor) -> None:
    here = organiser(shared)
    role = shared.server.add_role(mentionable=True)
    await here.daily("setup", time="8pm", timezone="seoul", topic="mirfak", closes_after="12h", ping=role)
    text = (await here.daily("setup", feedback="reveal")).text
    assert "## Changed: the daily question in" in text
    before = settings(shared, here.channel.id)
    assert before == (1200, "Asia/Seoul", '["notes/mirfak"]', "en", "reveal", 720, role.id)
    await here.daily("setup", closes_after="next", topic="all")
    assert settings(shared, here.channel.id) == (1200, "Asia/Seoul", "[]", "en", "reveal", None, role.id)


NAMES = {
    may.VIEW_CHANNEL: ("View Channel", "チャンネルを見る"),
    may.SEND_MESSAGES: ("Send Messages", "メッセージを送信"),
    may.READ_MESSAGE_HISTORY: ("Read Message History", "メッセージ履歴を読む"),
}


@BOTH
@pytest.mark.parametrize("missing", list(NAMES))
async def test_a_missing_permission_is_named(shared: Tutor, missing: int, locale: str) -> None:
    here = organiser(shared, locale, missing)
    text = (await here.daily("setup", channel=here.channel)).text
    for permission, names in NAMES.items():
        assert (f"**{names[locale == JA]}**" in text) == (permission == missing)
    assert rows(shared, f"SELECT * FROM dailies WHERE channel = {here.channel.id}") == []


@pytest.mark.parametrize(
    ("locale", "said"), [(EN, "Only organisers"), (JA, "運営者（「サーバー管理」の権限を持つメンバー）だけ")]
)
async def test_others_are_refused(shared: Tutor, locale: str, said: str) -> None:
    here = organiser(shared, locale)
    for word in ("setup", "status", "pause", "resume", "now", "remove"):
        with pytest.raises(NotInvocable):
            await here.daily(word, user=shared.server.user)
        said_now = (await here.daily(word, user=shared.server.user, force=True)).text
        assert said in said_now
    manager = shared.server.add_member("manager", permissions=may.MANAGE_GUILD)
    assert f"<#{here.channel.id}>" in (await here.daily("setup", user=manager)).text


@pytest.mark.parametrize(
    ("options", "en", "ja"),
    [
        ({"time": "25:00"}, "There is no time “25:00”.", "「25:00」という時刻はありません"),
        ({"time": "soon"}, "“soon” cannot be read.", "「soon」は読み取れませんでした"),
        ({"timezone": "Tokio"}, "perhaps one of Asia/Tokyo", "もしかして: Asia/Tokyo"),
        ({"timezone": "qqqq"}, "There is no time zone qqqq", "「qqqq」というタイムゾーンはありません"),
        ({"topic": "astrology"}, "There is no topic “astrology”.", "「astrology」というトピックはありません"),
        ({"topic": "mirfak, astrology"}, "There is no topic “astrology”.", "「astrology」というトピックはありません"),
        ({"closes_after": "1 min"}, "is too short", "短すぎます"),
        ({"closes_after": "3 weeks"}, "is too long", "長すぎます"),
        ({"closes_after": "12"}, "has no unit", "単位がありません"),
    ],
)
async def test_what_cannot_be_read_is_told(shared: Tutor, options: dict[str, Any], en: str, ja: str) -> None:
    for locale, said in ((EN, en), (JA, ja)):
        here = organiser(shared, locale)
        assert said in (await here.daily("setup", **options)).text
        assert rows(shared, f"SELECT * FROM dailies WHERE channel = {here.channel.id}") == []


async def test_what_was_typed_mentions_nobody(shared: Tutor) -> None:
    here = organiser(shared)
    message = await here.daily("setup", topic="@everyone [x](https://evil.example.com)")
    assert message.pings == set()
    assert "\\[x\\](" in message.text


@pytest.mark.parametrize(("locale", "said"), [(EN, "I do not ping everyone."), (JA, "全員への通知はしません")])
async def test_everyone_is_never_pinged(shared: Tutor, locale: str, said: str) -> None:
    here = organiser(shared, locale)
    everyone = shared.server.guild.roles[shared.server.guild.id]
    assert said in (await here.daily("setup", ping=everyone)).text


@pytest.mark.parametrize(("locale", "said"), [(EN, "will not be notified"), (JA, "には通知が届きません")])
async def test_a_role_that_cannot_be_pinged_is_remarked_on(shared: Tutor, locale: str, said: str) -> None:
    here = organiser(shared, locale)
    role = shared.server.add_role(name="quiet")
    assert said in (await here.daily("setup", ping=role)).text


@pytest.mark.parametrize(
    ("locale", "typed", "value", "begun"),
    [
        (JA, "とうきょう", "Asia/Tokyo", "東京 · Asia/Tokyo · "),
        (EN, "new y", "America/New_York", "New York · America/New_York · "),
        (EN, "+5:45", "Asia/Kathmandu", "Kathmandu · Asia/Kathmandu · "),
        (JA, "", "Asia/Tokyo", "東京 · "),
    ],
)
async def test_time_zones_are_offered(shared: Tutor, locale: str, typed: str, value: str, begun: str) -> None:
    outcome = await shared.server.autocomplete(
        "daily setup", {"timezone": typed}, "timezone", user=shared.server.owner, locale=locale
    )
    choices = await outcome.choices()
    assert choices[0]["value"] == value
    assert choices[0]["name"].startswith(begun)


async def test_topics_are_offered(shared: Tutor) -> None:
    outcome = await shared.server.autocomplete("daily setup", {"topic": "mirf"}, "topic", user=shared.server.owner, locale=JA)
    assert [choice["name"] for choice in await outcome.choices()] == ["ミルファク"]


async def test_several_dailies_are_told_apart(shared: Tutor) -> None:
    here, there = organiser(shared), organiser(shared)
    await there.daily("setup")
    assert f"There is no daily question in <#{here.channel.id}>." in (await here.daily("pause")).text
    assert f"Paused: the daily question in <#{there.channel.id}>" in (await here.daily("pause", channel=there.channel)).text
    there.locale = JA
    assert f"<#{there.channel.id}> の毎日の問題を再開しました" in (await there.daily("resume")).text
    assert f"<#{there.channel.id}> での出題をやめました" in (await there.daily("remove")).text


@pytest.mark.parametrize(("locale", "said"), [(EN, "not recorded"), (JA, "記録できませんでした")])
async def test_a_locked_database_is_told(shared: Tutor, locale: str, said: str) -> None:
    here = organiser(shared, locale)
    with closing(sqlite3.connect(shared.data / "kotae.db", isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        assert said in (await here.daily("setup")).text
        lock.execute("ROLLBACK")
    assert f"<#{here.channel.id}>" in (await here.daily("setup")).text


async def test_it_is_for_servers_only(shared: Tutor) -> None:
    with pytest.raises(NotInvocable):
        await shared.server.slash("daily status", user=shared.server.owner, context="bot_dm")


@pytest.mark.parametrize(("locale", "said"), [(EN, "no daily question in this server yet"), (JA, "まだ毎日の問題がありません")])
async def test_a_server_without_any(shared: Tutor, locale: str, said: str) -> None:
    guild = shared.server.add_guild(owner=shared.server.owner)
    outcome = await shared.server.slash("daily status", user=shared.server.owner, guild=guild, locale=locale)
    assert said in (await outcome.response()).text


@BOTH
async def test_reports_that_nobody_saw_are_counted(shared: Tutor, locale: str) -> None:
    here = organiser(shared, locale)
    await here.daily("setup")
    guild = shared.server.guild.id
    with closing(sqlite3.connect(shared.data / "kotae.db", timeout=5)) as connection, connection:
        person = (
            "INSERT OR IGNORE INTO learners (user, name, created_at, last_seen_at) VALUES (5, 'x', '2026-01-01', '2026-01-01')"
        )
        connection.execute(person)
        connection.execute(
            "INSERT INTO reports (server, learner, subject, about, words, made_at) "
            f"SELECT {guild}, id, 'fact', 'x', 'y', '2026-01-01 00:00:00.000000' FROM learners"
        )
    text = (await here.daily("status")).text
    assert ("members that no organiser has seen: **" if locale == EN else "まだ見ていないメンバーからの報告: **") in text
