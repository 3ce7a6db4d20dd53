"""Which lines say something by themselves, and of what they stand under."""

import pytest

from bot.study.questions.made.telling import describes, is_name, is_statement, is_telling, is_whole
from tests.study.questions.made.conftest import base, offered


@pytest.mark.parametrize(
    "line",
    [
        "粉をふるうことで防止できるが、時間がかかる",  # of what it speaks stands in the line before
        "設定次第で回避できる",
        "焼き色には最低限",  # nothing is said of it
        "とっての二つ付き",  # with two handles: what?
        "小麦による",
        "あとから足せる",  # after what?
        "強火は鍋をいためないための工夫に",  # half a sentence
        "塩もみも可能",  # adds to another line
        "少ない場合は水を足す",  # of what?
        "粉を加えされて十分以内に、焼ける",  # an object of a passive verb
        "It also keeps bread fresh",
        "Use a lid instead",
    ],
)
def test_a_line_that_leans_on_another_is_not_whole(line: str) -> None:
    assert not is_whole(line)


@pytest.mark.parametrize(
    "line",
    ["粉をふるうとだまを防止できる", "鍋にふたが付き、すぐ煮えるもの", "湯せんでゆっくり溶かす", "Keeps bread fresh for days"],
)
def test_a_line_that_stands_by_itself_is_whole(line: str) -> None:
    assert is_whole(line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("低温調理方式", False),  # a bare noun
        ("低温でゆっくり調理する方式", True),
        ("Rice は水を吸わせてから炊く", False),  # it is about rice, whatever it stands under
        ("米は水を吸わせてから炊く", True),
    ],
)
def test_a_line_describes_what_it_stands_under(line: str, said: bool) -> None:
    (fact,) = (each for each in base(("ja", f"# 料理\n- {line}\n")).facts.values() if each.path)
    assert describes(fact) is said


@pytest.mark.parametrize(
    ("line", "telling", "statement"),
    [
        ("後から足せる", False, False),
        ("弱火でも煮える", False, True),
        ("弱火の鍋に１つ", False, False),  # one of what?
        ("鍋に入れて弱火で煮る", True, True),
        ("煮立ったとき", False, False),
    ],
)
def test_beside_its_term_a_shorter_line_is_enough(line: str, telling: bool, statement: bool) -> None:
    (fact,) = (each for each in base(("ja", f"# 料理\n- {line}\n")).facts.values() if each.path)
    assert (is_telling(fact), is_statement(fact)) == (telling, statement)


def test_an_english_sentence_is_no_name() -> None:
    facts = base(("en", "# Rome\n- Could stop any magistrate\n- Tribune of the plebs\n")).facts.values()
    assert [is_name(fact) for fact in facts if fact.path] == [False, True]


def test_a_line_that_another_has_in_fewer_words_is_not_asked_about() -> None:
    notes = """# Ovens
- Steam
  - Blows hot vapour over every loaf
- Stone
  - Bakes thin crusts quickly
- Convection
  - Bakes thin crusts quickly, after resting
- Grill
  - Browns upper surfaces until crisp
"""
    assert offered(notes, "after resting") == []
    assert [options[0] for options in offered(notes, "hot vapour")] == ["Steam"]
