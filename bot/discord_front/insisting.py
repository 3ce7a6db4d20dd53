"""A request that Discord may fail to take -> the same again, a few times, until it is taken or refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

TRIES, FIRST_RETRY = 5, 0.5
"""How often something is sent while Discord fails, and the seconds before the second time: doubled each time. All of it takes
less long than Discord knows a nonce."""
FAILURES = (discord.HTTPException, OSError, aiohttp.ClientError, TimeoutError)


async def insisted(send: Callable[[], Awaitable[Any]]) -> None:
    """Send until Discord takes it or refuses it, a few times; it must be safe to repeat. Raises the last failure."""
    for number in range(TRIES):
        try:
            await send()
            return
        except FAILURES as error:
            refused = isinstance(error, discord.HTTPException) and error.status < 500
            if refused or number == TRIES - 1:
                raise
        await asyncio.sleep(FIRST_RETRY * 2**number)
