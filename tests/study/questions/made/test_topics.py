"""Which topic has it."""

import pytest

from tests.study.questions.made.conftest import made_of, of_sort, offered

TOPICS = {
    "Post": "- Sorting\n  - Orders letters by street and house\n",
    "Rail": "- Shunting\n  - Joins waggons into long trains\n",
    "Bank": "- Counting\n  - Stacks pennies behind thick glass\n",
    "Farm": "- Sowing\n  - Throws barley on wide open fields\n",
    "Mill": "- Grinding\n  - Turns grain into fine flour\n",
}


def notes(**changed: str) -> str:
    return "".join(f"# {name}\n{text}" for name, text in (TOPICS | changed).items())


def topics_of(text: str, line: str) -> list[list[str]]:
    return [options for options in offered(text, line) if set(options) <= set(TOPICS)]


def test_a_topic_with_a_heading_alike_is_not_offered() -> None:
    assert all("Rail" in options for options in topics_of(notes(), "Orders letters"))
    alike = notes(
        Post="- Template parts\n  - Sorting\n    - Orders letters by street and house\n",
        Rail="- Template\n  - Shunting\n    - Joins waggons into long trains\n",
    )
    (options,) = topics_of(alike, "Orders letters")
    assert options[0] == "Post"
    assert "Rail" not in options


def test_a_term_that_another_topic_speaks_of_belongs_to_neither() -> None:
    shared = notes(Rail="- Shunting\n  - Joins waggons into long trains\n  - Sorting\n")
    assert not topics_of(shared, "Orders letters")


def test_a_literal_leads_to_the_only_topic_that_has_it() -> None:
    asked = of_sort(made_of(notes(Bank="- PennyCounter\n- Vault\n", Mill="- FlourSieve\n")), "holds")
    right = {(option.text["en"], each.text["en"].split("\n")[1]) for each in asked for option in each.options if option.right}
    assert right == {("Bank", "“PennyCounter”"), ("Mill", "“FlourSieve”")}


def test_a_name_with_its_meaning_leads_to_a_topic() -> None:
    (options,) = topics_of(notes(Farm="- Fallow: land resting one whole summer\n"), "Fallow: land")
    assert options[0] == "Farm"


@pytest.mark.parametrize(("line", "asked"), [("小屋で育てられている期間", 0), ("期間は馬の年を見て育ての親が毎年決める", 1)])
def test_a_line_that_says_no_more_than_its_name_leads_to_no_topic(line: str, asked: int) -> None:
    others = "".join(f"# {name}\n{text}" for name, text in TOPICS.items())
    made = made_of(f"# 牧場\n- 飼育期間\n  - {line}\n{others}", "ja")
    assert len([each for each in of_sort(made, "topic") if line in each.text["ja"]]) == asked
