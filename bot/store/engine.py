"""An address -> an SQLAlchemy engine that keeps what it acknowledged.

The engine is the plain one over an async driver, entered through `greenlet_spawn`: what AsyncEngine does too, without the
6 MB of the ORM that `sqlalchemy.ext.asyncio` brings along (docs/decisions/database.md).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.util import greenlet_spawn

from bot.store.address import Address, make_file

T = TypeVar("T")

BUSY_SECONDS = 2.0
"""How long a write waits for another process's. Discord wants a first response within 3 s."""

WRITES = {"kotae_writes": True}


async def inside(work: Callable[..., T], *arguments: Any) -> T:
    """Run plain Core code; where it waits for the database, only this coroutine waits."""
    return await greenlet_spawn(work, *arguments)


def make_engine(where: Address, *, busy_seconds: float = BUSY_SECONDS, foreign_keys: bool = True) -> Engine:
    """An engine for one writer and one reader. Use it within `inside` only."""
    # Errors are logged, and no learner's answer may be: so never what a statement was filled with.
    options: dict[str, Any] = {"pool_size": 2, "max_overflow": 0, "hide_parameters": True}
    if where.path is None:
        return create_engine(where.url, pool_pre_ping=True, **options)
    make_file(where.path)
    engine = create_engine(URL.create("sqlite+aiosqlite", database=str(where.path)), **options)
    pragmas = (
        f"busy_timeout={round(busy_seconds * 1000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: BEGIN is ours, below
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        # A writer takes the lock at once: a transaction that read first could not wait for it any more.
        writes = connection.get_execution_options().get("kotae_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT that can say ON CONFLICT, which SQLite and PostgreSQL share and standard SQL lacks."""
    made: Insert
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # 3 MB that SQLite's hosts need not pay

        made = postgresql.insert(table)
    else:
        from sqlalchemy.dialects import sqlite

        made = sqlite.insert(table)
    return made
