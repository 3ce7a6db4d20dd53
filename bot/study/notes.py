"""Markdown -> an outline of entries, and what is wrong with it.

Any CommonMark outline of headings and nested lists is read. `{#id}` at the end of a heading
or bullet gives it a stable id; `{#id checked=2026-11-22 confidence=medium}` says more of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.study.facts import Link, Place, Problem

LONGEST_LINE = 20_000
"""Characters; a longer line is reported and left out."""
MOST_MARKS = 500
"""Characters of a line that may be markup; a line with more is taken as plain words (they take quadratic time)."""
DEEPEST = 60
"""Levels of nested lists; what lies deeper is reported and left out."""

_MARKUP = re.compile(r"[\\`*_\[\]<>&!\n]")
_ID = re.compile(r"\s*\{#([^\s{}]*)((?:\s+[a-z]+=[^\s{}]*)*)\s*\}\s*$")
_ID_LEFT = re.compile(r"\{#[^{}]*\}?$")
_FRONT = re.compile(r"\ufeff?---[ \t]*\n[\w-]+[ \t]*:.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_NESTING = 2 * DEEPEST + 4


@dataclass(slots=True)
class Entry:
    """One heading, bullet or paragraph. `line` counts from 1; `children` are what is beneath it."""

    markdown: str
    plain: str
    line: int
    links: tuple[Link, ...] = ()
    id: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    level: int = 0
    """1 to 6 for a heading, 0 for anything else."""
    children: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a line: words, code, or a link (with its `url`)."""

    kind: Literal["text", "code", "link"]
    text: str
    url: str = ""


def parse(source: str, path: str) -> tuple[list[Entry], list[Problem]]:
    """The outline of a Markdown text, and its problems with `path` and line. YAML in front of it is left out."""
    clean, problems = _clean(source, path)
    clean = _FRONT.sub(lambda front: "\n" * front[0].count("\n"), clean, count=1) if clean.startswith("---") else clean
    environment: dict[str, Any] = {}
    tokens = _blocks().parse(clean, environment)
    reader = _Reader(path, clean.split("\n"), environment, problems)
    reader.read(tokens)
    return reader.top, reader.problems


def spans(markdown: str) -> tuple[Span, ...]:
    """A line's Markdown as runs of words, code and links; emphasis is dropped."""
    if not 0 < len(_MARKUP.findall(markdown)) <= MOST_MARKS:
        return (Span("text", markdown),) if markdown else ()
    return tuple(_runs(_inline(markdown, {})))


def _clean(source: str, path: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    source = source.removeprefix("\ufeff")
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _CONTROL.search(source) and len(max(lines, key=len)) <= LONGEST_LINE:
        return "\n".join(lines), problems
    for number, line in enumerate(lines, 1):
        place = Place(path, number)
        if len(line) > LONGEST_LINE:
            problems.append(
                Problem(place, f"this line has {len(line):,} characters and is left out; break it below {LONGEST_LINE:,}")
            )
            lines[number - 1] = ""
        elif found := _CONTROL.search(line):
            problems.append(
                Problem(place, f"an invisible control character (U+{ord(found[0]):04X}) was dropped; delete it from the line")
            )
            lines[number - 1] = _CONTROL.sub("", line)
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
        for token in tokens:
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
                    self._items.append(Entry("", "", line))
                case "list_item_close":
                    self._close_item(self._items.pop())
                case "inline":
                    self._add(self._entry(token.content, line, heading_level))
                case "fence" | "code_block":
                    self._check_closed(token, line)
                    self._add(Entry(f"```\n{token.content.rstrip()}\n```", token.content.strip(), line))
                case "html_block" if not token.content.lstrip().startswith("<!--"):
                    self._add(self._entry(token.content.strip(), line, 0))

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
        if 0 < len(_MARKUP.findall(content)) <= MOST_MARKS:
            runs = _runs(_inline(entry.markdown, self._environment))
            entry.plain = " ".join("".join(run.text for run in runs).split())
            entry.links = tuple(Link(run.text or run.url, run.url) for run in runs if run.kind == "link")
            entry.markdown = self._with_resolved_links(entry.markdown, runs)
            if not entry.plain and entry.links:
                entry.plain = " ".join(link.url for link in entry.links)
                entry.markdown = " ".join(f"<{link.url}>" for link in entry.links)
            content = "".join(run.text for run in runs[-1:] if run.kind == "text")
        if _ID_LEFT.search(content.rstrip()) or (found and not found[1]):
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
            item.links, item.id, item.attributes = entry.links, entry.id, entry.attributes

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


@cache
def _whole() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _inline(markdown: str, environment: dict[str, Any]) -> Sequence[Token]:
    tokens = _whole().parseInline(markdown, environment)
    return tokens[0].children or () if tokens else ()


def _runs(tokens: Sequence[Token]) -> list[Span]:
    return list(_merged(_each_run(tokens)))


def _each_run(tokens: Sequence[Token]) -> Iterator[Span]:
    url = ""
    label: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            url, label = str(token.attrGet("href") or ""), []
        elif token.type == "link_close":
            web = url.startswith(("https://", "http://"))
            yield Span("link", "".join(label), url) if web else Span("text", "".join(label))
            url = ""
        elif url:
            label.append(_words(token))
        elif token.type == "code_inline":
            yield Span("code", token.content)
        else:
            yield Span("text", _words(token))


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return _CONTROL.sub("", token.content)  # an entity such as &#x202e; becomes one only here


def _merged(runs: Iterator[Span]) -> Iterator[Span]:
    words = ""
    for run in runs:
        if run.kind == "text":
            words += run.text
            continue
        if words:
            yield Span("text", words)
            words = ""
        yield run
    if words:
        yield Span("text", words)
