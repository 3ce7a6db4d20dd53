"""`/progress` of learners with half a year of answers -> time of its picture, memory that stays, how long the loop is held."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import KNOWLEDGE, QUIZZES
from benchmarks.discord_load import SETTLED_AFTER, WATCHED, Contender, contender
from benchmarks.figures import Figure
from bot.discord_front.progress_picture import drawn
from bot.store import answers, dailies, rounds
from bot.store.address import address
from bot.store.answers import Answer, Given, OfLearner
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.rounds import Claim
from bot.store.store import Store
from bot.study.questions.freezing import frozen
from bot.study.streaks import replayed
from bot.tutor.library import Library, open_library
from bot.tutor.practice import pose
from bot.tutor.progress import Progress, summed
from loopback import Outcome, User

DAYS, PICTURES = 180, 20
ALONE = 4.0
"""Seconds in which nothing is drawn, to compare with."""
NOW = datetime.now(UTC)


def bundled() -> Library:
    """The deck and the questions that come with the program."""
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"], None, [QUIZZES])


def asked(library: Library, today: date) -> list[tuple[date, str, tuple[str, ...]]]:
    """A question for each of the last days, from all over the bank: the day, its key and its facts."""
    questions = list(library.questions)
    chosen = (questions[number * len(questions) // DAYS] for number in range(DAYS))
    return [(today - timedelta(days=DAYS - 1 - number), each.key, each.facts) for number, each in enumerate(chosen)]


def right(number: int, member: int) -> bool:
    """Whether a member's answer of that day is right: some three in four are, weakest in the middle of the notes."""
    return (number * 7 + member * 3) % 11 > (5 if DAYS // 3 < number < DAYS // 2 else 2)


def a_progress(library: Library, today: date) -> Progress:
    """How an imagined learner is doing who answers on most days, as the tutor sums it up."""
    days = asked(library, today)
    given = [
        OfLearner(Answer(number, 1, (0,), right(number, 0), NOW), 1, 1, day, key, facts, day)
        for number, (day, key, facts) in enumerate(days)
        if (number * 5 + number // 11) % 8
    ]
    steps = replayed((day for day, _, _ in days), {each.day for each in given})
    return summed(library, given, steps[-1].streak, today)


async def _seed(database: str, library: Library, server: int, channel: int, users: Sequence[User]) -> None:
    """Half a year of daily questions, over and revealed, which everybody answered."""
    store = await open_store(address(database))
    try:
        settings = DailySettings(24 * 60 - 1, "UTC")
        daily = await dailies.set_up(store, server, channel, settings, by=1, at=NOW, seed="s")
        for number, (day, key, facts) in enumerate(asked(library, NOW.date())):
            question = next(each for each in library.questions if each.key == key)
            asked_as = frozen(question, pose(library, question, "s").order)
            claim = Claim(daily.id, server, channel, day, key, facts, asked_as, NOW)
            await _round(store, claim, number, users)
    finally:
        await store.close()


async def _round(store: Store, claim: Claim, number: int, users: Sequence[User]) -> None:
    round_ = (await rounds.claim(store, claim)).round.id
    await rounds.posted(store, round_, number + 1, NOW, None)
    given = (Given(round_, user.id, user.name, (0,), right(number, member), NOW) for member, user in enumerate(users))
    await asyncio.gather(*(answers.record(store, each) for each in given))
    await rounds.closed(store, round_, NOW)
    await rounds.revealed(store, round_, number + 1, NOW)


@asynccontextmanager
async def _started(folder: Path, library: Library, *command: str) -> AsyncIterator[tuple[Contender, list[User]]]:
    """The bot with its learners, who are on its server."""
    async with contender(folder, *command, asked=itertools.repeat("sqs visibility timeout")) as tutor:
        server = tutor.server
        users = [server.add_member(f"member{number}").user for number in range(PICTURES)]
        await _seed(f"sqlite:///{folder / 'kotae.db'}", library, server.guild.id, server.channel.id, users)
        await tutor.start()
        await asyncio.sleep(SETTLED_AFTER)
        await tutor.turn()
        yield tutor, users


async def _picture(tutor: Contender, user: User) -> float:
    """`/progress` of a user; how long from the words to the picture, in seconds."""
    outcome: Outcome = await tutor.server.slash("progress", user=user, locale="ja")
    await outcome.response()
    began = time.perf_counter()
    shown = await outcome.edit(timeout=30)
    assert len(shown.files) == 1
    return time.perf_counter() - began


async def _memory(folder: Path, library: Library) -> list[Figure]:
    async with _started(folder, library, "bot", "run") as (tutor, users):
        newcomer = tutor.server.add_member("newcomer").user
        await (await tutor.server.slash("progress", user=newcomer)).response()
        before = tutor.memory()
        took = [await _picture(tutor, users[0])]
        await asyncio.sleep(1)
        after_one = tutor.memory()
        took += [await _picture(tutor, user) for user in users[1:]]
        await asyncio.sleep(1)
        after_all = tutor.memory()
        await asyncio.gather(*(_picture(tutor, user) for user in users))
        await asyncio.sleep(1)
        at_once = tutor.memory()
    beside = f"{before:.1f} MB before"
    return [
        Figure("`/progress`: from its words to its picture", median(took[1:]), "{:.2f} s", remark=f"the first {took[0]:.2f} s"),
        Figure("memory after one picture, more by", after_one - before, "{:.1f} MB", 30, 10, remark=beside),
        Figure(f"memory after {PICTURES} pictures, more by", after_all - before, "{:.1f} MB", 30, 10, remark=beside),
        Figure(f"after {PICTURES} more at once", at_once - before, "{:.1f} MB", 30, 10, remark=beside),
    ]


async def _held(folder: Path, library: Library) -> Figure:
    """How long the event loop is held at a time, the others asking `/explain` meanwhile."""
    report = folder.parent / "slices.json"
    async with _started(folder, library, str(WATCHED), str(report), "--", "run") as (tutor, users):
        done = asyncio.Event()
        asyncio.get_running_loop().call_later(ALONE, done.set)
        alone = await _explains(tutor, done)
        done.clear()
        began = time.monotonic()
        waiting = asyncio.create_task(_explains(tutor, done))
        for user in users:
            await _picture(tutor, user)
        ended = time.monotonic()
        done.set()
        waits = await waiting
        await tutor.process.terminate()
    slices = json.loads(report.read_text("utf-8"))
    within = [(busy * 1e3, took * 1e3) for at, took, busy in slices if began <= at < ended]
    busy, took = (max(column, default=0.0) for column in zip(*within, strict=True)) if within else (0.0, 0.0)
    beside = f"`/explain` beside it waited {median(waits) * 1e3:.0f} and at most {max(waits) * 1e3:.0f} ms, alone"
    beside += f" {median(alone) * 1e3:.0f} and {max(alone) * 1e3:.0f}"
    remark = f"by the clock {took:.1f} ms; {beside}"
    return Figure("event loop held at a time: pictures", busy, "{:.1f} ms", 20, 10, remark=remark)


async def _explains(tutor: Contender, done: asyncio.Event) -> list[float]:
    waits = []
    while not done.is_set():
        outcome = await tutor.server.slash("explain", {"query": next(tutor.asked)})
        waits.append((await outcome.response()).elapsed)
        await asyncio.sleep(0.01)
    return waits


def _drawing(library: Library) -> Figure:
    """Processor time of one picture in one process; the first loads what draws."""
    progress = a_progress(library, NOW.date())
    took = []
    for _ in range(PICTURES + 1):
        began = time.process_time()
        picture = drawn(library, progress, "ja")
        took.append(time.process_time() - began)
    remark = f"the first, with what draws it, {took[0]:.2f} s; {len(picture.png) / 1e3:.0f} KB"
    return Figure("picture of `/progress`, drawn off the loop", median(took[1:]), "{:.2f} s", 1, 0.2, remark=remark)


def measure() -> list[Figure]:
    """All figures of `/progress`."""
    library = bundled()
    with TemporaryDirectory(prefix="kotae-") as name:
        folder = Path(name)
        return [
            _drawing(library),
            *asyncio.run(_memory(folder / "tutor", library)),
            asyncio.run(_held(folder / "watched", library)),
        ]
