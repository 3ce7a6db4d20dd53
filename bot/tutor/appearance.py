"""How a member appears to others: under which name, on boards or not, in which study group."""

import asyncio
import enum
from dataclasses import dataclass

from bot.store import appearing, forgetting, learners
from bot.store.errors import StoreError
from bot.store.store import Store
from bot.study.chosen_names import calls, cleaned, fits, folded, is_nobodys
from bot.tutor import boards
from bot.tutor.answering import Member
from bot.tutor.groups import own_group
from bot.tutor.stored import Stored


class Refusal(enum.Enum):
    """Why nothing changed."""

    NOT_KEPT = "not kept"
    NAME = "name"  # nothing of it can be seen, or it is too long
    CALLS = "calls"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What others see of a member. The names are untrusted text; `alias` is the one they chose.

    `excluded`: this server's organisers keep them off its boards. `study_group` is theirs in this server.
    """

    name: str
    alias: str | None = None
    hidden: bool = False
    excluded: bool = False
    study_group: str | None = None


async def appearance(stored: Stored, member: Member) -> Appearance | Refusal:
    """How they appear now."""
    try:
        store = await stored.get()
        own = await own_group(stored, member)
        learner = await learners.of_user(store, member.user)
        excluded = False
        if member.server is not None:
            mark = stored.marks.of(member.server, member.user)
            excluded = await appearing.is_excluded(store, member.server, member.user, mark)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT
    alias, hidden = (learner.alias, learner.hidden) if learner is not None else (None, False)
    return Appearance(member.seen.name, alias, hidden, excluded, own.name if own is not None else None)


async def call(stored: Stored, member: Member, typed: str) -> Appearance | Refusal:
    """Appear under another name; nothing typed: under one's own."""
    alias = cleaned(typed)
    if calls(alias):
        return Refusal.CALLS
    if typed.strip() and not fits(alias):
        return Refusal.NAME
    if is_nobodys(alias):
        return Refusal.TAKEN
    try:
        store = await stored.get()
        if alias and await _is_anothers(store, member, alias):
            return Refusal.TAKEN
        await appearing.call(store, member.seen, alias or None)
    except StoreError:
        return Refusal.NOT_KEPT
    return await appearance(stored, member)


async def _is_anothers(store: Store, member: Member, alias: str) -> bool:
    """Whether someone else of their servers is called so; found out off the event loop, since those may be many."""
    names = await appearing.names_beside(store, member.server, member.user)
    return await asyncio.to_thread(lambda: folded(alias) in map(folded, names))


async def hide(stored: Stored, member: Member, *, hidden: bool) -> Appearance | Refusal:
    """Appear on no board, or on them again."""
    try:
        store = await stored.get()
        fades = {
            server: await boards.fades(store, server, member.now) for server in await forgetting.servers_of(store, member.user)
        }
        await appearing.hide(store, member.seen, hidden, fades)
    except StoreError:
        return Refusal.NOT_KEPT
    return await appearance(stored, member)
