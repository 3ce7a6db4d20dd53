"""Reveals keep to Discord's limits whatever was asked and answered, and say what they should."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.discord_front.layout import LONGEST_LABEL, Message
from bot.discord_front.reveal import closed_card, reveal
from bot.store.answers import Answer, Named
from bot.study.facts import Language
from bot.study.questions import Question
from bot.tutor.answering import written
from bot.tutor.library import Library, open_library
from bot.tutor.practice import Posed, answered, pose
from bot.tutor.revealing import Keeper, Revealed, spread
from bot.wording.cards import name
from bot.wording.reveals import MOST_KEEPERS
from tests.discord_front.seen import check, labels_of, text_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
QUIZZES = Path(__file__).parents[2] / "quizzes"
SPOKEN: tuple[tuple[Language, ...], ...] = (("ja",), ("en",), ("ja", "en"))
NOW = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)
POST = "https://discord.com/channels/1/2/3"
HOSTILE = "@everyone **x** [a](https://evil.example) <@1> `y` " + "x" * 40


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"], None, [QUIZZES])


def given(posed: Posed, answers: Sequence[Sequence[int] | str]) -> list[Named]:
    """Answers, by places as shown or typed, each of somebody else."""
    found = []
    for number, answer in enumerate(answers):
        outcome = answered(posed, answer)
        chosen: Any = answer if isinstance(answer, str) else written(posed, answer)
        found.append(Named(Answer(1, number, chosen, outcome.verdict.correct, NOW), number, f"member {number}"))
    return found


def some(posed: Posed) -> list[Sequence[int] | str]:
    """Answers of every sort to a question."""
    question, count = posed.question, len(posed.options)
    if question.typed is not None:
        slips = [slip.answer for slip in question.typed.slips]
        return [*question.typed.accepted[:1] * 7, *slips, *slips, HOSTILE, HOSTILE, "my own", "*odd*", "*odd*"]
    if question.kind == "order":
        return [posed.right, posed.right, tuple(range(count)), tuple(reversed(range(count))), tuple(reversed(range(count)))]
    if question.kind == "choose-two":
        return [posed.right, (0, 1), (1, 2), (0, 4)]
    return [*[posed.right] * 5, *[(place,) for place in range(count)]]


def shown(posed: Posed, answers: Sequence[Sequence[int] | str], keepers: Sequence[Keeper] = ()) -> Revealed:
    return Revealed(posed, spread(posed, given(posed, answers)), tuple(keepers))


def of_kind(library: Library, kind: str) -> Posed:
    question = next(each for each in library.questions if each.kind == kind and (kind != "typed" or each.typed.slips))  # type: ignore[union-attr]
    return pose(library, question, "seed")


KEEPERS = [Keeper("**name** @everyone [x](https://evil.example)" * 2, 100 - number) for number in range(25)]


@pytest.mark.parametrize("languages", SPOKEN)
def test_every_bundled_question(bundled: Library, languages: tuple[Language, ...]) -> None:
    for question in bundled.questions:
        posed = pose(bundled, question, "seed")
        for revealed in (shown(posed, some(posed), KEEPERS), shown(posed, [])):
            view = reveal(10**17, revealed, languages, LATER, POST)
            check(view)
            assert "…" not in without_names(view) or len(languages) > 1 or "…" in str(question)
        check(closed_card(10**17, posed, languages, "head"))


def without_names(view: Message) -> str:
    return "\n".join(line for line in text_of(view).split("\n") if "@\u200beveryone" not in line)


@pytest.mark.parametrize("languages", SPOKEN)
def test_facts_that_are_gone(bundled: Library, languages: tuple[Language, ...]) -> None:
    posed = replace(of_kind(bundled, "choice"), facts=(), topic=None)
    view = reveal(1, shown(posed, some(posed)), languages)
    check(view)
    assert not any(label.startswith(("Explain", "解説")) for label in labels_of(view))
    check(closed_card(1, posed, languages))


def test_each_option_says_whether_it_is_right_and_how_many_chose_it(bundled: Library) -> None:
    posed = of_kind(bundled, "choice")
    text = text_of(reveal(1, shown(posed, [posed.right, posed.right, posed.right, ((posed.right[0] + 1) % 4,)]), ("en",)))
    assert "**Right** · 3 (75 %) ■■■■■■■■\n" in text
    assert "**Wrong** · 1 (25 %) ■■\n" in text
    assert text.count("**Wrong** · 0 (0 %)\n") == 2
    assert "4 answers, 3 right (75 %)" in text
    for option in posed.options:
        assert option.why["en"][:20] in text.replace("\\", "").replace("`", "") or "`" in option.why["en"]


@pytest.mark.parametrize(
    ("languages", "said"), [(("en",), "Nobody answered this one."), (("ja",), "今回は回答がありませんでした。")]
)
def test_nobody_answered(bundled: Library, languages: tuple[Language, ...], said: str) -> None:
    for kind in ("choice", "typed", "order"):
        view = reveal(1, shown(of_kind(bundled, kind), []), languages)
        text = text_of(view)
        assert said in text
        assert "%" not in text.split("\n")[-1]
        assert not {"Picture", "画像で見る"} & set(labels_of(view))


def test_what_was_typed_is_inert_and_ones_own_stays_ones_own(bundled: Library) -> None:
    posed = of_kind(bundled, "typed")
    text = text_of(reveal(1, shown(posed, some(posed)), ("en",)))
    assert "@everyone" not in text
    assert "[a](" not in text
    assert "https://" not in text
    assert "\\*odd\\*" in text
    assert "my own" not in text
    assert "Other answers" in text


def test_who_kept_a_streak(bundled: Library) -> None:
    posed = of_kind(bundled, "choice")
    text = text_of(reveal(1, shown(posed, some(posed), KEEPERS), ("en",)))
    line = next(line for line in text.split("\n") if line.startswith("Streaks"))
    assert line.count(" days") == MOST_KEEPERS
    assert line.endswith("and 15 more")
    assert "@everyone" not in line
    assert "[x](" not in line
    assert "https://" not in line
    assert "Streaks" not in text_of(reveal(1, shown(posed, some(posed)), ("en",)))


@pytest.mark.parametrize(("languages", "said"), [(("en",), "The next question: <t:"), (("ja",), "次の問題: <t:")])
def test_when_the_next_one_comes(bundled: Library, languages: tuple[Language, ...], said: str) -> None:
    posed = of_kind(bundled, "choice")
    assert f"{said}{int(LATER.timestamp())}:F>" in text_of(reveal(1, shown(posed, []), languages, LATER))
    assert "<t:" not in text_of(reveal(1, shown(posed, []), languages))


def test_both_languages(bundled: Library) -> None:
    for kind in ("choice", "true-false", "typed", "choose-two", "order"):
        text = text_of(reveal(1, shown(of_kind(bundled, kind), some(of_kind(bundled, kind))), ("ja", "en"), LATER))
        for words in ("正解 ", "次の問題", "-# The next question", " answers, "):
            assert words in text


def test_both_languages_in_marks_and_buttons(bundled: Library) -> None:
    for kind in ("choice", "true-false", "typed", "choose-two", "order"):
        posed = of_kind(bundled, kind)
        view = reveal(17, replace(shown(posed, some(posed)), day=NOW.date()), ("ja", "en"), LATER, POST)
        text, labels = text_of(view), labels_of(view)
        assert text.startswith("## 11月27日（金）の答え\n-# The answer of Fri 27 Nov\n")
        assert "**正解 / Right** · " in text
        assert "**不正解 / Wrong** · " in text
        assert "**正解** " not in text
        assert labels[-3:] == ["画像で見る / Picture", "報告 / Report", "投稿へ移動 / Go to the post"]
        assert all(label.startswith("解説 / Explain") for label in labels[:-3])
        assert all(len(label) <= LONGEST_LABEL for label in labels)


def test_facts_are_called_by_both_names_where_there_is_room(bundled: Library) -> None:
    asked = [pose(bundled, question, "seed") for question in bundled.questions if len(question.facts) > 1]
    found = [
        (label, f"解説 / Explain: {name(each.fact, 'ja')}", name(each.fact, "en"))
        for posed in asked
        for label, each in zip(labels_of(reveal(1, shown(posed, []), ("ja", "en"))), posed.facts, strict=False)
    ]
    assert any(label == f"{first} / {english}" for label, first, english in found)
    assert all(label.startswith(first[: LONGEST_LABEL - 1].rstrip()) for label, first, _ in found)  # cut at a space it goes, too


def test_the_buttons(bundled: Library) -> None:
    posed = of_kind(bundled, "choice")
    view = reveal(17, shown(posed, some(posed)), ("en",), None, POST)
    labels = labels_of(view)
    assert labels[-3:] == ["Picture", "Report", "Go to the post"]
    assert labels[0].startswith("Explain")
    ids = [each["custom_id"] for each in check(view) if "custom_id" in each]
    assert {"kotae1:picture:17", "kotae1:report:r:17"} <= set(ids)


@pytest.mark.parametrize("kind", ["choice", "true-false", "typed", "choose-two", "order"])
def test_a_closed_card_is_the_post_at_rest(bundled: Library, kind: str) -> None:
    view = closed_card(17, of_kind(bundled, kind), ("en",), "Day 3")
    buttons = [each for each in check(view) if each["type"] == 2]
    assert buttons
    assert all(button["disabled"] for button in buttons)
    assert all(button["custom_id"].startswith("kotae1:round:17:") for button in buttons)
    assert "Closed." in text_of(view)
    assert "Day 3" in text_of(view)


def test_a_key_that_was_corrected_counts(bundled: Library) -> None:
    """The spread grades by the question as it is frozen now, not by what was true when it was answered."""
    posed = of_kind(bundled, "true-false")
    answers = given(posed, [posed.right] * 3)
    options = tuple(replace(option, right=not option.right) for option in posed.question.options)
    corrected: Question = replace(posed.question, options=options)
    assert spread(replace(posed, question=corrected), answers).right == 0
