"""Every function of the store, when all is well, when another program holds the file, and when the disk is full."""

import contextlib
import inspect
import logging
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy import text

from bot.store import (
    answers,
    appearing,
    dailies,
    exporting,
    forgetting,
    groups,
    learners,
    recounting,
    regrading,
    reports,
    rounds,
    seasons,
    servers,
    settling,
    standings,
    tries,
)
from bot.store.answers import Given
from bot.store.errors import NotRecorded
from bot.store.learners import Seen
from bot.store.reports import NewReport
from bot.store.rounds import Round
from bot.store.store import Store
from bot.study.tied_groups import Roles
from tests.store.conftest import CHANNEL, NOW, SERVER, a_claim, a_correction, a_daily, an_open_round

LATER = NOW + timedelta(days=1)


@dataclass
class Scene:
    """A store in which everything has something to read and to change."""

    store: Store
    daily: dailies.Daily
    paused: dailies.Daily
    open: Round
    claimed: Round
    report: reports.Report
    withheld: Round


@pytest.fixture
async def scene(lite: Store) -> Scene:
    opened = await an_open_round(lite)
    daily, paused = await a_daily(lite), await a_daily(lite, 9)
    await dailies.pause(lite, paused.id, "why", NOW)
    await dailies.note_problem(lite, paused.id, "what", NOW)
    claimed = (await rounds.claim(lite, a_claim(daily, local_date=LATER.date()))).round
    await answers.record(lite, Given(opened.id, 1, "n", (1,), True, NOW))
    await tries.record(lite, opened.id, 1, "n", "x", NOW)
    report = await reports.keep(lite, NewReport(SERVER, 1, "n", "fact", "sqs", None, "w", NOW))
    withheld = await an_open_round(lite, 10, withheld=True)
    await answers.record(lite, Given(withheld.id, 1, "n", (1,), True, NOW))
    await rounds.closed(lite, withheld.id, NOW)
    await servers.left(lite, 5, NOW)
    await seasons.start(lite, SERVER, "autumn", NOW)
    red = await groups.create(lite, SERVER, "Red", "red", NOW, 9)
    assert isinstance(red, groups.Group)
    await appearing.exclude(lite, SERVER, 3, "mark", NOW)
    await groups.enter(lite, SERVER, Seen(1, "n", NOW), red.id, "")
    await lite.write(lambda connection: connection.execute(text("UPDATE servers SET stale = 1")))
    return Scene(lite, daily, paused, opened, claimed, report, withheld)


Call = Callable[[Scene], Awaitable[object]]

WRITES: dict[Callable[..., object], Call] = {
    servers.set_reports_channel: lambda s: servers.set_reports_channel(s.store, SERVER, 3),
    servers.left: lambda s: servers.left(s.store, SERVER, NOW),
    servers.returned: lambda s: servers.returned(s.store, 5),
    servers.forget: lambda s: servers.forget(s.store, LATER, LATER, timedelta()),
    learners.seen: lambda s: learners.seen(s.store, 1, "new", LATER),
    appearing.call: lambda s: appearing.call(s.store, Seen(1, "n", NOW), "Alias"),
    appearing.hide: lambda s: appearing.hide(s.store, Seen(1, "n", NOW), hidden=True),
    appearing.exclude: lambda s: appearing.exclude(s.store, SERVER, 1, "m", NOW),
    appearing.include: lambda s: appearing.include(s.store, SERVER, 3, "mark"),
    forgetting.leave: lambda s: forgetting.leave(s.store, SERVER, 1, NOW.date()),
    forgetting.forget: lambda s: forgetting.forget(s.store, 7),
    dailies.set_up: lambda s: a_daily(s.store, 77),
    dailies.update: lambda s: dailies.update(s.store, s.daily.id, replace(s.daily.settings, post_at=1)),
    dailies.pause: lambda s: dailies.pause(s.store, s.daily.id, "why", NOW),
    dailies.resume: lambda s: dailies.resume(s.store, s.paused.id),
    dailies.remove: lambda s: dailies.remove(s.store, s.daily.id, NOW),
    dailies.note_problem: lambda s: dailies.note_problem(s.store, s.daily.id, "p", NOW),
    dailies.solve: lambda s: dailies.solve(s.store, s.paused.id, NOW),
    dailies.told: lambda s: dailies.told(s.store, s.paused.id, NOW, NOW),
    rounds.claim: lambda s: rounds.claim(s.store, a_claim(s.daily, channel=78)),
    rounds.posted: lambda s: rounds.posted(s.store, s.claimed.id, 5, NOW, None),
    rounds.closed: lambda s: rounds.closed(s.store, s.open.id, NOW),
    rounds.revealed: lambda s: rounds.revealed(s.store, s.open.id, 5, NOW),
    rounds.end: lambda s: rounds.end(s.store, s.daily.id, NOW),
    answers.record: lambda s: answers.record(s.store, Given(s.open.id, 2, "n", (1,), True, NOW)),
    regrading.regrade: lambda s: regrading.regrade(s.store, a_correction(s.open.id, {s.report.learner: False})),
    settling.settle: lambda s: settling.settle(s.store, s.withheld.id),
    tries.record: lambda s: tries.record(s.store, s.open.id, 2, "n", "x", NOW),
    servers.begin_zone: lambda s: servers.begin_zone(s.store, SERVER, "UTC"),
    servers.set_zone: lambda s: servers.set_zone(s.store, SERVER, "UTC"),
    seasons.start: lambda s: seasons.start(s.store, 5, "spring", NOW),
    seasons.end: lambda s: seasons.end(s.store, SERVER, NOW),
    groups.create: lambda s: groups.create(s.store, SERVER, "Blue", "blue", NOW, 9),
    groups.enter: lambda s: groups.enter(s.store, SERVER, Seen(1, "n", NOW), None, ""),
    groups.follow: lambda s: groups.follow(s.store, SERVER, Seen(1, "new", NOW), Roles((), bool), ""),
    groups.link: lambda s: groups.link(s.store, 1, 5),
    standings.fade: lambda s: standings.fade(s.store, SERVER, LATER.date()),
    recounting.recount_server: lambda s: recounting.recount_server(s.store, SERVER),
    reports.keep: lambda s: reports.keep(s.store, NewReport(SERVER, 1, "n", "fact", "x", None, "w", NOW)),
    reports.read: lambda s: reports.read(s.store, SERVER, s.report.id, NOW),
    reports.delivered: lambda s: reports.delivered(s.store, s.report.id, 1, NOW),
}

