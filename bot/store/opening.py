"""An address -> an open store: made when new, migrated when older, refused when newer."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.store.address import Address
from bot.store.engine import BUSY_SECONDS, WRITES, inside, make_engine
from bot.store.errors import DatabaseRefused, NotRecorded
from bot.store.gathering import trouble
from bot.store.schema import VERSIONS
from bot.store.store import Store
from bot.store.versions import State, create, state

log = logging.getLogger(__name__)

TOLD = "kotae: "
"""What a sentence to the host begins with."""
AGAIN_AFTER = 0.02
"""Seconds after which a locked file is looked at again."""


async def open_store(where: Address, *, busy_seconds: float = BUSY_SECONDS, as_it_is: bool = False) -> Store:
    """The store at that address, up to date. Close it when done.

    Raises DatabaseRefused for a database that this program must not touch or could not migrate (`as_it_is`: for any that it would
    have to make or migrate), NotRecorded where there was no room or no access to make one.
    """
    if as_it_is and where.path is not None and not where.path.exists():
        raise DatabaseRefused("no_database", path=str(where.path))
    engine = make_engine(where, busy_seconds=busy_seconds)
    try:
        found = await prepared(engine, busy_seconds)
        if found is State.OLDER and as_it_is:
            raise DatabaseRefused("older", known=VERSIONS[-1])
        if found is State.OLDER:
            await _migrate(where)
            if await prepared(engine, busy_seconds) is not State.CURRENT:
                raise DatabaseRefused("not_upgraded", said="")
    except DBAPIError as error:
        await inside(engine.dispose)
        raise told(error) from error
    except BaseException:
        await inside(engine.dispose)
        raise
    return Store(where, engine)


async def prepared(engine: Engine, busy_seconds: float) -> State:
    """The state of the database, once it is made if it was new. Two processes may come here at once: one makes it.

    While one of them turns a new SQLite file to its log (WAL), the other is told at once that it is locked, and looks again.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + busy_seconds
    while True:
        try:
            return await inside(_prepare, engine)
        except DBAPIError as error:
            if trouble(error) != "locked" or loop.time() >= end:
                raise
        await asyncio.sleep(AGAIN_AFTER)


def _prepare(engine: Engine) -> State:
    with engine.connect() as connection:
        found = state(connection)
    if found is not State.NEW:
        return found
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if state(connection) is State.NEW:
            create(connection)
        return state(connection)


async def _migrate(where: Address) -> None:
    """Let a process of its own do it: Alembic would stay in this one's memory."""
    log.info("migrating the database to this version")
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths, "KOTAE_DATABASE_URL": where.url}
    environment.pop("DISCORD_TOKEN", None)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "db", "upgrade"),
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await child.communicate()
    words = said.decode(errors="replace").strip()
    if not child.returncode:
        log.info("%s", words)
        return
    last = words.rpartition("\n")[2]
    sentence = last.removeprefix(TOLD)
    if sentence != last:
        raise DatabaseRefused("as_told", said=sentence)
    log.error("the process that migrates failed: %s", words)
    raise DatabaseRefused("not_upgraded", said=last)


def told(error: DBAPIError) -> DatabaseRefused | NotRecorded:
    """What a driver's error on opening means."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return DatabaseRefused("damaged", what=str(error.orig))
    return NotRecorded(trouble(error))
