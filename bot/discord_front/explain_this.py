"""The message menu "Explain this": a message someone wrote -> its terms, explained to whoever asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord
from discord.app_commands import ContextMenu

from bot.discord_front.commands import ANYWHERE, EVERYWHERE, localised
from bot.discord_front.drawing import drawn_terms
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.tutor.explain import explain_message
from bot.tutor.library import Shelf
from bot.wording.commands import EXPLAIN_THIS


@dataclass(frozen=True, slots=True)
class ExplainThis:
    """The feature: its menu entry and what answers it."""

    shelf: Shelf
    replies: Replies

    def command(self) -> ContextMenu:
        """The menu entry on any message."""

        async def answer(interaction: Interaction, message: discord.Message) -> None:
            language = language_of(interaction)
            found = explain_message(self.shelf.library, written_in(message), language)
            await self.replies.answer(interaction, drawn_terms(found, language), private=True)

        return ContextMenu(name=localised(EXPLAIN_THIS), callback=answer, allowed_contexts=ANYWHERE, allowed_installs=EVERYWHERE)


def written_in(message: discord.Message) -> str:
    """All words of a message: its own, its embeds' and cards', those of what it forwards."""
    parts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or "", *(f"{field.name} {field.value}" for field in embed.fields)]
    parts.extend(_displayed(message.components))
    return "\n".join(part for part in parts if part)


def _displayed(components: Iterable[object]) -> Iterator[str]:
    """The texts of newer messages, which have no content: our own cards, for one."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
