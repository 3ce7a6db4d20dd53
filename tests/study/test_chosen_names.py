"""Names that members choose: kept on one line, compared without width, case and spacing, never empty to the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.chosen_names import NOBODY, calls, cleaned, fits, folded, is_nobodys
from bot.study.facts import LANGUAGES
from bot.wording.board_words import WORDS


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
        ("Ann\U000e0041\U000e0042\u2061\u061c\u2065\ufe0f", "Ann"),
        ("A" + "\u0301" * 30 + "nn", "A\u0301\u0301nn"),
        ("A\u0301\u2061\u0301\u0301", "A\u0301\u0301"),
        ("ก" + "\u0e47" * 30, "ก" + "\u0e47" * 4),
        ("Nguye\u0302\u0303n", "Nguye\u0302\u0303n"),
        ("မြို့", "မြို့"),
        ("🫨", "🫨"),  # newer than some Pythons know
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


@pytest.mark.parametrize(
    ("name", "can"), [("7", True), ("♥", True), ("名", True), ("🫨", True), ("...", False), ("\u0301", False)]
)
def test_something_of_it_can_be_seen(name: str, can: bool) -> None:
    assert fits(cleaned(name)) == can


def test_what_boards_call_those_who_are_gone() -> None:
    assert {WORDS[language].nameless for language in LANGUAGES} == set(NOBODY)
    assert all(map(is_nobodys, ("Someone  (DELETED)", "someone（deleted）", "削除\U000e0041した人")))
    assert not is_nobodys("someone")


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
