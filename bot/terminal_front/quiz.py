"""Questions at a prompt: one after the other, each answered by letters or by typing, with the reasons at once."""

import re
from collections.abc import Sequence

from bot.study.facts import Fact
from bot.terminal_front.screen import Screen
from bot.tutor.practice import Outcome, Posed, answered
from bot.wording.questions import LETTERS, outcome_card, question_card
from bot.wording.terminal_quiz import words

_LETTERS = re.compile(r"[\s,、・>→-]+")


class Quiz:
    """One run of questions: which one is open, how many were right so far."""

    def __init__(self, posed: Sequence[Posed], screen: Screen) -> None:
        self._posed = tuple(posed)
        self._screen = screen
        self._number = 0
        self._right = 0
        self._tried = False

    @property
    def open(self) -> Posed | None:
        """The question that waits for an answer."""
        return self._posed[self._number] if self._number < len(self._posed) else None

    @property
    def last_facts(self) -> tuple[Fact, ...]:
        """The facts that the question before this one rests on."""
        return tuple(each.fact for each in self._posed[self._number - 1].facts) if self._number else ()

    def ask(self) -> None:
        """Show the open question; where there is none left, how it went."""
        said = words(self._screen.language)
        posed = self.open
        if posed is None:
            self._screen.say(said.done.format(right=self._right, count=len(self._posed)))
            return
        shown = question_card(posed, self._screen.language)
        self._screen.say(said.head.format(number=self._number + 1, count=len(self._posed), about=shown.about))
        self._screen.paragraphs(shown.text)
        self._screen.lettered(shown.options)
        self._screen.say(f"({shown.asked_for})")

    def respond(self, typed: str) -> None:
        """Grade an answer to the open question and ask the next one; what is no answer is asked for again."""
        posed = self.open
        if posed is None:
            return
        answer = read_answer(posed, typed)
        if answer is None:
            self._screen.say(
                words(self._screen.language).unclear.format(asked_for=question_card(posed, self._screen.language).asked_for)
            )
            return
        outcome = answered(posed, answer)
        if outcome.verdict.outcome == "close" and not self._tried:
            self._tried = True
            self._screen.say(outcome_card(outcome, self._screen.language).verdict)
            return
        self._tell(outcome)

    def skip(self) -> None:
        """Leave the open question unanswered, and go on."""
        self._next()

    def _tell(self, outcome: Outcome) -> None:
        self._right += outcome.verdict.correct
        self._screen.outcome(outcome_card(outcome, self._screen.language, final=True))
        self._next()

    def _next(self) -> None:
        self._number += 1
        self._tried = False
        self._screen.blank()
        self.ask()


def read_answer(posed: Posed, typed: str) -> Sequence[int] | str | None:
    """What was typed as an answer of the question's kind; None where it is none."""
    if posed.question.typed is not None:
        return typed.strip() or None
    parts = [part for part in _LETTERS.split(typed.strip().upper()) if part]
    letters = "".join(parts)
    known = LETTERS[: len(posed.options)]
    count = {"choose-two": 2, "order": len(posed.options)}.get(posed.question.kind, 1)
    if len(letters) != count or len(set(letters)) != count or not set(letters) <= set(known):
        return None
    return [known.index(letter) for letter in letters]
