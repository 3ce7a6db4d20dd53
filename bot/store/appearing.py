"""Who is shown on boards and under which name: what members choose for themselves, and whom organisers exclude.

`shown` of standings follows from both, and is changed in the same transaction. Who has faded from the board of all time stays
off it until they answer, also where they are put on boards again.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Table, or_, select, true

from bot.store import counting, learners, places, servers
from bot.store.engine import insert
from bot.store.learners import Seen
from bot.store.rollups import read_members
from bot.store.schema import exclusions, group_standings, members, standings
from bot.store.schema import learners as learners_table
from bot.store.store import Store
from bot.study import periods


async def call(store: Store, seen: Seen, alias: str | None) -> None:
    """From now on they stand on boards under this name; None: under the one seen last."""

    def change(connection: Connection) -> None:
        row = learners_table.update().where(learners_table.c.id == learners.see(connection, [seen])[seen.user])
        connection.execute(row.values(alias=alias))

    await store.write(change)


async def names_beside(store: Store, server: int | None, user: int) -> tuple[str, ...]:
    """The last names and the aliases of all others who are in one of a Discord user's servers, or in that one."""
    own = (
        select(members.c.server)
        .join(learners_table, learners_table.c.id == members.c.learner)
        .where(learners_table.c.user == user)
    )
    shared = set(await store.read(lambda connection: connection.execute(own).scalars().all()))
    names: list[str] = []
    for each in shared if server is None else shared | {server}:
        query = select(members.c.learner, learners_table.c.name, learners_table.c.alias)
        query = query.join_from(members, learners_table, learners_table.c.id == members.c.learner)
        query = query.where(members.c.server == each, learners_table.c.user != user)
        for found in await store.read_pages(query, members.c.learner, lambda row: (row.name, row.alias)):
            names += filter(None, found)
    return tuple(names)


async def hide(store: Store, seen: Seen, hidden: bool, fades: Mapping[int, date] | None = None) -> None:
    """They are on no board of any server from now on, or on all of them again; on none that an organiser excluded them from.

    `fades`: server -> who answered nothing from that day on is on its board of all time with their next answer only.
    """

    def change(connection: Connection) -> None:
        learner = learners.see(connection, [seen])[seen.user]
        counted = select(members.c.server).where(members.c.learner == learner)
        servers.hold(connection, connection.execute(counted).scalars().all())
        connection.execute(learners_table.update().where(learners_table.c.id == learner).values(hidden=hidden))
        excluding = select(members.c.server).where(members.c.learner == learner, members.c.excluded == true())
        there = [standings.c.learner == learner, standings.c.server.not_in(excluding)]
        if not hidden:
            there += [or_(standings.c.server != server, _lasting(day)) for server, day in (fades or {}).items()]
        places.show(connection, *there, shown=not hidden)
        of_groups = group_standings.update().where(group_standings.c.learner == learner)
        connection.execute(of_groups.where(group_standings.c.server.not_in(excluding)).values(shown=not hidden))

    await store.write(change)


def _lasting(fades: date) -> ColumnElement[bool]:
    """Standings that nobody fades from, or whose learner has answered from that day on."""
    return or_(standings.c.period != periods.ALL.key, standings.c.last >= fades)


async def exclude(store: Store, server: int, user: int, mark: str, at: datetime) -> bool:
    """Keep a Discord user off a server's boards, also one who has yet to answer; False when they were off them already.

    The mark outlives all else that is kept of them.
    """

    def change(connection: Connection) -> bool:
        servers.known(connection, server)
        new = insert(connection, exclusions).values(server=server, mark=mark, at=at)
        is_new = connection.execute(new.on_conflict_do_nothing()).rowcount == 1
        return _set_excluded(connection, server, user, mark, excluded=True) or is_new

    return await store.write(change)


async def include(store: Store, server: int, user: int, mark: str, fades: date = date.min) -> bool:
    """Undo that; False when they were not excluded. `fades`: as for `hide`."""

    def change(connection: Connection) -> bool:
        gone = exclusions.delete().where(exclusions.c.server == server, exclusions.c.mark == mark)
        was_marked = connection.execute(gone).rowcount == 1
        return _set_excluded(connection, server, user, "", excluded=False, fades=fades) or was_marked

    return await store.write(change)


def _set_excluded(connection: Connection, server: int, user: int, mark: str, *, excluded: bool, fades: date = date.min) -> bool:
    """Change what stands of a learner, if they are one; whether that was a change."""
    row = connection.execute(select(learners_table).where(learners_table.c.user == user)).first()
    if row is None:
        return False
    whose = server, row.id
    if not excluded and whose not in read_members(connection, [whose]):
        return False
    before = counting.join(connection, [(whose, mark)])[whose].excluded
    shown = not (excluded or row.hidden)
    there = [standings.c.server == server, standings.c.learner == row.id, *([_lasting(fades)] if shown else [])]
    places.show(connection, *there, shown=shown)
    changes: list[tuple[Table, dict[str, bool]]] = [
        (members, {"excluded": excluded}),
        (group_standings, {"shown": shown, "excluded": excluded}),
    ]
    for table, values in changes:
        connection.execute(table.update().where(table.c.server == server, table.c.learner == row.id).values(values))
    return before != excluded


async def is_excluded(store: Store, server: int, user: int, mark: str) -> bool:
    """Whether an organiser of that server keeps them off its boards."""
    marked = select(exclusions.c.server).where(exclusions.c.server == server, exclusions.c.mark == mark)
    learner = select(learners_table.c.id).where(learners_table.c.user == user).scalar_subquery()
    as_member = select(members.c.server).where(
        members.c.server == server, members.c.learner == learner, members.c.excluded == true()
    )
    return await store.read(lambda connection: connection.execute(marked.union_all(as_member)).first()) is not None
