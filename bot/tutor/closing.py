"""The moment and the store -> which rounds are to be closed and revealed."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.store import dailies, rounds, settling
from bot.store.dailies import Daily
from bot.store.rounds import Round
from bot.store.store import Store
from bot.tutor.posting import OF_REVEALS, closing_time, solved

LATE = timedelta(days=1)
"""How long an open question waits for a next one that cannot be posted."""


async def due(store: Store, now: datetime) -> tuple[Round, ...]:
    """Open rounds whose time is over, whose channel has its next question, or whose next question does not come.

    Where the daily is paused that is when it would have come, as members were told; where nothing could be posted, a day later.
    """
    found = list(await rounds.due_to_close(store, now))
    for round_ in await rounds.waiting_in_vain(store, now - LATE):
        daily = await dailies.by_id(store, round_.daily)
        if daily is not None and round_.posted_at is not None:
            until_next = replace(daily, settings=replace(daily.settings, closes_after=None))  # it may have been set since
            usual = closing_time(until_next, round_.local_date, round_.posted_at)
            found += [round_] if now >= usual + (LATE if daily.paused_at is None else timedelta()) else []
    return tuple(found)


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


async def mark_revealed(store: Store, daily: Daily, round_: Round, message: int | None, now: datetime) -> None:
    """The reveal is in the channel as that message; None: it could not be shown."""
    await rounds.revealed(store, round_.id, message, now)
    if message is not None:
        await solved(store, daily, OF_REVEALS, now)
