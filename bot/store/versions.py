"""A database -> its version, read without Alembic, and whether this program can use it."""

import enum

from sqlalchemy import Connection, inspect, select

from bot.store.errors import DatabaseRefused
from bot.store.schema import VERSIONS, metadata, version


class State(enum.Enum):
    """How a database stands to this program."""

    NEW = "new"
    OLDER = "older"
    CURRENT = "current"


def state(connection: Connection) -> State:
    """The state of the database; DatabaseRefused for a newer one, and for one that holds something else."""
    tables = inspect(connection).get_table_names()
    if version.name not in tables:
        if tables:
            raise DatabaseRefused("foreign")
        return State.NEW
    found = connection.execute(select(version.c.version_num)).scalar()
    if found is not None and found not in VERSIONS:
        raise DatabaseRefused("newer", found=found, known=VERSIONS[-1])
    return State.CURRENT if found == VERSIONS[-1] else State.OLDER


def create(connection: Connection) -> None:
    """All tables in an empty database, as the migrations would have made them."""
    metadata.create_all(connection)
    connection.execute(version.insert().values(version_num=VERSIONS[-1]))
