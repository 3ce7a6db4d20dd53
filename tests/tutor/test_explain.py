from pathlib import Path

import pytest

from bot.study.facts import Fact, Link
from bot.tutor.explain import Answered, Explanation, Nothing, Several, explain, explain_fact, explain_message, placed, suggest
from bot.tutor.library import Library, open_library

EN = """\
# SQS {#sqs}

- Visibility timeout {#visibility}
  - Hides a received message; see [the guide](https://example.com/visibility).
  - Default {#default}
    - 30 seconds, says [the guide](https://example.com/visibility) and [the API](https://example.com/api)
- Throughput exceeded {#sqs-throughput}
  - Ask for fewer messages.

# DynamoDB {#dynamodb}

- Throughput exceeded {#dynamodb-throughput}
  - Back off, then retry.
- Streams {#streams}
  - A Lambda poller has a visibility timeout of its own.
"""
JA = """\
# SQS {#sqs}

- 可視性タイムアウト {#visibility}
  - 受信したメッセージを隠す。
  - 既定値 {#default}
    - 30 秒

# DynamoDB {#dynamodb}

- ストリーム {#streams}
  - 変更の記録
"""
GLOSSARY = "terms:\n- {id: visibility, en: [visibility timeout], ja: [可視性タイムアウト]}\n- {id: sqs, en: [SQS]}\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("deck")
    for language, text in (("en", EN), ("ja", JA)):
        (folder / language).mkdir()
        (folder / language / "notes.md").write_text(text, encoding="utf-8")
    (folder / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    opened = open_library([folder], [])
    assert opened.problems == ()
    return opened


def fact(library: Library, id_: str) -> Fact:
    return next(each for each in library.base.facts.values() if each.id == id_)


def explained(library: Library, id_: str) -> Explanation:
    found = explain_fact(library, fact(library, id_).key, "en")
    assert found is not None
    return found


def test_one_fact_answers(library: Library) -> None:
    result = explain(library, "sqs visibility timeout", "en")
    assert isinstance(result, Answered)
    assert (result.query, result.best.fact.id) == ("sqs visibility timeout", "visibility")
    assert result.best.fact not in [other.fact for other in result.others]


def test_a_card_knows_where_it_stands_and_what_is_beneath_it(library: Library) -> None:
    card = explained(library, "visibility")
    assert [each.id for each in card.path] == ["sqs"]
    assert card.parent == fact(library, "sqs")
    assert [(depth, each.line("en").plain.split()[0]) for depth, each in card.beneath] == [
        (1, "Hides"),
        (1, "Default"),
        (2, "30"),
    ]
    assert [child.id for child in card.children] == ["default"]
    assert explained(library, "sqs").parent is None


def test_each_source_is_named_once(library: Library) -> None:
    assert explained(library, "visibility").sources == (
        Link("the guide", "https://example.com/visibility"),
        Link("the API", "https://example.com/api"),
    )


def test_facts_elsewhere_that_speak_of_the_same_are_related(library: Library) -> None:
    related = explained(library, "visibility").related
    assert [each.fact.id for each in related] == ["streams"]


def test_equally_good_answers_are_a_choice(library: Library) -> None:
    result = explain(library, "throughput exceeded", "en")
    assert isinstance(result, Several)
    assert {choice.fact.id for choice in result.choices} == {"sqs-throughput", "dynamodb-throughput"}


def test_a_topic_decides_between_them(library: Library) -> None:
    result = explain(library, "throughput exceeded", "en", topic=fact(library, "dynamodb").key)
    assert isinstance(result, Answered)
    assert result.best.fact.id == "dynamodb-throughput"
    assert all(library.base.topic_of(other.fact).id == "dynamodb" for other in result.others)


@pytest.mark.parametrize("topic", ["deck/gone", "nonsense", ""])
def test_a_topic_that_is_gone_holds_nothing(library: Library, topic: str) -> None:
    assert isinstance(explain(library, "visibility timeout", "en", topic=topic), Nothing)


@pytest.mark.parametrize("query", ["pizza", "", "🍕", "とは", "sqs" * 1000])
def test_what_the_notes_do_not_hold(library: Library, query: str) -> None:
    assert isinstance(explain(library, query, "en"), Nothing)


def test_nothing_comes_with_what_is_nearest(library: Library) -> None:
    result = explain(library, "visibility of pizza ovens in kyoto", "en")
    assert isinstance(result, Nothing)
    assert "visibility" in [suggestion.fact.id for suggestion in result.suggestions]


def test_a_fact_and_all_that_is_on_its_card_is_no_choice(library: Library) -> None:
    result = explain(library, "既定値", "ja")
    assert isinstance(result, Answered)
    assert result.best.fact.id == "default"


def test_a_fact_that_is_gone(library: Library) -> None:
    assert explain_fact(library, "deck/gone", "en") is None


def test_the_terms_of_a_message_are_explained_in_its_order(library: Library) -> None:
    found = explain_message(library, "Streams, then 可視性タイムアウト of SQS", "ja")
    assert isinstance(found, Several)
    assert [each.fact.id for each in found.choices] == ["streams", "visibility", "sqs"]
    assert isinstance(explain_message(library, "see you at noon", "en"), Nothing)
    one = explain_message(library, "the 可視性タイムアウト", "en")
    assert isinstance(one, Answered)
    assert one.best.children


@pytest.mark.parametrize(
    ("message", "mentioned"),
    [
        ("I passed the exam at random!", []),
        ("次の模試は4日後、30秒で答えてね", []),
        ("random placement in ECS?", ["random", "ECS"]),
    ],
)
def test_everyday_words_and_measures_are_no_terms(tmp_path: Path, message: str, mentioned: list[str]) -> None:
    (tmp_path / "ecs.md").write_text(
        "# ECS\n\n- Placement strategies\n  - random\n\n# SQS\n\n- 保持\n  - デフォルト 4日\n  - 30秒\n"
    )
    found = explain_message(open_library([tmp_path], []), message, "en")
    choices = found.choices if isinstance(found, Several) else ()
    assert [each.fact.line("en").plain for each in choices] == mentioned
    assert isinstance(found, Several) == bool(mentioned)


def test_completion_is_in_the_language_of_who_types(library: Library) -> None:
    assert suggest(library, "visi", "en")[0].label == "Visibility timeout · SQS"
    assert suggest(library, "可視", "ja")[0].label == "可視性タイムアウト · SQS"
    assert len(suggest(library, "", "en", limit=1)) == 1


def test_facts_of_one_name_are_told_apart_by_what_they_stand_under(tmp_path: Path) -> None:
    (tmp_path / "s3.md").write_text("# S3\n\n- SSE-S3\n  - Request header\n    - one\n- SSE-KMS\n  - Request header\n    - two\n")
    labels = [each.label for each in suggest(open_library([tmp_path], []), "request", "en")]
    assert labels[:2] == ["Request header · SSE-S3 › S3", "Request header · SSE-KMS › S3"]


def test_a_topic_that_two_decks_have_names_its_deck(tmp_path: Path) -> None:
    (tmp_path / "monday.md").write_text("# SQS\n\n- Visibility timeout\n  - 30 seconds\n- Only here\n\n# Rome\n\n- Caesar\n")
    (tmp_path / "friday.md").write_text("# SQS\n\n- Visibility timeout\n  - 12 hours\n")
    opened = open_library([tmp_path], [])
    assert {each.label for each in suggest(opened, "", "en")} == {"SQS · friday", "SQS · monday", "Rome"}
    labels = [each.label for each in suggest(opened, "visibility", "en")]
    assert labels[:2] == ["Visibility timeout · SQS › friday", "Visibility timeout · SQS › monday"]
    assert [each.label for each in suggest(opened, "only here", "en")][:1] == ["Only here · SQS › monday"]
    assert [each.label for each in suggest(opened, "caesar", "en")][:1] == ["Caesar · Rome"]
    several = explain(opened, "visibility timeout", "en")
    assert isinstance(several, Several)
    assert {choice.deck for choice in several.choices} == {"friday", "monday"}
    nothing = explain(opened, "visibility pizza margherita", "en")
    assert isinstance(nothing, Nothing)
    assert {each.label for each in nothing.suggestions if each.fact.path} >= set(labels[:2])
    assert "SQS" not in {each.label for each in nothing.suggestions}


def test_what_the_glossary_calls_a_fact_that_the_notes_have_in_japanese_alone(library: Library, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# SQS\n\n- 可視性タイムアウト\n  - 30 秒\n- visibility timeout の例\n  - あれ\n", "utf-8")
    (tmp_path / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    opened = open_library([tmp_path / "notes.md"], [tmp_path / "glossary.yaml"])
    facts = {each.line("ja").plain: each for each in opened.base.facts.values()}
    called = {name: placed(opened, each, "en").called for name, each in facts.items()}
    assert called == {
        "SQS": "",
        "可視性タイムアウト": "visibility timeout",
        "30 秒": "",
        "visibility timeout の例": "",
        "あれ": "",
    }
    assert placed(opened, facts["可視性タイムアウト"], "ja").called == ""
    assert placed(library, fact(library, "visibility"), "en").called == ""


def test_what_another_topic_answers_comes_with_nothing(library: Library) -> None:
    result = explain(library, "既定値", "ja", topic=fact(library, "dynamodb").key)
    assert isinstance(result, Nothing)
    assert result.topic == fact(library, "dynamodb")
    assert result.elsewhere[0].fact.id == "default"


def test_without_notes_there_is_nothing(tmp_path: Path) -> None:
    empty = open_library([tmp_path], [])
    assert explain(empty, "sqs", "en") == Nothing("sqs")
    assert suggest(empty, "s", "en") == ()
    assert "there are no notes here" in str(empty.problems[0])
