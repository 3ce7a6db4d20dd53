"""A library, a plan and what was asked so far -> the question of a day, and the plan for days to come."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.study import exam as exams
from bot.study.facts import Deck, Fact
from bot.study.questions import Question
from bot.study.questions.daily import Bank, choose
from bot.study.questions.returning import Asked
from bot.study.schedule import Plan
from bot.study.schedule.moments import moment
from bot.tutor.library import Library

Weights = Mapping[str, float]
"""By `deck/domain`, in any unit."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One day of a plan: when (in the plan's zone), what, and where it belongs. `domain` is an id, empty where there is none."""

    at: datetime
    question: Question
    topic: Fact
    domain: str


def bank(library: Library, topics: Collection[str], weights: Weights) -> Bank:
    """What may be asked of these topics (keys; none: all); of one alone, nothing whose answer that tells."""

    def topic_of(question: Question) -> str:
        return library.base.topic_of(library.base[question.facts[0]]).key

    def domain_of(question: Question) -> str:
        domain = domain_id(library, question)
        return f"{question.deck}/{domain}" if domain else ""

    asked = (question for question in library.questions if not topics or topic_of(question) in topics)
    fair = tuple(question for question in asked if len(topics) != 1 or not question.topic_tells)
    return Bank(fair, topic_of, domain_of, weights)


def exam_weights(library: Library, day: date, exam: str | None = None) -> Weights:
    """What the decks' exams weigh on that day; each deck as a whole by its number of questions.

    `exam` is the version an organiser chose, where a deck has one of that id.
    """
    counts = {deck.id: sum(question.deck == deck.id for question in library.questions) for deck in library.base.decks}
    found: dict[str, float] = {}
    for deck in library.base.decks:
        weighed = _weights(deck, day, exam)
        total = sum(weighed.values())
        found.update({f"{deck.id}/{domain}": weight * counts[deck.id] / total for domain, weight in weighed.items() if total})
    return found


def mean_weights(library: Library, days: Iterable[date], exam: str | None = None) -> Weights:
    """What the exams weigh over these days, in which one version may follow another."""
    total: Counter[str] = Counter()
    for day, count in Counter(days).items():
        total.update({domain: weight * count for domain, weight in exam_weights(library, day, exam).items()})
    return total


def question_for(library: Library, plan: Plan, history: Sequence[Asked], day: date, seed: str) -> Question | None:
    """The question of a channel's day, given its rounds so far; None where there is nothing to ask."""
    return choose(bank(library, plan.topics, exam_weights(library, day, plan.exam)), history, day, seed)


def plan_ahead(library: Library, plan: Plan, zone: tzinfo, start: date, days: int, seed: str = "") -> tuple[Planned, ...]:
    """The questions of so many days, if nobody answers any of them: what goes wrong brings others, what goes well harder ones.

    A date that the zone skips has none.
    """
    history: list[Asked] = []
    found: list[Planned] = []
    banks = _banks(library, plan)
    for number in range(days):
        day = start + timedelta(number)
        at = moment(day, plan.post_at, zone)
        question = choose(banks(day), history, day, seed) if at is not None else None
        if at is None or question is None:
            continue
        history.append(Asked(day, question.key, question.facts))
        topic = library.base.topic_of(library.base[question.facts[0]])
        found.append(Planned(at.astimezone(zone), question, topic, domain_id(library, question)))
    return tuple(found)


def _banks(library: Library, plan: Plan) -> Callable[[date], Bank]:
    """The bank of each day: another only where another version of an exam is in force."""
    latest: list[Bank] = []

    def of(day: date) -> Bank:
        weights = exam_weights(library, day, plan.exam)
        if not latest or latest[0].weights != weights:
            latest[:] = [bank(library, plan.topics, weights)]
        return latest[0]

    return of


def domain_id(library: Library, question: Question) -> str:
    """The domain of a question: as its author says, else of its first fact; empty where neither says."""
    return question.domain or library.base[question.facts[0]].domain


def _weights(deck: Deck, day: date, exam: str | None) -> Mapping[str, float]:
    """What the version of the deck's exam that is in force weighs, by domain."""
    return exams.weights(deck.exam, day, exam)
