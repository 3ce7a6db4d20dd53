"""Where the reports of a server go -> whether the bot can send them there as things are now."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.study.facts import Language
from bot.tutor import reporting
from bot.tutor.stored import Stored
from bot.wording.reports import WORDS

NEEDED = ("view_channel", "send_messages")
"""To send reports, by their names in `WORDS`."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The channel that organisers chose (None: none), as the bot finds it (None: it is gone), and what it lacks there."""

    number: int | None
    channel: discord.TextChannel | None = None
    missing: Sequence[str] = ()

    @property
    def works(self) -> bool:
        """Whether reports can be sent there."""
        return self.channel is not None and not self.missing


async def desk_of(stored: Stored, guild: discord.Guild) -> Desk:
    """Where the reports of a server go. Raises StoreError."""
    number = await reporting.channel_of(stored, guild.id)
    return Desk(None) if number is None else desk_at(guild, number)


def desk_at(guild: discord.Guild, number: int) -> Desk:
    """A channel that reports may go to."""
    channel = guild.get_channel(number)
    me: discord.Member | None = guild.me  # the type says always, the library says None before it is known
    if not isinstance(channel, discord.TextChannel):
        return Desk(number)
    if me is None:
        return Desk(number, channel, NEEDED)
    allowed = channel.permissions_for(me)
    return Desk(number, channel, [name for name in NEEDED if not getattr(allowed, name)])


def permission_names(missing: Sequence[str], language: Language) -> str:
    """What Discord calls these permissions."""
    return ("、" if language == "ja" else ", ").join(getattr(WORDS[language], each) for each in missing)
