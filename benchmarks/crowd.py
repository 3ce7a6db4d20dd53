"""Questions due in the same minute in 2,000 channels -> how long that takes, what is refused, how long the loop is held."""

import asyncio
import json
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks import KNOWLEDGE, QUIZZES, ROOT
from benchmarks.figures import Figure
from bot.store import dailies
from bot.store.address import address
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from loopback import BotProcess, Channel, LoopbackDiscord

CHANNELS = 2000
PER_SECOND = 50
PATIENCE = 240.0
"""Seconds after which it is given up."""
SETTLED_AFTER = 20.0
"""Seconds after the start: all servers are known, a first look found nothing to do."""
WATCHED = Path(__file__).with_name("watched_bot.py")
DUE = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=2)
LANGUAGES = ("ja", "en", "both")


@dataclass
class Crowd:
    """The servers, and when each message arrived (monotonic)."""

    server: LoopbackDiscord
    folder: Path
    places: list[Channel] = field(default_factory=list)
    due: float = 0.0
    first: float = 0.0
    last: float = 0.0

    @property
    def database(self) -> str:
        """Where the bot's database is."""
        return f"sqlite:///{self.folder / 'kotae.db'}"

    def at(self, moment: datetime) -> None:
        """What the bot's clock shows."""
        fresh = self.folder / "clock.new"
        fresh.write_text(moment.isoformat(), "ascii")
        fresh.replace(self.folder / "clock")

    async def gather(self, chance: Random) -> None:
        """2,000 servers, each with a daily at seven."""
        self.at(DUE - timedelta(minutes=5))
        store = await open_store(address(self.database))
        try:
            for number in range(CHANNELS):
                guild = self.server.add_guild(f"group {number}")
                place = next(iter(guild.channels.values()))
                self.places.append(place)
                chosen = DailySettings(7 * 60, "UTC", language=chance.choice(LANGUAGES))
                before, seed = DUE - timedelta(days=1), f"{chance.random()}"
                await dailies.set_up(store, guild.id, place.id, chosen, by=self.server.owner.id, at=before, seed=seed)
        finally:
            await store.close()

    def process(self, report: Path) -> BotProcess:
        """The unmodified bot, watched."""
        settings = {
            "KOTAE_DATABASE_URL": self.database,
            "KOTAE_KNOWLEDGE": str(KNOWLEDGE),
            "KOTAE_QUIZZES": str(QUIZZES),
            "KOTAE_LOG_LEVEL": "INFO",
            "LOOPBACK_CLOCK": str(self.folder / "clock"),
        }
        return BotProcess(
            self.server,
            *(str(WATCHED), str(report), "--", "run"),
            log=self.folder / "bot.log",
            env=settings,
            cwd=ROOT,
            ready_seconds=None,
        )

    async def post(self) -> int:
        """Seven o'clock: how many channels have their question in the end."""
        self.due = time.monotonic()
        self.at(DUE)
        posted = 0
        while posted < CHANNELS and time.monotonic() < self.due + PATIENCE:
            await asyncio.sleep(0.005)
            before, posted = posted, sum(place.last_message_id is not None for place in self.places)
            if posted > before:
                self.last = time.monotonic()
                self.first = self.first or self.last
        return posted


async def _measure(folder: Path, seed: int) -> list[Figure]:
    report = folder / "slices.json"
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(LoopbackDiscord(global_limit=PER_SECOND))
        crowd = Crowd(server, folder)
        await crowd.gather(Random(f"{seed}/crowd"))
        process = await stack.enter_async_context(crowd.process(report))
        await asyncio.sleep(SETTLED_AFTER)
        server.rest.requests.clear()
        posted = await crowd.post()
        await asyncio.sleep(2)
        requests = list(server.rest.requests)
        twice = sum(count - 1 for count in Counter(place.id for place in crowd.places for _ in server.posts(place)).values())
        await process.terminate()
    slices = json.loads(report.read_text("utf-8"))
    return _figures(crowd, posted, twice, requests, slices)


def _figures(
    crowd: Crowd, posted: int, twice: int, requests: list[tuple[str, str, int]], slices: list[tuple[float, float, float]]
) -> list[Figure]:
    refused = sum(status == 429 for *_, status in requests)
    took, ideal = crowd.last - crowd.first, CHANNELS / PER_SECOND
    waited = f"{took:.1f} s, {len(requests):,} requests; the last one {crowd.last - crowd.due:.1f} s after seven"
    within = [(busy * 1e3, long * 1e3) for at, long, busy in slices if crowd.due <= at <= crowd.last]
    busy, long = (max(column, default=0.0) for column in zip(*within, strict=True)) if within else (0.0, 0.0)
    return [
        Figure("questions missing in 2,000 channels", CHANNELS - posted, "{:.0f}", 0, 0),
        Figure("questions posted twice", twice, "{:.0f}", 0, 0),
        Figure("time to post them all, against the limit", took / ideal, "{:.3f} ×", 1.15, 1.03, remark=waited),
        Figure("requests refused with 429", refused / max(len(requests), 1), "{:.2%}", 0.01, 0.0, remark=f"{refused}"),
        Figure("event loop held at a time: posting", busy, "{:.1f} ms", 20, 10, remark=f"by the clock {long:.1f} ms"),
    ]


def measure(seed: int) -> tuple[list[Figure], list[str]]:
    """The figures."""
    with TemporaryDirectory(prefix="kotae-") as name:
        figures = asyncio.run(_measure(Path(name), seed))
        log = (Path(name) / "bot.log").read_text("utf-8", "replace")
    if troubles := [line for line in log.split("\n") if " ERROR " in line or " WARNING " in line]:
        print(*troubles[:20], sep="\n", file=sys.stderr)
    return figures, []
