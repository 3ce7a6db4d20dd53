"""A library made once -> a file that opens ten times faster, for as long as nothing it was made from changes.

Reading pickled data runs what is in it, so only a file of this user that nobody else may write is read.
"""

import logging
import os
import pickle
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

from bot import __version__, content

log = logging.getLogger(__name__)

NAME = "library.kept"
LEFT_OVER = 600
"""Seconds after which a file half written belongs to nobody any more."""
_READERS = ("markdown-it-py", "PyYAML", "rapidfuzz")
"""Libraries that decide what is made of the files."""


def digest(knowledge: Sequence[Path], glossaries: Sequence[Path], quizzes: Sequence[Path] = ()) -> str:
    """A name for all that a library depends on: what is in its files, this program, its libraries and this Python."""
    package = Path(__file__).parents[1]
    named = [tuple(str(path.absolute()) for path in paths) for paths in (knowledge, glossaries, quizzes)]
    seen = blake2b(repr((__version__, sys.version, _versions(), named)).encode(), digest_size=16)
    for path in (*sorted(package.rglob("*.py")), *content.files(knowledge, glossaries, quizzes)):
        seen.update(f"\n{path}\n".encode(errors="surrogateescape"))
        try:
            seen.update(path.read_bytes() if path.is_file() and path.stat().st_size <= content.LARGEST_FILE else b"?")
        except OSError as error:
            seen.update(repr(error).encode())
    return seen.hexdigest()


def read(folder: Path, wanted: str) -> Any:
    """What was kept there under this digest; None where there is nothing that may be used."""
    path = folder / NAME
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            first = file.readline(200).split()
            if first[:1] != [wanted.encode()]:
                return None
            kept = file.read()
        if first[1:] != [_checksum(kept)]:
            log.warning("%s is damaged; it is made anew", path)
            return None
        return pickle.loads(kept)  # noqa: S301 - only our own, see the top
    except OSError:
        return None
    except Exception:
        log.warning("%s cannot be used; it is made anew", path)
        return None


def write(folder: Path, named: str, kept: object) -> None:
    """Keep it under this digest, in place of what was there; without a word where that cannot be."""
    made = ""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        packed = pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{NAME}.", delete=False) as file:
            made = file.name
            file.write(named.encode() + b" " + _checksum(packed) + b"\n")
            file.write(packed)
        Path(made).replace(folder / NAME)
    except Exception as error:  # such as a full disk, or notes nested too deeply to be packed
        log.debug("the library is not kept in %s: %r", folder, error)
        if made:
            with suppress(OSError):
                Path(made).unlink()


def _sweep(folder: Path) -> None:
    """Delete what programs that were killed while they wrote have left there."""
    for path in folder.glob(f"{NAME}?*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - LEFT_OVER:
                path.unlink()


def _versions() -> list[str]:
    found = []
    for name in _READERS:
        with suppress(metadata.PackageNotFoundError):
            found.append(f"{name} {metadata.version(name)}")
    return found


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe that nobody writes to would be waited for without end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_ours(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
