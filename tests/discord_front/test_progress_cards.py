"""The card of one's own progress keeps to Discord's limits, whatever notes and counts there are."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.discord_front.progress_cards import MOST_DOMAINS, PAGE, card, topics_card
from bot.discord_front.progress_picture import MOST_TOPICS, drawn, most_answered
from bot.study.facts import LANGUAGES, Language
from bot.study.streaks import Streak
from bot.tutor.library import Library, open_library
from bot.tutor.progress import DomainShare, Progress, Share, TopicShare
from tests.discord_front.seen import check, labels_of, text_of

LAST = date(2026, 11, 27)
HOSTILE = "**@everyone** <@1> [x](https://evil.example) # `" + "*" * 300
COUNT = 45


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two decks with many topics and domains of hostile names."""
    for deck in ("one", "two"):
        folder = tmp_path / deck / "en"
        folder.mkdir(parents=True)
        domains = "".join(f'- {{id: d{number}, en: "{HOSTILE} {number}"}}\n' for number in range(8))
        weights = ", ".join(f"d{number}: {12 if number < 4 else 13}" for number in range(8))
        exam = f"exam:\n- {{id: X, confirmed: false, weights: {{{weights}}}}}\n"
        (folder.parent / "deck.yaml").write_text(f"title: '{HOSTILE}'\nlanguages: [en]\ndomains:\n{domains}{exam}", "utf-8")
        topics = (f"# {HOSTILE} {number}\n- Fact {HOSTILE}\n  - Beneath\n\n" for number in range(COUNT))
        (folder / "all.md").write_text("".join(topics), "utf-8")
    return open_library([tmp_path / "one", tmp_path / "two"], [], None, [])


def a_progress(library: Library, count: int = 10**9) -> Progress:
    topics = tuple(TopicShare(topic, Share(count + number, count)) for number, topic in enumerate(library.base.topics()))
    domains = tuple(
        DomainShare(deck, domain, deck.exam[0], Share(count, count // 2))
        for deck in library.base.decks
        for domain in deck.domains
    )
    days = {LAST - timedelta(days=number): Share(count, count // 2) for number in range(150)}
    facts = tuple(fact for fact in library.base.facts.values() if fact.path)[:3]
    streak = Streak(count, count, 2)
    first = LAST - timedelta(days=LAST.weekday(), weeks=25)
    return Progress(
        Share(count, count // 2), streak, topics, topics[0], topics[-1], domains, days, first, LAST, facts, untold=count
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("in_server", [False, True])
def test_the_card_fits(library: Library, language: Language, in_server: bool) -> None:
    progress = a_progress(library)
    assert len(progress.domains) > MOST_DOMAINS
    picture = drawn(library, progress, language)
    shown = card(library, progress, language, in_server=in_server, picture=picture)
    text = text_of(shown)
    assert "@everyone" not in text.replace("@\u200beveryone", "")
    assert "[x](" not in text
    assert len(labels_of(shown)) == 1 + len(progress.study_next)
    assert len(picture.about) <= 1024
    galleries = [each for each in check(shown) if each["type"] == 12]
    assert [each["items"][0]["media"]["url"] for each in galleries] == ["attachment://progress.png"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_topics_are_on_some_page(library: Library, language: Language) -> None:
    progress = a_progress(library, 3)
    pages = -(-len(progress.topics) // PAGE)
    assert pages > 2
    shown = [topics_card(library, progress, language, page) for page in range(pages)]
    assert sum(text_of(each).count("\n- ") for each in shown) == len(progress.topics)
    assert [len(labels_of(each)) for each in shown] == [1, *[2] * (pages - 2), 1]
    assert text_of(topics_card(library, progress, language, 9999)) == text_of(shown[-1])


def test_the_picture_has_the_topics_answered_most_in_their_order(library: Library) -> None:
    topics = a_progress(library, 3).topics
    shown = most_answered(topics)
    assert shown == list(topics[-MOST_TOPICS:])
    assert most_answered(topics[:3]) == list(topics[:3])
