"""A token and a shelf -> the bot, from its start to a signal to stop."""

import asyncio
import gc
import logging
import signal
import sys
from contextlib import suppress
from pathlib import Path

import aiohttp
import discord

from bot.discord_front.client import Client
from bot.discord_front.replies import described
from bot.study.facts import Language
from bot.tutor.library import Shelf

log = logging.getLogger(__name__)

NOTES_EVERY = 30.0
"""Seconds between two looks at the files of notes."""
ALIVE_EVERY = 20.0
"""Seconds between two signs of life."""
GRACE = 10.0
"""Seconds that answers on their way are given when the bot stops."""
FIRST_RETRY, LAST_RETRY = 5.0, 300.0
"""Seconds between two tries to reach Discord at the start: doubled each time."""
_UNREACHABLE = (discord.DiscordServerError, discord.GatewayNotFound, aiohttp.ClientError, OSError, TimeoutError)

REFUSED = "Discord refused the token: copy a fresh one from the developer portal (Bot › Reset Token) into DISCORD_TOKEN"
BAD_INTENTS = "Discord refused the intents: switch on what the bot asks for in the developer portal (Bot › Privileged Intents)"


async def serve(token: str, shelf: Shelf, data: Path, language: Language, heartbeat: Path) -> int:
    """Serve until a signal to stop; the exit status."""
    stop, notes_asked = asyncio.Event(), asyncio.Event()
    _on_signals(stop, notes_asked)
    client = Client(shelf, data, language)
    chores = [
        asyncio.create_task(shelf.watch(NOTES_EVERY, notes_asked)),
        asyncio.create_task(_show_life(client, heartbeat)),
    ]
    connection = asyncio.create_task(_connect(client, token))
    stopping = asyncio.create_task(stop.wait())
    gc.collect()
    gc.freeze()
    try:
        await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connection.done():
            return _ended(connection)
        await client.leave(GRACE)
        log.info("stopped")
        return 0
    finally:
        for task in (connection, stopping, *chores):
            task.cancel()
        await asyncio.gather(connection, stopping, *chores, return_exceptions=True)
        _forget(heartbeat)
        if not client.is_closed():
            await client.close()


def _on_signals(stop: asyncio.Event, notes_asked: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name, event in (("SIGTERM", stop), ("SIGINT", stop), ("SIGHUP", notes_asked)):
        try:
            loop.add_signal_handler(getattr(signal, name), event.set)
        except (AttributeError, NotImplementedError):
            log.debug("this system has no %s", name)


async def _connect(client: Client, token: str) -> None:
    """Log in and stay connected; at the start, wait for a Discord that cannot be reached."""
    wait = FIRST_RETRY
    logged_in = False
    while True:
        try:
            if not logged_in:
                await client.login(token)
                logged_in = True
            await client.connect()
            return
        except _UNREACHABLE as error:
            log.warning("Discord cannot be reached (%s); next try in %.0f s", described(error), wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LAST_RETRY)


def _ended(connection: "asyncio.Task[None]") -> int:
    """The exit status for a connection that ended of itself."""
    error = connection.exception()
    if isinstance(error, discord.LoginFailure) or (isinstance(error, discord.ConnectionClosed) and error.code == 4004):
        print(REFUSED, file=sys.stderr)
        return 2
    if isinstance(error, discord.PrivilegedIntentsRequired):
        print(BAD_INTENTS, file=sys.stderr)
        return 2
    print(f"The connection to Discord ended: {described(error) if error else 'it was closed'}", file=sys.stderr)
    return 1


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
