"""Folders and files of questions -> each file, with the deck it asks about."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.folders import folders, is_markdown, is_yaml, listing, slug
from bot.study.facts import Place, Problem

_QUESTIONS = re.compile(rb"^(?:\xef\xbb\xbf)?[{\"' ]*questions[\"']?\s*:", re.MULTILINE)
_LIKE_QUESTIONS = re.compile(
    rb"^[-{\"' \t]*(?:kind[\"']?\s*:\s*[\"']?(?:choice|choose-two|true-false|typed|order)\b|facts[\"']?\s*:)", re.MULTILINE
)
"""What stands in a file of questions that lacks `questions:`, and in no other."""
_TERMS = re.compile(rb"^(?:\xef\xbb\xbf)?[{\"']*(?:terms|words|beyond|asked)[\"']?\s*:", re.MULTILINE)
_SHELVES = {"quiz", "quizzes", "question", "questions"}
"""Folders of these names hold questions, whatever a file in them looks like."""
_OTHERS = ("deck.yaml", "glossary.yaml")
"""Files that belong to the notes, where notes and questions lie in one folder."""
_HEAD = 2**16
"""Bytes of a file in which `questions:` is looked for."""


def files(quizzes: Sequence[Path]) -> Iterator[Path]:
    """Every file of questions at these paths, whichever deck it is for."""
    yield from dict.fromkeys(file for top in quizzes for file in _within(top))


@dataclass(frozen=True, slots=True)
class Assigned:
    """The files that ask about decks, each with the deck's id; problems of those that nobody could assign; and those left
    unread, because they lie in a folder that is named after no deck.
    """

    files: Mapping[Path, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    unread: Sequence[Path] = ()


def assigned(quizzes: Sequence[Path], decks: Collection[str], shelves: Mapping[str, Sequence[str]]) -> Assigned:
    """Which files ask about which of these decks. `shelves`: a folder of notes that holds decks of one file each, and their ids.

    A folder of questions named after such a folder is for its deck, where it holds just one.
    """
    found: dict[Path, str] = {}
    problems: list[Problem] = []
    unread: list[Path] = []
    seen: set[str] = set()
    for top in quizzes:
        for file in _within(top):
            several = _shelf(file, top, shelves)
            deck = _named(file, top, decks) or (several[0] if len(several) == 1 else _only(file, top, decks))
            if deck and os.path.realpath(file) not in seen:
                seen.add(os.path.realpath(file))
                found[file] = deck
            elif decks and not deck and (several or _lies_open(file, top)):
                advice = f"put it in a folder named after one of {', '.join(sorted(several or decks))}"
                problems.append(Problem(Place(str(file), 1), f"it is not clear which deck this file asks about; {advice}"))
            elif decks and not deck:
                unread.append(file)
    return Assigned(found, problems, unread)


def unread(files: Sequence[Path], decks: Collection[str]) -> Iterator[Problem]:
    """For each folder with files that ask about none of these decks, that it was not read."""
    for folder, first in {file.parent: file for file in reversed(files)}.items():
        said = f"these questions were not read: no deck is called {folder.name!r}"
        yield Problem(
            Place(str(first), 1), f"{said}; name their folder after one of {', '.join(sorted(decks))}, or name its notes too"
        )


def holds_questions(path: Path) -> bool:
    """Whether a file of YAML holds questions, or a folder without notes has such a file in or beneath it.

    One that is empty or has neither questions nor terms in it is one of questions where it lies among such.
    """
    if not os.path.isdir(path):
        return is_yaml(path) and path.name not in _OTHERS and (_has_questions(path) or _lies_among_questions(path))
    inside = [file for folder in folders(path) for file in listing(folder)]
    if any(is_markdown(file) and file.stem.casefold() != "readme" for file in inside):
        return False
    written = [file for file in inside if is_yaml(file) and file.name not in _OTHERS]
    return any(map(_has_questions, written)) or (bool(written) and _is_shelf(path) and not any(map(_has_terms, written)))


def _lies_among_questions(file: Path) -> bool:
    if _has_terms(file) or not os.path.lexists(file):
        return False
    return _is_shelf(file.parent) or any(is_yaml(each) and each != file and _has_questions(each) for each in listing(file.parent))


def _is_shelf(folder: Path) -> bool:
    """Whether a folder, or the one it lies in, is named as one of questions."""
    return not _SHELVES.isdisjoint(name.casefold() for name in folder.absolute().parts[-2:])


def _has_questions(file: Path) -> bool:
    return bool(_QUESTIONS.search(head := _head(file)) or _LIKE_QUESTIONS.search(head)) and not _TERMS.search(head)


def _has_terms(file: Path) -> bool:
    return bool(_TERMS.search(_head(file)))


def _head(file: Path) -> bytes:
    if not os.path.isfile(file):  # a pipe would be waited for
        return b""
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""


def _within(top: Path) -> Iterator[Path]:
    if not os.path.isdir(top):
        yield top
        return
    for folder in folders(top):
        yield from (path for path in listing(folder) if is_yaml(path) and path.name not in _OTHERS)


def _named(file: Path, top: Path, decks: Collection[str]) -> str | None:
    """The deck that the nearest folder is named after, or an open file itself."""
    names = [*_above(file, top), *([file.stem] if _lies_open(file, top) else [])]
    return next((slug(name) for name in names if name and slug(name) in decks), None)


def _above(file: Path, top: Path) -> list[str]:
    """The names of the folders a file lies in, the nearest first, up to the path that was given."""
    upmost = top.absolute() if os.path.isdir(top) else top.absolute().parent
    return [folder.name for folder in file.absolute().parents if folder == upmost or upmost in folder.parents]


def _shelf(file: Path, top: Path, shelves: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The decks in the folder of notes that the nearest folder is named after: of several, the one the file is named after."""
    names = _above(file, top)[: None if _lies_open(file, top) else -1]
    decks = next((shelves[slug(name)] for name in names if name and slug(name) in shelves), ())
    return [slug(file.stem)] if slug(file.stem) in decks else decks


def _only(file: Path, top: Path, decks: Collection[str]) -> str | None:
    return next(iter(decks)) if len(decks) == 1 and _lies_open(file, top) else None


def _lies_open(file: Path, top: Path) -> bool:
    """Whether a file was given itself, or lies directly in a folder that was."""
    return top in {file, file.parent}
