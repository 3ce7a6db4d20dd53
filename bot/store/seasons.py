"""Seasons: stretches of time that a server's organisers begin and end. A round belongs to that of its claim."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import servers
from bot.store.schema import seasons
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Season:
    """A season; it runs until `ended_at`. The name is untrusted text."""

    id: int
    server: int
    name: str
    started_at: datetime
    ended_at: datetime | None = None


async def start(store: Store, server: int, name: str, at: datetime) -> Season | None:
    """Begin a season; None while another runs."""

    def begin(connection: Connection) -> Season | None:
        servers.known(connection, server)
        connection.execute(servers.locked(server))
        if connection.execute(select(seasons.c.id).where(seasons.c.server == server, seasons.c.ended_at.is_(None))).first():
            return None
        new = seasons.insert().values(server=server, name=name, started_at=at).returning(seasons)
        return Season(*connection.execute(new).one())

    return await store.write(begin)


async def end(store: Store, server: int, at: datetime) -> Season | None:
    """End the running season; None where none runs. Questions asked in it count in it until they close."""
    change = seasons.update().where(seasons.c.server == server, seasons.c.ended_at.is_(None)).values(ended_at=at)

    def finish(connection: Connection) -> Season | None:
        row = connection.execute(change.returning(seasons)).first()
        return None if row is None else Season(*row)

    return await store.write(finish)


async def running(store: Store, server: int) -> int | None:
    """The number of the season that runs in a server."""
    query = select(seasons.c.id).where(seasons.c.server == server, seasons.c.ended_at.is_(None))
    return await store.read(lambda connection: connection.execute(query).scalar())


async def of_server(store: Store, server: int) -> tuple[Season, ...]:
    """All seasons of a server, the newest first."""
    query = select(seasons).where(seasons.c.server == server).order_by(seasons.c.id.desc())
    return await store.read(lambda connection: tuple(Season(*row) for row in connection.execute(query)))
