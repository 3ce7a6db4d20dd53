"""`/topics`: all that the notes cover, and the topics as choices."""

from dataclasses import dataclass
from typing import Any

from discord.app_commands import Choice, Command

from bot.discord_front import layout
from bot.discord_front.commands import EVERYWHERE, SERVERS_AND_DMS, localised
from bot.discord_front.custom_ids import LONGEST, Press, reference
from bot.discord_front.drawing import said
from bot.discord_front.markdown import inert
from bot.discord_front.replies import Interaction, Replies, language_of
from bot.study.facts import Language
from bot.tutor.library import Library, Shelf
from bot.tutor.topic_names import SEVERAL, topic_named, topics, topics_meant
from bot.tutor.topics import titled
from bot.wording import commands as named
from bot.wording.cards import name
from bot.wording.discord_words import WORDS

PAGE = layout.MOST_OPTIONS
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Topics:
    """The feature: its command and what answers it."""

    shelf: Shelf
    replies: Replies

    def command(self) -> "Command[Any, ..., None]":
        """`/topics`."""

        async def answer(interaction: Interaction) -> None:
            view = topics_view(self.shelf.library, language_of(interaction))
            await self.replies.answer(interaction, view, private=True)

        return Command(
            name=localised(named.TOPICS.name),
            description=localised(named.TOPICS.description),
            callback=answer,
            allowed_contexts=SERVERS_AND_DMS,
            allowed_installs=EVERYWHERE,
        )


def topics_view(library: Library, language: Language, page: int = 0) -> layout.Message:
    """The message with the topics of every deck, so many on a page."""
    words = WORDS[language]
    decks, titles = library.shelves, titled(library.base.decks, language)
    shelved = [(titles[each.deck.id], topic, count) for each in decks for topic, count in each.topics]
    if not shelved:
        return said(words.no_notes)
    pages = -(-len(shelved) // PAGE)
    page = min(page, pages - 1)
    shown = shelved[page * PAGE : (page + 1) * PAGE]
    lines, deck = [f"## {words.topics}"], ""
    for title, topic, count in shown:
        if title != deck:
            deck = title
            lines.append(f"**{inert(layout.cut(title, LONGEST_NAME))}**")
        lines.append("- " + words.topic_count.format(name=inert(layout.cut(name(topic, language), LONGEST_NAME)), count=count))
    options = [(reference(topic.key), name(topic, language), title if len(decks) > 1 else "") for title, topic, _ in shown]
    items: list[layout.Component] = [layout.text("\n".join(lines)), layout.select("topics", words.choose_topic, options)]
    if pages > 1:
        items.append(layout.row(*_turns(language, page, pages)))
    return layout.message(items)


def _turns(language: Language, page: int, pages: int) -> list[layout.Component]:
    words = WORDS[language]
    buttons = []
    if page + 1 < pages:
        buttons.append(layout.button(words.more.format(page=page + 2, pages=pages), Press("topics", page=page + 1), strong=True))
    if page:
        buttons.append(layout.button(words.previous.format(page=page, pages=pages), Press("topics", page=page - 1)))
    return buttons


def several_topics(library: Library, typed: str, language: Language) -> list[Choice[str]]:
    """The same for the last of several with commas between them; each choice stands for all of them, the new one named first."""
    *before, last = SEVERAL.split(typed)
    chosen = [part for part in map(str.strip, before) if part]
    if not chosen:
        return topic_choices(library, typed, language)
    known = {topic_named(library, part) for part in chosen}
    choices = []
    for each in topic_choices(library, last.strip(), language):
        label, value = ", ".join((each.name, *chosen)), ", ".join((*chosen, each.value))
        if topic_named(library, each.value) not in known and max(len(label), len(value)) <= LONGEST:
            choices.append(Choice(name=label, value=value))
    return choices


def topic_choices(library: Library, typed: str, language: Language) -> list[Choice[str]]:
    """The topics that contain what was typed in their name, in either language, or are called something like it.

    Where several decks have a topic of that name, the deck is named too.
    """
    sought = typed.strip().casefold()
    containing = (topic for topic in topics(library) if any(sought in line.plain.casefold() for line in topic.lines.values()))
    found: dict[str, str] = {}
    for topic in (*containing, *topics_meant(library, typed)):
        deck = library.namesakes[language].get(topic.key)
        label = f"{name(topic, language)} · {deck}" if deck else name(topic, language)
        found.setdefault(layout.cut(label, LONGEST), topic.key)
    return [Choice(name=label, value=key if len(key) <= LONGEST else label) for label, key in list(found.items())[:PAGE]]
