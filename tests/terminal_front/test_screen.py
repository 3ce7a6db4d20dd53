import io
from pathlib import Path

import pytest

from bot.study.facts import Language
from bot.terminal_front.answering import answer
from bot.terminal_front.screen import Screen
from bot.terminal_front.wrapping import columns
from bot.tutor.explain import explain_fact
from bot.tutor.library import Shelf, open_library
from bot.wording.cards import card


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(shelf: Shelf, key: str, language: Language = "en", out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    explanation = explain_fact(shelf.library, key, language)
    assert explanation is not None
    Screen(out, language).card(card(explanation, language))
    return out.getvalue()


def test_a_card_in_a_pipe_is_plain_whole_lines(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert drawn(shelf, "deck/visibility") == (
        "SQS\n"
        "Visibility timeout · 可視性タイムアウト\n"
        "  - Hides a received message for a while, `ChangeMessageVisibility` changes it.\n"
        "  - Default visibility timeout\n"
        "    - 30 seconds.\n"
        "Sources\n"
        "  - Developer guide\n"
        "    https://example.com/visibility\n"
    )


@pytest.mark.parametrize("width", [60, 40, 20, 5])
def test_no_line_is_wider_than_the_terminal(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for language in ("en", "ja"):
        text = drawn(shelf, "deck/visibility", language)
        rows = [row for row in text.splitlines() if "https://" not in row]
        assert all(columns(row) <= max(width, 16) for row in rows), rows
        assert "https://example.com/visibility" in text  # whole, so that a terminal makes it a link


def test_colour_only_where_it_is_wanted(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[36m`ChangeMessageVisibility`" in drawn(shelf, "deck/visibility", out=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in drawn(shelf, "deck/visibility", out=Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in drawn(shelf, "deck/visibility", out=Terminal())


def test_hostile_notes_only_show(tmp_path: Path) -> None:
    """
    # [bold]SQS[/bold] :smile:

    - timeout \x9b31m [red]x[/] [not a tag
      - &#x202e;turned
      - [click](https://example.com/\u202eevil)
    """
    source = "\n".join(line.removeprefix("    ") for line in (test_hostile_notes_only_show.__doc__ or "").splitlines())
    (tmp_path / "notes.md").write_text(source, encoding="utf-8")
    library = open_library([tmp_path / "notes.md"], [])
    out = Terminal()
    assert answer(library, "timeout", Screen(out, "en"))
    shown = out.getvalue()
    assert "[bold]SQS[/bold] :smile:" in shown
    assert "[red]x[/] [not a tag" in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown


def test_nothing_found_says_so_and_suggests(shelf: Shelf) -> None:
    out = io.StringIO()
    assert not answer(shelf.library, "pizza \x1b[2J", Screen(out, "en"))
    assert out.getvalue().startswith("The notes do not answer “pizza [2J”.")


def test_what_the_notes_have_otherwise_stands_beneath_the_card(tmp_path: Path) -> None:
    text = "# T {#t}\n> was: older\n\n- a\n  > was: b\n  > since: 2025\n  > now: c\n"
    (tmp_path / "deck.md").write_text(text, encoding="utf-8")
    assert drawn(Shelf([tmp_path / "deck.md"], []), "deck/t") == (
        "T\n"
        "  - a\n"
        "  The notes say: older. In fact: as this entry says.\n"
        "  What the notes have otherwise:\n"
        "  - a — The notes say: b. Since 2025: c\n"
    )