READS: dict[Callable[..., object], Call] = {
    servers.of: lambda s: servers.of(s.store, SERVER),
    servers.everywhere: lambda s: servers.everywhere(s.store),
    learners.by_id: lambda s: learners.by_id(s.store, 1),
    appearing.is_excluded: lambda s: appearing.is_excluded(s.store, SERVER, 3, "mark"),
    appearing.names_beside: lambda s: appearing.names_beside(s.store, SERVER, 9),
    forgetting.servers_of: lambda s: forgetting.servers_of(s.store, 1),
    exporting.everything: lambda s: exporting.everything(s.store, 1, list),
    exporting.groups_of: lambda s: exporting.groups_of(s.store, [1]),
    exporting.servers_with_exclusions: lambda s: exporting.servers_with_exclusions(s.store),
    exporting.exclusions_of: lambda s: exporting.exclusions_of(s.store, ["mark"]),
    dailies.running: lambda s: dailies.running(s.store, NOW.date()),
    dailies.untold: lambda s: dailies.untold(s.store, "permission"),
    rounds.dates: lambda s: rounds.dates(s.store, CHANNEL, NOW.date()),
    reports.count_of_user: lambda s: reports.count_of_user(s.store, 1, NOW),
    learners.of_user: lambda s: learners.of_user(s.store, 1),
    dailies.everywhere: lambda s: dailies.everywhere(s.store),
    dailies.running: lambda s: dailies.running(s.store, NOW.date()),
    dailies.untold: lambda s: dailies.untold(s.store, "organiser"),
    dailies.of_server: lambda s: dailies.of_server(s.store, SERVER),
    dailies.of_channel: lambda s: dailies.of_channel(s.store, CHANNEL),
    dailies.by_id: lambda s: dailies.by_id(s.store, s.daily.id),
    rounds.by_id: lambda s: rounds.by_id(s.store, s.open.id),
    rounds.of_day: lambda s: rounds.of_day(s.store, CHANNEL, NOW.date()),
    rounds.latest: lambda s: rounds.latest(s.store, CHANNEL),
    rounds.last_dates: lambda s: rounds.last_dates(s.store),
    rounds.dates: lambda s: rounds.dates(s.store, CHANNEL, NOW.date()),
    rounds.of_question: lambda s: rounds.of_question(s.store, "q1"),
    rounds.unposted: lambda s: rounds.unposted(s.store),
    rounds.open_in_server: lambda s: rounds.open_in_server(s.store, SERVER),
    rounds.open_in_channel: lambda s: rounds.open_in_channel(s.store, CHANNEL),
    rounds.open_questions: lambda s: rounds.open_questions(s.store, SERVER),
    rounds.due_to_close: lambda s: rounds.due_to_close(s.store, NOW),
    rounds.waiting_in_vain: lambda s: rounds.waiting_in_vain(s.store, NOW),
    rounds.unrevealed: lambda s: rounds.unrevealed(s.store),
    rounds.history: lambda s: rounds.history(s.store, CHANNEL),
    answers.of_round: lambda s: answers.of_round(s.store, s.open.id),
    answers.distribution: lambda s: answers.distribution(s.store, s.open.id),
    answers.of_user: lambda s: answers.of_user(s.store, 1),
    answers.given_before: lambda s: answers.given_before(s.store, s.open.id, 1),
    seasons.running: lambda s: seasons.running(s.store, SERVER),
    seasons.of_server: lambda s: seasons.of_server(s.store, SERVER),
    groups.of_server: lambda s: groups.of_server(s.store, SERVER),
    groups.of_user: lambda s: groups.of_user(s.store, SERVER, 1),
    groups.listed: lambda s: groups.listed(s.store, SERVER),
    recounting.stale: lambda s: recounting.stale(s.store),
    recounting.everywhere: lambda s: recounting.everywhere(s.store),
    standings.page: lambda s: standings.page(s.store, SERVER, "a", 1, offset=0, most=10),
    standings.board: lambda s: standings.board(s.store, SERVER, "a", None, 1, page=0, most=10),
    standings.ranks: lambda s: standings.ranks(s.store, SERVER, "a", [s.report.learner]),
    standings.group_page: lambda s: standings.group_page(s.store, SERVER, "a"),
    standings.within_group: lambda s: standings.within_group(s.store, SERVER, "a", 1, 1, 10),
    standings.round_counts_of: lambda s: standings.round_counts_of(s.store, SERVER),
    standings.streak_of: lambda s: standings.streak_of(s.store, SERVER, 1),
    standings.streaks_of_round: lambda s: standings.streaks_of_round(s.store, s.open.id, 1),
    standings.first_day: lambda s: standings.first_day(s.store, SERVER),
    standings.days_of_server: lambda s: standings.days_of_server(s.store, SERVER),
    tries.of_user: lambda s: tries.of_user(s.store, s.open.id, 1),
    reports.owed: lambda s: reports.owed(s.store),
    reports.of_no_server: lambda s: reports.of_no_server(s.store),
    reports.undelivered: lambda s: reports.undelivered(s.store, SERVER),
    reports.count_of_user: lambda s: reports.count_of_user(s.store, 1, NOW),
    reports.count: lambda s: reports.count(s.store, SERVER),
}


