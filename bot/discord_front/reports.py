"""Reports: a button and a form for members, a channel and a command for organisers."""

import asyncio
import logging
from collections import defaultdict
from typing import Any

import discord
from discord import AppCommandOptionType, ChannelType, InteractionType, app_commands
from discord.app_commands import AppCommandChannel, Command, Group, Transform, Transformer

from bot.discord_front import report_ids
from bot.discord_front.acting import acting, organises
from bot.discord_front.commands import SERVERS, SERVERS_ONLY, localised
from bot.discord_front.drawing import said
from bot.discord_front.forms import form, typed_into
from bot.discord_front.layout import Message
from bot.discord_front.markdown import inert
from bot.discord_front.replies import Interaction, Replies, described, language_of
from bot.discord_front.report_desk import NEEDED, Desk, desk_at, desk_of, permission_names
from bot.discord_front.report_ids import About
from bot.discord_front.report_message import report_message
from bot.study.facts import Language
from bot.tutor import answering, reporting
from bot.tutor.answering import Refusal
from bot.tutor.records import StoreError
from bot.tutor.reporting import LONGEST_WORDS, NotReported, Reported
from bot.tutor.rounds import AskedRounds
from bot.wording import commands
from bot.wording.reports import WORDS

log = logging.getLogger(__name__)


class _Channel(Transformer):
    """A text channel, as Discord names it: whether the bot sees it is looked up later."""

    @property
    def type(self) -> AppCommandOptionType:
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        return [ChannelType.text, ChannelType.news]

    async def transform(self, interaction: Interaction, value: Any, /) -> AppCommandChannel:
        chosen: AppCommandChannel = value
        return chosen


class Reports:
    """The feature: the buttons and forms of reports, `/organise reports-channel`, and what organisers are sent."""

    def __init__(self, asked: AskedRounds, replies: Replies, host: Language) -> None:
        self.asked = asked
        self.replies = replies
        self._host = host
        self._sending: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def commands(self) -> "Group":
        """`/organise`, with all its subcommands."""
        group = Group(
            name=localised(commands.ORGANISE.name),
            description=localised(commands.ORGANISE.description),
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=SERVERS_ONLY,
            allowed_installs=SERVERS,
        )
        group.add_command(self._channel_command())
        return group

    def _channel_command(self) -> "Command[Any, ..., None]":
        @app_commands.rename(channel=localised(commands.REPORTS_TO.name))
        @app_commands.describe(channel=localised(commands.REPORTS_TO.description))
        async def reports_channel(
            interaction: Interaction, channel: Transform[AppCommandChannel, _Channel] | None = None
        ) -> None:
            await self._set_channel(interaction, channel)

        return Command(
            name=localised(commands.REPORTS_CHANNEL.name),
            description=localised(commands.REPORTS_CHANNEL.description),
            callback=reports_channel,
        )

    async def press(self, interaction: Interaction) -> bool:
        """Answer a Report button with a form, or the form with thanks; whether it was one."""
        about = report_ids.read(interaction.custom_id or "")
        if about is None:
            return False
        language = language_of(interaction)
        if interaction.type is InteractionType.modal_submit:
            await self.replies.answer_later(interaction, self._keep(interaction, about, language))
            return True
        words = WORDS[language]
        await self.replies.ask(
            interaction, form(interaction.custom_id or "", words.title, words.above, words.field, LONGEST_WORDS, lines=True)
        )
        return True

    async def _keep(self, interaction: Interaction, about: About, language: Language) -> Message:
        words, written = WORDS[language], typed_into(interaction).strip()
        if not written:
            return said(words.blank)
        member = acting(interaction, self.asked.clock())
        subject = await self._subject(about, member)
        if isinstance(subject, Refusal):
            return said(words.gone if subject is Refusal.UNKNOWN else words.not_kept.format(words=inert(written)))
        kept = await reporting.report(self.asked.stored, member, subject, written)
        if kept is NotReported.TOO_MANY:
            return said(words.too_many.format(count=reporting.MOST_A_DAY))
        if kept is NotReported.NOT_KEPT:
            return said(words.not_kept.format(words=inert(written)))
        if member.server is None:
            return said(words.kept_alone)
        guild = interaction.guild
        if guild is None or not await self._can_send(guild):
            return said(words.kept_waiting)
        self._soon(guild)
        return said(words.kept)

    async def _can_send(self, guild: discord.Guild) -> bool:
        """Whether a server's reports can be sent to organisers now; where that cannot be known, they are not promised to be."""
        try:
            return (await desk_of(self.asked.stored, guild)).works
        except StoreError:
            return False

    async def _subject(self, about: About, member: answering.Member) -> Reported | Refusal:
        library = self.asked.shelf.library
        if about.kind == "round":
            asked = await answering.find(self.asked, int(about.name), member)
            return asked if isinstance(asked, Refusal) else Reported("question", asked.posed.question.key, asked.round.id)
        if about.kind == "fact":
            key = report_ids.fact_key(library.base, about)
            return Refusal.UNKNOWN if key is None else Reported("fact", key)
        key = report_ids.question_key(library.questions, about)
        return Refusal.UNKNOWN if key is None else Reported("question", key)

    def _soon(self, guild: discord.Guild) -> None:
        """Send what waits once the member has their answer."""

        async def send() -> None:
            try:
                await self.deliver(guild)
            except Exception as error:
                log.warning("reports were not sent, and are tried again: %s", described(error))

        self.replies.beside(send())

    async def deliver(self, guild: discord.Guild) -> None:
        """Send the organisers of a server the reports they were not shown yet, if they chose a channel.

        What cannot be sent now stays, and the ticker finds it. Sending twice is harmless: see `post_once`. Raises whatever
        kept Discord from taking one.
        """
        async with self._sending[guild.id]:
            desk = await desk_of(self.asked.stored, guild)
            if desk.channel is None or desk.missing:
                return
            language: Language = "ja" if guild.preferred_locale is discord.Locale.japanese else self._host
            for each in await reporting.undelivered(self.asked.stored, self.asked.shelf.library, guild.id):
                message = await self.replies.post_once(desk.channel, report_message(each, language), f"kotae-p{each.report.id}")
                await reporting.delivered(self.asked.stored, each.report, message, self.asked.clock())

    async def _set_channel(self, interaction: Interaction, chosen: AppCommandChannel | None) -> None:
        words, guild = WORDS[language_of(interaction)], interaction.guild
        if guild is None or not organises(interaction):
            await self.replies.answer(interaction, said(words.organisers_only), private=True)
            return
        await self.replies.answer_later(interaction, self._changed(guild, chosen, language_of(interaction)))

    async def _changed(self, guild: discord.Guild, chosen: AppCommandChannel | None, language: Language) -> Message:
        words = WORDS[language]
        desk = desk_at(guild, chosen.id) if chosen else Desk(None)
        named = f"<#{desk.number}>"
        if chosen is not None and not desk.works:
            listed = permission_names(desk.missing or NEEDED, language)
            return said(words.cannot_post.format(channel=named, permissions=listed))
        waiting = await reporting.set_channel(self.asked.stored, guild.id, chosen.id if chosen else None)
        if waiting is None:
            return said(words.not_set)
        if chosen is None:
            return said(words.unset)
        if waiting:
            self._soon(guild)
        lines = [words.set.format(channel=named)]
        if waiting:
            lines.append(words.sent_along.format(count=waiting))
        if desk.channel is not None and desk.channel.permissions_for(guild.default_role).view_channel:
            lines.append(words.open_to_all)
        return said("\n".join(lines))
