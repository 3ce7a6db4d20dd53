"""What belongs to a list."""

from bot.study.questions.question import Question
from tests.study.questions.made.conftest import made_of, of_sort

KITCHEN = """# Kitchen
- Courses
  - Soup
  - Roast
  - Salad
- Crockery
  - Plate
  - Bowl
- Cutlery
  - Knife
  - Spoon
  - Fork
- Running order: sequence of work
  - Whisk
  - Knead
  - Prove
  - Shape
  - Bake
  - Glaze
  - Serve
"""
COURSES = {"Soup", "Roast", "Salad"}


def options(question: Question, right: bool) -> set[str]:
    return {option.text["en"] for option in question.options if option.right is right}


def test_one_of_three_does_not_belong_to_a_list() -> None:
    (courses,) = (each for each in of_sort(made_of(KITCHEN), "absent") if "Courses" in each.text["en"])
    assert options(courses, False) == COURSES
    assert len(options(courses, True) - COURSES) == 1


def test_two_of_a_short_list_are_asked_for_together_and_not_once_more() -> None:
    made = [each for each in made_of(KITCHEN) if "Crockery" in each.text["en"]]
    (two,) = of_sort(tuple(made), "two")
    assert two.kind == "choose-two"
    assert options(two, True) == {"Plate", "Bowl"}
    assert not of_sort(tuple(made), "member")


def test_a_list_that_is_not_complete_lacks_nothing() -> None:
    some = KITCHEN.replace("Courses", "Courses, for example")
    assert not [each for each in of_sort(made_of(some), "absent") if "Courses" in each.text["en"]]


def test_what_is_written_otherwise_is_no_stranger_to_a_list() -> None:
    codes = (
        "# Kitchen\n- Courses\n  - Soup\n  - Roast\n  - Salad\n- Labels\n  - KITCHEN_SHELF_NUMBER\n  - kitchen.yaml\n  - 3 l\n"
    )
    strangers = [answer for each in of_sort(made_of(codes), "absent") for answer in options(each, True)]
    assert strangers == ["Labels"]


def test_the_next_step_of_a_long_order_is_asked_for() -> None:
    steps = of_sort(made_of(KITCHEN), "next")
    assert {
        key: answer for each in steps for key in ("Bake", "Glaze") if key in each.text["en"] for answer in options(each, True)
    } == {
        "Bake": "Glaze",
        "Glaze": "Serve",
    }


def test_a_step_that_its_name_gives_away_is_not_asked_for() -> None:
    named = KITCHEN.replace("Serve", "After glaze")
    assert not [each for each in of_sort(made_of(named), "next") if "After glaze" in options(each, True)]
