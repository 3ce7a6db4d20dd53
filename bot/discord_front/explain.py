"""`/explain`: a query -> a card, and what one may be about to ask."""

from typing import Any

from discord import app_commands
from discord.app_commands import Choice, Command, Range

from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.custom_ids import LONGEST
from bot.discord_front.drawing import Sheets, drawn, drawn_fact, said
from bot.discord_front.layout import Message, cut
from bot.discord_front.markdown import inert
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.discord_front.topics import topic_choices
from bot.study.facts import Fact, Language
from bot.study.kept import Kept
from bot.tutor.explain import Explaining, Explanation, explain, explain_fact, explanation, suggest
from bot.tutor.library import Library, Shelf
from bot.tutor.topic_names import topic_named
from bot.wording import commands
from bot.wording.discord_words import WORDS

MOST_CHOICES = 25
LONGEST_QUERY = 300
MOST_ANSWERS = 200
"""Answers kept, by what was typed; one takes some 15 KB, less where it shares its card."""
MOST_SHEETS = 500
"""Cards and explanations kept, by the fact: what is typed differs, the facts are few."""
CHOSEN = "fact:"
"""Marks a query that was chosen from the list: the key of a fact follows."""


class Explain:
    """The feature: its command and what answers it."""

    def __init__(self, shelf: Shelf, replies: Replies) -> None:
        self.shelf = shelf
        self.replies = replies
        self._answers = Answers()

    def command(self) -> "Command[Any, ..., None]":
        """`/explain query topic private`."""

        @app_commands.rename(
            query=localised(commands.QUERY.name), topic=localised(commands.TOPIC.name), private=localised(commands.PRIVATE.name)
        )
        @app_commands.describe(
            query=localised(commands.QUERY.description),
            topic=localised(commands.TOPIC.description),
            private=localised(commands.PRIVATE.description),
        )
        @app_commands.autocomplete(query=self.queries, topic=self.topics)
        async def answer(
            interaction: Interaction, query: Range[str, 1, LONGEST_QUERY], topic: str | None = None, private: bool = False
        ) -> None:
            await self.answer(interaction, query, topic, private)

        return Command(
            name=localised(commands.EXPLAIN.name),
            description=localised(commands.EXPLAIN.description),
            callback=answer,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )

    async def answer(self, interaction: Interaction, query: str, topic: str | None, private: bool) -> None:
        """One query, one message."""
        view = self._answers.get(self.shelf.library, query, topic, language_of(interaction))
        await self.replies.answer(interaction, view, private=private)

    async def queries(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """What may be meant, best first, within the topic chosen before."""
        library, language = self.shelf.library, language_of(interaction)
        within = topic_named(library, getattr(interaction.namespace, "topic", None) or "")
        found = suggest(library, typed[:LONGEST_QUERY], language, within, MOST_CHOICES)
        choices: dict[str, str] = {}
        for each in found:
            choices.setdefault(cut(each.label, LONGEST), each.fact.key)
        return [Choice(name=label, value=_chosen(label, key)) for label, key in choices.items()]

    async def topics(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The topics that may be meant."""
        return topic_choices(self.shelf.library, typed, language_of(interaction))


class Answers:
    """The last answers given, ready to be given again: a group asks the same things on the same evening."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._forget()

    def _forget(self) -> None:
        self._drawn: Kept[tuple[str, str | None, Language], Message] = Kept(MOST_ANSWERS)
        self._sheets: Sheets = Kept(MOST_SHEETS)
        self._explanations: Kept[tuple[str, Language], Explanation] = Kept(MOST_SHEETS)

    def get(self, library: Library, query: str, topic: str | None, language: Language) -> Message:
        """The message that answers a query."""
        if library is not self._library:
            self._library = library
            self._forget()
        asked = query, topic, language
        return self._drawn.get(asked, lambda: answer_view(library, *asked, self._sheets, self._explanation))

    def _explanation(self, library: Library, fact: Fact, language: Language) -> Explanation:
        return self._explanations.get((fact.key, language), lambda: explanation(library, fact, language))


def answer_view(
    library: Library,
    query: str,
    topic: str | None,
    language: Language,
    sheets: Sheets | None = None,
    explaining: Explaining = explanation,
) -> Message:
    """The message that answers a query: typed, or chosen from the list. `sheets` are those drawn before of this library."""
    words = WORDS[language]
    if not library.base.facts:
        return said(words.no_notes)
    if query.startswith(CHOSEN):
        query = query.removeprefix(CHOSEN)
        if chosen := explain_fact(library, query, language):
            return drawn_fact(chosen, language)
        query = query.rpartition("/")[2].replace("-", " ")
    within = topic_named(library, topic) if topic else None
    remark = words.unknown_topic.format(topic=inert(cut(topic, 60))) if topic and within is None else ""
    return drawn(explain(library, query, language, within, explaining), language, remark, sheets)


def _chosen(label: str, key: str) -> str:
    """What choosing from the list sends: the fact's key, or the words themselves where the key is too long."""
    value = CHOSEN + key
    return value if len(value) <= LONGEST else label
