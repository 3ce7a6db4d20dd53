import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.facts import Place
from bot.study.grading import grade, grade_typed
from bot.study.questions import Kind, Option, Question, Slip, Typed

MEASURE = Typed("measure", ("30 s",), slips=(Slip("12 h", {"en": "the maximum"}),))
FLOOR = Typed("measure", ("2", "at least 2", "2 個以上"))
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
        (MEASURE, "at least 30 s", "close"),
        (MEASURE, "30 秒以上", "close"),
        (MEASURE, "少なくとも30秒", "close"),
        (MEASURE, "≥ 30 s", "close"),
        (MEASURE, "30 s+", "close"),
        (MEASURE, "at most 30 s", "correct"),
        (MEASURE, "30 秒以下", "correct"),
        (FLOOR, "at least 2", "correct"),
        (FLOOR, "2 個以上", "correct"),
        (FLOOR, "2", "correct"),
        (FLOOR, "more than 2", "close"),
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


READ = Typed("measure", ("8 MB/s",), "MB/s")
UNITS = Typed("measure", ("100 RCU",), "RCU")
TRIES = Typed("measure", ("3 attempts",), "attempts", (Slip("3 retries", {"en": "one more"}),))


@pytest.mark.parametrize(
    ("typed", "answer", "outcome"),
    [
        *((READ, answer, "correct") for answer in ("8", "8 MB/s", "8MB/秒", "毎秒8MB", "8 MB per second", "8 MBps", "8 MB")),
        *((READ, answer, "wrong") for answer in ("8 Mbps", "8 GB/s", "8 s", "8 records", "-8 MB/s")),
        *((UNITS, answer, "correct") for answer in ("100", "100 RCUs", "100 read capacity units", "RCU: 100", "百")),
        *((UNITS, answer, "wrong") for answer in ("100 WCU", "WCU: 100", "100 write capacity units", "100 MB")),
        (UNITS, "100 provisioned RCU", "close"),
        *((TRIES, answer, "correct") for answer in ("3", "3回", "three times", "3 attempts in total")),
        *((TRIES, answer, "wrong") for answer in ("3 retries", "3 リトライ", "3 s")),
        (Typed("measure", ("-40 °C",)), "40 °C", "wrong"),
        (Typed("measure", ("-40 °C",)), "マイナス40度", "correct"),
        (Typed("measure", ("30 kg",)), "30 g", "wrong"),
        (Typed("measure", ("100 m",)), "100 min", "wrong"),
        (Typed("measure", ("100 min",)), "100 m", "correct"),
        (Typed("measure", ("$5",)), "€5", "wrong"),
        (Typed("measure", ("4 furlongs",)), "4 fathoms", "wrong"),
        (Typed("measure", ("1945",)), "1945年", "correct"),
        (Typed("measure", ("1945",)), "1945 BC", "wrong"),
        (Typed("measure", ("200",)), "50 x 4 = 200", "correct"),
        (Typed("measure", ("200",)), "200 x 4 = 800", "wrong"),
        (Typed("measure", ("429",)), "HTTP429", "correct"),
        (Typed("measure", ("404",)), "404 Not Found", "correct"),
        (Typed("measure", ("1/2 cup",)), "½ cup", "correct"),
        (Typed("measure", ("6e23",)), "6×10²³", "correct"),
    ],
)
def test_amounts_of_any_subject(typed: Typed, answer: str, outcome: str) -> None:
    assert grade_typed(typed, answer).outcome == outcome


def test_a_slip_that_differs_only_in_what_is_counted() -> None:
    assert grade_typed(TRIES, "3 retries").slip == 0
    assert grade_typed(TRIES, "3").correct


@pytest.mark.parametrize(
    ("accepted", "answer", "outcome"),
    [
        ("IntegrationLatency", "Integration Latency metric", "correct"),
        ("spread", "spread 戦略", "correct"),
        ("Valkey", "the Valkey engine", "correct"),
        ("LSI", "LSIs", "correct"),
        ("number", "number (N)", "correct"),
        ("dead-letter queue", "dead-letter queue (DLQ)", "correct"),
        ("GSI", "GSI (LSI)", "wrong"),
        ("round policy", "round", "correct"),
        ("round policy", "round mode", "wrong"),
        ("Latency", "IntegrationLatency metric", "wrong"),
    ],
)
def test_a_name_with_its_kind_its_plural_or_its_initials(accepted: str, answer: str, outcome: str) -> None:
    assert grade_typed(Typed("name", (accepted,)), answer).outcome == outcome


@pytest.mark.parametrize(
    ("accepted", "answer", "outcome"),
    [
        (("ECDHE", "DHE"), "ECDHE/DHE", "correct"),
        (("ECDHE", "DHE"), "ECDHE/RSA", "wrong"),
        (("start-api", "sam local start-api"), "local start-api", "correct"),
        (("start-api", "sam local start-api"), "remote start-api", "wrong"),
        (("fifo", ".fifo"), "*.fifo", "correct"),
        (("fifo", ".fifo"), "fifo.", "close"),
        (("2000", "UDP 2000", "2000/udp"), "port 2000", "correct"),
        (("2000", "UDP 2000", "2000/udp"), "TCP 2000", "wrong"),
        (("2000", "UDP 2000", "2000/udp"), "2000/tcp", "wrong"),
    ],
)
def test_literals_that_are_accepted_together(accepted: tuple[str, ...], answer: str, outcome: str) -> None:
    assert grade_typed(Typed("literal", accepted), answer).outcome == outcome


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
