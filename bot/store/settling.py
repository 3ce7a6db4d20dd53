"""Rounds that told nobody who was right -> their right answers counted as right, once they are closed."""

from sqlalchemy import ColumnElement, Connection, select

from bot.store import counting
from bot.store.rollups import Counted, read_asked
from bot.store.schema import answers, rounds
from bot.store.servers import hold
from bot.store.store import Store

AT_ONCE = 50
"""Answers that are counted in one transaction."""


async def settle(store: Store, round_id: int) -> int:
    """Count the right answers of a closed round as right, where that was put off; how many. In parts: others write too."""
    settled = 0
    while part := await store.write(lambda connection: _settle(connection, round_id)):
        settled += part
    return settled


def _settle(connection: Connection, round_id: int) -> int:
    asked = read_asked(connection, [round_id]).get(round_id)
    if asked is None:
        return 0
    hold(connection, [asked.server])
    query = select(answers).where(answers.c.round == round_id, answers.c.pending).order_by(answers.c.learner).limit(AT_ONCE)
    part = connection.execute(query).all()
    if not part or is_withheld(connection, round_id):
        return 0
    _count(connection, answers.c.round == round_id, answers.c.learner.in_([row.learner for row in part]))
    return len(part)


def settle_of(connection: Connection, server: int, learner: int) -> None:
    """The same for one learner in all closed rounds of a server, within a transaction in which nobody else counts there."""
    closed = select(rounds.c.id).where(rounds.c.server == server, rounds.c.closed_at.is_not(None))
    _count(connection, answers.c.learner == learner, answers.c.round.in_(closed))


def _count(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Count these answers as right, those of them that wait for it."""
    change = answers.update().where(*which, answers.c.pending).values(pending=False)
    mine = connection.execute(change.returning(answers)).all()
    asked = read_asked(connection, (row.round for row in mine))
    right = [Counted(asked[row.round], row.learner, True, row.answered_at, row.study_group) for row in mine]
    counting.correct(connection, right)


def is_withheld(connection: Connection, round_id: int) -> bool:
    """Whether nobody may learn yet if they were right."""
    query = select(rounds.c.id).where(rounds.c.id == round_id, rounds.c.withheld, rounds.c.closed_at.is_(None))
    return connection.execute(query).first() is not None
