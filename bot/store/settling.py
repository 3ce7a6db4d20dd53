"""Rounds that told nobody who was right -> their right answers counted as right, once they are closed."""

from sqlalchemy import Connection, select

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
    these = (answers.c.round == round_id) & answers.c.learner.in_([row.learner for row in part]) & answers.c.pending
    mine = set(connection.execute(answers.update().where(these).values(pending=False).returning(answers.c.learner)).scalars())
    right = [Counted(asked, row.learner, True, row.answered_at, row.study_group) for row in part if row.learner in mine]
    counting.correct(connection, right)
    return len(part)


def is_withheld(connection: Connection, round_id: int) -> bool:
    """Whether nobody may learn yet if they were right."""
    query = select(rounds.c.id).where(rounds.c.id == round_id, rounds.c.withheld, rounds.c.closed_at.is_(None))
    return connection.execute(query).first() is not None
