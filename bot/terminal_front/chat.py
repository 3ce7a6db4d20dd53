"""The terminal tutor: a conversation at a prompt, or lines from a pipe answered one after the other."""

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.study.facts import Language
from bot.terminal_front.desk import Desk
from bot.terminal_front.quiz import Quiz
from bot.terminal_front.screen import Screen
from bot.terminal_front.session import Session
from bot.tutor.library import Shelf
from bot.tutor.practice import Posed

REREAD_EVERY = 2.0
"""Seconds between looks at the files: whoever writes notes with the tutor open sees them at once."""


def chat(
    shelf: Shelf,
    data: Path,
    language: Language,
    *,
    notice: str = "",
    piped: Iterable[str] | None = None,
    desk: Desk | None = None,
) -> int:
    """Talk until the learner leaves, or answer the piped lines; the exit status. `notice` is said first.

    `desk` keeps what they answer to today's question; without one there is none.
    """
    session = Session(shelf, Screen(sys.stdout, language), desk)
    if piped is not None:
        _read_through(session, piped)
    else:
        if notice:
            session.screen.say(notice)
        asyncio.run(_converse(session, shelf, data))
    return 0


def practise(posed: Sequence[Posed], language: Language, *, piped: Iterable[str] | None = None) -> int:
    """Ask these questions, from a prompt or of piped lines; the exit status."""
    quiz = Quiz(posed, Screen(sys.stdout, language))
    quiz.ask()
    for line in _typed() if piped is None else piped:
        if line.strip() in {"/stop", "/quit"}:
            break
        if line.strip() == "/skip":
            quiz.skip()
        elif line.strip():
            quiz.respond(line)
        sys.stdout.flush()
        if quiz.open is None:
            break
    return 0


def _typed() -> Iterator[str]:
    """Lines from the terminal, until it is closed."""
    from prompt_toolkit import PromptSession

    prompt: PromptSession[str] = PromptSession(message="> ")
    while True:
        try:
            yield prompt.prompt()
        except (KeyboardInterrupt, EOFError):
            return


def _read_through(session: Session, lines: Iterable[str]) -> None:
    for line in lines:
        if not line.strip():
            continue
        if not session.respond(line):
            return
        session.screen.blank()
        sys.stdout.flush()


async def _converse(session: Session, shelf: Shelf, data: Path) -> None:
    from bot.terminal_front.prompt import prompt_session  # not needed, nor loaded, in a pipe

    prompt = prompt_session(session, data)
    watching = asyncio.create_task(shelf.watch(REREAD_EVERY, asyncio.Event()))
    session.welcome()
    try:
        while True:
            try:
                line = await prompt.prompt_async()
            except KeyboardInterrupt:
                session.remind()
                continue
            except EOFError:
                return
            await shelf.refresh()
            if not session.respond(line):
                return
    finally:
        watching.cancel()
