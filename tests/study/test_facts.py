from bot.study.facts import Deck, FactBase, Place, Problem
from tests.study.conftest import built

JA = "# 甲 {#a}\n\n- 乙 {#b}\n  - 丙\n- 丁 {#d}\n"
EN = "# A {#a}\n\n- B {#b}\n  - C\n"


def test_a_problem_names_its_place() -> None:
    assert str(Problem(Place("notes.md", 7), "mend this")) == "notes.md:7: mend this"


def test_a_fact_is_said_in_the_language_asked_for_or_the_one_there_is() -> None:
    base = built({"ja": JA, "en": EN})
    assert base["deck/b"].line("en").plain == "B"
    assert base["deck/d"].line("en").plain == "丁"


def test_facts_know_their_topic() -> None:
    base = built({"ja": JA})
    topic = base["deck/a"]
    assert all(base.topic_of(fact) == topic for fact in base.facts.values())
    assert base.topics() == (topic,)


def test_what_is_not_there() -> None:
    base = built({"ja": JA})
    assert base.get("deck/gone") is None
    assert base.get(None) is None
    assert FactBase().topics() == ()


def test_a_walk_goes_down_in_the_order_of_the_notes() -> None:
    base = built({"ja": JA})
    walked = [(depth, fact.line("ja").plain) for depth, fact in base.walk(base["deck/a"])]
    assert walked == [(0, "甲"), (1, "乙"), (2, "丙"), (1, "丁")]


def test_text_is_markdown_two_spaces_a_level() -> None:
    base = built({"en": "# A\n\n- **b**\n  - `c`\n\n    ```\n    x\n    y\n    ```\n"})
    assert base.text(base.topics()[0], "en") == "A\n- **b**\n  - `c`\n    - ```\n      x\n      y\n      ```"


def test_a_decks_title() -> None:
    assert Deck("d", {"ja": "題"}).title("en") == "題"
    assert Deck("d", {"ja": "題", "en": "Title"}).title("en") == "Title"
    assert Deck("d", {}).title("en") == "d"
