from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.measures import amounts, in_unit, stated
from bot.study.units import Unit


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
    assert all(each.start < each.end for each in stated(text))


@given(st.integers(0, 10**6), st.sampled_from([("s", 1), ("分", 60), (" hours", 3600), (" KB", 1024), (" GiB", 1024**3)]))
def test_a_number_keeps_its_size(number: int, unit: tuple[str, int]) -> None:
    (amount,) = amounts(f"{number:,}{unit[0]}")
    assert amount.number == Fraction(number * unit[1])


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("-40 °C", Fraction("233.15"), "K"),
        ("−40 ℃", Fraction("233.15"), "K"),
        ("氷点下40度", -40, "°"),
        ("212 °F", Fraction("373.15"), "K"),
        ("300 K", 300, "K"),
        ("ー512", -512, ""),
        ("30㎏", 30000, "g"),
        ("5 mW", Fraction(5, 1000), "W"),
        ("5 MW", 5_000_000, "W"),
        ("100 m", 100, "m"),
        ("1h30m", 5400, "s"),
        ("9.8 m/s^2", Fraction("9.8"), "m/s2"),
        ("36 km/h", 10, "m/s"),
        ("秒速 340 メートル", 340, "m/s"),
        ("$5", 5, "USD"),
        ("5ユーロ", 5, "EUR"),
        ("1945年", 1945, ""),
        ("45年", 540, "month"),
        ("1945 BC", -1945, ""),
        ("紀元前44年", -44, ""),
        ("西暦 1945 年", 1945, ""),
        ("1/2 cup", Fraction(1, 2), "cup"),
        ("1 1/2 h", 5400, "s"),
        ("大さじ2", Fraction("0.03"), "l"),
        ("6.02×10^23", 602 * 10**21, ""),
        ("5M requests", 5_000_000, ""),
        ("8 MBps", 8 * 1024**2, "B/s"),
        ("8 Mbps", 8_000_000, "bit/s"),
        ("8 MB a second", 8 * 1024**2, "B/s"),
        ("1000 per 10 seconds", 100, "/s"),
        ("10 秒ごとに 1,000", 100, "/s"),
        ("1 mebibyte", 1024**2, "B"),
        ("38万4400km", 384_400_000, "m"),
        ("3割", 30, "%"),
        ("零度", 0, "°"),
        ("2m50cm", Fraction("2.5"), "m"),
        ("1年6か月", 18, "month"),
    ],
)
def test_ways_to_state_an_amount_as_an_answer(text: str, number: int | Fraction, unit: str) -> None:
    (amount,) = stated(text)
    assert (amount.number, amount.unit) == (Fraction(number), unit)


@pytest.mark.parametrize(
    ("text", "like", "number", "unit"),
    [
        ("100 m", Unit("s"), 6000, "s"),
        ("12H", Unit("s"), 43200, "s"),
        ("256k", Unit("B"), 256 * 1024, "B"),
        ("512M", Unit("B"), 512 * 1024**2, "B"),
        ("300K", Unit("K"), 300, "K"),
        ("100度", Unit("K"), Fraction("373.15"), "K"),
        ("794年", Unit(""), 794, ""),
        ("8 mbps", Unit("B/s"), 8 * 1024**2, "B/s"),
    ],
)
def test_a_unit_is_read_like_the_accepted_one(text: str, like: Unit, number: int | Fraction, unit: str) -> None:
    (amount,) = stated(text, [like])
    assert (amount.number, amount.unit) == (Fraction(number), unit)


@pytest.mark.parametrize("text", ["2024-01-15", "10-20"])
def test_a_hyphen_between_numbers_is_no_sign(text: str) -> None:
    assert all(amount.number > 0 for amount in stated(text))


def test_what_is_counted_ends_before_the_rest_of_the_sentence() -> None:
    assert [amount.noun for amount in stated("100 read capacity units per second, 3 attempts in all")] == [
        "read capacity units",
        "attempts",
    ]


@pytest.mark.parametrize("text", ["9" * 5000, "九" * 5000, "1/0", "1" + " " * 5000 + "x"])
def test_what_no_one_means_as_a_number(text: str) -> None:
    assert all(amount.number in (0, 1) for amount in (*amounts(text), *stated(text)))


def test_a_rate_may_be_given_without_its_time_where_the_question_names_it() -> None:
    (size,), (bare,), (pieces,) = stated("8 MB"), stated("1000"), stated("11 requests")
    assert in_unit(size, "MB/s").same(stated("8 MB/s")[0])
    assert in_unit(bare, "per 10 s").same(stated("100/s")[0])
    assert in_unit(pieces, "requests/s").same(stated("11/s")[0])
