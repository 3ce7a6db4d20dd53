"""An interaction -> the member who acts, in which server, and with which roles there."""

from datetime import datetime

import discord

from bot.discord_front.replies import Interaction
from bot.study.tied_groups import Roles
from bot.tutor.answering import Member


def acting(interaction: Interaction, now: datetime) -> Member:
    """Who it is; in a server only where the bot is in it, not where the member brought it along."""
    there = interaction.guild_id if interaction.is_guild_integration() else None
    return Member(interaction.user.id, interaction.user.display_name, there, now, roles_of(interaction))


def roles_of(interaction: Interaction) -> Roles | None:
    """The roles that came with it: all that a bot without the members intent ever sees of them. None outside servers."""
    guild, user = interaction.guild, interaction.user
    if guild is None or not isinstance(user, discord.Member):
        return None
    return Roles(frozenset(role.id for role in user.roles), lambda role: guild.get_role(role) is not None)
