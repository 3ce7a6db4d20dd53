"""Reports: what a member says is wrong with a question or a fact, until an organiser has seen it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from bot.store import learners, servers
from bot.store.learners import Seen
from bot.store.schema import learners as learners_table
from bot.store.schema import reports
from bot.store.schema import servers as servers_table
from bot.store.store import Store

Subject = Literal["question", "fact"]


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report as it comes in. `about` is the key of the question or fact; `server` is None in direct messages."""

    server: int | None
    user: int
    name: str
    subject: Subject
    about: str
    round: int | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is kept, and the message that showed it to the organisers."""

    id: int
    server: int | None
    learner: int
    subject: Subject
    about: str
    round: int | None
    words: str
    made_at: datetime
    delivered_at: datetime | None = None
    message: int | None = None


async def keep(store: Store, new: NewReport) -> Report:
    """Keep a report."""

    def add(connection: Connection) -> Report:
        if new.server is not None:
            servers.known(connection, new.server)
        learner = learners.see(connection, [Seen(new.user, new.name, new.at)])[new.user]
        values: dict[str, Any] = {"server": new.server, "learner": learner, "subject": new.subject, "about": new.about}
        values |= {"round": new.round, "words": new.words, "made_at": new.at}
        return Report(*connection.execute(reports.insert().values(values).returning(reports)).one())

    return await store.write(add)


async def undelivered(store: Store, server: int, most: int = 25, *, skip: int = 0) -> tuple[Report, ...]:
    """Reports of a server that no organiser was shown yet, oldest first, without the first `skip`."""
    query = select(reports).where(reports.c.server == server, reports.c.delivered_at.is_(None))
    query = query.order_by(reports.c.id).limit(most).offset(skip)
    return await store.read(lambda connection: tuple(Report(*row) for row in connection.execute(query)))


async def of_no_server(store: Store) -> tuple[tuple[Report, str], ...]:
    """Reports that belong to no server, oldest first, each with the name of who made it."""
    query = select(reports, learners_table.c.name).join_from(reports, learners_table, learners_table.c.id == reports.c.learner)
    query = query.where(reports.c.server.is_(None)).order_by(reports.c.id)
    return await store.read(lambda connection: tuple((Report(*row[:-1]), row[-1]) for row in connection.execute(query)))


async def owed(store: Store) -> tuple[int, ...]:
    """The servers that the bot is in, with a channel for reports and reports that no organiser was shown yet."""
    there = servers_table.c.left_at.is_(None), servers_table.c.reports_channel.is_not(None)
    query = select(servers_table.c.server).join(reports, reports.c.server == servers_table.c.server)
    query = query.where(*there, reports.c.delivered_at.is_(None)).distinct()
    return await store.read(lambda connection: tuple(connection.execute(query).scalars()))


async def delivered(store: Store, report: int, message: int | None, at: datetime) -> bool:
    """An organiser can see it now, in this message; False when one could before."""
    change = reports.update().where(reports.c.id == report, reports.c.delivered_at.is_(None))
    return await store.write(lambda connection: connection.execute(change.values(delivered_at=at, message=message)).rowcount == 1)


async def read(store: Store, server: int, report: int, at: datetime) -> bool:
    """An organiser of that server has read it, without a message in a channel; False when it is none that waits there."""
    change = reports.update().where(reports.c.id == report, reports.c.server == server, reports.c.delivered_at.is_(None))
    return await store.write(lambda connection: connection.execute(change.values(delivered_at=at)).rowcount == 1)


async def count_of_user(store: Store, user: int, since: datetime) -> int:
    """How many reports a Discord user has made since then, wherever."""
    query = select(func.count()).select_from(reports.join(learners_table, learners_table.c.id == reports.c.learner))
    query = query.where(learners_table.c.user == user, reports.c.made_at >= since)
    return await store.read(lambda connection: connection.execute(query).scalar_one())


async def count(store: Store, server: int, *, undelivered_only: bool = True) -> int:
    """How many reports a server has."""
    query = select(func.count()).select_from(reports).where(reports.c.server == server)
    if undelivered_only:
        query = query.where(reports.c.delivered_at.is_(None))
    return await store.read(lambda connection: connection.execute(query).scalar_one())
