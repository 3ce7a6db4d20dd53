"""Presses of buttons and menus -> answers. All they need stands in the `custom_id`, so they outlive a restart."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from discord import InteractionType

from bot.discord_front.custom_ids import Press, read, resolve
from bot.discord_front.drawing import drawn_fact, said, said_with_topics
from bot.discord_front.forms import chosen_in
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.discord_front.topics import topics_view
from bot.study.facts import Language
from bot.tutor.explain import explain_fact
from bot.tutor.library import Library, Shelf
from bot.wording.discord_words import WORDS

Handler: TypeAlias = Callable[[Interaction], Awaitable[bool]]
"""A feature's answer to its own components and forms; whether it knew what to make of this one."""


@dataclass(frozen=True, slots=True)
class Presses:
    """Answers every component and every form, those that are no longer ours included.

    `features` answer those whose `custom_id` begins with `kotae1:` and their name.
    """

    shelf: Shelf
    replies: Replies
    features: Mapping[str, Handler] = field(default_factory=dict)

    async def answer(self, interaction: Interaction) -> None:
        """One press, one message; anything else than a press is left alone. Bots take no part in any feature."""
        if interaction.type not in (InteractionType.component, InteractionType.modal_submit):
            return
        try:
            if interaction.user.bot:
                await self.replies.answer(interaction, said(WORDS[language_of(interaction)].bots), private=True)
                return
            feature = self.features.get(_feature(interaction.custom_id or ""))
            if feature is not None and await feature(interaction):
                return
            press = read(interaction.custom_id or "") if interaction.type is InteractionType.component else None
            view = press_view(self.shelf.library, press, next(iter(chosen_in(interaction)), ""), language_of(interaction))
            if press is not None and press.action == "open":
                await self.replies.answer(interaction, view, private=True)
            else:
                await self.replies.turn(interaction, view)
        except Exception as error:
            await self.replies.fault(interaction, error, "a press")


def press_view(library: Library, press: Press | None, chosen: str, language: Language) -> Message:
    """The message that answers a press; `chosen` is what a menu was set to."""
    words = WORDS[language]
    if press is None:
        return said_with_topics(words.outdated, language)
    if press.action == "topics":
        return topics_view(library, language, press.page)
    key = resolve(library.base, chosen if press.action == "pick" else press.reference)
    explanation = explain_fact(library, key, language) if key is not None else None
    return drawn_fact(explanation, language, press.page) if explanation else said_with_topics(words.gone, language)


def _feature(custom_id: str) -> str:
    ours, _, rest = custom_id.partition(":")
    return rest.partition(":")[0] if ours == "kotae1" else ""
