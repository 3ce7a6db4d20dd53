"""`/organise season`, `exclude`, `include`, `link-role` and `timezone`: what organisers decide about a server's boards."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import Choice, Command, Group

from bot.discord_front.commands import localised
from bot.discord_front.drawing import said
from bot.discord_front.group_cards import done, refused
from bot.discord_front.layout import Message, cut
from bot.discord_front.markdown import foreign, inert
from bot.discord_front.options import named
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.chosen_names import LONGEST
from bot.study.facts import Language
from bot.tutor import groups, organising, zones
from bot.tutor.groups import Done
from bot.tutor.organising import Refusal
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.groups import WORDS as GROUP_WORDS
from bot.wording.organising import WORDS, Words
from bot.wording.round_posts import day_name, moment

Complete: TypeAlias = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]
Answer: TypeAlias = Callable[[int, Language], Awaitable[Message]]
"""A server and the organiser's language -> the answer."""


@dataclass(frozen=True, slots=True)
class Organising:
    """The feature. `zones` and `groups` say what may be meant by what was typed; `clock` tells the moment."""

    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]
    zones: Complete
    groups: Complete

    def add_to(self, organise: Group) -> None:
        """Its subcommands, to `/organise`."""
        organise.add_command(self._season_commands())
        for command in (self._exclude_command(), self._include_command(), self._link_command(), self._zone_command()):
            organise.add_command(command)

    def _season_commands(self) -> Group:
        @named(name=commands.NEW_NAME)
        async def start(interaction: Interaction, name: app_commands.Range[str, 1, LONGEST]) -> None:
            await self._answer(interaction, lambda server, language: self.start_season(server, name, language))

        async def end(interaction: Interaction) -> None:
            await self._answer(interaction, self.end_season)

        season = Group(name=localised(commands.SEASON.name), description=localised(commands.SEASON.description))
        for what, callback in ((commands.SEASON_START, start), (commands.SEASON_END, end)):
            season.add_command(Command(name=localised(what.name), description=localised(what.description), callback=callback))
        return season

    def _exclude_command(self) -> "Command[Any, ..., None]":
        @named(member=commands.WHOM)
        async def exclude(interaction: Interaction, member: discord.User) -> None:
            await self._answer(interaction, lambda server, language: self.exclude(server, member.id, language))

        what = commands.EXCLUDE
        return Command(name=localised(what.name), description=localised(what.description), callback=exclude)

    def _include_command(self) -> "Command[Any, ..., None]":
        @named(member=commands.WHOM)
        async def include(interaction: Interaction, member: discord.User) -> None:
            await self._answer(interaction, lambda server, language: self.include(server, member.id, language))

        what = commands.INCLUDE
        return Command(name=localised(what.name), description=localised(what.description), callback=include)

    def _link_command(self) -> "Command[Any, ..., None]":
        @named(group=commands.LINKED_GROUP, role=commands.LINKED_ROLE)
        @app_commands.autocomplete(group=self.groups)
        async def link_role(
            interaction: Interaction, group: app_commands.Range[str, 1, 100], role: discord.Role | None = None
        ) -> None:
            await self._answer(interaction, lambda server, language: self.link(server, group, role, language))

        what = commands.LINK_ROLE
        return Command(name=localised(what.name), description=localised(what.description), callback=link_role)

    def _zone_command(self) -> "Command[Any, ..., None]":
        @named(zone=commands.ZONE)
        @app_commands.autocomplete(zone=self.zones)
        async def timezone(interaction: Interaction, zone: app_commands.Range[str, 1, 100]) -> None:
            await self._answer(interaction, lambda server, language: self.set_zone(server, zone, language))

        what = commands.ZONE_OF_SERVER
        return Command(name=localised(what.name), description=localised(what.description), callback=timezone)

    async def _answer(self, interaction: Interaction, answer: Answer) -> None:
        """Answer an organiser in private; others are refused whatever the server's settings let them try."""
        language, allowed = language_of(interaction), interaction.permissions
        words, server = WORDS[language], interaction.guild_id
        if server is None or interaction.guild is None or not interaction.is_guild_integration():
            await self.replies.answer(interaction, said(words.servers_only), private=True)
        elif not (allowed.manage_guild or allowed.administrator):
            await self.replies.answer(interaction, said(words.organisers_only), private=True)
        else:
            await self.replies.answer_later(interaction, _made(answer(server, language)))

    async def start_season(self, server: int, name: str, language: Language) -> Message:
        """Begin one, if none runs."""
        words = WORDS[language]
        begun = await organising.start_season(self.stored, server, name, self.clock())
        if isinstance(begun, Refusal):
            return said(_phrase(begun, words))
        season, is_new = begun
        phrase = words.started if is_new else words.runs
        return said(phrase.format(name=foreign(season.name), since=moment(season.started_at)))

    async def end_season(self, server: int, language: Language) -> Message:
        """End the one that runs."""
        words = WORDS[language]
        ended = await organising.end_season(self.stored, server, self.clock())
        return said(_phrase(ended, words) if isinstance(ended, Refusal) else words.ended.format(name=foreign(ended.name)))

    async def exclude(self, server: int, user: int, language: Language) -> Message:
        """Keep somebody off the boards."""
        words = WORDS[language]
        found = await organising.exclude(self.stored, server, user, self.clock())
        if isinstance(found, Refusal):
            return said(_phrase(found, words))
        return said((words.excluded if found else words.excluded_already).format(who=f"<@{user}>"))

    async def include(self, server: int, user: int, language: Language) -> Message:
        """Bring them back."""
        words = WORDS[language]
        found = await organising.include(self.stored, server, user, self.clock())
        if isinstance(found, Refusal):
            return said(_phrase(found, words))
        return said((words.included if found else words.included_already).format(who=f"<@{user}>"))

    async def link(self, server: int, group: str, role: discord.Role | None, language: Language) -> Message:
        """Tie a group to a role, or to none."""
        words = GROUP_WORDS[language]
        if role is not None and role.is_default():
            return said(words.everyone)
        tied = await groups.tie(self.stored, server, group, role.id if role is not None else None)
        mention = role.mention if role is not None else ""
        if tied is groups.Refusal.ROLE_TAKEN:
            return said(words.role_taken.format(role=mention))
        if not isinstance(tied, Done):
            return refused(tied, group, language)
        return done(tied, ((words.unlinked if role is None else words.linked).replace("{role}", mention),))

    async def set_zone(self, server: int, typed: str, language: Language) -> Message:
        """Choose whose days are counted."""
        words, now = WORDS[language], self.clock()
        found = await organising.set_zone(self.stored, server, typed, now)
        if isinstance(found, Refusal):
            return said(_phrase(found, words))
        if found is None:
            near = zones.suggested(typed, now, 5)
            lines = [words.no_zone.format(zone=inert(cut(typed, 100)))]
            return said("\n".join([*lines, *([words.meant.format(names=", ".join(near))] if near else [])]))
        name, today = found
        return said(words.zone.format(zone=name, date=day_name(today, language)))


def _phrase(why: Refusal, words: Words) -> str:
    phrases = {Refusal.NOT_KEPT: words.not_kept, Refusal.NAME: words.bad_name, Refusal.NONE_RUNS: words.none_runs}
    return phrases[why].format(longest=LONGEST)


async def _made(answer: Awaitable[Message]) -> Message:
    return await answer
