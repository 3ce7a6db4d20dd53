"""A hundred thousand things that members and organisers do, and kills in between -> what was counted against a full recount."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import text

from benchmarks import ROOT
from benchmarks.figures import Figure
from benchmarks.standings_process import SERVERS
from bot.store import recounting
from bot.store.address import address
from bot.store.opening import open_store
from bot.store.store import Store

OPERATIONS = 100_000
KILLS = 40
PROCESS = Path(__file__).with_name("standings_process.py")
TABLES = ("members", "standings", "group_standings", "round_counts", "server_days")
PLACES = "SELECT * FROM place_counts WHERE members <> 0"


@dataclass
class Seen:
    """What the processes said, and what was found wanting."""

    operations: int = 0
    kills: int = 0
    answers: set[tuple[int, int]] = field(default_factory=set)
    lost: int = 0
    differing: int = 0
    compared: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def heard(self, lines: list[str]) -> None:
        """Everything that was acknowledged."""
        for line in lines:
            kind, *rest = line.split()
            self.kinds[kind] += 1
            self.operations += 1
            if kind == "a":
                self.answers.add((int(rest[0]), int(rest[1])))
            elif kind == "d":
                self.answers = {answer for answer in self.answers if answer[1] != int(rest[0])}


def measure(seed: int) -> tuple[list[Figure], list[str]]:
    """The figures, and what is said beside them."""
    chance, seen = Random(seed), Seen()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kotae.db"
        while seen.operations < OPERATIONS:
            _live(path, chance, seen)
            asyncio.run(_compare(path, seen))
    figures = [
        Figure("things done and acknowledged", seen.operations, "{:,.0f}", remark=f"{seen.kinds['d']:,} deletions among them"),
        Figure("kills", seen.kills, "{:.0f}"),
        Figure(
            "rows that a full recount makes different", seen.differing, "{:.0f}", 0, 0, remark=f"{seen.compared:,} rows compared"
        ),
        Figure("answers that were acknowledged and are not there", seen.lost, "{:.0f}", 0, 0),
    ]
    return figures, []


def _live(path: Path, chance: Random, seen: Seen) -> None:
    """One process, until it has done its part or, as a rule, is killed before."""
    part = OPERATIONS // KILLS
    command = [sys.executable, str(PROCESS), str(path), str(chance.random()), str(2 * part), str(seen.operations // 6)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    heard: list[str] = []
    deadline = chance.randint(part // 2, 3 * part // 2)
    for line in process.stdout:
        heard.append(line)
        if len(heard) == deadline:
            time.sleep(chance.random() * 0.01)
            process.kill()
            seen.kills += 1
    process.wait()
    seen.heard([line for line in heard if line.endswith("\n")])


async def _compare(path: Path, seen: Seen) -> None:
    """What stands there against a recount; which servers a late post made stale is counted anew before, as the bot does."""
    store = await open_store(address(f"sqlite:///{path}"))
    for server in await recounting.stale(store):
        await recounting.recount_server(store, server)
    before = await _contents(store)
    for server in SERVERS:
        await recounting.recount_server(store, server)
    seen.differing += len(before ^ await _contents(store))
    seen.compared += len(before)
    query = "SELECT a.round, l.user FROM answers a JOIN learners l ON l.id = a.learner"
    there = await store.read(lambda connection: {tuple(row) for row in connection.execute(text(query))})
    seen.lost += len(seen.answers - there)
    await store.close()


async def _contents(store: Store) -> set[tuple[object, ...]]:
    """All that is counted."""

    def read(connection: object) -> set[tuple[object, ...]]:
        rows = ((table, *row) for table in TABLES for row in connection.execute(text(f"SELECT * FROM {table}")))  # type: ignore[attr-defined]
        return {*rows, *map(tuple, connection.execute(text(PLACES)))}  # type: ignore[attr-defined]

    return await store.read(read)
