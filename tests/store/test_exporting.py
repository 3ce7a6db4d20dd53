"""What is exported of a user is what a look through the whole database finds of them."""

import json
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Connection, ForeignKey, select

from bot.store import appearing, exporting, groups, learners, reports, tries
from bot.store.exporting import Kept, Record
from bot.store.groups import Group
from bot.store.learners import Seen
from bot.store.reports import NewReport
from bot.store.schema import metadata
from bot.store.store import PAGE, Store
from tests.store.conftest import NOW, SERVER, a_daily, an_open_round, answered

ME = Seen(1, "user 1", NOW)


async def much(store: Store, user: int) -> None:
    """Something of a user in every table."""
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    group = red if isinstance(red, Group) else (await groups.of_server(store, SERVER))[0]
    await groups.enter(store, SERVER, Seen(user, f"user {user}", NOW), group.id, "")
    for day in range(3):
        await answered(store, user, day, correct=day != 1)
    asked = await an_open_round(store)
    await tries.record(store, asked.id, user, f"user {user}", "nearly", NOW)
    await reports.keep(store, NewReport(SERVER, user, f"user {user}", "fact", "sqs", asked.id, "w", NOW))
    await reports.keep(store, NewReport(None, user, f"user {user}", "fact", "sqs", None, "w", NOW))


async def looked_through(store: Store, user: int, learner: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of the database that refers to a learner or names a user."""

    def refers(key: ForeignKey) -> bool:
        return key.column.table.name == "learners"

    def look(connection: Connection) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for table in metadata.sorted_tables:
            own = [column.name for column in table.c if any(map(refers, column.foreign_keys))]
            for row in connection.execute(select(table)).mappings():
                if any(row[name] == learner for name in own) or user in (row.get("user"), row.get("created_by")):
                    found.setdefault(table.name, []).append(dict(row))
        return found

    return await store.read(look)


def in_a_thread(rows: Sequence[Record]) -> list[Record]:
    """The rows as they are, which come where they do not hold the event loop."""
    assert threading.current_thread() is not threading.main_thread()
    assert 0 < len(rows) <= PAGE
    return list(rows)


async def everything(store: Store, user: int) -> Kept[Record]:
    """All of a user, the pages put together."""
    kept = await exporting.everything(store, user, in_a_thread)
    return Kept(kept.learner, {name: tuple(chain(*pages)) for name, pages in kept.tables.items()}, tuple(chain(*kept.dailies)))


async def test_it_is_what_the_tables_have_of_them_and_nothing_else(store: Store) -> None:
    for user in (1, 2):
        await much(store, user)
    await appearing.call(store, ME, "Alias")
    await a_daily(store)
    learner = await learners.of_user(store, 1)
    assert learner is not None
    kept = await everything(store, 1)
    there = await looked_through(store, 1, learner.id)
    assert kept.learner == there.pop("learners")[0]
    assert kept.dailies == ()
    assert there.keys() == {name for name, rows in kept.tables.items() if rows}
    assert there.keys() == kept.tables.keys()
    for name, rows in there.items():
        columns = [column.name for column in metadata.tables[name].c if column.name != "learner"]
        exported = [{key: row[key] for key in columns} for row in kept.tables[name]]
        for row in rows:
            assert row.pop("learner") == learner.id
        assert sorted(exported, key=repr) == sorted(rows, key=repr)


async def test_dailies_they_set_up_are_among_it(store: Store) -> None:
    daily = await a_daily(store)
    kept = await everything(store, 7)
    assert kept.learner is None
    assert [row["id"] for row in kept.dailies] == [daily.id]
    assert not any(kept.tables.values())


async def test_answers_come_with_what_was_asked(store: Store, now: datetime) -> None:
    await answered(store, 1, 0)
    (answer,) = (await everything(store, 1)).tables["answers"]
    assert (answer["server"], answer["local_date"], answer["question"]) == (SERVER, now.date(), "q1")
    assert (answer["withheld"], answer["closed_at"]) == (False, None)
    assert json.loads(answer["frozen"])


async def test_many_rows_come_page_by_page(lite: Store) -> None:
    for number in range(PAGE + 3):
        await reports.keep(lite, NewReport(None, 1, "n", "fact", str(number), None, "w", NOW + timedelta(number)))
    kept = await everything(lite, 1)
    assert [row["about"] for row in kept.tables["reports"]] == [str(number) for number in range(PAGE + 3)]
    for day in range(PAGE - 15):  # standings have two keys besides the learner's, and more rows than a page
        await answered(lite, 1, day)
    rows = (await everything(lite, 1)).tables["standings"]
    assert len({row["period"] for row in rows}) == len(rows) > PAGE


async def test_exclusions_by_their_marks(store: Store) -> None:
    for server in (SERVER, SERVER + 1):
        await appearing.exclude(store, server, 1, f"mark {server}", NOW)
    assert await exporting.servers_with_exclusions(store) == (SERVER, SERVER + 1)
    found = await exporting.exclusions_of(store, [f"mark {SERVER}", "another"])
    assert [row["server"] for row in found] == [SERVER]


async def test_what_groups_are_called(store: Store) -> None:
    red = await groups.create(store, SERVER, "Red", "red", NOW, 9)
    assert isinstance(red, Group)
    assert await exporting.groups_of(store, [red.id, red.id]) == ({"id": red.id, "server": SERVER, "name": "Red"},)
