"""Whatever stands in a file of questions: no exception, problems with lines, and only questions that can be asked."""

import time
from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.study.facts import FactBase
from bot.study.questions.bank import FIELDS, parse
from bot.study.questions.catalogue import catalogue
from bot.study.questions.grounds import grounded
from bot.study.questions.question import KINDS, Question
from bot.study.questions.rules import broken
from bot.study.questions.shuffling import shown
from tests.study.questions.conftest import GOOD, written

quick = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

PIECES = [
    "questions:\n",
    "- ",
    "  ",
    "\n",
    "id: a",
    "kind: ",
    "facts: [visibility]",
    "{",
    "}",
    "[",
    "]",
    ": ",
    ", ",
    "ja",
    "en",
    '"',
]
MORE = [
    *KINDS,
    *(f"{field}: " for field in FIELDS),
    "right: true",
    "measure: 1",
    "&a ",
    "*a",
    "!!x ",
    ">-\n",
    "\u202e",
    "12:30",
    "あ",
]
LEAVES = [
    "x",
    "''",
    "~",
    "12:30",
    "30 s",
    "あ",
    "true",
    "[visibility]",
    "{ja: あ, en: b}",
    "{en: b}",
    "{ja: [], en: {}}",
    "&a b",
    "*a",
]


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, max_size=5).map(lambda parts: f"[{', '.join(parts)}]")
    keys = st.sampled_from(["ja", "en", "right", "why", "short", "measure", "name", "literal", "unit", "answer"])
    return lists | st.dictionaries(keys, inner, max_size=4).map(flow)


def flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


nodes = st.recursive(st.sampled_from(LEAVES), grown, max_leaves=10)
good = st.sampled_from(list(GOOD.values()))
nearly = st.tuples(good, st.dictionaries(st.sampled_from(FIELDS), nodes, max_size=3)).map(
    lambda both: written({**both[0], **both[1]})
)
anything = st.text(max_size=200) | st.lists(st.sampled_from(PIECES + MORE) | st.text(max_size=4), max_size=40).map("".join)


@quick
@given(anything | nearly)
@example("questions:\n- &a [*a]")
@example("questions: &a\n- *a")
@example("questions:\n- {? [a] : b}")
@example("questions:\n- <<: {id: a}")
@example("\ufeffquestions:\n- x")
def test_any_text_is_a_bank(notes: FactBase, text: str) -> None:
    start = time.perf_counter()
    found, problems = parse(text, "q.yaml", "deck")
    kept, ungrounded = grounded(found, notes)
    rules = list(broken(kept, notes, {"deck": ("security",)}))
    assert time.perf_counter() - start < 1
    lines = len(f"{text}.".splitlines())
    assert all(1 <= problem.place.line <= lines and problem.message for problem in (*problems, *ungrounded, *rules))
    assert len(catalogue(kept, notes)) == len(kept)
    askable(found)


def askable(questions: Sequence[Question]) -> None:
    for question in questions:
        assert question.id
        assert question.facts
        assert any(question.text.values())
        assert all(any(option.text.values()) for option in question.options)
        assert sorted(shown(question, "seed")) == list(range(len(question.options)))
        counts = {"choice": (4, 1), "choose-two": (5, 2), "true-false": (2, 1), "typed": (0, 0)}
        if question.kind == "order":
            assert 3 <= len(question.options) <= 5
        else:
            assert (len(question.options), len(question.right)) == counts[question.kind]
        assert (question.typed is not None and len(question.typed.accepted) > 0) == (question.kind == "typed")


@quick
@given(anything)
def test_a_bad_question_takes_no_good_one_down(text: str) -> None:
    """Unless the file is no YAML any more."""
    fields = {**GOOD["choice"], "id": "kept"}
    quoted = '"' + "".join(sign for sign in text if sign not in '"\\' and sign.isprintable()) + '"'
    found, _ = parse(written(fields) + f"- {quoted}\n- id: {quoted}\n  kind: {quoted}\n", "q.yaml", "deck")
    assert [question.id for question in found] == ["kept"]


def test_a_very_large_bank_is_read_in_bounded_time() -> None:
    one = written(GOOD["choice"]).removeprefix("questions:\n")
    start = time.process_time()
    found, problems = parse("questions:\n" + one * 3_000, "q.yaml", "deck")
    assert time.process_time() - start < 15
    assert (len(found), problems) == (3_000, [])
