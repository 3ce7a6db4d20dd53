"""`/settings`: how a member appears to others, and the buttons and the form that change it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord import InteractionType
from discord.app_commands import Command

from bot.discord_front import layout
from bot.discord_front.acting import acting
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.drawing import said
from bot.discord_front.forms import form, typed_into
from bot.discord_front.layout import Message
from bot.discord_front.markdown import foreign
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.chosen_names import LONGEST
from bot.study.facts import Language
from bot.tutor import appearance
from bot.tutor.answering import Member
from bot.tutor.appearance import Appearance, Refusal
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.appearance import WORDS

ALIAS, HIDE, SHOW = (f"kotae1:settings:{what}" for what in ("alias", "hide", "show"))
_OURS = re.compile("kotae1:settings:(alias|hide|show)")


@dataclass(frozen=True, slots=True)
class Settings:
    """The feature: its command, and what answers its buttons and its form. `clock` tells the moment."""

    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]

    def command(self) -> "Command[Any, ..., None]":
        """`/settings`."""

        async def settings(interaction: Interaction) -> None:
            member = acting(interaction, self.clock())
            await self.replies.answer_later(interaction, self.show(member, language_of(interaction)))

        described = commands.SETTINGS
        return Command(
            name=localised(described.name),
            description=localised(described.description),
            callback=settings,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )

    async def press(self, interaction: Interaction) -> bool:
        """Answer a button with a change or with the form, and the form with the change; whether it was one of these."""
        found = _OURS.fullmatch(interaction.custom_id or "")
        if found is None:
            return False
        member, language = acting(interaction, self.clock()), language_of(interaction)
        if interaction.type is InteractionType.modal_submit:
            await self.replies.turn_later(interaction, self.call(member, typed_into(interaction), language))
        elif found[1] == "alias":
            words = WORDS[language]
            await self.replies.ask(interaction, form(ALIAS, words.form, words.above, words.field, LONGEST, optional=True))
        else:
            await self.replies.turn_later(interaction, self.hide(member, language, hidden=found[1] == "hide"))
        return True

    async def show(self, member: Member, language: Language) -> Message:
        """How they appear now."""
        found = await appearance.appearance(self.stored, member)
        return said(WORDS[language].not_read) if isinstance(found, Refusal) else view(found, language, in_server=_in(member))

    async def call(self, member: Member, typed: str, language: Language) -> Message:
        """Appear under another name, or under one's own again."""
        words, found = WORDS[language], await appearance.call(self.stored, member, typed)
        if isinstance(found, Refusal):
            return said(_phrase(found, language))
        remark = words.uncalled if found.alias is None else words.called.format(name=foreign(found.alias))
        return view(found, language, remark, in_server=_in(member))

    async def hide(self, member: Member, language: Language, *, hidden: bool) -> Message:
        """Appear on no board, or on them again."""
        words, found = WORDS[language], await appearance.hide(self.stored, member, hidden=hidden)
        if isinstance(found, Refusal):
            return said(_phrase(found, language))
        return view(found, language, words.now_hidden if hidden else words.now_shown, in_server=_in(member))


def _in(member: Member) -> bool:
    return member.server is not None


def _phrase(why: Refusal, language: Language) -> str:
    words = WORDS[language]
    phrases = {
        Refusal.NOT_KEPT: words.not_kept,
        Refusal.NAME: words.bad_name,
        Refusal.CALLS: words.calls,
        Refusal.TAKEN: words.taken,
    }
    return phrases[why].format(longest=LONGEST)


def view(found: Appearance, language: Language, remark: str = "", *, in_server: bool) -> Message:
    """What others see of a member, with a button for each change; `remark` says what changed just now."""
    words = WORDS[language]
    name = (words.named if found.alias is None else words.alias).format(name=foreign(found.alias or found.name))
    lines = [name, words.hidden if found.hidden else words.shown]
    if found.excluded:
        lines.append(words.excluded)
    if in_server:
        group = found.study_group
        lines.append(words.group_none if group is None else words.group.format(name=foreign(group)))
    top = [f"## {words.title}", *([remark] if remark else []), *(f"- {line}" for line in lines)]
    switch = layout.button(words.show, SHOW) if found.hidden else layout.button(words.hide, HIDE)
    buttons = layout.row(layout.button(words.choose, ALIAS), switch)
    return layout.message([layout.text("\n".join([*top, layout.small(words.everywhere)])), buttons])
