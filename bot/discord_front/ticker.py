"""The moment, every few seconds anew -> whatever is owed now: posts, closes, words and reports to organisers, counts, a backup.

Nothing is remembered between two looks but what is under way, so a restart, a lost hour or a second process is no special case.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any

import discord

from bot.discord_front.closing import Closing
from bot.discord_front.jobs import Jobs
from bot.discord_front.posting import Posting
from bot.discord_front.replies import described
from bot.discord_front.telling import Telling
from bot.tutor import closing, posting, recounts, reporting
from bot.tutor.records import Daily, Round
from bot.tutor.stored import Stored

log = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two looks, give or take a tenth, so that processes and hosts do not look in step."""
HOUSE_EVERY = 3600.0
"""Seconds between two looks at backups and at servers that were left."""


class Ticker:
    """One task that looks, and the jobs it begins."""

    def __init__(
        self,
        client: discord.Client,
        stored: Stored,
        poster: Posting,
        closer: Closing,
        teller: Telling,
        deliver: Callable[[discord.Guild], Coroutine[Any, Any, None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._stored = stored
        self._posting = poster
        self._closing = closer
        self._telling = teller
        self._deliver = deliver
        self._clock = clock
        self._woken = asyncio.Event()
        self._house_at = 0.0
        self.jobs = Jobs()

    def wake(self, channel: int | None = None) -> None:
        """Look at once; what failed in that channel may be tried again."""
        if channel is not None:
            self.jobs.forgive(("post", channel))
        self._woken.set()

    async def run(self) -> None:
        """Look for ever; a look that fails is followed by the next one."""
        await self._client.wait_until_ready()
        while True:
            try:
                await self.look()
            except Exception as error:
                log.error("a look at what is due failed: %s", described(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), EVERY * (0.9 + secrets.randbelow(200) / 1000))
            self._woken.clear()

    async def look(self) -> None:
        """Begin all that is owed now."""
        store, now = await self._stored.get(), self._clock()
        await posting.reconcile(store, {guild.id for guild in self._client.guilds}, now)
        for claimed in await posting.recoverable(store, now):
            self.recover(claimed)
        async for due in posting.owed(store, now):
            self.post(due)
        for open_ in await closing.due(store, now):
            self.jobs.start(("close", open_.id), lambda round_=open_: self._closing.close_round(round_))  # type: ignore[misc]
        for closed in await closing.unrevealed(store):
            self.jobs.start(("close", closed.id), lambda round_=closed: self._closing.reveal(round_, seek=True))  # type: ignore[misc]
        for daily in await posting.untold(store):
            self._tell(daily)
        for server in await reporting.owed(self._stored):
            self._send_reports(server)
        for server in await recounts.owed(store):
            self.jobs.start(("recount", server), lambda server=server: recounts.count(store, server))  # type: ignore[misc]
        self._keep_house(now)
        log.debug("looked")

    def post(self, due: posting.Due) -> "asyncio.Task[int | None] | None":
        """Begin to post; None where that is under way or failed a moment ago."""
        return self.jobs.start(("post", due.daily.channel), lambda: self._posting.post(due.daily, due.day))

    def recover(self, claimed: Round, *, early: bool = False) -> "asyncio.Task[int | None] | None":
        """Begin to post what is claimed; None as in `post`."""
        return self.jobs.start(("post", claimed.channel), lambda: self._posting.recover(claimed, early=early))

    def _tell(self, daily: Daily) -> None:
        self.jobs.start(("tell", daily.id), lambda: self._telling.tell(daily))

    def _send_reports(self, server: int) -> None:
        guild = self._client.get_guild(server)
        if guild is not None:
            self.jobs.start(("report", server), lambda: self._deliver(guild))

    def _keep_house(self, now: datetime) -> None:
        moment = asyncio.get_running_loop().time()
        if moment < self._house_at:
            return
        self._house_at = moment + HOUSE_EVERY

        async def keep() -> None:
            await posting.keep_house(await self._stored.get(), now)

        self.jobs.start("house", keep)
