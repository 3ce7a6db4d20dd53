"""Places, ties, pages and what changed since the period before, against a model that counts everything anew each time."""

import asyncio
import tempfile
from collections.abc import Coroutine, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.store import answers, appearing, dailies, rounds
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.learners import Seen
from bot.store.rounds import Claim
from bot.study import periods, scoring, streaks
from bot.study.periods import Kind, Period
from bot.tutor import boards
from bot.tutor.answering import Member
from bot.tutor.library import Library
from bot.tutor.places import PLACES, Look, MemberBoard, Place
from bot.tutor.stored import Stored

T = TypeVar("T")
SERVER, USERS, DAYS = 5, 16, 12
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
"""The last of the days asked, in the second week; some of the first fall into the same month only."""
KINDS: tuple[Kind, ...] = ("today", "week", "month", "all")
users, days = st.integers(1, USERS), st.integers(0, DAYS - 1)


class BoardAndModel(RuleBasedStateMachine):
    """`given`: user -> day -> whether it was right, in the order in which they were first seen; `off`: who is on no board."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.stored = Stored(f"sqlite:///{Path(self.folder.name) / 'kotae.db'}", Path(self.folder.name))
        self.store = self.run(self.stored.get())
        self.given: dict[int, dict[int, bool]] = {}
        self.off: set[int] = set()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.stored.close())
        self.loop.close()
        self.folder.cleanup()

    @initialize()
    def ask(self) -> None:
        self.rounds = [self.run(self._asked(day)) for day in range(DAYS)]

    async def _asked(self, day: int) -> int:
        daily = await dailies.set_up(self.store, SERVER, 6, DailySettings(420, "UTC"), by=1, at=NOW, seed="s")
        claim = Claim(daily.id, SERVER, 6, MONDAY + timedelta(day), "q", (), "{}", NOW, difficulty=1 + day % 3)
        number = (await rounds.claim(self.store, claim)).round.id
        await rounds.posted(self.store, number, 7, NOW, None)
        return number

    @rule(day=days, right=st.dictionaries(users, st.booleans(), max_size=USERS))
    def answer(self, day: int, right: Mapping[int, bool]) -> None:
        async def record() -> None:
            for user, verdict in right.items():
                await answers.record(self.store, Given(self.rounds[day], user, f"n{user}", (0,), verdict, NOW))

        self.run(record())
        for user, verdict in right.items():
            self.given.setdefault(user, {}).setdefault(day, verdict)

    @rule(user=users)
    def take_off(self, user: int) -> None:
        if user not in self.given:
            return
        self.off.add(user)
        self.run(appearing.hide(self.store, Seen(user, f"n{user}", NOW), hidden=True))

    @rule(kind=st.sampled_from(KINDS), back=st.integers(0, 2), page=st.integers(0, 3), user=users)
    def look(self, kind: Kind, back: int, page: int, user: int) -> None:
        viewer = Member(user, "n", SERVER, NOW)
        found = self.run(boards.board(self.stored, cast("Library", None), viewer, Look(kind, "member", back, page)))
        assert isinstance(found, MemberBoard)
        period, before = found.shown.period, periods.before(found.shown.period)
        table, earlier = self.table(period), self.table(before) if before is not None else {}
        shown = self.placed(table, earlier, user)
        assert found.members == len(shown)
        assert found.pages == max(1, -(-len(shown) // PLACES))
        assert found.page == min(page, found.pages - 1)
        assert found.places == tuple(shown[found.page * PLACES : (found.page + 1) * PLACES])
        assert found.winners == tuple(each for each in self.placed(earlier, {}, user) if each.rank is not None and each.rank <= 3)
        if user in self.off:
            assert found.off == "hidden"
            assert found.own is None or found.own.rank is None
        else:
            assert found.own == next((place for place in shown if place.mine), None)

    def table(self, period: Period) -> dict[int, tuple[int, int, int, int]]:
        """User -> points, answers, right ones and the last day answered in a period."""
        found = {}
        for user, given in self.given.items():
            steps = streaks.replayed([MONDAY + timedelta(day) for day in range(DAYS)], {MONDAY + timedelta(day) for day in given})
            points = answered = right = last = 0
            for day, step in zip(sorted(given), steps, strict=True):
                if period.first is None or (period.last is not None and period.first <= MONDAY + timedelta(day) <= period.last):
                    points += scoring.points(given[day], 1 + day % 3) + scoring.bonus(step.streak.length)
                    answered, right, last = answered + 1, right + given[day], day
            if answered:
                found[user] = points, answered, right, last
        return found

    def placed(
        self, table: Mapping[int, tuple[int, int, int, int]], earlier: Mapping[int, tuple[int, int, int, int]], viewer: int
    ) -> list[Place]:
        """Who is shown, the highest first; who ties shares a place, and who answered last is listed first."""
        ranks = self.ranks(table)
        before = self.ranks(earlier)
        order = sorted(ranks, key=lambda user: (table[user][0], table[user][3], list(self.given).index(user)), reverse=True)
        return [
            Place(
                ranks[user], f"n{user}", *table[user][:3], user == viewer, before[user] - ranks[user] if user in before else None
            )
            for user in order
        ]

    def ranks(self, table: Mapping[int, tuple[int, int, int, int]]) -> dict[int, int]:
        shown = {user: entry[0] for user, entry in table.items() if user not in self.off}
        return {user: 1 + sum(other > points for other in shown.values()) for user, points in shown.items()}


BoardAndModel.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
TestBoardAndModel = BoardAndModel.TestCase
