import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.terminal_front.session import MOST_ROWS
from bot.tutor.library import Shelf
from bot.wording.terminal import words
from tests.terminal_front.conftest import Conversation, talk


def test_a_query_shows_its_card(tutor: Conversation) -> None:
    shown = tutor.type("long polling")
    assert "Long polling" in shown
    assert "Waits up to 20 seconds." in shown


def test_a_long_query_is_not_repeated_whole(tutor: Conversation) -> None:
    shown = tutor.type("pizza " * 1000).replace("\n", "")
    assert "pizza…" in shown or "…”" in shown
    assert shown.count("pizza") < 20


def test_the_welcome_says_what_to_type_in_the_hosts_language(shelf: Shelf) -> None:
    for language, example in (("ja", "可視性タイムアウト"), ("en", "visibility timeout")):
        conversation = talk(shelf, "ja" if language == "ja" else "en")
        conversation.session.welcome()
        assert example in conversation.drawn()


def test_numbers_open_what_is_listed(tutor: Conversation) -> None:
    shown = tutor.type("/topics")
    assert "   1  SQS" in shown
    assert "   2  X-Ray" in shown
    assert "Sampling rules" in tutor.type("2")
    assert "One request a second" in tutor.type("１")  # full width, as a Japanese keyboard types it


def test_a_number_that_is_not_listed(tutor: Conversation) -> None:
    tutor.type("/topics")
    assert tutor.type("9") == "There is no number 9; the last one now is 2.\n"


def test_up_goes_to_the_parent_until_the_top(tutor: Conversation) -> None:
    assert tutor.type("/up") == words("en").no_card + "\n"
    tutor.type("default visibility timeout")
    assert tutor.type("/up").startswith("SQS\nVisibility timeout")
    assert tutor.type("/up").startswith("SQS\n  -")
    assert tutor.type("/up") == words("en").at_the_top + "\n"


def test_the_language_changes_and_the_card_with_it(tutor: Conversation) -> None:
    tutor.type("long polling")
    assert "最大 20 秒待つ。" in tutor.type("/language ja")
    assert "Waits up to 20 seconds." in tutor.type("／ｌａｎｇ　ｅｎ")
    assert "/language ja|en" in tutor.type("/language fr")


def test_help_and_unknown_commands(tutor: Conversation) -> None:
    assert "/topics" in tutor.type("/help")
    assert tutor.type("/dance") == "There is no command /dance; /help lists them.\n"


def test_the_beginning_of_a_command_is_enough_where_it_fits_only_one(tutor: Conversation) -> None:
    assert "X-Ray" in tutor.type("/to")
    assert "最大" not in tutor.type("/l ja")
    assert "/ というコマンドはありません" in tutor.type("/")


def test_quit_ends_it(tutor: Conversation) -> None:
    assert not tutor.session.respond(" /quit ")


def test_nothing_found_numbers_its_suggestions(tutor: Conversation) -> None:
    shown = tutor.type("pizza margherita")
    assert "The notes do not answer “pizza margherita”." in shown


def test_a_blank_line_says_nothing(tutor: Conversation) -> None:
    assert tutor.type("   ") == ""


def test_a_completion_opens_the_very_fact_it_named(tutor: Conversation) -> None:
    found = tutor.session.library.lookup.suggest("sampling", language="en")
    tutor.session.offer(found)
    assert "One request a second" in tutor.type(found[0].label)


def test_a_long_card_is_cut_and_shown_whole_on_request(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Long\n\n" + "".join(f"- line {number}\n" for number in range(90)))
    conversation = talk(Shelf([tmp_path], []))
    assert f"{90 - MOST_ROWS} more lines: /more" in conversation.type("long")
    shown = conversation.type("/more")
    assert "line 89" in shown
    assert "/more" not in shown


def test_changed_notes_are_taught_at_once(deck: Path, shelf: Shelf) -> None:
    conversation = talk(shelf)
    page = deck / "en" / "notes.md"
    page.write_text(page.read_text() + "\n# Step Functions {#step}\n\n- Map state {#map}\n  - Runs a loop.\n")
    assert asyncio.run(shelf.refresh())
    shown = conversation.type("map state")
    assert shown.startswith("The notes have changed (")
    assert "Runs a loop." in shown


def test_an_entry_that_is_gone_says_so(deck: Path, shelf: Shelf) -> None:
    conversation = talk(shelf)
    conversation.type("/topics")
    for language in ("en", "ja"):
        (deck / language / "notes.md").write_text("# Only this\n\n- one\n  - two\n")
    assert asyncio.run(shelf.refresh())
    assert words("en").gone in conversation.type("1")


def test_problems_are_mentioned_once_at_the_start(deck: Path) -> None:
    (deck / "en" / "broken.md").write_bytes(b"\xff")
    conversation = talk(Shelf([deck], []))
    conversation.session.welcome()
    assert "1 problem(s): see kotae check" in conversation.drawn()


def test_no_notes_at_all(tmp_path: Path) -> None:
    conversation = talk(Shelf([tmp_path], []))
    conversation.session.welcome()
    assert words("en").no_facts in conversation.drawn()
    assert "do not answer" in conversation.type("sqs")
    conversation.type("/topics")


def test_a_fault_is_said_and_the_conversation_goes_on(tutor: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("bot.terminal_front.session.explain", fail)
        assert tutor.type("sqs") == words("en").fault + "\n"
    assert "SQS" in tutor.type("/topics")


def test_both_languages_say_everything() -> None:
    ja, en = words("ja"), words("en")
    assert len(ja.help) == len(en.help)
    for field in ja.__slots__:
        assert getattr(ja, field)
        assert getattr(en, field)


def test_many_corrections_are_cut_and_shown_whole_with_more(tmp_path: Path) -> None:
    entries = "".join(f"- entry {number}\n  > was: older {number}\n" for number in range(40))
    (tmp_path / "deck.md").write_text(f"# Things\n\n{entries}", encoding="utf-8")
    conversation = talk(Shelf([tmp_path / "deck.md"], []))
    shown = conversation.type("things")
    assert shown.count("The notes say: older") == 5
    assert f"{40 - MOST_ROWS + 40 - 5} more lines: /more shows them all" in shown
    assert conversation.type("/more").count("The notes say: older") == 40
