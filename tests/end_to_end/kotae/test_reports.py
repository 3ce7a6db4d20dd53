"""Reports: what members say is wrong, and how organisers come to see it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.store import reports, servers
from kotae.asking import Member
from kotae.posing import Posing, Taker, the_store
from loopback import Channel, Guild, Message, Outcome, Response, User

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
MANAGE_GUILD, SEND_MESSAGES = 1 << 5, 1 << 11
HOSTILE = "@everyone **look** <@1> [x](https://evil.example)"


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, no one was pinged, and the log holds no trouble."""
    posing.tutor.server.heal()
    yield
    server = posing.tutor.server
    assert server.rejections == []
    assert all(not message.pings for channel in server.world.channels.values() for message in server.posts(channel))
    assert "Traceback" not in posing.tutor.process.logs()


class Place:
    """A server of its own with a channel where questions are asked, and one for reports."""

    def __init__(self, posing: Posing, locale: str = "en-US") -> None:
        self.posing = posing
        self.server = posing.tutor.server
        self.user = self.server.add_user("hanako", global_name="花子")
        self.guild: Guild = self.server.add_guild("Group", members=[self.server.user, self.user], locale=locale)
        self.channel: Channel = next(iter(self.guild.channels.values()))
        self.desk: Channel = self.server.add_channel(self.guild, "desk")

    async def choose(self, channel: Channel | None, locale: str = EN, **place: Any) -> Response:
        """`/organise reports-channel`, by the owner."""
        options = {} if channel is None else {"channel": channel}
        who = {"user": self.server.owner, "guild": self.guild, "channel": self.channel, "locale": locale, **place}
        return await (await self.server.slash("organise reports-channel", options, **who)).response()

    async def status(self, locale: str = EN, **place: Any) -> Outcome:
        """`/daily status`, by the owner."""
        who = {"user": self.server.owner, "guild": self.guild, "channel": self.channel, "locale": locale, **place}
        return await self.server.slash("daily status", **who)

    async def kept(self) -> list[tuple[str, str, str, bool]]:
        """What is on the disk: subject, key, words, whether it was delivered."""
        async with the_store(self.posing.tutor) as store:
            all_of_them = await reports.undelivered(store, self.guild.id, 1000)
        return [(each.subject, each.about, each.words, each.delivered_at is not None) for each in all_of_them]

    async def all_delivered(self) -> None:
        """Wait until the store knows that all were."""
        for _ in range(500):
            if not await self.kept():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(await self.kept())

    async def arrived(self, count: int = 1) -> Message:
        return await self.server.posted(self.desk, count)


async def send(posing: Posing, form: Outcome, words: str) -> Response:
    return await (await posing.tutor.server.submit_modal(form, {"answer": words})).response()


async def a_report(place: Place, words: str = "the key is wrong", locale: str = EN, user: User | None = None) -> Response:
    """Answer a question of that place and report it."""
    posted = await place.posing.post("grib-pick", channel=place.channel)
    taker = Taker(posted, locale, user or place.user)
    outcome = await taker.tap("7 minutes")
    form = await taker.press(outcome, ("Report", "報告")[taker.japanese])
    return await send(place.posing, form, words)


@pytest.mark.parametrize(("locale", "said"), [(EN, "on its way to the organisers"), (JA, "運営者に届けます")])
async def test_a_report_with_a_channel(posing: Posing, locale: str, said: str) -> None:
    place = Place(posing, locale)
    await place.choose(place.desk)
    response = await a_report(place, f"the key is wrong\n{HOSTILE}", locale)
    assert said in response.text
    assert response.ephemeral
    text = (await place.arrived()).text
    for shown in ("the key is wrong", "notes/grib-pick", "花子", "all.yaml:"):
        assert shown in text
    assert {EN: "How long is the gribble interval?", JA: "グリブル間隔はどれだけ？"}[locale] in text
    assert {EN: "The key says: ", JA: "登録されている正解: "}[locale] in text
    assert "（100 %）" in text or "(100 %)" in text
    assert "https://evil" not in text
    assert str(posing.tutor.deck.folder.parent) not in text
    await place.all_delivered()


