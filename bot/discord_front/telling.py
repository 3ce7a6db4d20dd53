"""A daily that paused by itself -> one word to whoever set it up: in private, else in the server's system channel."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_front import layout
from bot.discord_front.insisting import FAILURES, insisted
from bot.discord_front.layout import Message
from bot.discord_front.markdown import inert
from bot.discord_front.pacing import Pace
from bot.discord_front.replies import described
from bot.tutor import posting
from bot.tutor.dailies import languages_of
from bot.tutor.records import Daily
from bot.tutor.stored import Stored
from bot.wording.daily import words
from bot.wording.daily_troubles import reason

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells creators of pauses. Told first, marked then: after a crash between them a word said twice is better than one lost."""

    client: discord.Client
    stored: Stored
    pace: Pace
    clock: Callable[[], datetime]

    async def tell(self, daily: Daily) -> None:
        """Tell the creator. Raises what kept Discord from taking the word where another try may help."""
        guild = self.client.get_guild(daily.server)
        if guild is None:
            return
        view, nonce = pause_view(daily, guild.name), nonce_of(daily)
        try:
            await insisted(lambda: self._tell_user(daily.created_by, view, nonce))
        except FAILURES as error:
            log.info("the creator of a daily cannot be written to: %s", described(error))
            await self._tell_server(guild, view, nonce)
        await posting.told(await self.stored.get(), daily, self.clock())

    async def _tell_user(self, number: int, view: Message, nonce: str) -> None:
        async with self.pace.turn():
            user = await self.client.fetch_user(number)
        async with self.pace.turn():
            direct = await user.create_dm()
        async with self.pace.turn():
            await direct.send(view=view, nonce=nonce)

    async def _tell_server(self, guild: discord.Guild, view: Message, nonce: str) -> None:
        channel = guild.system_channel
        if channel is None:
            return

        async def send() -> None:
            async with self.pace.turn():
                await channel.send(view=view, nonce=nonce)

        try:
            await insisted(send)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("nor can the server: %s", described(error))


def nonce_of(daily: Daily) -> str:
    """What Discord knows the word on this pause by; another pause has another."""
    since = daily.paused_at
    return f"kotae-t{daily.id}-{since.timestamp() if since is not None else 0:.0f}"[-25:]


def pause_view(daily: Daily, server: str) -> Message:
    """What is said of a pause, in the languages of the daily: nobody knows which of them its creator reads."""
    named = {"channel": f"<#{daily.channel}>", "server": inert(layout.cut(server, 100))}
    spoken = languages_of(daily)
    return layout.message([layout.text(words(each).told.format(**named, reason=reason(daily, each))) for each in spoken])
