"""A library made once -> a file that opens ten times faster, for as long as nothing it was made from changes.

Reading pickled data runs what is in it, so only a file of this user that nobody else may write is read.
"""

import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot import __version__, content

log = logging.getLogger(__name__)

NAME = "library.kept"


def digest(knowledge: Sequence[Path], glossaries: Sequence[Path]) -> str:
    """A name for all that a library depends on: what is in its files, this program and this Python."""
    package = Path(__file__).parents[1]
    named = [tuple(str(path.absolute()) for path in paths) for paths in (knowledge, glossaries)]
    seen = blake2b(repr((__version__, sys.version, named)).encode(), digest_size=16)
    for path in (*sorted(package.rglob("*.py")), *content.files(knowledge, glossaries)):
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
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())) or file.readline() != wanted.encode() + b"\n":
                return None
            return pickle.load(file)  # noqa: S301 - only our own, see the top
    except OSError:
        return None
    except Exception:
        log.warning("%s is damaged; it is made anew", path)
        return None


def write(folder: Path, named: str, kept: object) -> None:
    """Keep it under this digest, in place of what was there; without a word where that cannot be."""
    made = ""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=NAME, delete=False) as file:
            made = file.name
            file.write(named.encode() + b"\n")
            pickle.dump(kept, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(made).replace(folder / NAME)
    except OSError as error:
        log.debug("the library is not kept in %s: %s", folder, error)
        if made:
            with suppress(OSError):
                Path(made).unlink()


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
