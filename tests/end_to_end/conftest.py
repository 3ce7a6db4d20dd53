"""The fixtures of the end-to-end tests: a fresh loopback Discord, and bots that run against it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest_asyncio

from loopback import BotProcess, LoopbackDiscord
from loopback.bot_process import ECHO_BOT

StartBot = Callable[..., Any]


@pytest_asyncio.fixture
async def discord_server() -> AsyncIterator[LoopbackDiscord]:
    """A fresh server with one guild, one channel and one user."""
    async with LoopbackDiscord() as server:
        yield server


@pytest_asyncio.fixture
async def start_bot(discord_server: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[StartBot]:
    """``await start_bot("bot", "run", env={...})`` -> a BotProcess that is ready; terminated after the test."""
    running: list[BotProcess] = []

    async def start(*command: str, **how: Any) -> BotProcess:
        how.setdefault("log", tmp_path / f"bot-{len(running)}.log")
        process = BotProcess(how.pop("server", discord_server), *command, **how)
        running.append(process)
        await process.start()
        return process

    yield start
    for process in running:
        if process.returncode is None:
            await process.terminate()


@pytest_asyncio.fixture
async def echo_bot(start_bot: StartBot) -> BotProcess:
    """The echo bot, ready."""
    process: BotProcess = await start_bot(str(ECHO_BOT))
    return process
