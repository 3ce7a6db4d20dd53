import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal_front.printable import printable, readable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("可視性 timeout", "可視性 timeout"),
        ("red \x1b[31mtext", "red [31mtext"),
        ("c1 \x9b31m", "c1 31m"),
        ("turned \u202eback", "turned back"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("half \ud800", "half \ufffd"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("bell\x07 del\x7f", "bell del"),
    ],
)
def test_nothing_moves_the_cursor_or_turns_the_line(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_what_is_printable_stays_so(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in once)


def test_bytes_of_the_command_line_that_are_not_utf8_are_replaced() -> None:
    assert readable("sqs \udcff") == "sqs \ufffd"
