"""What the tutor found -> messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from bot.discord_front import layout, run_ids
from bot.discord_front.controls import Control
from bot.discord_front.custom_ids import Press, reference
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import inert, pages
from bot.discord_front.report_ids import of_fact
from bot.study.facts import Fact, Language
from bot.study.kept import Kept
from bot.study.spans import Span
from bot.tutor.explain import Answered, Explanation, Nothing, Placed, Several, told_apart
from bot.tutor.runs import ANY_SEED, Run, short_name
from bot.wording.cards import Card, Row, breadcrumb, card, name, named, runs
from bot.wording.discord_words import WORDS
from bot.wording.reports import REPORT

PAGE = 1500
"""Characters of a fact on one page: about two screens of a phone."""
LONGEST_HEADING = 120
MOST_BUTTONS = 4
"""Facts offered as buttons; more become a menu."""
MOST_WHOLE = 8
"""Children that a fact of several pages shows with all beneath them; of more it shows the names."""
MOST_CHOICES = MOST_OTHERS = 5
_LEADS_ON = Span("text", " ›")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page of a card: its text, and which facts may be opened from it."""

    text: str
    children: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The card of a fact: what stands above and below what else was found, and the keys of the facts it has buttons for."""

    above: tuple[Component, ...]
    below: tuple[Component, ...]
    shown: frozenset[str]


Sheets: TypeAlias = Kept[tuple[str, Language], Sheet]
"""Sheets of one library, by the key of the fact: many queries find the same fact."""


def drawn(found: Answered | Several | Nothing, language: Language, remark: str = "", sheets: Sheets | None = None) -> Message:
    """The message for any outcome of a query; `remark` stands above it. `sheets` are those drawn before."""
    above = [layout.text(layout.small(remark))] if remark else []
    if isinstance(found, Answered):
        best = found.best
        sheet = (sheets or Kept(1)).get((best.fact.key, language), lambda: _sheet(best, language))
        return layout.message([*above, *_with_others(sheet, found.others, language)])
    if isinstance(found, Several):
        words = WORDS[language]
        heading = (words.compared if found.compared else words.several).format(query=_quoted(found.query))
        return layout.message([*above, *_choices(heading, found.choices, language)])
    return layout.message([*above, *_nothing(found, language)])


def drawn_fact(explanation: Explanation, language: Language, page: int = 0) -> Message:
    """The message for one fact, at that page of it (the last, where it has fewer)."""
    return layout.message(_with_others(_sheet(explanation, language, page), (), language))


def drawn_terms(found: Answered | Several | Nothing, language: Language) -> Message:
    """The message for the terms of what someone wrote."""
    words = WORDS[language]
    if isinstance(found, Answered):
        return drawn_fact(found.best, language)
    if isinstance(found, Several):
        return layout.message(_choices(words.in_message, found.choices, language))
    return said(words.none_in_message)


def said(words: str) -> Message:
    """A message of our own words."""
    return layout.message([layout.text(words)])


def said_with_topics(words: str, language: Language) -> Message:
    """A message of our own words, with a way to the topics."""
    return layout.message([layout.text(words), _topics_row(language)])


def _topics_row(language: Language) -> Component:
    return layout.row(layout.button(WORDS[language].all_topics, Press("topics")))


def _sheet(explanation: Explanation, language: Language, page: int = 0) -> Sheet:
    words = WORDS[language]
    links = layout.link_buttons(explanation.sources)
    shown = card(explanation, language, linked={link["url"] for link in links})
    leaves = _leaves(explanation, shown, language)
    page = min(page, max(len(leaves) - 1, 0))
    above = [layout.text(_top(shown))]
    if leaves:
        above.append(layout.text(leaves[page].text))
    notes = [*shown.notes, words.page.format(page=page + 1, pages=len(leaves))] if len(leaves) > 1 else shown.notes
    if notes:
        above.append(layout.text(layout.small(" · ".join(notes))))
    above.append(_ways(explanation, language, page, len(leaves)))
    seen = {explanation.fact.key, explanation.parent.key if explanation.parent else ""}
    above.extend(_neighbours(explanation, leaves[page].children if leaves else (), seen, language))
    return Sheet(tuple(above), (layout.row(*links),) if links else (), frozenset(seen))


def _with_others(sheet: Sheet, others: Sequence[Placed], language: Language) -> Iterable[Component]:
    """The card, and what else was found that is not on it: a `custom_id` may not repeat."""
    yield from sheet.above
    seen = set(sheet.shown)
    if also := [each for each in others if _fresh(each.fact, seen)][:MOST_OTHERS]:
        options = [(reference(each.fact.key), named(each, language), breadcrumb(each, language)) for each in also]
        yield layout.select("also", WORDS[language].also_found, options)
    yield from sheet.below


def _top(shown: Card) -> str:
    """Where the fact stands, and its name as a heading where it can be one."""
    lines = []
    if shown.breadcrumb:
        lines.append(layout.small(inert(layout.cut(shown.breadcrumb, 200))))
    if len(shown.title) <= LONGEST_HEADING:
        lines.append(("## " if shown.rows else "### ") + inert(shown.title))
    return "\n".join(lines) or layout.small("…")


def _leaves(explanation: Explanation, shown: Card, language: Language) -> list[_Leaf]:
    """The pages of a card. A long fact with many children is a table of them: a phone shows few lines of a section."""
    rows = _rows(shown, shown.rows, language)
    top = [row for row in shown.rows if row.depth == 0]
    if len(top) <= MOST_WHOLE or (len(explanation.children) <= layout.MOST_OPTIONS and _fit(rows)):
        return [_Leaf(text, explanation.children) for text in _with_corrections(shown, rows)]
    leaves = []
    for start in range(0, len(top), layout.MOST_OPTIONS):
        part = top[start : start + layout.MOST_OPTIONS]
        here = {row.fact.key for row in part if row.fact}
        children = tuple(child for child in explanation.children if child.key in here)
        listed = [replace(row, spans=(*row.spans, _LEADS_ON)) if row.fact in children else row for row in part]
        first = (*shown.correction, *_rows(shown, listed, language)) if not start else listed
        leaves += [_Leaf(text, children) for text in pages(first, PAGE)]
    return leaves + [_Leaf(text, ()) for text in pages(shown.corrections, PAGE)]


def _fit(rows: Sequence[Row]) -> bool:
    """Whether rows fit one page. Those of a whole topic are too long at a glance: to draw them all takes milliseconds."""
    return sum(len(span.text) for row in rows for span in row.spans) <= 2 * PAGE and len(pages(rows, PAGE)) <= 1


def _with_corrections(shown: Card, rows: Sequence[Row]) -> Sequence[str]:
    """The pages of a fact and of what the notes say otherwise; of several pages the first says it of the fact itself."""
    whole = pages((*rows, *shown.correction, *shown.corrections), PAGE)
    return whole if len(whole) <= 1 else pages((*shown.correction, *rows, *shown.corrections), PAGE)


def _rows(shown: Card, rows: Sequence[Row], language: Language) -> Sequence[Row]:
    """The rows, after the fact's own line where that is too long for a heading."""
    return rows if len(shown.title) <= LONGEST_HEADING else (Row(-1, runs(shown.fact, language)), *rows)


