"""A token and a shelf -> the bot, from its start to a signal to stop."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import discord

from bot.discord_front.client import Client
from bot.discord_front.replies import described
from bot.study.facts import Language
from bot.tutor import practice, zones
from bot.tutor.library import Shelf
from bot.tutor.stored import Stored
from bot.wording.discord_words import WORDS
from bot.wording.terminal_database import sentence

log = logging.getLogger(__name__)

STOPPED, PROBLEM, REFUSED = 0, 1, 2
NOTES_EVERY = 30.0
"""Seconds between two looks at the files of notes."""
ALIVE_EVERY = 20.0
"""Seconds between two signs of life."""
TIDY_EVERY = 30.0
"""Seconds between two looks for garbage, if no one waits for an answer or a question just then."""
MOST_BUSY = 10
"""Looks for garbage that may be put off because someone waited."""
GRACE = 4.0
"""Seconds that answers on their way are given when the bot stops: Discord waits three for one."""
FIRST_RETRY, LAST_RETRY = 5.0, 300.0
"""Seconds before a connection that ended is made anew: doubled each time."""

BAD_TOKEN = 4004
BAD_INTENTS = (4013, 4014)


async def serve(
    token: str,
    shelf: Shelf,
    stored: Stored,
    data: Path,
    language: Language,
    clock: Callable[[], datetime],
    heartbeat: Path,
) -> int:
    """Serve until a signal to stop; the exit status."""
    stop, notes_asked = asyncio.Event(), asyncio.Event()
    _on_signals(stop, notes_asked)
    refused = await stored.open()
    if refused is not None:
        print(f"kotae: {sentence(refused.name, refused.fields, language)}", file=sys.stderr)
        return REFUSED if refused.outcome == "wrong_use" else PROBLEM
    watching = asyncio.create_task(shelf.watch(NOTES_EVERY, notes_asked))
    zones.known()  # read here, where no one waits
    _collect_rarely()
    wait = FIRST_RETRY
    try:
        while not stop.is_set():
            status = await _session(Client(shelf, stored, data, language, clock), token, stop, heartbeat, language)
            if status is not None:
                return status
            log.warning("next try in %.0f s", wait)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(wait * 2, LAST_RETRY)
        return STOPPED
    finally:
        await _end(watching)
        await stored.close()
        _forget(heartbeat)


async def _session(client: Client, token: str, stop: asyncio.Event, heartbeat: Path, language: Language) -> int | None:
    """One client from its login to its end; the exit status, or None where another try is worth while."""
    async with client:
        connection = asyncio.create_task(client.start(token))
        stopping = asyncio.create_task(stop.wait())
        living = asyncio.create_task(_show_life(client, heartbeat))
        tidying = asyncio.create_task(_tidy(client))
        try:
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                return _ended(connection.exception(), language)
            await client.leave(GRACE)
            log.info("stopped")
            return STOPPED
        finally:
            await _end(connection, stopping, living, tidying)


def _ended(error: BaseException | None, language: Language) -> int | None:
    """What a connection that ended of itself means; the host is told what can be mended."""
    code = error.code if isinstance(error, discord.ConnectionClosed) else 0
    if isinstance(error, discord.LoginFailure) or code == BAD_TOKEN:
        print(f"kotae: {WORDS[language].refused_token}", file=sys.stderr)
        return REFUSED
    if isinstance(error, discord.PrivilegedIntentsRequired) or code in BAD_INTENTS:
        print(f"kotae: {WORDS[language].refused_intents}", file=sys.stderr)
        return REFUSED
    log.error("the connection to Discord ended: %s", described(error) if error else "it was closed")
    return None


async def _end(*tasks: "asyncio.Task[object]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _on_signals(stop: asyncio.Event, notes_asked: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name, event in (("SIGTERM", stop), ("SIGINT", stop), ("SIGHUP", notes_asked)):
        try:
            loop.add_signal_handler(getattr(signal, name), event.set)
        except (AttributeError, NotImplementedError):
            log.debug("this system has no %s", name)


def _collect_rarely() -> None:
    """Look for young garbage only: a look at all there is takes 100 ms while a thousand answers are on their way."""
    gc.collect()
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 1_000_000)
    gc.enable()  # not while the parts were put together


async def _tidy(client: Client) -> None:
    """Look for all garbage in quiet moments. What the connection brought along (servers, channels) stays anyway."""
    await client.wait_until_ready()
    await asyncio.to_thread(practice.prepare)
    gc.freeze()
    busy = 0
    while True:
        await asyncio.sleep(TIDY_EVERY)
        busy = busy + 1 if client.busy else 0
        if busy % MOST_BUSY == 0:
            gc.collect()


async def _show_life(client: Client, heartbeat: Path) -> None:
    """Touch the file while Discord answers: a health check looks at its age."""
    while True:
        if client.connected:
            _touch(heartbeat)
        await asyncio.sleep(ALIVE_EVERY if client.connected else 1.0)


def _touch(heartbeat: Path) -> None:
    try:
        heartbeat.parent.mkdir(parents=True, exist_ok=True)
        heartbeat.touch()
    except OSError as error:
        log.warning("%s cannot be written (%s): a health check will fail", heartbeat, error.strerror)


def _forget(heartbeat: Path) -> None:
    with suppress(OSError):
        heartbeat.unlink()
