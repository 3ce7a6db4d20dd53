"""The days a server was asked something and the days someone answered -> days in a row, with freezes; and the server's own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

FOR_A_FREEZE = 5
"""Days answered in one ISO week that earn a freeze."""
MOST_FREEZES = 2
"""Freezes held at most."""
USUAL = 7
"""Days asked that tell how many usually answer in a server."""
LEAST_QUORUM = 2


@dataclass(frozen=True, slots=True)
class Streak:
    """Where someone stands after their last answered day. `in_week`: days answered in that day's ISO week."""

    length: int = 0
    best: int = 0
    freezes: int = 0
    last: date | None = None
    in_week: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What some days did to a streak: `frozen` were covered by a freeze, `lost` days of a streak went, a freeze was `earned`.

    `regained`: a freeze had covered a day that was answered after all.
    """

    streak: Streak
    frozen: tuple[date, ...] = ()
    lost: int = 0
    earned: bool = False
    regained: bool = False


def missed(streak: Streak, days: Iterable[date]) -> Step:
    """After days that were asked and not answered, in order. A freeze in hand covers each as long as there are any."""
    frozen: list[date] = []
    lost = 0
    for day in days:
        if streak.length and streak.freezes:
            streak = replace(streak, freezes=streak.freezes - 1)
            frozen.append(day)
        else:
            lost, streak = lost + streak.length, replace(streak, length=0)
    return Step(streak, tuple(frozen), lost)


def answered(streak: Streak, between: Iterable[date], day: date) -> Step:
    """After `day` was answered, `between` being the days asked and missed since the last one. `day` is later than that."""
    step = missed(streak, between)
    length, freezes = step.streak.length + 1, step.streak.freezes
    in_week = streak.in_week + 1 if streak.last is not None and _week(streak.last) == _week(day) else 1
    earned = in_week == FOR_A_FREEZE and freezes < MOST_FREEZES
    after = Streak(length, max(streak.best, length), freezes + earned, day, in_week)
    return Step(after, step.frozen, step.lost, earned)


def replayed(asked: Iterable[date], done: Collection[date]) -> list[Step]:
    """The step of each answered day, in order. A day without a question, whatever the reason, is no gap."""
    steps: list[Step] = []
    between: list[date] = []
    streak = Streak()
    for day in sorted({*asked, *done}):
        if day in done:
            steps.append(answered(streak, between, day))
            streak, between = steps[-1].streak, []
        elif streak.last is not None:
            between.append(day)
    return steps


def of_server(answers: Sequence[tuple[date, int]], today: date) -> int:
    """How many days in a row, of those asked, at least a quorum answered. Pairs of a day and how many answered it.

    Today counts once the quorum is there, and breaks nothing before it is over.
    """
    length = 0
    counts: list[int] = []
    for day, count in sorted(answers):
        if count >= quorum(counts):
            length += 1
        elif day < today:
            length = 0
        counts.append(count)
    return length


def quorum(before: Sequence[int]) -> int:
    """How many must answer for a day to count: half of the mean of the seven days asked before, rounded up; at least 2."""
    usual = before[-USUAL:]
    half = -(-sum(usual) // (2 * len(usual))) if usual else 0
    return max(half, LEAST_QUORUM)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
