import inspect

import pytest

from bot.study import glossary
from bot.study.lookup.names import Names
from bot.study.text import compact, key


@pytest.fixture(scope="module")
def names() -> Names:
    """
    terms:
    - {id: queue, en: [queue], ja: [キュー]}
    - {id: dlq, en: [dead-letter queue], ja: [デッドレターキュー], abbr: [DLQ]}
    - {id: visibility, en: [visibility timeout], ja: [可視性タイムアウト], kana: [かしせいタイムアウト]}
    - {id: sync, en: [synchronous], ja: [同期]}
    - {id: lambda, en: [AWS Lambda], ja: [ラムダ]}
    - {id: server, ja: [サーバー]}
    - {id: az, abbr: [AZ]}
    - {id: twice, en: [queue]}
    words:
    - {id: size, en: [size], ja: [大きさ]}
    """
    read, problems = glossary.parse(inspect.cleandoc(names.__doc__ or ""), "")
    assert problems == []
    return Names(read.terms)


def found(names: Names, text: str, *, nested: bool = False) -> list[set[str]]:
    return [{names.terms[term].id for term in span.terms} for span in (names.scan_all if nested else names.scan)(compact(text))]


def ids(names: Names, numbers: tuple[int, ...]) -> set[str]:
    return {names.terms[number].id for number in numbers}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the Dead Letter Queue", [{"dlq"}]),
        ("two dead-letter queues", [{"dlq"}]),
        ("DLQのサイズ", [{"dlq"}]),
        ("ﾃﾞｯﾄﾞﾚﾀｰｷｭｰと可視性タイムアウト", [{"dlq"}, {"visibility"}]),
        ("サーバの大きさ", [{"server"}, {"size"}]),
        ("lambda and queue", [{"lambda"}, {"queue", "twice"}]),
    ],
)
def test_names_are_found_however_they_are_written(names: Names, text: str, terms: list[set[str]]) -> None:
    assert found(names, text) == terms


@pytest.mark.parametrize("text", ["jazz", "azure", "queueing theory", "非同期", "バキューム", "sizeable"])
def test_a_name_inside_another_word_is_none(names: Names, text: str) -> None:
    assert found(names, text) == []


def test_the_longest_name_wins_and_nested_ones_come_on_demand(names: Names) -> None:
    assert found(names, "dead-letter queue") == [{"dlq"}]
    assert found(names, "dead-letter queue", nested=True) == [{"dlq"}, {"queue", "twice"}]


@pytest.mark.parametrize("lossy", ["デドレタキュ", "デッドレターキュ", "デッドレタキュー"])
def test_lost_long_vowels_and_small_tsu(names: Names, lossy: str) -> None:
    assert ids(names, names.exactly(key(lossy))) == {"dlq"}


@pytest.mark.parametrize("romaji", ["kashiseitaimuauto", "kasiseitaimuauto"])
def test_romaji(names: Names, romaji: str) -> None:
    assert ids(names, names.romanised(romaji)) == {"visibility"}
    assert ids(names, names.nearly_romanised(romaji.replace("muau", "mau"))) == {"visibility"}
    assert ids(names, names.starting_romanised(romaji[:10])) == {"visibility"}
    assert names.romanised("pizza") == names.nearly_romanised("pizza") == ()


def test_a_japanese_name_a_slip_away(names: Names) -> None:
    numbers, near = names.nearly("可視制タイムアウト")
    assert ids(names, numbers) == {"visibility"}
    assert 0.7 < near < 1
    assert names.nearly("全く違う言葉") == ((), 0.0)


def test_the_name_to_show(names: Names) -> None:
    number = names.exactly("dlq")[0]
    assert (names.display(number, "ja"), names.display(number, "en")) == ("デッドレターキュー", "dead-letter queue")
    assert names.display(names.exactly("az")[0], "ja") == "AZ"


def test_of_names_as_near_the_first_written_is_meant() -> None:
    """
    terms:
    - {id: message, ja: [メッセージ]}
    - {id: massage, ja: [マッサージ]}
    - {id: other, ja: [メツサージ]}
    """
    read, _ = glossary.parse(inspect.cleandoc(test_of_names_as_near_the_first_written_is_meant.__doc__ or ""), "")
    names = Names(read.terms)
    assert ids(names, names.nearly("メッサージ")[0]) == {"message"}


def test_equal_lists_of_terms_are_one_object(names: Names) -> None:
    owners = dict(names.every())
    assert owners["deadletterqueue"] is owners["デッドレターキュー"]
