"""A page of notes and ids for some of its lines -> the same page with `{#id}` behind them, all else as it was."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.study.facts import Fact
from bot.study.notes import Entry, parse

LONGEST_SLUG = 48
_LONGEST_ID = 64
_BREAK = re.compile(r"(\r\n|\r|\n)")
_CLOSED_HEADING = re.compile(r"([\s>]*(?:(?:[-*+]|\d+[.)])\s+)*#{1,6}\s.*?)(\s+#+\s*)$", re.DOTALL)


def markable(source: str) -> Mapping[int, Entry]:
    """The headings and bullets that can get an id, by the line they begin on."""
    found: dict[int, Entry] = {}
    for entry in _every(parse(source, "")[0]):
        named = entry.id is not None or entry.attributes
        if (entry.bullet or entry.level) and entry.last and not named and not entry.markdown.startswith("```"):
            found.setdefault(entry.line, entry)
    return found


def marked(source: str, marks: Mapping[int, str]) -> str | None:
    """The page with a mark behind the words that begin on each of these lines; None where that would change what it says.

    A mark is an id, and attributes where there are any: `x`, or `x confidence=medium`.
    """
    entries = markable(source)
    parts = _BREAK.split(source)
    for line, mark in marks.items():
        if line not in entries:
            return None
        row = 2 * (entries[line].last - 1)
        parts[row] = _with_mark(parts[row], mark)
    made = "".join(parts)
    return made if _outline(made, {}) == _outline(source, marks) and not parse(made, "")[1] else None


def slug(fact: Fact, above: str, taken: Collection[str]) -> str | None:
    """An id from the words of a fact, English first; None where no language has Latin words alone.

    Where another fact has it, it begins with the id of what is `above`.
    """
    lines = [fact.lines[language].plain for language in ("en", "ja") if language in fact.lines]
    written = next((line for line in lines if not any(sign.isalpha() and not sign.isascii() for sign in line)), "")
    own = _short(re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-"), LONGEST_SLUG)
    if not re.search("[a-z]", own):
        return None
    wider = _short(f"{above}-{own}" if above else own, _LONGEST_ID - 4)
    numbered = (f"{wider}-{number}" for number in range(2, 1000))
    return next((each for each in (own, wider, *numbered) if each not in taken), None)


def _short(words: str, room: int) -> str:
    return words if len(words) <= room else (words[:room].rpartition("-")[0] or words[:room])


def _with_mark(row: str, mark: str) -> str:
    if closed := _CLOSED_HEADING.fullmatch(row):
        return f"{closed[1]} {{#{mark}}}{closed[2]}"
    words = row.rstrip()
    return f"{words} {{#{mark}}}{row[len(words) :]}"


def _outline(source: str, marks: Mapping[int, str]) -> Sequence[tuple[object, ...]]:
    """All that a page says, with these marks where it has none."""
    rows = []
    for entry in _every(parse(source, "")[0]):
        id_, *attributes = marks[entry.line].split() if entry.line in marks and entry.id is None else [entry.id]
        given = dict(str(pair).split("=", 1) for pair in attributes) or entry.attributes
        if entry.markdown:
            rows.append((entry.line, entry.markdown, entry.links, id_, given, entry.level, entry.correction))
    return rows


def _every(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _every(entry.children)
