"""What organisers decide about a server's boards: its seasons, who is kept off them, and whose days are counted."""

import enum
from datetime import date, datetime

from bot.store import appearing, seasons, servers
from bot.store.errors import StoreError
from bot.store.seasons import Season
from bot.study.chosen_names import cleaned, fits
from bot.tutor import boards, zones
from bot.tutor.stored import Stored


class Refusal(enum.Enum):
    """Why nothing changed."""

    NOT_KEPT = "not kept"
    NAME = "name"  # nothing of it can be seen, or it is too long
    NONE_RUNS = "none runs"


async def start_season(stored: Stored, server: int, typed: str, now: datetime) -> tuple[Season, bool] | Refusal:
    """Begin a season; the one that runs, and whether it is the new one."""
    name = cleaned(typed)
    if not fits(name):
        return Refusal.NAME
    try:
        store = await stored.get()
        begun = await seasons.start(store, server, name, now)
        if begun is not None:
            return begun, True
        return (await seasons.of_server(store, server))[0], False
    except StoreError:
        return Refusal.NOT_KEPT


async def end_season(stored: Stored, server: int, now: datetime) -> Season | Refusal:
    """End the season that runs."""
    try:
        return await seasons.end(await stored.get(), server, now) or Refusal.NONE_RUNS
    except StoreError:
        return Refusal.NOT_KEPT


async def exclude(stored: Stored, server: int, user: int, now: datetime) -> bool | Refusal:
    """Keep someone off all boards of a server; False when they were off them already."""
    try:
        return await appearing.exclude(await stored.get(), server, user, stored.marks.of(server, user), now)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def include(stored: Stored, server: int, user: int, now: datetime) -> bool | Refusal:
    """Undo that; False when they were not excluded."""
    try:
        store = await stored.get()
        fades = await boards.fades(store, server, now)
        return await appearing.include(store, server, user, stored.marks.of(server, user), fades)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def set_zone(stored: Stored, server: int, typed: str, now: datetime) -> tuple[str, date] | Refusal | None:
    """The time zone of a server's days from now on, by its name, and the day it is there; None where there is no such zone."""
    name = zones.named(typed)
    zone = zones.zone(name) if name is not None else None
    if name is None or zone is None:
        return None
    try:
        await servers.set_zone(await stored.get(), server, name)
    except StoreError:
        return Refusal.NOT_KEPT
    return name, now.astimezone(zone).date()
