"""A daily and its server as it is now -> what of its settings Discord does not let the bot do."""

from dataclasses import dataclass

import discord

from bot.discord_front.places import may_open_threads, mentionable
from bot.study.facts import Language
from bot.tutor.records import Daily
from bot.wording.daily import permission_names, words


@dataclass(frozen=True, slots=True)
class Live:
    """The role that is there to be notified (None: none is, or none is set), and what an organiser should mend."""

    role: int | None = None
    remarks: tuple[str, ...] = ()


def live(daily: Daily, guild: discord.Guild | None, language: Language) -> Live:
    """What stands in the way of a daily's role and thread. Where its channel is gone, the daily says so itself."""
    channel = guild.get_channel(daily.channel) if guild is not None else None
    if guild is None or not isinstance(channel, discord.TextChannel):
        return Live(daily.settings.ping_role)
    role = None if daily.settings.ping_role is None else guild.get_role(daily.settings.ping_role)
    said, remarks = words(language), []
    if daily.settings.ping_role is not None and role is None:
        remarks.append(said.role_gone)
    elif role is not None and not mentionable(role, channel):
        remarks.append(said.no_ping.format(role=role.mention))
    if daily.settings.thread and not may_open_threads(channel):
        remarks.append(said.no_thread.format(permission=permission_names(["create_public_threads"], language)))
    return Live(role.id if role is not None else None, tuple(remarks))
