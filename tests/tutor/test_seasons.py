"""Seasons as a board shows them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import seasons, servers
from bot.store.store import Store
from bot.study.facts import LANGUAGES
from bot.tutor import boards
from bot.tutor.answering import Member
from bot.tutor.library import Library
from bot.tutor.places import Look, MemberBoard
from bot.wording.boards import board_card
from tests.tutor.test_privacy import beside

SERVER = 5
EVENING = datetime(2026, 11, 26, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Asia/Tokyo", date(2026, 11, 27), date(2026, 11, 28)),
        ("America/New_York", date(2026, 11, 26), date(2026, 11, 27)),
        (None, date(2026, 11, 26), date(2026, 11, 27)),
    ],
)
async def test_its_dates_are_the_servers(
    store: Store, asking: Library, tmp_path: Path, zone: str | None, first: date, last: date
) -> None:
    """It begins at ten in the evening in UTC, which is seven in the morning of the day after in Tokyo."""

    async def shown() -> MemberBoard:
        found = await boards.board(beside(store, tmp_path), asking, Member(1, "user 1", SERVER, EVENING), Look("season"))
        assert isinstance(found, MemberBoard)
        return found

    await seasons.start(store, SERVER, "autumn", EVENING)
    if zone is not None:
        await servers.set_zone(store, SERVER, zone)
    running = await shown()
    assert (running.shown.since, running.shown.until) == (first, None)
    await seasons.end(store, SERVER, EVENING + timedelta(days=1))
    over = await shown()
    assert (over.shown.since, over.shown.until) == (first, last)
    for language in LANGUAGES:
        assert f"{first}" in board_card(running, language).about
        assert all(f"{day}" in board_card(over, language).about for day in (first, last))
