"""Which literals are asked for."""

from bot.study.questions.made.phrases import GAP
from tests.study.questions.made.conftest import made_of, of_sort


def test_a_setting_is_asked_for_without_what_it_is_set_to() -> None:
    (asked,) = of_sort(made_of("# Ovens\n- To let every baker open the door, write `OVEN_DOOR_FREE = yes`\n"), "literal")
    assert f"write {GAP} = yes" in asked.text["en"]
    assert asked.typed
    assert asked.typed.accepted == ("OVEN_DOOR_FREE",)


def test_a_literal_that_its_line_points_to_is_typed() -> None:
    notes = """# Ovens
- To warm a baking tray quickly, choose `TRAY_HEATER_SPEED`
- To lock what is inside at night, choose `NIGHT_GUARD_MODE`
- To dry fruit for several hours, choose `SLOW_AIR_FLOW`
- To clean glass without any soap, choose `HOT_STEAM_JET`
"""
    kinds = {each.text["en"].split("\n")[1][1:12]: each.kind for each in of_sort(made_of(notes), "literal")}
    assert kinds["To warm a b"] == "typed"
    assert kinds["To dry frui"] == "choice"
