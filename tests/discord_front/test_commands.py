"""Commands are sent to Discord when they changed, and only then."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord_front.commands import REMEMBERED, Japanese, digest, keep_synchronised, localised, synchronise
from bot.wording.commands import Text


class Tree:
    """As much of a command tree as is synchronised."""

    def __init__(self, japanese: str = "試す", application: int = 1) -> None:
        async def answer(interaction: discord.Interaction[Any]) -> None: ...

        name, description = localised(Text("try", japanese)), localised(Text("A try", "試み"))
        command: app_commands.Command[Any, ..., None] = app_commands.Command(name=name, description=description, callback=answer)
        self.client = SimpleNamespace(application_id=application)
        self.translator = Japanese()
        self.allowed_contexts = app_commands.AppCommandContext()
        self.allowed_installs = app_commands.AppInstallationType()
        self.sent = 0
        self._command = command

    def get_commands(self) -> list[Any]:
        return [self._command]

    async def sync(self) -> list[Any]:
        self.sent += 1
        return [self._command]


async def test_the_digest_covers_words_and_application() -> None:
    digests = [await digest(tree) for tree in (Tree(), Tree(), Tree("別名"), Tree(application=2))]  # type: ignore[arg-type]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


async def test_commands_are_sent_once(tmp_path: Path) -> None:
    tree: Any = Tree()
    assert await synchronise(tree, tmp_path / "new" / REMEMBERED)
    assert not await synchronise(tree, tmp_path / "new" / REMEMBERED)
    assert tree.sent == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == [REMEMBERED]


async def test_a_folder_that_cannot_be_written_only_warns(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    tree: Any = Tree()
    assert await synchronise(tree, tmp_path / "file" / REMEMBERED)
    assert "could not be written" in caplog.text


async def test_a_failure_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tree: Any = Tree()
    sync = tree.sync

    async def failing() -> list[Any]:
        tree.sync = sync
        raise OSError("reset")

    tree.sync = failing
    monkeypatch.setattr("bot.discord_front.commands.FIRST_RETRY", 0.0)
    await keep_synchronised(tree, tmp_path)
    assert tree.sent == 1
    assert "next try" in caplog.text
