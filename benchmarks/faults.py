"""Every request of the daily question failing in every way, and the gateway too -> what was lost or double."""

import asyncio
import json
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import telling
from benchmarks.channels import HOUR, Channels, Count, Tap, count
from benchmarks.fault_kinds import KINDS, Met, planned
from benchmarks.figures import Figure
from kotae.teaching import QUICK, Tutor
from loopback import Channel, LoopbackDiscord, Outcome

TIMES = (1, 2)
"""Once, so that the next try succeeds; twice, so that it fails too."""
POST, REST, REVEAL = "question: send", "put to rest: edit", "reveal: send"
FIND, FIND_REVEAL = "question: look whether it is there", "reveal: look whether it is there"
THREAD = "reveal: open its thread"
OF_MESSAGES = (POST, FIND, REST, REVEAL, FIND_REVEAL, THREAD)
OF_TAPS = {
    "tap: answer": ("grib-pick", 1),
    "typed: open the form": ("frob-typed", 1),
    "typed: answer": ("frob-typed", 2),
    "choose two: open the panel": ("grib-two", 1),
    "choose two: draft": ("grib-two", 2),
    "choose two: answer": ("grib-two", 3),
    "order: answer": ("grib-order", 5),
}
"""The question, and which of a member's interactions meets the fault."""
LATE = "late answer: edit"
WAITS = 0.1
"""Seconds until the bot, whose database is held, asks Discord to wait."""
HELD = 1.0
GATEWAY_CHANNELS = 8
MEMBERS = 4
SETTLE = 1.0


@dataclass
class Messages:
    """The bot whose requests fail: a channel for each way to fail of each request that goes to a channel."""

    channels: Channels
    failing: list[tuple[str, str, int, Channel]]
    chance: Random

    async def live(self) -> list[Met]:
        """A day: questions are posted, answered, closed, revealed. What became of each failure."""
        channels = self.channels
        await channels.set_up((60,), "faults")
        await channels.tutor.process.start()
        posting = self._plan({POST: ("POST", "messages$"), FIND: ("GET", "messages$")}, before=FIND)
        channels.at(channels.seven(0))
        await channels.reaches(lambda: channels.all_posted(0))
        taps = await self._taps()
        closing_ = self._plan(
            {
                REST: ("PATCH", r"messages/\d+$"),
                REVEAL: ("POST", "messages$"),
                FIND_REVEAL: ("GET", "messages$"),
                THREAD: ("POST", r"messages/\d+/threads$"),
            },
            before=FIND_REVEAL,
        )
        channels.at(channels.seven(0) + HOUR)
        await channels.reaches(channels.all_revealed)
        await asyncio.sleep(SETTLE)
        served = posting | closing_
        found = [
            Met(call, kind, times, served[place.id].served, count(channels, 1, [place]))
            for call, kind, times, place in self.failing
        ]
        return [*found, *(self._came_of(*each) for each in taps)]

    def _plan(self, calls: dict[str, tuple[str, str]], before: str) -> dict[int, Any]:
        """The failures of these requests. `before` looks for a message whose sending failed, before or after it was there."""
        server, made = self.channels.server, {}
        for number, (call, kind, times, place) in enumerate(self.failing):
            if call in calls:
                method, path = calls[call]
                if call == before:
                    server.fail("POST", f"/channels/{place.id}/messages$", 503, after_accepting=number % 4 > 1)
                made[place.id] = planned(server, method, f"/channels/{place.id}/{path}", kind, times)
        return made

    async def _taps(self) -> list[tuple[str, str, int, Any, Tap]]:
        """Members answer, each meeting a failure of their own; whoever was told nothing taps once more."""
        jobs = [self._tap(call, kind, times) for call in OF_TAPS for kind in KINDS for times in TIMES]
        done = await asyncio.gather(*jobs)
        late = [(LATE, kind, times) for kind in KINDS for times in TIMES]
        with held(self.channels):
            tapping = [asyncio.create_task(self._tap(*each)) for each in late]
            await asyncio.sleep(HELD)
        return [*done, *await asyncio.gather(*tapping)]

    async def _tap(self, call: str, kind: str, times: int) -> tuple[str, str, int, Any, Tap]:
        channels, server = self.channels, self.channels.server
        question, step = OF_TAPS.get(call, ("grib-pick", 1))
        user = server.add_member(f"{call} {kind} {times}"[:32]).user
        faults: list[Any] = []

        def plan(number: int, outcome: Outcome) -> None:
            if number == step:
                late = call == LATE
                path = f"/webhooks/\\d+/{outcome.token}/" if late else f"/interactions/{outcome.id}/"
                faults.append(planned(server, "PATCH" if late else "POST", path, kind, times))

        post, rightly = channels.of_kind(question), self.chance.random() < 0.5
        tap = await channels.tap(post, user, rightly=rightly, plan=plan)
        await channels.reaches(lambda: tap.acknowledged, SETTLE + 5 * (call == LATE))
        if not tap.acknowledged:
            tap = await channels.tap(post, user, rightly=rightly)
            await channels.reaches(lambda: tap.acknowledged, SETTLE)
        return call, kind, times, faults[0] if faults else None, tap

    def _came_of(self, call: str, kind: str, times: int, fault: Any, tap: Tap) -> Met:
        """Whether the member was told, and what they were told is kept, once."""
        answers = self.channels.rows(
            'SELECT a.correct FROM answers a JOIN learners l ON l.id = a.learner WHERE a.round = ? AND l."user" = ?',
            *(tap.round, tap.user.id),
        )
        right = "### Correct." in tap.told
        found = Count(rounds=1, lost=int(answers != [(right,)] or not tap.acknowledged))
        found.wrong += [f"{call}, {kind} × {times}: kept {answers}, told {tap.told[:60]!r}"] if found.lost else []
        return Met(call, kind, times, fault.served if fault else 0, found)


