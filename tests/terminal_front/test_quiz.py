from pathlib import Path

import pytest

from bot.tutor.library import Shelf
from tests.terminal_front.conftest import Conversation, talk

NOTES = """# Storage
- Locker
  - Keeps boxes for 30 days
- Shelf
  - Shows goods for 12 hours
- Drawer
  - Hides letters for 15 minutes
- Cellar
  - Cools bottles for 4 weeks

# Kitchen
- Oven
  - Bakes bread slowly overnight
- Kettle
  - Boils fresh water at once
- Sink
  - Washes every dish by hand
- Fridge
  - Stores raw milk and butter
"""


@pytest.fixture
def learner(tmp_path: Path) -> Conversation:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    return talk(Shelf([tmp_path / "notes.md"], []), "en")


def begin(learner: Conversation, typed: str = "/quiz") -> str:
    shown = learner.type(typed)
    assert "Question 1 of" in shown
    return shown


def until(learner: Conversation, shown: str, wanted: str) -> None:
    """Skip to the first question of a kind."""
    while wanted not in shown:
        assert "Question" in shown, f"there is no question with {wanted!r}"
        shown = learner.type("/skip")


def test_a_quiz_asks_one_question_after_the_other_and_says_how_it_went(learner: Conversation) -> None:
    shown = begin(learner)
    count = int(shown.split(" of ")[1].split(" ")[0])
    assert count >= 6
    for number in range(2, count + 1):
        assert f"Question {number} of {count}" in learner.type("/skip")
    assert f"0 of {count} correct" in learner.type("/skip")
    assert "Bakes bread" in learner.type("oven")  # words are looked up again


def test_an_answer_is_followed_by_its_reason_and_where_it_comes_from(learner: Conversation) -> None:
    until(learner, begin(learner), "one of A to D")
    shown = learner.type("b")
    assert "Correct." in shown or "Not correct." in shown
    assert "The right answer" in shown
    assert "notes.md:" in "".join(shown.split())  # a long path is wrapped


def test_what_is_no_answer_is_asked_for_again(learner: Conversation) -> None:
    until(learner, begin(learner), "one of A to D")
    assert "That is no answer to this." in learner.type("Z")
    assert "That is no answer to this." in learner.type("A B")


def test_a_typed_answer_is_told_what_is_right(learner: Conversation) -> None:
    until(learner, begin(learner, "/quiz storage"), "type the answer")
    assert "The answer is" in learner.type("7 kg")


def test_the_last_question_is_explained_on_demand_even_after_the_end(learner: Conversation) -> None:
    begin(learner, "/quiz kitchen")
    learner.type("/skip")
    assert learner.type("/explain").startswith("Kitchen")
    assert "Practice has ended." in learner.type("/stop")
    assert "Practice has ended." in learner.type("/skip")
    assert learner.type("/explain").startswith("Kitchen")


def test_the_word_alone_is_enough_and_one_topic_can_be_asked_for(learner: Conversation) -> None:
    begin(learner, "quiz")
    assert "Storage" in begin(learner, "/quiz storage")
    assert "Locker" in learner.type("/explain locker")


def test_nothing_to_ask(tmp_path: Path) -> None:
    (tmp_path / "bare.md").write_text("# A\n- b\n", encoding="utf-8")
    assert "no questions" in talk(Shelf([tmp_path / "bare.md"], []), "en").type("/quiz")
