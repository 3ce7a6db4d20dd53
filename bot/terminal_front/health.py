"""The bot's sign of life -> whether it is alive, for a health check that must not start a second bot."""

from pathlib import Path


def alive(path: Path, now: float, limit_seconds: float = 90) -> bool:
    """Whether the bot touched this file at most so many seconds before `now`, in seconds since 1970.

    It does so every 20 seconds while Discord answers it.
    """
    try:
        return now - path.stat().st_mtime <= limit_seconds
    except OSError:
        return False
