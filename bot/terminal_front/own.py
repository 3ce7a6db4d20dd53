"""`/settings` and `/privacy` at the prompt: how one appears on this computer's boards, and what is kept of one."""

from bot.terminal_front.desk import Desk
from bot.terminal_front.screen import Screen
from bot.tutor.answering import Refusal as Unread
from bot.tutor.appearance import Appearance, Refusal
from bot.wording.appearance import WORDS as APPEARANCE
from bot.wording.terminal_boards import words as board_words
from bot.wording.terminal_own import Words, appearance_lines, deleted, renamed, unchanged, words


class Own:
    """Shows and changes what is one's own."""

    def __init__(self, desk: Desk, screen: Screen) -> None:
        self._desk = desk
        self._screen = screen

    @property
    def _said(self) -> Words:
        return words(self._screen.language)

    def settings(self, typed: str) -> None:
        """How one appears, changed first where that was asked for."""
        language = self._screen.language
        what, _, name = typed.partition(" ")
        match what.casefold():
            case "alias":
                found = self._desk.call(name)
                remark = "" if isinstance(found, Refusal) else renamed(found, language)
            case "hide":
                found, remark = self._desk.hide(hidden=True), APPEARANCE[language].now_hidden
            case "show":
                found, remark = self._desk.hide(hidden=False), APPEARANCE[language].now_shown
            case _:
                found, remark = self._desk.appearance(), ""
        self._appear(found, remark)

    def _appear(self, found: Appearance | Refusal, remark: str) -> None:
        language = self._screen.language
        if isinstance(found, Refusal):
            self._screen.say(unchanged(found, language))
            return
        if remark:
            self._screen.say(remark)
        self._screen.bulleted(APPEARANCE[language].title, appearance_lines(found, language))
        self._screen.say(self._said.settings)

    def privacy(self, typed: str) -> None:
        """A file with everything that is kept of one, or its deletion, which is asked for once."""
        match typed.casefold().split():
            case ["export"]:
                self._export()
            case ["delete"]:
                self._screen.say(self._said.ask.format(name=self._desk.here.name))
            case ["delete", "everything"]:
                done = self._desk.delete()
                self._screen.say(deleted(self._screen.language) if done else self._said.not_deleted)
            case _:
                self._screen.say(self._said.privacy)

    def _export(self) -> None:
        found = self._desk.export()
        if isinstance(found, Unread):
            self._screen.say(board_words(self._screen.language).not_read)
        elif found.written:
            self._screen.say(self._said.exported.format(path=found.path))
        else:
            self._screen.say(self._said.not_exported.format(path=found.path))
