"""A file's text -> how much there is in it to be parsed: a small file may hold more than a machine can take."""

import re

MOST_ENTRIES = 100_000
"""Lines and list entries; a file with more is reported and left out. Each is held as some 4 KB: so many fill 400 MB."""

_MARKS = re.compile(r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]*)+", re.MULTILINE)
"""What stands before a line's words: it may open many lists at once."""
_MARK = re.compile(r"[-+*>.)]")
_MOST_MARKS = 60
"""Of a line; what nests deeper is left out by whoever parses it."""


def is_too_much(text: str, *, yaml: bool) -> bool:
    """Whether a text of YAML, or else of Markdown, has more than `MOST_ENTRIES`; in YAML a comma may stand between two."""
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines > MOST_ENTRIES or len(text) <= MOST_ENTRIES:
        return lines > MOST_ENTRIES
    marks = (len(_MARK.findall(found[0])) for found in _MARKS.finditer(text.replace("\r", "\n")))
    return lines + yaml * text.count(",") + sum(min(count, _MOST_MARKS) - 1 for count in marks) > MOST_ENTRIES
