"""Plans for days to come."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.study.questions.returning import Asked
from bot.study.schedule import Plan
from bot.tutor import planning
from bot.tutor.library import Library, open_library
from bot.tutor.planning import bank, exam_weights, mean_weights, plan_ahead, question_for

TREE = Path(__file__).parents[2]
TOKYO = ZoneInfo("Asia/Tokyo")
PLAN = Plan(7 * 60, "Asia/Tokyo")
START = date(2026, 11, 27)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library([TREE / "knowledge/aws-dva"], [], None, [TREE / "quizzes"])


def test_a_question_a_day_at_its_time(library: Library) -> None:
    planned = plan_ahead(library, PLAN, TOKYO, START, 60)
    assert [each.at.isoformat() for each in planned[:2]] == ["2026-11-27T07:00:00+09:00", "2026-11-28T07:00:00+09:00"]
    assert len({each.question.key for each in planned}) == 60
    assert all(each.domain for each in planned)
    assert {each.topic.deck for each in planned} == {"aws-dva"}


def test_the_plan_is_what_the_days_bring(library: Library) -> None:
    planned = plan_ahead(library, PLAN, TOKYO, START, 3, "seed")
    history = [Asked(each.at.date(), each.question.key, each.question.facts) for each in planned]
    for number, each in enumerate(planned):
        assert question_for(library, PLAN, history[:number], each.at.date(), "seed") == each.question


def test_of_some_topics(library: Library) -> None:
    plan = Plan(0, "Asia/Tokyo", ("aws-dva/sqs", "aws-dva/s3"))
    planned = plan_ahead(library, plan, TOKYO, START, 30)
    assert {each.topic.key for each in planned} == {"aws-dva/sqs", "aws-dva/s3"}


def test_of_a_topic_that_is_gone(library: Library) -> None:
    plan = Plan(0, "Asia/Tokyo", ("aws-dva/gone",))
    assert plan_ahead(library, plan, TOKYO, START, 30) == ()
    assert question_for(library, plan, [], START, "") is None


def test_a_date_that_never_was_has_none(library: Library) -> None:
    planned = plan_ahead(library, Plan(7 * 60, "Pacific/Apia"), ZoneInfo("Pacific/Apia"), date(2011, 12, 29), 3)
    assert [each.at.date() for each in planned] == [date(2011, 12, 29), date(2011, 12, 31)]


def test_each_deck_counts_by_its_questions(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_weights", lambda *_: {"security": 26, "development": 74})
    weights = exam_weights(library, START)
    assert weights.keys() == {"aws-dva/security", "aws-dva/development"}
    assert sum(weights.values()) == pytest.approx(len(library.questions))
    assert weights["aws-dva/security"] / sum(weights.values()) == pytest.approx(0.26)


def test_another_version_of_the_exam_in_the_middle(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    change = date(2026, 12, 1)
    monkeypatch.setattr(
        planning, "_weights", lambda _, day, __: {"security": 1, "development": 0} if day < change else {"development": 1}
    )
    domains = [each.domain for each in plan_ahead(library, PLAN, TOKYO, date(2026, 11, 25), 12)]
    assert "development" not in domains[:6]
    assert "development" in domains[6:]


def test_questions_without_a_domain(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# A\n\n- Box\n  - Lasts 3 days\n- Bag\n  - Lasts 5 weeks\n", encoding="utf-8")
    library = open_library([tmp_path / "notes.md"], [])
    assert exam_weights(library, START) == {}
    assert set(bank(library, (), {}).domains.values()) <= {""}


def test_the_mean_of_two_versions(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    change = date(2026, 12, 1)
    monkeypatch.setattr(planning, "_weights", lambda _, day, __: {"security": 1} if day < change else {"security": 1, "other": 1})
    weights = mean_weights(library, [date(2026, 11, 30), change])
    assert weights["aws-dva/security"] == pytest.approx(3 * weights["aws-dva/other"])
