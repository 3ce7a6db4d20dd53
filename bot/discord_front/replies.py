"""Messages -> first responses to interactions, each delivered once; faults are told to the member and logged."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands

from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.study.facts import Language
from bot.wording.discord_words import WORDS

log = logging.getLogger(__name__)

Interaction: TypeAlias = discord.Interaction[Any]

EXPIRED, ACKNOWLEDGED = 10062, 40060
"""Discord's codes: it no longer waits for the answer; it already has one."""
AGAIN_AFTER = 0.2
"""Seconds before an answer whose connection broke is sent once more."""
_BROKEN = (OSError, aiohttp.ClientError, TimeoutError)


def language_of(interaction: Interaction) -> Language:
    """Japanese for whoever uses Discord in Japanese, else English."""
    return "ja" if interaction.locale is discord.Locale.japanese else "en"


class Replies:
    """Sends answers, and knows which are still on their way."""

    def __init__(self) -> None:
        self._on_the_way = 0
        self._settled = asyncio.Event()
        self._settled.set()

    async def answer(self, interaction: Interaction, view: Message, *, private: bool) -> None:
        """Answer with a message, seen by the member alone where private."""
        await self._deliver(lambda: interaction.response.send_message(view=view, ephemeral=private))

    async def turn(self, interaction: Interaction, view: Message) -> None:
        """Answer a press: the presser's own private message changes, any other message is left as it is."""
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await self._deliver(lambda: interaction.response.edit_message(view=view))
        else:
            await self.answer(interaction, view, private=True)

    async def ask(self, interaction: Interaction, form: discord.ui.Modal) -> None:
        """Answer a press with a form to fill in."""
        await self._deliver(lambda: interaction.response.send_modal(form))

    async def post(self, channel: discord.TextChannel, view: Message) -> None:
        """Say something of our own accord."""
        await self._deliver(lambda: channel.send(view=view))

    async def offer(self, interaction: Interaction, choices: Sequence[app_commands.Choice[str]]) -> None:
        """Answer an autocomplete."""
        await self._deliver(lambda: interaction.response.autocomplete(choices))

    async def fault(self, interaction: Interaction, error: BaseException, doing: str) -> None:
        """Record what went wrong, and say so to the member unless it was Discord that failed."""
        log.error("%s failed: %s", doing, described(error))
        refused = isinstance(error, discord.HTTPException) and error.status != 400
        if refused or isinstance(error, _BROKEN) or interaction.response.is_done():
            return
        if interaction.type is discord.InteractionType.autocomplete:
            return
        try:
            await self.answer(interaction, said(WORDS[language_of(interaction)].fault), private=True)
        except Exception as second:
            log.error("the member could not be told: %s", described(second))

    async def settle(self, seconds: float) -> bool:
        """Wait until nothing is on its way any more, at most so long; whether it came to that."""
        try:
            await asyncio.wait_for(self._settled.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _deliver(self, send: Callable[[], Awaitable[Any]]) -> None:
        self._on_the_way += 1
        self._settled.clear()
        try:
            await _sent(send)
        finally:
            self._on_the_way -= 1
            if not self._on_the_way:
                self._settled.set()


async def _sent(send: Callable[[], Awaitable[Any]]) -> None:
    """Send, and once more after a broken connection: the first may have arrived, which Discord then says."""
    for last in (False, True):
        try:
            await send()
            return
        except discord.HTTPException as error:
            if error.code not in (EXPIRED, ACKNOWLEDGED):
                raise
            log.info("an answer was not taken: %s", "it came too late" if error.code == EXPIRED else "there was one already")
            return
        except _BROKEN:
            if last:
                raise
        await asyncio.sleep(AGAIN_AFTER)


def described(error: BaseException) -> str:
    """What went wrong and where, without the message of the error: it may hold what a member typed."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    what = type(error).__name__
    if isinstance(error, discord.HTTPException):
        what += f" {error.status} (code {error.code})"
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return what + "".join(f" < {frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
