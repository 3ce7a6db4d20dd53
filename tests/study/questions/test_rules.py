from collections.abc import Sequence

import pytest

from bot.study.facts import FactBase, Place
from bot.study.questions.backing import unbacked
from bot.study.questions.catalogue import catalogue
from bot.study.questions.grounds import grounded
from bot.study.questions.habits import habits, longest, marked
from bot.study.questions.likeness import alike
from bot.study.questions.question import Question, Typed
from bot.study.questions.rules import broken
from tests.study.questions.conftest import question


def messages(questions: Sequence[Question], notes: FactBase, *domains: str) -> list[str]:
    return [problem.message for problem in broken(questions, notes, {"deck": domains} if domains else {})]


FAIR = question("How long is a message hidden unless you say otherwise?", "30 seconds", "2 minutes", "12 days", "1 hour")


def test_a_fair_question(notes: FactBase) -> None:
    assert messages([FAIR], notes) == []


BACKED = [
    question("What?", "30 seconds", "a", "b", "c"),
    question("What?", "43200 seconds", "a", "b", "c"),
    question("What?", "`changemessagevisibility`", "a", "b", "c"),
    question("What?", "a", "99 `x`", "b", "c"),  # wrong options need no ground
    question("With 5 consumers?", "all 5 of them", "a", "b", "c"),
    question("What?", "35 seconds", "a", "b", "c", working={"en": "30 s + 5 s = 35 s"}),
    question("Steps?", "receive", "12 hours pass", "delete", kind="order"),
    question("How long?", kind="typed", typed=Typed("measure", ("30 s",), "s")),
    question("Which call?", kind="typed", typed=Typed("literal", ("ChangeMessageVisibility",))),
    question("Which?", kind="typed", typed=Typed("literal", ("ChangeMessageVisibility", "sqs:ChangeMessageVisibility"))),
    question("Which queue?", kind="typed", facts=["dlq"], typed=Typed("name", ("DLQ", "dead letter queue"))),
    question("Which service?", kind="typed", facts=["dlq"], typed=Typed("name", ("SQS",))),  # what its fact stands under
    question("It is 99 s", kind="true-false", right=()),
    question("It is 99 s", kind="true-false", right=(), why={"en": "It is 30 s, not 99 s."}),
    question("It is 30 s", kind="true-false"),
    question("Half a minute passes, then one more.", kind="true-false", working={"en": "0.5 min = 30 s"}),
    question("It is 31 s after a second of waiting", kind="true-false", working={"en": "30 s + 1 s = 31 s"}),
    question("`ChangeMessageVisibility` changes it", kind="true-false"),
    question("What?", "thirty seconds", "a", "b", "c"),
    question("What?", "a second one", "a", "b", "c"),
    question("What?", "up to twelve hours", "half a minute", "b", "c"),
    question("It waits 12.5 h twice. How long?", kind="typed", typed=Typed("measure", ("12 d",)), working={"en": "12 d"}),
    question("How often?", kind="typed", facts=["dlq"], typed=Typed("measure", ("14 d",))),
]


@pytest.mark.parametrize("asked", BACKED, ids=lambda asked: repr(asked.typed or asked.options[0].text["en"])[:60])
def test_a_key_that_its_facts_back(notes: FactBase, asked: Question) -> None:
    assert list(unbacked([asked], notes)) == []