def name(function: Callable[..., object]) -> str:
    return f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"


each_write = pytest.mark.parametrize("write", WRITES, ids=name)
each_read = pytest.mark.parametrize("read", READS, ids=name)


def functions(module: ModuleType) -> set[Callable[..., object]]:
    found = (value for key, value in vars(module).items() if not key.startswith("_"))
    return {value for value in found if inspect.iscoroutinefunction(value) and value.__module__ == module.__name__}


def test_none_is_missing_here() -> None:
    of_learners = (
        answers,
        appearing,
        exporting,
        forgetting,
        groups,
        learners,
        recounting,
        regrading,
        seasons,
        settling,
        standings,
        tries,
    )
    there = set().union(*map(functions, (*of_learners, dailies, reports, rounds, servers)))
    assert there == WRITES.keys() | READS.keys()


@contextlib.contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program is in the middle of a transaction that nobody else may write or commit beside."""
    with contextlib.closing(sqlite3.connect(store.where.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file may be written to any more, by the system's own refusal."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def contents(store: Store) -> list[str]:
    with contextlib.closing(sqlite3.connect(store.where.file)) as connection:
        return list(connection.iterdump())


@each_write
async def test_a_write_works(scene: Scene, write: Callable[..., object]) -> None:
    before = contents(scene.store)
    assert await WRITES[write](scene) is not False
    assert contents(scene.store) != before


@each_write
async def test_a_write_beside_a_lock_is_not_recorded_and_works_later(
    scene: Scene, write: Callable[..., object], caplog: pytest.LogCaptureFixture
) -> None:
    before = contents(scene.store)
    with locked(scene.store), pytest.raises(NotRecorded) as refused:
        await WRITES[write](scene)
    assert refused.value.trouble == "locked"
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert contents(scene.store) == before
    assert await WRITES[write](scene) is not False


@each_write
async def test_a_write_to_a_full_disk_is_not_recorded_and_works_later(
    scene: Scene, write: Callable[..., object], caplog: pytest.LogCaptureFixture
) -> None:
    before = contents(scene.store)
    with full_disk(), pytest.raises(NotRecorded):
        await WRITES[write](scene)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert contents(scene.store) == before
    assert await WRITES[write](scene) is not False


@each_read
async def test_reading_works_beside_a_lock_and_on_a_full_disk(scene: Scene, read: Callable[..., object]) -> None:
    found = await READS[read](scene)
    assert found not in (None, 0)
    with locked(scene.store):
        assert await READS[read](scene) == found
    with full_disk():
        assert await READS[read](scene) == found


@pytest.mark.parametrize("call", [*WRITES, *READS], ids=name)
async def test_after_closing_it_says_so(scene: Scene, call: Callable[..., object]) -> None:
    await scene.store.close()
    with pytest.raises(Exception, match="closed"):
        await (WRITES | READS)[call](scene)
