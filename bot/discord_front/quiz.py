"""`/quiz`: questions to practise with, one after the other in one private message. Nothing is kept: see `Run`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from discord import InteractionType, app_commands
from discord.app_commands import Choice, Command, Range

from bot.discord_front import layout
from bot.discord_front.acting import server_of
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.controls import Control, Draft, answer, drafted
from bot.discord_front.drawing import said, said_with_topics
from bot.discord_front.forms import Form, chosen_in, typed_into
from bot.discord_front.layout import Component, Message, cut
from bot.discord_front.markdown import inert
from bot.discord_front.questions import controls, explain_buttons, how_part, outcome_parts, question_parts, typed_form
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.discord_front.report_ids import of_question
from bot.discord_front.run_ids import read, written
from bot.discord_front.topics import topic_choices
from bot.study.facts import Language
from bot.tutor.library import Library, Shelf
from bot.tutor.practice import Outcome, Posed, answered
from bot.tutor.rounds import withheld
from bot.tutor.runs import MOST, Run, begun, questions_of, short_name
from bot.tutor.stored import Stored
from bot.tutor.topic_names import topic_named
from bot.wording import commands
from bot.wording.cards import name
from bot.wording.discord_quiz import WORDS
from bot.wording.discord_words import WORDS as COMMON
from bot.wording.questions import outcome_card
from bot.wording.reports import REPORT

USUALLY = 10
"""Questions of a run."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a press: what a menu was set to, or what was typed into a form (None where it was no form)."""

    values: Sequence[str] = ()
    typed: str | None = None
    seed: str = ""
    """Of the run that begins, if one does."""
    withheld: Collection[str] = ()
    """Questions (by key) that are asked for points just now: practice says nothing of their answers."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """The feature: its command, and what answers its buttons."""

    shelf: Shelf
    replies: Replies
    stored: Stored

    def command(self) -> "Command[Any, ..., None]":
        """`/quiz topic questions`."""

        @app_commands.rename(topic=localised(commands.QUIZ_TOPIC.name), questions=localised(commands.QUESTIONS.name))
        @app_commands.describe(
            topic=localised(commands.QUIZ_TOPIC.description), questions=localised(commands.QUESTIONS.description)
        )
        @app_commands.autocomplete(topic=self.topics)
        async def begin(interaction: Interaction, topic: str | None = None, questions: Range[int, 1, MOST] = USUALLY) -> None:
            view = begin_view(self.shelf.library, seed_of(interaction), topic, questions, language_of(interaction))
            await self.replies.answer(interaction, view, private=True)

        return Command(
            name=localised(commands.QUIZ.name),
            description=localised(commands.QUIZ.description),
            callback=begin,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )

    async def topics(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The topics that may be meant."""
        return topic_choices(self.shelf.library, typed, language_of(interaction))

    async def press(self, interaction: Interaction) -> bool:
        """Answer a button, menu or form of a run; whether it was one."""
        found = read(interaction.custom_id or "")
        if found is None:
            return False
        # Where the bot is not (the member brought it along), what is open at home is kept back all the same.
        kept_back = await withheld(self.stored, server_of(interaction))
        sent = replace(_sent(interaction), withheld=kept_back)
        view = press_view(self.shelf.library, *found, sent, language_of(interaction))
        if isinstance(view, Form):
            await self.replies.ask(interaction, view)
        else:
            await self.replies.turn(interaction, view)
        return True


def seed_of(interaction: Interaction) -> str:
    """A seed that no other interaction has."""
    return blake2b(str(interaction.id).encode(), digest_size=4).hexdigest()


def begin_view(library: Library, seed: str, topic: str | None, count: int, language: Language) -> Message:
    """The first question of a new run, on one topic where one is named."""
    words = WORDS[language]
    key = topic_named(library, topic) if topic else None
    run = begun(library, seed, short_name(key) if key else "", count)
    if run is not None:
        remark = words.unknown_topic.format(topic=inert(cut(topic, 60))) if topic and key is None else ""
        return _question(run, questions_of(library, run), language, remark=remark)
    others = begun(library, seed, "", count) if key else None
    if key is None or others is None:
        return said_with_topics(words.none, language) if library.base.facts else said(COMMON[language].no_notes)
    about = inert(cut(name(library.base[key], language), 60))
    return _offering(words.none_in_topic.format(topic=about), replace(others, topic=""), language)


