"""A request about a daily that fails -> a pause where its channel has to be mended, else a problem that its status tells."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_front.finding import Unseen
from bot.discord_front.insisting import FAILURES
from bot.discord_front.places import Lost, lost
from bot.tutor import posting
from bot.tutor.posting import Problem
from bot.tutor.records import Daily
from bot.tutor.stored import Stored

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Troubles:
    """Notes what goes wrong with dailies. `clock` tells the moment."""

    stored: Stored
    clock: Callable[[], datetime]

    @asynccontextmanager
    async def noted(
        self, daily: Daily, channel: discord.TextChannel | None = None, *, reveal: bool = False
    ) -> AsyncIterator[None]:
        """Note whatever is raised within, of the post or of the reveal, and raise it: it is to be tried again."""
        try:
            yield
        except Exception as error:
            if (why := lost(error, channel)) is not None:
                await self.pause(daily, why)
            else:
                await posting.note_problem(await self.stored.get(), daily, _problem(error, reveal=reveal), self.clock())
            raise

    async def pause(self, daily: Daily, why: Lost) -> None:
        """Ask nothing until an organiser has mended the channel; whoever set the daily up is told."""
        if await posting.pause(await self.stored.get(), daily, why.reason, self.clock()):
            log.warning("the daily question of channel %d is paused: %s", daily.channel, why.reason)


def _problem(error: Exception, *, reveal: bool) -> Problem:
    if isinstance(error, Unseen):
        return "reveal_unseen" if reveal else "unseen"
    refused = isinstance(error, discord.HTTPException) and error.status == 400
    if refused or not isinstance(error, FAILURES):
        return "reveal_fault" if reveal else "fault"
    return "reveal_discord" if reveal else "discord"
