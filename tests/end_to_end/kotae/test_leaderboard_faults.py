"""Boards while the database cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from kotae.posing import Posing

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"


@contextmanager
def unreadable(posing: Posing) -> Iterator[None]:
    """A table is not where it should be."""
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", timeout=5)) as connection:
        connection.execute("ALTER TABLE place_counts RENAME TO elsewhere")
        yield
        connection.execute("ALTER TABLE elsewhere RENAME TO place_counts")


@pytest.mark.parametrize(("locale", "said"), [(EN, "I cannot look that up just now"), (JA, "いまは確認できません")])
async def test_a_board_that_cannot_be_read(posing: Posing, locale: str, said: str) -> None:
    server = posing.tutor.server
    board = await server.slash("leaderboard", {}, locale=locale)
    await board.message()
    with unreadable(posing):
        assert said in (await (await server.slash("leaderboard", {}, locale=locale)).message()).text
        custom_id = "kotae1:board:picture:week:member:0:0"
        pressed = await server.click(board, custom_id, locale=locale, forge=True)
        assert said in (await pressed.message()).text
    assert said not in (await (await server.slash("leaderboard", {}, locale=locale)).message()).text
