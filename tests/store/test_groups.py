"""Study groups: made, joined, left, tied to roles; and how they stand against each other."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.store import answers, appearing, groups, standings
from bot.store.answers import Given
from bot.store.groups import Group
from bot.store.learners import Seen
from bot.store.schema import answers as answers_table
from bot.store.schema import members, study_groups
from bot.store.store import Store
from bot.study import periods
from bot.study.tied_groups import Roles
from tests.store.conftest import NOW, SERVER, an_open_round, answered

RED, BLUE = 500, 600


async def a_group(store: Store, name: str, role: int | None = None, most: int = 9) -> Group:
    made = await groups.create(store, SERVER, name, name.casefold(), NOW, most)
    assert isinstance(made, Group)
    if role is not None:
        assert await groups.link(store, made.id, role)
    return made


def with_roles(*has: int, there: Collection[int] = (RED, BLUE)) -> Roles:
    return Roles(has, lambda role: role in there)


async def enter(store: Store, user: int, group: Group | None) -> bool:
    return await groups.enter(store, SERVER, Seen(user, f"user {user}", NOW), group.id if group else None, "")


async def own(store: Store, user: int) -> str | None:
    found = await groups.of_user(store, SERVER, user)
    return found.name if found else None


async def test_a_name_is_taken_once_in_a_server(store: Store, now: datetime) -> None:
    red = await a_group(store, "Red")
    assert await groups.create(store, SERVER, "RED", "red", now, 9) is None
    other = await groups.create(store, SERVER + 1, "Red", "red", now, 9)
    assert isinstance(other, Group)
    assert await groups.of_server(store, SERVER) == (red,)


async def test_one_group_at_a_time(store: Store) -> None:
    red, blue = await a_group(store, "Red"), await a_group(store, "Blue")
    assert await enter(store, 1, red)
    assert not await enter(store, 1, red)
    assert await enter(store, 2, red)
    assert await enter(store, 1, blue)
    assert [(each.group.name, each.members) for each in await groups.listed(store, SERVER)] == [("Red", 1), ("Blue", 1)]
    assert await enter(store, 1, None)
    assert await own(store, 1) is None


async def test_a_full_server_gives_the_place_of_a_group_that_nobody_used(store: Store, now: datetime) -> None:
    inside, earned = await a_group(store, "Inside"), await a_group(store, "Earned")
    await a_group(store, "Tied", RED)
    await enter(store, 1, inside)
    await enter(store, 2, earned)
    await answered(store, 2, 0)
    await enter(store, 2, None)
    await a_group(store, "Empty", most=4)
    fresh = await a_group(store, "Fresh", most=4)
    assert [each.name for each in await groups.of_server(store, SERVER)] == ["Inside", "Earned", "Tied", "Fresh"]
    await enter(store, 3, fresh)
    assert await groups.create(store, SERVER, "More", "more", now, 4) is None


async def test_points_stay_where_they_were_earned(store: Store) -> None:
    red, blue = await a_group(store, "Red"), await a_group(store, "Blue")
    await answered(store, 1, 0)
    await enter(store, 1, red)
    await answered(store, 1, 1)
    await enter(store, 1, blue)
    await answered(store, 1, 2)
    query = select(answers_table.c.study_group).order_by(answers_table.c.round)
    assert await store.read(lambda connection: list(connection.execute(query).scalars())) == [None, red.id, blue.id]
    assert [each.answered for each in (await standings.within_group(store, SERVER, "a", red.id, 1, 9)).standings] == [1]


async def test_an_answer_counts_in_the_group_that_its_roles_say(store: Store) -> None:
    red, blue = await a_group(store, "Red", RED), await a_group(store, "Blue", BLUE)
    free = await a_group(store, "Free")
    await answered(store, 1, 0, roles=with_roles(BLUE))
    assert await own(store, 1) == "Blue"
    assert [each.points for each in (await standings.within_group(store, SERVER, "a", blue.id, 1, 9)).standings] == [12]
    await answered(store, 1, 1, roles=with_roles(RED, BLUE))
    assert await own(store, 1) == "Blue"  # the one they are in
    await answered(store, 1, 2, roles=with_roles())
    assert await own(store, 1) is None
    await enter(store, 1, free)
    await answered(store, 1, 3, roles=with_roles())
    assert await own(store, 1) == "Free"  # nobody is put out of a group without a role
    await answered(store, 1, 4, roles=with_roles(BLUE, RED))
    assert await own(store, 1) == "Red"  # the oldest
    await answered(store, 1, 5, roles=with_roles(there=(BLUE,)))
    assert await own(store, 1) == "Red"  # a deleted role ties nothing
    await answered(store, 1, 6)
    assert await own(store, 1) == "Red"  # nothing is known of roles
    assert await groups.link(store, red.id, None)
    await answered(store, 1, 7, roles=with_roles())
    assert await own(store, 1) == "Red"


async def test_roles_are_followed_without_an_answer_too(store: Store) -> None:
    await a_group(store, "Red", RED)
    await groups.follow(store, SERVER, Seen(1, "n", NOW), with_roles(RED), "")
    assert await own(store, 1) == "Red"


async def test_a_role_ties_one_group_at_most(store: Store) -> None:
    red, blue = await a_group(store, "Red", RED), await a_group(store, "Blue")
    assert not await groups.link(store, blue.id, RED)
    assert await groups.link(store, red.id, BLUE)
    assert await groups.link(store, blue.id, RED)


async def test_a_small_group_can_beat_a_large_one(store: Store) -> None:
    """The mean over members with three dailies, of at least three such members: four against forty."""
    small, large = await a_group(store, "Small"), await a_group(store, "Large")
    tiny = await a_group(store, "Tiny")
    people = {small: range(4), large: range(100, 140), tiny: range(200, 202)}
    for group, users in people.items():
        await asyncio.gather(*(enter(store, user, group) for user in users))
        for day in range(3):
            asked = await an_open_round(store, local_date=NOW.date() + timedelta(day))
            right = [Given(asked.id, user, "n", (1,), group is not large or user % 2 == 0, NOW) for user in users]
            await asyncio.gather(*(answers.record(store, each) for each in right))
    await enter(store, 300, small)
    await answered(store, 300, 0, correct=False)  # two dailies too few to pull the mean down
    await enter(store, 4, small)
    for day in range(3):
        await answered(store, 4, day, correct=False)
    await appearing.exclude(store, SERVER, 4, "mark", NOW)
    page = await standings.group_page(store, SERVER, "a")
    assert [(each.name, each.counted) for each in page] == [("Small", 4), ("Large", 40)]
    assert [each.mean for each in page] == [39.0, (39 + 9) / 2]
    a_day = periods.day(NOW.date() + timedelta(1)).key
    assert await standings.group_page(store, SERVER, a_day) == ()  # a day has one daily, and three are too few of it


async def test_who_is_on_no_board_counts_for_no_group(store: Store) -> None:
    """What the others have would tell what they have."""
    red = await a_group(store, "Red")
    for user in range(5):
        await enter(store, user, red)
        for day in range(3):
            await answered(store, user, day)
    await appearing.hide(store, Seen(0, "n", NOW), hidden=True)
    assert [each.counted for each in await standings.group_page(store, SERVER, "a")] == [4]
    await appearing.exclude(store, SERVER, 1, "mark", NOW)
    assert [each.counted for each in await standings.group_page(store, SERVER, "a")] == [3]
    for user, off in ((0, "hidden"), (1, "excluded"), (2, None), (99, None)):
        found = await standings.within_group(store, SERVER, "a", red.id, user, 9)
        assert {each.user for each in found.standings} == {2, 3, 4}
        assert (found.off, found.points) == (off, 0 if user == 99 else 39)
    await appearing.include(store, SERVER, 1, "mark")
    assert [each.counted for each in await standings.group_page(store, SERVER, "a")] == [4]
    assert len((await standings.within_group(store, SERVER, "a", red.id, 1, 9)).standings) == 4


async def test_a_group_that_is_gone_leaves_its_members_in_none(store: Store) -> None:
    red = await a_group(store, "Red")
    await enter(store, 1, red)
    await store.write(lambda connection: connection.execute(study_groups.delete()))
    found = await store.read(lambda connection: connection.execute(select(members.c.study_group)).scalars().all())
    assert found == [None]