async def test_reports_of_every_kind_of_card(posing: Posing) -> None:
    place = Place(posing)
    await place.choose(place.desk)
    server = place.server
    where: dict[str, Any] = {"guild": place.guild, "channel": place.channel, "locale": EN, "user": place.user}
    card = await server.slash("explain", {"query": "wobbulator"}, **where)
    await card.message()
    form = await server.click(card, label="Report")
    assert "on its way" in (await send(posing, form, "it makes no noise")).text
    text = (await place.arrived()).text
    assert "Wobbulator" in text
    assert "notes/wobbulator" in text
    assert "en/all.md:" in text
    member = Member(posing.tutor, **where)
    await member.go_to("choice")
    await member.answer(rightly=True)
    form = await server.click(member.outcome, label="Report")
    before = (await member.seen()).text
    assert "on its way" in (await send(posing, form, "practised")).text
    assert (await member.seen()).text == before
    assert "notes/grib-pick" in (await place.arrived(2)).text
    posted = await posing.post("grib-two", channel=place.channel)
    await Taker(posted, user=place.user).answer(rightly=True)
    form = await Taker(posted, user=place.user).press(await posted.reveal(spoken="en"), "Report")
    await send(posing, form, "revealed")
    message = await place.arrived(3)
    assert "notes/grib-two" in message.text
    assert message.buttons[0]["url"].endswith(f"/{posted.message.id}")


async def test_without_a_channel_they_wait_until_there_is_one(posing: Posing) -> None:
    place = Place(posing)
    for words in ("first", "second"):
        await a_report(place, words)
    assert [(subject, key, words) for subject, key, words, _ in await place.kept()] == [
        ("question", "notes/grib-pick", "first"),
        ("question", "notes/grib-pick", "second"),
    ]
    response = await place.choose(place.desk)
    assert f"<#{place.desk.id}>" in response.text
    assert "2 kept so far are sent along" in response.text
    assert "second" in (await place.arrived(2)).text
    assert "first" in place.server.posts(place.desk)[0].text
    await place.all_delivered()
    assert len(place.server.posts(place.desk)) == 2


@pytest.mark.parametrize(
    ("locale", "kept", "show", "read", "none"),
    [
        (EN, "kept for the organisers of this server", "Show reports", "Mark as read", "no reports that no organiser"),
        (JA, "運営者のために保管しました", "報告を見る", "既読にする", "まだ見ていない報告はありません"),
    ],
)
async def test_without_a_channel_the_status_shows_them(
    posing: Posing, locale: str, kept: str, show: str, read: str, none: str
) -> None:
    place = Place(posing)
    for words in ("first", f"second {HOSTILE}", "third"):
        assert kept in (await a_report(place, words, locale)).text
    status = await place.status(locale)
    assert "**3" in (await status.message()).text
    opened = await place.server.click(status, label=show)
    message = await opened.message()
    assert message.ephemeral
    assert all(shown in message.text for shown in ("first", "notes/grib-pick", "花子", "all.yaml:"))
    assert ("The key says: ", "登録されている正解: ")[locale == JA] in message.text
    assert "first" not in (await status.message()).text
    assert "(2/3)" in message.buttons[-2]["label"]
    await (await place.server.click(opened, "kotae1:reports:1")).response()
    assert "second" in (await opened.message()).text
    assert "](https://evil" not in (await opened.message()).text
    await (await place.server.click(opened, label=read)).response()
    assert "third" in (await opened.message()).text
    assert [words.split()[0] for _, _, words, _ in await place.kept()] == ["first", "third"]
    for _ in range(2):
        await (await place.server.click(opened, label=read)).response()
    assert none in (await opened.message()).text
    assert await place.kept() == []
    text = (await (await place.status(locale)).message()).text
    assert ("no organiser has seen", "まだ見ていない")[locale == JA] not in text


