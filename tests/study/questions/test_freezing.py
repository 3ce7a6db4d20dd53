from pathlib import Path

import pytest

from bot.content import reading
from bot.study.questions.freezing import Manner, frozen, manner, thawed
from bot.study.questions.made import made_from
from bot.study.questions.shuffling import shown

TREE = Path(__file__).parents[3]
READ = reading.load([TREE / "knowledge"], [], (), [TREE / "quizzes"])
EVERY = (*READ.questions, *made_from(READ.base)[:30])


def test_every_question_comes_back_as_it_was_asked() -> None:
    assert {question.kind for question in EVERY} == {"choice", "choose-two", "true-false", "typed", "order"}
    for question in EVERY:
        order = shown(question, "seed")
        assert thawed(frozen(question, order)) == (question, order)


def test_how_it_was_asked_comes_back_too() -> None:
    question, asked = EVERY[0], Manner("both", "reveal")
    order = shown(question, "seed")
    text = frozen(question, order, asked)
    assert thawed(text) == (question, order)
    assert manner(text) == asked
    assert manner(frozen(question, order)) is None


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"form": 2}', '{"form": 1, "id": "a"}'])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        thawed(text)
