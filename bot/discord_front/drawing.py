"""What the tutor found -> messages."""

from collections.abc import Iterable, Sequence
from itertools import islice

from bot.discord_front import layout
from bot.discord_front.custom_ids import Press, reference
from bot.discord_front.layout import Component, Message, Option
from bot.discord_front.markdown import inert, pages
from bot.study.facts import Fact, Language
from bot.tutor.explain import Answered, Explanation, Nothing, Placed, Several
from bot.wording.cards import Card, Row, card, name, runs
from bot.wording.discord_words import WORDS

PAGE = 1500
"""Characters of a fact on one page: about two screens of a phone."""
LONGEST_HEADING = 120
MOST_BUTTONS = 4
"""Facts offered as buttons; more become a menu."""
MOST_CHOICES = MOST_OTHERS = 5


def drawn(found: Answered | Several | Nothing, language: Language, remark: str = "") -> Message:
    """The message for any outcome of a query; `remark` stands above it."""
    above = [layout.text(layout.small(remark))] if remark else []
    if isinstance(found, Answered):
        return layout.message([*above, *_card(found.best, language, others=found.others)])
    if isinstance(found, Several):
        heading = WORDS[language].several.format(query=_quoted(found.query))
        return layout.message([*above, *_choices(heading, found.choices, language)])
    return layout.message([*above, *_nothing(found, language)])


def drawn_fact(explanation: Explanation, language: Language, page: int = 0) -> Message:
    """The message for one fact, at that page of it (the last, where it has fewer)."""
    return layout.message(_card(explanation, language, page))


def drawn_terms(explanations: Sequence[Explanation], language: Language) -> Message:
    """The message for the terms of what someone wrote."""
    words = WORDS[language]
    if not explanations:
        return said(words.none_in_message)
    if len(explanations) == 1:
        return drawn_fact(explanations[0], language)
    return layout.message(_choices(words.in_message, explanations, language))


def said(words: str) -> Message:
    """A message of our own words."""
    return layout.message([layout.text(words)])


def _card(explanation: Explanation, language: Language, page: int = 0, others: Sequence[Placed] = ()) -> Iterable[Component]:
    words = WORDS[language]
    shown = card(explanation, language)
    leaves = _pages(shown, language)
    page = min(page, max(len(leaves) - 1, 0))
    yield layout.text(_top(shown))
    if leaves:
        yield layout.text(leaves[page])
    notes = [*shown.notes, words.page.format(page=page + 1, pages=len(leaves))] if len(leaves) > 1 else shown.notes
    if notes:
        yield layout.text(layout.small(" · ".join(notes)))
    yield from _ways(explanation, language, page, len(leaves))
    yield from _neighbours(explanation, language, others)
    if links := layout.link_buttons(shown.sources):
        yield layout.row(*links)


def _top(shown: Card) -> str:
    """Where the fact stands, and its name as a heading where it can be one."""
    lines = []
    if shown.breadcrumb:
        lines.append(layout.small(inert(layout.cut(shown.breadcrumb, 200))))
    if len(shown.title) <= LONGEST_HEADING:
        lines.append(("## " if shown.rows else "### ") + inert(shown.title))
    return "\n".join(lines) or layout.small("…")


def _pages(shown: Card, language: Language) -> tuple[str, ...]:
    rows = shown.rows
    if len(shown.title) > LONGEST_HEADING:
        rows = (Row(-1, runs(shown.fact, language)), *rows)
    return pages(rows, PAGE)


def _ways(explanation: Explanation, language: Language, page: int, count: int) -> Iterable[Component]:
    """Buttons to the next page, the page before, and up."""
    words = WORDS[language]
    here = reference(explanation.fact.key)
    buttons = []
    if page + 1 < count:
        label = words.more.format(page=page + 2, pages=count)
        buttons.append(layout.button(label, Press("show", here, page + 1), strong=True))
    if page > 0:
        buttons.append(layout.button(words.previous.format(page=page, pages=count), Press("show", here, page - 1)))
    if explanation.parent is not None:
        buttons.append(layout.fact_button(words.up.format(name=name(explanation.parent, language)), explanation.parent))
    else:
        buttons.append(layout.button(words.all_topics, Press("topics")))
    yield layout.row(*buttons)


def _neighbours(explanation: Explanation, language: Language, others: Sequence[Placed]) -> Iterable[Component]:
    """What is beneath, what is related, what else was found: each fact once, since a `custom_id` may not repeat."""
    words = WORDS[language]
    seen = {explanation.fact.key, explanation.parent.key if explanation.parent else ""}
    children = _unseen(explanation.children, seen)
    if len(children) > MOST_BUTTONS:
        yield layout.select("beneath", words.beneath, [_option(each, "") for each in _labelled(children, language)])
    elif children:
        yield from _labelled_row(words.beneath, children, language)
    if related := _unseen(explanation.related, seen)[:MOST_BUTTONS]:
        yield from _labelled_row(words.related, related, language)
    found = {each.fact.key: each for each in others}
    if also := _unseen([each.fact for each in found.values()], seen)[:MOST_OTHERS]:
        options = [_option((each, name(each, language)), _crumbs(found[each.key].path, language)) for each in also]
        yield layout.select("also", words.also_found, options)


def _unseen(facts: Iterable[Fact], seen: set[str]) -> list[Fact]:
    fresh = []
    for fact in facts:
        if fact.key not in seen:
            seen.add(fact.key)
            fresh.append(fact)
    return fresh


def _labelled(facts: Iterable[Fact], language: Language) -> list[tuple[Fact, str]]:
    return [(fact, name(fact, language)) for fact in facts]


def _labelled_row(label: str, facts: Sequence[Fact], language: Language) -> Iterable[Component]:
    yield layout.text(layout.small(label))
    yield layout.row(*(layout.fact_button(words, fact) for fact, words in _labelled(facts, language)))


def _option(named: tuple[Fact, str], about: str) -> Option:
    fact, label = named
    return reference(fact.key), label, about


def _crumbs(path: Sequence[Fact], language: Language) -> str:
    return " › ".join(name(each, language) for each in path)


def _choices(heading: str, choices: Sequence[Placed], language: Language) -> Iterable[Component]:
    """A line for each, with a button beside it."""
    yield layout.text(heading)
    for each in islice({each.fact.key: each for each in choices}.values(), MOST_CHOICES):
        title = f"**{inert(layout.cut(name(each.fact, language), LONGEST_HEADING))}**"
        crumbs = _crumbs(each.path, language)
        about = "\n" + layout.small(inert(layout.cut(crumbs, 150))) if crumbs else ""
        yield layout.beside(title + about, layout.fact_button(WORDS[language].open, each.fact))


def _nothing(found: Nothing, language: Language) -> Iterable[Component]:
    words = WORDS[language]
    nearest = list({each.fact.key: each for each in found.suggestions}.values())[: layout.ROW]
    lines = [words.nothing.format(query=_quoted(found.query)), words.nearest if nearest else words.see_topics]
    yield layout.text("\n".join(lines))
    yield from layout.rows([layout.fact_button(each.label, each.fact) for each in nearest])
    yield layout.row(layout.button(words.all_topics, Press("topics")))


def _quoted(query: str) -> str:
    return inert(layout.cut(" ".join(query.split()), 100))
