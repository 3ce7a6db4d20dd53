"""How many stand at each number of points on a board -> ranks and places among 100,000, without counting them one by one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, func, select, true

from bot.store.schema import place_counts, standings
from bot.store.upserts import upsert

At = tuple[int, str, int]
"""A server, a period and a number of points."""

_ROW = ("server", "period", "points", "members")


def change(connection: Connection, more: Mapping[At, int]) -> None:
    """So many more stand there (negative: fewer)."""
    rows = [(*at, members) for at, members in sorted(more.items()) if members]
    upsert(connection, place_counts, _ROW, rows, frozenset({"members"}))


def moved(connection: Connection, old: Iterable[tuple[At, bool]], new: Iterable[tuple[At, bool]]) -> None:
    """Standings that were there are there no more, others have come; each with whether it is shown."""
    more: Counter[At] = Counter(at for at, shown in new if shown)
    more.subtract(at for at, shown in old if shown)
    change(connection, more)


def show(connection: Connection, *which: ColumnElement[bool], shown: bool) -> int:
    """Put these standings on their boards, or take them off; how many that changes."""
    there = [*which, standings.c.shown != shown]
    columns = (standings.c.server, standings.c.period, standings.c.points)
    found = [tuple(row) for row in connection.execute(select(*columns).where(*there))]
    if found:
        connection.execute(standings.update().where(*there).values(shown=shown))
        counts: Counter[At] = Counter(found)
        change(connection, {at: count if shown else -count for at, count in counts.items()})
    return len(found)


def remove(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Delete these standings."""
    columns = (standings.c.server, standings.c.period, standings.c.points)
    found = connection.execute(select(*columns).where(*which, standings.c.shown == true()))
    counts: Counter[At] = Counter((row[0], row[1], row[2]) for row in found)
    connection.execute(standings.delete().where(*which))
    change(connection, {at: -count for at, count in counts.items()})


def recount(connection: Connection, server: int) -> int:
    """Put right what differs from a server's standings; in how many places it did.

    Both are read in one statement and the difference is added: standings that change meanwhile are not counted twice.
    """
    columns = (standings.c.server, standings.c.period, standings.c.points)
    there = select(*columns, func.count().label("members")).where(standings.c.server == server, standings.c.shown == true())
    counted = select(*(place_counts.c[name] for name in _ROW[:-1]), -place_counts.c.members).where(
        place_counts.c.server == server
    )
    both = there.group_by(*columns).union_all(counted).subquery()
    at, off = (both.c.server, both.c.period, both.c.points), func.sum(both.c.members)
    wrong = connection.execute(select(*at, off).group_by(*at).having(off != 0)).all()
    change(connection, {(row[0], row[1], row[2]): int(row[3]) for row in wrong})
    return len(wrong)


def shown(connection: Connection, server: int, period: str) -> int:
    """How many a board has."""
    return int(
        connection.execute(select(func.coalesce(func.sum(place_counts.c.members), 0)).where(*_of(server, period))).scalar_one()
    )


def rank(connection: Connection, server: int, period: str, points: int) -> int:
    """Competition ranking: 1 and how many have more."""
    query = select(func.coalesce(func.sum(place_counts.c.members), 0)).where(*_of(server, period), place_counts.c.points > points)
    return 1 + int(connection.execute(query).scalar_one())


def ranks(connection: Connection, server: int, period: str, learners: Sequence[int]) -> dict[int, int]:
    """Learner -> their rank; of these learners those who are on the board."""
    more = select(func.coalesce(func.sum(place_counts.c.members), 0)).where(
        *_of(server, period), place_counts.c.points > standings.c.points
    )
    # Asked for shown ones only, SQLite would rather go through the whole board.
    query = select(standings.c.learner, standings.c.shown, more.scalar_subquery().label("more")).where(
        standings.c.server == server, standings.c.period == period, standings.c.learner.in_(learners)
    )
    return {row.learner: 1 + int(row.more) for row in connection.execute(query) if row.shown} if learners else {}


def before(connection: Connection, server: int, period: str, offset: int) -> tuple[int, int] | None:
    """The points of the standing behind so many others, and how many have more than it; None where there are not so many."""
    upto = func.sum(place_counts.c.members).over(order_by=place_counts.c.points.desc())
    running = select(place_counts.c.points, place_counts.c.members, upto.label("upto")).where(*_of(server, period)).subquery()
    query = select(running).where(running.c.upto > offset).order_by(running.c.points.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (row.points, int(row.upto) - row.members)


def _of(server: int, period: str) -> Collection[ColumnElement[bool]]:
    return place_counts.c.server == server, place_counts.c.period == period
