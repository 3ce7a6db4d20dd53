"""Cards of questions and outcomes keep to Discord's limits and give nothing away, whatever was asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from bot.discord_front import layout
from bot.discord_front.controls import Action, Control, Draft
from bot.discord_front.custom_ids import read
from bot.discord_front.forms import Form
from bot.discord_front.layout import Message
from bot.discord_front.questions import controls, explain_buttons, how_part, outcome_parts, question_parts, typed_form
from bot.discord_front.quiz import Sent, press_view
from bot.discord_front.run_ids import written
from bot.study.facts import LANGUAGES, Language, Place
from bot.study.questions import Kind, Option, Question, Typed
from bot.study.questions.question import KINDS, in_language, statement
from bot.tutor.library import Library, open_library
from bot.tutor.practice import Posed, answered, as_shown, pose
from bot.tutor.runs import Run, begun, questions_of
from tests.discord_front.seen import check, every, labels_of, text_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
QUIZZES = Path(__file__).parents[2] / "quizzes"
SPOKEN: tuple[tuple[Language, ...], ...] = (("ja",), ("en",), ("ja", "en"))
RUN = Run("0123abcd", "0123abcd", 50, 49, 49, "012345")
ODD = ("x" * 600, "*@everyone <@1> " * 40, "`a` `" * 100, "| ~~ __ [a](https://evil.example) " * 15, "a\n# b\n- c\n1. d", "- c")
DECK = """
# Zorb {#zorb}

