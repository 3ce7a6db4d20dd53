"""What a control does fits into a few characters of a `custom_id`; what no card offers is no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_front import run_ids
from bot.discord_front.controls import Action, Control, answer, complete, drafted, read, written
from bot.discord_front.custom_ids import LONGEST
from bot.study.facts import Fact, Line, Place
from bot.study.questions import Kind, Option, Question
from bot.tutor.practice import Posed
from bot.tutor.runs import MOST, Run

ACTIONS: list[Action] = ["pick", "pair", "step", "confirm", "write", "ask", "anew"]
CONTROLS = st.builds(
    Control,
    st.sampled_from(ACTIONS),
    st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=5).map(tuple),
    st.integers(0, 9),
)
DIGITS = "0123456789abcdef"
RUNS = st.builds(
    Run,
    st.text(DIGITS, min_size=8, max_size=8),
    st.one_of(st.just(""), st.text(DIGITS, min_size=8, max_size=8)),
    st.integers(1, MOST),
    st.integers(0, MOST),
    st.integers(0, MOST),
    st.text(DIGITS, min_size=6, max_size=6),
)


def posed(kind: Kind, count: int) -> Posed:
    line = Line("x", "x", Place("x.md", 1))
    fact = Fact("x", "d", {"en": line})
    options = tuple(Option({"en": str(number)}, number == 0) for number in range(count))
    question = Question("q", "d", kind, {"en": "?"}, ("d/x",), Place("q.yaml", 1), options=options)
    return Posed(question, tuple(range(count)), (), fact)


@given(RUNS, CONTROLS)
def test_every_control_of_every_run_is_read_back(run: Run, control: Control) -> None:
    assert read(written(control)) == control
    custom_id = run_ids.written(run, control)
    assert len(custom_id) <= LONGEST * 0.7  # there is room for what may come
    assert run_ids.read(custom_id) == (run, control)


@given(st.text())
def test_anything_else_is_none(text: str) -> None:
    found = read(text)
    assert found is None or written(found) == text
    assert run_ids.read("kotae1:quiz:" + text) is None


@pytest.mark.parametrize("text", ["", "p", "x0", "p0012345", "p0a", "p0\n", "p0 1", "p٣"])
def test_what_is_no_control(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("kind", "count", "control", "places"),
    [
        ("choice", 4, Control("pick", (3,)), (3,)),
        ("choice", 4, Control("pick", (4,)), None),
        ("choice", 4, Control("pick", ()), None),
        ("choice", 4, Control("pick", (0, 1)), None),
        ("choice", 4, Control("confirm", (1,)), None),
        ("choose-two", 5, Control("confirm", (1, 4)), (1, 4)),
        ("choose-two", 5, Control("confirm", (1, 1)), None),
        ("choose-two", 5, Control("pick", (1, 2)), None),
        ("order", 3, Control("confirm", (2, 0, 1)), (2, 0, 1)),
        ("order", 3, Control("confirm", (2, None, 1)), None),
        ("order", 3, Control("confirm", (2, 2, 1)), None),
        ("order", 3, Control("confirm", (2, 0)), None),
    ],
)
def test_an_answer_fits_its_question(kind: Kind, count: int, control: Control, places: tuple[int, ...] | None) -> None:
    assert answer(posed(kind, count), control) == places


@pytest.mark.parametrize(
    ("control", "values", "draft"),
    [
        (Control("step", (None, None, None), 1), ["2"], (None, 2, None)),
        (Control("step", (2, None, 0), 1), ["2"], (None, 2, 0)),
        (Control("step", (2, 1, 0), 0), ["0"], (0, 1, 2)),
        (Control("step", (), 0), ["0"], (0, None, None)),
        (Control("step", (7, 7, 7), 0), ["0"], (0, None, None)),
        (Control("step", (), 3), ["0"], None),
        (Control("step", (), 0), ["3"], None),
        (Control("step", (), 0), ["x"], None),
        (Control("step", (), 0), ["²"], None),
        (Control("step", (), 0), [], None),
        (Control("step", (), 0), ["0", "1"], None),
        (Control("pair", ()), ["0", "1"], None),
    ],
)
def test_a_step_takes_its_place(control: Control, values: list[str], draft: tuple[int | None, ...] | None) -> None:
    assert drafted(posed("order", 3), control, values) == draft


@pytest.mark.parametrize(
    ("values", "draft"), [(["4", "0"], (0, 4)), (["0", "0"], None), (["0"], None), (["0", "5"], None), (["0", "1", "2"], None)]
)
def test_two_are_a_pair_in_whichever_order_they_were_clicked(values: list[str], draft: tuple[int, ...] | None) -> None:
    two = posed("choose-two", 5)
    assert drafted(two, Control("pair"), values) == draft
    assert draft is None or complete(two, draft)
    assert not complete(two, ())
