"""A question and an answer -> right, nearly right, or wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.study.questions.question import Question, Typed
from bot.study.text import fold
from bot.study.typed import literals, names, quantities
from bot.study.typed.sentence import bare, denies, plain

Outcome = Literal["correct", "close", "wrong"]
LONGEST_ANSWER = 200
"""Characters of a typed answer; what is longer is no answer but an essay."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer did. `close`: a typed answer that may be tried once more, and is not yet an answer.

    `places` are those of the chosen options that are right (of an order: of the steps that stand where they should).
    `slip` is the place of the typical wrong answer it is, if its author wrote about that one.
    """

    outcome: Outcome
    places: tuple[int, ...] = ()
    slip: int | None = None

    @property
    def correct(self) -> bool:
        """Whether it counts as right."""
        return self.outcome == "correct"


def grade(question: Question, answer: Sequence[int] | str) -> Verdict:
    """The verdict on chosen options (their places from 0; of an order, all of them in turn) or on a typed answer.

    Raises ValueError where the answer is not of the question's kind.
    """
    if isinstance(answer, str):
        if question.typed is None:
            raise ValueError(f"{question.key} is answered by choosing")
        return grade_typed(question.typed, answer)
    if question.typed is not None or not set(answer) <= set(range(len(question.options))):
        raise ValueError(f"{question.key} has no such options")
    if question.kind == "order":
        places = tuple(step for place, step in enumerate(answer) if step == place)
        return Verdict("correct" if tuple(answer) == question.right else "wrong", places)
    places = tuple(place for place in answer if question.options[place].right)
    return Verdict("correct" if set(answer) == set(question.right) else "wrong", places)


def misgraded(question: Question) -> Iterator[str]:
    """The answers that an author accepts and that would not be, or calls a slip and that would not be."""
    typed = question.typed
    if typed is None:
        return
    for answer in typed.accepted:
        if not grade_typed(typed, answer).correct:
            yield f"the accepted answer {answer[:60]!r} would not be taken as right; write it as it is typed"
    for slip in typed.slips:
        if grade_typed(typed, slip.answer).slip is None:
            yield f"the slip {slip.answer[:60]!r} would not be recognised; write one that differs from what is right"


def grade_typed(typed: Typed, answer: str) -> Verdict:
    """The verdict on a typed answer: nothing that only resembles a right one is correct."""
    answer = plain(answer.strip()[:LONGEST_ANSWER]).strip()
    compare = {"measure": quantities.compare, "name": names.compare, "literal": literals.compare}[typed.comparison]
    exactly = fold(bare(answer)) in map(fold, typed.accepted)  # whatever slip it resembles
    outcome = compare(typed, answer)
    settled = exactly or (
        outcome == "correct" and typed.comparison == "measure"
    )  # a slip without its noun would be the right number
    for place, slip in enumerate(typed.slips):
        if answer and not settled and compare(Typed(typed.comparison, (slip.answer,), typed.unit), answer) == "correct":
            return Verdict("wrong", slip=place)
    if outcome != "wrong" and denies(answer, typed.accepted):
        outcome = "wrong"
    return Verdict(outcome)
