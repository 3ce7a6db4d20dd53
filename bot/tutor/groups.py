"""Study groups as members use them: found, joined, left, listed; and tied to a role by organisers."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import groups
from bot.store.errors import StoreError
from bot.store.groups import Group, Listed
from bot.store.store import Store
from bot.study.chosen_names import cleaned, fits, folded
from bot.study.tied_groups import Tied, placed
from bot.tutor.answering import Member
from bot.tutor.stored import Stored

MOST = 50
"""Groups of one server."""


class Refusal(enum.Enum):
    """Why nothing changed."""

    NOT_KEPT = "not kept"
    NAME = "name"  # nothing of it can be seen, or it is too long
    TAKEN = "taken"
    FULL = "full"
    NONE_HERE = "none here"
    IN_NONE = "in none"
    IN_IT = "in it"
    ROLE_TAKEN = "role taken"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done with a group. `left`: the one the member was in before; `stays`: the one they are in still."""

    group: Group
    left: Group | None = None
    stays: Group | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no group of that name; `names` are those there are."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByRole:
    """Who is in this group is decided by a role: of the group to be joined (`theirs` False), or of the one the member is in."""

    group: Group
    role: int
    theirs: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a server, the largest first, and the member's own."""

    listed: tuple[Listed, ...]
    own: Group | None


async def create(stored: Stored, member: Member, typed: str) -> Done | Refusal:
    """A new group; whoever makes it is in it, unless they are in another."""
    name, server = cleaned(typed), member.server or 0
    if not fits(name):
        return Refusal.NAME
    try:
        store = await stored.get()
        own = await own_group(stored, member)
        if _called(await groups.of_server(store, server), name) is not None:
            return Refusal.TAKEN
        made = await groups.create(store, server, name, folded(name), member.now, MOST)
        if made is None:
            return Refusal.FULL
        if own is None:
            await _enter(stored, store, member, made.id)
        return Done(made, stays=own)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def join(stored: Stored, member: Member, typed: str) -> Done | Unknown | ByRole | Refusal:
    """Be in a group from now on, and in no other."""
    try:
        store = await stored.get()
        every = await groups.of_server(store, member.server or 0)
        wanted = _called(every, typed)
        if wanted is None:
            return Unknown(typed, tuple(each.name for each in every)) if every else Refusal.NONE_HERE
        own = await own_group(stored, member)
        if own is not None and own.id == wanted.id:
            return Refusal.IN_IT
        for each in filter(None, (wanted, own)):
            if each.role is not None and _exists(member, each.role):
                return ByRole(each, each.role, theirs=each is own)
        await _enter(stored, store, member, wanted.id)
        return Done(wanted, left=own)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def leave(stored: Stored, member: Member) -> Done | ByRole | Refusal:
    """Be in no group from now on."""
    try:
        store = await stored.get()
        own = await own_group(stored, member)
        if own is None:
            return Refusal.IN_NONE
        if own.role is not None and _exists(member, own.role):
            return ByRole(own, own.role, theirs=True)
        await _enter(stored, store, member, None)
        return Done(own)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT


async def listing(stored: Stored, member: Member) -> Groups | Refusal:
    """Every group of the member's server with its size."""
    try:
        own = await own_group(stored, member)
        listed = await groups.listed(await stored.get(), member.server or 0)
    except (StoreError, OSError):
        return Refusal.NOT_KEPT
    return Groups(tuple(sorted(listed, key=lambda each: -each.members)), own)


async def suggested(stored: Stored, server: int, typed: str, most: int) -> tuple[str, ...]:
    """The names of a server's groups that have what was typed so far in them. None while the database is away."""
    try:
        every = await groups.of_server(await stored.get(), server)
    except StoreError:
        return ()
    return tuple(each.name for each in every if folded(typed) in each.folded)[:most]


async def own_group(stored: Stored, member: Member) -> Group | None:
    """The group a member is in, once they are where their roles say. Raises StoreError, OSError."""
    if member.server is None:
        return None
    store = await stored.get()
    own = await groups.of_user(store, member.server, member.user)
    if member.roles is None:
        return own
    tied = [Tied(each.id, each.role) for each in await groups.of_server(store, member.server) if each.role is not None]
    if placed(own.id if own else None, tied, member.roles) == (own.id if own else None):
        return own
    mark = stored.marks.of(member.server, member.user)
    await groups.follow(store, member.server, member.seen, member.roles, mark)
    return await groups.of_user(store, member.server, member.user)


async def tie(stored: Stored, server: int, typed: str, role: int | None) -> Done | Unknown | Refusal:
    """Whoever has this role is in that group from now on; None: its members stay, and may leave."""
    try:
        store = await stored.get()
        every = await groups.of_server(store, server)
        group = _called(every, typed)
        if group is None:
            return Unknown(typed, tuple(each.name for each in every)) if every else Refusal.NONE_HERE
        return Done(group) if await groups.link(store, group.id, role) else Refusal.ROLE_TAKEN
    except StoreError:
        return Refusal.NOT_KEPT


def _called(every: Sequence[Group], typed: str) -> Group | None:
    return next((each for each in every if folded(each.name) == folded(typed)), None)


def _exists(member: Member, role: int) -> bool:
    """Whether a group's role is still there; where that is not known, it is."""
    return member.roles is None or member.roles.exists(role)


async def _enter(stored: Stored, store: Store, member: Member, study_group: int | None) -> None:
    server = member.server or 0
    await groups.enter(store, server, member.seen, study_group, stored.marks.of(server, member.user))
