"""A daily that paused by itself -> one word to whoever set it up: in private, else in the server's system channel."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_front import layout
from bot.discord_front.layout import Message
from bot.discord_front.markdown import inert
from bot.discord_front.pacing import Pace
from bot.discord_front.replies import described
from bot.tutor import posting
from bot.tutor.dailies import languages_of
from bot.tutor.records import Daily
from bot.tutor.stored import Stored
from bot.wording.daily import reason, words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells creators of pauses; each is told of each pause at most once."""

    client: discord.Client
    stored: Stored
    pace: Pace
    clock: Callable[[], datetime]

    async def tell(self, daily: Daily) -> None:
        """Tell the creator, unless somebody has."""
        guild = self.client.get_guild(daily.server)
        if guild is None or not await posting.told(await self.stored.get(), daily, self.clock()):
            return
        view = pause_view(daily, guild.name)
        try:
            await self._tell_user(daily.created_by, view)
        except discord.HTTPException as error:
            log.info("the creator of a daily cannot be written to: %s", described(error))
            await self._tell_server(guild, view)

    async def _tell_user(self, number: int, view: Message) -> None:
        await self.pace.turn()
        user = await self.client.fetch_user(number)
        await self.pace.turn()
        direct = await user.create_dm()
        await self.pace.turn()
        await direct.send(view=view)

    async def _tell_server(self, guild: discord.Guild, view: Message) -> None:
        channel = guild.system_channel
        if channel is None:
            return
        await self.pace.turn()
        try:
            await channel.send(view=view)
        except discord.HTTPException as error:
            log.info("nor can the server: %s", described(error))


def pause_view(daily: Daily, server: str) -> Message:
    """What is said of a pause."""
    language = languages_of(daily)[0]
    told = words(language).told.format(
        channel=f"<#{daily.channel}>", server=inert(layout.cut(server, 100)), reason=reason(daily, language)
    )
    return layout.message([layout.text(told)])
