"""A thousand members tap an answer at once, beside a bare bot that answers each with a constant of the same shape."""

import asyncio
import json
import math
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import KNOWLEDGE, QUIZZES, ROOT
from benchmarks.figures import Figure
from benchmarks.processes import uncollected
from bot.discord_front import layout
from bot.discord_front.drawing import said
from bot.discord_front.questions import controls, question_parts
from bot.discord_front.round_ids import written
from bot.store import answers, dailies, rounds
from bot.store.address import address
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.rounds import Claim
from bot.study.questions.freezing import frozen
from bot.tutor.library import Library, open_library
from bot.tutor.practice import Posed, pose
from loopback import BotProcess, LoopbackDiscord, Message, Outcome, User
from loopback.bot_process import ECHO_BOT

MEMBERS = 1000
TURNS = 5
PATIENCE = 60.0
SLOW = 20.0
"""So many times its three seconds Discord waits here for a response: a busy machine is to be measured, not to fail."""
WATCHED = Path(__file__).with_name("watched_bot.py")
COMPONENTS_V2 = 1 << 15


@dataclass
class Contender:
    """A bot on a Discord of its own, with a thousand members."""

    server: LoopbackDiscord
    process: BotProcess
    users: list[User]
    database: str

    async def tap(self, message: Message, custom_ids: list[str]) -> float:
        """Everyone taps, each another of the answers; how long until the last acknowledgement, in seconds."""
        with uncollected():
            began = time.perf_counter()
            tapped: list[Outcome] = []
            for number, user in enumerate(self.users):
                custom_id = custom_ids[number % len(custom_ids)]
                tapped.append(await self.server.click(message, custom_id, forge=True, user=user, locale="ja"))
            for outcome in tapped:
                await outcome.message(PATIENCE)
            return time.perf_counter() - began


async def contender(stack: AsyncExitStack, folder: Path, *command: str) -> Contender:
    """A bot, started; stopped when the stack is closed."""
    await asyncio.to_thread(folder.mkdir)
    server = await stack.enter_async_context(LoopbackDiscord(enforce_limits=False, shrink=SLOW))
    database = f"sqlite:///{folder / 'kotae.db'}"
    settings = {"KOTAE_DATABASE_URL": database, "KOTAE_LOG_LEVEL": "INFO", "KOTAE_LANGUAGE": "ja"}
    process = BotProcess(server, *command, log=folder / "bot.log", env=settings, cwd=ROOT)
    await stack.enter_async_context(process)
    users = [server.add_member(f"member{number}").user for number in range(MEMBERS)]
    return Contender(server, process, users, database)


async def ask(tutor: Contender, posed: Posed, turn: int) -> tuple[int, Message, list[str]]:
    """A round in the tutor's store and its card in the channel: its number, the card, the answers to tap."""
    server, channel = tutor.server, tutor.server.add_channel()
    now = datetime.now(UTC)
    # in a zone where the last minute of the day is hours away: the bot is not to ask by itself
    settings = DailySettings(24 * 60 - 1, "UTC" if now.hour < 20 else "Etc/GMT+12")
    store = await open_store(address(tutor.database), busy_seconds=10)
    try:
        daily = await dailies.set_up(store, server.guild.id, channel.id, settings, by=1, at=now, seed="s")
        day = now.date() - timedelta(days=TURNS - turn)
        question = posed.question
        claim = Claim(
            daily.id, server.guild.id, channel.id, day, question.key, question.facts, frozen(question, posed.order), now
        )
        number = (await rounds.claim(store, claim)).round.id
        asked = controls(posed, ("ja",), lambda control: written(number, control), public=True)
        view = layout.message([*question_parts(posed, ("ja",)), *asked])
        sent = {"components": view.to_components(), "flags": COMPONENTS_V2}
        message = server.messages.create(channel, server.bot, sent)
        await rounds.posted(store, number, message.id, now, None)
    finally:
        await store.close()
    return number, message, message.custom_ids


async def durable(tutor: Contender, number: int) -> int:
    """How many answers of a round are on the disk."""
    store = await open_store(address(tutor.database), busy_seconds=10)
    try:
        return len(await answers.of_round(store, number))
    finally:
        await store.close()


def a_question(library: Library) -> Posed:
    """One of four, as most are."""
    question = next(each for each in library.questions if each.kind == "choice")
    return pose(library, question, "taps")


async def _measure(folder: Path) -> list[Figure]:
    library = open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"], None, [QUIZZES])
    posed = a_question(library)
    async with AsyncExitStack() as stack:
        tutor = await contender(stack, folder / "tutor", "bot", "run")
        bare = await contender(stack, folder / "bare", str(ECHO_BOT))
        plain = bare.server.messages.create(
            bare.server.channel, bare.server.bot, {"components": said("x").to_components(), "flags": COMPONENTS_V2}
        )
        took: list[float] = []
        beside: list[float] = []
        lost = 0
        for turn in range(TURNS + 1):
            number, message, ids = await ask(tutor, posed, turn)
            took.append(await tutor.tap(message, ids))
            lost += MEMBERS - await durable(tutor, number)
            beside.append(await bare.tap(plain, ["echo:tap"]))
        deferred = sum(outcome.acknowledged == 5 for outcome in tutor.server.desk.outcomes.values())
    own, other = median(took[1:]), median(beside[1:])
    remark = f"{own:.2f} and {other:.2f} s; {lost} lost; {deferred} asked to wait"
    return [
        Figure("1,000 taps at once, to the last acknowledgement", own / other, "{:.2f} ×", 2, 1.3, remark=remark),
        Figure("answers acknowledged and lost", lost, "{:.0f}", 0),
        await _held(folder, posed),
    ]


async def _held(folder: Path, posed: Posed) -> Figure:
    """How long the taps hold the event loop at a time, by processor time."""
    report = folder / "slices.json"
    async with AsyncExitStack() as stack:
        tutor = await contender(stack, folder / "watched", str(WATCHED), str(report), "--", "run")
        _, message, ids = await ask(tutor, posed, 0)
        await tutor.tap(message, ids)
        _, message, ids = await ask(tutor, posed, 1)
        began = time.monotonic()
        await tutor.tap(message, ids)
        ended = time.monotonic()
        await tutor.process.terminate()
    slices = json.loads(report.read_text("utf-8"))
    within = [(busy * 1e3, took * 1e3) for at, took, busy in slices if began <= at < (ended or math.inf)]
    busy, took = (max(column, default=0.0) for column in zip(*within, strict=True)) if within else (0.0, 0.0)
    return Figure("event loop held at a time: 1,000 taps", busy, "{:.1f} ms", 20, 10, remark=f"by the clock {took:.1f} ms")


def measure() -> list[Figure]:
    """All figures of answering."""
    with TemporaryDirectory(prefix="kotae-") as name:
        return asyncio.run(_measure(Path(name)))
