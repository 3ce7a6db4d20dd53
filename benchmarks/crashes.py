"""The bot killed at random moments of posting, answering and revealing, and started again -> what was lost, double, missing."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.channels import HOUR, Channels, Count, count
from benchmarks.figures import Figure
from kotae.organising import round_of
from kotae.teaching import Tutor
from loopback import LoopbackDiscord, Message

KILLS = 200
WORLDS = 2
"""Bots that are tortured side by side: one starts while the other is at work."""
CHANNELS = 8
EARLY, LATE = 3, 2
"""Members who answer while the question is open, and those who wait until it closes: all of them in every channel."""
CLOSES_AFTER = (60, None)
SLOWEST = 0.15
"""Seconds that Discord takes at most, before or after a request takes effect: moments to be killed in."""
TAPPED_WITHIN = 0.3
KILLED_WITHIN = 0.5
"""Seconds from what begins to the kill, at most; unkilled, each of the three takes about as long."""
AGAIN = 0.2
"""How often it is killed once more while it starts and heals."""
START = 1.2
FORGOTTEN = 600.0
"""Seconds after which Discord knows no nonce any more."""


@dataclass
class World:
    """A bot with its channels, and how often it has been killed."""

    channels: Channels
    chance: Random
    kills: int = 0
    days: int = 0
    where: Counter[str] = field(default_factory=Counter)
    """What was half done when it was killed."""
    untold: set[Any] = field(default_factory=set)

    async def live(self, kills: int) -> Count:
        """Day after day until it was killed so often, then one in peace."""
        await self.channels.set_up(CLOSES_AFTER, "crashes")
        await self._start()
        while self.kills < kills:
            await self._day(deadly=self.days > 0)
        await self._day(deadly=False)
        await asyncio.sleep(1)
        return count(self.channels, self.days)

    async def _day(self, *, deadly: bool) -> None:
        """Questions are posted, answered and closed; each of the three may end in a kill. Who comes late taps as it closes."""
        channels, day = self.channels, self.days
        early, late = channels.members[:EARLY], channels.members[EARLY:]
        before = list(channels.newest())
        self.days += 1
        await self._phase(
            lambda: self._late(before, channels.seven(day), late),
            lambda: channels.all_posted(day) and channels.all_revealed(),
            deadly=deadly,
        )
        posts = list(channels.newest())
        await self._phase(lambda: channels.tap_all(posts, self.chance, TAPPED_WITHIN, early), lambda: True, deadly=deadly)
        await channels.tap_all(posts, self.chance, 0.0, early)
        await self._phase(lambda: self._late(posts[::2], channels.seven(day) + HOUR, late), channels.all_revealed, deadly=deadly)

    async def _late(self, posts: list[Message], moment: Any, late: list[Any]) -> None:
        self.channels.at(moment)
        await self.channels.tap_all(posts, self.chance, TAPPED_WITHIN, late)

    async def _phase(self, begin: Callable[[], Coroutine[Any, Any, None]], done: Callable[[], bool], *, deadly: bool) -> None:
        """Begin something, kill the bot meanwhile, and let it heal."""
        server, chance = self.channels.server, self.chance
        server.heal()
        how = {"after_accepting": chance.random() < 0.5, "delay": chance.uniform(0, SLOWEST)}
        server.fail("*", r"/messages|/callback", None, times=None, **how)
        task = asyncio.create_task(begin())
        if deadly:
            await asyncio.sleep(chance.uniform(0, KILLED_WITHIN))
            await self._kill()
            task.cancel()
            if chance.random() < AGAIN:
                await self.channels.tutor.process.spawn()
                await asyncio.sleep(chance.uniform(START / 2, 2 * START))
                await self._kill()
            await self._start()
        with suppress(asyncio.CancelledError):
            await task
        if not await self.channels.reaches(done):
            print(f"not healed on day {self.days}, after {self.kills} kills", file=sys.stderr)

    async def _start(self) -> None:
        await self.channels.server.disconnected()
        await self.channels.tutor.process.start()

    async def _kill(self) -> None:
        await self.channels.tutor.process.kill()
        self.kills += 1
        self.where.update(self._half_done())
        if self.chance.random() < 0.5:
            self.channels.server.advance(FORGOTTEN)

    def _half_done(self) -> set[str]:
        """What the database and Discord disagree about just after a kill."""
        channels = self.channels
        sent = {round_of(post) for post in channels.newest()}
        claims = channels.rows("SELECT id FROM rounds WHERE posted_at IS NULL AND closed_at IS NULL")
        found = {"a claim with its post" if number in sent else "a claim without its post" for (number,) in claims}
        closed = channels.rows(
            "SELECT message FROM rounds WHERE message IS NOT NULL AND closed_at IS NOT NULL AND revealed_at IS NULL"
        )
        replies = {
            (each.data.get("message_reference") or {}).get("message_id")
            for place in channels.places
            for each in channels.own(place)
        }
        found |= {"a close with its reveal" if str(post) in replies else "a close without its reveal" for (post,) in closed}
        kept = set(channels.rows('SELECT a.round, l."user" FROM answers a JOIN learners l ON l.id = a.learner'))
        told = {(tap.round, tap.user.id) for tap in channels.taps if tap.acknowledged}
        if kept - told - self.untold:
            found.add("an answer kept and not acknowledged")
        self.untold |= kept - told
        return found or {"nothing half done"}


async def _world(stack: AsyncExitStack, folder: Path, seed: str, kills: int) -> tuple[World, Count]:
    await asyncio.to_thread(folder.mkdir)
    server = await stack.enter_async_context(LoopbackDiscord(enforce_limits=False))
    tutor = Tutor(server, folder, KOTAE_LOG_LEVEL="INFO").hurry()
    stack.push_async_callback(tutor.end)
    members = [server.add_member(f"member{number}").user for number in range(EARLY + LATE)]
    places = [server.add_channel(name=f"quiz-{number}") for number in range(CHANNELS)]
    world = World(Channels(tutor, places, members), Random(seed))
    return world, await world.live(kills)


async def _measure(folder: Path, seed: int, kills: int) -> tuple[list[World], list[Count]]:
    async with AsyncExitStack() as stack:
        each = [_world(stack, folder / str(number), f"{seed}/{number}", -(-kills // WORLDS)) for number in range(WORLDS)]
        pairs = await asyncio.gather(*each)
    return [world for world, _ in pairs], [found for _, found in pairs]


def measure(seed: int, kills: int = KILLS) -> tuple[list[Figure], list[str]]:
    """The figures, and where the kills fell."""
    began = time.monotonic()
    with TemporaryDirectory(prefix="kotae-") as name:
        worlds, found = asyncio.run(_measure(Path(name), seed, kills))
    total = {each: sum(getattr(one, each) for one in found) for each in Count.__dataclass_fields__ if each != "wrong"}
    for line in (line for one in found for line in one.wrong):
        print(line, file=sys.stderr)
    killed = sum(world.kills for world in worlds)
    run = f"{total['rounds']:,} rounds, {total['practice']:,} taps after the close, seed {seed}, {time.monotonic() - began:.0f} s"
    rows = [
        Figure("kill -9 while posting, taking answers, revealing", killed, "{:.0f}", KILLS, None, True, run),
        Figure("answers acknowledged", total["acknowledged"], "{:,.0f}"),
        Figure("of these lost or changed", total["lost"], "{:.0f}", 0, 0),
        Figure("reveals that count other answers than were kept", total["uncounted"], "{:.0f}", 0, 0),
        Figure("questions missing", total["missing_posts"], "{:.0f}", 0, 0),
        Figure("questions posted twice", total["double_posts"], "{:.0f}", 0, 0),
        Figure("reveals missing", total["missing_reveals"], "{:.0f}", 0, 0),
        Figure("reveals posted twice", total["double_reveals"], "{:.0f}", 0, 0),
        Figure("reveals without their thread", total["missing_threads"], "{:.0f}", 0, 0),
        Figure("closed questions that still invite", total["left_open"], "{:.0f}", 0, 0),
        Figure("dailies that stopped", total["paused"], "{:.0f}", 0, 0),
    ]
    where: Counter[str] = sum((world.where for world in worlds), Counter())
    table = ["| what a kill left half done | kills |", "| --- | ---: |"]
    return rows, ["\n".join([*table, *(f"| {what} | {times} |" for what, times in where.most_common())])]
