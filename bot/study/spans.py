"""A line of Markdown -> its runs of words, code and links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_MARKS = 500
"""Characters of a line that may be markup; a line with more is taken as plain words (they take quadratic time)."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What turns a line round, moves a cursor or hides: it is taken out of every line."""

_MARKUP = re.compile(r"[\\`*_\[\]<>&!\n]")
_PLAIN = rf"[^\\`*_\[\]<>&!\r\n{CONTROL.pattern[1:]}*"
_CODE_AT_MOST = re.compile(rf"{_PLAIN}(?:`[^`\s\0](?:[^`\r\n\0]*[^`\s\0])?`(?!`){_PLAIN})*")
"""A line with no other markup than literals, as most are: read without the parser, in a third of the time."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a line: words, code, or a link (with its `url`)."""

    kind: Literal["text", "code", "link"]
    text: str
    url: str = ""


def spans(markdown: str) -> tuple[Span, ...]:
    """A line's Markdown as runs of words, code and links; emphasis is dropped."""
    if not is_marked_up(markdown):
        return (Span("text", markdown),) if markdown else ()
    if _CODE_AT_MOST.fullmatch(markdown):
        kinds: Iterable[Literal["text", "code"]] = cycle(("text", "code"))
        return tuple(Span(kind, part) for kind, part in zip(kinds, markdown.split("`"), strict=False) if part)
    return tuple(runs_of(markdown, {}))


def is_marked_up(line: str) -> bool:
    """Whether a line is to be read as Markdown; else it is plain words."""
    return 0 < len(_MARKUP.findall(line)) <= MOST_MARKS


def runs_of(markdown: str, environment: dict[str, Any]) -> list[Span]:
    """The runs of a line that is marked up, its links by reference taken from `environment`."""
    return list(_merged(_each_run(_inline(markdown, environment))))


@cache
def _whole() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _inline(markdown: str, environment: dict[str, Any]) -> Sequence[Token]:
    tokens = _whole().parseInline(markdown, environment)
    return tokens[0].children or () if tokens else ()


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
    return CONTROL.sub("", token.content)  # an entity such as &#x202e; becomes one only here


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
