"""Boards at the prompt: every period, members and topics, pages, what was before, and how points work."""

from datetime import timedelta

import pytest

from bot.study.facts import Language
from bot.study.periods import Kind
from bot.tutor.places import By, Look
from bot.wording.boards import rule
from bot.wording.terminal_boards import look_meant, turned, words
from tests.terminal_front.conftest import Computer

DAY = timedelta(days=1)
BOTH = pytest.mark.parametrize(("language", "own"), [("en", 0), ("ja", 1)])


def crowd(computer: Computer, count: int) -> None:
    """So many answer today's question, all but the last one rightly."""
    for number in range(count):
        person = computer.talk(f"p{number:02}")
        person.type("/today")
        person.type("20 s" if number < count - 1 else "7 days")


@BOTH
def test_pages_keep_ones_own_place_in_sight(computer: Computer, language: Language, own: int) -> None:
    crowd(computer, 12)
    last = computer.talk("p11", language)
    shown = last.type("/leaderboard")
    assert ("Page 1 of 2", "1/2 ページ")[own] in shown
    assert ("You: place 12 of 12 · 2 points", "あなた: 12 人中 12 位 · 2 点")[own] in shown
    assert "p11" not in shown
    assert ("Next page (2/2): /leaderboard next", "次のページ (2/2): /leaderboard next")[own] in shown
    shown = last.type("leaderboard next")
    assert ("12. p11 · 2 points · you", "12 位 p11 · 2 点 · あなた")[own] in shown
    assert ("Previous page (1/2): /leaderboard previous", "前のページ (1/2): /leaderboard previous")[own] in shown
    assert last.type("/leaderboard next").strip() == words(language).no_further
    assert ("Page 1 of 2", "1/2 ページ")[own] in last.type("/leaderboard 前")
    assert last.type("/leaderboard previous").strip() == words(language).no_further


@BOTH
def test_earlier_periods_arrows_and_winners(computer: Computer, language: Language, own: int) -> None:
    aya, ben = computer.talk("aya", language), computer.talk("ben", language)
    for person, typed in ((aya, "20 s"), (ben, "7 days")):
        person.type("/today")
        person.type(typed)
    computer.now += 7 * DAY
    for person, typed in ((aya, "7 days"), (ben, "20 s")):
        person.type("/today")
        person.type(typed)
    shown = aya.type("/leaderboard")
    assert ("up 1", "1 つ上昇")[own] in shown
    assert ("down 1", "1 つ下降")[own] in shown
    assert ("First three of the week before: 1. aya (", "前の週の上位 3 人: 1 位 aya (")[own] in shown
    assert ("The week before: /leaderboard earlier", "前の週: /leaderboard earlier")[own] in shown
    shown = aya.type("/leaderboard earlier")
    assert ("last week · members · 2026-11-23 to 2026-11-29", "先週 · メンバー · 2026-11-23")[own] in shown
    assert ("1. aya · ", "1 位 aya · ")[own] in shown
    assert ("The week after: /leaderboard later", "次の週: /leaderboard later")[own] in shown
    assert "earlier" not in shown
    assert aya.type("/leaderboard earlier").strip() == words(language).no_further
    assert ("this week", "今週")[own] in aya.type("/leaderboard later")
    assert aya.type("/leaderboard later").strip() == words(language).no_further


@BOTH
def test_topics(computer: Computer, language: Language, own: int) -> None:
    crowd(computer, 2)
    shown = computer.talk("p00", language).type("/leaderboard topics")
    assert ("  - SQS · 50 % right (1 of 2) · you 1 of 1", "  - SQS · 正解率 50 %（2 回中 1 回） · あなた 1 回中 1 回")[
        own
    ] in shown
    assert "SQS" in computer.talk("p00", language).type(("/leaderboard topics all", "/leaderboard 全期間 トピック")[own])


@BOTH
def test_empty_boards_say_how_to_begin(computer: Computer, language: Language, own: int) -> None:
    aya = computer.talk("aya", language)
    for typed in ("/leaderboard", "/leaderboard all", "/leaderboard topics"):
        shown = aya.type(typed)
        assert "/today" in shown
        assert "`" not in shown


@BOTH
def test_the_rule_in_three_sentences(computer: Computer, language: Language, own: int) -> None:
    aya = computer.talk("aya", language)
    assert aya.type("/leaderboard rule").splitlines() == rule(language).split("\n")
    assert aya.type("leaderboard しくみ").splitlines() == rule(language).split("\n")
    assert (": /leaderboard rule", "点数のしくみ: /leaderboard rule")[own] in aya.type("/leaderboard")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_a_terminal_has_not(computer: Computer, language: Language) -> None:
    aya, said = computer.talk(language=language), words(language)
    assert said.no_season in aya.type("/leaderboard season")
    for typed in ("groups", "study groups month", "学習グループ"):
        assert said.no_groups in aya.type(f"/leaderboard {typed}")
    for typed in ("decade", "week month", "topics members", "week next"):
        assert said.which_board in aya.type(f"/leaderboard {typed}")
    assert "leaderboard decade" in aya.type("leaderboard decade")  # no command, so it is looked up


@pytest.mark.parametrize(
    ("typed", "kind", "by"),
    [
        ("", "week", "member"),
        ("today", "today", "member"),
        ("This  Month", "month", "member"),
        ("ALL", "all", "member"),
        ("全期間", "all", "member"),
        ("topics", "week", "topic"),
        ("トピック 今月", "month", "topic"),
        ("All time topics", "all", "topic"),
        ("study groups", "week", "group"),
    ],
)
def test_what_is_meant(typed: str, kind: Kind, by: By) -> None:
    assert look_meant(typed) == Look(kind, by)


def test_turning_goes_on_from_the_last_board() -> None:
    last = Look("month", "topic", 2, 1)
    assert turned("next", last) == Look("month", "topic", 2, 2)
    assert turned("previous", last) == Look("month", "topic", 2, 0)
    assert turned("earlier", last) == Look("month", "topic", 3)
    assert turned("次の期間", last) == Look("month", "topic", 1)
    assert turned("later", Look()) == Look() == turned("previous", Look())
    assert turned("month", last) is None
