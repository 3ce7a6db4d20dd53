"""Roles that members have as they do something -> the study groups they are in, where a group is tied to a role."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from bot.store.rollups import Member, Whose
from bot.store.schema import members, study_groups
from bot.study.tied_groups import Roles, Tied, placed


def follow(connection: Connection, who: Mapping[Whose, Member], roles: Mapping[Whose, Roles]) -> None:
    """Put these members into the groups that their roles say; who has none of a tied group's leaves it."""
    if not roles:
        return
    tied = _tied(connection, {server for server, _ in roles})
    for whose, has in roles.items():
        member = who[whose]
        belongs = placed(member.study_group, tied.get(whose[0], ()), has)
        if belongs != member.study_group:
            member.study_group = belongs
            move(connection, whose, belongs)


def move(connection: Connection, whose: Whose, study_group: int | None) -> None:
    """From now on that member is in this group (None: in none), and in no other."""
    row = members.update().where(members.c.server == whose[0], members.c.learner == whose[1])
    connection.execute(row.values(study_group=study_group))


def _tied(connection: Connection, servers: set[int]) -> Mapping[int, Sequence[Tied]]:
    """Server -> its tied groups, the oldest first."""
    query = select(study_groups.c.server, study_groups.c.id, study_groups.c.role)
    query = query.where(study_groups.c.server.in_(servers), study_groups.c.role.is_not(None)).order_by(study_groups.c.id)
    found: dict[int, list[Tied]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.server].append(Tied(row.id, row.role))
    return found
