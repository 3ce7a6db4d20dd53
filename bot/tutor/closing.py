"""The moment and the store -> which rounds are to be closed and revealed."""

from datetime import datetime

from bot.store import rounds, settling
from bot.store.rounds import Round
from bot.store.store import Store


async def due(store: Store, now: datetime) -> tuple[Round, ...]:
    """Open rounds whose time is over, or whose channel has its next question."""
    return await rounds.due_to_close(store, now)


async def unrevealed(store: Store) -> tuple[Round, ...]:
    """Closed rounds whose reveal nobody has confirmed."""
    return await rounds.unrevealed(store)


async def close(store: Store, round_: Round, now: datetime) -> bool:
    """From now on no answer counts; True for the one who closed it."""
    return await rounds.closed(store, round_.id, now)


async def settle(store: Store, round_: Round) -> None:
    """Count the right answers of a closed round as right, where points would have told before whether they were."""
    if round_.withheld:
        await settling.settle(store, round_.id)


async def mark_revealed(store: Store, round_: Round, message: int | None, now: datetime) -> None:
    """The reveal is in the channel as that message; None: it could not be shown."""
    await rounds.revealed(store, round_.id, message, now)
