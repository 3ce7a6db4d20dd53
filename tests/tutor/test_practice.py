from dataclasses import replace
from pathlib import Path

import pytest

from bot.study.grading import Verdict
from bot.study.questions import Question
from bot.study.questions.freezing import frozen, thawed
from bot.tutor.library import Library, open_library
from bot.tutor.planning import bank
from bot.tutor.practice import answered, one, pose, practice
from bot.wording.questions import outcome_card, question_card

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
QUIZZES = Path(__file__).parents[2] / "quizzes"

NOTES = """
# Queues
- Delay queue
  - Hides a new message right after it was sent, for up to 15 minutes.
- Retention
  - Nobody deletes it, so the service throws it away after 4 days.
- Long polling
  - Waits for the first arrival, at most 20 seconds.
"""

QUESTIONS = """
questions:
- id: pick
  kind: choice
  facts: [kept]
  question: {ja: どれ？, en: Which?}
  options:
  - {right: true, ja: 正, en: Good, why: {ja: 正しいから, en: For it is right}}
  - {ja: 誤1, en: Bad 1, why: {ja: 誤1だから, en: Bad since 1}}
  - {ja: 誤2, en: Bad 2, why: {ja: 誤2だから, en: Bad since 2}}
  - {ja: 誤3, en: Bad 3, why: {ja: 誤3だから, en: Bad since 3}}
- id: how-long
  kind: typed
  facts: [kept]
  question: {ja: 何秒？, en: How many seconds?}
  answer: {measure: "20 s", unit: s}
  why: {ja: 20 秒だから, en: Since it is 20}
  slips:
  - answer: 4 d
    why: {ja: それは保持期間, en: That is the retention}
- id: steps
  kind: order
  facts: [kept]
  question: {ja: 順に, en: In order}
  items:
  - {ja: 一, en: One, why: {ja: 先, en: First of all}}
  - {ja: 二, en: Two, why: {ja: 次, en: Next}}
  - {ja: 三, en: Three, why: {ja: 後, en: Last}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "deck.yaml").write_text("title: Deck\nlanguages: [en]\n", "utf-8")
    (tmp_path / "deck" / "queues.md").write_text("# Queues {#queues}\n- Kept {#kept}\n  - For 20 seconds or 4 days.\n", "utf-8")
    (tmp_path / "quizzes" / "deck").mkdir(parents=True)
    (tmp_path / "quizzes" / "deck" / "queues.yaml").write_text(QUESTIONS, "utf-8")
    return open_library([tmp_path / "deck"], [], None, [tmp_path / "quizzes"])


def question(library: Library, id_: str) -> Question:
    found = library.questions.get(f"deck/{id_}")
    assert found is not None
    return found


def test_the_same_seed_poses_the_same(library: Library) -> None:
    first = practice(library, "seed")
    assert [each.question.id for each in first] == [each.question.id for each in practice(library, "seed")]
    assert {each.question.id for each in first} == {"pick", "how-long", "steps"}
    assert len(practice(library, "seed", count=2)) == 2
    assert practice(library, "seed", topic="deck/elsewhere") == ()


def test_letters_are_places_as_shown(library: Library) -> None:
    posed = pose(library, question(library, "pick"), "seed 2")
    right = next(place for place, option in enumerate(posed.options) if option.right)
    assert answered(posed, [right]).verdict.correct
    wrong = answered(posed, [1 - right if right < 2 else 0])
    card = outcome_card(wrong, "en")
    assert card.verdict == "Not correct."
    assert [reason for _, reason in card.reasons][1] == "For it is right"
    assert card.reasons[0][1].startswith("Bad since")


def test_a_typed_answer_is_tried_again_when_close_and_told_when_a_known_slip(library: Library) -> None:
    posed = pose(library, question(library, "how-long"), "seed")
    assert answered(posed, "20").verdict.correct
    slip = answered(posed, "96 hours")
    assert outcome_card(slip, "ja").reasons[0] == ("あなたの答え 96 hours", "それは保持期間")
    assert outcome_card(slip, "ja").reasons[1][0] == "正解は 20 秒"
    assert question_card(posed, "ja").asked_for == "答えを秒で入力"
    assert question_card(posed, "en").asked_for == "type the answer in seconds"
    close = answered(posed, "more than 20 s")
    assert outcome_card(close, "en").reasons == ()
    assert outcome_card(close, "en", final=True).reasons


def test_an_order_is_told_step_by_step(library: Library) -> None:
    posed = pose(library, question(library, "steps"), "seed")
    assert posed.order != (0, 1, 2)
    right = answered(posed, posed.right)
    assert right.verdict.correct
    letters = ["ABC"[place] for place in posed.right]
    told = [f"1. One ({letters[0]})", f"2. Two ({letters[1]})", f"3. Three ({letters[2]})"]
    assert [heading for heading, _ in outcome_card(right, "en").reasons][1:] == told


def test_one_question_by_its_id(library: Library) -> None:
    (posed,) = one(library, "steps", "seed")
    assert posed.question.key == "deck/steps"
    assert one(library, "deck/steps", "seed")
    assert one(library, "nothing", "seed") == ()


def test_notes_without_questions_are_asked_about_with_those_made_from_them(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    library = open_library([tmp_path / "notes.md"], [], None, [QUIZZES])
    posed = practice(library, "seed")
    assert posed
    assert all(each.question.made for each in posed)
    outcome = answered(posed[0], "?" if posed[0].question.typed else [0])
    assert "notes.md:" in outcome_card(outcome, "en").origin


TOPICS = """
# Post
- Carries letters from door to door
# Rail
- Joins waggons into long trains
# Bank
- Counts pennies behind thick glass
# Farm
- Grows barley on wide open fields
"""


def test_a_card_does_not_name_the_topic_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TOPICS, "utf-8")
    library = open_library([tmp_path / "notes.md"], [])
    asked = practice(library, "seed")
    assert len(asked) == len(library.questions) > 2
    for posed in asked:
        (right,) = posed.right
        assert posed.options[right].text["en"] not in question_card(posed, "en").about
        assert thawed(frozen(posed.question, posed.order))[0] == posed.question


def test_practice_on_one_topic_does_not_ask_which_topic_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TOPICS, "utf-8")
    library = open_library([tmp_path / "notes.md"], [])
    topics = list(library.questions.by_topic)
    assert practice(library, "seed", topics[0]) == ()
    assert [len(bank(library, topics[:count], {}).questions) for count in (0, 1, 2)] == [len(topics), 0, 2]


def test_a_question_whose_answer_the_glossary_translates_is_not_made(tmp_path: Path) -> None:
    bridges = {
        "Bridge": "川の両岸をつなぐ道",
        "Tunnel": "山の下を掘り抜く近道",
        "Ferry": "車を載せて対岸まで運ぶ",
        "Lock": "船を水ごと持ち上げる",
    }
    (tmp_path / "notes.md").write_text("# 交通\n" + "".join(f"- {name}\n  - {line}\n" for name, line in bridges.items()), "utf-8")
    (tmp_path / "glossary.yaml").write_text("words:\n- {id: bridge, en: [bridge], ja: [両岸]}\n", "utf-8")
    without, known = (open_library([tmp_path / "notes.md"], files) for files in ([], [tmp_path / "glossary.yaml"]))
    assert [len([each for each in library.questions if "両岸" in each.text["ja"]]) for library in (without, known)] == [1, 0]


def test_a_deck_with_questions_of_its_own_gets_none_made() -> None:
    library = open_library([KNOWLEDGE / "aws-dva"], [], None, [QUIZZES])
    assert len(library.questions) >= 300
    assert not any(each.made for each in library.questions)


@pytest.mark.parametrize(
    ("places", "en", "ja"),
    [
        ((0,), "Not correct. 1 of them is right.", "不正解です。1 つ合っています。"),
        ((0, 1), "Not correct. 2 of them are right.", "不正解です。2 つ合っています。"),
    ],
)
def test_how_much_of_an_order_was_right(library: Library, places: tuple[int, ...], en: str, ja: str) -> None:
    outcome = answered(pose(library, question(library, "steps"), "seed"), [0, 1, 2])
    partly = replace(outcome, verdict=Verdict("wrong", places=places))
    assert [outcome_card(partly, language).verdict for language in ("en", "ja")] == [en, ja]
