"""A round's answers -> what its reveal says: how they were spread, and who kept a streak."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.store import answers, standings
from bot.store.answers import Chosen, Named
from bot.store.errors import StoreError
from bot.store.store import Store
from bot.study.text import fold
from bot.tutor.answering import Member, Refusal, outcome_of
from bot.tutor.library import Library
from bot.tutor.practice import Outcome, Posed
from bot.tutor.rounds import AskedRound, read
from bot.tutor.stored import Stored

MOST_WRONG = 4
"""Wrong answers, typed or orders, that are shown each by itself."""
SHORTEST_STREAK = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer.

    `place` is an option's as shown; `places` an order's; `typed` what was typed. With none of them it stands for all
    right answers (`right`), or for all wrong ones that have no bar of their own.
    """

    count: int
    right: bool
    place: int | None = None
    places: tuple[int, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Someone who has answered so many days in a row. The name is what they call themselves: untrusted text."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers of a round were spread: how many there are, how many are right, and a bar for each that tells."""

    total: int = 0
    right: int = 0
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Revealed:
    """All that a reveal says. `keepers` have the longest streak first; `day` is the round's, local to its channel."""

    posed: Posed
    spread: Spread
    keepers: tuple[Keeper, ...] = ()
    day: date | None = None


async def revealed(store: Store, asked: AskedRound) -> Revealed:
    """What the reveal of a round says as of now. Raises StoreError where the answers cannot be read."""
    given = await answers.of_round(store, asked.round.id)
    counted = await asyncio.to_thread(spread, asked.posed, given)  # a thousand typed answers take a while to grade
    keepers = await standings.streaks_of_round(store, asked.round.id, SHORTEST_STREAK)
    return Revealed(asked.posed, counted, tuple(Keeper(each.name, each.length) for each in keepers), asked.round.local_date)


async def seen(stored: Stored, library: Library, number: int, member: Member) -> Revealed | Refusal:
    """What a member may see of a round by its number: nothing while it is open, nothing of another server's."""
    try:
        store = await stored.get()
        asked = await read(store, library, number)
        if asked is None or asked.round.server != member.server or asked.round.closed_at is None:
            return Refusal.UNKNOWN
        return await revealed(store, asked)
    except StoreError:
        return Refusal.NOT_KEPT


def spread(posed: Posed, given: Sequence[Named]) -> Spread:
    """How answers were spread, each graded by the key the round has now."""
    graded: dict[Chosen, Outcome] = {}
    for each in given:
        if each.answer.chosen not in graded:
            graded[each.answer.chosen] = outcome_of(posed, each.answer)
    outcomes = [graded[each.answer.chosen] for each in given]
    right = sum(outcome.verdict.correct for outcome in outcomes)
    kind = posed.question.kind
    if kind == "typed":
        bars = _typed(posed, outcomes, right)
    elif kind == "order":
        bars = _orders(outcomes, right)
    else:
        chosen = Counter(place for outcome in outcomes for place in outcome.chosen)
        bars = [Bar(chosen[place], place in posed.right, place) for place in range(len(posed.options))]
    return Spread(len(outcomes), right, tuple(bars))


def _typed(posed: Posed, outcomes: Sequence[Outcome], right: int) -> list[Bar]:
    """Wrong answers have a bar where at least two gave them, or where the author foresaw them: one person's own stay theirs."""
    wrong = [outcome for outcome in outcomes if not outcome.verdict.correct]
    names: dict[str, Counter[str]] = {}
    for outcome in wrong:
        said = outcome.slip.answer if outcome.slip else outcome.typed
        names.setdefault(fold(said), Counter())[said] += 1
    slips = {fold(slip.answer) for slip in posed.question.typed.slips} if posed.question.typed else set()
    told = {name: said for name, said in names.items() if said.total() > 1 or name in slips}
    bars = [Bar(said.total(), False, typed=said.most_common(1)[0][0]) for said in told.values()]
    return _with_others(bars, len(wrong), right)


def _orders(outcomes: Sequence[Outcome], right: int) -> list[Bar]:
    wrong = Counter(outcome.chosen for outcome in outcomes if not outcome.verdict.correct)
    return _with_others([Bar(count, False, places=places) for places, count in wrong.items()], wrong.total(), right)


def _with_others(bars: Iterable[Bar], wrong: int, right: int) -> list[Bar]:
    """The right ones, the most given wrong ones, and the rest together."""
    most = sorted(bars, key=lambda bar: (-bar.count, bar.typed, bar.places))[:MOST_WRONG]
    others = wrong - sum(bar.count for bar in most)
    return [Bar(right, True), *most, *([Bar(others, False)] if others else [])]
