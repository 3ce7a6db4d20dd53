"""Time zones by what people call them."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.study.schedule.zone_aliases import ALIASES, POPULAR
from bot.tutor.zones import known, named, suggested, zone

NOW = datetime(2026, 11, 27, tzinfo=UTC)
FIRST = {
    "Asia/Tokyo": ["東京", "とうきょう", "日本", "にほん", "JST", "jst", "Tokyo", "ｔｏｋｙｏ", "tokio",
            "toky", "Japan", "大阪", "Asia/Tokyo",
                   "asia tokyo", "日本時間", "+9", "UTC+9", "gmt+09:00"],
    "Europe/London": ["ロンドン", "イギリス", "london", "Londn", "Lon", "BST", "UK", "Britain"],
    "America/New_York": ["ニューヨーク", "にゅーよーく", "new york", "newyork", "nwe york", "EST", "EDT",
            "ET", "us/eastern", "NYC", "ボストン"],
    "America/Los_Angeles": ["ロサンゼルス", "サンフランシスコ", "los angels", "PST", "PT", "シアトル", "US/Pacific"],
    "Asia/Kolkata": ["インド", "India", "IST", "Mumbai", "kolkata", "UTC+5:30"],
    "Asia/Shanghai": ["中国", "北京", "Beijing", "上海"],
    "Europe/Berlin": ["ドイツ", "germany", "berlin", "Munich"],
    "America/Sao_Paulo": ["sao paulo", "São Paulo", "サンパウロ", "ブラジル"],
    "UTC": ["UTC", "utc", "GMT", "+0", "世界標準時"],
    "Asia/Kathmandu": ["ネパール", "+5:45", "nepal"],
    "America/St_Johns": ["-3:30", "newfoundland", "St. John's"],
    "Asia/Calcutta": ["Asia/Calcutta", "asia/calcutta"],
    "Australia/Eucla": ["+8:45"],
}  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), [(typed, name) for name, every in FIRST.items() for typed in every])
def test_first_suggestion(typed: str, expected: str) -> None:
    assert suggested(typed, NOW)[0] == expected


@pytest.mark.parametrize("typed", ["Xanadu", "zzzz", "ああああ", "../../etc/passwd", "+25"])
def test_nothing_is_called_so(typed: str) -> None:
    assert suggested(typed, NOW) == ()
    assert named(typed) is None


def test_the_usual_ones_before_anything_is_typed() -> None:
    assert suggested("", NOW) == suggested(" ", NOW) == suggested("🗾", NOW) == POPULAR
    assert len(POPULAR) == 25


def test_never_more_than_fit() -> None:
    assert all(len(suggested(typed, NOW)) <= 25 for typed in ("a", "america", "united states", "ア", "+1"))


def test_several_of_one_name() -> None:
    assert set(suggested("IST", NOW)[:3]) == {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}


def test_by_name_only_what_is_called_exactly_so() -> None:
    assert named("東京") == named("japan") == named("ASIA/TOKYO") == named("JST") == "Asia/Tokyo"
    assert named("EST") == "America/New_York"
    assert named("Etc/GMT+5") == "Etc/GMT+5"
    assert named("tokio") is None
    assert named("") is None


@pytest.mark.parametrize(
    ("typed", "name", "ahead"),
    [("UTC+9", "Etc/GMT-9", 9), ("utc + 9", "Etc/GMT-9", 9), ("GMT-3", "Etc/GMT+3", -3), ("＋１４:00", "Etc/GMT-14", 14),
     ("UTC−12", "Etc/GMT+12", -12), ("+0", "UTC", 0)],
)  # fmt: skip
def test_an_offset_is_the_zone_that_always_has_it(typed: str, name: str, ahead: int) -> None:
    there = zone(named(typed) or "")
    assert named(typed) == name
    assert there is not None
    assert {month.astimezone(there).utcoffset() for month in (NOW, NOW.replace(month=6))} == {timedelta(hours=ahead)}
    assert suggested(typed, NOW)[-1] == name


@pytest.mark.parametrize("typed", ["UTC+5:30", "+15", "-13", "UTC+99"])
def test_an_offset_that_no_zone_always_has(typed: str) -> None:
    assert named(typed) is None


@pytest.mark.parametrize("typed", ["localtime", "LocalTime", "Factory", "posixrules"])
def test_what_is_another_place_on_every_machine_is_none(typed: str) -> None:
    assert named(typed) is None
    assert typed not in suggested(typed, NOW)
    assert zone(typed) is None


def test_zones_open_or_not() -> None:
    tokyo = zone("Asia/Tokyo")
    assert tokyo is not None
    assert tokyo is zone("Asia/Tokyo")
    assert zone("Nowhere/At_All") is None
    assert zone("../Tokyo") is None
    assert zone("") is None


def test_every_name_offered_can_be_opened() -> None:
    assert {name for name in known().names if zone(name) is None} == set()
    assert set(ALIASES) | set(POPULAR) <= set(known().names)


def test_a_host_without_zone_data_has_the_packages() -> None:
    code = "import bot.tutor.zones as z; assert len(z.known().names) > 400; assert z.zone('Asia/Tokyo'); print(z.named('東京'))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], env={"PYTHONTZPATH": "", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("Asia/Tokyo\n", "")
