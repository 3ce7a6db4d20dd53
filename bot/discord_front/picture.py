"""The Picture button of a reveal -> the spread of the answers as a PNG, drawn in a thread and seen by whoever asked."""

import asyncio
import re

from bot.discord_front import layout
from bot.discord_front.acting import on_post
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.discord_front.replies import Interaction, Picture, Replies, language_of
from bot.study.facts import Language
from bot.tutor import revealing
from bot.tutor.answering import Refusal
from bot.tutor.revealing import Revealed
from bot.tutor.rounds import AskedRounds
from bot.wording.cards import name
from bot.wording.reveals import bar_names, bar_words
from bot.wording.rounds import WORDS, percent

NAME = "answers.png"
_OURS = re.compile(r"kotae1:picture:(\d{1,18})", re.ASCII)


class Pictures:
    """The feature: what answers the button."""

    def __init__(self, asked: AskedRounds, replies: Replies) -> None:
        self.asked = asked
        self.replies = replies

    async def press(self, interaction: Interaction) -> bool:
        """Answer the button; whether it was one."""
        found = _OURS.fullmatch(interaction.custom_id or "")
        if found is None:
            return False
        await self.replies.answer_later(interaction, self._made(interaction, int(found[1])))
        return True

    async def _made(self, interaction: Interaction, number: int) -> Message | Picture:
        language, words = language_of(interaction), WORDS[language_of(interaction)]
        member = on_post(interaction, self.asked.clock())
        shown = await revealing.seen(self.asked.stored, self.asked.shelf.library, number, member)
        if isinstance(shown, Refusal):
            return said(words.not_read if shown is Refusal.NOT_KEPT else words.unknown)
        if not shown.spread.total:
            return said(words.picture_none)
        return Picture(await asyncio.to_thread(draw, shown, language), NAME, alt(shown, language))


def draw(revealed: Revealed, language: Language) -> bytes:
    """The PNG. Only ever called in a thread: it imports what draws."""
    from bot.pictures.spread import DrawnBar
    from bot.pictures.spread import draw as drawn

    words, spread = WORDS[language], revealed.spread
    names = bar_names(revealed.posed, spread, language)
    shares = [words.chose.format(count=bar.count, percent=percent(bar.count, spread.total)) for bar in spread.bars]
    bars = [DrawnBar(name, bar.count, share, bar.right) for name, share, bar in zip(names, shares, spread.bars, strict=True)]
    topic = [name(revealed.posed.topic, language)] if revealed.posed.topic else []
    return drawn(" · ".join([words.picture_of, *topic]), bars, spread.total, words.right_mark)


def alt(revealed: Revealed, language: Language) -> str:
    """What the picture shows, in words."""
    bars = bar_words(revealed.posed, revealed.spread, language)
    separator = "、" if language == "ja" else "; "
    return layout.cut(
        WORDS[language].picture_alt.format(count=revealed.spread.total, bars=separator.join(bars)), layout.LONGEST_ALT
    )
