"""A server and a user -> the keyed hash by which an exclusion is remembered when all else about the user is deleted."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

KEY = "exclusions.key"
"""The file with the key, in the data folder and in no backup of the database: without it a mark names nobody."""


class Marks:
    """Makes marks; reads the key when the first is wanted, and makes one where there is none."""

    def __init__(self, data: Path) -> None:
        self._path = data / KEY
        self._key: bytes | None = None

    def of(self, server: int, user: int) -> str:
        """64 hexadecimal digits. Raises OSError where the key can be neither read nor made."""
        if self._key is None:
            self._key = _key(self._path)
        return hmac.new(self._key, f"{server}:{user}".encode(), sha256).hexdigest()


def _key(path: Path) -> bytes:
    """The key in that file; two processes that make it at once get the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # never over one that another process has made meanwhile
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes().strip()
