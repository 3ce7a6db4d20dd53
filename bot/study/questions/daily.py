"""A bank, what a channel was asked so far, and a day -> the question of that day. The same always gives the same.

How it weighs one against another is told in docs/daily.md.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

from bot.study.questions.difficulty import level
from bot.study.questions.question import Question
from bot.study.questions.returning import LATE, SOON, Asked, coming_back, is_return
from bot.study.questions.shares import behind, targets

WINDOW = 60
"""Rounds over which shares are kept."""
TOO_SOON = 7
"""Days within which a fact is not asked about again, where there is another."""

_SOON, _REPEAT, _YESTERDAY, _LEVEL, _TOPIC, _CHANCE = 4.0, 2.0, 1.0, 1.2, 1.0, 0.6
"""What counts against a question, and how much: see `_Day.cost`."""
_SPREAD = 1.8
"""How far around the wanted difficulty a day may aim, so that no level becomes the only one."""

Sorted = Callable[[Question], str]
"""Which domain, or which topic, a question belongs to; empty for none."""


@dataclass(frozen=True)
class Bank:
    """What may be asked in one channel, and what the exam weighs: `weights` by what `domain_of` gives, in any unit.

    A domain without a weight counts by its number of questions, as all do where `weights` is empty.
    """

    questions: tuple[Question, ...]
    topic_of: Sorted
    domain_of: Sorted
    weights: Mapping[str, float]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The topic of each question, by key."""
        return {question.key: self.topic_of(question) for question in self.questions}

    @cached_property
    def domains(self) -> Mapping[str, str]:
        """The domain of each question, by key."""
        return {question.key: self.domain_of(question) for question in self.questions}

    @cached_property
    def domain_targets(self) -> Mapping[str, float]:
        """The share of the rounds that each domain should have."""
        return targets(Counter(self.domains.values()), self.weights)

    @cached_property
    def topic_targets(self) -> Mapping[str, float]:
        """The share of the rounds that each topic should have: as of the questions."""
        return targets(Counter(self.topics.values()), {})


def choose(bank: Bank, history: Sequence[Asked], day: date, seed: str) -> Question | None:
    """The question to ask on that day; None where the bank is empty.

    `history` are the channel's rounds in the order they were asked, those of questions that are no longer in the bank too.
    """
    rested = _rested(bank, history)
    if not rested:
        return None
    today = _Day(bank, history, day, seed)
    returns = [] if history and is_return(history, len(history) - 1) else coming_back(rested, history, day)
    pressing = [each for each in returns if each.age >= SOON]
    if pressing:
        late = [each for each in pressing if each.age >= LATE]
        chosen = late[0] if late else max(pressing, key=lambda each: today.behind(each.questions[0]))
        return min(chosen.questions, key=today.cost_of_return)
    domain = today.domain({bank.domains[question.key] for question in rested})
    for each in returns:
        here = [question for question in each.questions if bank.domains[question.key] == domain]
        if here:
            return min(here, key=today.cost_of_return)
    return min((question for question in rested if bank.domains[question.key] == domain), key=today.cost)


def _rested(bank: Bank, history: Sequence[Asked]) -> list[Question]:
    """The questions that may be asked: a question comes again when nine in ten of the bank, itself counted, have been asked."""
    resting = (9 * len(bank.questions) + 9) // 10 - 1
    latest = dict.fromkeys(each.question for each in reversed(history) if each.question in bank.by_key)
    tired = frozenset(list(latest)[:resting])
    return [question for question in bank.questions if question.key not in tired]


class _Day:
    """One day in one channel: what has been asked so often, so lately, with such success."""

    def __init__(self, bank: Bank, history: Sequence[Asked], day: date, seed: str) -> None:
        known = [each for each in history if each.question in bank.by_key]
        latest = [each.question for each in known[1 - WINDOW :]]
        self._bank = bank
        self._seed = f"{seed}/{day}"
        self._asked = frozenset(each.question for each in known)
        self._soon = frozenset(fact for each in history if abs((day - each.day).days) < TOO_SOON for fact in each.facts)
        self._yesterday = bank.topics[latest[-1]] if latest and len(bank.topic_targets) > 1 else None
        self._domains = behind(bank.domain_targets, [bank.domains[key] for key in latest])
        self._topics = behind(bank.topic_targets, [bank.topics[key] for key in latest])
        self._level = level([(bank.by_key[each.question].difficulty, each.share) for each in known])
        self._level += (self._chance("level") - 0.5) * _SPREAD

    def domain(self, among: Collection[str]) -> str:
        """The domain that is furthest behind its share."""
        return max(among, key=lambda name: (self._domains[name], self._chance(f"domain/{name}")))

    def behind(self, question: Question) -> float:
        """By how many questions its domain is behind its share."""
        return self._domains[self._bank.domains[question.key]]

    def cost(self, question: Question) -> float:
        """What counts against a question: facts asked about lately, asked before, the wrong level, a topic ahead of its share."""
        topic = self._bank.topics[question.key]
        return (
            _SOON * (not self._soon.isdisjoint(question.facts))
            + _YESTERDAY * (topic == self._yesterday)
            - _TOPIC * max(-2.0, min(2.0, self._topics[topic]))
            + self.cost_of_return(question)
        )

    def cost_of_return(self, question: Question) -> float:
        """The same of a question whose fact is to come back: only the level, and whether it was asked before."""
        return (
            _REPEAT * (question.key in self._asked)
            + _LEVEL * abs(question.difficulty - self._level)
            + _CHANCE * self._chance(question.key)
        )

    def _chance(self, name: str) -> float:
        """A number from 0 to 1 that nobody can foresee and anyone can repeat."""
        return int.from_bytes(blake2b(f"{self._seed}/{name}".encode(), digest_size=6).digest(), "big") / 2**48
