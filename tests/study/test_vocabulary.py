from __future__ import annotations

import pytest

from bot.study.lookup.vocabulary import Vocabulary


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(["queue", "quota", "queue", "bucket", "キュー"])


def test_words_come_once_and_in_order(vocabulary: Vocabulary) -> None:
    assert list(vocabulary) == ["bucket", "queue", "quota", "キュー"]
    assert len(vocabulary) == 4


@pytest.mark.parametrize("word", ["bucket", "queue", "キュー"])
def test_known_words(vocabulary: Vocabulary, word: str) -> None:
    assert word in vocabulary


@pytest.mark.parametrize("word", ["", "buck", "queues", "zzz", "キューー"])
def test_unknown_words(vocabulary: Vocabulary, word: str) -> None:
    assert word not in vocabulary


@pytest.mark.parametrize(
    ("stub", "limit", "found"),
    [
        ("qu", 5, ["queue", "quota"]),
        ("qu", 1, ["queue"]),
        ("quo", 5, ["quota"]),
        ("キ", 5, ["キュー"]),
        ("x", 5, []),
        ("qu", 0, []),
    ],
)
def test_words_that_begin_like_a_stub(vocabulary: Vocabulary, stub: str, limit: int, found: list[str]) -> None:
    assert vocabulary.beginning(stub, limit) == found


def test_none_at_all() -> None:
    assert "queue" not in Vocabulary(())
    assert Vocabulary(()).beginning("q", 3) == []
