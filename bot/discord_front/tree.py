"""The tree of commands: faults in any of them are caught here, once."""

from typing import Any

import discord
from discord import app_commands

from bot.discord_front.drawing import said
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.wording.discord_words import WORDS


class Tree(app_commands.CommandTree[Any]):
    """Discord's command tree, with our answer to faults."""

    def __init__(self, client: discord.Client, replies: Replies) -> None:
        super().__init__(client)
        self._replies = replies

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the member what can be told, and record it."""
        if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
            if interaction.type is not discord.InteractionType.autocomplete:
                await self._outdated(interaction)
            return
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await self._replies.fault(interaction, cause, "a command")

    async def _outdated(self, interaction: Interaction) -> None:
        """Discord's copy of the commands is older or newer than ours."""
        try:
            words = WORDS[language_of(interaction)].outdated_command
            await self._replies.answer(interaction, said(words), private=True)
        except Exception as error:
            await self._replies.fault(interaction, error, "a command of another version")
