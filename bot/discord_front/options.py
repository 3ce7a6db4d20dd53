"""The options of a command -> their names and descriptions in both languages, as Discord is told them."""

from collections.abc import Callable
from typing import Any

from discord import app_commands

from bot.discord_front.commands import localised
from bot.wording.commands import Described


def named(**options: Described) -> Callable[[Any], Any]:
    """Give the options of a command their names and descriptions, by the callback's parameters."""

    def apply(callback: Any) -> Any:
        renamed = app_commands.rename(**{key: localised(each.name) for key, each in options.items()})
        told = app_commands.describe(**{key: localised(each.description) for key, each in options.items()})
        return renamed(told(callback))

    return apply
