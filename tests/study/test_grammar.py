from __future__ import annotations

import pytest

from bot.study.lookup.grammar import is_comparison, sides, without_glue


@pytest.mark.parametrize(
    "glue",
    [
        "とは",
        "って",
        "について",
        "を教えて",
        "教えて",
        "おしえて",
        "が使いたい",
        "使うには",
        "つかう",
        "利用する",
        "どうして",
        "なぜ",
        "いつ",
        "違い",
        "の違い",
        "ちがい",
        "は違い",
        "比較",
        "くらべて",
        "ですか",
        "ますか",
        "下さい",
        "しますか",
        "するには",
        "場合",
        "方法",
        "やり方",
        "仕組み",
        "だろう",
        "かな",
        "意味は",
        "の意味は",
        "何",
        "何ですか",
        "っけ",
        "ください",
    ],
)
def test_the_grammar_of_asking_is_seen_however_it_begins(glue: str) -> None:
    assert without_glue(f"キュー{glue}").split() == ["キュー"]


def test_what_is_asked_about_stays() -> None:
    assert without_glue("可視性タイムアウト") == "可視性タイムアウト"
    assert without_glue("what is a queue") == "what is a queue"


def test_against_is_told_from_the_words_that_begin_like_it() -> None:
    assert sides("同期対非同期") == ["同期", "非同期"]
    assert is_comparison("GSI対LSI")
    assert not any(map(is_comparison, ("二重送信の対策", "対応言語", "対象のリソース", "エラーの対処法")))
