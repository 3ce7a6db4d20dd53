"""Names that members choose: kept on one line, compared without width, case and spacing, never empty to the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.chosen_names import calls, cleaned, fits, folded


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Red   Team ", "Red Team"),
        ("赤\u3000組", "赤 組"),
        ("a\nb\tc", "a b c"),
        ("Red\u202eTeam\u200b", "RedTeam"),
        ("\u3164\u2800\u200b", ""),
        ("ｒｅｄ", "ｒｅｄ"),
        ("C# 🍎", "C# 🍎"),
    ],
)
def test_as_it_is_kept(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize("other", ["RED TEAM", "ｒｅｄ　ｔｅａｍ", " red  team", "Red\u200b Team"])
def test_as_it_is_compared(other: str) -> None:
    assert folded(other) == folded("Red Team")
    assert folded("Red Teams") != folded(other)


def test_how_long_it_may_be() -> None:
    assert [fits("x" * length) for length in (0, 1, 32, 33)] == [False, True, True, False]


@pytest.mark.parametrize("name", ["@everyone", "＠here", "<@1>", "<#2>", "a<b"])
def test_what_looks_like_a_call(name: str) -> None:
    assert calls(name)
    assert not calls("Anna / Boris, & co")


@given(st.text(max_size=60))
def test_cleaning_once_is_enough(typed: str) -> None:
    once = cleaned(typed)
    assert cleaned(once) == once
    assert "\n" not in once
    assert folded(once) == folded(typed)
