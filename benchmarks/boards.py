"""Boards of one very large server, and what keeping standings adds to a thousand answers that arrive together."""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.figures import Figure, percentile
from bot.store import answers, counting, dailies, learners, recounting, rounds
from bot.store.address import address
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.rollups import Member as Counting
from bot.store.rounds import Claim
from bot.store.store import Store
from bot.study import periods
from bot.study.facts import FactBase
from bot.study.glossary import Glossary
from bot.study.lookup import Lookup
from bot.study.periods import Kind
from bot.study.scoring import MOST_BONUS, RIGHT, TRIED
from bot.study.streaks import Streak
from bot.tutor.answering import Member
from bot.tutor.boards import board
from bot.tutor.library import Library
from bot.tutor.places import Look, MemberBoard
from bot.tutor.stored import Stored

MEMBERS, DAYS = 100_000, 100
"""Members of the server and days it was asked: everyone answered each, which makes ten million answers."""
SERVER = 1
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = NOW.date()
LOOKS = 200
TOGETHER = 1000
TURNS = 7
CHECKED = 20
KINDS: tuple[Kind, ...] = ("today", "week", "month", "all")


def measure(members: int = MEMBERS, days: int = DAYS) -> tuple[list[Figure], list[str]]:
    """The figures, and what is said beside them."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'kotae.db'}"
        asyncio.run(_make(url))
        began = time.perf_counter()
        _fill(Path(folder) / "kotae.db", members, days)
        built = time.perf_counter() - began
        reads = asyncio.run(_look(url, Path(folder), members))
        size = (Path(folder) / "kotae.db").stat().st_size
    figures = [_board_figure(kind, reads[kind], reads["key"]) for kind in KINDS]
    ratios = asyncio.run(_arrivals())
    figures.append(
        Figure("1,000 answers together, standings included / stored alone", median(ratios), "{:.2f} x", must=2.5, aim=1.5)
    )
    said = f"A server of {members:,} members with {members * days:,} answers ({size / 1e9:.1f} GB, made in {built:.0f} s)."
    plain = ", ".join(f"{kind} {percentile(reads[kind], 99) * 1e3:.1f} ms" for kind in (*KINDS, "key"))
    return figures, [f"{said} p99 of {LOOKS} looks each: {plain} (key: a learner by primary key through the same store)."]


def _board_figure(kind: str, took: list[float], by_key: list[float]) -> Figure:
    ratio = percentile(took, 99) / percentile(by_key, 99)
    return Figure(f"board page with own rank, {kind}: p99 / p99 of a read by primary key", ratio, "{:.1f} x", must=40, aim=10)


async def _make(url: str) -> None:
    """An empty database with one daily."""
    store = await open_store(address(url))
    await _daily(store, SERVER)
    await store.close()


async def _daily(store: Store, server: int) -> dailies.Daily:
    chosen = DailySettings(post_at=0, zone="UTC", topics=())
    return await dailies.set_up(store, server, server, chosen, by=1, at=NOW, seed="s")


def _fill(path: Path, members: int, days: int) -> None:
    """All members and answers, and their standings, in the database's own words: a recount of some checks them afterwards."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA cache_size=-400000; BEGIN")
        moment = "2026-11-26 12:00:00.000000"
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO learners"
            " (id, user, name, created_at, last_seen_at, hidden) SELECT i, i, 'member ' || i, ?, ?, 0 FROM n",
            (members, moment, moment),
        )
        for number in range(days):
            day = TODAY - timedelta(days - 1 - number)
            bonus = min(number, MOST_BONUS)
            connection.execute(
                "INSERT INTO rounds (id, daily, server, channel, local_date, day, question, facts, frozen, claimed_at, posted_at,"
                " difficulty) VALUES (?, 1, ?, ?, ?, ?, 'q', '[]', '{}', ?, ?, 1)",
                (number + 1, SERVER, SERVER, day.isoformat(), day.isoformat(), moment, moment),
            )
            connection.execute(
                "INSERT INTO answers (round, learner, chosen, correct, answered_at) SELECT ?, id, '[1]', abs(random()) % 3 > 0, ?"
                " FROM learners",
                (number + 1, moment),
            )
            for period in periods.of_day(day):
                connection.execute(
                    "INSERT INTO standings (server, period, learner, points, answered, right, last, shown) SELECT ?, ?, learner,"
                    f" CASE WHEN correct THEN {RIGHT[1] + bonus} ELSE {TRIED + bonus} END, 1, correct, ?, 1"
                    " FROM answers WHERE round = ?"
                    " ON CONFLICT DO UPDATE SET points = points + excluded.points, answered = answered + 1,"
                    " right = right + excluded.right, last = excluded.last",
                    (SERVER, period.key, day.isoformat(), number + 1),
                )
            connection.execute("INSERT INTO server_days VALUES (?, ?, ?)", (SERVER, day.isoformat(), members))
            connection.execute(
                "INSERT INTO round_counts SELECT round, count(*), sum(correct) FROM answers WHERE round = ?", (number + 1,)
            )
        connection.execute(
            "INSERT INTO members (server, learner, length, best, freezes, last, in_week)"
            " SELECT ?, id, ?, ?, 0, ?, 0 FROM learners",
            (SERVER, days, days, TODAY.isoformat()),
        )
        connection.execute(
            "INSERT INTO place_counts SELECT server, period, points, count(*) FROM standings GROUP BY server, period, points"
        )
        connection.execute("COMMIT")


