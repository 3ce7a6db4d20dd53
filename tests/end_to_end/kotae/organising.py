"""An organiser, a channel with a daily question, and a clock that stands where the test puts it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from kotae.asking import BANK
from kotae.teaching import Tutor
from loopback import Channel, Message

EN, JA = "en-US", "ja"
MORNING = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
"""Before the post time of the tests, seven o'clock in UTC; a Monday."""
SEVEN = MORNING + timedelta(hours=1)
DAY = timedelta(days=1)
SEND = r"/channels/\d+/messages$"


class Organiser:
    """Whoever may manage the server, and the channel they look after."""

    def __init__(self, tutor: Tutor, channel: Channel | None = None, locale: str = EN) -> None:
        self.tutor = tutor
        self.server = tutor.server
        self.channel = channel or tutor.server.channel
        self.locale = locale

    async def daily(self, word: str, *, user: Any = None, force: bool = False, **options: Any) -> Message:
        """`/daily …` in the channel; the answer, which nobody else sees."""
        place = {"user": user or self.server.owner, "locale": self.locale, "channel": self.channel, "force": force}
        outcome = await self.server.slash(f"daily {word}", options, **place)
        message = await outcome.message(timeout=10)
        assert message.ephemeral
        return message

    async def set_up(self, **options: Any) -> Message:
        """A daily in English at seven in UTC, unless told otherwise."""
        return await self.daily("setup", **{"time": "7:00", "timezone": "UTC", "language": "en", **options})

    async def asked(self, count: int = 1) -> Message:
        """Wait for the count-th question of the day in the channel; there is none more, however often the bot looks."""
        await self.server.until(lambda: len(self.posts()) >= count or None, 10, f"question {count}")
        await self.looks()
        assert len(self.posts()) == count
        return self.posts()[-1]

    def posts(self) -> list[Message]:
        """The questions of the day in the channel."""
        return [each for each in self._own() if round_of(each) is not None]

    def reveals(self) -> list[Message]:
        """What the bot said in the channel besides."""
        return [each for each in self._own() if round_of(each) is None]

    async def revealed(self, count: int = 1) -> Message:
        """Wait for the count-th reveal; there is none more."""
        await self.server.until(lambda: len(self.reveals()) >= count or None, 10, f"reveal {count}")
        await self.looks()
        assert len(self.reveals()) == count
        return self.reveals()[-1]

    def _own(self) -> list[Message]:
        return [each for each in self.server.posts(self.channel) if each.author is self.server.bot]

    async def looks(self, times: int = 3) -> None:
        """Wait until the bot has looked so often."""
        done = self.tutor.process.logs().count("looked")
        await logged(self.tutor, "looked", done + times)


def round_of(message: Message) -> int | None:
    """The round that a message's buttons belong to."""
    found = (re.match(r"kotae1:round:(\d+):", each) for each in message.custom_ids)
    return next((int(each[1]) for each in found if each), None)


async def logged(tutor: Tutor, words: str, times: int = 1) -> None:
    """Wait until that stands in the log so often."""
    end = asyncio.get_running_loop().time() + 10
    while tutor.process.logs().count(words) < times:
        assert asyncio.get_running_loop().time() < end, f"{words!r}\n{tutor.process.logs()[-3000:]}"
        await asyncio.sleep(0.02)


def rows(tutor: Tutor, query: str) -> list[tuple[Any, ...]]:
    """What stands in the bot's database."""
    with closing(sqlite3.connect(tutor.data / "kotae.db", timeout=5)) as connection:
        return connection.execute(query).fetchall()


async def until(tutor: Tutor, query: str, expected: Any) -> None:
    """Wait until the first row of the bot's database is as expected."""
    end = asyncio.get_running_loop().time() + 10
    while (found := rows(tutor, query)) != expected:
        assert asyncio.get_running_loop().time() < end, f"{query}: {found}\n{tutor.process.logs()[-3000:]}"
        await asyncio.sleep(0.02)


def asked(tutor: Tutor, constants: Mapping[str, float] | None = None) -> Tutor:
    """With questions, early in the morning, and with these constants of the bot's modules."""
    tutor.ask(BANK)
    tutor.at(MORNING)
    return tutor.hurry(constants)
