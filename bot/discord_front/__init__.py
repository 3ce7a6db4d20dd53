"""The tutor in Discord. Importing this package imports discord; nothing else does."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.discord_front.service import serve
from bot.study.facts import Language
from bot.tutor.library import Shelf
from bot.tutor.stored import Stored

__all__ = ["run", "serve"]

HEARTBEAT = "alive"
"""The file in the data folder whose age shows whether the bot is connected."""


def run(
    token: str,
    shelf: Shelf,
    database_url: str,
    data: Path,
    language: Language,
    clock: Callable[[], datetime],
    heartbeat: Path | None = None,
) -> int:
    """Serve Discord until SIGTERM or SIGINT. The exit status: 0 stopped, 1 or 2 the database or Discord refused.

    `data` is the folder for what must outlive a restart, and for the sign of life. `language` is the host's,
    for what is said to no one in particular. `clock` tells the moment.
    """
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))  # below that they log what members type
    return asyncio.run(serve(token, shelf, Stored(database_url, data), data, language, clock, heartbeat or data / HEARTBEAT))
