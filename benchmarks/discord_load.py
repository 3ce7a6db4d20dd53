"""The real bot and a bare one on a loopback Discord -> rate, waiting, memory and start, each as a ratio to the bare one."""

import asyncio
import itertools
import json
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from loopback import BotProcess, LoopbackDiscord
from loopback.bot_process import ECHO_BOT

from benchmarks import KNOWLEDGE, ROOT
from benchmarks.figures import Figure, percentile
from benchmarks.gold import texts

IN_FLIGHT = 20
ANSWERS = 400
"""In one turn; then it is the other's."""
TURNS = 7
STARTS = 7
SETTLED_AFTER = 6.0
"""Seconds after the first connection: commands are synchronised, caches of the allocator are as they stay."""
WATCHED = Path(__file__).with_name("watched_bot.py")


@dataclass
class Contender:
    """One of the two bots on a Discord of its own, and what was seen of it."""

    server: LoopbackDiscord
    process: BotProcess
    asked: Iterator[str]
    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """Of the processor, an answer."""
    starts: list[float] = field(default_factory=list)
    first_answers: list[float] = field(default_factory=list)

    async def turn(self, answers: int = ANSWERS) -> None:
        """Ask so many queries, always 20 in flight."""
        before, began = self._processor(), time.perf_counter()
        numbers = iter(range(answers))
        lists = await asyncio.gather(*(self._member(numbers) for _ in range(IN_FLIGHT)))
        self.rates.append(answers / (time.perf_counter() - began))
        self.waits.append(percentile(list(itertools.chain(*lists)), 99))
        self.seconds.append((self._processor() - before) / answers)

    async def _member(self, numbers: Iterator[int]) -> list[float]:
        """One member who asks again as soon as the answer is there; how long each took."""
        waited = []
        for _ in numbers:
            outcome = await self.server.slash("explain", {"query": next(self.asked)})
            waited.append((await outcome.response()).elapsed)
        return waited

    def _processor(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    def memory(self) -> float:
        """Its resident memory, in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    async def start(self) -> None:
        """Start it (again): how long until it is connected, and until it has answered."""
        if self.process.process is not None:
            await self.process.terminate()
            await self.server.disconnected()
        began = time.perf_counter()
        await self.process.start()
        self.starts.append(time.perf_counter() - began)
        await self.server.registered("explain")
        outcome = await self.server.slash("explain", {"query": "sqs visibility timeout"})
        await outcome.response()
        self.first_answers.append(time.perf_counter() - began)


def environment(folder: Path) -> dict[str, str]:
    """Settings of the bot: the bundled deck, nothing kept."""
    return {
        "KOTAE_KNOWLEDGE": str(KNOWLEDGE),
        "KOTAE_GLOSSARY": "",
        "KOTAE_DATABASE_URL": f"sqlite:///{folder / 'kotae.db'}",
        "KOTAE_LANGUAGE": "ja",
        "KOTAE_LOG_LEVEL": "INFO",
    }


@asynccontextmanager
async def contender(folder: Path, *command: str, asked: Iterator[str]) -> AsyncIterator[Contender]:
    """A bot, not yet started; stopped at the end."""
    folder.mkdir()
    async with LoopbackDiscord(enforce_limits=False) as server:
        log = folder / "bot.log"
        process = BotProcess(server, *command, log=log, env=environment(folder), cwd=ROOT, ready_seconds=None)
        try:
            yield Contender(server, process, asked)
        finally:
            if process.process is not None and process.returncode is None:
                await process.terminate()


async def compare(folder: Path) -> list[Figure]:
    """Tutor and bare bot, in turns."""
    asked = itertools.cycle(texts())
    async with (
        contender(folder / "tutor", "bot", "run", asked=asked) as tutor,
        contender(folder / "bare", str(ECHO_BOT), asked=asked) as bare,
    ):
        both = (tutor, bare)
        for _ in range(STARTS + 1):
            for each in both:
                await each.start()
        await asyncio.sleep(SETTLED_AFTER)
        idle = [each.memory() for each in both]
        for _ in range(TURNS + 1):
            for each in both:
                await each.turn()
        used = [each.memory() for each in both]
        tutor.asked = itertools.repeat("sqs visibility timeout")
        repeated = len(tutor.rates)
        for _ in range(3):
            for each in both:
                await each.turn()
        return [*_load(tutor, bare, repeated), *_memory(idle, used), *_start(tutor, bare)]


def _load(tutor: Contender, bare: Contender, repeated: int) -> list[Figure]:
    fresh, again = slice(1, repeated), slice(repeated, None)
    rate, bare_rate = median(tutor.rates[fresh]), median(bare.rates[fresh])
    wait, bare_wait = median(tutor.waits[fresh]), median(bare.waits[fresh])
    same = median(tutor.rates[again]) / median(bare.rates[again])
    same_wait = median(tutor.waits[again]) / median(bare.waits[again])
    cost, bare_cost = median(tutor.seconds[fresh]) * 1e3, median(bare.seconds[fresh]) * 1e3
    return [
        Figure("/explain, 20 in flight: rate", rate / bare_rate, "{:.2f} ×", 0.5, 0.8, True, f"{rate:.0f} and {bare_rate:.0f} a second"),
        Figure("/explain, 20 in flight: p99", wait / bare_wait, "{:.2f} ×", 2, 1.3, False, f"{wait * 1e3:.0f} and {bare_wait * 1e3:.0f} ms"),
        Figure("the same, everyone asking one thing: rate", same, "{:.2f} ×"),
        Figure("the same, everyone asking one thing: p99", same_wait, "{:.2f} ×"),
        Figure("the bot's processor time an answer", cost / bare_cost, "{:.2f} ×", remark=f"{cost:.2f} and {bare_cost:.2f} ms"),
    ]


def _memory(idle: list[float], used: list[float]) -> list[Figure]:
    return [
        Figure("idle memory", idle[0] / idle[1], "{:.2f} ×", 2, 1.7, False, f"{idle[0]:.0f} and {idle[1]:.0f} MB"),
        Figure("memory after the load", used[0] / used[1], "{:.2f} ×", remark=f"{used[0]:.0f} and {used[1]:.0f} MB"),
    ]


def _start(tutor: Contender, bare: Contender) -> list[Figure]:
    start, bare_start = median(tutor.starts[1:]), median(bare.starts[1:])
    answer, bare_answer = median(tutor.first_answers[1:]), median(bare.first_answers[1:])
    return [
        Figure("start to ready, longer by", start - bare_start, "{:.2f} s", 1, 0.4, False, f"{start:.2f} and {bare_start:.2f} s"),
        Figure("start to a first answer, longer by", answer - bare_answer, "{:.2f} s", remark=f"{answer:.2f} and {bare_answer:.2f} s"),
    ]


async def blocks(folder: Path) -> list[Figure]:
    """How long the tutor's event loop was held at most: under load, and when the notes change."""
    report = folder / "slices.json"
    asked = itertools.cycle(texts())
    async with contender(folder / "watched", str(WATCHED), str(report), "--", "run", asked=asked) as tutor:
        await tutor.start()
        await tutor.turn()
        loaded = time.monotonic()
        await tutor.turn(len(texts()))
        changed = time.monotonic()
        tutor.process.send_signal(signal.SIGHUP)
        await asyncio.sleep(1)
        await tutor.process.terminate()
    slices = [(began, took) for began, took in json.loads(report.read_text("utf-8")) if began > loaded]
    longest = max((took for began, took in slices if began < changed), default=0.0) * 1e3
    return [Figure("the event loop held at once, at most", longest, "{:.1f} ms", 20, 10)]


def measure() -> list[Figure]:
    """All figures of the Discord front."""
    with TemporaryDirectory(prefix="kotae-") as name:
        return asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> list[Figure]:
    return [*await compare(folder), *await blocks(folder)]
