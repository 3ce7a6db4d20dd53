"""`/group`: members make, join, leave and list the study groups of their server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from discord import app_commands
from discord.app_commands import Choice, Command, Group

from bot.discord_front.acting import acting
from bot.discord_front.commands import SERVERS, SERVERS_ONLY, localised
from bot.discord_front.drawing import said
from bot.discord_front.group_cards import done, list_view, refused
from bot.discord_front.layout import MOST_OPTIONS, Message
from bot.discord_front.options import named
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.chosen_names import LONGEST
from bot.study.facts import Language
from bot.tutor import groups
from bot.tutor.answering import Member
from bot.tutor.groups import Done, Groups
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.groups import WORDS

Answer: TypeAlias = Callable[[Member, Language], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class StudyGroups:
    """The feature: its commands and what answers them. `clock` tells the moment."""

    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]

    def commands(self) -> Group:
        """`/group`, with all its subcommands."""
        group = Group(
            name=localised(commands.GROUP.name),
            description=localised(commands.GROUP.description),
            allowed_contexts=SERVERS_ONLY,
            allowed_installs=SERVERS,
        )
        for command in (self._create_command(), self._join_command(), self._leave_command(), self._list_command()):
            group.add_command(command)
        return group

    async def names(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The groups that may be meant."""
        found = await groups.suggested(self.stored, interaction.guild_id or 0, typed[:100], MOST_OPTIONS)
        return [Choice(name=name, value=name) for name in found]

    def _create_command(self) -> "Command[Any, ..., None]":
        @named(name=commands.NEW_NAME)
        async def create(interaction: Interaction, name: app_commands.Range[str, 1, LONGEST]) -> None:
            await self._answer(interaction, lambda member, language: self.create(member, name, language))

        described = commands.GROUP_CREATE
        return Command(name=localised(described.name), description=localised(described.description), callback=create)

    def _join_command(self) -> "Command[Any, ..., None]":
        @named(name=commands.GROUP_NAME)
        @app_commands.autocomplete(name=self.names)
        async def join(interaction: Interaction, name: app_commands.Range[str, 1, 100]) -> None:
            await self._answer(interaction, lambda member, language: self.join(member, name, language))

        described = commands.GROUP_JOIN
        return Command(name=localised(described.name), description=localised(described.description), callback=join)

    def _leave_command(self) -> "Command[Any, ..., None]":
        async def leave(interaction: Interaction) -> None:
            await self._answer(interaction, self.leave)

        described = commands.GROUP_LEAVE
        return Command(name=localised(described.name), description=localised(described.description), callback=leave)

    def _list_command(self) -> "Command[Any, ..., None]":
        async def listing(interaction: Interaction) -> None:
            await self._answer(interaction, self.list)

        described = commands.GROUP_LIST
        return Command(name=localised(described.name), description=localised(described.description), callback=listing)

    async def _answer(self, interaction: Interaction, answer: Answer) -> None:
        """Answer in private. What takes longer than Discord waits is announced first."""
        member, language = acting(interaction, self.clock()), language_of(interaction)
        if member.server is None:
            await self.replies.answer(interaction, said(WORDS[language].servers_only), private=True)
            return
        await self.replies.answer_later(interaction, _made(answer(member, language)))

    async def create(self, member: Member, name: str, language: Language) -> Message:
        """Make one."""
        made = await groups.create(self.stored, member, name)
        if not isinstance(made, Done):
            return refused(made, name, language)
        words = WORDS[language]
        return done(made, (words.created, words.created_in if made.stays is None else words.created_beside))

    async def join(self, member: Member, name: str, language: Language) -> Message:
        """Be in one."""
        joined = await groups.join(self.stored, member, name)
        if not isinstance(joined, Done):
            return refused(joined, name, language)
        words = WORDS[language]
        return done(joined, (words.joined, words.moved) if joined.left is not None else (words.joined,))

    async def leave(self, member: Member, language: Language) -> Message:
        """Be in none."""
        left = await groups.leave(self.stored, member)
        return done(left, (WORDS[language].left,)) if isinstance(left, Done) else refused(left, "", language)

    async def list(self, member: Member, language: Language) -> Message:
        """See all of them."""
        found = await groups.listing(self.stored, member)
        return list_view(found, language) if isinstance(found, Groups) else refused(found, "", language)


async def _made(answer: Awaitable[Message]) -> Message:
    return await answer
