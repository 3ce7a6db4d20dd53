import time
from collections.abc import Sequence

import pytest

from bot.study.facts import Fact
from bot.study.lookup import Suggestion
from tests.study.conftest import Notes


def labels(suggestions: Sequence[Suggestion]) -> list[str]:
    return [suggestion.label for suggestion in suggestions]


def named(notes: Notes, facts: Sequence[Fact]) -> list[str]:
    return [notes.name(fact) for fact in facts]


def test_nothing_typed_yet_suggests_the_topics(bundled: Notes, group: Notes) -> None:
    assert labels(group.lookup.suggest("  ", language="ja"))[:3] == ["Lambda", "API Gateway", "Cognito"]
    assert [suggestion.fact for suggestion in bundled.lookup.suggest("", limit=25)] == list(bundled.base.topics()[:25])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("visi", "sqs-visibility-timeout"),
        ("可視", "sqs-visibility-timeout"),
        ("かし", "sqs-visibility-timeout"),
        ("dlq", "lambda-dead-letter-queue"),
        ("ECS_EN", "ecs-task-role-ecs-enable-task-iam-role"),
        ("sqs visibility", "sqs-visibility-timeout"),
        ("sqs visib", "sqs-visibility-timeout"),
        ("visibilty", "sqs-visibility-timeout"),
    ],
)
def test_what_is_begun_is_completed(bundled: Notes, typed: str, name: str) -> None:
    assert name in [suggestion.fact.id for suggestion in bundled.lookup.suggest(typed)[:5]]


def test_a_topic_begun_comes_first(bundled: Notes) -> None:
    assert bundled.lookup.suggest("dynam")[0].fact.id == "dynamodb"
    assert bundled.lookup.suggest("lam")[0].fact.id == "lambda"


def test_a_label_says_what_differs_first_and_the_topic_after_it(bundled: Notes) -> None:
    assert labels(bundled.lookup.suggest("long pol"))[0] == "Long polling · SQS"
    assert labels(bundled.lookup.suggest("ロングポ", language="ja"))[0] == "ロングポーリング · SQS"


def test_a_deck_without_english_is_suggested_in_english_all_the_same(group: Notes) -> None:
    assert labels(group.lookup.suggest("long pol", language="en"))[0].casefold().startswith("long polling – ロングポーリング")
    assert labels(group.lookup.suggest("long pol", language="ja"))[0] == "ロングポーリング · SQS"


def test_suggestions_stay_within_a_topic(bundled: Notes) -> None:
    topic = "aws-dva/x-ray"
    for typed in ("", "lambda", "ec", "pizza"):
        assert all(bundled.base.topic_of(each.fact).key == topic for each in bundled.lookup.suggest(typed, topic=topic))
    assert bundled.lookup.suggest("", topic=topic)[0].fact.parent == topic


def test_a_topic_that_is_gone_suggests_what_there_is(bundled: Notes) -> None:
    assert bundled.lookup.suggest("visi", topic="aws-dva/gone") == bundled.lookup.suggest("visi")


def test_no_more_than_asked_for_and_none_twice(bundled: Notes) -> None:
    for typed in ("", "a", "s", "の", "lambda"):
        found = bundled.lookup.suggest(typed, limit=7)
        assert len(found) == len({suggestion.fact.key for suggestion in found}) <= 7


def test_suggesting_is_quick_enough_to_type_along(bundled: Notes) -> None:
    for typed in ("v", "visibility", "可視性タイムアウトの既定値は何秒ですか", "x" * 300):
        start = time.perf_counter()
        bundled.lookup.suggest(typed)
        assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("message", "facts"),
    [
        ("昨日 SSE-KMS と可視性タイムアウトでつまずいた", ["s3-sse-kms", "sqs-visibility-timeout"]),
        ("Is the DLQ the same as a delay queue?", ["lambda-dead-letter-queue", "sqs-delay-queue"]),
        ("set `ECS_ENABLE_TASK_IAM_ROLE` first", ["ecs-task-role-ecs-enable-task-iam-role"]),
        ("long polling long polling", ["sqs-long-polling"]),
        ("お昼はラーメンにしよう", []),
        ("see you tomorrow at 9!", []),
        ("", []),
    ],
)
def test_the_terms_of_a_message(bundled: Notes, message: str, facts: list[str]) -> None:
    assert named(bundled, bundled.lookup.mentions(message)) == facts


def test_a_message_of_everything_mentions_only_so_much(bundled: Notes) -> None:
    message = " ".join(fact.line("en").plain for fact in bundled.base.facts.values())
    start = time.perf_counter()
    assert len(bundled.lookup.mentions(message, limit=5)) == 5
    assert time.perf_counter() - start < 1.0


def test_related_facts_stand_elsewhere_and_speak_of_the_same(bundled: Notes) -> None:
    dlq = bundled.base["aws-dva/sqs-visibility-timeout"]
    related = bundled.lookup.related(dlq)
    assert 0 < len(related) <= 4
    family = {dlq.key, *dlq.path, *(fact.key for _, fact in bundled.base.walk(dlq))}
    assert not family & {fact.key for fact in related}


def test_a_fact_of_another_base_is_related_to_nothing(bundled: Notes, group: Notes) -> None:
    assert bundled.lookup.related(next(iter(group.base.facts.values()))) == ()
