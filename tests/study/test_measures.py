from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.measures import amounts, in_unit


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("30s", 30, "s"),
        ("３０秒", 30, "s"),
        ("half a minute", 30, "s"),
        ("三十秒", 30, "s"),
        ("30,000 ms", 30, "s"),
        ("a quarter of an hour", 900, "s"),
        ("an hour and a half", 5400, "s"),
        ("1時間半", 5400, "s"),
        ("1h30m", 5400, "s"),
        ("1 時間 30 分", 5400, "s"),
        ("2週間", 1209600, "s"),
        ("半日", 43200, "s"),
        ("1 か月", 1, "month"),
        ("1 MiB", 1048576, "B"),
        ("1,024 KB", 1048576, "B"),
        ("5 per cent", 5, "%"),
        ("1 MB per second", 1048576, "B/s"),
        ("毎秒 1,000 レコード", 1000, "/s"),
        ("1秒あたり 10 件", 10, "/s"),
        ("60 requests per minute", 1, "/s"),
        ("1万 TPS", 10000, "/s"),
        ("十件", 10, ""),
        ("二千五百", 2500, ""),
        ("one thousand", 1000, ""),
        ("3万", 30000, ""),
        ("twenty-five", 25, ""),
    ],
)
def test_ways_to_write_an_amount(text: str, number: int, unit: str) -> None:
    (amount,) = amounts(text)
    assert (amount.number, amount.unit) == (Fraction(number), unit)


@pytest.mark.parametrize("text", ["", "sha256", "s3", "DVA-C02", "一定時間", "半分", "us-east-1", "t2.micro"])
def test_no_amount_at_all(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize("text", ["0〜12時間", "0 to 12 h", "0 秒から 12 時間"])
def test_a_range_is_two_amounts_of_one_unit(text: str) -> None:
    assert [(each.number, each.unit) for each in amounts(text)] == [(Fraction(0), "s"), (Fraction(43200), "s")]


def test_an_amount_knows_its_place() -> None:
    (amount,) = amounts("the default is 30 seconds.")
    assert "the default is 30 seconds."[amount.start : amount.end] == "30 seconds"


def test_a_bare_number_is_read_in_the_unit_asked_for() -> None:
    (bare,), (rate,), (named,) = amounts("15"), amounts("2"), amounts("15 s")
    assert in_unit(bare, "min").number == 900
    assert in_unit(rate, "MB/s").unit == "B/s"
    assert in_unit(named, "min") == named
    assert in_unit(bare, "nonsense unit 1 2") == bare


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(each.number >= 0 and each.start < each.end for each in amounts(text))


@given(st.integers(0, 10**6), st.sampled_from([("s", 1), ("分", 60), (" hours", 3600), (" KB", 1024), (" GiB", 1024**3)]))
def test_a_number_keeps_its_size(number: int, unit: tuple[str, int]) -> None:
    (amount,) = amounts(f"{number:,}{unit[0]}")
    assert amount.number == Fraction(number * unit[1])
