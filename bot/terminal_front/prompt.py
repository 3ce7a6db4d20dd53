"""A terminal -> typed lines: completion as one types, and a history that outlives the session."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.styles import Style

from bot.study.facts import LANGUAGES
from bot.terminal_front.printable import printable
from bot.terminal_front.session import COMMANDS, Session
from bot.tutor.explain import suggest

log = logging.getLogger(__name__)

MOST_OFFERED = 25
LONGEST_TYPED = 200
"""Characters; nothing longer is completed."""

_STYLE = Style.from_dict(
    {
        "completion-menu.completion": "fg:default bg:default",
        "completion-menu.completion.current": "fg:default bg:default reverse",
    }
)


class Offers(Completer):
    """The same suggestions as anywhere else, and the commands after a slash."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What the text before the cursor may become."""
        typed = document.text_before_cursor.lstrip()
        if not typed or len(typed) > LONGEST_TYPED:
            return
        if typed.startswith("/"):
            yield from (Completion(text, start_position=-len(typed)) for text in _commands(typed))
            return
        found = suggest(self._session.library, typed, self._session.screen.language, limit=MOST_OFFERED)
        self._session.offer(found)
        for suggestion in found:
            yield Completion(suggestion.label, start_position=-len(typed), display=printable(suggestion.label))


def _commands(typed: str) -> Iterable[str]:
    every = (*COMMANDS, *(f"/language {language}" for language in LANGUAGES))
    return (command for command in every if command.startswith(typed) and command != typed)


class _FileHistory(FileHistory):
    """A history that is forgotten rather than in the way when the disk is full or the file is taken away."""

    def load_history_strings(self) -> Iterable[str]:
        try:
            return list(super().load_history_strings())
        except OSError as error:
            log.debug("the history cannot be read: %s", error)
            return []

    def store_string(self, string: str) -> None:
        try:
            super().store_string(string)
        except OSError as error:
            log.debug("the history cannot be written: %s", error)


def history(data: Path) -> History:
    """What was typed before, from a file in that folder; for this session only where it cannot be written."""
    path = data / "history"
    try:
        data.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        log.debug("the history stays in memory: %s", error)
        return InMemoryHistory()
    return _FileHistory(str(path))


def prompt_session(session: Session, data: Path) -> PromptSession[str]:
    """The prompt of the tutor."""
    return PromptSession(
        message="kotae> ",
        completer=Offers(session),
        complete_while_typing=True,
        history=history(data),
        style=_STYLE,
        reserve_space_for_menu=6,
    )
