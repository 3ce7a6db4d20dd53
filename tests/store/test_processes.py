"""What is acknowledged survives kill -9, and of two processes that claim a round exactly one gets it."""

import asyncio
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from bot.store import answers, rounds
from bot.store.address import Address
from bot.store.opening import open_store
from tests.store.conftest import BUSY_SECONDS, a_daily, an_open_round

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent.parent)}


def start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "error", str(HERE / script), *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT)


def kill_amidst(where: Address, round_id: int, first: int, lines: int) -> set[int]:
    """Let it write, kill it at an arbitrary moment after so many lines, and return whom it had told."""
    with start("writing_process.py", where.file, round_id, first) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        told += process.stdout.read().splitlines(keepends=True)
    return {int(line) for line in told if line.endswith(b"\n")}


async def test_what_was_acknowledged_survives_kill_9(where: Address) -> None:
    store = await open_store(where)
    asked = await an_open_round(store)
    await store.close()
    told: set[int] = set()
    for attempt, lines in enumerate((1, 7, 60, 333, 1000)):
        told |= await asyncio.to_thread(kill_amidst, where, asked.id, attempt * 1_000_000, lines)
        store = await open_store(where)
        there = {one.user: one.answer for one in await answers.of_round(store, asked.id)}
        await store.close()
        assert told <= there.keys()
        assert all(answer.chosen == (user % 4,) for user, answer in there.items())
    assert len(told) > 1400


async def test_of_two_processes_exactly_one_claims_each_day(where: Address) -> None:
    store = await open_store(where, busy_seconds=BUSY_SECONDS)
    daily = await a_daily(store)
    with (
        start("claiming_process.py", where.file, daily.id, "a") as one,
        start("claiming_process.py", where.file, daily.id, "b") as two,
    ):
        for process in (one, two):
            assert process.stdout is not None
            assert await asyncio.to_thread(process.stdout.readline) == b"ready\n"
        got = await asyncio.gather(*(asyncio.to_thread(process.communicate, b"\n") for process in (one, two)))
    assert (one.returncode, two.returncode) == (0, 0)
    claimed = sorted(line.decode() for said, _ in got for line in said.splitlines())
    days = [date(2026, 1, 1) + timedelta(number) for number in range(30)]
    there = [found.question for day in days if (found := await rounds.of_day(store, 2, day)) is not None]
    await store.close()
    assert len(there) == 30
    assert sorted(there) == claimed
