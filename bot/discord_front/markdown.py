"""Rows of a card -> Discord's Markdown, cut into pages: whatever a note contains is shown and does nothing."""

import re
from collections.abc import Iterable, Sequence

from bot.study.spans import Span, spans
from bot.wording.cards import Row

LONGEST_PIECE = 400
"""Characters of a run that is not cut any further between two pages."""
DEEPEST = 6
"""Levels of nesting drawn by indents; a phone has no room for more."""

_PLAIN = r"[^\s<>|*`\\\[\]()\u3000-\u303f\uff00-\uffef]"
_URL = re.compile(rf"https?://(?:{_PLAIN}|\((?:{_PLAIN}|\({_PLAIN}*\))*\))+")
"""An address, with the parentheses in it that are closed again: two within each other, as encyclopaedias have them."""
_ACTIVE = re.compile(r"[\\`*_~|<>\[\]]")
_OPENING = re.compile(r"^([^\S\n]*)([#+-]|\d+(?=[.)]))", re.MULTILINE)
_MENTION = re.compile(r"@(?=everyone|here|$)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s)")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What turns a line round or hides in it: the reader of a public card sees what was typed, in its order."""


def inert(text: str) -> str:
    """Text as Discord's Markdown that shows just this text: no emphasis, mention, heading or masked link, nothing invisible."""
    text = _INVISIBLE.sub("", text)
    made, start = [], 0
    for found in _URL.finditer(text):
        made.append(_escaped(text[start : found.start()]))
        made.append(found[0] if text[found.end() :][:1] in ("", " ") else found[0] + " ")
        start = found.end()
    made.append(_escaped(text[start:]))
    return _OPENING.sub(_closed, "".join(made))


def foreign(text: str) -> str:
    """What someone wrote of whom others read it: as `inert`, and an address in it leads nowhere."""
    return inert(text).replace("://", ":\u200b//")


def code(text: str) -> str:
    """A literal as inline code, or as a block where it has several lines."""
    if "\n" in text:
        return "\n```\n" + text.replace("```", "`\u200b``") + "\n```"
    if not text.strip():
        return text
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text} ``" if "``" not in text else "`" + text.replace("`", "\u02cb") + "`"


def inline(markdown: str) -> str:
    """An author's words with inline code, or a member's, as Discord's Markdown that shows them and does nothing."""
    return "".join(_pieces(spans(markdown))).strip()


def pages(rows: Iterable[Row], room: int) -> tuple[str, ...]:
    """The rows as nested bullets on pages of at most `room` characters, cut between rows or sentences."""
    book = _Book(room)
    for row in rows:
        deeper = "› " * min(row.depth - DEEPEST, DEEPEST)
        indent = "  " * min(row.depth, DEEPEST) + "- " + deeper if row.depth >= 0 else ""
        book.add(indent, _pieces(row.spans))
    return book.closed()


class _Book:
    """Pages being filled."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._full: list[str] = []
        self._page = ""

    def add(self, indent: str, pieces: Sequence[str]) -> None:
        whole = indent + "".join(pieces).strip()
        if self._fits(whole) or (len(whole) <= self._room and self._turn()):
            self._write(whole)
            return
        line = indent
        for piece in pieces:
            if not self._fits(line + piece):
                if line.strip() != indent.strip():
                    self._write(line)
                self._turn()
                line = indent + piece.lstrip()
            else:
                line += piece
        self._write(line)

    def closed(self) -> tuple[str, ...]:
        self._turn()
        return tuple(self._full)

    def _fits(self, text: str) -> bool:
        return len(self._page) + 1 + len(text) <= self._room

    def _write(self, text: str) -> None:
        self._page = f"{self._page}\n{text}" if self._page else text

    def _turn(self) -> bool:
        if self._page:
            self._full.append(self._page)
            self._page = ""
        return True


def _pieces(spans: Sequence[Span]) -> list[str]:
    """The runs as Markdown, in pieces between which a page may end."""
    made: list[str] = []
    for span in spans:
        if span.kind == "code":
            # two parts side by side would have one double backtick between them
            made.extend(("\u200b" if number else "") + code(part) for number, part in enumerate(_parts(span.text)))
        else:
            made.extend(inert(part) for sentence in _SENTENCE.split(span.text) for part in _parts(sentence) if part)
    return made


def _parts(text: str) -> Sequence[str]:
    """A run too long to move to the next page whole, cut at spaces where it has any."""
    parts = []
    while len(text) > LONGEST_PIECE:
        cut = text.rfind(" ", LONGEST_PIECE // 2, LONGEST_PIECE) + 1 or LONGEST_PIECE
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def _escaped(text: str) -> str:
    return _MENTION.sub("@\u200b", _ACTIVE.sub(r"\\\g<0>", text))


def _closed(found: re.Match[str]) -> str:
    """What would open a heading, a list or small print, made plain."""
    return found[1] + (f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}")
