"""`/progress`: how a member is doing. Words at once; the picture is drawn in a thread and added to the same message."""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord.app_commands import Command

from bot.discord_front.acting import acting
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.discord_front.progress_cards import card, topics_card
from bot.discord_front.progress_picture import drawn
from bot.discord_front.replies import Interaction, Replies, described, language_of
from bot.study.facts import Language
from bot.tutor import progress
from bot.tutor.answering import Member
from bot.tutor.library import Library, Shelf
from bot.tutor.progress import Progress
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.rounds import WORDS

log = logging.getLogger(__name__)

_OURS = re.compile(r"kotae1:progress:(all|page):(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Found:
    """How somebody is doing, by the notes as they were then."""

    library: Library
    progress: Progress
    in_server: bool


class OwnProgress:
    """The feature: its command, and what answers its buttons."""

    def __init__(self, stored: Stored, shelf: Shelf, replies: Replies, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.stored = stored
        self.shelf = shelf
        self.replies = replies
        self._drawing = asyncio.Lock()

    def command(self) -> "Command[Any, ..., None]":
        """`/progress`."""

        async def show(interaction: Interaction) -> None:
            looking = asyncio.create_task(self._look(acting(interaction, self.clock())))
            await self.replies.answer_later(interaction, _card(looking, language_of(interaction)))
            found = await looking
            if found is not None and found.progress.total.answered:
                self.replies.beside(self._add_picture(interaction, found))

        return Command(
            name=localised(commands.PROGRESS.name),
            description=localised(commands.PROGRESS.description),
            callback=show,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )

    async def press(self, interaction: Interaction) -> bool:
        """Answer a button that shows all topics, or another page of them; whether it was one."""
        found = _OURS.fullmatch(interaction.custom_id or "")
        if found is None:
            return False
        making = self._topics(acting(interaction, self.clock()), int(found[2]), language_of(interaction))
        if found[1] == "all":
            await self.replies.answer_later(interaction, making)
        else:
            await self.replies.turn_later(interaction, making)
        return True

    async def _look(self, member: Member) -> _Found | None:
        """None where it cannot be read."""
        library = self.shelf.library
        found = await progress.progress(self.stored, library, member)
        return _Found(library, found, member.server is not None) if isinstance(found, Progress) else None

    async def _topics(self, member: Member, page: int, language: Language) -> Message:
        found = await self._look(member)
        return said(WORDS[language].not_read) if found is None else topics_card(found.library, found.progress, language, page)

    async def _add_picture(self, interaction: Interaction, found: _Found) -> None:
        """The words stay as they are where this fails."""
        language = language_of(interaction)
        try:
            async with self._drawing:  # one after the other: each takes some megabytes, and a thread keeps what it once had
                picture = await asyncio.to_thread(drawn, found.library, found.progress, language)
            view = card(found.library, found.progress, language, in_server=found.in_server, picture=picture)
            await self.replies.change(interaction, view, picture.file)
        except Exception as error:
            log.error("a picture was not added: %s", described(error))


async def _card(looking: "asyncio.Task[_Found | None]", language: Language) -> Message:
    found = await looking
    if found is None:
        return said(WORDS[language].not_read)
    return card(found.library, found.progress, language, in_server=found.in_server)
