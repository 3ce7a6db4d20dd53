"""The database a host named -> the store that the tutor keeps things in, opened as soon as it can be."""

import asyncio
import logging
from pathlib import Path

from bot.store.address import address
from bot.store.errors import DatabaseRefused, NotRecorded
from bot.store.opening import open_store
from bot.store.store import Store
from bot.tutor.database import Told, refused
from bot.tutor.marks import Marks

log = logging.getLogger(__name__)


class Stored:
    """Holds the open store. Where it cannot be opened now (no room, no access), it is tried again when it is needed."""

    def __init__(self, url: str, data: Path) -> None:
        self.marks = Marks(data)
        self._url = url
        self._store: Store | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> Told | None:
        """Open it; what to tell the host of a database that must not be used."""
        try:
            await self.get()
        except DatabaseRefused as error:
            return refused(error)
        except NotRecorded as error:
            log.error("the database cannot be opened (%s); until it can, nothing is recorded", error.trouble)
        return None

    async def get(self) -> Store:
        """The store. Raises NotRecorded where it cannot be opened, DatabaseRefused where it must not be used."""
        if self._store is not None:
            return self._store
        async with self._opening:
            if self._store is None:
                try:
                    self._store = await open_store(address(self._url))
                except OSError as error:
                    raise NotRecorded("refused") from error
            return self._store

    async def close(self) -> None:
        """Commit what waits and close the database."""
        if self._store is not None:
            await self._store.close()
