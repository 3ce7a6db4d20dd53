"""Explanations -> cards: the words of one answer, before any front draws them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.study.facts import Fact, Language, Link
from bot.study.notes import Span, spans
from bot.tutor.explain import Explanation

_FENCE = "```\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card: how deep it is nested (0: not at all), its runs of words, code and links, and the fact it is."""

    depth: int
    spans: tuple[Span, ...]
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One answer in words. `notes` are remarks such as the date checked; `fact` is what it is about."""

    fact: Fact
    breadcrumb: str
    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    sources: tuple[Link, ...]


def card(explanation: Explanation, language: Language, linked: Collection[str] | None = None) -> Card:
    """The card of a fact, in that language where the deck has it.

    `linked` are the addresses of the sources that the front shows (by default all): a line that is only a link
    is left out if it leads to one of these, and else says where it leads.
    """
    fact = explanation.fact
    return Card(
        fact=fact,
        breadcrumb=" › ".join(name(each, language) for each in explanation.path),
        title=title(fact, language),
        rows=tuple(
            Row(depth - 1, _row(each, language), each)
            for depth, each in explanation.beneath
            if not each.is_source or (linked is not None and _address(each, language) not in linked)
        ),
        notes=notes(fact, language),
        sources=explanation.sources,
    )


def _address(source: Fact, language: Language) -> str:
    return source.line(language).links[0].url


def _row(fact: Fact, language: Language) -> tuple[Span, ...]:
    if not fact.is_source:
        return runs(fact, language)
    url = _address(fact, language)
    # what stands before an @ may pass for the host it leads to
    return (*runs(fact, language), Span("text", ": "), Span("code" if "@" in url else "text", url))


def runs(fact: Fact, language: Language) -> tuple[Span, ...]:
    """Its line as runs of words, code and links; a block of code keeps its lines."""
    markdown = fact.line(language).markdown
    if markdown.startswith(_FENCE):
        return (Span("code", markdown.removeprefix(_FENCE).removesuffix("\n```")),)
    return spans(markdown)


def name(fact: Fact, language: Language) -> str:
    """What a fact is called: its line, as plain text."""
    return " ".join(fact.line(language).plain.split())


def title(fact: Fact, language: Language) -> str:
    """Its name, with the other language's beside it: people must recognise both in the exam."""
    own = name(fact, language)
    other: Language = "en" if language == "ja" else "ja"
    beside = fact.lines.get(other)
    if beside is None or not fact.children or beside.plain.casefold() in own.casefold():
        return own
    return f"{own} · {beside.plain}"


def notes(fact: Fact, language: Language) -> tuple[str, ...]:
    """What to know about the answer itself: when it was checked, whether it is confirmed."""
    said = []
    if fact.checked:
        day = fact.checked.isoformat()
        said.append(f"{day} に確認" if language == "ja" else f"Checked on {day}")
    if not fact.confirmed:
        said.append("未確認の情報です" if language == "ja" else "Not confirmed")
    return tuple(said)
