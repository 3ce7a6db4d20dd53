"""An older database -> one of this version, with Alembic. Only ever in a process of its own: `kotae db upgrade`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.store.address import Address
from bot.store.backups import back_up, stamp
from bot.store.engine import WRITES, inside, make_engine
from bot.store.errors import DatabaseRefused
from bot.store.gathering import trouble
from bot.store.opening import prepared, told
from bot.store.schema import VERSIONS
from bot.store.versions import State, state

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What became of it: its version now, and the backup that was made if it was migrated."""

    version: str
    backup: Path | None = None


async def upgrade(where: Address, now: datetime, migrations: Path = MIGRATIONS) -> Upgraded:
    """Make or migrate the database, an SQLite file only after a backup. All of it happens, or nothing.

    Raises DatabaseRefused for a newer or foreign database, NotRecorded where it could not be written.
    """
    # Without foreign keys: a table that is built anew is dropped, and would take with it all that refers to it.
    engine = make_engine(where, busy_seconds=BUSY_SECONDS, foreign_keys=False)
    try:
        if await prepared(engine, BUSY_SECONDS) is not State.OLDER:
            return Upgraded(VERSIONS[-1])
        return Upgraded(VERSIONS[-1], await inside(_migrate, engine, where, now, migrations))
    except DBAPIError as error:
        raise told(error) from error
    finally:
        await inside(engine.dispose)


def _migrate(engine: Engine, where: Address, now: datetime, migrations: Path) -> Path | None:
    """Back up and migrate, while nobody else can write; the backup, or None if someone else had done it meanwhile."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    backup = None
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if state(connection) is not State.OLDER:
            return None
        if where.path is not None:
            name = f"{where.path.stem}-before-{VERSIONS[-1]}-{stamp(now)}.db"
            backup = back_up(where.path, where.backups / name)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except DBAPIError as error:
            if trouble(error) == "refused":
                raise DatabaseRefused("not_upgraded", said=str(error.orig)) from error
            raise
        _check_references(connection)
    return backup


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise DatabaseRefused("damaged", what=f"{broken[0]} -> {broken[2]}")
