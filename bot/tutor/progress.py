"""All that one learner answered -> how they are doing: topics, domains, streak, half a year of days, what to study next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TypeVar

from bot.store import answers, standings
from bot.store.answers import OfLearner
from bot.store.errors import StoreError
from bot.store.store import Store
from bot.study import exam as exams
from bot.study import streaks
from bot.study.exam import ExamVersion
from bot.study.facts import Deck, Domain, Fact
from bot.study.streaks import Streak
from bot.tutor.answering import Member, Refusal
from bot.tutor.boards import today, topic_of
from bot.tutor.library import Library
from bot.tutor.stored import Stored

K = TypeVar("K")

WEEKS = 26
"""Weeks of the calendar: half a year."""
TO_STUDY = 3
ENOUGH = 3
"""Answers in a topic from which on it may be called a strongest or a weakest one."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many answers, and how many of them right."""

    answered: int = 0
    right: int = 0

    @property
    def part(self) -> float:
        """The share of right ones, 0 to 1; 0 without answers."""
        return self.right / self.answered if self.answered else 0.0


@dataclass(frozen=True, slots=True)
class TopicShare:
    """How well a topic goes."""

    topic: Fact
    share: Share


@dataclass(frozen=True, slots=True)
class DomainShare:
    """How well a domain of a deck's exam goes, in the version of the exam to study for (None where the deck names none)."""

    deck: Deck
    domain: Domain
    exam: ExamVersion | None
    share: Share

    @property
    def weight(self) -> int | None:
        """What it weighs in the exam, in percent; None where that is not known."""
        return self.exam.weights.get(self.domain.id) if self.exam else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How a learner is doing in a server, or everywhere (then there is no streak).

    `calendar`: the last half year's days with answers; `first` is its first day, a Monday, `last` today.
    `topics`: the best first. `strongest` and `weakest` need a few answers each, and are never the same.
    `untold`: answers whose verdict waits for the reveal; nothing else here counts them.
    """

    total: Share
    streak: Streak | None
    topics: tuple[TopicShare, ...]
    strongest: TopicShare | None
    weakest: TopicShare | None
    domains: tuple[DomainShare, ...]
    calendar: Mapping[date, Share]
    first: date
    last: date
    study_next: tuple[Fact, ...]
    untold: int = 0


async def progress(stored: Stored, library: Library, learner: Member) -> Progress | Refusal:
    """How a member is doing in their server; in direct messages, everywhere."""
    try:
        store = await stored.get()
        given = await answers.of_user(store, learner.user, server=learner.server)
        last = _day(learner, given) if learner.server is None else await today(store, learner.server, learner.now)
        streak = await _streak(store, learner, last)
    except StoreError:
        return Refusal.NOT_KEPT
    told = [each for each in given if each.told]
    return replace(summed(library, told, streak, last), untold=len(given) - len(told))


def _day(learner: Member, given: Sequence[OfLearner]) -> date:
    """The day it is for someone everywhere: UTC's, or a server's further east where they answered already."""
    return max([learner.now.astimezone(UTC).date(), *(each.day for each in given)])


async def _streak(store: Store, learner: Member, last: date) -> Streak | None:
    """The streak as it stands today: days that were asked and missed since have had their effect."""
    if learner.server is None:
        return None
    streak = await standings.streak_of(store, learner.server, learner.user)
    if streak is None or streak.last is None:
        return streak
    asked = [day for day, _ in await standings.days_of_server(store, learner.server)]
    return streaks.missed(streak, [day for day in asked if streak.last < day < last]).streak


def summed(library: Library, given: Sequence[OfLearner], streak: Streak | None, last: date) -> Progress:
    """The same from the answers themselves, oldest first."""
    topics = _topics(library, given)
    known = [each for each in topics if each.share.answered >= ENOUGH]
    first = last - timedelta(days=last.weekday(), weeks=WEEKS - 1)
    calendar = _shares((each.day, each) for each in given if first <= each.day <= last)
    return Progress(
        total=_shares((True, each) for each in given).get(True, Share()),
        streak=streak,
        topics=topics,
        strongest=known[0] if known else None,
        weakest=known[-1] if len(known) > 1 else None,
        domains=_domains(library, given, last),
        calendar=calendar,
        first=first,
        last=last,
        study_next=_next(library, given, topics),
    )


def _shares(keyed: Iterable[tuple[K, OfLearner]]) -> dict[K, Share]:
    answered, right = Counter[K](), Counter[K]()
    for key, each in keyed:
        answered[key] += 1
        right[key] += each.answer.correct
    return {key: Share(answered[key], right[key]) for key in answered}


def _topics(library: Library, given: Sequence[OfLearner]) -> tuple[TopicShare, ...]:
    found = _shares((topic.key, each) for each in given if (topic := topic_of(library, each.facts)) is not None)
    shares = (TopicShare(library.base.facts[key], share) for key, share in found.items())
    return tuple(sorted(shares, key=lambda one: (-one.share.part, -one.share.answered)))


def _domains(library: Library, given: Sequence[OfLearner], day: date) -> tuple[DomainShare, ...]:
    """The domains of every deck that anything was answered of, in the deck's order."""
    shares = _shares((key, each) for each in given if (key := _domain(library, each)) is not None)
    answered = {deck for deck, _ in shares}
    found: list[DomainShare] = []
    for deck in library.base.decks:
        version = exams.in_force(deck.exam, day)
        if deck.id in answered:
            found += [DomainShare(deck, domain, version, shares.get((deck.id, domain.id), Share())) for domain in deck.domains]
    return tuple(found)


def _domain(library: Library, each: OfLearner) -> tuple[str, str] | None:
    """The deck and the domain of a question: as its author says, else of its first fact that the notes still have."""
    question = library.questions.get(each.question)
    fact = next((library.base.facts[key] for key in each.facts if key in library.base.facts), None)
    domain = (question.domain if question is not None else "") or (fact.domain if fact is not None else "")
    deck = fact.deck if fact is not None else ""
    return (deck, domain) if deck and domain else None


def _next(library: Library, given: Sequence[OfLearner], topics: Sequence[TopicShare]) -> tuple[Fact, ...]:
    """Facts that were answered wrong last, those of weak topics first; each as its heading or bullet in the notes."""
    newest: dict[str, OfLearner] = {}
    for each in given:
        for key in each.facts[:1]:
            newest[key] = each
    weakness = {each.topic.key: number for number, each in enumerate(reversed(topics))}
    wrong: dict[str, list[tuple[int, int, Fact]]] = defaultdict(list)
    for key, each in newest.items():
        fact = library.base.get(key)
        if fact is not None and not each.answer.correct:
            topic = library.base.topic_of(fact)
            wrong[topic.key].append((weakness.get(topic.key, 0), -each.day.toordinal(), fact))
    ordered = sorted((each for group in wrong.values() for each in group), key=lambda one: one[:2])
    return tuple(fact for _, _, fact in ordered[:TO_STUDY])
