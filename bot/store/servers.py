"""Servers (Discord's guilds): where reports go, and since when the bot is no longer in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from bot.store.engine import insert
from bot.store.schema import LOCAL, servers
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Server:
    """A server as the store knows it, by Discord's number."""

    server: int
    reports_channel: int | None = None
    left_at: datetime | None = None
    zone: str | None = None
    stale: bool = False
    recounting: bool = False
    overdue_at: datetime | None = None


def known(connection: Connection, server: int) -> None:
    """Make sure that rows may refer to this server."""
    connection.execute(insert(connection, servers).values(server=server).on_conflict_do_nothing())


def locked(server: int) -> Select[Any]:
    """A row to hold until the transaction ends, where two might do the same for one server at once."""
    return select(servers.c.server).where(servers.c.server == server).with_for_update()


def hold(connection: Connection, numbers: Iterable[int]) -> None:
    """Count in these servers alone until the transaction ends: two that count at once would wait for each other's places.

    In SQLite whoever writes is alone anyway.
    """
    if connection.dialect.name != "sqlite":
        query = select(servers.c.server).where(servers.c.server.in_(set(numbers))).order_by(servers.c.server)
        connection.execute(query.with_for_update())


async def of(store: Store, server: int) -> Server:
    """What is known of a server; nothing known is a server like any other."""
    query = select(servers).where(servers.c.server == server)
    row = await store.read(lambda connection: connection.execute(query).first())
    return Server(server) if row is None else _server(row)


async def everywhere(store: Store) -> tuple[Server, ...]:
    """Every server of Discord's that anything is kept of."""
    query = select(servers).where(servers.c.server != LOCAL)
    return await store.read(lambda connection: tuple(_server(row) for row in connection.execute(query)))


async def set_reports_channel(store: Store, server: int, channel: int | None) -> None:
    """Where reports of this server go from now on; None: they are only kept."""
    await _set(store, server, "reports_channel", channel)


async def begin_zone(store: Store, server: int, zone: str) -> None:
    """The time zone of a server's days and weeks, if it has none yet."""

    def begin(connection: Connection) -> None:
        known(connection, server)
        connection.execute(servers.update().where(servers.c.server == server, servers.c.zone.is_(None)).values(zone=zone))

    await store.write(begin)


async def set_zone(store: Store, server: int, zone: str) -> None:
    """The time zone of a server's days and weeks from now on; days that were asked keep their dates."""
    await _set(store, server, "zone", zone)


async def left(store: Store, server: int, at: datetime) -> None:
    """The bot was removed from a server. Its data stays until `forget`."""
    await _set(store, server, "left_at", at)


async def returned(store: Store, server: int) -> None:
    """The bot is in this server (again)."""
    await _set(store, server, "left_at", None)


async def forget(store: Store, left_before: datetime, now: datetime, again_after: timedelta) -> int:
    """Delete everything of the servers that the bot left before that moment; how many they were.

    Only those of which that was so at a look before, so long ago: by a clock that is wrong for a while nothing is lost for good.
    """
    long_ago = servers.c.left_at < left_before
    first_look = long_ago & (servers.c.overdue_at.is_(None) | (servers.c.overdue_at > now))
    gone = servers.delete().where(long_ago, servers.c.overdue_at <= now - again_after)
    not_yet = servers.c.overdue_at.is_not(None) & (servers.c.left_at.is_(None) | (servers.c.left_at >= left_before))

    def look(connection: Connection) -> int:
        connection.execute(servers.update().where(not_yet).values(overdue_at=None))
        connection.execute(servers.update().where(first_look).values(overdue_at=now))
        return connection.execute(gone).rowcount

    return await store.write(look)


def _server(row: Row[Any]) -> Server:
    return Server(**row._mapping)


async def _set(store: Store, server: int, column: str, value: int | str | datetime | None) -> None:
    def upsert(connection: Connection) -> None:
        change = insert(connection, servers).values({"server": server, column: value})
        connection.execute(change.on_conflict_do_update(index_elements=["server"], set_={column: value}))

    await store.write(upsert)
