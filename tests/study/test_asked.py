import inspect

import pytest

from bot.study import glossary
from bot.study.lookup.asked import Asked
from bot.study.lookup.names import Names


@pytest.fixture(scope="module")
def asked() -> Asked:
    """
    terms:
    - {id: visibility, en: [visibility timeout]}
    - {id: retention, en: [retention period]}
    - {id: queue, en: [queue], ja: [キュー]}
    - {id: loss, en: [loss]}
    words:
    - {id: message, en: [message], ja: [メッセージ]}
    asked:
    - id: visibility
      en: [a message is processed twice by two workers, how long is a message hidden from others]
      ja: [同じメッセージが二重に処理されてしまう]
    - {id: [retention, queue], en: [how long does an unread message stay before it is gone]}
    - {id: loss, en: [broken or late parcels, a parcel came broken], ja: [荷物が届いていない]}
    - {id: nowhere, en: [words about a term that is not there]}
    """
    read, problems = glossary.parse(inspect.cleandoc(asked.__doc__ or ""), "")
    assert problems == []
    return Asked(read.paraphrases, Names(read.terms))


def test_its_own_words_mean_the_term_surely(asked: Asked) -> None:
    near, terms = asked.near("a message is processed twice by two workers")[0]
    assert terms == (0,)
    assert near == pytest.approx(1.0)


def test_other_words_mean_it_less_surely(asked: Asked) -> None:
    near, terms = asked.near("why are the parcels of my uncle processed twice")[0]
    assert terms == (0,)
    assert 0.3 < near < 1.0


def test_the_words_of_several_phrases_add_up(asked: Asked) -> None:
    both, one = (asked.near(text)[0][0] for text in ("hidden parcels of two workers", "blue parcels of two workers"))
    assert both > one


def test_a_word_that_several_phrases_have_says_more(asked: Asked) -> None:
    nears = {text: asked.near(f"{text} of my grand uncle")[0] for text in ("broken parcels", "late parcels")}
    assert [terms for _, terms in nears.values()] == [(3,), (3,)]
    assert nears["broken parcels"] > nears["late parcels"]


def test_what_is_meant_less_falls_off_faster_than_what_is_shared(asked: Asked) -> None:
    (first, meant), (second, _) = asked.near("a message processed twice by workers, then gone")[:2]
    assert meant == (0,)
    assert second < first / 2


def test_japanese_is_met_by_its_kanji(asked: Asked) -> None:
    assert asked.near("メッセージが二重に処理される")[0][1] == (0,)


def test_a_verb_is_met_by_its_one_kanji(asked: Asked) -> None:
    assert asked.near("届かないもの")[0][1] == (3,)


def test_the_own_name_speaks_for_a_thing(asked: Asked) -> None:
    assert asked.near("queue retention period")[0][1] == (1, 2)


def test_a_name_that_two_things_share_weighs_once() -> None:
    """
    terms:
    - {id: record, en: [record]}
    - {id: stream-record, en: [record]}
    - {id: expiry, en: [expiry]}
    words:
    - {id: delete, en: [delete]}
    asked:
    - {id: stream-record, en: [a record came twice]}
    - {id: expiry, en: [delete what is old]}
    """
    read, _ = glossary.parse(inspect.cleandoc(test_a_name_that_two_things_share_weighs_once.__doc__ or ""), "")
    nears = {terms: near for near, terms in Asked(read.paraphrases, Names(read.terms)).near("delete an old record")}
    assert nears[2,] > 3 * nears[1,]


def test_it_is_known_which_words_are_said_of_a_thing(asked: Asked) -> None:
    assert asked.says((0,), {"@4", "@0"})
    assert not asked.says((3,), {"@4", "@0"})


def test_words_that_someone_asks_with_are_told_from_strange_ones(asked: Asked) -> None:
    assert asked.speaks_of("workers")
    assert not asked.speaks_of("supermarket")


def test_words_of_what_is_not_taught_are_strange() -> None:
    """
    terms:
    - {id: loss, en: [loss]}
    - {id: weather, en: [weather]}
    asked:
    - {id: loss, en: [late parcels]}
    - {id: weather, en: [a sunny day]}
    """
    read, _ = glossary.parse(inspect.cleandoc(test_words_of_what_is_not_taught_are_strange.__doc__ or ""), "")
    names = Names(read.terms)
    some = Asked(read.paraphrases, names, taught=lambda term: term == 0)
    assert some.at_home
    assert some.speaks_of("late parcels")
    assert not some.speaks_of("sunny")
    none = Asked(read.paraphrases, names, taught=lambda _: False)
    assert not none.at_home
    assert none.speaks_of("sunny")


def test_a_paraphrase_may_mean_several_terms_together(asked: Asked) -> None:
    assert asked.near("an unread message stay before gone")[0][1] == (1, 2)


@pytest.mark.parametrize("text", ["", "pizza", "the of and", "words about nowhere"])
def test_what_nobody_asks_is_near_nothing(asked: Asked, text: str) -> None:
    assert asked.near(text) == []


def test_nearness_falls_and_stays_between_0_and_1(asked: Asked) -> None:
    nears = [near for near, _ in asked.near("how long is a message hidden or gone before it is processed twice")]
    assert nears == sorted(nears, reverse=True)
    assert all(0 < near <= 1.0 for near in nears)


def test_no_paraphrases_no_meaning() -> None:
    assert Asked((), Names(())).near("anything") == []
