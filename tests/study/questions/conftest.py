"""Questions to read and to hold against the rules."""

import inspect
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest

from bot.study import outline
from bot.study.facts import LANGUAGES, Deck, FactBase, Language, Place
from bot.study.notes import parse as parse_notes
from bot.study.questions.bank import parse
from bot.study.questions.question import Kind, Option, Question, Typed, statement

NOTES = """
# SQS {#sqs}

- Visibility timeout {#visibility}
  - The default is 30 seconds, the longest 12 hours (43,200 seconds).
  - `ChangeMessageVisibility` changes it for one message.
- Dead-letter queue {#dlq}
  - Takes what was received too often (`maxReceiveCount`), for 1 to 14 days.
- Rumour {#rumour confidence=medium}
- without an id

# SNS {#sns}

- Topics push. {#push}
"""


@pytest.fixture
def text(request: pytest.FixtureRequest) -> str:
    """The docstring of the test that asks for it: the file it reads."""
    return inspect.getdoc(request.function) or ""


@pytest.fixture(scope="session")
def notes() -> FactBase:
    """Facts about queues, in English."""
    deck = Deck("deck", {"en": "Deck"})
    facts, problems = outline.build(deck, [outline.Page("en", "n.md", "n", parse_notes(NOTES, "n.md")[0])])
    assert problems == []
    return FactBase((deck,), facts)


def read(text: str, languages: Collection[Language] = LANGUAGES) -> tuple[Question, ...]:
    """The questions of a file with which nothing is wrong."""
    found, problems = parse(text, "q.yaml", "deck", languages)
    assert [str(problem) for problem in problems] == []
    return found


def said(text: str, languages: Collection[Language] = LANGUAGES) -> list[str]:
    """What is wrong with a file."""
    return [str(problem) for problem in parse(text, "q.yaml", "deck", languages)[1]]


def question(
    text: str = "What?",
    *options: str,
    kind: Kind = "choice",
    id_: str = "q",
    facts: Sequence[str] = ("visibility",),
    right: Collection[int] = (0,),
    typed: Typed | None = None,
    **more: Any,
) -> Question:
    """A question in English, its options right at these places."""
    chosen = tuple(Option({"en": option}, place in right, {"en": "Why."}) for place, option in enumerate(options))
    if kind == "true-false":
        chosen = statement(bool(right))
    more = {"place": Place("q.yaml", 1), **more}
    return Question(id_, "deck", kind, {"en": text}, tuple(f"deck/{fact}" for fact in facts), options=chosen, typed=typed, **more)


def written(fields: Mapping[str, str]) -> str:
    """A file with one question of these fields, each as it stands behind its key."""
    return "questions:\n-" + "\n ".join(f" {name}: {value}" for name, value in fields.items()) + "\n"


FIELDS: dict[str, str] = {
    "id": "q",
    "facts": "[visibility]",
    "difficulty": "1",
    "question": "{ja: 何, en: What}",
}
BOTH = "{ja: だから, en: Because}"
OPTIONS = [f"{{ja: 選{n}, en: option {n}, why: {{ja: 理{n}, en: reason {n}}}}}" for n in "abcde"]
RIGHT = [option.replace("{ja", "{right: true, ja", 1) for option in OPTIONS]


def listed(*options: str) -> str:
    return f"[{', '.join(options)}]"


GOOD: dict[Kind, dict[str, str]] = {
    "choice": {**FIELDS, "kind": "choice", "options": listed(RIGHT[0], *OPTIONS[1:4])},
    "choose-two": {
        **FIELDS,
        "kind": "choose-two",
        "question": "{ja: 2 つ選べ, en: Choose two}",
        "options": listed(*RIGHT[:2], *OPTIONS[2:]),
    },
    "true-false": {**FIELDS, "kind": "true-false", "answer": "wrong", "why": BOTH},
    "typed": {
        **FIELDS,
        "kind": "typed",
        "answer": '{measure: "30 s", unit: s}',
        "why": BOTH,
        "slips": f'[{{answer: "12 h", why: {BOTH}}}]',
    },
    "order": {**FIELDS, "kind": "order", "items": listed(*OPTIONS[:3])},
}
"""The least of each kind with which nothing is wrong."""
