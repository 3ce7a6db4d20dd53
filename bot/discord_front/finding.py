"""What the bot may have posted before it was stopped -> that message, if it is in the channel."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.discord_front.pacing import Pace

PAGE = 100
"""Messages of one request: Discord's limit."""
NEWEST, MOST = 3, 100
"""Pages to look through: the newest ones, then at most so many from about the time when it may have been sent first."""
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

    It may have been sent at any moment from then until now. What the newest pages do not reach is looked through from then on, in
    the order in which it was sent: so the last page is the newest, and shows what arrived meanwhile.
    """
    me, beginning = channel.guild.me.id, since - EARLIER

    async def page(**where: Any) -> tuple[list[discord.Message], int | None]:
        async with pace.turn(urgent=urgent):
            messages = [message async for message in channel.history(limit=PAGE, **where)]
        return messages, next((each.id for each in messages if each.author.id == me and matches(each)), None)

    before: discord.Message | None = None
    for _ in range(NEWEST):
        messages, found = await page(before=before)
        if found is not None or len(messages) < PAGE:
            return found
        before = messages[-1]
    if before is not None and before.created_at < beginning:
        return None
    after: discord.Message | datetime = beginning
    for _ in range(MOST):
        messages, found = await page(after=after, oldest_first=True)
        if found is not None or len(messages) < PAGE:
            return found
        after = messages[-1]
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
