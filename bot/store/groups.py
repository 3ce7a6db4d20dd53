"""Study groups: teams inside a server, and who is in which. One group at a time; points stay where they were earned."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.store import counting, learners, servers
from bot.store.engine import insert
from bot.store.learners import Seen
from bot.store.schema import learners as learners_table
from bot.store.schema import members, study_groups
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Group:
    """A study group. `role`: whoever has this role of Discord's is in it. The name is untrusted text."""

    id: int
    server: int
    name: str
    folded: str
    role: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A group and how many are in it."""

    group: Group
    members: int


async def create(store: Store, server: int, name: str, folded: str, at: datetime, most: int) -> Group | None:
    """A new group; None where the server has one of that folded name, or `most` already."""

    def make(connection: Connection) -> Group | None:
        servers.known(connection, server)
        connection.execute(servers.locked(server))
        count = select(func.count()).select_from(study_groups).where(study_groups.c.server == server)
        if connection.execute(count).scalar_one() >= most:
            return None
        new = insert(connection, study_groups).values(server=server, name=name, folded=folded, created_at=at)
        new = new.on_conflict_do_nothing(index_elements=["server", "folded"]).returning(study_groups)
        row = connection.execute(new).first()
        return None if row is None else Group(*row)

    return await store.write(make)


async def of_server(store: Store, server: int) -> tuple[Group, ...]:
    """All groups of a server, by number."""
    query = select(study_groups).where(study_groups.c.server == server).order_by(study_groups.c.id)
    return await store.read(lambda connection: tuple(Group(*row) for row in connection.execute(query)))


async def listed(store: Store, server: int) -> tuple[Listed, ...]:
    """All groups of a server with their sizes, by number."""
    count = func.count(members.c.learner)
    query = (
        select(study_groups, count.label("count"))
        .select_from(study_groups.outerjoin(members, members.c.study_group == study_groups.c.id))
        .where(study_groups.c.server == server)
        .group_by(study_groups.c.id)
        .order_by(study_groups.c.id)
    )
    return await store.read(lambda connection: tuple(Listed(Group(*row[:-1]), row[-1]) for row in connection.execute(query)))


async def of_user(store: Store, server: int, user: int) -> Group | None:
    """The group a Discord user is in, in a server."""
    query = (
        select(study_groups)
        .join_from(members, study_groups, study_groups.c.id == members.c.study_group)
        .join(learners_table, learners_table.c.id == members.c.learner)
        .where(members.c.server == server, learners_table.c.user == user)
    )
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else Group(*row)


async def enter(store: Store, server: int, seen: Seen, study_group: int | None, mark: str) -> bool:
    """From now on they are in this group (None: in no group), and in no other; whether that is a change."""

    def change(connection: Connection) -> bool:
        servers.known(connection, server)
        learner = learners.see(connection, [seen])[seen.user]
        member = counting.join(connection, [((server, learner), mark)])[server, learner]
        row = members.update().where(members.c.server == server, members.c.learner == learner)
        connection.execute(row.values(study_group=study_group))
        return member.study_group != study_group

    return await store.write(change)