@contextmanager
def held(channels: Channels) -> Iterator[None]:
    """Somebody else writes to the database."""
    with closing(sqlite3.connect(channels.tutor.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


GATEWAY: dict[str, Callable[[LoopbackDiscord], None]] = {
    "cut without a word": lambda server: server.cut_sockets(),
    "closed (4000)": lambda server: server.close_sockets(4000),
    "reconnect asked for": lambda server: server.request_reconnect(),
    "invalid session, resumable": lambda server: server.invalidate_sessions(resumable=True),
    "invalid session, not resumable": lambda server: server.invalidate_sessions(resumable=False),
}
PHASES = ("posting", "answering", "closing")


async def gateway(channels: Channels, chance: Random) -> list[Met]:
    """The gateway failing in each way, a day for each, at a random moment of each phase."""
    await channels.set_up((60,), "gateway")
    await channels.tutor.process.start()
    server, met = channels.server, []

    async def fail(how: str) -> None:
        await asyncio.sleep(chance.uniform(0, 0.25))
        await channels.reaches(server.gateway.is_ready)
        GATEWAY[how](server)

    for day, how in enumerate(GATEWAY):
        channels.at(channels.seven(day))
        await fail(how)
        await channels.reaches(lambda day=day: channels.all_posted(day))  # type: ignore[misc]
        posts = list(channels.newest())
        await asyncio.gather(fail(how), channels.tap_all(posts, chance, 0.3, channels.members))
        await channels.reaches(server.gateway.is_ready)
        await channels.tap_all(posts, chance, 0.1, channels.members)
        channels.at(channels.seven(day) + HOUR)
        await fail(how)
        await channels.reaches(channels.all_revealed)
        met.append(Met(f"gateway: {how}", "", 1, len(PHASES), Count(rounds=len(posts))))
    await asyncio.sleep(SETTLE)
    met[-1].found = count(channels, len(GATEWAY))
    return met


async def _tutor(stack: AsyncExitStack, folder: Path, **constants: float) -> Tutor:
    await asyncio.to_thread(folder.mkdir)
    server = await stack.enter_async_context(LoopbackDiscord(enforce_limits=False, shrink=10.0))
    tutor = Tutor(server, folder, KOTAE_LOG_LEVEL="INFO", LOOPBACK_SET=json.dumps(QUICK | constants))
    stack.push_async_callback(tutor.end)
    return tutor


async def _measure(folder: Path, seed: int) -> list[Met]:
    async with AsyncExitStack() as stack:
        tutor = await _tutor(stack, folder / "messages", **{"bot.discord_front.replies.PATIENCE": WAITS})
        failing = [
            (call, kind, times, tutor.server.add_channel(name=f"quiz-{call[:8]}-{kind}-{times}"))
            for call in OF_MESSAGES
            for kind in KINDS
            for times in TIMES
        ]
        messages = Messages(Channels(tutor, [place for *_, place in failing], []), failing, Random(f"{seed}/messages"))
        beside = await _tutor(stack, folder / "gateway")
        places = [beside.server.add_channel(name=f"quiz-{number}") for number in range(GATEWAY_CHANNELS)]
        members = [beside.server.add_member(f"member{number}").user for number in range(MEMBERS)]
        told = await _tutor(stack, folder / "telling")
        parts = await asyncio.gather(
            messages.live(), gateway(Channels(beside, places, members), Random(f"{seed}/gateway")), telling.live(told)
        )
    return [met for part in parts for met in part]


def measure(seed: int) -> tuple[list[Figure], list[str]]:
    """The figures, and a table by request."""
    began = time.monotonic()
    with TemporaryDirectory(prefix="kotae-") as name:
        met = asyncio.run(_measure(Path(name), seed))
    for each in met:
        for line in each.found.wrong:
            print(f"{each.call}, {each.kind} × {each.times}: {line}", file=sys.stderr)
    unmet = [each for each in met if not each.served]
    for each in unmet:
        print(f"not met: {each.call}, {each.kind} × {each.times}", file=sys.stderr)
    run = f"{len({each.call for each in met})} calls and events, seed {seed}, {time.monotonic() - began:.0f} s"
    return [
        Figure("failures planned, each in a flow of its own", len(met), "{:.0f}", remark=run),
        Figure("of these never met", len(unmet), "{:.0f}", 0, 0),
        Figure("flows in which something was lost", sum(each.lost for each in met), "{:.0f}", 0, 0),
        Figure("flows in which something was double", sum(each.double for each in met), "{:.0f}", 0, 0),
    ], ["\n".join(_table(met))]


def _table(met: list[Met]) -> Iterator[str]:
    yield "| request | " + " | ".join(KINDS) + " |"
    yield "| --- |" + " --- |" * len(KINDS)
    by_call: defaultdict[str, list[Met]] = defaultdict(list)
    for each in met:
        by_call[each.call].append(each)
    for call, theirs in by_call.items():
        cells = [[each for each in theirs if each.kind == kind] for kind in KINDS]
        yield f"| {call} | " + " | ".join(_cell(cell) for cell in cells) + " |" if theirs[0].kind else _event(call, theirs)


def _event(call: str, theirs: list[Met]) -> str:
    return f"| {call} | while posting, answering, closing: {_cell(theirs)} |" + " |" * (len(KINDS) - 1)


def _cell(cell: list[Met]) -> str:
    lost, double = sum(each.lost for each in cell), sum(each.double for each in cell)
    return "ok" if not lost + double else f"{lost} lost, {double} double"
