"""`/leaderboard` as members look at it: one bot, which is never restarted but where a test says so."""

from __future__ import annotations

import io
import itertools
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from bot.store import answers, appearing, dailies, groups, rounds, seasons
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.learners import Seen
from bot.store.rounds import Claim
from bot.tutor import boards
from kotae.posing import EARLY, LAST_MINUTE, NOW, TODAY, Posing, slow, the_store
from loopback import Message, Outcome, User

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
WEEK = timedelta(days=7)
HOSTILE = "@everyone **x** [y](https://evil.example) <@1>"
NUMBERS = itertools.count(10**15)
BOTH = pytest.mark.parametrize("locale", [EN, JA])


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, no one was pinged, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert all(not each.pings for each in posing.tutor.server.posts())
    assert "Traceback" not in posing.tutor.process.logs()
    assert "ERROR" not in posing.tutor.process.logs()


class Place:
    """A server of its own, whose members have answered what a test says, and one of them who looks.

    Days are asked in order: after an earlier one the bot would count anew, and meet the test's own writing.
    """

    def __init__(self, posing: Posing, locale: str = EN) -> None:
        self.posing, self.server, self.locale = posing, posing.tutor.server, locale
        self.user: User = self.server.add_user("hanako", global_name="花子")
        self.guild = self.server.add_guild("Group", members=[self.user])
        self.channel = next(iter(self.guild.channels.values()))
        self.where: dict[str, Any] = {"guild": self.guild, "channel": self.channel, "locale": locale, "user": self.user}
        self._people: dict[str, int] = {"me": self.user.id}

    def number(self, name: str) -> int:
        """The Discord user of that name; `me` is whoever looks."""
        return self._people.get(name) or self._people.setdefault(name, next(NUMBERS))

    async def answered(self, given: dict[str, bool], day: date = TODAY, question: str = "grib-pick") -> None:
        """A round of that day in the server, and who answered it rightly or wrongly."""
        posed = next(each for each in self.posing.library.questions if each.id == question)
        chosen = DailySettings(post_at=LAST_MINUTE, zone=EARLY)
        async with the_store(self.posing.tutor) as store:
            running = await seasons.running(store, self.guild.id)
            daily = await dailies.set_up(store, self.guild.id, self.channel.id, chosen, by=1, at=NOW, seed="s")
            claim = Claim(
                daily.id, self.guild.id, self.channel.id, day, posed.key, posed.facts, "{}", NOW, difficulty=1, season=running
            )
            number = (await rounds.claim(store, claim)).round.id
            await rounds.posted(store, number, 5, NOW, None)
            for name, rightly in given.items():
                called = "花子" if name == "me" else name
                await answers.record(store, Given(number, self.number(name), called, (0,), rightly, datetime.now(UTC)))
            await rounds.closed(store, number, NOW)
            await rounds.revealed(store, number, 6, NOW)

    async def join(self, group: str, *names: str) -> None:
        """A study group and its members."""
        async with the_store(self.posing.tutor) as store:
            made = await groups.create(store, self.guild.id, group, group.casefold(), NOW, 9)
            assert made is not None
            for name in names:
                await groups.enter(
                    store, self.guild.id, Seen(self.number(name), "花子" if name == "me" else name, NOW), made.id, ""
                )

    async def mark(self, name: str, change: str) -> None:
        """As `/settings` and `/organise exclude` do."""
        async with the_store(self.posing.tutor) as store:
            if change == "hidden":
                await appearing.hide(store, Seen(self.number(name), "花子" if name == "me" else name, NOW), hidden=True)
            else:
                await appearing.exclude(store, self.guild.id, self.number(name), f"mark {self.number(name)}", NOW)

    async def keep_house(self) -> None:
        """As the bot does every hour: who answered nothing for long fades."""
        async with the_store(self.posing.tutor) as store:
            await boards.fade(store, datetime.now(UTC))

    async def look(self, **options: Any) -> Outcome:
        """`/leaderboard`."""
        outcome = await self.server.slash("leaderboard", options, **self.where)
        assert (await outcome.message()).ephemeral
        return outcome

    async def seen(self, **options: Any) -> str:
        """The words of the board."""
        return (await (await self.look(**options)).message()).text

    async def press(self, outcome: Outcome, label: str) -> Message:
        """Press the button whose label contains that; the message afterwards."""
        button = next(each for each in (await outcome.message()).buttons if label in each["label"])
        pressed = await self.server.click(outcome, button["custom_id"], locale=self.locale, user=self.user)
        return await pressed.message()

    async def choose(self, outcome: Outcome, menu: int, value: str) -> Message:
        """Set a menu; the message afterwards."""
        select = (await outcome.message()).selects[menu]
        return await (
            await self.server.select(outcome, select["custom_id"], [value], locale=self.locale, user=self.user)
        ).message()


