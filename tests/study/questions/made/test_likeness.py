"""What gives an answer away."""

import pytest

from bot.study.questions.made.likeness import echoes, sounds_like
from tests.study.questions.made.conftest import made_of


@pytest.mark.parametrize(
    ("japanese", "latin"),
    [
        ("デッドレターキュー", "DeadLetterConfig"),  # written as one word
        ("カウンター", "counter"),  # no r before a consonant or at the end
        ("パッケージ化", "sam package"),
        ("サービスメッシュ", "service mesh"),
        ("パラメータ", "Parameters"),
    ],
)
def test_katakana_sound_like_what_they_come_from(japanese: str, latin: str) -> None:
    assert sounds_like(japanese, latin)
    assert sounds_like(latin, japanese)


@pytest.mark.parametrize(
    ("japanese", "latin"), [("サーバー", "retention"), ("キュー", "DeadLetterConfig"), ("トリガー", "package")]
)
def test_other_words_do_not(japanese: str, latin: str) -> None:
    assert not sounds_like(japanese, latin)


@pytest.mark.parametrize(
    ("name", "text", "again"),
    [
        ("飼育期間", "馬を厩舎で育てている期間", True),  # 育, 期, 間 of four
        ("乗り換え", "乗客が列車を換えること", True),
        ("飼育期間", "子馬が生まれるまでの時間", False),
        ("門", "門を閉める", False),  # one character alone says little
        ("Retention", "馬を厩舎で育てている期間", False),
    ],
)
def test_most_of_the_kanji_of_a_name_say_what_it_means(name: str, text: str, again: bool) -> None:
    assert echoes(text, name) is again


TRAFFIC = """# 交通
- Signal
  - 色で進むか止まるかを知らせる
- Bridge
  - 川の両岸をつないで人を渡す
- Tunnel
  - 山の下を掘り抜いて近道にする
- Ferry
  - 車を載せたまま対岸まで運ぶ
"""


def test_an_answer_that_is_but_a_translation_is_not_asked_for() -> None:
    def named(text: str) -> frozenset[int]:
        return frozenset(number for number, names in enumerate((("Bridge", "両岸"),)) if any(name in text for name in names))

    asked, known = made_of(TRAFFIC, "ja"), made_of(TRAFFIC, "ja", named)
    assert [each for each in asked if "両岸" in each.text["ja"]]
    assert not [each for each in known if "両岸" in each.text["ja"]]
    assert [each for each in known if "山の下" in each.text["ja"]]
