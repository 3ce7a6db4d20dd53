"""The real bot and a bare one on a loopback Discord -> rate, waiting, memory and start, each as a ratio to the bare one."""

import asyncio
import compileall
import itertools
import json
import math
import random
import shutil
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeAlias

import psutil

from benchmarks import GLOSSARY, KNOWLEDGE, ROOT
from benchmarks.figures import Figure, percentile
from benchmarks.gold import texts
from benchmarks.processes import uncollected
from loopback import BotProcess, LoopbackDiscord
from loopback.bot_process import ECHO_BOT

IN_FLIGHT = 20
ANSWERS = 400
"""In one turn; then it is the other's."""
TURNS = 7
STARTS = 7
SEED = 2026
SETTLED_AFTER = 6.0
"""Seconds after the first connection: commands are synchronised, caches of the allocator are as they stay."""
PATIENCE = 30.0
"""Seconds for changed notes to be read."""
WATCHED = Path(__file__).with_name("watched_bot.py")

Bounds: TypeAlias = tuple[float | None, float | None, bool]
"""What must be reached, what is aimed at, whether more is better."""


@dataclass
class Contender:
    """One of the two bots on a Discord of its own, and what was seen of it."""

    server: LoopbackDiscord
    process: BotProcess
    asked: Iterator[str]
    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    """The 99th percentile of each turn, in ms."""
    costs: list[float] = field(default_factory=list)
    """Processor time of an answer, in ms."""
    starts: list[float] = field(default_factory=list)
    first_answers: list[float] = field(default_factory=list)

    async def turn(self, answers: int = ANSWERS) -> None:
        """Ask so many queries, always 20 in flight."""
        numbers = iter(range(answers))
        with uncollected():
            before, began = self._processor(), time.perf_counter()
            lists = await asyncio.gather(*(self._member(numbers) for _ in range(IN_FLIGHT)))
            self.rates.append(answers / (time.perf_counter() - began))
        self.waits.append(percentile(list(itertools.chain(*lists)), 99) * 1e3)
        self.costs.append((self._processor() - before) / answers * 1e3)

    def forget(self) -> None:
        """The turns so far belong to something else."""
        for seen in (self.rates, self.waits, self.costs):
            seen.clear()

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
        return psutil.Process(self.process.pid).memory_info().rss / 2**20

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


def environment(folder: Path, notes: Path) -> dict[str, str]:
    """Settings of the bot, with a data folder of its own."""
    return {
        "KOTAE_KNOWLEDGE": str(notes),
        "KOTAE_GLOSSARY": str(GLOSSARY),
        "KOTAE_DATABASE_URL": f"sqlite:///{folder / 'kotae.db'}",
        "KOTAE_LANGUAGE": "ja",
        "KOTAE_LOG_LEVEL": "INFO",
    }


@asynccontextmanager
async def contender(folder: Path, *command: str, asked: Iterator[str], notes: Path = KNOWLEDGE) -> AsyncIterator[Contender]:
    """A bot, not yet started; stopped at the end."""
    await asyncio.to_thread(folder.mkdir)
    async with LoopbackDiscord(enforce_limits=False) as server:
        log, settings = folder / "bot.log", environment(folder, notes)
        process = BotProcess(server, *command, log=log, env=settings, cwd=ROOT, ready_seconds=None)
        try:
            yield Contender(server, process, asked)
        finally:
            if process.process is not None and process.returncode is None:
                await process.terminate()


async def compare(folder: Path) -> list[Figure]:
    """Tutor and bare bot, in turns."""
    compileall.compile_dir(ROOT / "bot", quiet=1)  # as an installation does, whatever this machine says of writing bytecode
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
        idle = [[each.memory()] for each in both]
        for _ in range(TURNS + 1):
            for each in both:
                await each.turn()
        used = [[each.memory()] for each in both]
        figures = _load("never twice the same", both)
        for name, queries in (
            ("as a group asks", as_a_group_asks()),
            ("all the same", itertools.repeat("sqs visibility timeout")),
        ):
            tutor.asked = queries
            for each in both:
                each.forget()
            for _ in range(TURNS + 1):
                for each in both:
                    await each.turn()
            figures += _load(name, both)
        return [*figures, *_memory(idle, used), *_start(tutor, bare)]


