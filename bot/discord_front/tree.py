"""The tree of commands: faults in any of them are caught here, once."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

import discord
from discord import app_commands

from bot.discord_front.drawing import said_with_topics
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.wording.discord_words import WORDS

Complete: TypeAlias = Callable[[Interaction, str], Awaitable[Sequence[app_commands.Choice[str]]]]
"""What may be meant by what was typed so far."""


class Tree(app_commands.CommandTree[Any]):
    """Discord's command tree, with our answer to faults. `completions` are by an option's name, or by command and option."""

    def __init__(self, client: discord.Client, replies: Replies, completions: Mapping[str, Complete]) -> None:
        super().__init__(client)
        self._replies = replies
        self._completions = completions

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let commands pass, and answer autocompletes here.

        The library's own way would log a traceback each time someone types faster than Discord delivers.
        """
        if interaction.type is not discord.InteractionType.autocomplete:
            return True
        try:
            data = cast("Mapping[str, Any]", interaction.data)
            focused = next(option for option in _typed(data) if option.get("focused"))
            complete = self._completions.get(f"{data['name']} {focused['name']}") or self._completions[focused["name"]]
            await self._replies.offer(interaction, await complete(interaction, str(focused["value"])))
        except Exception as error:
            await self._replies.fault(interaction, error, "an autocomplete")
        return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the member what can be told, and record it."""
        if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
            await self._outdated(interaction)
            return
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await self._replies.fault(interaction, cause, "a command")

    async def _outdated(self, interaction: Interaction) -> None:
        """Discord's copy of the commands is older or newer than ours."""
        try:
            language = language_of(interaction)
            view = said_with_topics(WORDS[language].outdated_command, language)
            await self._replies.answer(interaction, view, private=True)
        except Exception as error:
            await self._replies.fault(interaction, error, "a command of another version")


def _typed(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The options that are filled in, those of a command within a command too."""
    for option in data.get("options", ()):
        yield option
        yield from _typed(option)
