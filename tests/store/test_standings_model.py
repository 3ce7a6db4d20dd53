"""Whatever happens in whatever order, what was counted as it came in is what a recount finds."""

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.store import answers, groups, recounting, rounds, seasons
from bot.store.address import address
from bot.store.answers import Given, Recorded
from bot.store.learners import Seen
from bot.store.opening import open_store
from bot.study import scoring
from bot.study.streaks import replayed
from tests.store.conftest import BUSY_SECONDS, NOW, SERVER, a_claim, a_daily, regraded
from tests.store.rollup_tables import contents

T = TypeVar("T")
USERS, CHANNELS, DAYS = st.integers(1, 4), st.integers(1, 2), st.integers(0, 11)
DAY = timedelta(days=1)


class CountedAsItCame(RuleBasedStateMachine):
    """`given`: (user, day, channel) -> difficulty and verdict; `posted`: (day, channel) that are in their channel."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'kotae.db'}"
        self.store = self.run(open_store(address(url), busy_seconds=BUSY_SECONDS))
        self.claimed: dict[tuple[int, int], int] = {}
        self.posted: set[tuple[int, int]] = set()
        self.given: dict[tuple[int, int, int], tuple[int, bool]] = {}
        self.minutes = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.dailies = {channel: self.run(a_daily(self.store, channel)) for channel in (1, 2)}
        made = [self.run(groups.create(self.store, SERVER, name, name, NOW, 9)) for name in ("red", "blue")]
        self.groups = [None, *(group.id for group in made if group is not None)]

    @rule(day=DAYS, channel=CHANNELS, difficulty=st.integers(1, 3), posted=st.booleans())
    def ask(self, day: int, channel: int, difficulty: int, posted: bool) -> None:
        """Days may be asked in any order: a clock jumps, a post arrives late."""
        if (day, channel) not in self.claimed:
            season = self.run(seasons.running(self.store, SERVER))
            wanted = a_claim(
                self.dailies[channel],
                local_date=NOW.date() + day * DAY,
                difficulty=difficulty,
                season=season,
                frozen=str(difficulty),
            )
            self.claimed[day, channel] = self.run(rounds.claim(self.store, wanted)).round.id
        if posted:
            self.run(rounds.posted(self.store, self.claimed[day, channel], 1, NOW, None))
            self.posted.add((day, channel))

    @rule(
        taps=st.lists(st.tuples(USERS, DAYS, CHANNELS, st.booleans()), min_size=1, max_size=8),
    )
    def answer(self, taps: list[tuple[int, int, int, bool]]) -> None:
        """Several at once, also to questions of long ago."""
        known = [tap for tap in taps if (tap[1], tap[2]) in self.claimed]
        self.minutes += 1
        at = NOW + timedelta(minutes=self.minutes)

        async def tap() -> list[Any]:
            given = (Given(self.claimed[day, channel], user, "n", (1,), right, at) for user, day, channel, right in known)
            return await asyncio.gather(*(answers.record(self.store, one) for one in given))

        for (user, day, channel, right), told in zip(known, self.run(tap()), strict=True):
            assert isinstance(told, Recorded)
            assert told.is_new == (told.effect is not None) == ((user, day, channel) not in self.given)
            round_ = self.run(rounds.by_id(self.store, self.claimed[day, channel]))
            assert round_ is not None
            self.given.setdefault((user, day, channel), (round_.difficulty, right))

    @rule(user=USERS, group=st.integers(0, 2))
    def move(self, user: int, group: int) -> None:
        self.run(groups.enter(self.store, SERVER, Seen(user, "n", NOW), self.groups[group], ""))

    @rule(day=DAYS, channel=CHANNELS, verdict=st.booleans())
    def correct(self, day: int, channel: int, verdict: bool) -> None:
        """A key is found wrong: everyone who answered that question is right, or wrong."""
        if (day, channel) not in self.claimed:
            return
        number = self.claimed[day, channel]
        theirs = {named.answer.learner: verdict for named in self.run(answers.of_round(self.store, number))}
        self.run(regraded(self.store, number, theirs))
        for key, (difficulty, _) in self.given.items():
            if key[1:] == (day, channel):
                self.given[key] = difficulty, verdict

    @rule(start=st.booleans())
    def season(self, start: bool) -> None:
        if start:
            self.run(seasons.start(self.store, SERVER, "s", NOW))
        else:
            self.run(seasons.end(self.store, SERVER, NOW))

    @rule()
    def restart(self) -> None:
        self.run(self.store.close())
        self.store = self.run(open_store(self.store.where, busy_seconds=BUSY_SECONDS))

    @invariant()
    def a_recount_finds_the_same(self) -> None:
        if SERVER in self.run(recounting.stale(self.store)):
            self.run(recounting.recount_server(self.store, SERVER))
        before = self.run(self.store.read(contents))
        found = self.run(recounting.recount_server(self.store, SERVER))
        assert self.run(self.store.read(contents)) == before
        assert (found.off, found.counts_off) == (0, 0)

    @invariant()
    def points_are_what_the_rule_says(self) -> None:
        """By another way: the whole history of each learner at once."""
        asked = {NOW.date() + day * DAY for day, _ in self.posted}
        expected: dict[int, int] = {}
        for user in {user for user, _, _ in self.given}:
            done = {NOW.date() + day * DAY for whose, day, _ in self.given if whose == user}
            bonuses = sum(scoring.bonus(step.streak.length) for step in replayed(asked, done))
            theirs = (scoring.points(right, hard) for (whose, _, _), (hard, right) in self.given.items() if whose == user)
            expected[user] = sum(theirs) + bonuses
        rows = self.run(self.store.read(lambda connection: connection.exec_driver_sql(OF_ALL_TIME).all()))
        assert {row[0]: row[1] for row in rows} == expected


OF_ALL_TIME = "SELECT l.user, s.points FROM standings s JOIN learners l ON l.id = s.learner WHERE s.period = 'a'"

CountedAsItCame.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
TestCountedAsItCame = CountedAsItCame.TestCase
