"""Study groups: teams inside a server, and who is in which. One group at a time; points stay where they were earned."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from bot.store import counting, learners, servers, ties
from bot.store.learners import Seen
from bot.store.schema import group_standings, members, study_groups
from bot.store.schema import learners as learners_table
from bot.store.store import Store
from bot.study.tied_groups import Roles


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
    """A new group; None where the server has one of that folded name, or `most` already.

    Of so many, the oldest that nobody is in or earned anything in makes room for it.
    """

    def make(connection: Connection) -> Group | None:
        servers.known(connection, server)
        connection.execute(servers.locked(server))
        here = study_groups.c.server == server
        if connection.execute(select(study_groups.c.id).where(here, study_groups.c.folded == folded)).first():
            return None
        count = select(func.count()).select_from(study_groups).where(here)
        if connection.execute(count).scalar_one() >= most and not _drop_unused(connection, server):
            return None
        new = study_groups.insert().values(server=server, name=name, folded=folded, created_at=at)
        return Group(*connection.execute(new.returning(study_groups)).one())

    return await store.write(make)


def _drop_unused(connection: Connection, server: int) -> bool:
    inside = exists().where(members.c.study_group == study_groups.c.id)
    earned = exists().where(group_standings.c.study_group == study_groups.c.id)
    unused = select(func.min(study_groups.c.id)).where(study_groups.c.server == server, study_groups.c.role.is_(None))
    oldest = connection.execute(unused.where(~inside, ~earned)).scalar()
    return connection.execute(study_groups.delete().where(study_groups.c.id == oldest)).rowcount == 1


async def link(store: Store, study_group: int, role: int | None) -> bool:
    """Whoever has this role is in the group from now on; None: nobody is by a role. False where another group has that role."""
    this, other = study_groups.c.id == study_group, study_groups.alias()
    change = study_groups.update().where(this).values(role=role)
    if role is not None:
        change = change.where(~exists().where(other.c.role == role, other.c.id != study_group))
    return await store.write(lambda connection: connection.execute(change).rowcount == 1)


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
        whose = server, _arrived(connection, server, seen)
        member = counting.join(connection, [(whose, mark)])[whose]
        ties.move(connection, whose, study_group)
        return member.study_group != study_group

    return await store.write(change)


async def follow(store: Store, server: int, seen: Seen, roles: Roles, mark: str) -> None:
    """They are in the group that their roles say, if the server has one for any of them."""

    def change(connection: Connection) -> None:
        whose = server, _arrived(connection, server, seen)
        ties.follow(connection, counting.join(connection, [(whose, mark)]), {whose: roles})

    await store.write(change)


def _arrived(connection: Connection, server: int, seen: Seen) -> int:
    servers.known(connection, server)
    return learners.see(connection, [seen])[seen.user]
