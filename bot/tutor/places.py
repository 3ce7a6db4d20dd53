"""What boards are made of: places of members, study groups and topics, and the pages they stand on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.store import standings
from bot.store.seasons import Season
from bot.store.standings import Off
from bot.study.facts import Fact
from bot.study.periods import Kind, Period

By = Literal["member", "group", "topic"]
BYS: tuple[By, ...] = ("member", "group", "topic")
PLACES = 10
"""Places on a page."""
LEAST_MEMBERS, LEAST_ANSWERED = standings.LEAST_MEMBERS, standings.LEAST_ANSWERED
"""A group has a place with so many members who answered so many questions each."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page (from 0) of the board of a period so many steps `back` from the present one."""

    kind: Kind = "week"
    by: By = "member"
    back: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a members' board. The name is untrusted text; empty: someone who had everything deleted.

    `moved`: places gained since the period before (negative: lost); None for who had none there. No `rank`: on no board.
    """

    rank: int | None
    name: str
    points: int
    answered: int
    right: int
    mine: bool = False
    moved: int | None = None


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """One line of the groups' board: the mean of the points of `counted` members."""

    rank: int
    name: str
    mean: float
    counted: int
    mine: bool = False
    moved: int | None = None


@dataclass(frozen=True, slots=True)
class TopicPlace:
    """One line of the topics' board: how well a server and the viewer know a topic. The topic may be gone from the notes."""

    topic: Fact | None
    answered: int
    right: int
    own_answered: int = 0
    own_right: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is looked at: a period so many steps `back` from now (0: the present one); a season has a name.

    `older`: there is something to see one step further back. `since` and `until`: a season's first and last day in the
    server's time zone; where it runs still, `until` is None.
    """

    by: By
    period: Period
    back: int = 0
    season: Season | None = None
    older: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MemberBoard:
    """A page of members (from 0), the viewer's own place wherever it is, and the first three of the period before.

    `off`: why the viewer is on no board. The server's streak is that of today.
    """

    shown: Shown
    places: tuple[Place, ...]
    page: int
    pages: int
    members: int
    own: Place | None
    winners: tuple[Place, ...]
    server_streak: int
    off: Off | None = None


@dataclass(frozen=True, slots=True)
class GroupBoard:
    """A page of the groups with enough members, and the viewer's own (`own`: its name), if they are in one.

    `own_place` is None where their group has too few, as have the `others`. `inside`: the first of its own board, and the viewer;
    `off`: why the viewer, who has `points_inside`, is not on it.
    """

    shown: Shown
    places: tuple[GroupPlace, ...]
    page: int
    pages: int
    others: tuple[str, ...]
    own: str | None
    own_place: GroupPlace | None
    inside: tuple[Place, ...]
    winners: tuple[GroupPlace, ...]
    points_inside: int = 0
    off: Off | None = None


@dataclass(frozen=True, slots=True)
class TopicBoard:
    """A page of topics, the best known first."""

    shown: Shown
    places: tuple[TopicPlace, ...]
    page: int
    pages: int


Board = MemberBoard | GroupBoard | TopicBoard


def look_of(board: Board) -> Look:
    """What a board shows."""
    return Look(board.shown.period.kind, board.shown.by, board.shown.back, board.page)


class NoSeason:
    """No season was ever begun in this server."""
