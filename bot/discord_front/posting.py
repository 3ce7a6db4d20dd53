"""A channel that is owed a question, or a claim that nobody saw posted -> the message in the channel, exactly once.

Claimed in the store first, then sent, then marked. Whatever happens between these leaves a claim that `recover` finds.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import discord

from bot.discord_front.finding import Unseen, find, of_round
from bot.discord_front.pacing import Pace
from bot.discord_front.places import Lost, place_of
from bot.discord_front.round_posts import round_post
from bot.discord_front.troubles import Troubles
from bot.tutor import posting
from bot.tutor.library import Shelf
from bot.tutor.records import Daily, Round
from bot.tutor.rounds import posed
from bot.tutor.stored import Stored

PATIENCE = 30.0
"""Seconds for Discord to take a message, tries of discord.py's own included: well within the minutes it knows a nonce for."""
AT_ONCE = 24
"""Posts that are under way at once: enough for the pace where Discord takes half a second for each, few enough to be let go at
the same moment when Discord has made all wait."""


class NotPosted(Exception):
    """There is no question to post, or a claim whose daily is paused; looked at again later."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Posts rounds. `clock` tells the moment."""

    client: discord.Client
    stored: Stored
    shelf: Shelf
    pace: Pace
    troubles: Troubles
    clock: Callable[[], datetime]
    lines: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def post(self, daily: Daily, day: date) -> int | None:
        """Claim and post the question of a channel's day; the message, None where somebody else posts it or nobody can.

        Raises whatever kept Discord from taking it.
        """
        async with self.lines:
            return await self._post(daily, day)

    async def recover(self, round_: Round, *, early: bool = False) -> int | None:
        """Find the post of a claim, else post it if its time has come (or `early`, on its day) and its day lasts.

        The message; None where there is none. Raises whatever kept Discord from showing or taking it.
        """
        async with self.lines:
            return await self._recover(round_, early=early)

    async def _post(self, daily: Daily, day: date) -> int | None:
        channel = await self._place(daily)
        if channel is None:
            return None
        store, now = await self.stored.get(), self.clock()
        claimed = await posting.claim(store, self.shelf.library, daily, day, now)
        if claimed is None:
            await posting.note_problem(store, daily, "nothing", now)
            raise NotPosted
        return await self._send(channel, daily, claimed.round) if claimed.ours else None

    async def _recover(self, round_: Round, *, early: bool) -> int | None:
        store = await self.stored.get()
        daily = await posting.daily_of(store, round_)
        if daily is None:
            return None
        standing = posting.standing(daily, round_, self.clock(), early=early)
        channel = await self._place(daily)
        try:
            message = await self._found(channel, daily, round_) if channel is not None else None
        except Unseen:
            if standing != "over":
                raise
            message = None
        if message is not None:
            await posting.mark_posted(store, daily, round_, message, self.clock())
        elif standing == "over":
            await posting.give_up(store, round_, self.clock())
        elif standing == "today" and channel is not None:
            if daily.paused_at is not None:
                raise NotPosted  # so that the channel is not looked through at every look
            return await self._send(channel, daily, round_)
        return message

    async def _found(self, channel: discord.TextChannel, daily: Daily, round_: Round) -> int | None:
        """The post of a claim, if it is there."""
        async with self.troubles.noted(daily, channel):
            return await find(channel, of_round(round_.id), round_.claimed_at, self.pace, urgent=True)

    async def _send(self, channel: discord.TextChannel, daily: Daily, round_: Round) -> int:
        store = await self.stored.get()
        role = channel.guild.get_role(daily.settings.ping_role or 0)
        ping = role.id if role is not None else None
        async with self.troubles.noted(daily, channel):
            view = round_post(posed(self.shelf.library, round_), daily, round_, self.clock(), ping)
            allowed = discord.AllowedMentions(
                everyone=False, users=False, roles=[discord.Object(ping)] if ping else False, replied_user=False
            )
            async with self.pace.turn(urgent=True), asyncio.timeout(PATIENCE):
                message = await channel.send(view=view, nonce=f"kotae-{round_.id}", allowed_mentions=allowed)
        await posting.mark_posted(store, daily, round_, message.id, self.clock())
        return message.id

    async def _place(self, daily: Daily) -> discord.TextChannel | None:
        """The channel of a daily; where it is lost the daily is paused."""
        async with self.troubles.noted(daily):
            place = await place_of(self.client, daily)
        if isinstance(place, Lost):
            await self.troubles.pause(daily, place)
            return None
        return place
