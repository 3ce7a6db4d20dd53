"""`/help`, and the welcome where the bot is added."""

import logging
from dataclasses import dataclass
from typing import Any

import discord
from discord.app_commands import Command

from bot.discord_front import layout
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.drawing import said_with_topics
from bot.discord_front.replies import Interaction, Replies, described, language_of
from bot.study.facts import Language
from bot.wording.commands import HELP
from bot.wording.discord_words import WORDS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Help:
    """The feature: its command and what answers it."""

    replies: Replies

    def command(self) -> "Command[Any, ..., None]":
        """`/help`."""

        async def answer(interaction: Interaction) -> None:
            await self.replies.answer(interaction, help_view(language_of(interaction)), private=True)

        return Command(
            name=localised(HELP.name),
            description=localised(HELP.description),
            callback=answer,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )


def help_view(language: Language) -> layout.Message:
    """How to ask, with a way to the topics."""
    return said_with_topics(WORDS[language].help, language)


async def welcome(guild: discord.Guild, language: Language, replies: Replies) -> None:
    """Say hello in the server's system channel, if that is allowed there."""
    channel = guild.system_channel
    if channel is None or guild.me is None:
        return
    allowed = channel.permissions_for(guild.me)
    if not (allowed.view_channel and allowed.send_messages):
        return
    spoken: Language = "ja" if guild.preferred_locale is discord.Locale.japanese else language
    try:
        await replies.post(channel, said_with_topics(WORDS[spoken].welcome, spoken))
    except discord.HTTPException as error:
        log.info("no welcome was posted: %s", described(error))
