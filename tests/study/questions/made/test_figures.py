"""Which figures are asked for."""

import pytest

from bot.study.questions.made.phrases import GAP
from tests.study.questions.made.conftest import made_of, of_sort


@pytest.mark.parametrize(
    "line",
    [
        "Released on 2025-08-04",  # a date is no figure
        "Needs 1 queue",  # one of a thing tells nothing
        "Between 3 messages and 5 messages, or 7",  # three figures at once
        "A parcel is 20 kg",  # the most, the least, the usual one?
    ],
)
def test_a_figure_that_could_be_another_is_not_asked_for(line: str) -> None:
    assert not of_sort(made_of(f"# Queues\n- Window\n  - {line}\n"), "figure")


@pytest.mark.parametrize("line", ["荷物は 20 kg", "郵便局を改装されて 20 分以内に開く"])
def test_a_figure_in_a_line_that_does_not_say_what_it_is_is_not_asked_for(line: str) -> None:
    assert not of_sort(made_of(f"# 郵便\n- 小包\n  - {line}\n", "ja"), "figure")


def test_what_says_which_figure_it_is_makes_it_fair() -> None:
    assert of_sort(made_of("# 郵便\n- 小包\n  - 最大 20 kg\n", "ja"), "figure")
    assert of_sort(made_of("# Post\n- Parcel\n  - The limit is 20 kg\n"), "figure")


@pytest.mark.parametrize(("total", "asked"), [(600, 0), (700, 1)])
def test_what_can_be_reckoned_from_the_line_is_not_asked_for(total: int, asked: int) -> None:
    line = f"With 20 carts and 30 bags in each ⇒ {total} letters in total"
    assert len(of_sort(made_of(f"# Post\n- Delivery\n  - {line}\n"), "figure")) == asked


def test_of_several_figures_the_first_is_asked_for_if_no_other_has_its_unit() -> None:
    (asked,) = of_sort(made_of("# Post\n- Stamp\n  - Up to 50 MB for 20 minutes\n"), "figure")
    assert f"Up to {GAP} MB for 20 minutes" in asked.text["en"]


def test_the_end_of_a_range_is_asked_for_though_little_is_left_beside_it() -> None:
    (asked,) = of_sort(made_of("# 郵便\n- 保管\n  - 1分～14日\n", "ja"), "figure")
    assert f"1分～{GAP}" in asked.text["ja"]


def test_figures_that_differ_by_their_units_alone_are_typed() -> None:
    notes = "# Post\n- Limits of a bag\n  - 500 letters/basket\n  - 40 kg/basket\n  - 9 parcels/cart\n"
    asked = [each for each in of_sort(made_of(notes), "figure") if "/basket" in each.text["en"]]
    assert [each.kind for each in asked] == ["typed", "typed"]
    assert all(unit in each.text["en"] for each, unit in zip(asked, ("letters/basket", "kg/basket"), strict=True))
