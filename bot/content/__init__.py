"""Decks on disk: which files they are, and whether any of them changed. What is in them, `reading` says.

A bot that finds its library kept reads no notes: this much it needs, and none of the parsers.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import quizzes as question_files
from bot.content.extent import is_too_much
from bot.content.folders import DEEPEST_FOLDER, folders, is_markdown, is_yaml, listing
from bot.content.quizzes import holds_questions, unread
from bot.study.facts import LANGUAGES, Language

LARGEST_FILE = 16 * 2**20
"""Bytes; a larger file is reported and left out."""

__all__ = [
    "DEEPEST_FOLDER", "LARGEST_FILE", "Source", "deck_glossaries", "files", "fingerprint", "holds_notes", "holds_questions",
    "is_too_much", "sources", "unread", "yaml_files",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where one deck lies: its folder or file, and its pages (language None: to be guessed)."""

    id: str
    root: Path
    pages: tuple[tuple[Path, Language | None], ...]


def files(knowledge: Sequence[Path], glossaries: Sequence[Path], quizzes: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Every file that `reading.load` reads or would read if it were there."""
    found = [path for source in sources(knowledge) for path in (source.root / "deck.yaml", *(page for page, _ in source.pages))]
    asked = question_files.files(quizzes)
    return tuple(dict.fromkeys((*found, *yaml_files(glossaries), *deck_glossaries(knowledge), *asked)))


def holds_notes(folder: Path) -> bool:
    """Whether there is a page of notes in a folder or beneath it."""
    return any(source.pages for source in _in_folder(folder))


def fingerprint(
    knowledge: Sequence[Path], glossaries: Sequence[Path], quizzes: Sequence[Path] = ()
) -> tuple[tuple[str, ...], ...]:
    """What the file system says of every content file: changes when any of them does."""
    return tuple(_state(path) for path in files(knowledge, glossaries, quizzes))


def _state(path: Path) -> tuple[str, ...]:
    try:
        status = path.stat()
    except OSError:
        return (str(path),)
    return (str(path), *map(str, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)))


def sources(paths: Sequence[Path]) -> Iterator[Source]:
    """The decks at these paths."""
    for path in paths:
        if os.path.isdir(path):
            yield from _in_folder(path)
        else:
            yield Source(path.stem, path, ((path, None),))


def _in_folder(folder: Path) -> Iterator[Source]:
    """A folder with a `deck.yaml` or language folders is a deck; else each file and folder in it is one."""
    if os.path.lexists(folder / "deck.yaml") or any(os.path.isdir(folder / language) for language in LANGUAGES):
        yield Source(folder.name, folder, tuple(_pages(folder)))
        return
    for path in listing(folder):
        if _is_page(path):
            yield Source(path.stem, path, ((path, None),))
        elif os.path.isdir(path) and (pages := tuple(_pages(path))):
            yield Source(path.name, path, pages)


def _pages(deck: Path) -> list[tuple[Path, Language | None]]:
    """The pages in a folder and beneath it: those of the language folders first, then those of no language."""
    found: list[tuple[int, Path]] = []
    for folder in folders(deck):
        spoken = next((LANGUAGES.index(name) for name in LANGUAGES if name in folder.relative_to(deck).parts), len(LANGUAGES))
        found += [(spoken, path) for path in listing(folder) if _is_page(path, readme=spoken < len(LANGUAGES))]
    return [(path, (*LANGUAGES, None)[spoken]) for spoken, path in sorted(found)]


def _is_page(path: Path, *, readme: bool = False) -> bool:
    return is_markdown(path) and (readme or path.stem.casefold() != "readme")


def yaml_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The YAML files at these paths that describe no deck."""
    for path in paths:
        inside = (file for file in listing(path) if is_yaml(file) and file.name != "deck.yaml")
        yield from inside if os.path.isdir(path) else (path,)


def deck_glossaries(paths: Sequence[Path]) -> Iterator[Path]:
    """The glossaries that decks at these paths bring along."""
    for path in paths:
        if os.path.isdir(path):
            yield from (file for folder in [path, *listing(path)] if os.path.lexists(file := folder / "glossary.yaml"))