def _ways(explanation: Explanation, language: Language, page: int, count: int) -> Component:
    """Buttons to the next page, the page before, up, to questions on the topic; and one to report a mistake."""
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
    topic = explanation.path[0] if explanation.path else explanation.fact
    buttons.append(layout.button(words.quiz_me, run_ids.written(Run(ANY_SEED, short_name(topic.key)), Control("anew"))))
    buttons.append(layout.button(REPORT[language], of_fact(explanation.fact.key)))
    return layout.row(*buttons)


def _neighbours(explanation: Explanation, children: Sequence[Fact], seen: set[str], language: Language) -> Iterable[Component]:
    """What is beneath and what is related, without what was seen; now it is."""
    words = WORDS[language]
    beneath = [(fact, name(fact, language)) for fact in children if _fresh(fact, seen)]
    if len(beneath) > MOST_BUTTONS:
        yield layout.select("beneath", words.beneath, [(reference(fact.key), label, "") for fact, label in beneath])
    elif beneath:
        yield from _labelled_row(words.beneath, beneath)
    if related := [each for each in explanation.related if _fresh(each.fact, seen)][:MOST_BUTTONS]:
        here: list[Placed] = [explanation, *related]
        labels = told_apart([named(each, language) for each in here], here, language)[1:]
        yield from _labelled_row(words.related, [(each.fact, label) for each, label in zip(related, labels, strict=True)])


def _fresh(fact: Fact, seen: set[str]) -> bool:
    """Whether it was not seen before; now it is."""
    before = len(seen)
    seen.add(fact.key)
    return len(seen) > before


def _labelled_row(label: str, facts: Sequence[tuple[Fact, str]]) -> Iterable[Component]:
    yield layout.text(layout.small(label))
    yield layout.row(*(layout.fact_button(words, fact) for fact, words in facts))


def _choices(heading: str, choices: Sequence[Placed], language: Language) -> Iterable[Component]:
    """A line for each, with a button beside it that leaves the list where it is: one may want more than one of them."""
    yield layout.text(heading)
    for each in islice({each.fact.key: each for each in choices}.values(), MOST_CHOICES):
        title = f"**{inert(layout.cut(named(each, language), LONGEST_HEADING))}**"
        crumbs = breadcrumb(each, language)
        about = "\n" + layout.small(inert(layout.cut(crumbs, 150))) if crumbs else ""
        label = WORDS[language].open.format(name=named(each, language))
        yield layout.beside(title + about, layout.button(label, Press("open", reference(each.fact.key))))


def _nothing(found: Nothing, language: Language) -> Iterable[Component]:
    words = WORDS[language]
    if found.topic is not None and found.elsewhere:
        topic = inert(layout.cut(name(found.topic, language), 100))
        yield from _choices(words.elsewhere.format(query=_quoted(found.query), topic=topic), found.elsewhere, language)
        return
    nearest = list({each.fact.key: each for each in found.suggestions}.values())[: layout.ROW]
    lines = [words.nothing.format(query=_quoted(found.query)), words.nearest if nearest else words.see_topics]
    yield layout.text("\n".join(lines))
    yield from layout.rows([layout.fact_button(each.label, each.fact) for each in nearest])
    yield _topics_row(language)


def _quoted(query: str) -> str:
    return inert(layout.cut(" ".join(query.split()), 100))
