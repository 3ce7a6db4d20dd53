"""What an organiser wants -> a daily, and what comes next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.store import dailies as kept_dailies
from bot.store import rounds
from bot.store.dailies import DailySettings
from bot.store.store import Store
from bot.study.facts import Language
from bot.tutor import dailies, posting
from bot.tutor.dailies import Refusal, Wish, wished
from bot.tutor.library import Library

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
SEVEN = DailySettings(420, "UTC", language="en")


@pytest.mark.parametrize(("language", "zone"), [("ja", "Asia/Tokyo"), ("en", "UTC")])
def test_nothing_said_is_the_usual(asking: Library, language: Language, zone: str) -> None:
    assert wished(asking, Wish(), None, NOW, language) == DailySettings(420, zone, language=language)


def test_what_is_said_changes_and_the_rest_stays(asking: Library) -> None:
    wish = Wish("19:30", "ニューヨーク", "queues", "both", "reveal", "12時間", 5, thread=True)
    found = wished(asking, wish, SEVEN, NOW, "en")
    assert found == DailySettings(1170, "America/New_York", ("deck/queues",), "both", "reveal", 720, 5, thread=True)
    assert wished(asking, Wish(), found, NOW, "ja") == found
    again = wished(asking, Wish(topics="すべて", closes_after="次まで", no_ping=True, thread=False), found, NOW, "ja")
    assert again == DailySettings(1170, "America/New_York", (), "both", "reveal")


def test_several_topics(asking: Library) -> None:
    found = wished(asking, Wish(topics="topics、 queues, topics"), SEVEN, NOW, "en")
    assert isinstance(found, DailySettings)
    assert found.topics == ("deck/topics", "deck/queues")


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        (Wish(time="25:00"), "time"),
        (Wish(zone="nowhere at all"), "zone"),
        (Wish(topics="astrology"), "topic"),
        (Wish(topics=" , "), "topic"),
        (Wish(closes_after="a while"), "closes_after"),
    ],
)
def test_what_cannot_be_read_is_refused(asking: Library, wish: Wish, what: str) -> None:
    found = wished(asking, wish, SEVEN, NOW, "en")
    assert isinstance(found, Refusal)
    assert found.what == what


async def test_what_comes_next(store: Store, asking: Library) -> None:
    daily = await dailies.set_up(store, 1, 2, SEVEN, by=3, now=NOW)
    first = await dailies.coming(store, asking, daily, NOW)
    assert (first.at, first.day, first.is_due) == (NOW + timedelta(hours=1), date(2026, 11, 30), False)
    late = await dailies.coming(store, asking, daily, NOW + timedelta(hours=5))
    assert (late.day, late.is_due) == (first.day, True)
    claimed = await posting.claim(store, asking, daily, date(2026, 11, 30), NOW)
    assert claimed is not None
    assert first.posed is not None
    assert claimed.round.question == first.posed.question.key
    waiting = await dailies.coming(store, asking, daily, NOW + timedelta(hours=5))
    assert (waiting.day, waiting.is_due) == (first.day, True)
    assert waiting.posed is not None
    assert waiting.posed.question.key == claimed.round.question
    await posting.mark_posted(store, daily, claimed.round, 55, NOW)
    after = await dailies.coming(store, asking, daily, NOW)
    assert after.day == date(2026, 12, 1)
    assert after.posed is not None
    assert after.posed.question.key != claimed.round.question
    await dailies.pause(store, daily, NOW)
    (paused,) = await dailies.of_server(store, 1)
    status = await dailies.status(store, paused, NOW)
    assert status.next_at is None
    assert status.latest is not None
    assert status.latest.id == claimed.round.id


async def test_a_setup_keeps_a_pause_that_an_organiser_wanted_and_no_other(store: Store) -> None:
    daily = await dailies.set_up(store, 1, 2, SEVEN, by=3, now=NOW)
    await dailies.pause(store, daily, NOW)
    again = await dailies.set_up(store, 1, 2, DailySettings(480, "UTC"), by=3, now=NOW)
    assert (again.settings.post_at, again.paused_at, again.pause_reason) == (480, NOW, kept_dailies.BY_ORGANISER)
    await dailies.resume(store, daily)
    await posting.pause(store, daily, "missing:send_messages", NOW)
    mended = await dailies.set_up(store, 1, 2, SEVEN, by=3, now=NOW)
    assert (mended.paused_at, mended.pause_reason) == (None, None)
    await dailies.pause(store, daily, NOW)
    await dailies.remove(store, daily, NOW)
    assert (await dailies.set_up(store, 1, 2, SEVEN, by=3, now=NOW)).paused_at is None


async def test_a_changed_zone_goes_on_after_the_newest_date(store: Store, asking: Library) -> None:
    tokyo = DailySettings(420, "Asia/Tokyo")
    daily = await dailies.set_up(store, 1, 2, tokyo, by=3, now=NOW)
    assert daily.first == date(2026, 11, 30)
    await posting.claim(store, asking, daily, date(2026, 11, 30), NOW)
    moved = await dailies.set_up(store, 1, 2, DailySettings(420, "America/Los_Angeles"), by=3, now=NOW)
    assert moved.first == date(2026, 12, 1)


async def test_the_only_one_of_a_server_is_meant_and_one_whose_channel_is_gone(store: Store) -> None:
    gone: set[int] = set()

    async def meant() -> int | None:
        found = await dailies.meant(store, 1, gone.__contains__)
        return found.channel if found is not None else None

    assert await meant() is None
    await dailies.set_up(store, 1, 2, SEVEN, by=3, now=NOW)
    assert await meant() == 2
    second = await dailies.set_up(store, 1, 3, SEVEN, by=3, now=NOW)
    assert await meant() is None
    await dailies.pause(store, second, NOW)  # by an organiser: nobody notices any more that its channel is deleted
    gone.add(3)
    assert await meant() == 3
    await dailies.remove(store, second, NOW)
    assert await meant() == 2
    assert await rounds.latest(store, 2) is None
