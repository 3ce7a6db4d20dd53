"""Folders on disk -> what they hold: without hidden files, also behind links, each once."""

import os
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

DEEPEST_FOLDER = 16
"""Folders within one another; deeper ones are reported and left out."""


def listing(folder: Path) -> list[Path]:
    """What a folder holds, by name, without hidden files; nothing where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def folders(top: Path, too_deep: list[Path] | None = None) -> Iterator[Path]:
    """A folder and those beneath it, also behind links, each once; without hidden ones and those named like a page."""
    seen = {_identity(folder) for folder in (top.absolute().parent, *top.absolute().parent.parents)}
    waiting = [(top, 0)]
    while waiting:
        folder, depth = waiting.pop()
        if _identity(folder) in seen:
            continue
        seen.add(_identity(folder))
        yield folder
        inner = [path for path in listing(folder) if os.path.isdir(path) and not is_markdown(path)]
        if depth < DEEPEST_FOLDER:
            waiting.extend((path, depth + 1) for path in reversed(inner))
        elif too_deep is not None:
            too_deep.extend(inner)


def is_markdown(path: Path) -> bool:
    """Whether a file or folder is named like a page of notes."""
    return path.suffix.casefold() in {".md", ".markdown"}


def is_yaml(path: Path) -> bool:
    """Whether a file is named like one of YAML."""
    return path.suffix in {".yaml", ".yml"}


def slug(name: str) -> str:
    """A name as the id of a deck: small letters, digits, hyphens; at most 20 characters."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:20] or blake2b(name.encode(), digest_size=4).hexdigest()


def _identity(folder: Path) -> tuple[int, int]:
    try:
        status = folder.stat()
    except OSError:
        return hash(folder), -1
    return status.st_ino, status.st_dev
