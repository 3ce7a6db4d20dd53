"""Explanations -> cards: the words of one answer, before any front draws them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.study.facts import Fact, Language, Link
from bot.study.spans import Span, spans
from bot.tutor.explain import Explanation, Placed
from bot.wording.corrections import beneath, corrected, not_confirmed

_FENCE = "```\n"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card: its runs of words, code and links, and the fact it is.

    `depth` is how deep it is nested: 0 for a bullet of the first level, -1 for a line that is no bullet.
    """

    depth: int
    spans: tuple[Span, ...]
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One answer in words. `notes` are remarks such as the date checked; `fact` is what it is about.

    `correction` is what the notes say otherwise (a row, or none); `corrections` is the same of the facts beneath,
    under a row that introduces them.
    """

    fact: Fact
    breadcrumb: str
    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    sources: tuple[Link, ...]
    correction: tuple[Row, ...] = ()
    corrections: tuple[Row, ...] = ()


def card(explanation: Explanation, language: Language, linked: Collection[str] | None = None) -> Card:
    """The card of a fact, in that language where the deck has it.

    `linked` are the addresses of the sources that the front shows (by default all): a line that is only a link
    is left out if it leads to one of these, and else says where it leads.
    """
    fact = explanation.fact
    doubted = {each.key for each in (fact, *(each for _, each in explanation.beneath)) if not each.confirmed}
    return Card(
        fact=fact,
        breadcrumb=breadcrumb(explanation, language),
        title=named(explanation, language) if explanation.called else title(fact, language),
        rows=tuple(
            Row(depth - 1, _row(each, language) + _doubt(each, doubted, language), each)
            for depth, each in explanation.beneath
            if not each.is_source or (linked is not None and _address(each, language) not in linked)
        ),
        notes=notes(fact, language, [each for _, each in explanation.beneath]),
        sources=explanation.sources,
        correction=_correction(fact, language),
        corrections=_corrections(explanation, language),
    )


def _correction(fact: Fact, language: Language) -> tuple[Row, ...]:
    correction = fact.correction(language)
    return (Row(-1, spans(corrected(correction, language)), fact),) if correction else ()


def _corrections(explanation: Explanation, language: Language) -> tuple[Row, ...]:
    """What the notes have otherwise of the facts beneath, each with the name of the fact."""
    rows = []
    for _, each in explanation.beneath:
        for row in _correction(each, language):
            own = name(each, language)
            whose = own if len(own) <= _LONGEST_NAME else own[: _LONGEST_NAME - 1] + "…"
            rows.append(Row(0, (Span("text", f"{whose} — "), *row.spans), each))
    return (Row(-1, (Span("text", beneath(language)),)), *rows) if rows else ()


def _address(source: Fact, language: Language) -> str:
    return source.line(language).links[0].url


def _row(fact: Fact, language: Language) -> tuple[Span, ...]:
    if not fact.is_source:
        return runs(fact, language)
    url = _address(fact, language)
    # what stands before an @ may pass for the host it leads to
    return (*runs(fact, language), Span("text", ": "), Span("code" if "@" in url else "text", url))


def _doubt(fact: Fact, doubted: Collection[str], language: Language) -> tuple[Span, ...]:
    """The mark of an unconfirmed fact, where the one above it does not say so already."""
    return (Span("text", not_confirmed(language)),) if fact.key in doubted and fact.parent not in doubted else ()


def runs(fact: Fact, language: Language) -> tuple[Span, ...]:
    """Its line as runs of words, code and links; a block of code keeps its lines."""
    markdown = fact.line(language).markdown
    if markdown.startswith(_FENCE):
        return (Span("code", markdown.removeprefix(_FENCE).removesuffix("\n```")),)
    return spans(markdown)


def name(fact: Fact, language: Language) -> str:
    """What a fact is called: its line, as plain text."""
    return " ".join(fact.line(language).plain.split())


def breadcrumb(placed: Placed, language: Language) -> str:
    """Where a fact stands: what is above it, after its deck where that needs saying; empty where nothing is."""
    deck = [placed.deck] if placed.deck else []
    return " › ".join([*deck, *(name(each, language) for each in placed.path)])


def named(placed: Placed, language: Language) -> str:
    """Its name, after what the glossary calls it in that language where the notes have it in another alone."""
    own = name(placed.fact, language)
    return f"{placed.called} · {own}" if placed.called else own


def title(fact: Fact, language: Language) -> str:
    """Its name, with the other language's beside it: people must recognise both in the exam."""
    own = name(fact, language)
    other: Language = "en" if language == "ja" else "ja"
    beside = fact.lines.get(other)
    if beside is None or not fact.children or beside.plain.casefold() in own.casefold():
        return own
    return f"{own} · {beside.plain}"


def notes(fact: Fact, language: Language, others: Iterable[Fact] = ()) -> tuple[str, ...]:
    """What to know about the answer itself: when it was checked, the `others` on its card too, and whether it is confirmed."""
    said = []
    if fact.checked:
        day = fact.checked.isoformat()
        said.append(f"{day} に確認" if language == "ja" else f"Checked on {day}")
    oldest = min((other.checked for other in others if other.checked), default=fact.checked)
    if oldest and (fact.checked is None or oldest < fact.checked):
        said.append(f"一部は {oldest} に確認" if language == "ja" else f"Some of it checked on {oldest}")
    if not fact.confirmed:
        said.append("未確認の情報です" if language == "ja" else "Not confirmed")
    return tuple(said)
