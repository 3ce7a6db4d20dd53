"""Questions to practise with -> what is asked, and what comes of an answer. Nothing is kept, nothing counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.study import measures
from bot.study.facts import Fact
from bot.study.grading import Verdict, grade
from bot.study.questions import Option, Question, Slip
from bot.study.questions.choosing import spread
from bot.study.questions.shuffling import shown
from bot.tutor.explain import Placed, placed
from bot.tutor.library import Library


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it is shown.

    `order` says which option (from 0, as written) stands at each place; `facts` is what the answer rests on, as far as the
    notes (still) have it, and `topic` what the first of them stands in.
    """

    question: Question
    order: tuple[int, ...]
    facts: tuple[Placed, ...]
    topic: Fact | None

    @property
    def options(self) -> tuple[Option, ...]:
        """The options as shown."""
        return tuple(self.question.options[place] for place in self.order)

    @property
    def right(self) -> tuple[int, ...]:
        """The places (as shown) of the right options; of an order, in the order they should have."""
        return tuple(self.order.index(place) for place in self.question.right)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer. `chosen` are places as shown (none where it was typed), `typed` what was typed."""

    posed: Posed
    verdict: Verdict
    chosen: tuple[int, ...] = ()
    typed: str = ""

    @property
    def slip(self) -> Slip | None:
        """The typical wrong answer that was typed, if it is one."""
        typed = self.posed.question.typed
        return typed.slips[self.verdict.slip] if typed is not None and self.verdict.slip is not None else None


def prepare() -> None:
    """Make ready what typed answers are read with, in a thread: whoever types the first one does not wait for it."""
    measures.prepare()


def practice(library: Library, seed: str, topic: str | None = None, count: int = 10) -> tuple[Posed, ...]:
    """So many questions of every topic, or of one (by key) where that does not tell the answer; the same seed gives the same."""
    by_topic = library.questions.by_topic
    if topic is not None:
        by_topic = {topic: tuple(question for question in by_topic.get(topic, ()) if not question.topic_tells)}
    return tuple(pose(library, question, seed) for question in spread(by_topic, seed, count))


def one(library: Library, name: str, seed: str) -> tuple[Posed, ...]:
    """The question of that id or key; nothing where there is none."""
    named = (question for question in library.questions if name in (question.id, question.key))
    return tuple(pose(library, question, seed) for question in named)[:1]


def pose(library: Library, question: Question, seed: str) -> Posed:
    """A question as it is shown under a seed."""
    return as_shown(library, question, shown(question, seed))


def as_shown(library: Library, question: Question, order: Sequence[int]) -> Posed:
    """A question in an order that was fixed before; the notes may have lost its facts since."""
    facts = tuple(placed(library, fact) for key in question.facts if (fact := library.base.get(key)))
    return Posed(question, tuple(order), facts, library.base.topic_of(facts[0].fact) if facts else None)


def answered(posed: Posed, answer: Sequence[int] | str) -> Outcome:
    """What comes of an answer: places as shown (of an order, all of them as they should stand), or what was typed."""
    if isinstance(answer, str):
        return Outcome(posed, grade(posed.question, answer), typed=answer)
    return Outcome(posed, grade(posed.question, [posed.order[place] for place in answer]), tuple(answer))
