"""A round whose time is over -> closed in the store, its post at rest, and its reveal in the channel, exactly once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot.discord_front.discussing import discuss
from bot.discord_front.finding import custom_ids, find
from bot.discord_front.pacing import Pace
from bot.discord_front.places import Lost, lost, place_of
from bot.discord_front.replies import described
from bot.discord_front.report_ids import of_round as report_id
from bot.discord_front.reveal import closed_card, picture_id, reveal
from bot.discord_front.round_cards import post_url
from bot.discord_front.troubles import Troubles
from bot.tutor import closing, posting
from bot.tutor.dailies import NO_CHANNEL, next_at
from bot.tutor.library import Shelf
from bot.tutor.records import Daily, Round
from bot.tutor.revealing import revealed
from bot.tutor.rounds import AskedRound, languages, manner_of, posed, read
from bot.tutor.stored import Stored
from bot.wording.reveals import thread_name
from bot.wording.round_posts import head

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds for Discord to take a message: well within the minutes it knows a nonce for."""
OWED = timedelta(days=7)
"""How long a reveal is owed that cannot be shown."""


class Unrevealed(Exception):
    """The channel lacks a permission, so the reveal has to wait."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Closes and reveals rounds. `clock` tells the moment."""

    client: discord.Client
    stored: Stored
    shelf: Shelf
    pace: Pace
    troubles: Troubles
    clock: Callable[[], datetime]

    async def close_round(self, round_: Round) -> None:
        """Close a round and reveal it, unless somebody else has closed it, who does."""
        if await closing.close(await self.stored.get(), round_, self.clock()):
            await self.reveal(round_, seek=False)

    async def reveal(self, round_: Round, *, seek: bool) -> None:
        """Settle a closed round's points, put its post to rest and reveal it; with `seek`, the reveal may be there already.

        Where the channel is gone there is none. Raises whatever kept Discord from taking it, a missing permission too:
        that may be given back within days, and the daily is paused until then, so that whoever set it up is told.
        """
        store = await self.stored.get()
        await closing.settle(store, round_)
        daily = await posting.daily_of(store, round_)
        if daily is None:
            return
        try:
            async with self.troubles.noted(daily, reveal=True):
                place = await place_of(self.client, daily)
            if place is None:
                return
            message = await self._shown(place, daily, round_, seek=seek)
        except Exception as error:
            if lost(error) != Lost(NO_CHANNEL) and not self._is_given_up(round_):
                raise
            log.warning("the reveal of round %d is given up: %s", round_.id, described(error))
            message = None
        await closing.mark_revealed(store, daily, round_, message, self.clock())

    def _is_given_up(self, round_: Round) -> bool:
        """Whether nobody waits for the reveal any more: it was owed for too long."""
        return self.clock() - (round_.closed_at or self.clock()) > OWED

    async def _shown(self, place: discord.TextChannel | Lost, daily: Daily, round_: Round, *, seek: bool) -> int | None:
        """The message of the reveal, in its place; None where there is no such place."""
        if isinstance(place, Lost):
            await self.troubles.pause(daily, place)
            if place.reason == NO_CHANNEL:
                return None
            raise Unrevealed(place.reason)
        async with self.troubles.noted(daily, place, reveal=True):
            message = await self._found(place, round_) if seek else None
            message = message or await self._revealed(place, daily, round_)
        if message is not None and daily.settings.thread:
            await self._discuss(place, daily, round_, message)
        return message

    async def _discuss(self, channel: discord.TextChannel, daily: Daily, round_: Round, message: int) -> None:
        """Open the thread beneath the reveal."""
        language = languages(manner_of(round_, daily).language)[0]
        named = thread_name(posed(self.shelf.library, round_), round_.local_date, language)
        await discuss(self.pace, channel, message, named)

    async def _found(self, channel: discord.TextChannel, round_: Round) -> int | None:
        marks = {picture_id(round_.id), report_id(round_.id)}

        def matches(message: discord.Message) -> bool:
            answers = message.reference is not None and message.reference.message_id == round_.message
            return message.id != round_.message and (answers or not marks.isdisjoint(custom_ids(message.components)))

        return await find(channel, matches, round_.closed_at or self.clock(), self.pace)

    async def _revealed(self, channel: discord.TextChannel, daily: Daily, round_: Round) -> int | None:
        """The message of the reveal, once it is sent; None where nothing is known of the round."""
        store = await self.stored.get()
        asked = await read(store, self.shelf.library, round_.id)
        if asked is None:
            return None
        await self._rest(channel, asked)
        post = post_url(round_.server, round_.channel, round_.message) if round_.message else ""
        now = self.clock()
        upcoming = await next_at(store, daily, now)
        if upcoming is not None and upcoming <= now:
            upcoming = None  # it is due, but cannot be posted: nobody knows when it comes
        view = reveal(round_.id, await revealed(store, asked), asked.languages, upcoming, post)
        to = discord.MessageReference(message_id=round_.message or 0, channel_id=channel.id, fail_if_not_exists=False)
        async with self.pace.turn(), asyncio.timeout(PATIENCE):
            sent = await channel.send(view=view, nonce=f"kotae-r{round_.id}", reference=to, mention_author=False)
        return sent.id

    async def _rest(self, channel: discord.TextChannel, asked: AskedRound) -> None:
        """Disable what there is to press; a post that somebody deleted has nothing."""
        round_ = asked.round
        if round_.message is None:
            return
        view = closed_card(round_.id, asked.posed, asked.languages, head(round_.local_date, asked.languages))
        try:
            async with self.pace.turn(), asyncio.timeout(PATIENCE):
                await channel.get_partial_message(round_.message).edit(view=view)
        except (discord.Forbidden, discord.NotFound):
            return