UNBACKED = [
    (question("What?", "31 seconds", "a", "b", "c"), "the 31 of the key (31 seconds) stands in none of its facts"),
    (question("What?", "3 seconds", "a", "b", "c"), "the 3 of the key"),
    (question("What?", "thirty-one seconds", "a", "b", "c"), "the 'thirty-one seconds' of the key"),
    (question("What?", "三十一秒", "a", "b", "c"), "the '三十一秒' of the key"),
    (question("It is 31 s", kind="true-false"), "the 31 of the key (It is 31 s) stands in none of its facts"),
    (question("`DelaySeconds` sets it", kind="true-false"), "`DelaySeconds` of the key"),
    (question("It is 99 s", kind="true-false", right=(), why={"en": "It is 31 s."}), "the 31 of the key (It is 31 s.)"),
    (question("What?", "1.5 minutes", "a", "b", "c"), "the 1.5 of the key"),
    (question("What?", "set `DelaySeconds`", "a", "b", "c"), "`DelaySeconds` of the key stands in none of its facts"),
    (question("Steps?", "wait 7 s", "b", "c", kind="order"), "the 7 of the key"),
    (question("Two?", "30 s", "44 s", "a", "b", "c", kind="choose-two", right=(0, 1)), "the 44 of the key"),
    (question("How long?", kind="typed", typed=Typed("measure", ("31 s",))), "the 31 of the key"),
    (
        question("How long?", kind="typed", typed=Typed("measure", ("30 min",))),
        "the facts have 30 with another unit than the key",
    ),
    (question("Which?", kind="typed", typed=Typed("literal", ("ReceiveMessage",))), "`ReceiveMessage` of the key"),
    (question("Which?", kind="typed", typed=Typed("name", ("Redrive", "RD"))), "none of its facts has the name 'Redrive'"),
    (question("What?", "30 seconds", "a", "b", "c", facts=["dlq"]), "the 30 of the key"),
]


@pytest.mark.parametrize(("asked", "message"), UNBACKED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_key_that_its_facts_do_not_back(notes: FactBase, asked: Question, message: str) -> None:
    (problem,) = unbacked([asked], notes)
    assert message in problem.message


VISIBLE = [
    question("Does the visibility timeout hide it?", "visibility timeout", "delay", "retention", "polling"),
    question("Which call is ChangeMessageVisibility?", kind="typed", typed=Typed("literal", ("changemessagevisibility",))),
    question("Is it 30 seconds?", kind="typed", typed=Typed("measure", ("30 s",))),
    question("Is it half a minute?", kind="typed", typed=Typed("measure", ("30 s",))),
    question("Is it 30 shards?", kind="typed", typed=Typed("measure", ("30 shards",))),
]


@pytest.mark.parametrize("asked", VISIBLE, ids=lambda asked: asked.text["en"])
def test_an_answer_that_stands_in_the_question(notes: FactBase, asked: Question) -> None:
    assert any("can be read in the question; ask without naming it" in message for message in messages([asked], notes))


UNSEEN = [
    question("Visibility timeout or delay queue?", "visibility timeout", "delay queue", "retention", "polling"),  # both are named
    question("Is a polling consumer one?", "a", "b", "c", "d"),
    question("It waits 30 minutes. How long?", kind="typed", typed=Typed("measure", ("30 s",))),
    question("How many every 30 seconds?", kind="typed", typed=Typed("measure", ("12 per 30 s",))),
    question("Of 30 records, how many shards?", kind="typed", typed=Typed("measure", ("30 shards",))),
]


@pytest.mark.parametrize("asked", UNSEEN, ids=lambda asked: asked.text["en"])
def test_an_answer_that_does_not_stand_in_the_question(notes: FactBase, asked: Question) -> None:
    assert not any("can be read" in message for message in messages([asked], notes))


@pytest.mark.parametrize(
    ("text", "key", "unit", "said"),
    [
        ("How many seconds per second?", "30 s", "", 1),
        ("How many does it hide every 12 hours?", "30", "", 1),
        ("待つのは毎秒何件か？", "30", "", 1),
        ("10 秒ごとに最大いくつ増えるか？", "30", "", 1),
        ("How many per second?", "30/s", "", 0),
        ("How many per second?", "30", "/s", 0),
        ("It is called 12 times a second. How many seconds?", "30 s", "", 0),
        ("毎秒 12 件を書き込む。シャードはいくつ必要か？", "30", "", 0),
    ],
)
def test_a_question_for_a_rate_has_a_rate_for_its_key(notes: FactBase, text: str, key: str, unit: str, said: int) -> None:
    found = messages([question(text, kind="typed", typed=Typed("measure", (key,), unit))], notes)
    assert sum("asks for a rate" in message for message in found) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which of these is not hidden?", 1),
        ("Which of these cannot be changed?", 1),
        ("What doesn't it hide?", 1),
        ("Which of these is NOT hidden?", 0),
        ("A message is not hidden. Which call hides it?", 0),
        ("How is it hidden?", 0),
    ],
)
def test_what_is_not_so_is_asked_in_capitals(notes: FactBase, text: str, said: int) -> None:
    found = messages([question(text, "w", "x", "y", "z")], notes)
    assert [message.split(",")[0] for message in found] == ["this asks for what is not so"] * said