def as_a_group_asks() -> Iterator[str]:
    """Queries without end, of which the second is asked half as often as the first, the third a third as often (Zipf's law)."""
    chance = random.Random(SEED)
    queries = chance.sample(texts(), len(texts()))
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(queries) + 1)))
    while True:
        yield from chance.choices(queries, cum_weights=weights, k=ANSWERS)


def _load(name: str, both: tuple[Contender, Contender]) -> list[Figure]:
    """The turns since the last of these, the first of them left out."""
    rates, waits, costs = ([getattr(each, name)[1:] for each in both] for name in ("rates", "waits", "costs"))
    return [
        _ratio(f"`/explain`, 20 in flight, {name}: rate", rates, "a second", (0.5, 0.8, True)),
        _ratio(f"`/explain`, 20 in flight, {name}: p99", waits, "ms", (2, 1.3, False)),
        _ratio(f"`/explain`, {name}: processor time of an answer", costs, "ms", (None, None, False)),
    ]


def _ratio(name: str, pair: list[list[float]], unit: str, bounds: Bounds) -> Figure:
    """Medians of the tutor and the bare bot -> the one as so many times the other."""
    tutor, bare = map(median, pair)
    return Figure(name, tutor / bare, "{:.2f} ×", *bounds, remark=f"{tutor:.3g} and {bare:.3g} {unit}")


def _memory(idle: list[list[float]], used: list[list[float]]) -> list[Figure]:
    return [
        _ratio("idle memory", idle, "MB", (2, 1.7, False)),
        _ratio("memory after the load", used, "MB", (None, None, False)),
    ]


def _start(tutor: Contender, bare: Contender) -> list[Figure]:
    rows: tuple[tuple[str, str, Bounds], ...] = (
        ("starts", "start to ready, longer by", (1, 0.4, False)),
        ("first_answers", "start to a first answer, longer by", (None, None, False)),
    )
    found = []
    for field_, name, bounds in rows:
        first, *later = getattr(tutor, field_)
        own, other = median(later), median(getattr(bare, field_)[1:])
        remark = f"{own:.2f} and {other:.2f} s; the very first time {first:.2f} s"
        found.append(Figure(name, own - other, "{:.2f} s", *bounds, remark=remark))
    return found


async def held(folder: Path) -> list[Figure]:
    """How long the tutor's event loop was held at a time: under load, and while changed notes are read."""
    report = folder / "slices.json"
    asked = itertools.cycle(texts())
    notes = folder / "notes"
    shutil.copytree(KNOWLEDGE, notes)
    async with contender(folder / "watched", str(WATCHED), str(report), "--", "run", asked=asked, notes=notes) as tutor:
        await tutor.start()
        await tutor.turn()
        loaded = time.monotonic()
        await tutor.turn(len(texts()))
        change(notes)
        changed, before = time.monotonic(), len(tutor.waits)
        tutor.process.send_signal(signal.SIGHUP)
        while "the notes changed" not in tutor.process.logs() and time.monotonic() < changed + PATIENCE:
            await tutor.turn(IN_FLIGHT)
        await tutor.process.terminate()
    slices = json.loads(report.read_text("utf-8"))
    waited = f"; an answer waited {max(tutor.waits[before:], default=0):.0f} ms at most"
    return [_held("answering", slices, loaded, changed), _held("notes changed", slices, changed, math.inf, waited)]


def _held(name: str, slices: list[tuple[float, float, float]], begin: float, end: float, also: str = "") -> Figure:
    """The longest slice by processor time, which noise of the machine does not lengthen; beside it by the clock."""
    within = [(busy * 1e3, took * 1e3) for began, took, busy in slices if begin <= began < end]
    busy, took = (max(column, default=0.0) for column in zip(*within, strict=True))
    return Figure(f"event loop held at a time: {name}", busy, "{:.1f} ms", 20, 10, remark=f"by the clock {took:.1f} ms{also}")


def change(notes: Path) -> None:
    """Add a bullet to a page."""
    page = next(notes.glob("*/en/*.md"))
    page.write_text(page.read_text("utf-8") + "- A bullet that was not there before\n", "utf-8")


def measure() -> list[Figure]:
    """All figures of the Discord front."""
    with TemporaryDirectory(prefix="kotae-") as name:
        return asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> list[Figure]:
    return [*await compare(folder), *await held(folder)]
