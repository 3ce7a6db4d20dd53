"""Study groups that are tied to a role of Discord's, and the roles someone has -> the group they are in."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles someone `has`, and whether a role still `exists` in their server."""

    has: Collection[int]
    exists: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Tied:
    """A study group and the role that puts one into it."""

    study_group: int
    role: int


def placed(now_in: int | None, tied: Sequence[Tied], roles: Roles) -> int | None:
    """The group someone belongs in, given the one they are in (None: in none) and the server's tied ones, the oldest first.

    Of several that are theirs the one they are in, else the oldest. A role that was deleted ties nothing.
    """
    there = [each for each in tied if roles.exists(each.role)]
    theirs = [each.study_group for each in there if each.role in roles.has]
    if now_in in theirs:
        return now_in
    if theirs:
        return theirs[0]
    return None if any(each.study_group == now_in for each in there) else now_in
