from collections.abc import Mapping

import pytest

from bot.study.questions.bank import FIELDS, parse
from bot.study.questions.question import KINDS, Kind, Question, Typed
from tests.study.questions.conftest import BOTH, GOOD, OPTIONS, RIGHT, listed, read, said, written


def test_a_scenario_with_four_options(text: str) -> None:
    """
    questions:
    - id: sqs-comes-back-too-soon
      kind: choice
      facts: [visibility, visibility-range]
      difficulty: 2
      domain: development
      scenario: true
      question:
        ja: >-
          処理に 2 分かかるのに、
          同じメッセージが 30 秒後にまた届く。まず何を変えるか？
        en: >-
          A consumer needs two minutes per message,
          yet it comes again after 30 seconds. What do you change?
      options:
      - right: true
        ja: 可視性タイムアウトを延ばす
        en: Raise the visibility timeout
        short: {ja: 延ばす, en: Raise it}
        why: {ja: その間だけ隠れる。, en: A received message is hidden for that long.}
      - {ja: 遅延キューにする, en: Make it a delay queue, why: {ja: 送信直後だけ。, en: Only right after sending.}}
      - {ja: FIFO にする, en: Make it FIFO, why: {ja: 順序のこと。, en: That is about order.}}
      - {ja: ポーリングを長くする, en: Poll longer, why: {ja: 待つだけ。, en: That only waits.}}
      working: {ja: "2 分 > 30 秒", en: 2 min > 30 s}
    """
    (question,) = read(text)
    assert question.key == "deck/sqs-comes-back-too-soon"
    assert question.facts == ("deck/visibility", "deck/visibility-range")
    assert (question.kind, question.difficulty, question.domain, question.scenario) == ("choice", 2, "development", True)
    assert question.text["ja"] == "処理に 2 分かかるのに、同じメッセージが 30 秒後にまた届く。まず何を変えるか？"
    assert question.text["en"].startswith("A consumer needs two minutes per message, yet")
    assert question.right == (0,)
    assert question.options[0].short["ja"] == "延ばす"
    assert question.options[1].why["en"] == "Only right after sending."
    assert question.working["en"] == "2 min > 30 s"
    assert str(question.place) == "q.yaml:2"
    assert not question.made


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_of_each_kind(kind: Kind) -> None:
    (question,) = read(written(GOOD[kind]))
    assert (question.kind, question.difficulty, question.scenario, question.domain) == (kind, 1, False, "")


def one(kind: Kind, **more: str) -> Question:
    (question,) = read(written({**GOOD[kind], **more}))
    return question


def test_two_of_five() -> None:
    assert one("choose-two").right == (0, 1)


def test_a_statement_has_two_options_in_one_order() -> None:
    assert [option.text["en"] for option in one("true-false").options] == ["True", "False"]
    assert one("true-false").right == (1,)
    assert one("true-false", answer="right").right == (0,)
    assert one("true-false").why == {"ja": "だから", "en": "Because"}


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ('{measure: "30 s", unit: s}', ("measure", ("30 s",), "s")),
        ('{measure: ["1000", "1,000"]}', ("measure", ("1000", "1,000"), "")),
        ("{name: [dead-letter queue, デッドレターキュー]}", ("name", ("dead-letter queue", "デッドレターキュー"), "")),
        ("{literal: x-amz-acl}", ("literal", ("x-amz-acl",), "")),
    ],
)
def test_what_may_be_typed(answer: str, meant: tuple[str, tuple[str, ...], str]) -> None:
    typed = one("typed", answer=answer).typed
    assert isinstance(typed, Typed)
    assert (typed.comparison, typed.accepted, typed.unit) == meant
    assert [(slip.answer, slip.why["en"]) for slip in typed.slips] == [("12 h", "Because")]


def test_steps_stand_in_the_right_order() -> None:
    assert one("order").right == (0, 1, 2)
    assert [option.text["en"] for option in one("order").options] == ["option a", "option b", "option c"]


def test_a_deck_in_one_language() -> None:
    text = written({**GOOD["true-false"], "question": "{en: What}", "why": "{en: Because}"})
    assert read(text, ["en"])[0].text == {"en": "What"}
    assert [problem.split(": ", 1)[1] for problem in said(text)] == [
        "question is missing in Japanese; write it behind `ja:`",
        "why is missing in Japanese; write it behind `ja:`",
    ]


