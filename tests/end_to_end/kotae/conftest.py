"""A loopback Discord with the real bot on it."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kotae.asking import BANK
from kotae.teaching import Tutor
from loopback import LoopbackDiscord

with warnings.catch_warnings():  # discord.py imports a module that Python 3.11 has deprecated: its own affair
    warnings.simplefilter("ignore", DeprecationWarning)
    from kotae.posing import Posing


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tutor]:
    """One bot for all tests of a module: none of them stops it."""
    async with LoopbackDiscord(enforce_limits=False) as server:
        tutor = Tutor(server, tmp_path_factory.mktemp("kotae"))
        try:
            yield await tutor.start()
        finally:
            await tutor.end()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def posing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Posing]:
    """One bot that asks `BANK`, for all tests of a module: none of them stops it."""
    async with LoopbackDiscord(enforce_limits=False) as server:
        tutor = Tutor(server, tmp_path_factory.mktemp("kotae"))
        tutor.ask(BANK)
        try:
            await tutor.start()
            yield Posing(tutor)
        finally:
            await tutor.end()


@pytest_asyncio.fixture
async def tutor(tmp_path: Path) -> AsyncIterator[Tutor]:
    """A bot of its own, not yet started."""
    async with LoopbackDiscord(enforce_limits=False) as server:
        made = Tutor(server, tmp_path)
        try:
            yield made
        finally:
            await made.end()
