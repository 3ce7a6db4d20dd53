"""A board in words -> the private message it is looked at in, with ways to its other pages, periods and kinds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.discord_front import layout
from bot.discord_front.board_ids import written
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import foreign
from bot.study.facts import Language
from bot.study.periods import KINDS
from bot.tutor.places import BYS, Board, GroupBoard, Look, TopicBoard, look_of
from bot.wording.board_words import WORDS
from bot.wording.boards import LONGEST_NAME, BoardCard, Line, Named, board_card, inside_lines, inside_remark
from bot.wording.commands import BY_CHOICES, PERIOD_CHOICES, Text

LENGTHS = (LONGEST_NAME, 20, 12)
"""Characters of a name that are tried in turn until the message fits."""


def board_view(board: Board, language: Language) -> Message:
    """The message."""
    card, look = board_card(board, language), look_of(board)
    texts = fitted(lambda most: [_head(card), *_places(card, most), *_inside(board, language, most), *_below(card, most)])
    rows = [_menus(look, language), _pages(card, look, language), _ways(board, card, look, language)]
    return layout.message([*map(layout.text, texts), *(each for row in rows for each in row)])


def fitted(texts: Callable[[int], list[str]]) -> list[str]:
    """The texts with names as long as all of it has room: every mark in a name takes two characters."""
    made = (texts(most) for most in LENGTHS)
    return next((each for each in made if sum(map(len, each)) <= layout.LONGEST_TEXT), texts(LENGTHS[-1]))


def no_season(look: Look, language: Language) -> Message:
    """There is none to look at, and menus to look at something else."""
    return layout.message([layout.text(WORDS[language].no_season), *_menus(look, language)])


def title(card: BoardCard) -> str:
    """The heading of a board, a season's name in it made harmless."""
    return card.title.format(name=foreign(layout.cut(" ".join(card.season.split()), 60))) if card.season else card.title


def _head(card: BoardCard) -> str:
    return f"## {title(card)}\n{layout.small(card.about)}"


def _places(card: BoardCard, most: int) -> Iterable[str]:
    if card.lines:
        yield "\n".join(_line(line, most) for line in card.lines)


def _line(line: Line, most: int) -> str:
    """`**1.** Name · 120 points`: a bare number at the start would be renumbered as a list, and ties with it."""
    rank = f"**{line.rank}** " if line.rank else ""
    named = foreign(layout.cut(line.name, most)) or "…"
    return f"{rank}{f'**{named}**' if line.mine else named} · {line.about}"


def _inside(board: Board, language: Language, most: int) -> Iterable[str]:
    if not isinstance(board, GroupBoard) or board.own is None:
        return
    heading = WORDS[language].inside.format(name=foreign(layout.cut(" ".join(board.own.split()), 60)))
    lines = [_line(line, most) for line in inside_lines(board, language)]
    yield "\n".join(filter(None, [f"**{heading}**", *lines, inside_remark(board, language)]))


def _below(card: BoardCard, most: int) -> Iterable[str]:
    for each in card.below:
        yield each if isinstance(each, str) else _names(each, most)


def _names(named: Named, most: int) -> str:
    """A heading and names behind it, in one line."""
    said = (
        " ".join(filter(None, (each.rank, foreign(each.name[:most]), f"({each.share})" if each.share else ""))) or each.about
        for each in named.lines
    )
    listed = ", ".join(said)
    return layout.small(f"{named.heading}: {listed}" if named.heading else _line(named.lines[0], most))


def _menus(look: Look, language: Language) -> Iterable[Component]:
    words = WORDS[language]
    yield layout.menu(written("by", look), words.choose_by, _options(BYS, BY_CHOICES, language), chosen=(look.by,))
    kinds = _options(KINDS, PERIOD_CHOICES, language)
    yield layout.menu(written("period", look), words.choose_period, kinds, chosen=(look.kind,) if not look.back else ())


def _options(values: Iterable[str], texts: Mapping[str, Text], language: Language) -> list[layout.Option]:
    return [(value, texts[value].ja if language == "ja" else texts[value].en, "") for value in values]


def _pages(card: BoardCard, look: Look, language: Language) -> Iterable[Component]:
    """Buttons to the page before and the next one, where there are any."""
    words, made = WORDS[language], list[Component]()
    if card.page + 1 < card.pages:
        label = words.next.format(page=card.page + 2, pages=card.pages)
        made.append(layout.button(label, written("next", replace(look, page=card.page + 1)), strong=True))
    if card.page:
        label = words.before.format(page=card.page, pages=card.pages)
        made.append(layout.button(label, written("before", replace(look, page=card.page - 1))))
    if made:
        yield layout.row(*made)


def _ways(board: Board, card: BoardCard, look: Look, language: Language) -> Iterable[Component]:
    """Buttons to the period before and after, to the rule, and to a picture."""
    words, shown, made = WORDS[language], board.shown, list[Component]()
    if shown.older:
        made.append(layout.button(words.earlier[look.kind], written("earlier", Look(look.kind, look.by, look.back + 1))))
    if shown.back:
        made.append(layout.button(words.later[look.kind], written("later", Look(look.kind, look.by, look.back - 1))))
    if not isinstance(board, TopicBoard):
        made.append(layout.button(words.how, written("how", look)))
    if card.lines:
        made.append(layout.button(words.picture, written("picture", look)))
    yield from layout.rows(made)
