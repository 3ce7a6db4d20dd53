from tests.terminal_front.conftest import Conversation

RIGHT = "Correct."


def begin(tutor: Conversation) -> str:
    shown = tutor.type("/quiz")
    assert "Question 1 of" in shown
    return shown


def test_a_quiz_asks_one_question_after_the_other_and_says_how_it_went(tutor: Conversation) -> None:
    shown = begin(tutor)
    count = int(shown.split(" of ")[1].split(" ")[0])
    for number in range(2, count + 1):
        shown = tutor.type("/skip")
        assert f"Question {number} of {count}" in shown
    assert f"0 of {count} correct" in tutor.type("/skip")
    assert "Long polling" in tutor.type("long polling")  # words are looked up again


def test_an_answer_is_followed_by_its_reason_and_where_it_comes_from(tutor: Conversation) -> None:
    begin(tutor)
    shown = tutor.type("A")
    if "That is no answer" in shown:  # a typed one takes letters as an answer, others may not
        shown = tutor.type("A B")
    assert RIGHT in shown or "Not correct." in shown
    assert "notes.md:" in shown


def test_what_is_no_answer_is_asked_for_again(tutor: Conversation) -> None:
    shown = begin(tutor)
    while "one of A to D" not in shown:
        shown = tutor.type("/skip")
        assert "correct" not in shown
    assert "That is no answer to this." in tutor.type("Z")
    assert "That is no answer to this." in tutor.type("A B")


def test_the_last_question_is_explained_on_demand(tutor: Conversation) -> None:
    begin(tutor)
    tutor.type("/skip")
    assert tutor.type("/explain").startswith(("SQS", "X-Ray"))
    assert "Practice has ended." in tutor.type("/stop")
    assert "Practice has ended." in tutor.type("/skip")


def test_the_word_alone_is_enough_and_one_topic_can_be_asked_for(tutor: Conversation) -> None:
    assert "Question 1 of" in tutor.type("quiz")
    assert "SQS" in tutor.type("/quiz sqs")
    assert "SQS" in tutor.type("/explain sqs")
