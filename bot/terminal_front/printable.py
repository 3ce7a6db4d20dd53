"""Untrusted text -> text that a terminal only shows: nothing in it can move the cursor or reorder the line."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Invisible, but words of some scripts are spelt with them."""


def printable(text: str) -> str:
    """The text on one line, without control, bidi and unassigned characters; tabs and line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if character in _JOINERS or not unicodedata.category(character).startswith("C"):
        return character
    return "\ufffd" if unicodedata.category(character) == "Cs" else ""


def readable(query: str) -> str:
    """A query from the command line, where bytes that are not UTF-8 arrive as lone surrogates."""
    return query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
