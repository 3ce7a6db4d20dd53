"""`/privacy`: a file with everything that is stored about a member, and the deletion of it all, which is asked for once."""

import asyncio
import io
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import discord
from discord.app_commands import Command, Group

from bot.discord_front import layout
from bot.discord_front.acting import acting
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Replies, described, language_of
from bot.study.facts import Language
from bot.tutor import privacy
from bot.tutor.answering import Member, Refusal
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.privacy import WORDS

log = logging.getLogger(__name__)

NAME = "kotae-export.json"
_OURS = re.compile(r"kotae1:privacy:delete:(\d{1,20})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Privacy:
    """The feature: its commands, and what answers the button. `clock` tells the moment."""

    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]

    def commands(self) -> Group:
        """`/privacy`, with both subcommands."""

        async def export(interaction: Interaction) -> None:
            words = WORDS[language_of(interaction)]
            await self.replies.answer(interaction, said(words.gathering), private=True)
            self.replies.beside(self._hand_over(interaction))

        async def delete(interaction: Interaction) -> None:
            await self.replies.answer(interaction, ask(interaction.user.id, language_of(interaction)), private=True)

        group = Group(
            name=localised(commands.PRIVACY.name),
            description=localised(commands.PRIVACY.description),
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )
        for what, callback in ((commands.PRIVACY_EXPORT, export), (commands.PRIVACY_DELETE, delete)):
            group.add_command(Command(name=localised(what.name), description=localised(what.description), callback=callback))
        return group

    async def press(self, interaction: Interaction) -> bool:
        """Answer the button; whether it was one."""
        found = _OURS.fullmatch(interaction.custom_id or "")
        if found is None:
            return False
        language = language_of(interaction)
        if int(found[1]) != interaction.user.id:
            await self.replies.answer(interaction, said(WORDS[language].not_yours), private=True)
        else:
            await self.replies.turn_later(interaction, self.delete(acting(interaction, self.clock()), language))
        return True

    async def delete(self, member: Member, language: Language) -> Message:
        """Delete it all."""
        words = WORDS[language]
        if await privacy.delete(self.stored, member):
            return said(words.deleted)
        return layout.message([layout.text(words.not_deleted), layout.row(_button(member.user, language))])

    async def _hand_over(self, interaction: Interaction) -> None:
        """Put the file where "one moment" stands."""
        words = WORDS[language_of(interaction)]
        try:
            written = await privacy.export(self.stored, acting(interaction, self.clock()))
            if isinstance(written, Refusal):
                await self.replies.change(interaction, said(words.not_read))
                return
            view = layout.message([layout.text(words.exported), layout.file(NAME)])
            ready = [await asyncio.to_thread(_buffer, written)]
            await self.replies.change(
                interaction, view, lambda: discord.File(ready.pop() if ready else io.BytesIO(written), NAME)
            )
        except Exception as error:
            log.error("an export was not handed over: %s", described(error))
            await self.replies.change(interaction, said(words.not_read))


def ask(user: int, language: Language) -> Message:
    """What a deletion means, and the button that begins it."""
    return layout.message([layout.text(WORDS[language].ask), layout.row(_button(user, language))])


def _buffer(written: bytes) -> io.BytesIO:
    """A buffer that owns what is in it: one that is made of bytes copies them as it is sent, on the event loop."""
    buffer = io.BytesIO()
    buffer.write(written)
    buffer.seek(0)
    return buffer


def _button(user: int, language: Language) -> layout.Component:
    made = layout.button(WORDS[language].delete, f"kotae1:privacy:delete:{user}")
    return made | {"style": discord.ButtonStyle.danger.value}
