import pytest

from bot.study.facts import FactBase, Place
from bot.study.glossary import Term
from bot.study.lookup.index import Index
from bot.study.lookup.meaning import Meant
from bot.study.lookup.names import Names
from bot.study.lookup.ranking import Ranked, Ranking
from bot.study.lookup.units import Unit, Way
from tests.study.conftest import built


@pytest.fixture
def index(base: FactBase) -> Index:
    return Index(base, Names(()))


def asked(*words: str) -> list[Unit]:
    return [Unit(word, 1.0, (Way((word,), 1.0),)) for word in words]


def lines(index: Index, ranked: list[Ranked]) -> list[str]:
    return [index.facts[each.fact].line("en").plain for each in ranked]


def test_the_line_that_says_little_else_comes_first(index: Index) -> None:
    """
    # Fruit

    - apple and many other fruits of the garden
    - apple
    """
    assert lines(index, Ranking(index).rank(asked("appl"), 2)) == ["apple", "apple and many other fruits of the garden"]


def test_words_of_the_lines_above_count(index: Index) -> None:
    """
    # Fruit

    - apple
      - red
    - cherry
      - red
    """
    first, *rest = Ranking(index).rank(asked("cherr", "red"), 10)
    assert index.facts[first.fact].line("en").plain in {"cherry", "red"}
    assert index.facts[first.fact].line("en").place.line > 4
    assert all(first.coverage >= each.coverage for each in rest)


def test_a_fact_covers_what_stands_beneath_it_and_its_topic_less(index: Index) -> None:
    """
    # Fruit

    - apple
      - crisp
    """
    crisp, apple, fruit = Ranking(index).rank(asked("crisp"), 10)
    assert lines(index, [crisp, apple, fruit]) == ["crisp", "apple", "Fruit"]
    assert 1.0 >= crisp.coverage > apple.coverage > fruit.coverage > 0.0


def test_what_nothing_holds_ranks_nothing(index: Index) -> None:
    """
    # Fruit

    - apple
    """
    assert Ranking(index).rank(asked("pizza"), 10) == []
    assert Ranking(index).rank([], 10) == []


def test_half_the_query_is_half_covered(index: Index) -> None:
    """
    # Fruit

    - apple
    """
    first = Ranking(index).rank(asked("appl", "pizza"), 1)[0]
    assert first.coverage == pytest.approx(0.5)


def test_only_topics_that_were_asked_for(index: Index) -> None:
    """
    # Fruit

    - apple

    # Computers

    - apple
    """
    ranked = Ranking(index).rank(asked("appl"), 10, within={2})
    assert {index.topics[each.fact] for each in ranked} == {2}


def test_a_term_that_is_meant_lifts_its_fact_though_no_word_is_shared() -> None:
    names = Names([Term("apple", Place("", 1), en=("apple",))])
    index = Index(built({"en": "# Fruit\n\n- apple\n- cherry\n"}), names)
    ranked = Ranking(index).rank((), 5, asked=[Meant(0.9, (0,))])
    assert lines(index, ranked)[0] == "apple"
    assert Ranking(index).rank((), 5, asked=[Meant(0.1, (0,))]) == []


def test_what_is_said_without_the_topic_that_was_named_is_meant_less_outside_it() -> None:
    names = Names([Term("apple", Place("", 1), en=("apple",))])
    index = Index(built({"en": "# Fruit\n\n- apple\n\n# Bread\n\n- rye\n"}), names)
    bread = Unit("bread", 1.0, (Way(("bread",), 1.0),), term=True, topic=index.names_topic("bread"))
    units = [bread, Unit("limit", 1.0, ())]
    free, bound = (Ranking(index).rank(units, 5, asked=[Meant(0.9, (0,), each)]) for each in (False, True))
    assert lines(index, free)[0] == "apple"
    assert lines(index, bound)[0] == "Bread"
