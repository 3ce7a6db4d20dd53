from __future__ import annotations

import pickle
from array import array

import pytest

from bot.study.lookup.rows import Rows


@pytest.fixture
def rows() -> Rows:
    return Rows({"queue": 2, "nothing": 0, "キュー": 1})


@pytest.mark.parametrize(("word", "own"), [("queue", [7, 9]), ("nothing", []), ("キュー", [4]), ("unknown", [])])
def test_each_word_has_its_own_stretch(rows: Rows, word: str, own: list[int]) -> None:
    assert array("I", (7, 9, 4))[rows[word]].tolist() == own
    assert rows.size(word) == len(own)


def test_words_are_numbered_in_their_order(rows: Rows) -> None:
    assert [rows.number(word) for word in ("queue", "nothing", "キュー", "unknown")] == [0, 1, 2, None]
    assert len(rows) == 3
    assert "nothing" in rows
    assert "unknown" not in rows


def test_they_survive_being_kept(rows: Rows) -> None:
    again = pickle.loads(pickle.dumps(rows))
    assert again["キュー"] == slice(2, 3)


def test_none_at_all() -> None:
    assert Rows({})["queue"] == slice(0, 0)