def english(locale: str, en: str, ja: str) -> str:
    return en if locale == EN else ja


@BOTH
async def test_ties_share_a_place_and_ones_own_is_named(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({"Ann": True, "Bob": True, "me": False})
    text = await place.seen()
    assert text.startswith(english(locale, "## Leaderboard · this week", "## 順位表 · 今週"))
    for rank, name in ((1, "Ann"), (1, "Bob"), (3, "**花子**")):
        assert english(locale, f"**{rank}.** {name} · ", f"**{rank} 位** {name} · ") in text
    assert english(locale, "2 points · you", "2 点 · あなた") in text
    assert english(locale, "You: place 3 of 3 · 2 points", "あなた: 3 人中 3 位 · 2 点") in text
    assert english(locale, "The server's streak: 1 day", "サーバーの連続記録") in text


@BOTH
async def test_an_empty_board_says_how_to_begin(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    for by in ("member", "group", "topic"):
        text = await place.seen(by=by)
        assert english(locale, "`/group create`" if by == "group" else "`/today`", "`/") in text
        assert {"Picture", "画像で見る"}.isdisjoint(each["label"] for each in (await (await place.look(by=by)).message()).buttons)
    assert english(locale, "No season was ever begun", "シーズンが始まったことがありません") in await place.seen(period="season")


@BOTH
async def test_ones_own_place_is_seen_from_every_page(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({f"m{number}": True for number in range(24)} | {"me": False})
    outcome = await place.look(period="today")
    message = await outcome.message()
    assert english(locale, "place 25 of 25", "25 人中 25 位") in message.text
    assert english(locale, "Page 1 of 3", "1/3 ページ") in message.text
    assert message.text.count(english(locale, "**1.** ", "**1 位** ")) == 10
    for page in (2, 3):
        message = await place.press(outcome, english(locale, "Next page", "次のページ"))
        assert english(locale, f"Page {page} of 3", f"{page}/3 ページ") in message.text
        assert english(locale, "place 25 of 25", "25 人中 25 位") in message.text
    assert english(locale, "**25.** **花子**", "**25 位** **花子**") in message.text
    message = await place.press(outcome, english(locale, "Previous page (2/3)", "前のページ (2/3)"))
    assert english(locale, "Page 2 of 3", "2/3 ページ") in message.text


@BOTH
async def test_what_changed_since_the_week_before(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({"Ann": True, "me": False}, TODAY - WEEK)
    await place.answered({"Ann": False, "me": True, "New": False})
    outcome = await place.look()
    text = (await outcome.message()).text
    assert english(locale, "points · up 1 · you", "点 · 1 つ上昇 · あなた") in text
    assert english(locale, "points · down 1", "点 · 1 つ下降") in text
    assert english(locale, "points · not there last time", "点 · 前回なし") in text
    assert (
        english(locale, "First three of the week before: 1. Ann (10 points), 2. 花子", "前の週の上位 3 人: 1 位 Ann (10 点)")
        in text
    )
    message = await place.press(outcome, english(locale, "The week before", "前の週"))
    assert english(locale, "last week", "先週") in message.text
    assert english(locale, "**1.** Ann · 10 points", "**1 位** Ann · 10 点") in message.text
    assert english(locale, "The week before", "前の週") not in [each["label"] for each in message.buttons]
    message = await place.press(outcome, english(locale, "The week after", "次の週"))
    assert english(locale, "this week", "今週") in message.text


@BOTH
async def test_groups_against_each_other_and_inside_ones_own(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.join("Red", "me", "r1", "r2")
    await place.join("Blue", "b1", "b2")
    for back in (2, 1, 0):
        await place.answered(dict.fromkeys(["me", "r1", "r2", "b1", "b2"], True), TODAY - timedelta(back))
    text = await place.seen(period="all", by="group")
    assert english(locale, "**1.** **Red** · ", "**1 位** **Red** · ") in text
    assert english(locale, "on average of 3 members · your group", "（3 人） · あなたのグループ") in text
    assert english(locale, "Inside your group, Red", "あなたのグループ「Red」の中") in text
    assert "**花子** · " in text
    why = "fewer than 3 of its members answered 3 questions in this period: Blue"
    assert english(locale, why, "3 問以上答えたメンバーが 3 人に足りません）: Blue") in text


@BOTH
@pytest.mark.parametrize("change", ["hidden", "excluded"])
async def test_who_is_on_no_board_is_told_so_inside_their_group_too(posing: Posing, locale: str, change: str) -> None:
    place = Place(posing, locale)
    await place.join("Red", "me", "r1")
    await place.answered({"me": True, "r1": False})
    await place.mark("me", change)
    text = (await place.seen(by="group")).split(english(locale, "Inside your group, Red", "「Red」の中"))[1]
    assert english(locale, "**1.** r1 · 2 points", "**1 位** r1 · 2 点") in text
    assert english(locale, "Your points are kept: 10 points.", "点数は残っています: 10 点。") in text
    chosen, taken = english(locale, "so you chose in", "で選んだとおり"), english(locale, "took you off", "外されています")
    assert (chosen in text, taken in text) == (change == "hidden", change == "excluded")


async def test_ones_own_place_inside_a_large_group(posing: Posing) -> None:
    place = Place(posing)
    many = [f"r{number}" for number in range(12)]
    await place.join("Red", *many, "me")
    await place.answered(dict.fromkeys(many, True) | {"me": False})
    text = (await place.seen(by="group")).split("Inside your group, Red")[1]
    assert text.count("**1.** r") == 10
    assert "**13.** **花子** · 2 points" in text


@BOTH
async def test_topics(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({"Ann": True}, TODAY - WEEK, "mirfak-limit")
    await place.answered({"Ann": True, "me": True, "Bob": False, "Cid": False})
    outcome = await place.look(by="topic")
    text = (await outcome.message()).text
    share = english(locale, "50 % right (2 of 4) · you 1 of 1", "正解率 50 %（4 回中 2 回） · あなた 1 回中 1 回")
    assert english(locale, "Zorblax", "ゾルブラックス") + " · " + share in text
    assert english(locale, "Mirfak", "ミルファク") not in text
    message = await place.choose(outcome, 1, "all")
    assert english(locale, "Mirfak · 100 % right (1 of 1)", "ミルファク · 正解率 100 %（1 回中 1 回）") in message.text
    message = await place.choose(outcome, 0, "member")
    assert english(locale, "## Leaderboard · all time", "## 順位表 · 全期間") in message.text


@BOTH
async def test_seasons_stay_readable(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    async with the_store(posing.tutor) as store:
        await seasons.start(store, place.guild.id, HOSTILE, NOW)
    await place.answered({"Ann": True})
    async with the_store(posing.tutor) as store:
        await seasons.end(store, place.guild.id, NOW)
        await seasons.start(store, place.guild.id, "Winter", NOW)
    outcome = await place.look(period="season")
    text = (await outcome.message()).text
    assert english(locale, f"season “Winter”\n-# members · running since {NOW.date()}", "シーズン「Winter」") in text
    assert english(locale, "Nobody has points here yet", "まだ誰にも点数がありません") in text
    message = await place.press(outcome, english(locale, "The season before", "前のシーズン"))
    assert english(locale, f"over: {NOW.date()}", "終了（") in message.text
    assert "Ann · " in message.text
    assert "\\*\\*x\\*\\*" in message.text
    assert "](https://evil" not in message.text


@BOTH
@pytest.mark.parametrize("change", ["hidden", "excluded"])
async def test_who_is_on_no_board_is_told(posing: Posing, locale: str, change: str) -> None:
    place = Place(posing, locale)
    await place.answered({"Ann": True, "me": True})
    await place.mark("me", change)
    text = await place.seen()
    said = {
        "hidden": ("so you chose in `/settings`", "選んだとおり"),
        "excluded": ("an organiser of this server took you off", "運営者により"),
    }
    assert english(locale, *said[change]) in text
    assert english(locale, "10 points", "10 点") in text
    assert "花子" not in text
    assert english(locale, "**2.**", "**2 位**") not in text


@BOTH
async def test_who_answered_nothing_for_long_has_faded(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({"me": True, "Ann": True}, TODAY - timedelta(days=61))
    await place.answered({"Ann": True})
    await place.keep_house()
    text = await place.seen(period="all")
    assert "花子" not in text
    assert english(locale, "again with your next answer", "次に答えると戻ります") in text
    place = Place(posing, locale)
    await place.answered({"me": True, "Ann": True}, TODAY - timedelta(days=60))
    await place.answered({"Ann": True})
    await place.keep_house()
    assert "花子" in await place.seen(period="all")


@BOTH
async def test_hostile_names_are_text(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({HOSTILE: True, "\u202e": True, "": True})
    text = await place.seen()
    assert "\\*\\*x\\*\\*" in text
    assert "https://evil" not in text
    assert "\u202e" not in text
    assert english(locale, "someone (deleted)", "削除した人") in text


@BOTH
async def test_the_rule_in_three_sentences(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    outcome = await place.look()
    message = await place.press(outcome, english(locale, "How points work", "点数のしくみ"))
    assert message.ephemeral
    assert len(message.text.splitlines()) == 3
    assert english(locale, "10, 12 or 15 points", "10・12・15 点") in message.text


@BOTH
@pytest.mark.parametrize("by", ["member", "group", "topic"])
async def test_the_picture(posing: Posing, locale: str, by: str) -> None:
    place = Place(posing, locale)
    await place.join("Red", "me", "r1", "山田太郎")
    for back in (2, 1, 0):
        await place.answered({"me": True, "r1": True, "山田太郎": False}, TODAY - timedelta(back))
    message = await place.press(await place.look(period="all", by=by), english(locale, "Picture", "画像で見る"))
    (file,) = message.files
    assert file.description is not None
    assert file.description.startswith(english(locale, "A bar chart. Leaderboard · all time. ", "棒グラフ。順位表 · 全期間。"))
    assert {"member": "山田太郎: ", "group": "Red: ", "topic": english(locale, "Zorblax: ", "ゾルブラックス: ")}[
        by
    ] in file.description
    assert Image.open(io.BytesIO(file.content)).width == 900


async def test_a_picture_from_a_slow_store_is_waited_for(posing: Posing) -> None:
    place = Place(posing)
    await place.answered({"me": True})
    board = await place.look()
    with slow(posing.tutor, "place_counts"):
        picture = next(each for each in (await board.message()).buttons if each["label"] == "Picture")
        pressed = await place.server.click(board, picture["custom_id"], locale=EN, user=place.user)
        assert (await pressed.response()).type == 5
        (file,) = (await pressed.message(timeout=60)).files
    assert Image.open(io.BytesIO(file.content)).width == 900


@BOTH
async def test_buttons_outlive_a_restart(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({f"m{number}": True for number in range(11)})
    outcome = await place.look()
    await posing.tutor.process.restart()
    assert (
        english(locale, "Page 2 of 2", "2/2 ページ") in (await place.press(outcome, english(locale, "Next", "次のページ"))).text
    )


@BOTH
@pytest.mark.parametrize(
    ("custom_id", "expected"),
    [
        ("kotae1:board:next:week:member:0:999999", ("Page 2 of 2", "2/2 ページ")),
        ("kotae1:board:earlier:today:member:9999:0", ("Leaderboard · today", "順位表 · 今日")),
        ("kotae1:board:earlier:all:group:9999:9", ("Leaderboard · all time", "順位表 · 全期間")),
        ("kotae1:board:next:decade:member:0:0", ("older version", "古いバージョン")),
        ("kotae1:board:next:week:everyone:0:0", ("older version", "古いバージョン")),
        ("kotae1:board:by:week:member:0:0", ("older version", "古いバージョン")),
        ("kotae1:board:next:week:member:0:-1", ("older version", "古いバージョン")),
        ("kotae1:board:next:week:member:１:0", ("older version", "古いバージョン")),
        ("kotae1:board:", ("older version", "古いバージョン")),
    ],
)
async def test_forged_buttons_are_answered(posing: Posing, locale: str, custom_id: str, expected: tuple[str, str]) -> None:
    place = Place(posing, locale)
    await place.answered({f"m{number}": True for number in range(11)})
    outcome = await place.look()
    pressed = await place.server.click(outcome, custom_id, forge=True, locale=locale, user=place.user)
    assert english(locale, *expected) in (await pressed.message()).text


@BOTH
async def test_not_in_a_server(posing: Posing, locale: str) -> None:
    said = english(locale, "This works on a server", "サーバーで使えます")
    for place in (
        {"context": "bot_dm"},
        {"guild": posing.tutor.server.add_guild("No bot", has_bot=False, members=[posing.tutor.server.user])},
    ):
        outcome = await posing.tutor.server.slash("leaderboard", {}, locale=locale, force=True, **place)
        assert said in (await outcome.message()).text


@BOTH
async def test_a_look_while_the_database_is_held_still_reads(posing: Posing, locale: str) -> None:
    place = Place(posing, locale)
    await place.answered({"Ann": True})
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "Ann" in await place.seen()
        other.execute("ROLLBACK")
