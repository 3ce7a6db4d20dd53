"""`/organise recount`: an organiser has a server's points and streaks counted anew from its answers."""

from dataclasses import dataclass
from typing import Any

from discord.app_commands import Command

from bot.discord_front.commands import localised
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.facts import Language
from bot.tutor import recounts
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.recounts import WORDS, recounted
from bot.wording.reports import WORDS as REPORTS


@dataclass(frozen=True, slots=True)
class Recount:
    """The feature."""

    stored: Stored
    replies: Replies

    def command(self) -> "Command[Any, ..., None]":
        """`recount`, for `/organise`."""

        async def recount(interaction: Interaction) -> None:
            await self._answer(interaction)

        described = commands.RECOUNT
        return Command(name=localised(described.name), description=localised(described.description), callback=recount)

    async def _answer(self, interaction: Interaction) -> None:
        language, guild = language_of(interaction), interaction.guild
        if guild is None:
            await self.replies.answer(interaction, said(WORDS[language].servers_only), private=True)
        elif not (interaction.permissions.manage_guild or interaction.permissions.administrator):
            await self.replies.answer(interaction, said(REPORTS[language].organisers_only), private=True)
        else:
            await self.replies.answer_later(interaction, self._counted(guild.id, language))

    async def _counted(self, server: int, language: Language) -> Message:
        return said(recounted(await recounts.asked_for(self.stored, server), language))
