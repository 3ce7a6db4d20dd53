"""Who comes back onto boards by their own choice or an organiser's, and who by an answer only."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import answers, dailies, learners, rounds, standings
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.rounds import Claim
from bot.store.store import Store
from bot.tutor import appearance, boards, organising
from bot.tutor.answering import Member
from bot.tutor.appearance import Appearance, Refusal
from tests.tutor.test_privacy import SERVER, beside

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def an_answer(store: Store, user: int, day: date) -> None:
    daily = await dailies.set_up(store, SERVER, user, DailySettings(420, "UTC"), by=1, at=NOW, seed="s")
    number = (await rounds.claim(store, Claim(daily.id, SERVER, user, day, "q", (), "{}", NOW))).round.id
    await rounds.posted(store, number, 5, NOW, None)
    await answers.record(store, Given(number, user, f"user {user}", (1,), True, NOW))


async def of_all_time(store: Store) -> set[int]:
    return {each.user for each in (await standings.page(store, SERVER, "a", 1, offset=0, most=9)).standings}


@pytest.mark.parametrize("typed", ["Hanako", "ＨＡＮＡＫＯ", "hana\u2061ko", "silent FOX"])
async def test_nobody_takes_the_name_of_another_member(store: Store, tmp_path: Path, typed: str) -> None:
    """Neither the one last seen nor the alias, on a server they share; one's own name is free."""
    stored = beside(store, tmp_path)
    hanako, other = Member(1, "Hanako", SERVER, NOW), Member(2, "user 2", SERVER, NOW)
    await an_answer(store, 1, NOW.date())
    shown = await appearance.call(stored, hanako, "Silent Fox")
    assert isinstance(shown, Appearance)
    assert await appearance.call(stored, other, typed) is Refusal.TAKEN
    assert await learners.of_user(store, 2) is None
    elsewhere = Member(2, "user 2", SERVER + 1, NOW)
    assert isinstance(await appearance.call(stored, elsewhere, typed), Appearance)
    assert isinstance(await appearance.call(stored, elsewhere, ""), Appearance)
    await an_answer(store, 2, NOW.date())
    assert await appearance.call(stored, elsewhere, typed) is Refusal.TAKEN
    assert await appearance.call(stored, Member(2, "user 2", None, NOW), typed) is Refusal.TAKEN
    assert isinstance(await appearance.call(stored, hanako, typed), Appearance)
    assert isinstance(await appearance.call(stored, other, "user 2"), Appearance)


@pytest.mark.parametrize(("days", "back"), [(0, {1}), (1, set())])
async def test_who_has_faded_does_not_come_back_by_being_shown_again(
    store: Store, tmp_path: Path, days: int, back: set[int]
) -> None:
    """An answer of sixty days ago still holds, one of the day before does not."""
    stored, member = beside(store, tmp_path), Member(1, "user 1", SERVER, NOW)
    await an_answer(store, 1, NOW.date() - boards.FADES_AFTER - timedelta(days))
    assert await organising.exclude(stored, SERVER, 1, NOW)
    await appearance.hide(stored, member, hidden=True)
    assert await organising.include(stored, SERVER, 1, NOW)
    assert await of_all_time(store) == set()
    await appearance.hide(stored, member, hidden=False)
    assert await of_all_time(store) == back
    assert await organising.exclude(stored, SERVER, 1, NOW)
    assert await organising.include(stored, SERVER, 1, NOW)
    assert await of_all_time(store) == back
    await boards.fade(store, NOW)
    assert await of_all_time(store) == back
