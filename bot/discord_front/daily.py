"""`/daily`: organisers set up, look at, pause, resume, hurry and remove the daily questions of their server."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Command, Group

from bot.discord_front.commands import SERVERS, SERVERS_ONLY, localised
from bot.discord_front.daily_cards import link_to, next_line, on_page, set_up_view, status_page, status_view
from bot.discord_front.daily_live import live
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message, cut
from bot.discord_front.markdown import inert
from bot.discord_front.options import named
from bot.discord_front.places import lacking
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.discord_front.report_pages import reports_status
from bot.discord_front.ticker import Ticker
from bot.discord_front.topics import several_topics
from bot.study.facts import Language
from bot.tutor import dailies, posting, zones
from bot.tutor.dailies import Refusal, Wish
from bot.tutor.library import Shelf
from bot.tutor.posting import Due
from bot.tutor.records import Daily, StoreError
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.commands import Described, Text
from bot.wording.daily import permission_names, refusal, words
from bot.wording.zones import zone_label

HURRY = 10.0
"""Seconds that `/daily now` waits to see its post arrive."""

Answer: TypeAlias = Callable[[Interaction], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class Dailies:
    """The feature: its commands and what answers them. `clock` tells the moment."""

    shelf: Shelf
    stored: Stored
    replies: Replies
    ticker: Ticker
    clock: Callable[[], datetime]

    def commands(self) -> Group:
        """`/daily`, with all its subcommands."""
        group = Group(
            name=localised(commands.DAILY.name),
            description=localised(commands.DAILY.description),
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=SERVERS_ONLY,
            allowed_installs=SERVERS,
        )
        group.add_command(self._setup_command())
        group.add_command(self._status_command())
        for described, what in (
            (commands.DAILY_PAUSE, self.pause),
            (commands.DAILY_RESUME, self.resume),
            (commands.DAILY_NOW, self.now),
            (commands.DAILY_REMOVE, self.remove),
        ):
            group.add_command(self._command_on_one(described, what))
        return group

    async def press(self, interaction: Interaction) -> bool:
        """Turn to another page of a status; whether it was that."""
        page = status_page(interaction.custom_id or "")
        if page is None:
            return False
        await self._answer(interaction, lambda here: self.status(here, page))
        return True

    async def topics(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The topics that may be meant by the last of several."""
        return several_topics(self.shelf.library, typed, language_of(interaction))

    async def zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The time zones that may be meant."""
        now, language = self.clock(), language_of(interaction)
        return [Choice(name=cut(zone_label(name, now, language), 100), value=name) for name in zones.suggested(typed[:100], now)]

    def _setup_command(self) -> "Command[Any, ..., None]":
        @named(
            channel=commands.DAILY_CHANNEL,
            time=commands.DAILY_TIME,
            timezone=commands.DAILY_ZONE,
            topic=commands.DAILY_TOPIC,
            language=commands.DAILY_LANGUAGE,
            feedback=commands.DAILY_FEEDBACK,
            closes_after=commands.DAILY_CLOSES,
            ping=commands.DAILY_PING,
            no_ping=commands.DAILY_NO_PING,
            thread=commands.DAILY_THREAD,
        )
        @app_commands.autocomplete(timezone=self.zones, topic=self.topics)
        @app_commands.choices(language=_choices(commands.LANGUAGE_CHOICES), feedback=_choices(commands.FEEDBACK_CHOICES))
        async def setup(  # noqa: PLR0913, PLR0917 -- an argument is an option here
            interaction: Interaction,
            channel: discord.TextChannel | None = None,
            time: app_commands.Range[str, 1, 50] | None = None,
            timezone: app_commands.Range[str, 1, 100] | None = None,
            topic: app_commands.Range[str, 1, 300] | None = None,
            language: str | None = None,
            feedback: str | None = None,
            closes_after: app_commands.Range[str, 1, 50] | None = None,
            ping: discord.Role | None = None,
            no_ping: bool = False,
            thread: bool | None = None,
        ) -> None:
            wish = Wish(
                time,
                timezone,
                topic,
                cast("Literal['ja', 'en', 'both'] | None", language),
                cast("Literal['now', 'reveal'] | None", feedback),
                closes_after,
                ping.id if ping is not None else None,
                no_ping,
                thread,
            )
            await self._answer(interaction, lambda here: self.set_up(here, _place(here, channel), wish, ping))

        return Command(
            name=localised(commands.DAILY_SETUP.name), description=localised(commands.DAILY_SETUP.description), callback=setup
        )

    def _status_command(self) -> "Command[Any, ..., None]":
        async def status(interaction: Interaction) -> None:
            await self._answer(interaction, self.status)

        described = commands.DAILY_STATUS
        return Command(name=localised(described.name), description=localised(described.description), callback=status)

    def _command_on_one(
        self, described: Described, what: Callable[[Interaction, Daily], Awaitable[str]]
    ) -> "Command[Any, ..., None]":
        """A command about one daily: that of the channel chosen, or of this one, or the server's only one."""

        @named(channel=commands.DAILY_CHANNEL)
        async def one(interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
            await self._answer(interaction, lambda here: self._on_one(here, channel, what))

        return Command(name=localised(described.name), description=localised(described.description), callback=one)

    async def _answer(self, interaction: Interaction, answer: Answer) -> None:
        """Answer in private. What takes longer than Discord waits is announced first."""
        await self.replies.turn_later(interaction, self._made(interaction, answer))

    async def _made(self, interaction: Interaction, answer: Answer) -> Message:
        """The answer to an organiser of a server; others are refused whatever the server's settings let them try."""
        phrases = words(language_of(interaction))
        allowed = interaction.permissions
        if interaction.guild is None:
            return said(phrases.not_here)
        if not (allowed.manage_guild or allowed.administrator):
            return said(phrases.not_organiser)
        try:
            return await answer(interaction)
        except StoreError:
            return said(phrases.not_recorded)

    async def set_up(
        self, interaction: Interaction, channel: discord.TextChannel | None, wish: Wish, ping: discord.Role | None
    ) -> Message:
        """Check, write down, and show what will come of it."""
        language = language_of(interaction)
        phrases = words(language)
        if channel is None:
            return said(phrases.not_here)
        if ping is not None and ping.is_default():
            return said(phrases.everyone)
        if missing := lacking(channel):
            return said(phrases.missing.format(channel=channel.mention, permissions=permission_names(missing, language)))
        store, now, library = await self.stored.get(), self.clock(), self.shelf.library
        before = await dailies.of_channel(store, channel.id)
        settings = dailies.wished(library, wish, before.settings if before else None, now, language)
        if isinstance(settings, Refusal):
            return said(inert(cut(refusal(settings, language), 500)))
        daily = await dailies.set_up(store, channel.guild.id, channel.id, settings, by=interaction.user.id, now=now)
        coming = await dailies.coming(store, library, daily, now)
        self.ticker.wake(channel.id)
        return set_up_view(library, daily, coming, live(daily, channel.guild, language), language, new=before is None)

    async def status(self, interaction: Interaction, page: int = 0) -> Message:
        """The dailies of the server, some on a page."""
        store, server, language = await self.stored.get(), interaction.guild_id or 0, language_of(interaction)
        every = await dailies.of_server(store, server)
        shown = [
            (await dailies.status(store, daily, self.clock()), live(daily, interaction.guild, language))
            for daily in on_page(every, page)
        ]
        guild = interaction.guild
        below = await reports_status(self.stored, guild, language) if guild is not None else ()
        return status_view(self.shelf.library, shown, page, len(every), below, language)

    async def pause(self, interaction: Interaction, daily: Daily) -> str:
        """Stop asking."""
        phrases = words(language_of(interaction))
        paused = await dailies.pause(await self.stored.get(), daily, self.clock())
        return phrases.paused if paused else phrases.paused_already

    async def resume(self, interaction: Interaction, daily: Daily) -> str:
        """Ask again, unless what stopped it is still so."""
        language = language_of(interaction)
        phrases = words(language)
        channel = interaction.guild.get_channel(daily.channel) if interaction.guild else None
        if not isinstance(channel, discord.TextChannel):
            return phrases.gone
        if missing := lacking(channel):
            return phrases.missing.format(channel=channel.mention, permissions=permission_names(missing, language))
        store = await self.stored.get()
        resumed = await dailies.resume(store, daily)
        self.ticker.wake(daily.channel)
        told = await self._next(replace(daily, paused_at=None), language)
        return f"{phrases.resumed if resumed else phrases.running_already}\n{told}".rstrip()

    async def _next(self, daily: Daily, language: Language) -> str:
        """When the next question of a daily that runs comes."""
        now = self.clock()
        at = await dailies.next_at(await self.stored.get(), daily, now)
        return next_line(at, is_due=at is not None and at <= now, language=language)

    async def remove(self, interaction: Interaction, daily: Daily) -> str:
        """Ask no more."""
        await dailies.remove(await self.stored.get(), daily, self.clock())
        self.ticker.wake()
        return words(language_of(interaction)).removed

    async def now(self, interaction: Interaction, daily: Daily) -> str:
        """Post today's question early, or say where it is, or that there is none."""
        language = language_of(interaction)
        phrases = words(language)
        if daily.paused_at is not None:
            return phrases.paused_now
        store = await self.stored.get()
        day, round_ = await posting.asked_today(store, daily, self.clock())
        if round_ is not None and round_.message is not None:
            return phrases.asked_already.format(link=link_to(round_), channel="{channel}")
        self.ticker.wake(daily.channel)
        if round_ is None:
            task = self.ticker.post(Due(daily, day)) if day is not None else None
        elif posting.may_come(daily, round_, self.clock(), early=True):
            task = self.ticker.recover(round_, early=True)
        else:
            given_up = phrases.given_up if round_.closed_at is not None else ""
            return f"{given_up}\n{await self._next(daily, language)}".strip()
        if task is not None:
            await asyncio.wait({task}, timeout=HURRY)
            _, round_ = await posting.asked_today(store, daily, self.clock())
            if round_ is not None and round_.message is not None:
                return phrases.posted.format(link=link_to(round_), channel="{channel}")
            if task.done() and round_ is None:
                return phrases.not_posted
        return phrases.on_its_way

    async def _on_one(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None,
        what: Callable[[Interaction, Daily], Awaitable[str]],
    ) -> Message:
        store, phrases = await self.stored.get(), words(language_of(interaction))
        number = channel.id if channel is not None else interaction.channel_id or 0
        daily = await dailies.of_channel(store, number)
        if daily is None and channel is None:
            daily = await dailies.meant(store, interaction.guild_id or 0, lambda channel: _is_gone(interaction.guild, channel))
        if daily is None:
            there = await dailies.of_server(store, interaction.guild_id or 0)
            return said(phrases.no_daily.format(channel=f"<#{number}>") if there else phrases.no_daily_at_all)
        return said((await what(interaction, daily)).format(channel=f"<#{daily.channel}>"))


def _place(interaction: Interaction, chosen: discord.TextChannel | None) -> discord.TextChannel | None:
    """The channel that was chosen, else the one where the command was given, if it is one to post in."""
    if chosen is not None or interaction.guild is None:
        return chosen
    here = interaction.guild.get_channel(interaction.channel_id or 0)
    return here if isinstance(here, discord.TextChannel) else None


def _is_gone(guild: discord.Guild | None, channel: int) -> bool:
    """Whether there is no such channel to post in any more."""
    return guild is not None and not guild.unavailable and not isinstance(guild.get_channel(channel), discord.TextChannel)


def _choices(texts: Mapping[str, Text]) -> list[Choice[str]]:
    return [Choice(name=localised(text), value=value) for value, text in texts.items()]
