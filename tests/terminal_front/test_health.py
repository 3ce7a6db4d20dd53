"""The sign of life, as a health check sees it."""

import os
from pathlib import Path

from bot.terminal_front.health import alive


def test_a_fresh_sign_is_alive_and_an_old_or_missing_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "alive"
    assert not alive(path, 1000.0)
    path.touch()
    os.utime(path, (1000.0, 1000.0))
    assert alive(path, 1090.0)
    assert not alive(path, 1090.5)