def test_a_list_not_yet_begun() -> None:
    assert read("questions:\n") == ()
    assert read("questions: []\n") == ()


LEFT_OUT: list[tuple[Kind, Mapping[str, str], str]] = [
    (
        "choice",
        {"kind": "pick"},
        "the kind of this question is 'pick'; write one of choice, choose-two, true-false",
    ),
    ("choice", {"kind": ""}, "the kind of this question is ''"),
    ("choice", {"id": "Upper"}, "the id 'Upper' cannot be used; write up to 64 small letters, digits and hyphens"),
    ("choice", {"id": "a" * 65}, "cannot be used"),
    ("choice", {"facts": "[]"}, "facts is empty"),
    ("choice", {"facts": "[Größe]"}, "'Größe' is no id of a fact"),
    ("choice", {"facts": "{a: b}"}, "facts is one piece of text"),
    ("choice", {"question": "{ja: '', en: ''}"}, "question has no words; write them under ja and en"),
    ("choice", {"question": "What"}, "question is a mapping with ja, en"),
    ("choice", {"options": listed(RIGHT[0], *OPTIONS[1:3])}, "there are 3 options; write exactly 4"),
    ("choice", {"options": listed(*RIGHT[:2], *OPTIONS[2:4])}, "2 options are right; write `right: true` at exactly 1 of them"),
    ("choice", {"options": listed(*OPTIONS[:4])}, "0 options are right"),
    ("choice", {"options": "x"}, "options is a list; write each behind a hyphen"),
    ("choice", {"options": listed(RIGHT[0], *OPTIONS[1:3], "x")}, "an option is a mapping with right, ja, en, why, short"),
    ("choose-two", {"options": listed(RIGHT[0], *OPTIONS[1:])}, "1 options are right; write `right: true` at exactly 2"),
    ("order", {"items": listed(*OPTIONS[:2])}, "there are 2 items; write three to five"),
    ("true-false", {"answer": "maybe"}, "the answer is 'maybe'; write `right` where the statement holds, else `wrong`"),
    ("typed", {"answer": "30 s"}, "the answer is a mapping with measure, name, literal, unit"),
    ("typed", {"answer": "{unit: s}"}, "the answer is nothing; write one of measure, name, literal"),
    ("typed", {"answer": "{name: a, literal: b}"}, "the answer is name or literal; write one of"),
    ("typed", {"answer": "{name: []}"}, "the answer is empty"),
    ("typed", {"answer": "{measure: long}"}, "'long' is no amount; write a number and its unit"),
    (
        "typed",
        {"slips": f"[{{answer: 30 seconds, why: {BOTH}}}]"},
        "'30 seconds' is a right answer too; take it out",
    ),
    ("typed", {"slips": "[{answer: 12 h}]"}, "a slip is an answer and why it is wrong"),
]


@pytest.mark.parametrize(("kind", "more", "message"), LEFT_OUT)
def test_what_cannot_be_asked_is_left_out_and_the_rest_is_read(kind: Kind, more: Mapping[str, str], message: str) -> None:
    good = written(GOOD["order"]).removeprefix("questions:\n").replace("id: q", "id: good")
    found, problems = parse(written({**GOOD[kind], **more}) + good, "q.yaml", "deck")
    assert [question.id for question in found] == ["good"]
    assert message in str(problems[0]), [str(problem) for problem in problems]


@pytest.mark.parametrize("missing", ["id", "facts", "question", "kind", "options"])
def test_a_missing_field_is_named(missing: str) -> None:
    fields = {name: value for name, value in GOOD["choice"].items() if name != missing}
    (problem,) = said(written(fields))
    assert missing in problem
    assert problem.startswith("q.yaml:2: ")


