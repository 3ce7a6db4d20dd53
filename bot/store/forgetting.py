"""Deletes all that is kept of a Discord user, a server at a time; whatever was cut short is finished by doing it again.

What they answered goes, and the counts of its rounds and days with it. Standings of periods that are over stay, as a learner's
who has no name and is nobody: what others saw then, their ranks and their groups' means do not change.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select, union

from bot.store import places, settling
from bot.store.schema import (
    answers,
    dailies,
    group_standings,
    learners,
    members,
    round_counts,
    rounds,
    seasons,
    server_days,
    standings,
)
from bot.store.servers import hold
from bot.store.store import Store
from bot.study import periods

NOBODY = ""
"""The name of whoever had everything deleted."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


async def servers_of(store: Store, user: int) -> tuple[int, ...]:
    """The servers in which anything is counted of a Discord user."""
    learner = select(learners.c.id).where(learners.c.user == user).scalar_subquery()
    answered = select(rounds.c.server).join_from(answers, rounds, rounds.c.id == answers.c.round)
    there = [select(table.c.server).where(table.c.learner == learner) for table in (members, standings, group_standings)]
    query = union(answered.where(answers.c.learner == learner), *there).order_by("server")
    return await store.read(lambda connection: tuple(connection.execute(query).scalars()))


async def leave(store: Store, server: int, user: int, today: date) -> bool:
    """Delete what is counted of a user in one server, whose day it is; what is over has nobody's name from now on.

    Right answers that wait to be counted are counted first: nobody could make it good once they are gone.
    False where they are no learner (any more).
    """

    def work(connection: Connection) -> bool:
        learner = _locked(connection, user)  # before the server, as whoever answers: else the two may wait for each other
        hold(connection, [server])
        if learner is None:
            return False
        is_open = _open_periods(connection, server, today)  # before what is settled: a round may be closed in between
        settling.settle_of(connection, server, learner)
        _uncount(connection, server, learner)
        here = select(rounds.c.id).where(rounds.c.server == server)
        connection.execute(answers.delete().where(answers.c.learner == learner, answers.c.round.in_(here)))
        connection.execute(members.delete().where(members.c.server == server, members.c.learner == learner))
        _give_to_nobody(connection, server, learner, is_open)
        return True

    return await store.write(work)


async def forget(store: Store, user: int) -> bool:
    """Delete all that is left of a user; False, and nothing done, while there are answers that are counted somewhere.

    Dailies they set up stay, as nobody's (0).
    """

    def work(connection: Connection) -> bool:
        learner = _locked(connection, user)
        if learner is not None and connection.execute(select(answers.c.round).where(answers.c.learner == learner)).first():
            return False
        connection.execute(dailies.update().where(dailies.c.created_by == user).values(created_by=0))
        if learner is not None:
            places.remove(connection, standings.c.learner == learner)
            connection.execute(learners.delete().where(learners.c.id == learner))
        return True

    return await store.write(work)


def _locked(connection: Connection, user: int) -> int | None:
    """The learner that a user is, who answers nothing until the transaction ends."""
    return connection.execute(select(learners.c.id).where(learners.c.user == user).with_for_update()).scalar()


def _uncount(connection: Connection, server: int, learner: int) -> None:
    """Take their answers from the counts of rounds and days."""
    counted = (answers.c.correct & ~answers.c.pending).label("correct")
    own = select(answers.c.round, counted, rounds.c.day).join_from(answers, rounds, rounds.c.id == answers.c.round)
    mine = own.where(answers.c.learner == learner, rounds.c.server == server).subquery()
    right = select(case((mine.c.correct, 1), else_=0)).where(mine.c.round == round_counts.c.round).scalar_subquery()
    of_rounds = round_counts.c.round.in_(select(mine.c.round))
    less = round_counts.update().where(of_rounds)
    connection.execute(less.values(answered=round_counts.c.answered - 1, right=round_counts.c.right - right))
    connection.execute(round_counts.delete().where(of_rounds, round_counts.c.answered <= 0))
    of_days = (server_days.c.server == server) & server_days.c.day.in_(select(mine.c.day))
    connection.execute(server_days.update().where(of_days).values(answered=server_days.c.answered - 1))
    connection.execute(server_days.delete().where(of_days, server_days.c.answered <= 0))


_IsOpen = Callable[[ColumnElement[str]], ColumnElement[bool]]


def _open_periods(connection: Connection, server: int, today: date) -> _IsOpen:
    """Whether answers may still be added to a period: to today's, to those of a round that is open, and to all later ones."""
    unclosed = select(rounds.c.day, rounds.c.season).where(rounds.c.server == server, rounds.c.closed_at.is_(None))
    open_ = connection.execute(unclosed).all()
    running = select(seasons.c.id).where(seasons.c.server == server, seasons.c.ended_at.is_(None))
    open_seasons = {*connection.execute(running).scalars(), *(row.season for row in open_)} - {None}
    first = min([today, *(row.day for row in open_)])
    lasting = [periods.ALL.key, *(periods.season(number).key for number in open_seasons)]
    dated = (periods.day(first).key, periods.week(first).key, periods.month(first).key)
    # Within a kind, keys are in the order of their dates.
    return lambda period: or_(period.in_(lasting), *(and_(period.startswith(key[0]), period >= key) for key in dated))


def _give_to_nobody(connection: Connection, server: int, learner: int, is_open: _IsOpen) -> None:
    """Delete their standings in open periods; the others are a nameless learner's, whose number is no user's on Discord."""
    own = standings.c.server == server, standings.c.learner == learner
    of_groups = group_standings.c.server == server, group_standings.c.learner == learner
    places.remove(connection, *own, is_open(standings.c.period))
    connection.execute(group_standings.delete().where(*of_groups, is_open(group_standings.c.period)))
    if not connection.execute(select(standings.c.period).where(*own)).first():
        return
    number = _nobody(connection)
    connection.execute(standings.update().where(*own).values(learner=number))
    connection.execute(group_standings.update().where(*of_groups).values(learner=number))


def _nobody(connection: Connection) -> int:
    """A new learner who is nobody."""
    values = {"user": -1 - secrets.randbits(62), "name": NOBODY, "created_at": LONG_AGO, "last_seen_at": LONG_AGO}
    number: int = connection.execute(learners.insert().values(values).returning(learners.c.id)).scalar_one()
    return number
