"""What organisers read is whole in both languages."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from string import Formatter
from typing import Any, get_args

import pytest

from bot.study.facts import LANGUAGES
from bot.study.schedule.typed_times import Reason
from bot.tutor.dailies import Refusal
from bot.tutor.posting import OF_POSTS, OF_REVEALS, Problem
from bot.tutor.records import Daily, DailySettings
from bot.wording import daily, daily_troubles, round_posts
from bot.wording.daily_plan import zone_name
from bot.wording.zones import zone_label

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def same(english: Any, japanese: Any) -> None:
    if isinstance(english, str):
        assert english
        assert japanese
        assert slots(english) == slots(japanese)
    elif isinstance(english, Mapping):
        assert english.keys() == japanese.keys()
        for key in english:
            same(english[key], japanese[key])
    else:
        assert len(english) == len(japanese)


@pytest.mark.parametrize(
    ("module", "phrase"),
    [(module, field.name) for module in (daily, daily_troubles, round_posts) for field in fields(module.Words)],
)
def test_a_phrase_says_the_same_in_both_languages(module: Any, phrase: str) -> None:
    same(getattr(module.words("en"), phrase), getattr(module.words("ja"), phrase))


def test_every_problem_and_reason_has_words() -> None:
    for language in LANGUAGES:
        said = daily_troubles.words(language)
        assert set(said.problems) == set(said.remedies) == set(get_args(Problem)) == {*OF_POSTS, *OF_REVEALS}
        assert set(said.reasons) == {"organiser", "no_channel", "no_access"}


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_refusal_has_words(reason: Reason) -> None:
    for language in LANGUAGES:
        assert "{" not in daily.refusal(Refusal("time", "7x", reason), language)
        assert "{" not in daily.refusal(Refusal("closes_after", "7x", reason), language)


def test_refusals_name_what_was_typed() -> None:
    for what in ("zone", "topic"):
        for language in LANGUAGES:
            assert "qq" in daily.refusal(Refusal(what, "qq"), language)
    assert "A, B" in daily.refusal(Refusal("zone", "qq", names=("A", "B")), "en")


@pytest.mark.parametrize(
    ("minutes", "english", "japanese"), [(5, "5 min", "5 分"), (90, "1 h 30 min", "1 時間 30 分"), (2880, "2 d", "2 日")]
)
def test_lengths(minutes: int, english: str, japanese: str) -> None:
    assert daily.length(minutes, "en") == english
    assert daily.length(minutes, "ja") == japanese


def test_dates_and_times() -> None:
    assert round_posts.head(date(2026, 11, 30), ("ja", "en")) == "今日の問題 · 11月30日（月） / Question of the day · Mon 30 Nov"
    assert daily.clock_time(5) == "0:05"
    assert round_posts.moment(NOW) == "<t:1796018400:f>"


def test_why_it_is_paused() -> None:
    made = Daily(1, 1, 2, DailySettings(420, "UTC"), 3, NOW, "s", pause_reason="missing:send_messages,view_channel")
    assert daily_troubles.reason(made, "en") == "I lack a permission there: Send Messages, View Channel"
    assert daily_troubles.reason(made, "ja") == "そのチャンネルで権限が足りません: メッセージを送信、チャンネルを見る"


def test_what_went_wrong_and_what_came_of_it() -> None:
    made = Daily(1, 1, 2, DailySettings(420, "UTC"), 3, NOW, "s", problem="discord")
    assert daily_troubles.problem(made, "en", "") == "Discord did not take the question. I keep trying."
    assert daily_troubles.problem(made, "en", "at noon") == "Discord did not take the question. Solved at noon."
    assert daily_troubles.problem(made, "ja", "正午") == "Discord に問題を投稿できませんでした。正午 に解消しました。"
    refused = Daily(1, 1, 2, DailySettings(420, "UTC"), 3, NOW, "s", pause_reason="no_access")
    assert "View Channel, Send Messages, Read Message History" in daily_troubles.reason(refused, "en")


def test_zones_as_they_are_listed() -> None:
    assert zone_label("Asia/Tokyo", NOW, "ja") == "東京 · Asia/Tokyo · 15:00 (UTC+09:00)"
    assert zone_label("America/New_York", NOW, "en") == "New York · America/New_York · 01:00 (UTC-05:00)"
    assert zone_label("Etc/GMT-9", NOW, "ja") == "UTC+9 · Etc/GMT-9 · 15:00 (UTC+09:00)"
    assert [zone_name(name) for name in ("Etc/GMT+3", "Etc/UTC", "Asia/Tokyo")] == ["UTC-3", "Etc/UTC", "Asia/Tokyo"]
    assert zone_label("Mars/Olympus", NOW, "en") == "Olympus · Mars/Olympus"
