"""A status keeps to Discord's limits whatever a server has set up, and every daily is on one of its pages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import discord
import pytest

from bot.discord_front.daily_cards import PAGE, next_line, on_page, status_page, status_view
from bot.discord_front.daily_live import Live
from bot.discord_front.report_desk import NEEDED, Desk
from bot.discord_front.report_pages import status_parts
from bot.study.facts import LANGUAGES, Language
from bot.tutor.dailies import Status
from bot.tutor.library import Library, open_library
from bot.tutor.records import Daily, DailySettings, Round
from bot.wording.daily import words
from tests.discord_front.seen import check, labels_of, text_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
MANY = 23


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"], None, [])


def some(library: Library, language: Language) -> list[tuple[Status, Live]]:
    """Dailies of which there is as much to say as can be."""
    topics = tuple(topic.key for topic in library.base.topics())
    chosen = DailySettings(1439, "America/Argentina/ComodRivadavia", topics, "both", "reveal", 10079, 10**18, thread=True)
    lost = "missing:view_channel,send_messages,read_message_history"
    daily = Daily(1, 1, 1, chosen, 1, NOW, "s", paused_at=NOW, pause_reason=lost, problem="zone", problem_at=NOW)
    said = words(language)
    now = Live(10**18, (said.role_gone, said.no_thread.format(permission=said.permissions["create_public_threads"])))
    latest = Round(10**9, 1, 10**18, 10**18, NOW.date(), "q", (), "{}", NOW, NOW, 10**18)
    return [
        (Status(replace(daily, id=number, channel=10**18 + number), NOW, replace(latest, channel=10**18 + number)), now)
        for number in range(MANY)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_daily_is_on_a_page(bundled: Library, language: Language) -> None:
    every = some(bundled, language)
    dailies = [status.daily for status, _ in every]
    seen, page = "", 0
    below = status_parts(9999, Desk(10**18, Mock(spec=discord.TextChannel), NEEDED), language)
    while True:
        shown = [each for each in every if each[0].daily in on_page(dailies, page)]
        view = status_view(bundled, shown, page, MANY, below, language)
        check(view)
        assert "9999" in text_of(view)
        seen += text_of(view)
        assert words(language).role_gone in text_of(view)  # what is to be mended is not cut off
        if page and page == -(-MANY // PAGE) - 1:
            break
        page += 1
        assert any(f"({page + 1}/5)" in label for label in labels_of(view))
    assert all(f"### <#{10**18 + number}>" in seen for number in range(MANY))


@pytest.mark.parametrize(("paused", "closed", "told"), [(None, None, True), (NOW, None, False), (None, NOW, False)])
def test_a_claim_is_being_posted_unless_it_is_not(
    bundled: Library, paused: datetime | None, closed: datetime | None, told: bool
) -> None:
    daily = Daily(1, 1, 2, DailySettings(0, "UTC"), 1, NOW, "s", paused_at=paused, pause_reason="organiser" if paused else None)
    claim = Round(1, 1, 1, 2, NOW.date(), "q", (), "{}", NOW, closed_at=closed)
    text = text_of(status_view(bundled, [(Status(daily, None, claim), Live())], 0, 1, (), "en"))
    assert ("being posted" in text) is told


def test_pages_beyond_the_last_show_the_last() -> None:
    every = [Daily(number, 1, number, DailySettings(0, "UTC"), 1, NOW, "s") for number in range(7)]
    assert on_page(every, 99) == every[5:]
    assert on_page(every[:5], 1) == every[:5]
    assert on_page([], 3) == []


@pytest.mark.parametrize(
    ("custom_id", "page"), [("kotae1:daily:0", 0), ("kotae1:daily:12", 12), ("kotae1:daily:x", None), ("", None)]
)
def test_which_page_a_button_turns_to(custom_id: str, page: int | None) -> None:
    assert status_page(custom_id) == page


def test_when_the_next_one_comes() -> None:
    assert next_line(NOW + timedelta(hours=1), is_due=False, language="ja").startswith("次の出題は <t:")
    assert "within a minute" in next_line(NOW, is_due=True, language="en")
    assert next_line(None, is_due=False, language="en") == ""
