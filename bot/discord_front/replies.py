"""Messages -> first responses to interactions, each delivered once; faults are told to the member and logged."""

import asyncio
import io
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands

from bot.discord_front import layout
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.study.facts import Language
from bot.wording.discord_words import WORDS

log = logging.getLogger(__name__)

Interaction: TypeAlias = discord.Interaction[Any]

EXPIRED, ACKNOWLEDGED = 10062, 40060
"""Discord's codes: it no longer waits for the answer; it already has one."""
FORGOTTEN = (10015, 50027)
"""Discord's codes for a change to an answer that was never taken, or that is more than fifteen minutes old."""
PATIENCE = 1.7
"""Seconds until Discord, which waits three, is asked to wait longer."""
AGAIN_AFTER = 0.2
"""Seconds before an answer whose connection broke is sent once more."""
_BROKEN = (OSError, aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, what its file is called, and what it shows in words."""

    png: bytes
    name: str
    about: str

    @property
    def url(self) -> str:
        """How the message it comes with names it."""
        return f"attachment://{self.name}"

    def file(self) -> discord.File:
        """What is sent. It is read once: whatever is sent again needs another."""
        return discord.File(io.BytesIO(self.png), self.name, description=self.about)


Making: TypeAlias = Coroutine[Any, Any, Message | Picture]
"""A message, or a picture to be shown in one of its own, that is still to be made."""


def language_of(interaction: Interaction) -> Language:
    """Japanese for whoever uses Discord in Japanese, else English."""
    return "ja" if interaction.locale is discord.Locale.japanese else "en"


class Replies:
    """Sends answers, and knows which are still on their way."""

    def __init__(self) -> None:
        self._on_the_way = 0
        self._beside: set[asyncio.Task[None]] = set()
        self._settled = asyncio.Event()
        self._settled.set()

    @property
    def busy(self) -> bool:
        """Whether someone waits for an answer."""
        return self._on_the_way > 0

    async def answer(self, interaction: Interaction, made: Message | Picture, *, private: bool) -> None:
        """Answer with a message, seen by the member alone where private."""
        await self._deliver(lambda: interaction.response.send_message(**_sent_with(made, "files"), ephemeral=private))

    async def turn(self, interaction: Interaction, view: Message) -> None:
        """Answer a press: the presser's own private message changes, any other message is left as it is."""
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await self._deliver(lambda: interaction.response.edit_message(view=view))
        else:
            await self.answer(interaction, view, private=True)

    async def turn_later(self, interaction: Interaction, making: Making) -> None:
        """The same with a message that is still to be made. Where that takes long, Discord is asked to wait for it."""
        await self._later(interaction, making, in_place=interaction.message is not None and interaction.message.flags.ephemeral)

    async def answer_later(self, interaction: Interaction, making: Making) -> None:
        """Answer privately with a message that is still to be made."""
        await self._later(interaction, making, in_place=False)

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something after an answer that the bot waits for when it stops. It must not fail."""
        task = asyncio.create_task(self._kept_promise(work))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _kept_promise(self, work: Coroutine[Any, Any, None]) -> None:
        with self._promised():
            await work

    async def _later(self, interaction: Interaction, making: Making, *, in_place: bool) -> None:
        with self._promised():
            task = asyncio.create_task(making)
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if done and in_place:
                await self._deliver(lambda: interaction.response.edit_message(**_sent_with(task.result(), "attachments")))
                return
            if done:
                await self.answer(interaction, task.result(), private=True)
                return
            await self._deliver(lambda: interaction.response.defer(ephemeral=not in_place, thinking=not in_place))
            try:
                made = await task
            except Exception as error:
                log.error("a press failed: %s", described(error))
                made = said(WORDS[language_of(interaction)].fault)
            await self._deliver(lambda: interaction.edit_original_response(**_sent_with(made, "attachments")))

    async def ask(self, interaction: Interaction, form: discord.ui.Modal) -> None:
        """Answer a press with a form to fill in."""
        await self._deliver(lambda: interaction.response.send_modal(form))

    async def change(self, interaction: Interaction, view: Message, file: Callable[[], discord.File] | None = None) -> None:
        """Put another message in place of an answer, with a file if told: `file` makes one for each time it is sent."""
        await self._deliver(lambda: interaction.edit_original_response(view=view, attachments=[file()] if file else []))

    async def post(self, channel: discord.TextChannel, view: Message) -> None:
        """Say something of our own accord."""
        await self._deliver(lambda: channel.send(view=view))

    async def post_once(self, channel: discord.TextChannel, view: Message, nonce: str) -> int:
        """Say something of our own accord, once for that nonce (of at most 25 characters); the message's number.

        Discord knows a nonce for some minutes: a second call within them finds the message that is there.
        """
        with self._promised():
            for last in (False, True):
                try:
                    return (await channel.send(view=view, nonce=nonce)).id
                except _BROKEN:
                    if last:
                        raise
                await asyncio.sleep(AGAIN_AFTER)
            raise AssertionError("unreachable")

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
        with self._promised():
            await _sent(send)

    @contextmanager
    def _promised(self) -> Iterator[None]:
        """Something is on its way meanwhile."""
        self._on_the_way += 1
        self._settled.clear()
        try:
            yield
        finally:
            self._on_the_way -= 1
            if not self._on_the_way:
                self._settled.set()


def _sent_with(made: Message | Picture, files: str) -> dict[str, Any]:
    """What is handed to discord.py, which calls its `files` by that name: a picture's anew for each time it is sent."""
    if isinstance(made, Picture):
        return {"view": layout.message([layout.picture(made.url, made.about)]), files: [made.file()]}
    return {"view": made}


async def _sent(send: Callable[[], Awaitable[Any]]) -> None:
    """Send, and once more after a broken connection: the first may have arrived, which Discord then says."""
    for last in (False, True):
        try:
            await send()
            return
        except discord.HTTPException as error:
            if error.code not in (EXPIRED, ACKNOWLEDGED, *FORGOTTEN):
                raise
            log.info("an answer was not taken: %s", "there was one already" if error.code == ACKNOWLEDGED else "it came too late")
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
