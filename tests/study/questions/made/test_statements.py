"""Whether the notes say something of a term."""

from bot.study.questions.made import MOST_OF_A_TOPIC, statements
from bot.study.questions.made.material import Material
from bot.study.questions.question import Question
from tests.study.questions.made.conftest import base, made_of, of_sort

PAIRS = {
    "Oak": "Bears acorns that squirrels bury",
    "Birch": "Peels off in white strips",
    "Willow": "Bends over rivers and ponds",
    "Larch": "Loses needles every single autumn",
    "Yew": "Stands poisonous beside old churches",
    "Ash": "Feeds hardly any caterpillars",
}
WOOD = [f"{size} {colour} plants" for size in ("small", "big", "huge") for colour in ("red", "blue", "green", "black", "white")]
TREES = "# Trees\n" + "".join(f"- {name}\n  - {said}\n" for name, said in PAIRS.items())


def statements_of(text: str) -> list[Question]:
    return list(statements.questions(Material(base(("en", text)), lambda _: frozenset())))


def test_a_statement_holds_exactly_where_the_notes_say_it() -> None:
    asked = [each for each in statements_of(TREES) if each.kind == "true-false"]
    assert len(asked) == len(PAIRS)
    for question in asked:
        (name, said) = next((name, said) for name, said in PAIRS.items() if said in question.text["en"])
        assert question.options[0].right is (f"Trees › {name}”" in question.text["en"])
        assert f"Trees › {name}”" in question.why["en"]
        assert said in question.why["en"]
    assert {question.options[0].right for question in asked} == {True, False}


def test_a_statement_is_not_put_about_kin() -> None:
    kin = TREES.replace("- Oak\n", "- Oak\n  - Outlives every willow around\n")
    assert not [each for each in statements_of(kin) if "Trees › Oak”" in each.text["en"] and PAIRS["Willow"] in each.text["en"]]


def test_a_line_that_names_its_term_is_no_statement() -> None:
    named = TREES.replace("Peels off", "Birch bark peels off")
    assert not [each for each in statements_of(named) if "peels off" in each.text["en"]]


STABLE = """# 牧場
- 飼育期間
  - {line}
- Saddle
  - 革で縫った座面が背中を守る
- Bridle
  - 手綱で向きを伝える
- Hoof
  - 蹄鉄を打って歩かせる
- Mane
  - 風になびいて首筋をおおう
"""


def test_a_line_that_only_says_what_its_term_means_is_no_statement() -> None:
    def asked(line: str) -> list[Question]:
        facts = Material(base(("ja", STABLE.format(line=line))), lambda _: frozenset())
        return [each for each in statements.questions(facts) if line in each.text["ja"]]

    assert len(asked("小屋の中で餌をもらう")) == 1
    assert asked("小屋で育てられている期間") == []


def test_only_so_many_of_a_topic_may_be_guessed() -> None:
    many = "# Trees\n- Desert\n  - Bakes camels and cactus beneath merciless suns\n- Forest\n" + "".join(
        f"  - Holds kinds of {said}\n" for said in WOOD
    )
    assert len(statements_of(many)) > MOST_OF_A_TOPIC[statements.questions]
    assert len(of_sort(made_of(many), "statement")) == MOST_OF_A_TOPIC[statements.questions]
