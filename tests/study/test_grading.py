import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.facts import Place
from bot.study.grading import grade, grade_typed
from bot.study.questions import Kind, Option, Question, Slip, Typed

MEASURE = Typed("measure", ("30 s",), slips=(Slip("12 h", {"en": "the maximum"}),))
NAME = Typed("name", ("dead-letter queue", "DLQ", "デッドレターキュー"), slips=(Slip("delay queue", {"en": "another queue"}),))
LITERAL = Typed("literal", ("x-amz-server-side-encryption",))


def question(kind: Kind, rights: str, typed: Typed | None = None) -> Question:
    options = tuple(Option({"en": letter}, letter.isupper()) for letter in rights)
    return Question("q", "deck", kind, {"en": "?"}, ("deck/f",), Place("q.yaml", 1), options=options, typed=typed)


@pytest.mark.parametrize(
    ("typed", "answer", "outcome"),
    [
        (MEASURE, "half a minute", "correct"),
        (MEASURE, "30 秒 (0.5 分)", "correct"),
        (MEASURE, "30", "close"),
        (MEASURE, "more than 30 s", "close"),
        (MEASURE, "30 分", "wrong"),
        (MEASURE, "30 s or 60 s", "wrong"),
        (MEASURE, "not 30 s", "wrong"),
        (MEASURE, "", "wrong"),
        (NAME, "it's a DLQ", "correct"),
        (NAME, "DLQ（デッドレターキュー）", "correct"),
        (NAME, "ded-letter queue", "wrong"),
        (NAME, "dead-lettr queue", "close"),
        (NAME, "DLQ or FIFO queue", "wrong"),
        (NAME, "DLQ ではない", "wrong"),
        (LITERAL, "`X-Amz-Server-Side-Encryption`", "correct"),
        (LITERAL, "x_amz_server_side_encryption", "close"),
        (LITERAL, "x-amz-sever-side-encryption", "close"),
        (LITERAL, "x-amz-acl", "wrong"),
    ],
)
def test_typed_answers(typed: Typed, answer: str, outcome: str) -> None:
    assert grade_typed(typed, answer).outcome == outcome


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("chair", "air"),
        ("synchronous", "asynchronous"),
        ("symmetric key", "asymmetric key"),
        ("BatchGetItem", "BatchPutItem"),
        ("BeforeAllowTraffic", "AfterAllowTraffic"),
        ("SHA256", "SHA512"),
        ("可視性タイムアウト", "可用性タイムアウト"),
        ("GSI", "LSI"),
        ("import", "export"),
    ],
)
def test_words_that_look_alike_and_mean_something_else(right: str, typed: str) -> None:
    assert grade_typed(Typed("name", (right,)), typed).outcome == "wrong"
    assert grade_typed(Typed("literal", (right,)), typed).outcome == "wrong"


def test_a_slip_says_which_one_it_is() -> None:
    assert grade_typed(MEASURE, "720 minutes").slip == 0
    assert grade_typed(NAME, "a delay queue").slip == 0
    assert grade_typed(NAME, "a topic").slip is None


def test_what_is_right_to_the_letter_is_no_slip() -> None:
    asked = Typed("name", ("ECDHE",), slips=(Slip("ECDH", {"en": "without the E"}),))
    assert grade_typed(asked, "ECDHE").correct
    assert grade_typed(asked, "ECDH").slip == 0


def test_a_name_that_denies_something_may_be_right() -> None:
    assert grade_typed(Typed("name", ("no cache",)), "no cache").correct


def test_a_bare_number_where_the_question_names_the_unit() -> None:
    asked = Typed("measure", ("15 min",), unit="min")
    assert grade_typed(asked, "15").correct
    assert not grade_typed(asked, "900").correct
    assert grade_typed(asked, "900 s").correct


def test_one_of_four() -> None:
    asked = question("choice", "aBcd")
    assert grade(asked, [1]).correct
    assert grade(asked, [0]).outcome == "wrong"


def test_two_of_five_need_both_and_say_which_was_right() -> None:
    asked = question("choose-two", "AbcDe")
    assert grade(asked, [3, 0]).correct
    half_right = grade(asked, [0, 1])
    assert (half_right.outcome, half_right.places) == ("wrong", (0,))


def test_an_order_says_what_stands_where_it_should() -> None:
    asked = question("order", "abcd")
    assert grade(asked, [0, 1, 2, 3]).correct
    assert grade(asked, [0, 2, 1, 3]).places == (0, 3)


def test_an_answer_of_another_kind_is_a_fault() -> None:
    with pytest.raises(ValueError, match="choosing"):
        grade(question("choice", "aBcd"), "B")
    with pytest.raises(ValueError, match="no such options"):
        grade(question("choice", "aBcd"), [7])
    with pytest.raises(ValueError, match="no such options"):
        grade(question("typed", "", typed=NAME), [0])


@given(st.sampled_from([MEASURE, NAME, LITERAL]), st.text())
def test_any_text_gets_a_verdict(typed: Typed, text: str) -> None:
    assert grade_typed(typed, text).outcome in {"correct", "close", "wrong"}


@given(st.sampled_from([MEASURE, NAME]), st.sampled_from(["{}", " {} ", "{}。", "`{}`", "{} です", "it is {}"]))
def test_a_slip_is_never_right_however_it_is_written(typed: Typed, frame: str) -> None:
    assert not grade_typed(typed, frame.format(typed.slips[0].answer)).correct


@given(
    st.sampled_from(["DLQ", "dead-letter queue", "デッドレターキュー"]),
    st.sampled_from(["{}", "{}.", "「{}」", "the {}", "{}です"]),
)
def test_a_right_name_stays_right_in_a_sentence(name: str, frame: str) -> None:
    assert grade_typed(NAME, frame.format(name)).correct
