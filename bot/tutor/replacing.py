"""New texts for files on disk -> the files with those texts, each keeping its mode, its owner and its hard links.

Nothing is half written: all is written beside first, then swapped; a file that cannot be swapped gets back what it had
where the disk refuses.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_WRITABLE = 0o222


def locked(paths: Iterable[Path]) -> set[Path]:
    """Those of these files that must not or cannot be written: read-only, or in a read-only folder."""
    return {path for path in paths if _is_locked(Path(os.path.realpath(path)))}


def _is_locked(file: Path) -> bool:
    """Looks at the mode as well as at what this user may do: an administrator may write what somebody has locked."""
    return any(not each.stat().st_mode & _WRITABLE or not os.access(each, os.W_OK) for each in (file, file.parent))


def replace(texts: Mapping[Path, str]) -> None:
    """Put each text in the place of its file. Raises OSError, with the name of the file, where the disk refuses."""
    ready: dict[Path, Path] = {}
    within: dict[Path, bytes] = {}
    target = Path()
    try:
        for path, text in texts.items():
            target = Path(os.path.realpath(path))
            beside = _beside(target, text.encode("utf-8"), ready)
            if beside is None:
                within[target] = text.encode("utf-8")
        _write_within(within)
        for beside, target in ready.items():
            beside.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename2 or str(target)) from None
    finally:
        for beside in ready:
            with suppress(FileNotFoundError):
                beside.unlink()


def _beside(target: Path, data: bytes, ready: dict[Path, Path]) -> Path | None:
    """A new file with these bytes that may take the place of the old one; None where that would break links or lose the owner."""
    status = target.stat()
    if status.st_nlink > 1:
        return None
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        beside = Path(file.name)
        ready[beside] = target
        file.write(data)
    shutil.copymode(target, beside)
    made = beside.stat()
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(beside, status.st_uid, status.st_gid)
            shutil.copymode(target, beside)  # a new owner takes bits away
        except OSError:
            del ready[beside]
            beside.unlink()
            return None
    return beside


def _write_within(texts: Mapping[Path, bytes]) -> None:
    """Write into the files themselves; if one refuses, all get back what they had."""
    before: dict[Path, bytes] = {}
    for target, data in texts.items():
        before[target] = target.read_bytes()
        try:
            target.write_bytes(data)
        except OSError as error:
            for file, old in before.items():
                with suppress(OSError):
                    file.write_bytes(old)
            raise OSError(error.errno, error.strerror, str(target)) from None
