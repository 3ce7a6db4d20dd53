"""A reveal in its channel -> the thread to discuss it in. Whatever goes wrong here, the reveal stays as it is."""

import asyncio
import logging
from typing import Literal

import discord

from bot.discord_front.insisting import FAILURES, insisted
from bot.discord_front.pacing import Pace
from bot.discord_front.places import may_open_threads
from bot.discord_front.replies import described

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds after which a thread is given up that Discord does not open."""
THERE_ALREADY = 160004
"""Discord's code for a message that has its thread."""
LASTS: Literal[1440] = 1440
"""Minutes without a message after which Discord puts the thread away."""


async def discuss(pace: Pace, channel: discord.TextChannel, message: int, name: str) -> None:
    """Open the thread of a message, unless it has one: Discord gives a message at most one, so trying again is safe."""
    if not may_open_threads(channel):
        return

    async def open_thread() -> None:
        async with pace.turn():
            await channel.get_partial_message(message).create_thread(name=name, auto_archive_duration=LASTS)

    try:
        async with asyncio.timeout(PATIENCE):
            await insisted(open_thread)
    except FAILURES as error:
        if not (isinstance(error, discord.HTTPException) and error.code == THERE_ALREADY):
            log.warning("no thread was opened: %s", described(error))