def press_view(library: Library, run: Run, control: Control, sent: Sent, language: Language) -> Message | Form:
    """What answers a press within a run."""
    words = WORDS[language]
    if control.action == "anew":
        fresh = begun(library, sent.seed, run.topic, run.count) or begun(library, sent.seed, "", run.count)
        return _question(fresh, questions_of(library, fresh), language) if fresh else said_with_topics(words.none, language)
    questions = questions_of(library, run)
    if run.number >= len(questions):
        return _offering(words.ended, run, language)
    posed = questions[run.number]
    if control.action == "ask":
        return _question(run, questions, language)
    if control.action == "write" and posed.question.typed is not None:
        return _written(run, questions, control, sent, language)
    if control.action in {"pair", "step"}:
        draft = drafted(posed, control, sent.values)
        return _question(run, questions, language, words.unclear if draft is None else "", draft=draft or ())
    places = answer(posed, control)
    if places is None:
        return _question(run, questions, language, words.unclear)
    return _outcome(run, answered(posed, places), sent, language)


def _written(run: Run, questions: Sequence[Posed], control: Control, sent: Sent, language: Language) -> Message | Form:
    """The form of a typed answer, or what came of it; one that is close is asked for once more."""
    posed = questions[run.number]
    if sent.typed is None:
        return typed_form(posed, language, written(run, control))
    if not sent.typed.strip():
        return _question(run, questions, language, WORDS[language].unclear, again=bool(control.number))
    outcome = answered(posed, sent.typed.strip())
    if outcome.verdict.outcome == "close" and not control.number and posed.question.key not in sent.withheld:
        typed = WORDS[language].given.format(answer=inert(cut(sent.typed, 100)))
        return _question(run, questions, language, f"**{outcome_card(outcome, language).verdict}**\n{typed}", again=True)
    return _outcome(run, outcome, sent, language)


def _question(
    run: Run, questions: Sequence[Posed], language: Language, remark: str = "", *, draft: Draft = (), again: bool = False
) -> Message:
    posed = questions[run.number]
    asked = controls(posed, (language,), lambda control: written(run, control), draft=draft, again=again)
    parts = question_parts(posed, (language,), _head(run, language))
    above = [layout.text(remark)] if remark else []
    return layout.message([*above, *parts, how_part(posed, (language,)), *asked])


def _outcome(run: Run, outcome: Outcome, sent: Sent, language: Language) -> Message:
    """The verdict and the reasons, with a way on: to the next question, or to the result and new questions."""
    secret = outcome.posed.question.key in sent.withheld
    words, after = WORDS[language], run.after(outcome.verdict.correct and not secret)
    head = _head(run, language)
    parts = [layout.text(f"{layout.small(head)}\n{words.withheld}")] if secret else outcome_parts(outcome, language, head)
    if after.number < run.count:
        on = layout.button(words.next, written(after, Control("ask")), strong=True)
    else:
        parts.append(layout.text(f"**{words.done.format(right=after.right, count=run.count)}**"))
        on = layout.button(words.anew, written(replace(run, number=0, right=0), Control("anew")), strong=True)
    if secret:
        return layout.message([*parts, layout.row(on)])
    report = layout.button(REPORT[language], of_question(outcome.posed.question.key))
    return layout.message([*parts, *layout.rows([on, *explain_buttons(outcome.posed.facts, (language,)), report])])


def _offering(words: str, run: Run, language: Language) -> Message:
    """Our own words, with a way to begin anew."""
    fresh: Component = layout.button(WORDS[language].anew, written(replace(run, number=0, right=0), Control("anew")), strong=True)
    return layout.message([layout.text(words), layout.row(fresh)])


def _head(run: Run, language: Language) -> str:
    return WORDS[language].number.format(number=run.number + 1, count=run.count)


def _sent(interaction: Interaction) -> Sent:
    typed = typed_into(interaction) if interaction.type is InteractionType.modal_submit else None
    return Sent(chosen_in(interaction), typed, seed_of(interaction))
