"""Answers -> how their learner is doing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import answers, dailies, rounds, servers
from bot.store.answers import Answer, Given, OfLearner
from bot.store.dailies import DailySettings
from bot.store.rounds import Claim
from bot.store.store import Store
from bot.study.exam import ExamVersion
from bot.study.facts import Deck, Domain
from bot.study.streaks import Streak
from bot.tutor.answering import Member
from bot.tutor.library import Library
from bot.tutor.progress import WEEKS, DomainShare, Progress, Share, progress, summed
from tests.tutor.test_privacy import beside

FRIDAY = date(2026, 11, 27)
SENT, KEPT = "deck/sent", "deck/kept"


def given(fact: str, *, right: bool, ago: int = 0, question: str = "deck/q") -> OfLearner:
    day = FRIDAY - timedelta(days=ago)
    answer = Answer(1000 - ago, 1, (0,), right, datetime(2026, 1, 1, tzinfo=UTC))
    return OfLearner(answer, 1, 2, day, question, (fact,), day)


def several(fact: str, right: int, wrong: int, ago: int = 0) -> list[OfLearner]:
    return [given(fact, right=number < right, ago=ago) for number in range(right + wrong)]


def test_nothing(asking: Library) -> None:
    found = summed(asking, [], None, FRIDAY)
    assert found.total == Share()
    assert (found.topics, found.strongest, found.weakest, found.domains, found.study_next) == ((), None, None, (), ())
    assert found.calendar == {}


def test_topics_the_best_first(asking: Library) -> None:
    found = summed(asking, [*several(KEPT, 1, 3, 1), *several(SENT, 4, 0)], Streak(2, 2), FRIDAY)
    assert [(each.topic.id, each.share) for each in found.topics] == [("topics", Share(4, 4)), ("queues", Share(4, 1))]
    assert found.strongest is found.topics[0]
    assert found.weakest is found.topics[1]
    assert found.total == Share(8, 5)


@pytest.mark.parametrize(("more", "strongest", "weakest"), [(2, None, None), (3, "queues", None)])
def test_a_topic_needs_a_few_answers(asking: Library, more: int, strongest: str | None, weakest: str | None) -> None:
    found = summed(asking, [*several(SENT, 2, 0, 1), *several(KEPT, more, 0)], None, FRIDAY)
    assert (found.strongest and found.strongest.topic.id) == strongest
    assert (found.weakest and found.weakest.topic.id) == weakest


def test_the_calendar_begins_on_a_monday_half_a_year_ago(asking: Library) -> None:
    first = FRIDAY - timedelta(days=4, weeks=WEEKS - 1)
    within, before = (FRIDAY - first).days, (FRIDAY - first).days + 1
    all_of_them = [given(SENT, right=True, ago=before), given(SENT, right=True, ago=within), given(SENT, right=False)]
    found = summed(asking, all_of_them, None, FRIDAY)
    assert (found.first, found.first.weekday(), found.last) == (first, 0, FRIDAY)
    assert found.calendar == {first: Share(1, 1), FRIDAY: Share(1, 0)}


@pytest.mark.parametrize("server", [5, None])
async def test_an_early_answer_far_in_the_east_is_of_today(
    store: Store, asking: Library, tmp_path: Path, server: int | None
) -> None:
    """At eight in the morning in Tokyo it is still the day before in UTC, which direct messages go by."""
    now = datetime(2026, 11, 26, 23, tzinfo=UTC)
    daily = await dailies.set_up(store, 5, 6, DailySettings(420, "Asia/Tokyo"), by=1, at=now, seed="s")
    await servers.begin_zone(store, 5, "Asia/Tokyo")
    number = (await rounds.claim(store, Claim(daily.id, 5, 6, FRIDAY, "deck/q", (SENT,), "{}", now))).round.id
    await rounds.posted(store, number, 7, now, None)
    await answers.record(store, Given(number, 1, "user 1", (1,), True, now))
    found = await progress(beside(store, tmp_path), asking, Member(1, "user 1", server, now))
    assert isinstance(found, Progress)
    assert (found.last, found.calendar) == (FRIDAY, {FRIDAY: Share(1, 1)})


def test_what_was_wrong_last_is_next(asking: Library) -> None:
    back_on_it = [given(SENT, right=False, ago=3), given(SENT, right=True, ago=2), given(KEPT, right=False, ago=1)]
    assert [fact.id for fact in summed(asking, back_on_it, None, FRIDAY).study_next] == ["kept"]


def test_facts_that_the_notes_no_longer_have(asking: Library) -> None:
    found = summed(asking, several("deck/gone", 1, 3), None, FRIDAY)
    assert found.total == Share(4, 1)
    assert (found.topics, found.study_next) == ((), ())


def test_what_a_domain_weighs() -> None:
    deck, domain = Deck("deck", {}), Domain("d", {"en": "D"})
    weighed = ExamVersion("X", weights={"d": 40})
    assert DomainShare(deck, domain, weighed, Share()).weight == 40
    assert DomainShare(deck, domain, ExamVersion("X"), Share()).weight is None
    assert DomainShare(deck, domain, None, Share()).weight is None
