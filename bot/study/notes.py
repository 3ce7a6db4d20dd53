"""Markdown -> an outline of entries, and what is wrong with it.

Any CommonMark outline of headings and nested lists is read. `{#id}` at the end of a heading
or bullet gives it a stable id; `{#id checked=2026-11-22 confidence=medium domain=security}` says more of it. A block
quote beneath it that begins with `was:` is what the notes say otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.study.corrections import opens_correction, read_correction
from bot.study.facts import Correction, Link, Place, Problem
from bot.study.spans import CONTROL, Span, is_marked_up, runs_of, spans

__all__ = ["DEEPEST", "LONGEST_LINE", "Entry", "Span", "parse", "spans"]

LONGEST_LINE = 20_000
"""Characters; a longer line is reported and left out."""
DEEPEST = 60
"""Levels of nested lists; what lies deeper is reported and left out."""

_ID = re.compile(r"\s*\{#([^\s{}]*)((?:\s+[a-z]+=[^\s{}]*)*)\s*\}\s*$")
_ID_LEFT = re.compile(r"\{#[^{}]*\}?$")
_ID_ASTRAY = re.compile(r"(?<![{$#\\])[{｛]\s*[#＃]\s*([^\s{}｛｝#＃]+)((?:\s+[a-z]+=[^\s{}｛｝]*)*)\s*[}｝](?!})")
"""An id that is not written as one, or not at the end: it would stand on the card. Code of others (`#{x}`, `{{#x}}`) is none."""
_FRONT = re.compile(r"\ufeff?---[ \t]*\n[\w-]+[ \t]*:.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_IN_LIST = re.compile(r"\s+\S|[*+-]\s|\d+[.)]\s")
_NESTING = 2 * DEEPEST + 4


@dataclass(slots=True)
class Entry:
    """One heading, bullet or paragraph. `line` counts from 1, and its own words end at `last`; `children` are beneath it."""

    markdown: str
    plain: str
    line: int
    links: tuple[Link, ...] = ()
    id: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    level: int = 0
    """1 to 6 for a heading, 0 for anything else."""
    bullet: bool = False
    last: int = 0
    correction: Correction | None = None
    children: list["Entry"] = field(default_factory=list)


def parse(source: str, path: str) -> tuple[list[Entry], list[Problem]]:
    """The outline of a Markdown text, and its problems with `path` and line. YAML in front of it is left out."""
    clean, problems = _clean(source, path)
    clean = _FRONT.sub(lambda front: "\n" * front[0].count("\n"), clean, count=1) if clean.startswith("---") else clean
    environment: dict[str, Any] = {}
    tokens = _blocks().parse(clean, environment)
    reader = _Reader(path, clean.split("\n"), environment, problems)
    reader.read(tokens)
    return reader.top, reader.problems


def _clean(source: str, path: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    source = source.removeprefix("\ufeff")
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not CONTROL.search(source) and len(max(lines, key=len)) <= LONGEST_LINE:
        return "\n".join(lines), problems
    for number, line in enumerate(lines, 1):
        place = Place(path, number)
        if len(line) > LONGEST_LINE:
            problems.append(
                Problem(place, f"this line has {len(line):,} characters and is left out; break it below {LONGEST_LINE:,}")
            )
            lines[number - 1] = ""
        elif found := CONTROL.search(line):
            problems.append(
                Problem(place, f"an invisible control character (U+{ord(found[0]):04X}) was dropped; delete it from the line")
            )
            lines[number - 1] = CONTROL.sub("", line)
    return "\n".join(lines), problems


class _Reader:
    """Walks the block tokens once, keeping the open headings and list items."""

    def __init__(self, path: str, source: Sequence[str], environment: dict[str, Any], problems: list[Problem]) -> None:
        self.top: list[Entry] = []
        self.problems = problems
        self._path = path
        self._source = source
        self._environment = environment
        self._headings: list[Entry] = []
        self._items: list[Entry] = []
        self._too_deep = False

    def read(self, tokens: Sequence[Token]) -> None:
        heading_level = 0
        line = 1
        after = 0
        for number, token in enumerate(tokens):
            if number < after:
                continue
            if token.map:
                line = token.map[0] + 1
            if token.level >= _NESTING - 3:
                self._report_depth(line)
            match token.type:
                case "heading_open":
                    heading_level = int(token.tag[1:])
                case "heading_close":
                    heading_level = 0
                case "list_item_open":
                    self._items.append(Entry("", "", line, bullet=True))
                case "blockquote_open":
                    after = self._correction(tokens, number)
                case "list_item_close":
                    self._close_item(self._items.pop())
                case "inline":
                    entry = self._entry(token.content, line, heading_level)
                    entry.last = token.map[1] if token.map else line
                    self._add(entry)
                case "fence" | "code_block":
                    self._check_closed(token, line)
                    self._add(Entry(f"```\n{token.content.rstrip()}\n```", token.content.strip(), line))
                case "html_block" if not token.content.lstrip().startswith("<!--"):
                    self._add(self._entry(token.content.strip(), line, 0))

    def _correction(self, tokens: Sequence[Token], start: int) -> int:
        """Take a block quote as a correction; where the reading goes on (behind it, or in it if it is ordinary text)."""
        if not opens_correction(tokens[start + 2].content if tokens[start + 1].type == "paragraph_open" else ""):
            return start + 1
        quote = list(takewhile(lambda token: token.level > tokens[start].level, tokens[start + 1 :]))
        lines = [
            ((token.map or [0])[0] + 1 + offset, words.strip())
            for token in quote
            if token.content
            for offset, words in enumerate(token.content.rstrip().split("\n"))
        ]
        found, wrong = read_correction(lines)
        for line, message in wrong:
            self._report(line, message)
        if found:
            self._correct(found, lines[0][0])
        return start + len(quote) + 2

    def _correct(self, found: Correction, line: int) -> None:
        """Give it to the bullet or heading it stands beneath."""
        entry = next(iter((*self._items[-1:], *self._headings[-1:])), None)
        if entry is None or not entry.plain:
            self._report(line, "there is nothing above that this corrects; write it beneath a heading or bullet")
        elif not self._items and _IN_LIST.match(self._source[line - 2]):
            self._report(line, "this belongs to the heading; indent it by two spaces, or leave a line empty above it")
        elif entry.correction:
            self._report(line, "this is corrected twice; put both into one, or give each a bullet of its own")
        else:
            entry.correction = found

    def _report_depth(self, line: int) -> None:
        if not self._too_deep:
            self._too_deep = True
            self._report(line, f"lists nest deeper than {DEEPEST} levels here; what lies deeper is left out")

    def _check_closed(self, fence: Token, line: int) -> None:
        last = fence.map[1] if fence.map and fence.markup else 0
        row = self._source[last - 1].strip(" \t>") if last > line else ""
        if fence.markup and (len(row) < len(fence.markup) or set(row) != {fence.markup[0]}):
            self._report(line, f"this code is never closed; write a line of {fence.markup} beneath it")

    def _report(self, line: int, message: str) -> None:
        self.problems.append(Problem(Place(self._path, line), message))

    def _entry(self, content: str, line: int, level: int) -> Entry:
        entry = Entry("", "", line, level=level)
        if found := _ID.search(content):
            content = content[: found.start()]
            entry.id = found[1] or None
            entry.attributes = dict(pair.split("=", 1) for pair in found[2].split())
        entry.markdown = entry.plain = content.strip()
        if is_marked_up(content):
            runs = runs_of(entry.markdown, self._environment)
            entry.plain = " ".join("".join(run.text for run in runs).split())
            entry.links = tuple(Link(run.text or run.url, run.url) for run in runs if run.kind == "link")
            entry.markdown = self._with_resolved_links(entry.markdown, runs)
            if not entry.plain and entry.links:
                entry.plain = " ".join(link.url for link in entry.links)
                entry.markdown = " ".join(f"<{link.url}>" for link in entry.links)
            content = "\n".join(run.text if run.kind == "text" else "`" for run in runs)
        astray = _ID_ASTRAY.search(content) if "\\{" not in entry.markdown else None
        if astray:
            mark = f"{{#{astray[1]}{astray[2]}}}"
            self._report(
                line, f"the id in {astray[0][:80]} is not read here; write it as {mark[:80]} at the very end of the line"
            )
        elif _ID_LEFT.search(content.rstrip()) or (found and not found[1]):
            self._report(line, "this id cannot be read; write it as {#small-letters-and-hyphens} at the very end")
        return entry

    def _with_resolved_links(self, markdown: str, runs: Sequence[Span]) -> str:
        """Links by reference are written out, since their definitions stand elsewhere in the file."""
        if not self._environment.get("references"):
            return " ".join(markdown.split("\n"))
        written = {"text": "{0.text}", "code": "`{0.text}`", "link": "[{0.text}]({0.url})"}
        return "".join(written[run.kind].format(run) for run in runs)

    def _add(self, entry: Entry) -> None:
        if not entry.plain and not entry.id:
            return
        if self._items:
            self._fill(self._items[-1], entry)
        elif entry.level:
            while self._headings and self._headings[-1].level >= entry.level:
                self._headings.pop()
            self._here().append(entry)
            self._headings.append(entry)
        else:
            self._here().append(entry)

    @staticmethod
    def _fill(item: Entry, entry: Entry) -> None:
        """The first words of a list item are its own; what follows stands beneath it."""
        if item.plain or item.children:
            entry.level = 0
            item.children.append(entry)
        else:
            item.markdown, item.plain, item.line = entry.markdown, entry.plain, entry.line
            item.links, item.id, item.attributes, item.last = entry.links, entry.id, entry.attributes, entry.last

    def _close_item(self, item: Entry) -> None:
        above = self._items[-1].children if self._items else self._here()
        if item.plain:
            above.append(item)
        else:
            above.extend(item.children)

    def _here(self) -> list[Entry]:
        return self._headings[-1].children if self._headings else self.top


@cache
def _blocks() -> MarkdownIt:
    """CommonMark's blocks only: most lines have no markup, and are not worth an inline pass."""
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