def test_domains_are_those_of_the_deck(notes: FactBase) -> None:
    inside = question("Is it so?", kind="true-false", domain="security")
    outside = question("Or is it quite otherwise?", kind="true-false", domain="cooking", id_="o")
    without = question("And what does nobody say of it?", kind="true-false", id_="w")
    assert messages([inside, outside, without], notes, "security", "deployment") == [
        "deck.yaml has no domain 'cooking'; write one of security, deployment",
        "this question has no domain:; write one of security, deployment",
    ]
    assert messages([inside, outside, without], notes) == []


def test_a_fact_without_an_id_of_its_own(notes: FactBase) -> None:
    (key,) = (fact.id for fact in notes.facts.values() if fact.line("en").plain == "without an id")
    (message,) = messages([question("Is it so?", kind="true-false", facts=[key])], notes)
    assert message == "its fact (n.md:10) has no id of its own, so rewording it loses it; write {#id} there"


def test_questions_need_facts_that_are_there_and_confirmed(notes: FactBase) -> None:
    asked = [
        question(id_="good"),
        question(id_="gone", facts=["visibilty"]),
        question(id_="else", facts=["visibility", "kubernetes"]),
        question(id_="rumour", facts=["rumour"]),
        question(id_="good", place=Place("b.yaml", 7)),
    ]
    kept, problems = grounded(asked, notes)
    assert [each.id for each in kept] == ["good"]
    assert [problem.message for problem in problems] == [
        "there is no fact 'visibilty' in the notes; write 'visibility'?",
        "there is no fact 'kubernetes' in the notes; write the id of one, as in {#id} there",
        "the fact 'rumour' is not confirmed (confidence= at n.md:9); ask about one that is",
        "the id 'good' is already used at q.yaml:1; give this question another",
    ]


def test_a_file_about_another_deck_is_one_problem(notes: FactBase) -> None:
    foreign = [question(id_=str(number), facts=[f"ec2-{number}"], place=Place("ec2.yaml", number + 2)) for number in range(40)]
    kept, problems = grounded([*foreign, question(id_="here")], notes)
    assert [each.id for each in kept] == ["here"]
    assert [str(problem) for problem in problems] == [
        (
            "ec2.yaml:2: none of the facts that these 40 questions name is in the notes of deck; "
            "put the file in the folder of the deck it asks about"
        )
    ]


def test_questions_by_fact_topic_and_domain(notes: FactBase) -> None:
    first = question(id_="a", facts=["visibility", "push"], domain="security")
    second = question(id_="b", facts=["push"])
    found = catalogue([first, second], notes)
    assert (len(found), list(found), found.get("deck/a"), found.get("deck/c")) == (2, [first, second], first, None)
    assert found.by_fact == {"deck/visibility": (first,), "deck/push": (first, second)}
    assert found.by_topic == {"deck/sqs": (first,), "deck/sns": (second,)}
    assert found.by_domain == {"deck/security": (first,)}


