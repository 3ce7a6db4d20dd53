from collections import Counter
from itertools import permutations, product

import pytest

from benchmarks.chance import even, survival
from bot.study.questions.question import Kind
from bot.study.questions.shuffling import shown
from tests.study.questions.conftest import question

SEEDS = [f"seed {number}" for number in range(12_000)]
UNLIKELY = 0.001


@pytest.mark.parametrize(
    ("x", "freedom", "p"), [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (11.345, 3, 0.01), (35.172, 23, 0.05)]
)
def test_the_measure_itself(x: float, freedom: int, p: float) -> None:
    assert survival(x, freedom) == pytest.approx(p, rel=1e-3)


def test_the_measure_tells_a_loaded_die() -> None:
    assert even([1000, 1010, 990, 1000]) > 0.5
    assert even([1200, 1000, 900, 900]) < UNLIKELY
    assert even([4000, 0, 0, 0]) < UNLIKELY


KINDS: list[tuple[Kind, str, list[int]]] = [("choice", "abcd", [2]), ("choose-two", "abcde", [0, 3]), ("order", "abcd", [])]


@pytest.mark.parametrize(("kind", "options", "right"), KINDS)
def test_every_order_is_equally_likely(kind: Kind, options: str, right: list[int]) -> None:
    asked = question("?", *options, kind=kind, right=right)
    orders = set(permutations(range(len(options))))
    orders -= {tuple(range(len(options)))} if kind == "order" else set()
    seen = Counter(shown(asked, seed) for seed in SEEDS)
    assert set(seen) == orders
    assert even(seen.values()) > UNLIKELY


@pytest.mark.parametrize("right", range(4))
def test_the_right_option_is_at_every_place_equally_often(right: int) -> None:
    asked = question("?", *"abcd", right=[right])
    seen = Counter(shown(asked, seed).index(right) for seed in SEEDS)
    assert even(seen[place] for place in range(4)) > UNLIKELY


def test_the_places_of_a_question_tell_nothing_of_another() -> None:
    one, other = (question("?", *"abcd", id_=id_) for id_ in ("one", "other"))
    pairs = Counter((shown(one, seed).index(0), shown(other, seed).index(0)) for seed in SEEDS)
    assert even(pairs[pair] for pair in product(range(4), range(4))) > UNLIKELY


def test_the_same_seed_gives_the_same_order_for_ever() -> None:
    assert shown(question("?", *"abcd"), "2026-11-26") == (2, 0, 1, 3)


def test_the_shortest_order_is_never_shown_sorted() -> None:
    asked = question("?", *"abc", kind="order")
    assert {shown(asked, seed) for seed in SEEDS[:200]} == set(permutations(range(3))) - {(0, 1, 2)}


def test_what_has_no_order_to_choose() -> None:
    assert {shown(question("?", kind="true-false"), seed) for seed in SEEDS[:50]} == {(0, 1)}
    assert shown(question("?", kind="typed"), "x") == ()
