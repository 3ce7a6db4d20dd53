from pathlib import Path

from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal_front.prompt import Offers, history, prompt_session
from bot.tutor.explain import suggest
from tests.terminal_front.conftest import Conversation


def offered(tutor: Conversation, typed: str) -> list[str]:
    return [each.text for each in Offers(tutor.session).get_completions(Document(typed), CompleteEvent())]


def test_the_suggestions_are_those_of_every_front(tutor: Conversation) -> None:
    labels = [each.label for each in suggest(tutor.session.library, "visibility", "en")]
    assert labels
    assert offered(tutor, "visibility") == labels


def test_taking_a_suggestion_opens_its_fact(tutor: Conversation) -> None:
    taken = next(label for label in offered(tutor, "visibility") if label.startswith("Default"))
    assert "30 seconds." in tutor.type(taken)


def test_commands_are_completed_after_a_slash(tutor: Conversation) -> None:
    assert offered(tutor, "/la") == ["/language", "/language ja", "/language en"]
    assert offered(tutor, "/topics") == []


def test_nothing_is_offered_for_nothing_or_too_much(tutor: Conversation) -> None:
    assert offered(tutor, "  ") == []
    assert offered(tutor, "sqs " * 1000) == []


async def test_a_typed_line_is_kept_for_the_next_session(tutor: Conversation, tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("sqs 可視性\r")
        assert await prompt_session(tutor.session, data).prompt_async() == "sqs 可視性"
        keys.send_text("\x1b[A\r")  # arrow up
        assert await prompt_session(tutor.session, data).prompt_async() == "sqs 可視性"
    assert (data / "history").stat().st_mode & 0o777 == 0o600


def test_without_a_place_to_write_the_history_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert isinstance(history(tmp_path / "file"), InMemoryHistory)
    (tmp_path / "data" / "history").mkdir(parents=True)
    assert isinstance(history(tmp_path / "data"), InMemoryHistory)


def test_a_history_that_disappears_is_no_trouble(tmp_path: Path) -> None:
    kept = history(tmp_path)
    (tmp_path / "history").unlink()
    (tmp_path / "history").mkdir()
    kept.store_string("sqs")
    assert list(kept.load_history_strings()) == []
