"""What the bot may have posted before it was stopped -> that message, if it is in the channel."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

NEWEST, AROUND = 300, 200
"""Messages to look through: the newest ones of the channel, then those from about the time it would have been sent."""
EARLIER = timedelta(minutes=10)
"""How far the clocks of this machine and of Discord may be apart."""


async def find(channel: discord.TextChannel, matches: Callable[[discord.Message], bool], since: datetime) -> int | None:
    """The bot's own message that matches, sent after `since`; None where there is none."""
    me = channel.guild.me.id
    seen = 0
    async for message in channel.history(limit=NEWEST):
        seen += 1
        if message.author.id == me and matches(message):
            return message.id
    if seen < NEWEST:
        return None
    async for message in channel.history(limit=AROUND, after=since - EARLIER, oldest_first=True):
        if message.author.id == me and matches(message):
            return message.id
    return None


def of_round(number: int) -> Callable[[discord.Message], bool]:
    """Whether a message is the post of a round, by what its buttons are called."""
    mark = f"kotae1:round:{number}:"
    return lambda message: any(custom_id.startswith(mark) for custom_id in custom_ids(message.components))


def custom_ids(components: Any) -> Iterator[str]:
    """Of all components, those within others included."""
    for each in components or ():
        own = getattr(each, "custom_id", None)
        if own:
            yield str(own)
        yield from custom_ids(getattr(each, "children", None))
