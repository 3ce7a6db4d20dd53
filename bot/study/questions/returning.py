"""What a channel was asked and how it went -> the facts that come back today, and the questions they come back in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.study.questions.question import Question

WRONG = 0.5
"""A fact comes back where fewer than this share of those who answered knew it."""
FROM, SOON, LATE, UNTIL = 7, 10, 13, 28
"""Days after which it may come back, should, must, and is given up: spaced, and soon; the exact gap hardly matters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One round: the local date, the key of its question, its facts, and the share of those who answered that was right.

    `share` is None where nobody answered, or nothing is known yet.
    """

    day: date
    question: str
    facts: tuple[str, ...] = ()
    share: float | None = None

    @property
    def wrong(self) -> bool:
        """Whether most did not know it."""
        return self.share is not None and self.share < WRONG


@dataclass(frozen=True, slots=True)
class Return:
    """Other questions on the facts of a round that went wrong `age` days ago."""

    questions: tuple[Question, ...]
    age: int


def coming_back(rested: Sequence[Question], history: Sequence[Asked], day: date) -> list[Return]:
    """What comes back on that day, the longest overdue first."""
    found = []
    for number, each in enumerate(history):
        age = (day - each.day).days
        if not each.wrong or not FROM <= age <= UNTIL or _came_back(history, number):
            continue
        others = tuple(question for question in rested if question.key != each.question and _shared(question.facts, each.facts))
        most = max((_shared(question.facts, each.facts) for question in others), default=0)
        nearest = tuple(question for question in others if _shared(question.facts, each.facts) == most)
        if nearest:
            found.append(Return(nearest, age))
    return found


def is_return(history: Sequence[Asked], number: int) -> bool:
    """Whether that round brought back a fact that had gone wrong. At most every other round does, so that new ones come too."""
    return any(_brings_back(history[number], each) for each in history[:number])


def _came_back(history: Sequence[Asked], number: int) -> bool:
    return any(_brings_back(later, history[number]) for later in history[number + 1 :])


def _brings_back(later: Asked, earlier: Asked) -> bool:
    age = (later.day - earlier.day).days
    return earlier.wrong and FROM <= age <= UNTIL and _shared(later.facts, earlier.facts) > 0


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    """How many facts two have in common."""
    return len(frozenset(some).intersection(others))
