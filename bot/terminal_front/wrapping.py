"""A line of Japanese, English or both -> where it breaks to fit a number of columns.

Spaces part English words; Japanese breaks between any two characters, but for the marks
that may not open or close a line (kinsoku, JIS X 4051).
"""

from collections.abc import Iterator

from rich.cells import get_character_cell_size

NARROWEST = 10
"""Columns; text is not squeezed further."""

_NEVER_FIRST = frozenset("、。，．・：；？！ー）」』】〕〉》”’…々〜～％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%")
_NEVER_LAST = frozenset("（「『【〔〈《“‘([{")


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The start and end of each row; the spaces at a break belong to no row."""
    width = max(width, NARROWEST)
    start, cut, column = 0, 0, 0
    for index, character in enumerate(text):
        if index > start and _may_break(text[index - 1], character):
            cut = index
        size = get_character_cell_size(character)
        while column + size > width and character != " ":  # what a break leaves over may itself be too long
            end = cut if cut > start else index
            yield start, start + len(text[start:end].rstrip(" "))
            start, column = end, columns(text[end:index])
        column += size
    yield start, start + len(text[start:].rstrip(" "))


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(get_character_cell_size(character) for character in text)


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return after != " " and (get_character_cell_size(before) == 2 or get_character_cell_size(after) == 2)
