"""KOTAE_DATABASE_URL -> which engine, and where. Knows no SQL library: the `kotae db` commands start fast."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.store.errors import DatabaseRefused

POSTGRESQL = ("postgresql", "postgresql+asyncpg", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is. `path` is None for anything but an SQLite file."""

    url: str = field(repr=False)
    path: Path | None

    @property
    def file(self) -> Path:
        """The SQLite file; DatabaseRefused where there is none because the database is a server's."""
        if self.path is None:
            raise DatabaseRefused("not_sqlite")
        return self.path

    @property
    def backups(self) -> Path:
        """The folder of the automatic backups."""
        return self.file.parent / "backups"


def address(url: str) -> Address:
    """The address behind a URL, as SQLAlchemy writes them; DatabaseRefused says what cannot be used."""
    parts = urlsplit(url)
    if parts.scheme in POSTGRESQL:
        return Address(f"postgresql+asyncpg://{url.split('://', 1)[1]}", None)
    if parts.scheme not in {"sqlite", "sqlite+aiosqlite"} or parts.netloc or parts.path in {"", "/", "/:memory:"}:
        raise DatabaseRefused("no_address", scheme=parts.scheme)
    return Address(url, Path(unquote(parts.path[1:])).absolute())


def make_file(path: Path) -> None:
    """An empty database file that only its owner can read, in a folder that is made with it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
