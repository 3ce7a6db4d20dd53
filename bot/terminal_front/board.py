"""`/leaderboard` at the prompt: the boards of this computer's learners, and the way from one to the next."""

from bot.terminal_front.desk import Desk
from bot.terminal_front.screen import Screen
from bot.tutor.answering import Refusal
from bot.tutor.places import Board, Look, NoSeason, look_of
from bot.wording.boards import Named, board_card, rule
from bot.wording.terminal_boards import asks_rule, look_meant, turned, ways, words


class Boards:
    """Draws boards; the one that was drawn last is where `next` and `earlier` go on from."""

    def __init__(self, desk: Desk, screen: Screen) -> None:
        self._desk = desk
        self._screen = screen
        self._last: Look | None = None

    def show(self, typed: str) -> None:
        """The board that was asked for, or how points work."""
        language = self._screen.language
        said, turn = words(language), turned(typed, self._last or Look())
        look = turn or look_meant(typed)
        if asks_rule(typed):
            self._screen.say(*rule(language).split("\n"))
        elif look is None:
            self._screen.say(said.which_board)
        elif look.by == "group":
            self._screen.say(said.no_groups)
        else:
            self._find(look, turned=turn is not None)

    def _find(self, look: Look, *, turned: bool) -> None:
        said, found = words(self._screen.language), self._desk.board(look)
        if isinstance(found, Refusal):
            self._screen.say(said.not_read)
        elif isinstance(found, NoSeason):
            self._screen.say(said.no_season)
        elif turned and look_of(found) == self._last:
            self._screen.say(said.no_further)
        else:
            self._last = look_of(found)
            self._draw(found)

    def _draw(self, board: Board) -> None:
        language = self._screen.language
        card = board_card(board, language, terminal=True)
        lines = (f"{line.rank} {line.name} · {line.about}".strip() for line in card.lines)
        self._screen.bulleted(f"{card.title} · {card.about}", lines)
        for each in card.below:
            self._screen.say(_in_line(each) if isinstance(each, Named) else each)
        self._screen.say(ways(board, language))


def _in_line(named: Named) -> str:
    listed = ", ".join(f"{line.rank} {line.name} ({line.share})" for line in named.lines)
    return f"{named.heading}: {listed}"
