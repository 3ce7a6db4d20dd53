"""What a member says is wrong -> a report that is kept, until an organiser has seen it."""

import asyncio
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import answers, learners, reports, rounds, servers
from bot.store.errors import StoreError
from bot.store.reports import NewReport, Report, Subject
from bot.store.store import Store
from bot.study.facts import Fact
from bot.tutor.answering import LONGEST_NAME, Member
from bot.tutor.library import Library
from bot.tutor.practice import Posed, pose
from bot.tutor.revealing import Spread, spread
from bot.tutor.rounds import posed
from bot.tutor.stored import Stored

MOST_A_DAY = 10
"""Reports that are taken of one member within a day."""
LONGEST_WORDS = 500
_DAY = timedelta(days=1)


class NotReported(enum.Enum):
    """Why a report was not kept."""

    TOO_MANY = "too many"
    NOT_KEPT = "not kept"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is about: the key of a question or a fact, and the round it was asked in."""

    kind: Subject
    key: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A report with all that an organiser needs to judge it. The name and the words are untrusted text.

    `posed` (with the answers of its round) or `fact` is what it is about; neither where the notes no longer have it.
    """

    report: Report
    name: str
    posed: Posed | None = None
    spread: Spread | None = None
    fact: Fact | None = None
    sources: tuple[str, ...] = ()
    post: tuple[int, int, int] | None = None
    """The server, channel and message of the round's post."""


@dataclass(frozen=True, slots=True)
class Page:
    """One of the `count` reports of a server that no organiser has seen yet; `number` from 0, oldest first."""

    delivery: Delivery
    number: int
    count: int


async def report(stored: Stored, member: Member, subject: Reported, words: str) -> Report | NotReported:
    """Keep a report, unless its author has made too many."""
    new = NewReport(
        server=member.server,
        user=member.user,
        name=member.name[:LONGEST_NAME],
        subject=subject.kind,
        about=subject.key,
        round=subject.round,
        words=words[:LONGEST_WORDS],
        at=member.now,
    )
    try:
        store = await stored.get()
        if await reports.count_of_user(store, member.user, member.now - _DAY) >= MOST_A_DAY:
            return NotReported.TOO_MANY
        return await reports.keep(store, new)
    except StoreError:
        return NotReported.NOT_KEPT


async def channel_of(stored: Stored, server: int) -> int | None:
    """Where the reports of a server go; None: nowhere."""
    return (await servers.of(await stored.get(), server)).reports_channel


async def set_channel(stored: Stored, server: int, channel: int | None) -> int | None:
    """Where they go from now on. How many wait to be sent; None where that could not be recorded."""
    try:
        store = await stored.get()
        await servers.set_reports_channel(store, server, channel)
        return await reports.count(store, server)
    except StoreError:
        return None


async def waiting(stored: Stored, server: int) -> int:
    """How many reports of a server no organiser was shown yet, for `/daily status`. Raises StoreError."""
    return await reports.count(await stored.get(), server)


async def owed(stored: Stored) -> tuple[int, ...]:
    """The servers with a channel for reports and reports that no organiser was shown yet. Raises StoreError."""
    return await reports.owed(await stored.get())


async def undelivered(stored: Stored, library: Library, server: int) -> tuple[Delivery, ...]:
    """The oldest reports that no organiser was shown yet. Raises StoreError."""
    store = await stored.get()
    return tuple([await _delivery(store, library, each) for each in await reports.undelivered(store, server)])


async def delivered(stored: Stored, report_: Report, message: int, now: datetime) -> None:
    """An organiser can see it now, in this message. Raises StoreError."""
    await reports.delivered(await stored.get(), report_.id, message, now)


async def page(stored: Stored, library: Library, server: int, number: int) -> Page | None:
    """That report of those that no organiser has seen yet, or the last of them; None where there is none. Raises StoreError."""
    store = await stored.get()
    count = await reports.count(store, server)
    at = max(0, min(number, count - 1))
    found = await reports.undelivered(store, server, 1, skip=at)
    return Page(await _delivery(store, library, found[0]), at, count) if found else None


async def has_read(stored: Stored, server: int, number: int, now: datetime) -> None:
    """An organiser of that server has read the report with that number. Raises StoreError."""
    await reports.read(await stored.get(), server, number, now)


async def _delivery(store: Store, library: Library, report_: Report) -> Delivery:
    learner = await learners.by_id(store, report_.learner)
    name = learner.name if learner else ""
    if report_.subject == "fact":
        fact = library.base.get(report_.about)
        return Delivery(report_, name, fact=fact, sources=_places([fact] if fact else []))
    round_ = None if report_.round is None else await rounds.by_id(store, report_.round)
    if round_ is not None:
        asked = posed(library, round_)
        counted = await asyncio.to_thread(spread, asked, await answers.of_round(store, round_.id))
        post = (round_.server, round_.channel, round_.message) if round_.message else None
        return Delivery(report_, name, asked, counted, sources=_sources(asked), post=post)
    question = library.questions.get(report_.about)
    shown = pose(library, question, "") if question else None
    return Delivery(report_, name, shown, sources=_sources(shown) if shown else ())


def _sources(asked: Posed) -> tuple[str, ...]:
    return tuple(dict.fromkeys([str(asked.question.place), *_places(each.fact for each in asked.facts)]))


def _places(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(str(line.place) for fact in facts for line in fact.lines.values())
