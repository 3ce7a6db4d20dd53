from hypothesis import given
from hypothesis import strategies as st

from bot.terminal_front.wrapping import NARROWEST, columns, wrap


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_english_breaks_at_spaces() -> None:
    assert rows("hides a message for a while", 12) == ["hides a", "message for", "a while"]


def test_japanese_breaks_between_characters_and_counts_two_columns_each() -> None:
    assert rows("可視性タイムアウト", 10) == ["可視性タイ", "ムアウト"]


def test_marks_neither_open_nor_close_a_row() -> None:
    assert rows("あいうえお。かき", 10) == ["あいうえ", "お。かき"]
    assert rows("あいうえ「かきく」", 10) == ["あいうえ", "「かきく」"]


def test_marks_that_may_not_open_a_row_are_cut_where_nothing_else_fits() -> None:
    assert rows("a「a。。。。", 10) == ["a", "「a。。。", "。"]


def test_a_long_word_is_cut() -> None:
    assert rows("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_no_text_is_one_empty_row() -> None:
    assert rows("", 20) == [""]


@given(st.text(st.sampled_from("ab 可。「ー！ﾊ゙")), st.integers(1, 40))
def test_nothing_but_spaces_is_lost_and_every_row_fits(text: str, width: int) -> None:
    made = rows(text, width)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert all(columns(row) <= max(width, NARROWEST) for row in made)
