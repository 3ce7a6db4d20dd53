"""The daily question as members answer it: presses of its card, their own panels and forms, and `/today`."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, cast

from discord import InteractionType
from discord.app_commands import Command

from bot.discord_front import round_cards
from bot.discord_front.acting import on_post
from bot.discord_front.commands import SERVERS, SERVERS_ONLY, localised
from bot.discord_front.controls import Control, answer, drafted
from bot.discord_front.drawing import said
from bot.discord_front.forms import typed_into
from bot.discord_front.layout import Message
from bot.discord_front.questions import typed_form
from bot.discord_front.replies import PATIENCE, Interaction, Replies, language_of
from bot.discord_front.round_ids import private, read
from bot.study.facts import Language
from bot.tutor import answering
from bot.tutor.answering import Member, Refusal
from bot.tutor.rounds import AskedRound, AskedRounds
from bot.wording import commands
from bot.wording.rounds import WORDS


class Rounds:
    """The feature: `/today`, and what answers the card of a round wherever it is shown."""

    def __init__(self, asked: AskedRounds, replies: Replies) -> None:
        self.asked = asked
        self.replies = replies
        self._verdicts = round_cards.Verdicts()

    def command(self) -> "Command[Any, ..., None]":
        """`/today`."""

        async def today(interaction: Interaction) -> None:
            await self.replies.turn_later(interaction, self.today(interaction))

        return Command(
            name=localised(commands.TODAY.name),
            description=localised(commands.TODAY.description),
            callback=today,
            allowed_contexts=SERVERS_ONLY,
            allowed_installs=SERVERS,
        )

    async def press(self, interaction: Interaction) -> bool:
        """Answer a button, menu or form of a round; whether it was one."""
        found = read(interaction.custom_id or "")
        if found is None:
            return False
        if found[1].action == "write" and interaction.type is InteractionType.component:
            await self._write(interaction, *found)
        else:
            await self.replies.turn_later(interaction, self._pressed(interaction, *found))
        return True

    async def today(self, interaction: Interaction) -> Message:
        """The open questions of this server, for whoever missed the post."""
        member, language = on_post(interaction, self.asked.clock()), language_of(interaction)
        if member.server is None:
            return said(WORDS[language].servers_only)
        found = await answering.open_here(self.asked, member, interaction.channel_id)
        if isinstance(found, Refusal):
            return said(WORDS[language].not_read)
        if not found:
            return said(WORDS[language].today_none)
        before = await answering.before(self.asked, found[0], member)
        return round_cards.today(found, before, language)

    async def _write(self, interaction: Interaction, number: int, control: Control) -> None:
        """Show the form of a typed answer; whoever has answered is told so before they type."""
        member, language = on_post(interaction, self.asked.clock()), language_of(interaction)
        try:
            async with asyncio.timeout(PATIENCE):  # a form is a first response or none: Discord cannot be asked to wait for it
                asked = await answering.find(self.asked, number, member)
                before = None if isinstance(asked, Refusal) else await answering.before(self.asked, asked, member)
        except TimeoutError:
            asked, before = Refusal.NOT_KEPT, None
        if isinstance(asked, Refusal):
            await self.replies.turn(interaction, _refused(asked, language))
        elif asked.posed.question.typed is None:
            await self.replies.turn(interaction, round_cards.unclear(asked, language, private=_is_private(interaction)))
        elif isinstance(before, answering.Counted):
            await self.replies.turn(interaction, round_cards.told(before, language, self._verdicts))
        else:
            await self.replies.ask(interaction, typed_form(asked.posed, language, private(number, control)))

    async def _pressed(self, interaction: Interaction, number: int, control: Control) -> Message:
        member, language = on_post(interaction, self.asked.clock()), language_of(interaction)
        asked = await answering.find(self.asked, number, member)
        if isinstance(asked, Refusal):
            return _refused(asked, language)
        if control.action == "ask":
            return await self._show(asked, member, language)
        if control.action in {"pair", "step"}:
            draft = drafted(asked.posed, control, _values(interaction))
            remark = WORDS[language].unclear if draft is None else ""
            return round_cards.panel(asked, language, remark, draft=draft or ())
        given = self._given(interaction, asked, control)
        if not given:
            return round_cards.unclear(asked, language, private=_is_private(interaction))
        found = await answering.answer(self.asked, asked, member, given, tried=control.number == 1)
        if found is Refusal.NOT_KEPT:
            return round_cards.not_kept(asked, given, control, language, private=_is_private(interaction))
        return _refused(found, language) if isinstance(found, Refusal) else round_cards.told(found, language, self._verdicts)

    def _given(self, interaction: Interaction, asked: AskedRound, control: Control) -> Sequence[int] | str | None:
        """The answer that came with a press or a form; None or empty where it is none to this question."""
        if interaction.type is InteractionType.modal_submit:
            fits = control.action == "write" and asked.posed.question.typed is not None
            return typed_into(interaction).strip() if fits else None
        return answer(asked.posed, control)

    async def _show(self, asked: AskedRound, member: Member, language: Language) -> Message:
        """The question for one member alone, or what they have answered."""
        before = await answering.before(self.asked, asked, member)
        return (
            round_cards.told(before, language, self._verdicts)
            if isinstance(before, answering.Counted)
            else round_cards.panel(asked, language)
        )


def _refused(refusal: Refusal, language: Language) -> Message:
    words = WORDS[language]
    return said(words.unknown if refusal is Refusal.UNKNOWN else words.not_read)


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _values(interaction: Interaction) -> list[str]:
    data = cast("Mapping[str, Any]", interaction.data or {})
    return [str(each) for each in data.get("values") or ()]
