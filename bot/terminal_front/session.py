"""What is typed at the tutor's prompt -> cards and lists, and what the numbers on the screen mean."""

import logging
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from bot.study.facts import Fact
from bot.study.lookup import Suggestion
from bot.terminal_front.answering import place, shortened
from bot.terminal_front.desk import Desk
from bot.terminal_front.quiz import Quiz
from bot.terminal_front.screen import Numbered, Screen
from bot.terminal_front.standing import Standing, is_bare
from bot.tutor.explain import Answered, Explanation, Nothing, Placed, Several, explain, explain_fact
from bot.tutor.library import Library, Shelf
from bot.tutor.practice import practice
from bot.tutor.topic_names import topic_named
from bot.wording.cards import card, name
from bot.wording.terminal import Words, words
from bot.wording.terminal_quiz import words as quiz_words

log = logging.getLogger(__name__)

COMMANDS = (
    *("/topics", "/up", "/more", "/quiz", "/today", "/leaderboard", "/progress", "/settings", "/privacy"),
    *("/language", "/help", "/quit"),
)

QUESTIONS = 10
"""Questions of one run."""
MOST_ROWS = 30
"""Lines of a card before `/more`; a whole topic would push its beginning off the screen."""
MOST_SOURCES = 2
MOST_CHILDREN = 20
MOST_OTHERS = 3