async def _look(url: str, data: Path, members: int) -> dict[str, list[float]]:
    """Seconds that boards of each kind and reads by primary key took, in turns; anyone looks, at any page."""
    stored, chance = Stored(url, data), random.Random(2026)
    store = await stored.get()
    await _check(store, members, chance)
    took: dict[str, list[float]] = {kind: [] for kind in (*KINDS, "key")}
    for number in range(LOOKS + 10):
        for kind in (*KINDS, "key"):
            viewer = Member(chance.randint(1, members), "n", SERVER, NOW)
            page = 0 if chance.random() < 0.5 else chance.randrange(members // 10)
            seconds = await _timed(lambda kind=kind, viewer=viewer, page=page: _one(stored, store, kind, viewer, page))  # type: ignore[misc]
            if number >= 10:
                took[kind].append(seconds)
    await stored.close()
    return took


async def _one(stored: Stored, store: Store, kind: str, viewer: Member, page: int) -> None:
    if kind == "key":
        assert await learners.by_id(store, viewer.user) is not None
        return
    look = Look(kind, page=page)  # type: ignore[arg-type]
    found = await board(stored, Library(FactBase(), Lookup(FactBase(), Glossary())), viewer, look)
    assert isinstance(found, MemberBoard)
    assert len(found.places) == 10
    assert found.own is not None


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def _check(store: Store, members: int, chance: random.Random) -> None:
    """What was filled in is what the program itself would have counted (but for freezes, which were not filled in)."""
    for learner in chance.sample(range(1, members + 1), CHECKED):

        def points(learner: int = learner) -> Callable[..., set[tuple[object, ...]]]:
            def read(connection: object) -> set[tuple[object, ...]]:
                rows = recounting.snapshot(connection, (SERVER, learner))  # type: ignore[arg-type]
                return {row for row in rows if row[0] == "standings"}

            return read

        before = await store.read(points())
        await store.write(lambda connection, learner=learner: recounting.recount(connection, (SERVER, learner)))  # type: ignore[misc]
        assert await store.read(points()) == before


async def _arrivals() -> list[float]:
    """How much longer a thousand answers take with standings than without, several times, each in fresh databases."""
    ratios: list[float] = []
    for _ in range(TURNS):
        with TemporaryDirectory() as folder:
            alone = await _arrive(f"sqlite:///{Path(folder) / 'alone.db'}", counted=False)
            kept = await _arrive(f"sqlite:///{Path(folder) / 'kept.db'}", counted=True)
            ratios.append(kept / alone)
    return ratios


async def _arrive(url: str, *, counted: bool) -> float:
    """Seconds for the answers of the third of three days; everyone answered the two before."""
    store = await open_store(address(url))
    daily = await _daily(store, SERVER)
    numbers = [await _posted(store, daily, TODAY - timedelta(2 - number)) for number in range(3)]
    with _uncounted() if not counted else contextlib.nullcontext():
        for number in numbers:
            given = [Given(number, user, f"member {user}", (1,), user % 3 > 0, NOW) for user in range(1, TOGETHER + 1)]
            began = time.perf_counter()
            await asyncio.gather(*(answers.record(store, one) for one in given))
            took = time.perf_counter() - began
    await store.close()
    return took


async def _posted(store: Store, daily: dailies.Daily, day: date) -> int:
    claim = Claim(daily.id, SERVER, SERVER, day, "q", (), "{}", NOW, day, 1)
    made = await rounds.claim(store, claim)
    await rounds.posted(store, made.round.id, made.round.id, NOW, None)
    return made.round.id


@contextlib.contextmanager
def _uncounted() -> Iterator[None]:
    """Answers are stored and nothing is counted."""
    with (
        patch.object(counting, "join", lambda connection, arriving: defaultdict(lambda: Counting(Streak(), None, False, False))),
        patch.object(counting, "count", lambda connection, who, new: {}),
    ):
        yield
