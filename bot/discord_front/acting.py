"""An interaction -> the member who acts, in which server, and with which roles there."""

from dataclasses import replace
from datetime import datetime

import discord

from bot.discord_front.replies import Interaction
from bot.study.tied_groups import Roles
from bot.tutor.answering import Member


def server_of(interaction: Interaction) -> int | None:
    """The server, if the bot is in it; elsewhere a member brought it along, and it is as in direct messages."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def acting(interaction: Interaction, now: datetime) -> Member:
    """Who it is, in the server that the bot is in, if any."""
    return replace(on_post(interaction, now), server=server_of(interaction))


def on_post(interaction: Interaction, now: datetime) -> Member:
    """Who it is, on something that the bot itself posted: there it is in the server, whatever brought the press about."""
    user = interaction.user
    return Member(user.id, user.display_name, interaction.guild_id, now, roles_of(interaction))


def organises(interaction: Interaction) -> bool:
    """Whether they may manage the server they act in."""
    allowed = interaction.permissions
    return interaction.guild is not None and (allowed.manage_guild or allowed.administrator)


def roles_of(interaction: Interaction) -> Roles | None:
    """The roles that came with it: all that a bot without the members intent ever sees of them. None outside servers."""
    guild, user = interaction.guild, interaction.user
    if guild is None or not isinstance(user, discord.Member):
        return None
    return Roles(frozenset(role.id for role in user.roles), lambda role: guild.get_role(role) is not None)
