"""`/leaderboard`: where members, study groups and topics of a server stand; only whoever asks sees it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from discord import app_commands
from discord.app_commands import Choice, Command

from bot.discord_front import layout
from bot.discord_front.acting import acting
from bot.discord_front.board_cards import board_view, no_season
from bot.discord_front.board_ids import read
from bot.discord_front.commands import SERVERS, SERVERS_ONLY, localised
from bot.discord_front.drawing import said
from bot.discord_front.forms import chosen_in
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Picture, Replies, language_of
from bot.study.facts import Language
from bot.study.periods import Kind
from bot.tutor import boards
from bot.tutor.answering import Refusal
from bot.tutor.library import Shelf
from bot.tutor.places import Board, By, Look, NoSeason
from bot.tutor.stored import Stored
from bot.wording import commands
from bot.wording.board_words import WORDS
from bot.wording.boards import BoardCard, board_card, rule
from bot.wording.commands import Text
from bot.wording.rounds import WORDS as ROUNDS

NAME = "leaderboard.png"


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The feature: its command, and what answers its buttons. `clock` tells the moment."""

    shelf: Shelf
    stored: Stored
    replies: Replies
    clock: Callable[[], datetime]

    def command(self) -> "Command[Any, ..., None]":
        """`/leaderboard period by`."""

        @app_commands.rename(period=localised(commands.PERIOD.name), by=localised(commands.BY.name))
        @app_commands.describe(period=localised(commands.PERIOD.description), by=localised(commands.BY.description))
        @app_commands.choices(period=_choices(commands.PERIOD_CHOICES), by=_choices(commands.BY_CHOICES))
        async def leaderboard(interaction: Interaction, period: str = "week", by: str = "member") -> None:
            look = Look(cast("Kind", period), cast("By", by))
            await self.replies.turn_later(interaction, self._view(interaction, look))

        return Command(
            name=localised(commands.LEADERBOARD.name),
            description=localised(commands.LEADERBOARD.description),
            callback=leaderboard,
            allowed_contexts=SERVERS_ONLY,
            allowed_installs=SERVERS,
        )

    async def press(self, interaction: Interaction) -> bool:
        """Answer a button or menu of a board; whether it was one."""
        found = read(interaction.custom_id or "", chosen_in(interaction))
        if found is None:
            return False
        slot, look = found
        if slot == "how":
            await self.replies.answer(interaction, said(rule(language_of(interaction))), private=True)
        elif slot == "picture":
            await self.replies.answer_later(interaction, self._picture(interaction, look))
        else:
            await self.replies.turn_later(interaction, self._view(interaction, look))
        return True

    async def _view(self, interaction: Interaction, look: Look) -> Message:
        language = language_of(interaction)
        board = await self._board(interaction, look)
        if isinstance(board, Refusal):
            return _refused(board, language)
        return no_season(look, language) if isinstance(board, NoSeason) else board_view(board, language)

    async def _board(self, interaction: Interaction, look: Look) -> Board | NoSeason | Refusal:
        return await boards.board(self.stored, self.shelf.library, acting(interaction, self.clock()), look)

    async def _picture(self, interaction: Interaction, look: Look) -> Message | Picture:
        language = language_of(interaction)
        board = await self._board(interaction, look)
        if isinstance(board, Refusal):
            return _refused(board, language)
        card = board_card(board, language) if not isinstance(board, NoSeason) else None
        if card is None or not card.lines:
            return said(WORDS[language].picture_none)
        return Picture(await asyncio.to_thread(draw, card, language), NAME, alt(card, language))


def draw(card: BoardCard, language: Language) -> bytes:
    """The places as bars, as PNG. Only ever called in a thread: it imports what draws."""
    from bot.pictures.spread import DrawnBar
    from bot.pictures.spread import draw as drawn

    bars = [DrawnBar(f"{line.rank} {line.name}".strip(), line.amount, line.share, line.mine) for line in card.lines]
    return drawn(_plain_title(card), bars, card.most, WORDS[language].you)


def alt(card: BoardCard, language: Language) -> str:
    """What the picture shows, in words."""
    words = WORDS[language]
    bars = words.comma.join(f"{line.rank} {line.name}: {line.share}".strip() for line in card.lines)
    return layout.cut(words.picture_alt.format(title=_plain_title(card), bars=bars), layout.LONGEST_ALT)


def _plain_title(card: BoardCard) -> str:
    return card.title.replace("{name}", " ".join(card.season.split()))


def _refused(refusal: Refusal, language: Language) -> Message:
    words = ROUNDS[language]
    return said(words.servers_only if refusal is Refusal.UNKNOWN else words.not_read)


def _choices(texts: Mapping[str, Text]) -> list[Choice[str]]:
    return [Choice(name=localised(text), value=value) for value, text in texts.items()]
