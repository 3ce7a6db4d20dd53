"""Folders and files of questions -> each file, with the deck it asks about."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bot.content.folders import folders, is_markdown, is_yaml, listing, slug
from bot.study.facts import Place, Problem

_QUESTIONS = re.compile(rb"^[{\"' ]*questions[\"']?\s*:", re.MULTILINE)
_OTHERS = ("deck.yaml", "glossary.yaml")
"""Files that belong to the notes, where notes and questions lie in one folder."""
_HEAD = 2**16
"""Bytes of a file in which `questions:` is looked for."""


def files(quizzes: Sequence[Path]) -> Iterator[Path]:
    """Every file of questions at these paths, whichever deck it is for."""
    yield from dict.fromkeys(file for top in quizzes for file in _within(top))


def assigned(quizzes: Sequence[Path], decks: Collection[str]) -> tuple[dict[Path, str], list[Problem]]:
    """The files that ask about these decks, each with the deck's id; a problem for one that nobody could assign.

    A folder within a path that is named after no deck here is for a deck that is not taught: nothing is said of it.
    """
    found: dict[Path, str] = {}
    problems: list[Problem] = []
    seen: set[Path] = set()
    for top in quizzes:
        for file in _within(top):
            deck = _named(file, top, decks) or _only(file, top, decks)
            if deck and file.resolve() not in seen:
                seen.add(file.resolve())
                found[file] = deck
            elif decks and not deck and _lies_open(file, top):
                advice = f"put it in a folder named after one of {', '.join(sorted(decks))}"
                problems.append(Problem(Place(str(file), 1), f"it is not clear which deck this file asks about; {advice}"))
    return found, problems


def holds_questions(path: Path) -> bool:
    """Whether a file of YAML has `questions:` in it, or a folder without notes has such a file in or beneath it."""
    if not os.path.isdir(path):
        return is_yaml(path) and _has_questions(path)
    inside = [file for folder in folders(path) for file in listing(folder)]
    return not any(is_markdown(file) and file.stem.casefold() != "readme" for file in inside) and any(
        is_yaml(file) and _has_questions(file) for file in inside
    )


def _has_questions(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return bool(_QUESTIONS.search(opened.read(_HEAD)))
    except OSError:
        return False


def _within(top: Path) -> Iterator[Path]:
    if not os.path.isdir(top):
        yield top
        return
    for folder in folders(top):
        yield from (path for path in listing(folder) if is_yaml(path) and path.name not in _OTHERS)


def _named(file: Path, top: Path, decks: Collection[str]) -> str | None:
    """The deck that the nearest folder is named after, or an open file itself."""
    upmost = top.absolute() if os.path.isdir(top) else top.absolute().parent
    above = [folder for folder in file.absolute().parents if folder == upmost or upmost in folder.parents]
    names = [*(folder.name for folder in above), *([file.stem] if _lies_open(file, top) else [])]
    return next((slug(name) for name in names if name and slug(name) in decks), None)


def _only(file: Path, top: Path, decks: Collection[str]) -> str | None:
    return next(iter(decks)) if len(decks) == 1 and _lies_open(file, top) else None


def _lies_open(file: Path, top: Path) -> bool:
    """Whether a file was given itself, or lies directly in a folder that was."""
    return top in {file, file.parent}
