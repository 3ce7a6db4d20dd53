"""The connection to Discord: events -> features."""

import asyncio
import logging
import math
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from bot.discord_front.appearance import Settings
from bot.discord_front.closing import Closing
from bot.discord_front.commands import Japanese, keep_synchronised
from bot.discord_front.daily import Dailies
from bot.discord_front.explain import Explain
from bot.discord_front.explain_this import ExplainThis
from bot.discord_front.gateway import take_turns
from bot.discord_front.groups import StudyGroups
from bot.discord_front.help import Help, welcome
from bot.discord_front.leaderboard import Leaderboard
from bot.discord_front.organising import Organising
from bot.discord_front.pacing import Pace
from bot.discord_front.picture import Pictures
from bot.discord_front.posting import Posting
from bot.discord_front.presses import Presses
from bot.discord_front.privacy import Privacy
from bot.discord_front.progress import OwnProgress
from bot.discord_front.quiz import Quiz
from bot.discord_front.recount import Recount
from bot.discord_front.replies import Interaction, Replies, described
from bot.discord_front.report_pages import ReportPages
from bot.discord_front.reports import Reports
from bot.discord_front.rounds import Rounds
from bot.discord_front.telling import Telling
from bot.discord_front.ticker import Ticker
from bot.discord_front.topics import Topics
from bot.discord_front.tree import Tree
from bot.discord_front.troubles import Troubles
from bot.study.facts import Language
from bot.tutor.library import Shelf
from bot.tutor.rounds import AskedRounds
from bot.tutor.stored import Stored
from bot.wording import commands

log = logging.getLogger(__name__)

PERMISSIONS = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
"""For the welcome and the daily question, which after a crash looks whether it was posted. Answers to commands need none."""
SCOPES = ("bot", "applications.commands")
JUST_JOINED = timedelta(minutes=5)


discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here


class Client(discord.AutoShardedClient):
    """A client that keeps nothing but its servers, and asks for no privileged intent."""

    def __init__(self, shelf: Shelf, stored: Stored, data: Path, language: Language, clock: Callable[[], datetime]) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.5,
        )
        take_turns()
        self.replies = Replies()
        self._data = data
        self._language = language
        self._clock = clock
        quiz = Quiz(shelf, self.replies, stored)
        asked = AskedRounds(stored, shelf, clock)
        rounds, reports = Rounds(asked, self.replies), Reports(asked, self.replies, language)
        features = {"quiz": quiz.press, "round": rounds.press, "panel": rounds.press, "report": reports.press}
        features["reports"] = ReportPages(shelf, stored, self.replies, clock).press
        features["picture"] = Pictures(asked, self.replies).press
        progress = OwnProgress(stored, shelf, self.replies, clock)
        leaderboard = Leaderboard(shelf, stored, self.replies, clock)
        groups = StudyGroups(stored, self.replies, clock)
        settings, privacy = Settings(stored, self.replies, clock), Privacy(stored, self.replies, clock)
        features |= {"progress": progress.press, "board": leaderboard.press}
        features |= {"settings": settings.press, "privacy": privacy.press}
        self._synchronising: asyncio.Task[None] | None = None
        explain = Explain(shelf, self.replies)
        self._ticker = _ticker(self, shelf, stored, reports, clock)
        self._ticking: asyncio.Task[None] | None = None
        daily = Dailies(shelf, stored, self.replies, self._ticker, clock)
        completions = {commands.QUERY.name.en: explain.queries, commands.TOPIC.name.en: explain.topics}
        completions |= {
            commands.DAILY_ZONE.name.en: daily.zones,
            f"{commands.DAILY.name.en} {commands.DAILY_TOPIC.name.en}": daily.topics,
        }
        features["daily"] = daily.press
        self._presses = Presses(shelf, self.replies, features)
        completions[commands.ZONE.name.en] = daily.zones
        completions[commands.GROUP_NAME.name.en] = completions[commands.LINKED_GROUP.name.en] = groups.names
        self.tree = Tree(self, self.replies, completions)
        organise = reports.commands()
        Organising(stored, self.replies, clock, daily.zones, groups.names).add_to(organise)
        organise.add_command(Recount(stored, self.replies).command())
        topics, help_ = Topics(shelf, self.replies), Help(self.replies)
        for feature in (explain, quiz, topics, help_, rounds, progress, leaderboard, settings, ExplainThis(shelf, self.replies)):
            self.tree.add_command(feature.command())
        for command in (organise, groups.commands(), privacy.commands(), daily.commands()):
            self.tree.add_command(command)

    @property
    def connected(self) -> bool:
        """Whether every shard's connection is open and Discord answers on it."""
        shards = self.shards.values()
        return bool(shards) and all(not shard.is_closed() and math.isfinite(shard.latency) for shard in shards)

    @property
    def busy(self) -> bool:
        """Whether someone waits for an answer, or a channel for its question."""
        return self.replies.busy or self._ticker.jobs.busy

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Japanese())
        invite = discord.utils.oauth_url(self.application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)
        print(f"Add the bot to a server: {invite}", flush=True)
        self._synchronising = asyncio.create_task(keep_synchronised(self.tree, self._data))
        self._ticking = asyncio.create_task(self._ticker.run())

    async def on_ready(self) -> None:
        log.info("ready; servers: %d", len(self.guilds))

    async def on_interaction(self, interaction: Interaction) -> None:
        await self._presses.answer(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server that added the bot just now, not one that came back after a failure of Discord's."""
        me: discord.Member | None = guild.me  # the type says always, the library says None before it is known
        joined = me.joined_at if me is not None else None
        if joined is None or self._clock() - joined < JUST_JOINED:
            await welcome(guild, self._language, self.replies)
        self._ticker.wake()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The ticker notes who is here and who is not."""
        self._ticker.wake()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Faults outside commands and presses."""
        error = sys.exc_info()[1]
        log.error("%s failed: %s", event_method, described(error) if error else "")

    async def leave(self, seconds: float) -> None:
        """Take nothing new, let what is on its way arrive, at most so long, and close."""
        if self._synchronising is not None:
            self._synchronising.cancel()
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()), return_exceptions=True)
        if self._ticking is not None:
            self._ticking.cancel()
        _, settled = await asyncio.gather(self._ticker.jobs.settle(seconds), self.replies.settle(seconds))
        if not settled:
            log.warning("some answers were still on their way after %.0f s", seconds)
        await self.close()

    async def close(self) -> None:
        """End, with all that was under way: the next start finds it again."""
        if self._ticking is not None:
            self._ticking.cancel()
        self._ticker.jobs.cancel()
        await super().close()


def _ticker(client: discord.Client, shelf: Shelf, stored: Stored, reports: Reports, clock: Callable[[], datetime]) -> Ticker:
    """What posts and closes daily questions, and sends what organisers are owed."""
    pace = Pace()
    troubles = Troubles(stored, clock)
    poster, closer = Posting(client, stored, shelf, pace, troubles, clock), Closing(client, stored, shelf, pace, troubles, clock)
    return Ticker(client, stored, poster, closer, Telling(client, stored, pace, clock), reports.deliver, clock)
