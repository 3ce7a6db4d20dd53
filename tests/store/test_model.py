"""Rounds, answers and tries against a model in a few lines of Python, in any order of calls."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from bot.store import answers, rounds, tries
from bot.store.address import address
from bot.store.answers import Given, NotOpen, Recorded
from bot.store.opening import open_store
from bot.store.tries import Tried
from tests.store.conftest import BUSY_SECONDS, NOW, a_claim, a_daily

T = TypeVar("T")
CHANNELS, USERS, DAYS = st.integers(1, 3), st.integers(1, 4), st.integers(0, 3)
CHOICES: st.SearchStrategy[answers.Chosen] = st.one_of(
    st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple), st.text(max_size=5)
)


class StoreAndModel(RuleBasedStateMachine):
    """`claimed`: (channel, day) -> round; `given` and `tried`: (round, user) -> what counts."""

    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'kotae.db'}"
        self.store = self.run(open_store(address(url), busy_seconds=BUSY_SECONDS))
        self.claimed: dict[tuple[int, int], int] = {}
        self.posted: set[int] = set()
        self.closed: set[int] = set()
        self.given: dict[tuple[int, int], answers.Chosen] = {}
        self.tried: dict[tuple[int, int], str] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()

    @initialize()
    def dailies(self) -> None:
        self.daily = {channel: self.run(a_daily(self.store, channel)) for channel in (1, 2, 3)}

    @rule(target=known, channel=CHANNELS, day=DAYS)
    def claim(self, channel: int, day: int) -> Any:
        wanted = a_claim(self.daily[channel], local_date=NOW.date() + timedelta(day), question=f"{channel}/{day}")
        claimed = self.run(rounds.claim(self.store, wanted))
        assert claimed.ours == ((channel, day) not in self.claimed)
        assert self.claimed.setdefault((channel, day), claimed.round.id) == claimed.round.id
        assert claimed.round.question == f"{channel}/{day}"
        return claimed.round.id if claimed.ours else multiple()

    @rule(number=known)
    def post(self, number: int) -> None:
        assert self.run(rounds.posted(self.store, number, number, NOW, None)) == (number not in self.posted)
        self.posted.add(number)

    @rule(number=known)
    def close(self, number: int) -> None:
        assert self.run(rounds.closed(self.store, number, NOW)) == (number not in self.closed)
        self.closed.add(number)

    @rule(number=known, taps=st.lists(st.tuples(USERS, CHOICES), min_size=1, max_size=6))
    def answer(self, number: int, taps: list[tuple[int, answers.Chosen]]) -> None:
        """Several at once: the first of each learner counts, and everyone is told which did."""

        async def tap() -> list[Recorded | NotOpen]:
            given = (Given(number, user, "n", chosen, chosen == (1,), NOW) for user, chosen in taps)
            return await asyncio.gather(*(answers.record(self.store, one) for one in given))

        for (user, chosen), told in zip(taps, self.run(tap()), strict=True):
            if number in self.closed:
                assert told is NotOpen.CLOSED
                continue
            assert isinstance(told, Recorded)
            assert told.is_new == ((number, user) not in self.given)
            assert told.answer.chosen == self.given.setdefault((number, user), chosen)

    @rule(number=known, user=USERS, typed=st.text(max_size=5))
    def try_once(self, number: int, user: int, typed: str) -> None:
        told = self.run(tries.record(self.store, number, user, "n", typed, NOW))
        if number in self.closed:
            assert told is NotOpen.CLOSED
            return
        assert isinstance(told, Tried)
        assert told.is_new == ((number, user) not in self.tried)
        assert told.first.typed == self.tried.setdefault((number, user), typed)

    @rule()
    def restart(self) -> None:
        self.run(self.store.close())
        self.store = self.run(open_store(self.store.where, busy_seconds=BUSY_SECONDS))

    @invariant()
    def they_agree(self) -> None:
        for (channel, day), number in self.claimed.items():
            counted = Counter(chosen for (of, _), chosen in self.given.items() if of == number)
            assert self.run(answers.distribution(self.store, number)) == counted
            found = self.run(rounds.of_day(self.store, channel, NOW.date() + timedelta(day)))
            assert found is not None
            assert (found.posted_at is not None, found.closed_at is not None) == (number in self.posted, number in self.closed)
        unposted = {found.id for found in self.run(rounds.unposted(self.store))}
        assert unposted == set(self.claimed.values()) - self.posted - self.closed
        for channel in (1, 2, 3):
            open_ones = {found.id for found in self.run(rounds.open_in_channel(self.store, channel))}
            mine = {number for (where, _), number in self.claimed.items() if where == channel}
            assert open_ones == (mine & self.posted) - self.closed
            history = {asked.question: asked.answers for asked in self.run(rounds.history(self.store, channel))}
            assert len(history) == len(mine & self.posted | mine - self.closed)


StoreAndModel.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
TestStoreAndModel = StoreAndModel.TestCase
