"""A question as it was asked -> a text that outlives its bank, and back: what was asked can always be graded again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.study.facts import Language, Place
from bot.study.questions.question import Option, Question, Slip, Texts, Typed

FORM = 1
"""The form of the text; an older one stays readable."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a round is asked: in which language (`ja`, `en`, `both`), and whether the verdict is told `now` or at the `reveal`."""

    language: str
    feedback: str


def frozen(question: Question, order: Sequence[int], asked: Manner | None = None) -> str:
    """A question, whole, the order its options are shown in, and how it is asked, as JSON."""
    typed = question.typed
    return json.dumps(
        {
            "form": FORM,
            "id": question.id,
            "deck": question.deck,
            "kind": question.kind,
            "text": dict(question.text),
            "facts": list(question.facts),
            "place": [question.place.path, question.place.line],
            "difficulty": question.difficulty,
            "domain": question.domain,
            "scenario": question.scenario,
            "options": [_option(option) for option in question.options],
            "typed": None if typed is None else _typed(typed),
            "why": dict(question.why),
            "working": dict(question.working),
            "made": question.made,
            "topic_tells": question.topic_tells,
            "order": list(order),
            **({} if asked is None else {"language": asked.language, "feedback": asked.feedback}),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def manner(text: str) -> Manner | None:
    """How the question of such a text is asked; None where an older version froze it, which did not write that down."""
    held = json.loads(text)
    return Manner(held["language"], held["feedback"]) if "language" in held else None


def thawed(text: str) -> tuple[Question, tuple[int, ...]]:
    """The question of such a text, and the order of its options. Raises ValueError for any other text."""
    try:
        held = json.loads(text)
        if held["form"] != FORM:
            raise ValueError(f"form {held['form']} is not known to this version")
        question = Question(
            id=held["id"],
            deck=held["deck"],
            kind=held["kind"],
            text=_texts(held["text"]),
            facts=tuple(held["facts"]),
            place=Place(*held["place"]),
            difficulty=held["difficulty"],
            domain=held["domain"],
            scenario=held["scenario"],
            options=tuple(_read_option(option) for option in held["options"]),
            typed=_read_typed(held["typed"]) if held["typed"] else None,
            why=_texts(held["why"]),
            working=_texts(held["working"]),
            made=held["made"],
            topic_tells=held.get("topic_tells", False),
        )
        return question, tuple(held["order"])
    except (KeyError, TypeError) as error:
        raise ValueError("this is no frozen question") from error


def _option(option: Option) -> Mapping[str, Any]:
    return {"text": dict(option.text), "right": option.right, "why": dict(option.why), "short": dict(option.short)}


def _read_option(held: Mapping[str, Any]) -> Option:
    return Option(_texts(held["text"]), held["right"], _texts(held["why"]), _texts(held["short"]))


def _typed(typed: Typed) -> Mapping[str, Any]:
    slips: list[tuple[str, dict[Language, str]]] = [(slip.answer, dict(slip.why)) for slip in typed.slips]
    return {"comparison": typed.comparison, "accepted": list(typed.accepted), "unit": typed.unit, "slips": slips}


def _read_typed(held: Mapping[str, Any]) -> Typed:
    slips = tuple(Slip(answer, _texts(why)) for answer, why in held["slips"])
    return Typed(held["comparison"], tuple(held["accepted"]), held["unit"], slips)


def _texts(held: Mapping[str, str]) -> Texts:
    return cast("Texts", held)