@pytest.mark.parametrize(("locale", "said"), [(EN, "for organisers"), (JA, "運営者向け")])
async def test_only_organisers_read_them(posing: Posing, locale: str, said: str) -> None:
    place, elsewhere = Place(posing), Place(posing)
    await a_report(place)
    await a_report(elsewhere, "not yours")
    card = await place.status()
    await card.message()
    for custom_id in ("kotae1:reports:open", "kotae1:reports:0", "kotae1:reports:0:1"):
        pressed = await place.server.click(card, custom_id, forge=True, locale=locale, user=place.user)
        assert said in (await pressed.response()).text
    async with the_store(posing.tutor) as store:
        (other,) = await reports.undelivered(store, elsewhere.guild.id)
    for custom_id in (f"kotae1:reports:0:{other.id}", "kotae1:reports:9999", f"kotae1:reports:0:{10**17}"):
        pressed = await place.server.click(card, custom_id, forge=True)
        assert "the key is wrong" in (await pressed.response()).text
    assert len(await elsewhere.kept()) == 1


@pytest.mark.parametrize(("locale", "said"), [(EN, "**not recorded**"), (JA, "**記録できませんでした**")])
async def test_one_that_cannot_be_marked_as_read(posing: Posing, locale: str, said: str) -> None:
    place = Place(posing)
    await a_report(place)
    status = await place.status()
    await status.message()
    opened = await place.server.click(status, label="Show reports", locale=locale)
    mark = (await opened.message()).buttons[-1]["custom_id"]
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pressed = await place.server.click(opened, mark)
        assert said in (await pressed.message(timeout=8)).text
        other.execute("ROLLBACK")
    assert len(await place.kept()) == 1


@pytest.mark.parametrize(
    ("locale", "gone", "lacking"),
    [
        (EN, "The channel for reports is gone", "I need there: Send Messages."),
        (JA, "報告先のチャンネルがなくなった", "そこで必要な権限: メッセージを送信。"),
    ],
)
async def test_a_channel_that_is_lost_is_told_in_the_status(posing: Posing, locale: str, gone: str, lacking: str) -> None:
    place = Place(posing)
    await place.choose(place.desk)
    place.server.deny_bot(place.desk, SEND_MESSAGES)
    assert lacking in (await (await place.status(locale)).message()).text
    assert ("kept for the organisers", "保管しました")[locale == JA] in (await a_report(place, locale=locale)).text
    place.server.remove_channel(place.desk)
    text = (await (await place.status(locale)).message()).text
    assert gone in text
    assert "**1" in text
    assert ("kept for the organisers", "保管しました")[locale == JA] in (await a_report(place, locale=locale)).text


@pytest.mark.parametrize(("locale", "remark"), [(EN, "Everyone can read that channel"), (JA, "全員が読めます")])
async def test_a_channel_that_everyone_reads_is_taken_with_a_remark(posing: Posing, locale: str, remark: str) -> None:
    place = Place(posing)
    assert remark in (await place.choose(place.desk, locale)).text
    office = place.server.add_channel(place.guild, "office", hidden=True)
    text = (await place.choose(office, locale)).text
    assert f"<#{office.id}>" in text
    assert remark not in text


async def test_the_channel_can_be_taken_back(posing: Posing) -> None:
    place = Place(posing)
    await place.choose(place.desk)
    assert "no longer sent anywhere" in (await place.choose(None)).text
    await a_report(place)
    assert len(await place.kept()) == 1
    assert place.server.posts(place.desk) == []


@pytest.mark.parametrize(
    ("locale", "said", "named"), [(EN, "I cannot post in", "Send Messages"), (JA, "に投稿できません", "メッセージを送信")]
)
async def test_a_channel_where_the_bot_may_not_speak(posing: Posing, locale: str, said: str, named: str) -> None:
    place = Place(posing)
    quiet = place.server.add_channel(place.guild, "quiet", deny_bot=SEND_MESSAGES)
    text = (await place.choose(quiet, locale)).text
    assert said in text
    assert named in text
    async with the_store(posing.tutor) as store:
        assert (await servers.of(store, place.guild.id)).reports_channel is None


