"""The library's reading of Discord's events, made to let go of the event loop between two of them."""

import asyncio
from functools import cache, wraps

from discord.gateway import DiscordWebSocket


@cache
def take_turns() -> None:
    """From here on, events that have arrived together are taken one at a time, and answered meanwhile.

    The library takes all that a socket holds without a pause: a thousand taps hold the loop for 60 ms before the first of them is
    looked at.
    """
    poll = DiscordWebSocket.poll_event

    @wraps(poll)
    async def poll_event(self: DiscordWebSocket) -> None:
        await poll(self)
        await asyncio.sleep(0)

    setattr(DiscordWebSocket, "poll_event", poll_event)  # noqa: B010 (the library gives no other way in)
