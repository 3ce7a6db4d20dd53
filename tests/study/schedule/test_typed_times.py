"""Times and lengths as organisers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.schedule.typed_times import LONGEST, SHORTEST, Refused, open_for, time_of_day

TIMES = {
    "07:30": ["7:30", "07:30", "7時半", "7時30分", "７：３０", "７時３０分", "7.30", "7h30", "0730", "730",
            "七時半", "7:30am", "午前7時半",
              "朝7時半", "毎朝7時半", "毎日 7:30", "at 7:30", "7:30に", "7:30 a.m.", " 7:30 "],
    "19:00": ["19:00", "7pm", "7 PM", "7:00 pm", "7 p.m.", "午後7時", "午後７時", "夜7時", "１９時", "十九時",
            "1900", "19", "19h", "午後19時",
              "7 o'clock pm", "7 in the evening", "毎晩7時"],
    "00:00": ["0:00", "24:00", "midnight", "真夜中", "12am", "12:00 AM", "夜12時", "0時", "零時"],
    "12:00": ["12:00", "noon", "正午", "12pm", "12時", "お昼", "昼12時"],
    "00:15": ["12:15am", "0時15分"],
    "01:00": ["夜1時", "深夜1時", "1am"],
    "23:59": ["23:59", "11:59pm", "二十三時五十九分"],
}  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), [(typed, time) for time, every in TIMES.items() for typed in every])
def test_times(typed: str, expected: str) -> None:
    read = time_of_day(typed)
    assert isinstance(read, int), read
    assert f"{read // 60:02}:{read % 60:02}" == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *((typed, "unclear") for typed in ("", " ", "soon", "-7:30", "7:5", "7:30:15", "7:30 JST",
                "午前7時pm", "7時間", "7:30 8:30", "十十時")),
        *((typed, "no-such-time") for typed in ("25:00", "7:60", "24:01", "午前13時", "99", "2460", "13am")),
        *((typed, "twelve") for typed in ("午前12時", "午後12時", "午後12:30")),
    ],
)  # fmt: skip
def test_times_refused(typed: str, reason: str) -> None:
    assert time_of_day(typed) == Refused(reason, typed)  # type: ignore[arg-type]


LENGTHS = {
    720: [
        "12h",
        "12 hours",
        "12時間",
        "１２時間",
        "半日",
        "half a day",
        "720 min",
        "12 hours later",
        "12時間後",
        "十二時間",
        "after 12 h",
    ],
    1440: ["1日", "a day", "24時間", "1 day", "一日"],
    90: ["90 minutes", "90分", "1時間半", "1h 30m", "1.5h", "1 h 30 min"],
    5: ["5分", "300 s", "4.5 min"],
    7 * 1440: ["7 days", "1週間", "a week"],
}


@pytest.mark.parametrize(("typed", "minutes"), [(typed, minutes) for minutes, every in LENGTHS.items() for typed in every])
def test_lengths(typed: str, minutes: int) -> None:
    assert open_for(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["next", "until the next one", "the next question", "次まで", "次の問題", "次の問題まで", "なし", "default"]
)
def test_until_the_next(typed: str) -> None:
    assert open_for(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *((typed, "unclear") for typed in ("", "long", "-3h", "3 apples", "10 KB", "12h or so", "12h 2 KB", "5 %")),
        *((typed, "no-unit") for typed in ("12", "90")),
        *((typed, "too-short") for typed in ("10 s", "4 min", "0 h")),
        *((typed, "too-long") for typed in ("8 days", "1 month", "1年", "99999999999999999999 days")),
    ],
)
def test_lengths_refused(typed: str, reason: str) -> None:
    assert open_for(typed) == Refused(reason, typed)  # type: ignore[arg-type]


@given(st.text() | st.text("0123456789:時半分午前後朝夜十二ampm. ", max_size=12))
def test_anything_is_read_or_refused(typed: str) -> None:
    time, length = time_of_day(typed), open_for(typed)
    assert isinstance(time, Refused) or 0 <= time < 1440
    assert length is None or isinstance(length, Refused) or SHORTEST <= length <= LONGEST


@given(st.integers(0, 1439))
def test_every_minute_is_read_as_written(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    assert time_of_day(f"{hour}:{rest:02}") == time_of_day(f"{hour:02}{rest:02}") == time_of_day(f"{hour}時{rest}分") == minute
