"""A question as it was asked, and as its author has corrected it."""

from collections.abc import Callable

import pytest

from bot.study.grading import grade
from bot.study.questions.bank import parse
from bot.study.questions.correcting import Corrected, Unlike, corrected
from bot.study.questions.freezing import Manner, frozen, manner, thawed
from bot.study.questions.question import Question

PICK = """
questions:
- id: pick
  kind: choice
  facts: [kept]
  difficulty: 2
  question: {ja: どれ？, en: Which?}
  options:
  - {right: true, ja: 一, en: One, why: {ja: 一だから, en: Since one}}
  - {ja: 二, en: Two, why: {ja: 二だから, en: Since two}}
  - {ja: 三, en: Three, why: {ja: 三だから, en: Since three}}
  - {ja: 四, en: Four, why: {ja: 四だから, en: Since four}}
"""
STEPS = """
questions:
- id: steps
  kind: order
  facts: [kept]
  difficulty: 2
  question: {ja: 順に, en: In order}
  items:
  - {ja: 一, en: One, why: {ja: 先, en: First}}
  - {ja: 二, en: Two, why: {ja: 次, en: Next}}
  - {ja: 三, en: Three, why: {ja: 後, en: Last}}
"""
SHOWN = (2, 0, 3, 1)
HELD = Manner("both", "reveal")


def read(text: str) -> Question:
    questions, problems = parse(text, "deck/all.yaml", "deck")
    assert not problems
    return questions[0]


def became(change: Callable[[str], str], text: str = PICK, order: tuple[int, ...] = SHOWN) -> Corrected | Unlike:
    return corrected(frozen(read(text), order, HELD), read(change(text)))


def the_right_one_is_two(text: str) -> str:
    return text.replace("right: true, ", "").replace("{ja: 二,", "{right: true, ja: 二,")


def line(text: str, start: str) -> str:
    return next(each for each in text.splitlines(keepends=True) if start in each)


def test_another_option_is_right_and_all_are_shown_as_they_were() -> None:
    found = became(the_right_one_is_two)
    assert isinstance(found, Corrected)
    assert (found.question.right, found.renumbered, found.reworded, found.same) == ((1,), {}, (), False)
    assert thawed(found.frozen) == (found.question, SHOWN)
    assert manner(found.frozen) == HELD


def test_options_that_were_moved_in_the_file_keep_their_numbers() -> None:
    def move(text: str) -> str:
        moved = line(text, "ja: 一")
        return the_right_one_is_two(text.replace(moved, "") + moved)

    found = became(move)
    assert isinstance(found, Corrected)
    assert [option.text["en"] for option in found.question.options] == ["One", "Two", "Three", "Four"]
    assert found.question.right == (1,)


def test_nothing_but_the_place_in_the_file_has_changed() -> None:
    found = became(lambda text: "# moved down\n" + text)
    assert isinstance(found, Corrected)
    assert found.same
    assert found.frozen == frozen(read(PICK), SHOWN, HELD)


def test_how_hard_it_was_stays() -> None:
    found = became(lambda text: the_right_one_is_two(text).replace("difficulty: 2", "difficulty: 3"))
    assert isinstance(found, Corrected)
    assert found.question.difficulty == 2


@pytest.mark.parametrize(("old", "new"), [("en: Two", "en: Both"), ("ja: 二, en: Two", "ja: 両方, en: Both")])
def test_an_option_that_reads_otherwise_is_named(old: str, new: str) -> None:
    found = became(lambda text: text.replace(old, new))
    assert isinstance(found, Corrected)
    assert len(found.reworded) == (1 if "両方" in new else 0)  # one language is enough to know it by
    assert not found.same


def test_options_that_changed_words_and_places_cannot_be_told_apart() -> None:
    def mix(text: str) -> str:
        first, second = line(text, "ja: 二"), line(text, "ja: 四")
        text = text.replace(first, "~").replace(second, first.replace("二, en: Two", "五, en: Five"))
        return text.replace("~", second.replace("四, en: Four", "六, en: Six"))

    def both_reworded(text: str) -> str:
        return text.replace("二, en: Two", "五, en: Five").replace("四, en: Four", "六, en: Six")

    assert isinstance(became(both_reworded), Corrected)
    assert isinstance(became(mix), Corrected)  # the same to the eye: each stands where another stood

    def shift(text: str) -> str:
        moved = line(text, "ja: 一")
        return both_reworded(text).replace(moved, "") + moved

    assert became(shift) is Unlike.OPTIONS


def test_another_kind_or_number_of_options() -> None:
    assert corrected(frozen(read(PICK), SHOWN), read(STEPS)) is Unlike.KIND
    fewer = STEPS + "  - {ja: 四, en: Four, why: {ja: 最後, en: The end}}\n"
    assert corrected(frozen(read(STEPS), (1, 2, 0)), read(fewer)) is Unlike.NUMBER


def test_the_steps_of_an_order_are_its_key_and_are_renumbered() -> None:
    def last_first(text: str) -> str:
        moved = line(text, "ja: 三")
        return text.replace(moved, "").replace("  items:\n", "  items:\n" + moved)

    found = became(last_first, STEPS, (1, 2, 0))
    assert isinstance(found, Corrected)
    assert found.renumbered == {0: 1, 1: 2, 2: 0}
    question, order = thawed(found.frozen)
    assert [question.options[number].text["en"] for number in order] == ["Two", "Three", "One"]
    assert [question.options[number].text["en"] for number in range(3)] == ["Three", "One", "Two"]
    assert grade(question, [found.renumbered[number] for number in (2, 0, 1)]).correct
