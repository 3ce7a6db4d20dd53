"""A `custom_id` carries a press whole, and always fits."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_front.custom_ids import LONGEST, LONGEST_KEY, Action, Press, read, reference, resolve, written
from bot.study.facts import Fact, FactBase, Line, Place


def fact(key: str) -> Fact:
    deck, _, id_ = key.partition("/")
    return Fact(id_, deck, {"en": Line("x", "x", Place("notes.md", 1))})


@given(st.sampled_from(get_args(Action)), st.text(min_size=1, max_size=300), st.integers(0, 9999))
def test_every_press_fits_and_is_read_back(action: Action, key: str, page: int) -> None:
    if action in ("pick", "topics"):
        key = key[:80]  # names a menu, or nothing
    press = Press(action, reference(key), page)
    assert len(written(press)) <= LONGEST
    assert read(written(press)) == press


@pytest.mark.parametrize("key", ["aws-dva/sqs", "d" * 24 + "/" + "i" * 64, "d" * 24 + "/" + "i" * 59, "d" * 24 + "/" + "i" * 200])
def test_a_reference_leads_to_its_fact(key: str) -> None:
    base = FactBase((), {"other/x": fact("other/x"), key: fact(key)})
    assert resolve(base, reference(key)) == key


def test_the_longest_key_fits_on_any_page() -> None:
    assert len(written(Press("show", reference("k" * LONGEST_KEY), 9999))) == LONGEST


def test_a_reference_to_nothing() -> None:
    assert resolve(FactBase(), "aws-dva/gone") is None
    assert resolve(FactBase(), "~0123456789abcdef") is None


@pytest.mark.parametrize("custom_id", ["", "kotae0:show:0:x", "kotae1:quiz:0:x", "something else"])
def test_what_is_not_ours_is_not_read(custom_id: str) -> None:
    assert read(custom_id) is None
