"""Cards and lists -> lines on a terminal, at any width, with or without colour, or in a pipe."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.study.facts import Language, Link
from bot.study.spans import Span, spans
from bot.terminal_front.printable import printable
from bot.terminal_front.wrapping import columns, wrap
from bot.wording.cards import Card, Row
from bot.wording.questions import LETTERS, OutcomeCard
from bot.wording.terminal import words

WIDEST = 100
"""Columns; longer rows are hard to read."""
MOST_CORRECTIONS = 5
"""Corrections of facts beneath that a card shows where its rows are cut."""
DEEPEST_INDENT = 8
"""Levels drawn with an indent of their own, so that deep bullets keep room for words."""

_STYLES = {"text": "", "code": "cyan", "link": "underline"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading and the numbered entries beneath it; the first has the number `start`."""

    heading: str
    labels: tuple[str, ...]
    start: int = 1


class Screen:
    """Draws on a text stream. Notes are untrusted: they are never read as markup or control sequences."""

    def __init__(self, out: TextIO, language: Language) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.language: Language = language

    @property
    def width(self) -> int | None:
        """Columns to wrap at; None in a pipe, where lines stay whole."""
        if self._console.is_terminal or os.environ.get("COLUMNS", "").isdigit():
            return min(shutil.get_terminal_size().columns - 1, WIDEST)
        return None

    def say(self, *lines: str) -> None:
        """Plain lines of the program's own words; what is filled into them is made printable."""
        for line in lines:
            self._draw(Text(printable(line)))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def card(self, card: Card, *, most_rows: int | None = None, most_sources: int | None = None) -> None:
        """One answer: where it stands, its name, what is beneath it, what the notes say otherwise, remarks and sources."""
        said = words(self.language)
        if card.breadcrumb:
            self._draw(Text(printable(card.breadcrumb), style="dim"))
        self._draw(Text(printable(card.title), style="bold"))
        most_beneath = most_rows if most_rows is None else MOST_CORRECTIONS + 1
        shown = (*card.rows[:most_rows], *card.correction, *card.corrections[:most_beneath])
        for row in shown:
            self._row(row)
        left_out = len(card.rows) + len(card.correction) + len(card.corrections) - len(shown)
        if left_out:
            self._draw(Text(said.more.format(count=left_out), style="italic"), "  ", "  ")
        for note in card.notes:
            self._draw(Text(f"({printable(note)})", style="dim"), "  ", "  ")
        self._sources(card.sources, most_sources)

    def paragraphs(self, text: str) -> None:
        """A text of one or more paragraphs, its literals in backticks."""
        for line in text.split("\n"):
            self._draw(_text(spans(line)))

    def lettered(self, options: Sequence[str]) -> None:
        """Things to pick from by letter."""
        for letter, option in zip(LETTERS, options, strict=False):
            self._draw(_text(spans(option)), f"  {letter}. ", " " * 5)

    def outcome(self, card: OutcomeCard) -> None:
        """What came of an answer: the verdict, then the reasons."""
        self._draw(Text(printable(card.verdict), style="bold"))
        for heading, reason in card.reasons:
            self._draw(_text(spans(heading)), "  - ", "    ")
            if reason:
                self._draw(_text(spans(reason)), "    ", "    ")
        if card.origin:
            self._draw(Text(f"({printable(card.origin)})", style="dim"), "  ", "  ")

    def numbered(self, groups: Sequence[Numbered]) -> None:
        """Lists to pick from by number."""
        for group in groups:
            self._draw(Text(printable(group.heading), style="bold"))
            for number, label in enumerate(group.labels, group.start):
                self._draw(Text(printable(label)), f"{number:>4}  ", " " * 6)

    def bulleted(self, heading: str, labels: Iterable[str]) -> None:
        """A list to read."""
        self._draw(Text(printable(heading), style="bold"))
        for label in labels:
            self._draw(Text(printable(label)), "  - ", "    ")

    def table(self, rows: Iterable[tuple[str, str]]) -> None:
        """Two columns: a thing and what it does."""
        rows = tuple(rows)
        widest = max(columns(left) for left, _ in rows)
        for left, right in rows:
            first = f"  {left}{' ' * (widest - columns(left))}  "
            self._draw(Text(right), first, " " * columns(first))

    def _row(self, row: Row) -> None:
        if row.depth < 0:
            self._draw(_text(row.spans), "  ", "  ")
            return
        indent = "  " * (1 + min(row.depth, DEEPEST_INDENT))
        self._draw(_text(row.spans), f"{indent}- ", f"{indent}  ")

    def _sources(self, sources: Sequence[Link], most: int | None) -> None:
        said = words(self.language)
        if sources:
            self._draw(Text(said.sources, style="bold"))
        for link in sources[:most]:
            if printable(link.label) != printable(link.url):
                self._draw(Text(printable(link.label)), "  - ", "    ")
            self._console.print(Text("    " + printable(link.url)))
        if most is not None and len(sources) > most:
            self._draw(Text(said.more_sources.format(count=len(sources) - most)), "    ", "    ")

    def _draw(self, text: Text, first: str = "", later: str = "") -> None:
        if self.width is None:
            self._console.print(Text(first) + text)
            return
        rows = wrap(text.plain, self.width - columns(first))
        for number, (start, end) in enumerate(rows):
            self._console.print(Text(later if number else first) + text[start:end])


def _text(spans: Iterable[Span]) -> Text:
    """Runs of a line in their styles; code keeps its backticks, so that nothing hangs on colour alone."""
    drawn = Text()
    for span in spans:
        words_ = printable(span.text)
        drawn.append(f"`{words_}`" if span.kind == "code" else words_, style=_STYLES[span.kind])
    return drawn
