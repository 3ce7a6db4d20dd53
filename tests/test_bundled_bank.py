"""The bundled questions are held to what a bank must be.

Each test holds a question that breaks its rule to it as well, so that none passes for want of questions; how many there must be
is in `test_the_bank_is_as_large_as_promised`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.chance import even
from benchmarks.content import ABOUT_THE_EXAM, complete, entries, is_large, reasoned
from bot.content import reading
from bot.content.reading import Content
from bot.study.facts import LANGUAGES, Fact
from bot.study.questions.catalogue import catalogue
from bot.study.questions.habits import longest
from bot.study.questions.options import LONGEST_LABEL
from bot.study.questions.question import KINDS, Option, Question, Texts
from bot.study.questions.shuffling import shown
from bot.tutor.checking import check
from tests.study.questions.conftest import question

TREE = Path(__file__).parents[1]
BOTH: Texts = {"ja": "あ", "en": "a"}


@pytest.fixture(scope="module")
def read() -> Content:
    return reading.load([TREE / "knowledge"], [TREE / "knowledge/glossary"], (), [TREE / "quizzes"])


FAIR = replace(
    question("?"),
    text=BOTH,
    domain="security",
    options=tuple(Option({"ja": f"選{n}", "en": f"option {n}"}, n == 0, BOTH) for n in range(4)),
)
"""A question in both languages with which nothing is wrong."""


def test_there_is_nothing_wrong_with_it() -> None:
    report = check([TREE / "knowledge"], [TREE / "knowledge/glossary"], (), [TREE / "quizzes"])
    assert [str(problem) for problem in report.problems] == []


def test_every_entry_is_taught_in_both_languages(read: Content) -> None:
    ids = entries()
    assert (len(ids), len(set(ids)), list(ids)) == (288, 288, sorted(ids))
    assert [id_ for id_ in ids if set(read.base[f"aws-dva/{id_}"].lines) != set(LANGUAGES)] == []
    assert all(read.base[f"aws-dva/{id_}"].given and not read.base[f"aws-dva/{id_}"].is_topic for id_ in ids)


def test_the_bank_is_as_large_as_promised(read: Content) -> None:
    """Passes once the bank is written: 300 questions, 8 for each large topic, 3 for each other, 40 % scenarios, all kinds."""
    asked = catalogue(read.questions, read.base)
    assert len(asked) >= 300
    for topic in read.base.topics():
        wanted = 0 if topic.id == ABOUT_THE_EXAM else 8 if is_large(topic, read.base) else 3
        assert len(asked.by_topic.get(topic.key, ())) >= wanted, topic.id
    assert sum(each.scenario for each in asked) >= 0.4 * len(asked)
    assert {each.kind for each in asked} == set(KINDS)
    assert {each.domain for each in asked} == {"development", "security", "deployment", "troubleshooting"}
    assert {each.difficulty for each in asked} == {1, 2, 3}


def labelled(each: Question) -> bool:
    labels = [option.short.get(language) or text for option in each.options for language, text in option.text.items()]
    return all(len(label) <= LONGEST_LABEL for label in labels)


Rule = Callable[[Question], bool]
RULES: dict[str, tuple[Rule, Question]] = {
    "both languages": (complete, replace(FAIR, why={"ja": "だから"})),
    "a reason for each option": (reasoned, replace(FAIR, options=(Option(BOTH, True, BOTH), *[Option(BOTH)] * 3))),
    "a domain": (lambda each: bool(each.domain), replace(FAIR, domain="")),
    "labels that fit a button": (labelled, replace(FAIR, options=(Option({"en": "x" * 77}, True, BOTH),))),
    "written by hand": (lambda each: not each.made, replace(FAIR, made=True)),
}


@pytest.mark.parametrize("name", RULES)
def test_each_question_keeps_the_rule(read: Content, name: str) -> None:
    rule, breaks_it = RULES[name]
    assert rule(FAIR)
    assert not rule(breaks_it)
    assert [each.id for each in read.questions if not rule(each)] == []


def test_each_question_rests_on_confirmed_facts_with_ids_and_sources(read: Content) -> None:
    """A source stands in or beneath a fact or, for part of one, directly beneath what it stands under."""
    base = read.base

    def sourced(fact: Fact) -> bool:
        above = [child for key in fact.path for child in base.children_of(base[key]) if child.is_source]
        near = [*(each for _, each in base.walk(fact)), *above]
        return fact.given and fact.confirmed and any(line.links for each in near for line in each.lines.values())

    assert sourced(base["aws-dva/sqs-visibility-timeout"])
    assert not any(sourced(fact) for fact in base.facts.values() if not fact.given or not fact.confirmed)
    assert [each.id for each in read.questions if not all(sourced(base[key]) for key in each.facts)] == []


def guessable(questions: Iterable[Question]) -> list[str]:
    """The languages in which picking the longest of four is right more often than in 32 of 100 questions."""
    choices = [each for each in questions if each.kind == "choice"]
    return [
        language
        for language in ("ja", "en")
        if choices and sum(longest(each, language) for each in choices) > 0.32 * len(choices)
    ]  # fmt: skip


def test_picking_the_longest_option_does_not_pay(read: Content) -> None:
    telling = replace(
        FAIR, options=(Option({"ja": "長い選択肢", "en": "long"}, True), *[Option({"ja": "短い", "en": "long"})] * 3)
    )
    assert guessable([telling]) == ["ja"]
    assert guessable(read.questions) == []


def test_the_right_option_is_shown_at_every_place_equally_often(read: Content) -> None:
    seeds = [f"seed {number}" for number in range(500)]
    for questions in ([replace(FAIR, id=str(number)) for number in range(20)], read.questions):
        choices = [each for each in questions if each.kind == "choice"]
        places = Counter(shown(each, seed).index(each.right[0]) for each in choices for seed in seeds)
        assert not choices or even(places[place] for place in range(4)) > 0.001


def test_no_order_is_shown_as_it_should_stand(read: Content) -> None:
    orders = [replace(FAIR, kind="order"), *(each for each in read.questions if each.kind == "order")]
    for each in orders:
        assert all(shown(each, f"seed {number}") != each.right for number in range(200)), each.id
