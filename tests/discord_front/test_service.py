"""What the end of a connection means for the process."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_front.service import GRACE, REFUSED, _ended
from bot.study.facts import LANGUAGES


def closed(code: int) -> discord.ConnectionClosed:
    socket: Any = SimpleNamespace(close_code=code)
    return discord.ConnectionClosed(socket, shard_id=0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (discord.LoginFailure("Improper token has been passed."), "DISCORD_TOKEN"),
        (closed(4004), "DISCORD_TOKEN"),
        (discord.PrivilegedIntentsRequired(0), "intents"),
        (closed(4013), "intents"),
    ],
)
def test_a_refusal_ends_it_with_one_line(error: BaseException, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        assert _ended(error, language) == REFUSED
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert said in printed.err
        assert ("拒否" in printed.err) == (language == "ja")


@pytest.mark.parametrize("error", [None, closed(4011), OSError("a secret"), RuntimeError("a secret")])
def test_anything_else_is_tried_again(error: BaseException | None, caplog: pytest.LogCaptureFixture) -> None:
    assert _ended(error, "en") is None
    assert "the connection to Discord ended" in caplog.text
    assert "a secret" not in caplog.text


def test_it_stops_before_docker_would_kill_it() -> None:
    longest_wait_for_an_answer, docker_stop = 3, 10
    assert longest_wait_for_an_answer < GRACE < docker_stop / 2