- Frob {#frob}
  - Takes 30 seconds.
- Grib {#grib}
  - Takes 7 minutes.
"""


def named(control: Control) -> str:
    return written(RUN, control)


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"], None, [QUIZZES])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("notes") / "deck.md"
    path.write_text(DECK, "utf-8")
    return open_library([path], [])


def made(kind: Kind, words: str = "word", **texts: str) -> Question:
    """A question of that kind whose texts are all the same, but for a number that tells them apart."""

    def text(number: object) -> dict[Language, str]:
        return {"ja": f"{number}語{words}", "en": f"{number}{words}"}

    count = {"choice": 4, "choose-two": 5, "order": 5}.get(kind, 0)
    right = {"choice": 1, "choose-two": 2}.get(kind, 0)
    options = (
        statement(True)
        if kind == "true-false"
        else tuple(Option(text(number), number < right, text(number + 10)) for number in range(count))
    )
    typed = Typed("measure", ("30 s",), texts.get("unit", "s")) if kind == "typed" else None
    facts = ("deck/frob", "deck/grib")
    return Question("q", "deck", kind, text("Q"), facts, Place("q.yaml", 1), 1, options=options, typed=typed, why=text("W"))


def card(posed: Posed, spoken: Sequence[Language], draft: Draft = (), *, public: bool = False) -> Message:
    rows = controls(posed, spoken, named, draft=draft, public=public)
    return layout.message([*question_parts(posed, spoken, "Question 50 of 50"), how_part(posed, spoken, public=public), *rows])


def answers_to(posed: Posed) -> list[Sequence[int] | str]:
    """A right answer and wrong ones."""
    count = len(posed.options)
    if posed.question.typed is not None:
        return [posed.question.typed.accepted[0], "x" * 200, *(slip.answer for slip in posed.question.typed.slips)]
    if posed.question.kind == "order":
        return [posed.right, tuple(reversed(posed.right))]
    return [posed.right, *permutations(range(count), 2)] if posed.question.kind == "choose-two" else [[n] for n in range(count)]


def outcome_views(posed: Posed, language: Language) -> list[Message]:
    buttons = [layout.button("Next", "x"), *explain_buttons(posed.facts, (language,))]
    return [
        layout.message([*outcome_parts(answered(posed, each), language, "Question 50 of 50"), layout.row(*buttons)])
        for each in answers_to(posed)
    ]


def check_form(form: Form) -> str:
    sent = form.to_dict()
    assert 1 <= len(sent["title"]) <= 45
    assert len(sent["custom_id"]) <= 100
    (above, labelled) = sent["components"]
    assert 1 <= len(labelled["label"]) <= 45
    assert 1 <= len(above["content"]) <= 4000
    return str(labelled["label"])


@pytest.mark.parametrize("spoken", SPOKEN, ids="-".join)
@pytest.mark.parametrize("public", [True, False])
def test_every_bundled_question_fits_uncut(bundled: Library, spoken: tuple[Language, ...], public: bool) -> None:
    for question in bundled.questions:
        posed = pose(bundled, question, "seed")
        view = card(posed, spoken, public=public)
        assert text_of(view).count("…") <= str(question).count("…")
        assert all(len(label) <= 45 for label in labels_of(view))
        if question.typed:
            check_form(typed_form(posed, spoken[0], named(Control("write", number=1))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bundled_outcome_fits_uncut(bundled: Library, language: Language) -> None:
    for question in bundled.questions:
        posed = pose(bundled, question, "seed")
        for view in outcome_views(posed, language):
            assert text_of(view).count("…") <= str(question).count("…")


@pytest.mark.parametrize("words", ODD)
@pytest.mark.parametrize("kind", KINDS)
def test_odd_and_long_questions_fit(small: Library, kind: Kind, words: str) -> None:
    posed = pose(small, made(kind, words, unit="u" * 80), "seed")
    for spoken in SPOKEN:
        for public in (True, False):
            shown = text_of(card(posed, spoken, public=public))
            assert "@everyone" not in shown
            assert "](" not in shown
            assert not re.search(r"^(#|[-+*] |\d+[.)] )", shown, re.MULTILINE)
    for language in LANGUAGES:
        for view in outcome_views(posed, language):
            assert "](" not in text_of(view)
        if kind == "typed":
            check_form(typed_form(posed, language, named(Control("write"))))


def test_both_languages_on_one_card(small: Library) -> None:
    shown = text_of(card(pose(small, made("choice"), "seed"), ("ja", "en"), public=True)).split("\n")
    assert shown[1:3] == ["**Q語word**", "-# Qword"]
    assert [line[:6] for line in shown if line.startswith("**A")] == ["**A.**"]
    assert len([line for line in shown if re.fullmatch(r"-# \dword", line)]) == 4


def test_buttons_say_letter_and_words(small: Library) -> None:
    assert labels_of(card(pose(small, made("true-false"), "s"), ("en",))) == ["A. True", "B. False"]
    assert labels_of(card(pose(small, made("true-false"), "s"), ("ja", "en"))) == ["A. 正しい / True", "B. 誤り / False"]
    labels = labels_of(card(pose(small, made("choice", " of something that no phone has room for"), "s"), ("en",)))
    assert [label[:3] for label in labels] == ["A. ", "B. ", "C. ", "D. "]
    assert all(label.endswith("…") and len(label) <= 38 for label in labels)


def test_short_options_stand_side_by_side_and_long_ones_beneath_each_other(small: Library) -> None:
    for words, rows in (("", 1), (" is a long option", 4)):
        view = check(card(pose(small, made("choice", words), "s"), ("en",)))
        assert len([each for each in view if each["type"] == 1]) == rows


def test_a_short_form_is_for_the_button_only(small: Library) -> None:
    question = made("choice", " in full")
    options = tuple(replace(option, short={"en": f"`S{number}`"}) for number, option in enumerate(question.options))
    view = card(pose(small, replace(question, options=options), "s"), ("en",))
    assert {label[3:] for label in labels_of(view)} == {"S0", "S1", "S2", "S3"}
    assert "0 in full" in text_of(view)


@pytest.mark.parametrize("kind", ["choose-two", "order"])
def test_a_public_card_has_no_menu(small: Library, kind: Kind) -> None:
    view = card(pose(small, made(kind), "s"), ("ja", "en"), public=True)
    assert labels_of(view) == ["答える / Answer"]
    assert not [each for each in check(view) if each["type"] == 3]
    assert [each["custom_id"][-2:] for each in check(view) if each["type"] == 2] == ["q0"]


def test_a_draft_is_shown_and_confirmed_once_whole(small: Library) -> None:
    posed = pose(small, made("order"), "s")
    view = check(card(posed, ("en",), (3, None, 0, 1, 2)))
    menus = [each for each in view if each["type"] == 3]
    assert [[o["value"] for o in menu["options"] if o.get("default")] for menu in menus] == [["3"], [], ["0"], ["1"], ["2"]]
    assert view[-1]["disabled"]
    assert not check(card(posed, ("en",), (3, 4, 0, 1, 2)))[-1].get("disabled")


@pytest.mark.parametrize("disabled", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_the_buttons_of_what_is_closed(small: Library, kind: Kind, disabled: bool) -> None:
    rows = controls(pose(small, made(kind), "s"), ("ja",), named, public=True, disabled=disabled)
    assert {each.get("disabled", False) for each in every(rows) if each["type"] == 2} == {disabled}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_tells_the_answer_before_it_is_given(small: Library, kind: Kind) -> None:
    """Two questions that differ only in what is right have the same card, to the last `custom_id`."""
    question = made(kind)
    options = tuple(replace(option, right=not option.right) for option in question.options)
    typed = replace(question.typed, accepted=("5 h",)) if question.typed else None
    other = replace(question, options=options, typed=typed, why={"en": "other"})
    for public in (True, False):
        cards = [check(card(pose(small, each, "s"), ("ja", "en"), public=public)) for each in (question, other)]
        assert cards[0] == cards[1]


def test_facts_open_in_a_message_of_their_own(small: Library) -> None:
    posed = pose(small, made("choice"), "s")
    buttons = explain_buttons(posed.facts, ("en",))
    assert [button["label"] for button in buttons] == ["Explain: Frob", "Explain: Grib"]
    presses = [read(button["custom_id"]) for button in buttons]
    assert [(press.action, press.reference) for press in presses if press] == [("open", "deck/frob"), ("open", "deck/grib")]
    assert [button["label"] for button in explain_buttons(posed.facts[:1], ("ja",))] == ["解説"]


def test_a_question_whose_facts_are_gone_is_still_a_question(small: Library) -> None:
    gone = as_shown(small, replace(made("choice"), facts=("deck/gone",)), (3, 1, 0, 2))
    assert text_of(card(gone, ("en",))).startswith("-# Question 50 of 50 · one of four")
    assert [label[:4] for label in labels_of(card(gone, ("en",)))] == ["A. 3", "B. 1", "C. 0", "D. 2"]
    assert explain_buttons(gone.facts, ("en",)) == []
    assert "### Correct." in text_of(layout.message(outcome_parts(answered(gone, [2]), "en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_run_on_the_bundled_questions(bundled: Library, language: Language) -> None:
    run = begun(bundled, "0123abcd", "", 50)
    assert run is not None
    shown = ""
    for number, posed in enumerate(questions_of(bundled, run)):
        here = replace(run, number=number, right=number)
        asked = press_view(bundled, here, Control("ask"), Sent(), language)
        assert isinstance(asked, Message)
        check(asked)
        if posed.question.typed:
            told = press_view(bundled, here, Control("write"), Sent(typed=posed.question.typed.accepted[0]), language)
        else:
            action: Action = "confirm" if posed.question.kind in {"choose-two", "order"} else "pick"
            told = press_view(bundled, here, Control(action, posed.right), Sent(), language)
        assert isinstance(told, Message)
        shown = text_of(told)
        assert {"ja": "### 正解です。", "en": "### Correct."}[language] in shown
    assert {"ja": "50 問中 50 問正解", "en": "50 of 50 correct"}[language] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_practice_says_nothing_of_a_question_that_is_open_for_points(bundled: Library, language: Language) -> None:
    run = begun(bundled, "0badcafe", "", 20)
    assert run is not None
    for number, posed in enumerate(questions_of(bundled, run)[:-1]):
        here, typed = replace(run, number=number), posed.question.typed
        sent = Sent(typed=typed.accepted[0] if typed else None, withheld={posed.question.key})
        action: Action = "confirm" if posed.question.kind in {"choose-two", "order"} else "pick"
        told = press_view(bundled, here, Control("write") if typed else Control(action, posed.right), sent, language)
        assert isinstance(told, Message)
        check(told)
        shown = text_of(told)
        assert "today" in shown
        whys = [*(option.why for option in posed.question.options), posed.question.why]
        assert not any(in_language(why, language) in shown for why in whys if why)
        assert labels_of(told) == [{"ja": "次の問題", "en": "Next question"}[language]]
