"""Servers whose points and streaks are to be counted anew from the answers -> what was off."""

from bot.store import recounting
from bot.store.errors import StoreError
from bot.store.recounting import Recounted
from bot.store.store import Store
from bot.tutor.answering import Refusal
from bot.tutor.stored import Stored


async def owed(store: Store) -> tuple[int, ...]:
    """The servers whose standings no longer follow from their answers."""
    return await recounting.stale(store)


async def count(store: Store, server: int) -> Recounted:
    """Count a server anew, in parts; answers come in meanwhile. Two at once do each other no harm."""
    return await recounting.recount_server(store, server)


async def asked_for(stored: Stored, server: int) -> Recounted | Refusal:
    """The same for an organiser; NOT_KEPT where it could not be done to its end."""
    try:
        return await count(await stored.get(), server)
    except StoreError:
        return Refusal.NOT_KEPT