KEPT: list[tuple[Kind, Mapping[str, str], str]] = [
    ("choice", {"difficulty": "4"}, "difficulty is 1 (recall), 2 (understanding) or 3 (judgement)"),
    ("choice", {"scenario": '"yes"'}, "scenario is `true` or `false`"),
    ("choice", {"colour": "red"}, "'colour' is not known here; a question has id, kind, facts"),
    ("choice", {"answer": "right"}, "a question of the kind choice has no answer:"),
    (
        "choice",
        {"question": f"{{ja: 何, en: {'long ' * 130}}}"},
        "question has 649 characters in English; say it in 600",
    ),
    (
        "choice",
        {"options": listed(RIGHT[0].replace("option a", "x" * 77), *OPTIONS[1:4])},
        "a button 76; shorten it, or write `short:",
    ),
    (
        "choice",
        {"options": listed(RIGHT[0], *OPTIONS[1:3], "{ja: 上記すべて, en: d, why: {ja: 理, en: r}}")},
        "an option speaks for itself",
    ),
    (
        "choice",
        {"options": listed(RIGHT[0], *OPTIONS[1:3], "{ja: 選, en: All of the above., why: {ja: 理, en: r}}")},
        "an option speaks for itself",
    ),
    ("choice", {"options": listed(RIGHT[0], *OPTIONS[1:3], "{ja: 選, en: d}")}, "there is no reason for this option; write why"),
    ("choice", {"options": listed(RIGHT[0], OPTIONS[1], OPTIONS[2].replace("理c", "理b"), OPTIONS[3])}, "give the same reason"),
    ("choice", {"options": listed(RIGHT[0], *OPTIONS[1:3], OPTIONS[3].replace("en: option d,", ""))}, "is missing in English"),
    (
        "choose-two",
        {"question": "{ja: 2 つ選べ, en: Which}"},
        "the question does not say that two are right; write 'choose two' in it",
    ),
    ("choose-two", {"question": "{ja: 選べ, en: Choose two}"}, "write '2 つ選べ' in it (ja)"),
    (
        "order",
        {"items": listed(OPTIONS[0].replace("選a", "選" * 77), *OPTIONS[1:3])},
        "has 77 characters and a button 76; shorten it",
    ),
    ("typed", {"answer": f"{{name: {'x' * 101}}}"}, "nobody types 101 characters"),
    ("typed", {"answer": "{name: x, unit: s}"}, "only a measure has a unit"),
    ("typed", {"answer": '{measure: "30 s", unit: GB}'}, "'GB' is no unit of '30 s'; write the one asked for"),
    ("typed", {"answer": '{measure: "30 s", unit: banana}'}, "'banana' is no unit of '30 s'"),
    ("typed", {"answer": '{measure: "4 shards", unit: records}'}, "'records' is no unit of '4 shards'"),
    ("choice", {"question": '{ja: "何\\u202e", en: What}'}, "an invisible control character (U+202E) was dropped"),
]


@pytest.mark.parametrize(("kind", "more", "message"), KEPT)
def test_what_can_be_bettered_is_said_and_asked(kind: Kind, more: Mapping[str, str], message: str) -> None:
    found, problems = parse(written({**GOOD[kind], **more}), "q.yaml", "deck")
    assert message in str(problems[0])
    assert len(found) == len(problems) == 1
    assert not any("\u202e" in text for text in found[0].text.values())


@pytest.mark.parametrize("missing", ["why", "slips"])
def test_a_typed_question_teaches_from_mistakes(missing: str) -> None:
    (problem,) = said(written({name: value for name, value in GOOD["typed"].items() if name != missing}))
    assert f"this question has no {missing}:; write" in problem


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("60 s", "1 min"),
        ("1 GiB", "1,024 MiB"),
        ("A-B", "a b"),
        ("SQS", "ＳＱＳ"),
        ("0.5 h", "30 minutes"),
        ("30 seconds.", "Half a minute."),
        ("`30 s`", "30 seconds"),
        ("within 30 seconds", "within 0.5 minutes"),
        ("About 30 seconds", "about half a minute"),
        ("30 seconds each", "0.5 min each"),
        ("Use `Get`", "use Get"),
    ],
)
def test_options_that_mean_the_same(first: str, second: str) -> None:
    options = [RIGHT[0], OPTIONS[1], OPTIONS[2].replace("option c", f'"{first}"'), OPTIONS[3].replace("option d", f'"{second}"')]
    (problem,) = said(written({**GOOD["choice"], "options": listed(*options)}))
    assert "options 3 and 4 mean the same" in problem


