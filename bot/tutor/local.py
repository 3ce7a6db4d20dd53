"""Whoever uses this computer -> a question a day and a place on the boards of a server of their own, which Discord never sees."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from bot.store import dailies as kept_dailies
from bot.store import rounds, servers
from bot.store.dailies import Daily, DailySettings
from bot.store.errors import StoreError
from bot.store.schema import LOCAL
from bot.store.store import Store
from bot.study.facts import Language
from bot.tutor import dailies, posting
from bot.tutor.answering import Member, Refusal
from bot.tutor.library import Library
from bot.tutor.rounds import AskedRound, AskedRounds

NO_MESSAGE = 0


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody at this computer: their name on this system, its time zone (IANA), and the language they read."""

    name: str
    zone: str
    language: Language

    def member(self, now: datetime) -> Member:
        """Them as a member of the terminal's server; their number is negative, which none of Discord's is."""
        number = int.from_bytes(blake2b(self.name.encode(), digest_size=7).digest(), "big")
        return Member(-1 - number, self.name, LOCAL, now)


async def todays(asked: AskedRounds, library: Library, here: Here, now: datetime) -> AskedRound | Refusal | None:
    """Today's question, chosen when the first one asks for it; None where there is nothing to ask."""
    try:
        store = await asked.stored.get()
        daily = await kept_dailies.of_channel(store, LOCAL) or await _begun(store, here, now)
        zone = dailies.zone_of((await servers.of(store, LOCAL)).zone or here.zone) or UTC
        day = now.astimezone(zone).date()
        await _close_older(store, day, now)
        number = await _round(store, library, daily, day, now)
        if number is None:
            return None
        midnight = datetime.combine(day + timedelta(days=1), time(), zone)
        await rounds.posted(store, number, NO_MESSAGE, now, midnight)
        return await asked.get(number, now)
    except StoreError:
        return Refusal.NOT_KEPT


async def _begun(store: Store, here: Here, now: datetime) -> Daily:
    settings = DailySettings(0, here.zone, language=here.language)
    return await dailies.set_up(store, LOCAL, LOCAL, settings, by=0, now=now)


async def _close_older(store: Store, day: date, now: datetime) -> None:
    for each in await rounds.open_in_channel(store, LOCAL):
        if each.local_date < day:
            await rounds.closed(store, each.id, now)


async def _round(store: Store, library: Library, daily: Daily, day: date, now: datetime) -> int | None:
    """The round of that day, made where there is none."""
    there = await rounds.of_day(store, LOCAL, day)
    if there is not None:
        return there.id
    claimed = await posting.claim(store, library, daily, day, now)
    return claimed.round.id if claimed is not None else None
