"""A process that does to a database whatever members and organisers do, at random, until it is killed: `path seed many done`.

It says what it was told is done: `a round user` for an answer, `d user` for a deletion, `.` for anything else.
"""

import asyncio
import os
import random
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.store import answers, appearing, dailies, forgetting, groups, rounds, seasons, settling
from bot.store.address import address
from bot.store.answers import Given, Recorded
from bot.store.dailies import DailySettings
from bot.store.groups import Group
from bot.store.learners import Seen
from bot.store.opening import open_store
from bot.store.regrading import Correction, regrade
from bot.store.rounds import Claim
from bot.store.store import Store

SERVERS, USERS, CHANNELS = (1, 2), 60, 2
BEGIN = datetime(2026, 9, 1, 12, tzinfo=UTC)
BUNCH = 25
"""Answers that arrive together, at most."""
LEFT_OPEN = 6
"""Rounds of each server that are answered: older ones are late."""


class Life:
    """A store and what happens to it. The clock goes on with everything that happens."""

    def __init__(self, store: Store, chance: random.Random, done: int) -> None:
        self.store = store
        self.chance = chance
        self.minutes = done
        self.groups: dict[int, list[int]] = {}

    @property
    def now(self) -> datetime:
        """The moment; a day has some thirty happenings."""
        return BEGIN + timedelta(minutes=45 * self.minutes)

    async def happen(self) -> int:
        """One thing, by chance; how many it counts as."""
        self.minutes += 1
        kinds: list[tuple[int, Callable[[int], Awaitable[int]]]] = [
            *((40, self.answer), (6, self.move), (3, self.correct), (2, self.forget)),
            *((2, self.exclude), (2, self.hide), (1, self.season), (4, self.ask), (1, self.close)),
        ]
        (kind,) = self.chance.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])
        return await kind(self.chance.choice(SERVERS))

    async def ask(self, server: int) -> int:
        """A question of today in one channel, posted; now and then it is only claimed, and posted much later."""
        channel = 10 * server + self.chance.randrange(CHANNELS)
        daily = await dailies.of_channel(self.store, channel)
        if daily is None:
            chosen = DailySettings(post_at=0, zone="Asia/Tokyo", topics=())
            daily = await dailies.set_up(self.store, server, channel, chosen, by=1, at=self.now, seed="s")
        for unposted in await rounds.unposted(self.store):
            if self.chance.random() < 0.2:
                await rounds.posted(self.store, unposted.id, 1, self.now, None)
        day, season = self.now.date(), await seasons.running(self.store, server)
        claim = Claim(
            daily.id,
            server,
            channel,
            day,
            "q",
            (),
            "{}",
            self.now,
            day,
            self.chance.randint(1, 3),
            season,
            self.chance.random() < 0.3,
        )
        made = await rounds.claim(self.store, claim)
        if made.ours and self.chance.random() < 0.9:
            await rounds.posted(self.store, made.round.id, 1, self.now, None)
        say(".")
        return 1

    async def close(self, server: int) -> int:
        """The oldest question closes, and whoever was right learns it."""
        there = await rounds.open_in_server(self.store, server)
        if len(there) > LEFT_OPEN:
            await rounds.closed(self.store, there[0].id, self.now)
            await settling.settle(self.store, there[0].id)
        say(".")
        return 1

    async def answer(self, server: int) -> int:
        """Many answer at once, some of them twice; some answer questions of days ago."""
        there = await rounds.open_in_server(self.store, server)
        if not there:
            return await self.ask(server)
        newest = sorted(there, key=lambda each: each.id)[-LEFT_OPEN:]
        tapped = self.chance.randint(1, BUNCH)
        given = [self._given(self.chance.choice(newest if self.chance.random() < 0.2 else newest[-2:]).id) for _ in range(tapped)]
        told = await asyncio.gather(*(answers.record(self.store, one) for one in given))
        for one, result in zip(given, told, strict=True):
            say(f"a {one.round} {one.user}" if isinstance(result, Recorded) else ".")
        return tapped

    def _given(self, number: int) -> Given:
        user = self.chance.randrange(1, USERS + 1)
        return Given(number, user, f"member {user}", (1,), self.chance.random() < 0.7, self.now, f"mark {user}")

    async def move(self, server: int) -> int:
        """Into a study group, into another, or out of it."""
        known = [each.id for each in await groups.of_server(self.store, server)]
        if len(known) < 3:
            made = await groups.create(self.store, server, f"group {len(known)}", str(len(known)), self.now, 9)
            known += [made.id] if isinstance(made, Group) else []
        user = self.chance.randrange(1, USERS + 1)
        seen = Seen(user, f"member {user}", self.now)
        await groups.enter(self.store, server, seen, self.chance.choice([None, *known]), f"mark {user}")
        say(".")
        return 1

    async def correct(self, server: int) -> int:
        """The key of a question is found wrong: who was right was wrong."""
        there = await rounds.open_in_server(self.store, server)
        if there:
            number = self.chance.choice(there).id
            await regrade(self.store, Correction(number, "{}", (), lambda answer: not answer.correct))
        say(".")
        return 1

    async def forget(self, _server: int) -> int:
        """Someone has everything deleted, in every server; they may answer again."""
        user = self.chance.randrange(1, USERS + 1)
        for server in SERVERS:
            await forgetting.leave(self.store, server, user, self.now.date())
        await forgetting.forget(self.store, user)
        say(f"d {user}")
        return 1

    async def exclude(self, server: int) -> int:
        """An organiser takes someone off the boards, or puts them back."""
        user = self.chance.randrange(1, USERS + 1)
        if self.chance.random() < 0.5:
            await appearing.exclude(self.store, server, user, f"mark {user}", self.now)
        else:
            await appearing.include(self.store, server, user, f"mark {user}")
        say(".")
        return 1

    async def hide(self, _server: int) -> int:
        """Someone wants to be on no board, or on them again."""
        user = self.chance.randrange(1, USERS + 1)
        await appearing.hide(self.store, Seen(user, f"member {user}", self.now), hidden=self.chance.random() < 0.5)
        say(".")
        return 1

    async def season(self, server: int) -> int:
        """A season begins, or ends."""
        if await seasons.end(self.store, server, self.now) is None:
            await seasons.start(self.store, server, "season", self.now)
        say(".")
        return 1


def say(line: str) -> None:
    """Say it before anything else can happen."""
    os.write(1, f"{line}\n".encode())


async def main(path: str, seed: str, many: int, done: int) -> None:
    """Do so many things, then stop."""
    store = await open_store(address(f"sqlite:///{path}"))
    life = Life(store, random.Random(seed), done)
    while many > 0:
        many -= await life.happen()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
