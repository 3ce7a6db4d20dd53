"""`/today` and `/progress` at the prompt: today's question, and what came of the answers so far. And whatever goes with them."""

from collections.abc import Callable, Mapping

from bot.terminal_front.answering import place
from bot.terminal_front.board import Boards
from bot.terminal_front.desk import Desk
from bot.terminal_front.own import Own
from bot.terminal_front.quiz import read_answer
from bot.terminal_front.screen import Screen
from bot.tutor.answering import Counted, Refusal, Told, TryAgain
from bot.tutor.explain import placed
from bot.tutor.rounds import AskedRound
from bot.wording.questions import outcome_card, question_card
from bot.wording.rounds import counted_words
from bot.wording.terminal_boards import Words, is_board, progress_lines, words


class Standing:
    """The question that waits for an answer, if one does, and what draws the rest."""

    def __init__(self, desk: Desk, screen: Screen) -> None:
        self._desk = desk
        self._screen = screen
        self._asked: AskedRound | None = None
        self._tried = False

    @property
    def commands(self) -> Mapping[str, Callable[[str], None]]:
        """What answers each command, given what was typed behind it."""
        return {
            "/today": self.today,
            "/leaderboard": Boards(self._desk, self._screen).show,
            "/progress": self.progress,
            "/settings": Own(self._desk, self._screen).settings,
            "/privacy": Own(self._desk, self._screen).privacy,
        }

    @property
    def open(self) -> bool:
        """Whether today's question waits for an answer."""
        return self._asked is not None

    @property
    def _said(self) -> Words:
        return words(self._screen.language)

    def close(self) -> None:
        """Something else is asked for: what is typed is no answer to today's question any more."""
        self._asked = None

    def today(self, _: str) -> None:
        """Ask today's question, or say what was answered to it."""
        found = self._desk.today()
        if found is None or isinstance(found, Refusal):
            self._screen.say(self._said.nothing_to_ask if found is None else self._said.not_read)
            return
        asked, before = found
        if before is not None:
            self._tell(before)
            return
        self._asked, self._tried = asked, False
        shown = question_card(asked.posed, self._screen.language)
        self._screen.say(self._said.today.format(about=shown.about))
        self._screen.paragraphs(shown.text)
        self._screen.lettered(shown.options)
        self._screen.say(f"({shown.asked_for})")

    def respond(self, typed: str) -> None:
        """Take an answer to today's question; what is none is asked for again."""
        asked = self._asked
        if asked is None:
            return
        given = read_answer(asked.posed, typed)
        if given is None:
            self._screen.say(self._said.unclear.format(asked_for=question_card(asked.posed, self._screen.language).asked_for))
            return
        told = self._desk.answer(asked, given, tried=self._tried)
        if isinstance(told, Refusal):
            self._screen.say(self._said.not_kept)
        elif isinstance(told, TryAgain):
            self._tried = True
            self._screen.say(outcome_card(told.outcome, self._screen.language).verdict)
        else:
            self.close()
            self._tell(told)

    def _tell(self, told: Told) -> None:
        language = self._screen.language
        self._screen.outcome(outcome_card(told.outcome, language, final=True))
        if not isinstance(told, Counted):
            self._screen.say(self._said.closed)
            return
        first, *others = counted_words(told, language, points=True) or [""]
        self._screen.say((self._said.recorded.format(lines=first) if told.is_new else self._said.already).strip(), *others)

    def progress(self, _: str) -> None:
        """How one is doing, and what to look at next."""
        found = self._desk.progress()
        if isinstance(found, Refusal):
            self._screen.say(self._said.not_read)
        elif not found.total.answered:
            self._screen.say(self._said.nothing_yet)
        else:
            language, library = self._screen.language, self._desk.shelf.library
            self._screen.bulleted(self._said.progress, progress_lines(found, language))
            if found.study_next:
                self._screen.bulleted(
                    self._said.study_next, (place(placed(library, each), language) for each in found.study_next)
                )


def is_bare(line: str) -> bool:
    """Whether a line is one of these commands without its slash: alone, or with what a board is to show."""
    command, _, argument = line.casefold().partition(" ")
    if command == "leaderboard":
        return is_board(argument)
    return line.casefold() in {"today", "progress"}
