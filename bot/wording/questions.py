"""Questions and outcomes -> the words of both fronts, in Japanese and English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.study.questions.question import Kind, Option, Question, Typed, in_language
from bot.study.spans import spans
from bot.tutor.practice import Outcome, Posed
from bot.wording.cards import name

LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question in words. `about` names its topic, kind and difficulty; `options` are the texts in their places.

    `labels` are the options as they are called where there is little room: a letter and plain words.
    """

    about: str
    text: str
    options: tuple[str, ...]
    asked_for: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """What came of an answer in words: the verdict, the reasons (a heading each), and the facts to read on with."""

    verdict: str
    reasons: tuple[tuple[str, str], ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's phrases, for `str.format`."""

    kinds: Mapping[Kind, str]
    difficulties: tuple[str, str, str]
    asked_for: Mapping[Kind, str]
    with_unit: str
    correct: str
    close: str
    wrong: str
    half: str
    half_one: str
    yours: str
    right: str
    right_also: str
    stands: str
    answer: str
    working: str
    origin: str
    place: str


_WORDS: Mapping[Language, Words] = {
    "ja": Words(
        kinds={"choice": "四択", "choose-two": "2 つ選択", "true-false": "正誤", "typed": "記述", "order": "並べ替え"},
        difficulties=("やさしい", "ふつう", "難しい"),
        asked_for={
            "choice": "A〜D から 1 つ",
            "choose-two": "2 つ。例: A C",
            "true-false": "A か B",
            "typed": "答えを入力",
            "order": "正しい順に。例: B A C",
        },
        with_unit="答えを{unit}で入力",
        correct="正解です。",
        close="惜しい。もう一度どうぞ。",
        wrong="不正解です。",
        half="不正解です。{count} つ合っています。",
        half_one="不正解です。1 つ合っています。",
        yours="あなたの答え {answer}",
        right="正解 {answer}",
        right_also="こちらも正解 {answer}",
        stands="正しい順",
        answer="正解は {answer}",
        working="計算",
        origin="ノートの {place} から作った問題",
        place="{number} 番目 {text}（{letter}）",
    ),
    "en": Words(
        kinds={
            "choice": "one of four",
            "choose-two": "choose two",
            "true-false": "true or false",
            "typed": "typed answer",
            "order": "put in order",
        },
        difficulties=("easy", "medium", "hard"),
        asked_for={
            "choice": "one of A to D",
            "choose-two": "two of them, such as A C",
            "true-false": "A or B",
            "typed": "type the answer",
            "order": "all of them in the right order, such as B A C",
        },
        with_unit="type the answer in {unit}",
        correct="Correct.",
        close="Nearly. Try once more.",
        wrong="Not correct.",
        half="Not correct. {count} of them are right.",
        half_one="Not correct. 1 of them is right.",
        yours="Your answer {answer}",
        right="The right answer {answer}",
        right_also="Right as well {answer}",
        stands="The right order",
        answer="The answer is {answer}",
        working="Worked out",
        origin="Made from {place} of the notes",
        place="{number}. {text} ({letter})",
    ),
}


def difficulty_name(difficulty: int, language: Language) -> str:
    """What a difficulty from 1 to 3 is called."""
    return _WORDS[language].difficulties[difficulty - 1]


_UNITS: Mapping[Language, Mapping[str, str]] = {
    "ja": {"ms": "ミリ秒", "s": "秒", "min": "分", "h": "時間", "d": "日", "weeks": "週", "months": "か月", "years": "年"},
    "en": {"ms": "milliseconds", "s": "seconds", "min": "minutes", "h": "hours", "d": "days"},
}
_AMOUNT = re.compile(r"([\d.,]+) ?(ms|s|min|h|d|weeks|months|years)")


def unit_name(unit: str, language: Language) -> str:
    """What a unit is called; as it is written where it is the same in every language."""
    return _UNITS[language].get(unit, unit)


def unit_within(unit: str, language: Language) -> str:
    """What a unit is called within a sentence: Latin letters stand apart from Japanese ones."""
    called = unit_name(unit, language)
    return f" {called} " if language == "ja" and called.isascii() else called


def accepted(typed: Typed, language: Language) -> str:
    """The answer to a typed question as it is told: an amount with its unit's name in that language."""
    told = typed.accepted[0]
    found = _AMOUNT.fullmatch(told) if typed.comparison == "measure" else None
    return f"{found[1]} {unit_name(found[2], language)}" if found else told


def question_card(posed: Posed, language: Language) -> QuestionCard:
    """A question in that language, where its author wrote it in it."""
    words, question = _WORDS[language], posed.question
    about = [name(posed.topic, language)] if posed.topic is not None and not question.topic_tells else []
    about.append(words.kinds[question.kind])
    if not question.made:
        about.append(words.difficulties[question.difficulty - 1])
    asked_for = words.asked_for[question.kind]
    if question.typed and question.typed.unit:
        asked_for = words.with_unit.format(unit=unit_within(question.typed.unit, language))
    options = tuple(in_language(option.text, language) for option in posed.options)
    labels = tuple(f"{letter}. {_short(option, language)}" for letter, option in zip(LETTERS, posed.options, strict=False))
    return QuestionCard(" · ".join(about), in_language(question.text, language), options, asked_for, labels)


def _short(option: Option, language: Language) -> str:
    """An option in plain words, the short ones where its author wrote some."""
    words = option.short.get(language) or in_language(option.text, language)
    return " ".join("".join(span.text for span in spans(words)).split())


def outcome_card(outcome: Outcome, language: Language, *, final: bool = False) -> OutcomeCard:
    """What came of an answer: why what was chosen is wrong, and why what is right is right.

    An answer that was close may be tried again and says no more, unless it is `final`.
    """
    words, question = _WORDS[language], outcome.posed.question
    if outcome.verdict.outcome == "close" and not final:
        return OutcomeCard(words.close, ())
    reasons = [*_yours(outcome, language), *_right(outcome, language)]
    if question.working:
        reasons.append((words.working, in_language(question.working, language)))
    origin = words.origin.format(place=question.place) if question.made else ""
    return OutcomeCard(_verdict(outcome, words), tuple(reasons), origin)


def _verdict(outcome: Outcome, words: Words) -> str:
    if outcome.verdict.correct:
        return words.correct
    places = len(outcome.verdict.places)
    partly = places and outcome.posed.question.kind in {"choose-two", "order"}
    if not partly:
        return words.wrong
    return words.half_one if places == 1 else words.half.format(count=places)


def _yours(outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    """Why what was chosen or typed is not right."""
    words, posed = _WORDS[language], outcome.posed
    if outcome.verdict.correct:
        return []
    if outcome.slip is not None:
        return [(words.yours.format(answer=outcome.typed), in_language(outcome.slip.why, language))]
    if posed.question.kind in {"order", "true-false"}:
        return []
    wrong = [place for place in outcome.chosen if not posed.options[place].right]
    return [
        (words.yours.format(answer=_lettered(posed, place, language)), _why(posed.options[place], language)) for place in wrong
    ]


def _right(outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    """What is right, and why."""
    words, posed, question = _WORDS[language], outcome.posed, outcome.posed.question
    if question.typed is not None:
        return [(words.answer.format(answer=accepted(question.typed, language)), in_language(question.why, language))]
    if question.kind == "order":
        steps = enumerate(posed.right, 1)
        return [(words.stands, "")] + [
            (
                words.place.format(number=number, text=_text(posed, place, language), letter=LETTERS[place]),
                _why(posed.options[place], language),
            )
            for number, place in steps
        ]
    if question.kind == "true-false":
        return [(words.answer.format(answer=_text(posed, posed.right[0], language)), in_language(question.why, language))]
    return [
        (words.right.format(answer=_lettered(posed, place, language)), _why(posed.options[place], language))
        for place in posed.right
    ]


def right_words(posed: Posed, language: Language) -> str:
    """What is right, in one line."""
    question = posed.question
    if question.typed is not None:
        return accepted(question.typed, language)
    if question.kind == "order":
        return " → ".join(LETTERS[place] for place in posed.right)
    return " / ".join(_lettered(posed, place, language) for place in posed.right)


def working_words(question: Question, language: Language) -> str:
    """How a figure was worked out; empty where it was not."""
    return f"{_WORDS[language].working}: {in_language(question.working, language)}" if question.working else ""


def _lettered(posed: Posed, place: int, language: Language) -> str:
    return f"{LETTERS[place]}. {_text(posed, place, language)}"


def _text(posed: Posed, place: int, language: Language) -> str:
    return in_language(posed.options[place].text, language)


def _why(option: Option, language: Language) -> str:
    return in_language(option.why, language)