@pytest.mark.parametrize(("locale", "said"), [(EN, "for organisers"), (JA, "運営者向け")])
async def test_not_an_organiser(posing: Posing, locale: str, said: str) -> None:
    place = Place(posing)
    response = await place.choose(place.desk, locale, user=place.server.user, force=True)
    assert said in response.text
    assert response.ephemeral
    async with the_store(posing.tutor) as store:
        assert (await servers.of(store, place.guild.id)).reports_channel is None
    organiser = place.server.add_member("kanri", place.guild, permissions=MANAGE_GUILD)
    assert f"<#{place.desk.id}>" in (await place.choose(place.desk, user=organiser)).text


async def test_a_channel_that_is_lost_keeps_the_reports(posing: Posing) -> None:
    place = Place(posing)
    await place.choose(place.desk)
    place.server.deny_bot(place.desk, SEND_MESSAGES)
    await a_report(place)
    assert len(await place.kept()) == 1
    place.server.deny_bot(place.desk, 0)
    await a_report(place, "another")
    assert "another" in (await place.arrived(2)).text


@pytest.mark.parametrize("fault", [500, 503, "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_as_a_report_is_sent(posing: Posing, fault: int | str, after: bool) -> None:
    """It is sent once, now or with the next one."""
    place = Place(posing)
    await place.choose(place.desk)
    path = rf"/channels/{place.desk.id}/messages"
    if fault == "reset":
        place.server.fail("POST", path, reset=True, after_accepting=after)
    else:
        place.server.fail("POST", path, int(fault), after_accepting=after)
    await a_report(place, "sent once")
    await asyncio.sleep(0.5)
    await a_report(place, "the next")
    await place.arrived(2)
    assert [each.text.count("sent once") for each in place.server.posts(place.desk)] == [1, 0]


async def test_in_direct_messages_they_are_kept_for_the_host(posing: Posing) -> None:
    server = posing.tutor.server
    elsewhere = server.add_guild("No bot here", has_bot=False, members=[server.user])
    places: list[dict[str, Any]] = [{"context": "bot_dm"}, {"guild": elsewhere, "install": "user"}]
    for place in places:
        card = await server.slash("explain", {"query": "wobbulator"}, locale=EN, **place)
        await card.message()
        response = await send(posing, await server.click(card, label="Report"), "it makes no noise")
        assert "kept for whoever runs this bot" in response.text
        assert response.ephemeral


@pytest.mark.parametrize(("locale", "said"), [(EN, "as many as I take in a day"), (JA, "1 日にこの件数まで")])
async def test_too_many(posing: Posing, locale: str, said: str) -> None:
    place = Place(posing)
    busy = place.server.add_member("busy", place.guild).user
    for number in range(10):
        assert said not in (await a_report(place, f"number {number}", locale, busy)).text
    assert said in (await a_report(place, "one more", locale, busy)).text
    assert len(await place.kept()) == 10


async def test_a_blank_report(posing: Posing) -> None:
    place = Place(posing)
    assert "nothing in the report" in (await a_report(place, "  \n ")).text
    assert await place.kept() == []


async def test_a_report_of_what_is_gone(posing: Posing) -> None:
    place = Place(posing)
    card = await place.server.slash("explain", {"query": "wobbulator"}, guild=place.guild, channel=place.channel, locale=EN)
    await card.message()
    for custom_id in ("kotae1:report:f:notes/none", "kotae1:report:q:notes/none", "kotae1:report:r:99999", "kotae1:report:f:~00"):
        form = await place.server.click(card, custom_id, forge=True)
        assert "no longer in the notes" in (await send(posing, form, "what is this")).text
    assert await place.kept() == []


async def test_the_words_are_not_logged(posing: Posing) -> None:
    await a_report(Place(posing), "supercalifragilistic")
    assert "supercalifragilistic" not in posing.tutor.process.logs()
