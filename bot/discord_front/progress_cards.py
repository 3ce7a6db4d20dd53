"""How a member is doing -> the message that tells them, and the list of all topics."""

from collections.abc import Sequence

from bot.discord_front import layout
from bot.discord_front.drawing import said
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import inert
from bot.discord_front.questions import explain_buttons
from bot.discord_front.replies import Picture
from bot.study.facts import Language
from bot.tutor.explain import Placed, placed
from bot.tutor.library import Library
from bot.tutor.progress import DomainShare, Progress
from bot.wording.cards import name
from bot.wording.discord_words import WORDS as COMMON
from bot.wording.progress import WORDS, domain_bars, extremes, line, topic_bars, totals, untold

PAGE = 15
"""Topics on a page of the list: they fit however many characters of their names are escaped."""
MOST_DOMAINS = 10


def card(library: Library, progress: Progress, language: Language, *, in_server: bool, picture: Picture | None = None) -> Message:
    """The message; the picture, once there is one, comes last: nothing that was read moves."""
    words = WORDS[language]
    if not progress.total.answered:
        return said("\n\n".join((words.none_here if in_server else words.none_anywhere, *untold(progress, language))))
    place = words.here if in_server else words.everywhere
    head = f"## {words.title}\n{layout.small(place)}\n{_bullets(totals(progress, language))}"
    parts = [layout.text(head), layout.text(f"### {words.topics}\n{_bullets(extremes(library, progress, language))}")]
    parts.append(layout.row(layout.button(words.all_topics, "kotae1:progress:all:0")))
    if progress.domains:
        parts.append(layout.text(_domains(library, progress.domains, language)))
    parts += _next(library, progress, language)
    return layout.message([*parts, layout.picture(picture.url, picture.about)] if picture else parts)


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {inert(each)}" for each in lines)


def _domains(library: Library, shares: Sequence[DomainShare], language: Language) -> str:
    """A line for each domain; beneath the name of its deck, where there are several."""
    words, groups = WORDS[language], domain_bars(library, shares[:MOST_DOMAINS], language)
    lines = [f"### {words.domains}"]
    for title, bars in groups:
        if len(groups) > 1:
            lines.append(f"**{inert(layout.cut(title, 60))}**")
        lines.append(_bullets([line(bar, language) for bar in bars]))
    if len(shares) > MOST_DOMAINS:
        lines.append(layout.small(words.more.format(count=len(shares) - MOST_DOMAINS)))
    return "\n".join(lines)


def _next(library: Library, progress: Progress, language: Language) -> list[Component]:
    """What to study next, with buttons that open it."""
    words = WORDS[language]
    facts = [placed(library, fact, language) for fact in progress.study_next]
    if not facts:
        return [layout.text(f"### {words.next}\n{words.next_none}")]
    text = "\n".join((f"### {words.next}", words.next_why, _bullets([_named(each, language) for each in facts])))
    return [layout.text(text), *layout.rows(explain_buttons(facts, (language,)))]


def _named(each: Placed, language: Language) -> str:
    """A fact, after the topic it belongs to."""
    called = layout.cut(name(each.fact, language), 80)
    return f"{layout.cut(name(each.path[0], language), 40)} › {called}" if each.path else called


def topics_card(library: Library, progress: Progress, language: Language, page: int) -> Message:
    """All topics in short lines, so many on a page (the last, where there are fewer)."""
    words, topics = WORDS[language], progress.topics
    if not topics:
        return said(words.none_anywhere)
    pages = -(-len(topics) // PAGE)
    page = min(page, pages - 1)
    bars = topic_bars(library, topics[page * PAGE : (page + 1) * PAGE], language)
    about = layout.small(words.page.format(page=page + 1, pages=pages))
    lines = _bullets([line(bar, language) for bar in bars])
    return layout.message([layout.text(f"### {words.topics}\n{about}\n{lines}"), *layout.rows(_turns(page, pages, language))])


def _turns(page: int, pages: int, language: Language) -> list[Component]:
    words, buttons = COMMON[language], []
    if page + 1 < pages:
        label = words.more.format(page=page + 2, pages=pages)
        buttons.append(layout.button(label, f"kotae1:progress:page:{page + 1}", strong=True))
    if page:
        buttons.append(layout.button(words.previous.format(page=page, pages=pages), f"kotae1:progress:page:{page - 1}"))
    return buttons
