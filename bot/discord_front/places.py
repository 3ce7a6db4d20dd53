"""A daily's channel as the bot finds it now: there, out of reach, or not to be told."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.tutor.dailies import NEEDED, NO_CHANNEL
from bot.tutor.records import Daily

_REFUSING = (400, 403, 404)
_REASONS = {10003: NO_CHANNEL, 50001: "no_access", 50013: "no_access", 160002: "missing:read_message_history"}
"""Discord's codes for a channel that is unknown, not to be seen, not to be written to, and not to be answered in."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The channel cannot be posted to until somebody mends it; the reason as it is kept of a pause."""

    reason: str


def lacking(channel: discord.TextChannel) -> Sequence[str]:
    """The permissions that the bot needs in a channel and does not have."""
    me: discord.Member | None = channel.guild.me  # the type says always, the library says None before it is known
    if me is None:
        return ()
    allowed = channel.permissions_for(me)
    if not allowed.view_channel:
        return NEEDED[:1]  # without it nothing else is granted, whatever is set
    return [name for name in NEEDED if not getattr(allowed, name)]


def mentionable(role: discord.Role, channel: discord.TextChannel) -> bool:
    """Whether the bot's mention of a role notifies it."""
    me: discord.Member | None = channel.guild.me
    return role.mentionable or me is None or channel.permissions_for(me).mention_everyone


def may_open_threads(channel: discord.TextChannel) -> bool:
    """Whether the bot may open a thread beneath its own message."""
    me: discord.Member | None = channel.guild.me
    return me is None or channel.permissions_for(me).create_public_threads


async def place_of(client: discord.Client, daily: Daily) -> discord.TextChannel | Lost | None:
    """The channel of a daily; None where its server cannot be reached at present. Raises what Discord fails with."""
    guild = client.get_guild(daily.server)
    if guild is None or guild.unavailable:
        return None
    channel: object = guild.get_channel(daily.channel)
    if channel is None:
        try:
            channel = await guild.fetch_channel(daily.channel)
        except discord.InvalidData:
            return Lost(NO_CHANNEL)
        except discord.HTTPException as error:
            if (why := lost(error)) is None:
                raise
            return why
    if not isinstance(channel, discord.TextChannel):
        return Lost(NO_CHANNEL)
    missing = lacking(channel)
    return _missing(missing) if missing else channel


def lost(error: Exception, channel: discord.TextChannel | None = None) -> Lost | None:
    """What a refusal of Discord's says of a channel; None where it says nothing, and another try may help."""
    if not isinstance(error, discord.HTTPException) or error.status not in _REFUSING:
        return None
    if channel is not None and (missing := lacking(channel)):
        return _missing(missing)
    reason = _REASONS.get(error.code)
    return Lost(reason) if reason else None


def _missing(permissions: Sequence[str]) -> Lost:
    return Lost(f"missing:{','.join(permissions)}")
