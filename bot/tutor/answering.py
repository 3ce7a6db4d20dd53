"""A member's answer to a round -> what is kept of it, and what they are told. Told only what is on the disk."""

import asyncio
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store import answers, rounds, standings, tries
from bot.store.answers import Answer, Given, NotOpen
from bot.store.errors import StoreError
from bot.store.learners import Seen
from bot.store.rollups import Effect
from bot.store.store import Store
from bot.study.text import fold
from bot.study.tied_groups import Roles
from bot.tutor.marks import Marks
from bot.tutor.practice import Outcome, Posed, answered
from bot.tutor.rounds import AskedRound, AskedRounds

LONGEST_NAME = 100
"""Characters kept of a member's name."""


class Refusal(enum.Enum):
    """Why there is nothing to tell of an answer."""

    UNKNOWN = "unknown"
    NOT_KEPT = "not kept"


@dataclass(frozen=True, slots=True)
class Member:
    """Who answers, in which server, and when; and the roles they have there, where that is known."""

    user: int
    name: str
    server: int | None
    now: datetime
    roles: Roles | None = None

    @property
    def seen(self) -> Seen:
        """The same as the store learns of it."""
        return Seen(self.user, self.name[:LONGEST_NAME], self.now)


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer that counts, and what comes of it. Not `is_new`: the member had answered before, and that is this one.

    `streak` is how many of this server's days in a row the member has answered. What a new answer brought: `effect`.
    """

    asked: AskedRound
    outcome: Outcome
    is_new: bool
    streak: int
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Practised:
    """An answer after the close: nothing is kept of it."""

    asked: AskedRound
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TryAgain:
    """A typed answer that was close: not an answer yet. `practice`: the round is closed."""

    asked: AskedRound
    outcome: Outcome
    practice: bool = False


Told = Counted | Practised | TryAgain


async def find(asked: AskedRounds, number: int, member: Member) -> AskedRound | Refusal:
    """The round that a member looks at, if it is one of their server's."""
    try:
        found = await asked.get(number, member.now)
    except StoreError:
        return Refusal.NOT_KEPT
    return found if found is not None and found.round.server == member.server else Refusal.UNKNOWN


async def before(rounds_: AskedRounds, asked: AskedRound, member: Member) -> Counted | Refusal | None:
    """What the member has answered already; None where that is nothing."""
    try:
        store = await rounds_.stored.get()
        given = await answers.given_before(store, asked.round.id, member.user)
        return None if given is None else await _before(store, asked, member, given)
    except StoreError:
        return Refusal.NOT_KEPT


async def answer(
    rounds_: AskedRounds, asked: AskedRound, member: Member, given: Sequence[int] | str, *, tried: bool = False
) -> Told | Refusal:
    """Take an answer: places as shown, or what was typed. `tried`: what was typed before was close.

    What is returned is on the disk; NOT_KEPT where it could not be.
    """
    outcome = answered(asked.posed, given)
    try:
        store = await rounds_.stored.get()
        if outcome.verdict.outcome == "close":
            again = await _try_again(store, asked, member, outcome, tried=tried)
            if again is not None:
                return again
        return await _record(store, rounds_.stored.marks, asked, member, outcome, tried=tried)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def _record(
    store: Store, marks: Marks, asked: AskedRound, member: Member, outcome: Outcome, *, tried: bool
) -> Told | Refusal:
    chosen = outcome.typed or written(asked.posed, outcome.chosen)
    mark, seen = marks.of(asked.round.server, member.user), member.seen
    given = Given(asked.round.id, seen.user, seen.name, chosen, outcome.verdict.correct, seen.at, mark, member.roles)
    recorded = await answers.record(store, given)
    if isinstance(recorded, NotOpen):
        return _not_open(asked, outcome, recorded, tried=tried)
    if recorded.effect is None:
        return await _before(store, asked, member, recorded.answer)
    length = recorded.effect.step.streak.length
    return Counted(asked, outcome_of(asked.posed, recorded.answer), True, length, recorded.effect)


async def _try_again(store: Store, asked: AskedRound, member: Member, outcome: Outcome, *, tried: bool) -> Told | Refusal | None:
    """Keep a close answer as the member's try; None where they have had theirs, and this one is final.

    The same once more is still that try, unless it comes from the form of the second one: whoever never saw what came of it
    (the bot stopped, Discord no longer waited) sends it again.
    """
    given = await answers.given_before(store, asked.round.id, member.user)
    if given is not None:
        return await _before(store, asked, member, given)
    kept = await tries.record(store, asked.round.id, member.user, member.name[:LONGEST_NAME], outcome.typed, member.now)
    if isinstance(kept, NotOpen):
        return _not_open(asked, outcome, kept, tried=tried)
    is_same = not tried and fold(kept.first.typed) == fold(outcome.typed)
    return TryAgain(asked, outcome) if kept.is_new or is_same else None


def _not_open(asked: AskedRound, outcome: Outcome, reason: NotOpen, *, tried: bool) -> Told | Refusal:
    if reason is NotOpen.UNKNOWN:
        return Refusal.UNKNOWN
    if outcome.verdict.outcome == "close" and not tried:
        return TryAgain(asked, outcome, practice=True)
    return Practised(asked, outcome)


async def _before(store: Store, asked: AskedRound, member: Member, given: Answer) -> Counted:
    """What was answered before, with the streak as it is now."""
    streak = await standings.streak_of(store, asked.round.server, member.user)
    return Counted(asked, outcome_of(asked.posed, given), False, streak.length if streak else 0)


def outcome_of(posed: Posed, given: Answer) -> Outcome:
    """What comes of an answer that was kept."""
    if isinstance(given.chosen, str):
        return answered(posed, given.chosen)
    return answered(posed, [posed.order.index(number) for number in given.chosen])


def written(posed: Posed, places: Sequence[int]) -> tuple[int, ...]:
    """The options at these places as their author numbered them (from 0); in order only where the order is the answer."""
    numbers = [posed.order[place] for place in places]
    return tuple(numbers if posed.question.kind == "order" else sorted(numbers))


async def open_here(rounds_: AskedRounds, member: Member, channel: int | None) -> tuple[AskedRound, ...] | Refusal:
    """The questions that a server can answer now: those of this channel first, then the newest."""
    if member.server is None:
        return ()
    try:
        store = await rounds_.stored.get()
        found = await rounds.open_in_server(store, member.server)
        now_open = [each for each in found if each.closes_at is None or each.closes_at > member.now]
        ordered = sorted(now_open, key=lambda each: (each.channel != channel, -each.local_date.toordinal(), -each.id))
        asked = await asyncio.gather(*(rounds_.get(each.id, member.now) for each in ordered))
    except StoreError:
        return Refusal.NOT_KEPT
    return tuple(each for each in asked if each is not None)
