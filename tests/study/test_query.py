import pytest

from bot.study.facts import Place
from bot.study.glossary import Term
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names
from bot.study.lookup.query import LONGEST, Reader
from bot.study.lookup.units import Unit
from tests.study.conftest import built

NOTES = """
# SQS

- 可視性タイムアウト
  - 既定値は 30 秒
- dead-letter queue
- `x-amz-acl` header
- whoever reads this line meets a good many words that name nothing, and one of them is supper on a ferry boat
"""
HERE = Place("glossary.yaml", 1)


@pytest.fixture(scope="module")
def reader() -> Reader:
    names = Names(
        [
            Term("sqs", HERE, en=("SQS",)),
            Term("visibility", HERE, en=("visibility timeout",), ja=("可視性タイムアウト",)),
            Term("dlq", HERE, en=("dead-letter queue",), abbr=("DLQ",)),
            Term("default", HERE, en=("default",), ja=("既定値",), word=True),
            Term("cost", HERE, en=("cost",), ja=("費用",), word=True),
            Term("ferry", HERE, en=("ferry boat",)),
            Term("aurora", HERE, en=("Aurora",), beyond=True),
        ]
    )
    return Reader(Index(built({"ja": NOTES}), names), names)


def texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("sqs visibility timeout", ["sqs", "visibilitytimeout"]),
        ("可視性タイムアウト の default", ["可視性タイムアウト", "default"]),
        ("what is the dlq?", ["dlq"]),
        ("x-amz-acl header", ["x", "amz", "acl", "header"]),
        ("pizza", ["pizza"]),
        ("dlq dlq DLQ", ["dlq"]),
    ],
)
def test_a_query_is_read_in_its_order(reader: Reader, query: str, units: list[str]) -> None:
    assert texts(reader.read(query)) == units


@pytest.mark.parametrize("query", ["", "   ", "what is the", "とは何ですか", "?!", "🍕"])
def test_only_grammar_asks_for_nothing(reader: Reader, query: str) -> None:
    assert reader.read(query) == ()


def test_names_of_topics_and_terms_are_told_from_words(reader: Reader) -> None:
    sqs, visibility, default = reader.read("sqs 可視性タイムアウト 既定値")
    assert (sqs.topic, visibility.topic) == (0, None)
    assert [unit.term for unit in (sqs, visibility, default)] == [True, True, False]
    assert default.weight < visibility.weight


def test_what_the_notes_do_not_have_has_no_way(reader: Reader) -> None:
    (aurora,) = reader.read("aurora")
    assert aurora.term
    assert aurora.absent
    assert aurora.ways == ()
    (pizza,) = reader.read("pizza")
    assert not pizza.term
    assert pizza.ways == ()


def test_a_word_the_notes_lack_matters_less_in_a_sentence(reader: Reader) -> None:
    (alone,) = (unit for unit in reader.read("sqs pizza") if unit.text == "pizza")
    (asked,) = (unit for unit in reader.read("what does the sqs do with a pizza") if unit.text == "pizza")
    assert asked.weight < alone.weight


def test_a_kanji_before_a_particle_is_a_word_of_its_own(reader: Reader) -> None:
    assert [(unit.text, unit.ways) for unit in reader.read("家の 既定値")][:1] == [("家", ())]


def test_a_word_of_a_long_sentence_is_an_everyday_one(reader: Reader) -> None:
    supper, header = reader.read("supper header")
    assert supper.common
    assert not header.common


def test_a_name_mentioned_in_passing_counts_as_a_common_word(reader: Reader) -> None:
    ferry, visibility = reader.read("ferry boat visibility timeout")
    assert ferry.term
    assert ferry.common
    assert not visibility.common


def test_only_so_much_of_a_query_is_read(reader: Reader) -> None:
    assert reader.read("の " * LONGEST + "sqs") == ()
    assert texts(reader.read("sqs " + "の " * 10_000)) == ["sqs"]


def test_katakana_whose_pairs_never_stand_together_is_another_word() -> None:
    names = Names(())
    read = Reader(Index(built({"ja": "# 料理\n\n- リンゴ\n- ゴリラ\n- バナナ\n"}), names), names).read
    assert read("リンゴ")[0].ways
    assert not read("リンゴリラ")[0].ways
    assert not read("ゴリン")[0].ways


@pytest.mark.parametrize(("query", "parts"), [("ゲームの攻略", ["ゲーム", "攻略"]), ("車のオイル", ["車", "オイル"])])
def test_a_particle_parts_two_things_whatever_they_are_written_in(reader: Reader, query: str, parts: list[str]) -> None:
    assert texts(reader.read(query)) == parts


def test_the_stem_of_a_verb_weighs_nothing_by_itself(reader: Reader) -> None:
    assert {unit.text: unit.weight > 0 for unit in reader.read("引っ越しの費用")} == {"引": False, "越": False, "費用": True}
