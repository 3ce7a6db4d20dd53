"""Reports that no organiser has seen -> what `/daily status` says of them, and the pages on which organisers read them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_front import layout
from bot.discord_front.acting import organises
from bot.discord_front.drawing import said
from bot.discord_front.layout import Component, Message
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.discord_front.report_desk import Desk, desk_of, permission_names
from bot.discord_front.report_message import report_parts
from bot.study.facts import Language
from bot.tutor import reporting
from bot.tutor.library import Shelf
from bot.tutor.records import StoreError
from bot.tutor.reporting import Page
from bot.tutor.stored import Stored
from bot.wording.discord_words import WORDS as COMMON
from bot.wording.reports import WORDS

OPEN = "kotae1:reports:open"
_TURN = re.compile(r"kotae1:reports:(\d{1,4})(?::(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReportPages:
    """The feature: what answers the buttons beneath a status and beneath a report."""

    shelf: Shelf
    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]

    async def press(self, interaction: Interaction) -> bool:
        """Show a report that no organiser has seen, the first or another; whether it was such a button."""
        found = _TURN.fullmatch(interaction.custom_id or "")
        if interaction.custom_id == OPEN:
            await self.replies.answer_later(interaction, self._page(interaction, 0, None))
        elif found is not None:
            await self.replies.turn_later(interaction, self._page(interaction, int(found[1]), found[2]))
        else:
            return False
        return True

    async def _page(self, interaction: Interaction, number: int, read: str | None) -> Message:
        """That page, once the report that was `read` is marked."""
        language, server = language_of(interaction), interaction.guild_id
        if server is None or not organises(interaction):
            return said(WORDS[language].organisers_only)
        try:
            if read is not None:
                await reporting.has_read(self.stored, server, int(read), self.clock())
            return page_view(await reporting.page(self.stored, self.shelf.library, server, number), language)
        except StoreError:
            return said(WORDS[language].not_set if read is not None else WORDS[language].not_read)


def page_view(page: Page | None, language: Language) -> Message:
    """A report, and ways to the others."""
    words, common = WORDS[language], COMMON[language]
    if page is None:
        return said(words.none_unread)
    at, count = page.number, page.count
    mark = layout.button(words.mark_read, f"kotae1:reports:{at}:{page.delivery.report.id}", strong=True)
    before = [layout.button(common.previous.format(page=at, pages=count), f"kotae1:reports:{at - 1}")] if at else []
    after = [layout.button(common.more.format(page=at + 2, pages=count), f"kotae1:reports:{at + 1}")] if at + 1 < count else []
    return layout.message([*report_parts(page.delivery, language), layout.row(*before, *after, mark)])


async def reports_status(stored: Stored, guild: discord.Guild, language: Language) -> Sequence[Component]:
    """What `/daily status` says of a server's reports; nothing where all is well. Raises StoreError."""
    return status_parts(await reporting.waiting(stored, guild.id), await desk_of(stored, guild), language)


def status_parts(waiting: int, desk: Desk, language: Language) -> Sequence[Component]:
    """How many no organiser has seen, what is wrong with the channel they go to, and a way to read them."""
    words = WORDS[language]
    lines = [words.unread.format(count=waiting)] if waiting else []
    if desk.number is not None and desk.channel is None:
        lines.append(words.lost)
    elif desk.missing:
        listed = permission_names(desk.missing, language)
        lines.append(words.lost_without.format(channel=f"<#{desk.number}>", permissions=listed))
    show = [layout.row(layout.button(words.show, OPEN))] if waiting else []
    return [layout.text("\n".join(lines)), *show] if lines else []
