"""What the bot may have posted before it was stopped -> that message, if it is in the channel."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.discord_front.pacing import Pace

PAGE = 100
"""Messages of one request: Discord's limit."""
LEAST, MOST = 3, 100
"""Pages to look through: so many in any case, and so many at most."""
EARLIER = timedelta(minutes=10)
"""How far the clocks of this machine and of Discord may be apart."""


class Unseen(Exception):
    """There are too many messages to see whether it is there."""


async def find(
    channel: discord.TextChannel,
    matches: Callable[[discord.Message], bool],
    since: datetime,
    pace: Pace,
    *,
    urgent: bool = False,
) -> int | None:
    """The bot's own message that matches, sent after `since`; None where there is none for certain. Raises Unseen.

    It may have been sent at any moment from then until now, so all of that is looked through, the newest first; some more in any
    case, for a clock that was ahead.
    """
    me, before = channel.guild.me.id, None
    for number in range(1, MOST + 1):
        async with pace.turn(urgent=urgent):
            page = [message async for message in channel.history(limit=PAGE, before=before)]
        for message in page:
            if message.author.id == me and matches(message):
                return message.id
        if len(page) < PAGE or (number >= LEAST and page[-1].created_at < since - EARLIER):
            return None
        before = page[-1]
    raise Unseen


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
