"""The message menu "Explain this": a message someone wrote -> its terms, explained to whoever asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord
from discord.app_commands import ContextMenu

from bot.discord_front.commands import ANYWHERE, EVERYWHERE, localised
from bot.discord_front.drawing import drawn_terms, said
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.facts import Language
from bot.tutor.explain import explain_message
from bot.tutor.library import Library, Shelf
from bot.wording.commands import EXPLAIN_THIS
from bot.wording.discord_words import WORDS

_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class ExplainThis:
    """The feature: its menu entry and what answers it."""

    shelf: Shelf
    replies: Replies

    def command(self) -> ContextMenu:
        """The menu entry on any message."""

        async def answer(interaction: Interaction, message: discord.Message) -> None:
            view = terms_view(self.shelf.library, written_in(message), language_of(interaction))
            await self.replies.answer(interaction, view, private=True)

        return ContextMenu(name=localised(EXPLAIN_THIS), callback=answer, allowed_contexts=ANYWHERE, allowed_installs=EVERYWHERE)


def terms_view(library: Library, written: str, language: Language) -> Message:
    """The message with the terms of what someone wrote."""
    if not library.base.facts:
        return said(WORDS[language].no_notes)
    return drawn_terms(explain_message(library, written, language), language)


def written_in(message: discord.Message) -> str:
    """All words of a message: its own, its embeds' and cards', those of what it forwards; addresses are no words."""
    parts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or "", *(f"{field.name} {field.value}" for field in embed.fields)]
    parts.extend(_displayed(message.components))
    return _ADDRESS.sub(" ", "\n".join(part for part in parts if part))


def _displayed(components: Iterable[object]) -> Iterator[str]:
    """The texts of newer messages, which have no content: our own cards, for one."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
