"""Reports keep to Discord's limits whatever they are about and whatever was written, on pages as in a channel."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.discord_front.report_message import report_message
from bot.discord_front.report_pages import page_view
from bot.store.answers import Answer, Named
from bot.store.reports import Report
from bot.study.facts import LANGUAGES, Language
from bot.study.questions import Question
from bot.tutor.library import Library, open_library
from bot.tutor.practice import pose
from bot.tutor.reporting import LONGEST_WORDS, Delivery, Page
from bot.tutor.revealing import spread
from tests.discord_front.seen import check, labels_of, text_of

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
HOSTILE = "*_[](https://evil.example)<@1>`~|\n" * LONGEST_WORDS


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([ROOT / "knowledge" / "aws-dva"], [ROOT / "knowledge" / "glossary"], None, [ROOT / "quizzes"])


def made(library: Library, question: Question, words: str) -> Delivery:
    """A report on that question, with a hundred answers."""
    posed = pose(library, question, "s")
    report = Report(10**9, 1, 1, "question", question.key, 1, words, NOW)
    chosen = HOSTILE[:100] if question.typed is not None else (0,)
    named = [Named(Answer(1, user, chosen, False, NOW), user, "n") for user in range(100)]
    return Delivery(report, HOSTILE[:100], posed, spread(posed, named), sources=("/a/b/c/d.yaml:1",) * 9, post=(10**18,) * 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_can_be_reported(bundled: Library, language: Language) -> None:
    for question in bundled.questions:
        delivery = made(bundled, question, HOSTILE[:LONGEST_WORDS])
        check(report_message(delivery, language))
        assert len(labels_of(page_view(Page(delivery, 4, 9), language))) == 4


def test_the_first_and_the_last_page(bundled: Library) -> None:
    delivery = made(bundled, next(iter(bundled.questions)), "wrong")
    assert labels_of(page_view(Page(delivery, 0, 1), "en"))[1:] == ["Mark as read"]
    assert labels_of(page_view(Page(delivery, 0, 2), "en"))[1:] == ["More (2/2)", "Mark as read"]
    assert labels_of(page_view(Page(delivery, 1, 2), "en"))[1:] == ["Previous (1/2)", "Mark as read"]
    assert "no reports" in text_of(page_view(None, "en"))