@pytest.mark.parametrize("digits", [5_000, 100])
def test_an_answer_of_more_digits_than_anyone_means(digits: int) -> None:
    text = written({**GOOD["typed"], "answer": f'{{measure: "{"9" * digits} s"}}'}) + written(GOOD["choice"]).partition("\n")[2]
    found, problems = parse(text, "q.yaml", "deck")
    assert [each.kind for each in found] == ["choice"]
    assert any("is no amount" in str(problem) for problem in problems)


def test_units_that_measure_what_is_accepted() -> None:
    for answer in (
        '"30 s", unit: min',
        '"8 MB/s", unit: MB/s',
        '"1000 per 10 s", unit: per 10 s',
        '"4 shards", unit: shards',
        "'11', unit: /s",
    ):
        assert said(written({**GOOD["typed"], "answer": f"{{measure: {answer}}}"})) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("60 s", "60 min"),
        (">", ">="),
        ("1.5", "15"),
        ("-30 degrees", "30 degrees"),
        ("`/tmp`", "`tmp`"),
        ("`Get`", "`get`"),
        ("$5", "€5"),
        ("100 m", "100 min"),
        ("> 5", "< 5"),
        ("44 BC", "44 AD"),
    ],
)
def test_options_that_differ(first: str, second: str) -> None:
    options = [RIGHT[0], OPTIONS[1], OPTIONS[2].replace("option c", f'"{first}"'), OPTIONS[3].replace("option d", f'"{second}"')]
    assert said(written({**GOOD["choice"], "options": listed(*options)})) == []


@pytest.mark.parametrize(
    "trap", ["no", "On", "y", "true", "null", "~", "12:30", "1_000", "0755", "0x1F", "1.10", "1e3", "2025-08-04"]
)
def test_what_yaml_misreads_is_quoted(trap: str) -> None:
    assert [problem.split(": ", 1)[1] for problem in said(written({**GOOD["typed"], "answer": f"{{literal: {trap}}}"}))] == [
        f'{trap} is not text for YAML; write it in quotes: "{trap}"'
    ]
    assert said(written({**GOOD["typed"], "answer": f'{{literal: "{trap}"}}'})) == []


@pytest.mark.parametrize("plain", ["1000", "99.9", "noon", "12:3x", "-1", "30 s"])
def test_what_yaml_does_not_misread(plain: str) -> None:
    assert said(written({**GOOD["typed"], "answer": f"{{literal: {plain}}}"})) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "q.yaml:1: this file is empty"),
        ("- a\n", "q.yaml:1: a file of questions is a mapping; write `questions:` and a list beneath it"),
        ("asks:\n- a\n", "q.yaml:1: 'asks' is not known here; write `questions:`"),
        ("questions: x\n", "q.yaml:1: questions is a list; write each behind a hyphen"),
        ("questions:\n- x\n", "q.yaml:2: a question is a mapping with id, kind"),
        ("questions:\n- {id: a, id: b}\n", "q.yaml:2: 'id' is written twice here"),
        ("questions: [\n", "this is no YAML"),
        ("questions:\n- question: What: now\n", "this is no YAML"),
    ],
)
def test_a_broken_file(text: str, message: str) -> None:
    assert said(text)[0].startswith(message) or message in said(text)[0]


def test_every_problem_has_the_line_it_is_about() -> None:
    text = written({**GOOD["choice"], "options": ""}) + "\n".join(f"  - {option}" for option in [RIGHT[0], *OPTIONS[1:3]])
    lines = text.split("\n")
    text += "\n  - {ja: 選, en: no, why: {ja: 理, en: r}}\n"
    (problem,) = said(text)
    assert problem.startswith(f"q.yaml:{len(lines) + 1}: no is not text")


def test_all_fields_are_known_to_some_kind() -> None:
    assert {name for fields in GOOD.values() for name in fields} <= set(FIELDS)


def test_a_reason_without_words() -> None:
    text = written({**GOOD["true-false"], "why": '{ja: "…", en: "?!"}'})
    assert said(text) == [
        "q.yaml:8: the reason in Japanese has no words; say why the answer is right or wrong",
        "q.yaml:8: the reason in English has no words; say why the answer is right or wrong",
    ]
