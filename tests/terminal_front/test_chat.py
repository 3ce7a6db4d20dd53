from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal_front.chat import chat
from bot.tutor.library import Shelf


def test_a_pipe_is_answered_line_by_line_without_ceremony(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(shelf, tmp_path, "en", piped=["long polling", "", "/topics", "2", "/quit", "default"]) == 0
    out = capsys.readouterr().out
    assert "Waits up to 20 seconds." in out
    assert "Sampling rules" in out
    assert "30 seconds" not in out
    assert "kotae>" not in out


@pytest.mark.parametrize("keys", ["\x04", "long polling\r\x04", "half a li\x03/up\r/quit\r"])
def test_a_conversation_at_the_prompt(shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str], keys: str) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        assert chat(shelf, tmp_path, "en", notice="No token.") == 0
    out = capsys.readouterr().out
    assert out.startswith("No token.\nKotae answers from 2 topics")
    assert ("Waits up to 20 seconds." in out) == ("polling" in keys)
    assert ("Ctrl-D or /quit leaves." in out) == ("\x03" in keys)
