"""Each piece of work once at a time, and after a failure not at once again."""

import asyncio

import pytest

from bot.discord_front import jobs
from bot.discord_front.jobs import Jobs


async def test_work_under_way_is_not_begun_again() -> None:
    working, done = Jobs(), asyncio.Event()

    async def work() -> int:
        await done.wait()
        return 5

    task = working.start("a", work)
    assert task is not None
    assert working.start("a", work) is None
    assert working.busy is True
    other = working.start("b", work)
    assert other is not None
    done.set()
    assert [await task, await other] == [5, 5]
    await asyncio.sleep(0)
    busy_after: bool = working.busy
    assert not busy_after
    assert working.start("a", work) is not None
    await working.settle(5)


async def test_what_failed_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    working = Jobs()
    now = [100.0]
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now[0])

    async def fail() -> None:
        raise ValueError("a secret")

    for wait in (5.0, 10.0, 20.0):
        task = working.start("a", fail)
        assert task is not None
        await task
        await asyncio.sleep(0)
        assert f"next try in {wait:.0f} s" in caplog.text
        now[0] += wait - 0.1
        assert working.start("a", fail) is None
        now[0] += 0.2
    assert "a secret" not in caplog.text
    assert jobs.LAST_RETRY >= 60


async def test_what_is_cancelled_ends() -> None:
    working = Jobs()
    task = working.start("a", lambda: asyncio.sleep(3600))
    assert task is not None
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