def test_the_same_question_twice() -> None:
    asked = [
        question("How long is a message hidden from other consumers by default?", id_="one"),
        question("How long is a message hidden from the other consumers by default?", id_="two", place=Place("q.yaml", 9)),
        question("By default, how long is a message hidden from other consumers?", id_="three", place=Place("q.yaml", 12)),
        question("What takes messages that were received too often?", id_="four"),
    ]
    assert [(str(problem.place), problem.message.split(" (")[0]) for problem in alike(asked)] == [
        ("q.yaml:9", "one"),
        ("q.yaml:12", "one"),
    ]


def bank(count: int, *options: str, path: str = "q.yaml", right: int = 0) -> list[Question]:
    return [question("?", *options, id_=f"{path}{n}", right=[right], place=Place(path, n + 1)) for n in range(count)]


LONG, SHORT = ("the longest one", "short", "brief", "terse"), ("short", "the longest one", "brief", "terse")


def test_the_right_option_is_the_longest_too_often() -> None:
    (problem,) = habits([*bank(9, *LONG, path="a.yaml"), *bank(16, *SHORT, path="b.yaml")])
    assert problem.message == (
        "the right option is the longest (en) in 36% of 25 questions, at most 32% is fair; even out the lengths, "
        "first in a.yaml (9 of 9), b.yaml (0 of 16)"
    )
    assert str(problem.place) == "a.yaml:1"
    assert list(habits([*bank(8, *LONG), *bank(17, *SHORT)])) == []
    assert list(habits(bank(19, *LONG))) == []  # too few to be more than chance


def test_of_equally_long_options_any_may_be_picked() -> None:
    assert longest(question("?", "aaaa", "bbbb", "c", "d"), "en") == 0.5
    assert longest(question("?", "aaa", "bbbb", "c", "d"), "en") == 0


def test_the_right_option_is_the_only_one_with_a_number() -> None:
    assert marked(question("?", "30 s", "b", "c", "d"), "en") == 1
    assert marked(question("?", "`a`", "`b`", "c", "d"), "en") is None
    assert [problem.message[:60] for problem in habits([*bank(9, "9", "bb", "c", "d"), *bank(12, "a", "22", "c", "d")])] == [
        "the right option is the only one with a number or code, wher"
    ]


@pytest.mark.parametrize(
    ("hold", "of", "uneven"), [(7, 20, False), (13, 20, False), (6, 20, True), (14, 20, True), (0, 19, False)]
)
def test_statements_hold_about_half_of_the_time(hold: int, of: int, uneven: bool) -> None:
    asked = [question("?", kind="true-false", id_=str(n), right=[0] if n < hold else []) for n in range(of)]
    found = [problem.message for problem in habits(asked)]
    assert [message.split(";")[0] for message in found] == ([f"{hold} of {of} statements hold"] if uneven else [])


def test_a_bank_of_450_is_held_to_all_rules_in_half_a_second(notes: FactBase) -> None:
    import random
    import time

    words = random.Random(5)
    texts = ["".join(words.choices("abcdefgh ", k=180)) for _ in range(450)]
    asked = [question(text, "aa1", "bb", "cc", "dd", id_=f"q{n}", right=[n % 4]) for n, text in enumerate(texts)]
    start = time.process_time()
    list(broken(asked, notes, {}))
    assert time.process_time() - start < 0.5


def test_a_bank_too_large_to_compare_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"How far is it from {name * 3} to {name.upper() * 2}?" for name in "abcdefghijklmnopqrst"]
    asked = [question(text, id_=f"q{number}") for number, text in enumerate([*words, words[0], words[-1].replace("far", "fa")])]
    near = [each for each in alike(asked) if each.message.startswith(("q0 (", "q19 ("))]
    assert len(near) == 2
    monkeypatch.setattr("bot.study.questions.likeness.MOST_PAIRS", 44)
    found = [each for each in alike(asked) if each.warning or each.message.startswith(("q0 (", "q19 ("))]
    assert (found[0].message.split(";")[0], found[0].warning) == (
        "these are 22 questions, so each was compared with only the 2 before it",
        True,
    )
    assert found[1:] == near