class Session:
    """One learner's conversation: the card that is open and the numbered list last shown."""

    def __init__(self, shelf: Shelf, screen: Screen, desk: Desk | None = None) -> None:
        self._shelf = shelf
        self._screen = screen
        self._known = shelf.library
        self._open: Explanation | None = None
        self._numbers: tuple[str, ...] = ()
        self._offered: dict[str, str] = {}
        self._quiz: Quiz | None = None
        self._asked_about: tuple[Fact, ...] = ()
        self._commands: dict[str, Callable[[str], None]] = {
            "/topics": self._topics,
            "/up": self._up,
            "/more": self._more,
            "/quiz": self._begin_quiz,
            "/skip": lambda _: self._asked(Quiz.skip),
            "/stop": lambda _: self._stop_quiz(),
            "/explain": self._explain,
            "/language": self._language,
            "/lang": self._language,
            "/help": self._help,
        }
        self._standing = Standing(desk, screen) if desk is not None else None
        if self._standing is not None:
            self._commands |= self._standing.commands

    @property
    def library(self) -> Library:
        """The notes as they are now."""
        return self._shelf.library

    @property
    def screen(self) -> Screen:
        """Where the answers appear, and in which language."""
        return self._screen

    @property
    def _said(self) -> Words:
        return words(self._screen.language)

    def welcome(self) -> None:
        """What this is and what to type."""
        count = {"topics": len(self.library.base.topics()), "facts": len(self.library.base.facts)}
        self._screen.say(*(line.format(**count) for line in self._said.welcome))
        self._warn()

    def _warn(self) -> None:
        problems = len(self.library.problems)
        if problems:
            self._screen.say(self._said.problems.format(count=problems))
        if not self.library.base.facts:
            self._screen.say(self._said.no_facts)

    def remind(self) -> None:
        """How to leave: said when a line is given up."""
        self._screen.say(self._said.leave)

    def offer(self, suggestions: Iterable[Suggestion]) -> None:
        """Remember what a completion leads to, so that taking it opens that very fact."""
        self._offered.update((suggestion.label, suggestion.fact.key) for suggestion in suggestions)

    def respond(self, typed: str) -> bool:
        """Answer one line; whether the conversation goes on."""
        line = unicodedata.normalize("NFKC", typed).strip()
        if line.split(" ")[0] in {"/quit", "/exit"}:
            return False
        try:
            self._answer(typed.strip(), line)
        except Exception:
            log.exception("a line at the prompt could not be answered")
            self._screen.say(self._said.fault)
        self._offered.clear()
        return True

    def _answer(self, typed: str, line: str) -> None:
        self._notice_changes()
        offered = self._offered.get(typed)
        if offered is not None:
            self._show_fact(offered)
        elif line.startswith("/") or line.casefold() == "quiz" or (self._standing is not None and is_bare(line)):
            command, _, argument = line.partition(" ")
            self._command(command if command.startswith("/") else f"/{command.casefold()}", argument.strip())
        elif self._standing is not None and self._standing.open:
            self._standing.respond(typed)
        elif self._quiz is not None:
            self._asked(lambda quiz: quiz.respond(typed))
        elif line.isdecimal() and self._numbers and len(line) <= 3:
            self._pick(int(line))
        elif line:
            self._look_up(typed)

    def _command(self, typed: str, argument: str) -> None:
        """Run a command by its name or by a beginning that fits no other."""
        if self._standing is not None:
            self._standing.close()
        fitting = {run for name, run in self._commands.items() if name.startswith(typed)}
        if len(fitting) == 1:
            fitting.pop()(argument)
        else:
            self._screen.say(self._said.no_command.format(command=typed))

    def _begin_quiz(self, argument: str) -> None:
        """Ask questions of every topic, or of the one that is named."""
        topic = topic_named(self.library, argument) if argument else None
        posed = practice(self.library, secrets.token_hex(8), topic, QUESTIONS)
        said = quiz_words(self._screen.language)
        if not posed:
            self._screen.say(said.none)
            return
        self._quiz = Quiz(posed, self._screen)
        self._screen.say(said.how)
        self._quiz.ask()

    def _asked(self, turn: Callable[[Quiz], None]) -> None:
        """One turn of the quiz; after its last question words are looked up again."""
        if self._quiz is None:
            self._screen.say(quiz_words(self._screen.language).stopped)
            return
        turn(self._quiz)
        self._asked_about = self._quiz.last_facts
        if self._quiz.open is None:
            self._quiz = None

    def _stop_quiz(self) -> None:
        self._quiz = None
        self._screen.say(quiz_words(self._screen.language).stopped)

    def _explain(self, argument: str) -> None:
        """Look something up; without words, what the last question rested on."""
        if argument:
            self._look_up(argument)
        elif self._asked_about:
            self._show_fact(self._asked_about[0].key)
        else:
            self._screen.say(self._said.no_card)

    def _notice_changes(self) -> None:
        if self._known is not self.library:
            self._known = self.library
            self._screen.say(self._said.changed.format(facts=len(self.library.base.facts)))
            self._warn()

    def _look_up(self, query: str) -> None:
        match explain(self.library, query, self._screen.language):
            case Answered(best=best, others=others):
                self._show(best, others[:MOST_OTHERS])
            case Several(choices=choices, compared=compared):
                self._list(((self._said.compared if compared else self._said.several, self._places(choices)),))
            case Nothing(suggestions=suggestions):
                self._screen.say(self._said.nothing.format(query=shortened(query)))
                if suggestions:
                    self._list(((self._said.try_these, [(each.label, each.fact.key) for each in suggestions]),))
                else:
                    self._screen.say(self._said.nothing_near)

    def _show_fact(self, key: str) -> None:
        found = explain_fact(self.library, key, self._screen.language)
        if found is None:
            self._screen.say(self._said.gone)
        else:
            self._show(found)

    def _show(self, explanation: Explanation, others: Sequence[Placed] = (), *, whole: bool = False) -> None:
        language = self._screen.language
        self._open = explanation
        drawn = card(explanation, language)
        if whole or len(drawn.rows) + len(drawn.corrections) <= MOST_ROWS + 5:
            self._screen.card(drawn, most_sources=None if whole else MOST_SOURCES)
        else:
            self._screen.card(drawn, most_rows=MOST_ROWS, most_sources=MOST_SOURCES)
        self._list(
            (
                (self._said.beneath, self._names(explanation.children[:MOST_CHILDREN])),
                (self._said.others, self._places(others)),
                (self._said.related, self._places(explanation.related)),
            ),
            after_card=True,
        )

    def _list(self, groups: Iterable[tuple[str, Sequence[tuple[str, str]]]], *, after_card: bool = False) -> None:
        """Number the entries of these groups through, each entry once, and remember where numbers lead."""
        numbers: list[str] = []
        lists = []
        for heading, entries in groups:
            fresh = {key: label for label, key in entries if key not in numbers}
            if fresh:
                lists.append(Numbered(heading, tuple(fresh.values()), len(numbers) + 1))
                numbers.extend(fresh)
        self._numbers = tuple(numbers)
        if lists:
            if after_card:
                self._screen.blank()
            self._screen.numbered(lists)
            self._screen.say(self._said.pick)

    def _places(self, explanations: Iterable[Placed]) -> list[tuple[str, str]]:
        return [(place(each, self._screen.language), each.fact.key) for each in explanations]

    def _names(self, facts: Iterable[Fact]) -> list[tuple[str, str]]:
        return [(name(fact, self._screen.language), fact.key) for fact in facts]

    def _pick(self, number: int) -> None:
        if 1 <= number <= len(self._numbers):
            self._show_fact(self._numbers[number - 1])
        else:
            self._look_up_number(number)

    def _look_up_number(self, number: int) -> None:
        """A number past the list may be a query of its own ("504"); a small one is a slip."""
        if number > 99:
            self._look_up(str(number))
        else:
            self._screen.say(self._said.no_number.format(number=number, last=len(self._numbers)))

    def _topics(self, _: str) -> None:
        language = self._screen.language
        counted = self._said.facts
        groups = [
            (
                f"{self._said.topics}: {shelved.deck.title(language)}",
                [(f"{name(topic, language)} ({counted.format(count=count)})", topic.key) for topic, count in shelved.topics],
            )
            for shelved in self.library.shelves
        ]
        self._list(groups)
        self._warn()

    def _up(self, _: str) -> None:
        if self._open is None:
            self._screen.say(self._said.no_card)
        elif self._open.parent is None:
            self._screen.say(self._said.at_the_top)
        else:
            self._show_fact(self._open.parent.key)

    def _more(self, _: str) -> None:
        if self._open is None:
            self._screen.say(self._said.no_card)
        else:
            self._show(self._open, whole=True)

    def _language(self, argument: str) -> None:
        chosen = argument.casefold() or ("en" if self._screen.language == "ja" else "ja")
        if chosen in {"ja", "jp", "japanese", "日本語"}:
            self._screen.language = "ja"
        elif chosen in {"en", "english", "英語"}:
            self._screen.language = "en"
        else:
            self._screen.table(row for row in self._said.help if row[0].startswith("/language"))
            return
        self._screen.say(self._said.language)
        if self._open is not None:
            self._show_fact(self._open.fact.key)

    def _help(self, _: str) -> None:
        self._screen.table(self._said.help)
