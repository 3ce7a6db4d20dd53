"""Today's question at the prompt, and the boards of whoever uses this computer."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.store import servers
from bot.store.address import address
from bot.store.opening import open_store
from bot.study.facts import Language
from bot.terminal_front import machine
from bot.terminal_front.chat import chat
from bot.terminal_front.wrapping import columns
from bot.tutor import closing as closes
from bot.tutor import posting
from bot.tutor.local import Here
from bot.wording.terminal_boards import words
from tests.terminal_front.conftest import Computer

DAY = timedelta(days=1)


@pytest.mark.parametrize(("language", "own"), [("en", 0), ("ja", 1)])
def test_a_question_a_day_and_what_came_of_it(computer: Computer, language: Language, own: int) -> None:
    aya = computer.talk(language=language)
    assert words(language).nothing_yet in aya.type("/progress")
    assert ("brings them: /today shows it.", "答えると入ります: /today。")[own] in aya.type("/leaderboard")
    assert ("How many seconds", "何秒待つ")[own] in aya.type("/today")
    shown = aya.type("20 s")
    assert ("Recorded. A first day", "記録しました。1 日目")[own] in shown
    assert (" points", " 点")[own] in shown
    assert ("You have answered today's question already", "もう答えています")[own] in aya.type("today")
    computer.now += DAY
    aya.type("/today")
    shown = aya.type("7 days")
    assert ("2 days in a row · +3 points, 1 of them for the streak", "2 日連続 · +3 点（うち連続ボーナス 1 点）")[own] in shown
    assert ("1. aya · ", "1 位 aya · ")[own] in aya.type("leaderboard all")
    assert ("First three of the day before: 1. aya (", "前の日の上位 3 人: 1 位 aya (")[own] in aya.type("leaderboard today")
    shown = aya.type("progress")
    assert ("1 of 2 right (50 %)", "2 問中 1 問正解（50 %）")[own] in shown
    assert ("Days in a row: 2", "連続 2 日")[own] in shown


def test_practice_stays_off_the_board(computer: Computer) -> None:
    aya = computer.talk()
    aya.type("/quiz")
    aya.type("20 s")
    assert words("en").nothing_yet in aya.type("/progress")
    assert "aya" not in aya.type("/leaderboard")


def test_something_else_may_be_asked_before_it_is_answered(computer: Computer) -> None:
    aya = computer.talk()
    aya.type("/today")
    assert "Sampling rules" in aya.type("/explain sampling rules")
    assert "Waits up to 20 seconds." in aya.type("long polling")
    assert "How many seconds" in aya.type("/today")
    assert "Recorded" in aya.type("20 s")


def test_two_at_one_computer_share_the_question_and_the_board(computer: Computer) -> None:
    aya, ben = computer.talk("aya"), computer.talk("ben")
    assert aya.type("/today") == ben.type("/today")
    aya.type("20 s")
    ben.type("7 days")
    shown = ben.type("/leaderboard")
    assert "1. aya · " in shown
    assert "2. ben · 2 points · you" in shown
    assert "You: place 2 of 2" in shown
    computer.now += DAY
    assert "The server's streak: 1 day" in ben.type("/leaderboard")


def test_an_answer_after_midnight_does_not_count(computer: Computer) -> None:
    """Midnight is this computer's: three in the afternoon in UTC."""
    aya = computer.talk()
    aya.type("/today")
    computer.now += timedelta(hours=3)
    assert words("en").closed in aya.type("20 s")
    assert words("en").nothing_yet in aya.type("/progress")
    assert "Recorded" in (aya.type("/today") and aya.type("20 s"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_database_that_must_not_be_used(computer: Computer, language: Language) -> None:
    computer.data.mkdir(exist_ok=True)
    (computer.data / "kotae.db").write_bytes(b"rubbish" * 1000)
    aya, said = computer.talk(language=language), words(language)
    for command in ("/today", "/leaderboard", "/progress", "/privacy export"):
        assert said.not_read in aya.type(command)


def test_a_database_that_is_held_keeps_nothing_and_says_so(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.opening.BUSY_SECONDS", 0.05)
    aya = computer.talk()
    aya.type("/today")
    with closing(sqlite3.connect(computer.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert words("en").not_kept in aya.type("20 s")
        other.execute("ROLLBACK")
    assert "Recorded" in aya.type("20 s")


def test_the_bot_leaves_the_terminals_server_alone(computer: Computer) -> None:
    """Nothing is owed, posted, closed, revealed or forgotten there, however long the bot runs beside it."""
    for _ in range(3):
        assert computer.desk().today() is not None
        computer.now += DAY

    async def look() -> None:
        store = await open_store(address(computer.url))
        for later in (timedelta(), DAY, 40 * DAY):
            now = computer.now + later
            await posting.reconcile(store, {1, 2}, now)
            await posting.keep_house(store, now)
            assert [due async for due in posting.owed(store, now)] == []
            assert await posting.recoverable(store, now) == ()
            assert await closes.due(store, now) == await closes.unrevealed(store) == ()
            assert await posting.untold(store) == ()
        assert (await servers.of(store, 0)).left_at is None
        await store.close()

    asyncio.run(look())
    found = computer.desk().today()
    assert isinstance(found, tuple)


def test_no_line_is_wider_than_the_terminal(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for name, language in (("a" * 90, "en"), ("名" * 50, "ja")):
        person = computer.talk(name, "ja" if language == "ja" else "en")
        typed = ("/today", "20 s", "/leaderboard", "/leaderboard rule", "/progress", "/settings", "/privacy delete", "/help")
        assert max(columns(line) for each in typed for line in person.type(each).splitlines()) <= 60
        assert "\x1b" not in person.drawn()


def test_in_a_pipe(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["today", "20 s", "leaderboard", "progress"]
    assert chat(computer.shelf, computer.data, "en", piped=lines, desk=computer.desk()) == 0
    out = capsys.readouterr().out
    assert "1. aya" in out
    assert "1 of 1 right (100 %)" in out
    assert "\x1b" not in out


def test_who_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.user_name()
    for named, expected in (
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("JST-9", "UTC"),
    ):
        monkeypatch.setenv("TZ", named)
        assert machine.zone_name() == expected
    assert computer_number("aya") == computer_number("aya") != computer_number("ben")
    assert computer_number("aya") < 0


def computer_number(name: str) -> int:
    return Here(name, "UTC", "en").member(datetime(2026, 11, 25, tzinfo=UTC)).user
