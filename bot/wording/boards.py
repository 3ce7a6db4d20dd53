"""A board -> its lines in Japanese or English, drawn by either front. Names in them are untrusted text and stand apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.study import scoring
from bot.study.facts import Language
from bot.study.periods import Period, day
from bot.tutor.places import (
    LEAST_ANSWERED,
    LEAST_MEMBERS,
    Board,
    GroupBoard,
    GroupPlace,
    MemberBoard,
    Place,
    Shown,
    TopicBoard,
    TopicPlace,
)
from bot.wording.board_words import WORDS, Words
from bot.wording.cards import name as fact_name

LONGEST_NAME = 32
MOST_NAMES = 10
"""Names of groups without a place that are listed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place: its rank in words (empty: none), whose it is, and what stands behind the name.

    `amount` is what a bar of it is as long as, `share` that amount in words.
    """

    rank: str
    name: str
    about: str
    mine: bool = False
    amount: float = 0.0
    share: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A heading and names of people or groups in one line, each with what stands behind it."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A board in words. `season` is its name (untrusted), which `title` has a `{name}` for.

    `below` are remarks and lists of names beneath the places, in order; `most` is what a whole bar stands for.
    """

    title: str
    season: str
    about: str
    lines: tuple[Line, ...]
    below: tuple[str | Named, ...]
    page: int
    pages: int
    most: float


def board_card(board: Board, language: Language, *, terminal: bool = False) -> BoardCard:
    """The words of a board. In a terminal commands have their own names, and there are no organisers."""
    words, shown = WORDS[language], board.shown
    if terminal:
        words = replace(words, today="/today", settings="/settings", begin="")
    if isinstance(board, MemberBoard):
        lines, below = _members(board, words)
    elif isinstance(board, GroupBoard):
        lines, below = _groups(board, words)
    else:
        lines, below = (
            [_topic(place, language) for place in board.places],
            [] if board.places else [words.no_topics.format(today=words.today)],
        )
    title = f"{words.title} · {period_name(shown, language)}"
    about = " · ".join(filter(None, (words.by[shown.by], _days(shown, words), _pages(board, words))))
    season = shown.season.name if shown.season is not None else ""
    most = 100.0 if isinstance(board, TopicBoard) else max((line.amount for line in lines), default=0.0)
    return BoardCard(title, season, about, tuple(lines), tuple(below), board.page, board.pages, most)


def period_name(shown: Shown, language: Language) -> str:
    """What a period is called; a season's has `{name}` in it."""
    words, period = WORDS[language], shown.period
    if shown.season is not None:
        return words.season
    if shown.back == 0 or period.first is None:
        return words.now[period.kind]
    if shown.back == 1:
        return words.previous[period.kind]
    if period.kind == "week":
        return words.week_of.format(first=period.first.isoformat())
    return period.first.isoformat() if period.kind == "today" else f"{period.first:%Y-%m}"


def _days(shown: Shown, words: Words) -> str:
    """From when to when, where the name does not say it."""
    if shown.since is not None:
        phrase = words.season_runs if shown.until is None else words.season_over
        return phrase.format(start=shown.since, end=shown.until)
    if shown.period.first is None or shown.period.last is None:
        return ""
    if shown.period == day(shown.period.first):
        return shown.period.first.isoformat() if shown.back < 2 else ""
    return words.days.format(first=shown.period.first.isoformat(), last=shown.period.last.isoformat())


def _is_over(shown: Shown) -> bool:
    """Whether no answer counts in this period any more."""
    return shown.back > 0 or shown.until is not None


def _pages(board: Board, words: Words) -> str:
    return words.page.format(page=board.page + 1, pages=board.pages) if board.pages > 1 else ""


def _members(board: MemberBoard, words: Words) -> tuple[list[Line], list[str | Named]]:
    compared = bool(board.winners)
    lines = [_member(place, words, compared=compared) for place in board.places]
    below: list[str | Named] = []
    if not board.places:
        below.append(
            words.nobody_past if _is_over(board.shown) else f"{words.nobody} {words.begin}".strip().format(today=words.today)
        )
    if board.places or board.off:
        below.append(_own(board, words, compared=compared))
    below += _winners(board.shown.period, [_member(place, words) for place in board.winners], words)
    if board.server_streak and not board.shown.back:
        streak = words.streak if board.server_streak > 1 else words.streak_one
        below.append(streak.format(count=board.server_streak))
    return lines, below


def _own(board: MemberBoard, words: Words, *, compared: bool) -> str:
    """Where the viewer stands, or why nowhere."""
    own = board.own
    if board.off is not None:
        return _off(board.off, own.points if own is not None else 0, words)
    if own is None or own.rank is None:
        return words.own_none_past if _is_over(board.shown) else words.own_none.format(today=words.today)
    said = words.own.format(rank=own.rank, count=f"{board.members:,}", points=points_words(own.points, words))
    return " · ".join(filter(None, (said, _moved(own.moved, words) if compared else "")))


def _member(place: Place, words: Words, *, compared: bool = False) -> Line:
    share = points_words(place.points, words)
    moved = _moved(place.moved, words) if compared else ""
    about = " · ".join(filter(None, (share, moved, words.you if place.mine else "")))
    rank = words.rank.format(rank=place.rank) if place.rank is not None else ""
    return Line(rank, _short(place.name) or words.nameless, about, place.mine, place.points, share)


def _groups(board: GroupBoard, words: Words) -> tuple[list[Line], list[str | Named]]:
    compared = bool(board.winners)
    lines = [_group(place, words, compared=compared) for place in board.places]
    below: list[str | Named] = []
    if not board.places and not board.others and _is_over(board.shown):
        below.append(words.nobody_past)
    if board.own_place is not None and board.own_place not in board.places:
        below.append(Named("", (_group(board.own_place, words, compared=compared),)))
    if board.others:
        names = [Line("", _short(name), "") for name in board.others[:MOST_NAMES]]
        beyond = len(board.others) - len(names)
        heading = words.too_few.format(members=LEAST_MEMBERS, answers=LEAST_ANSWERED)
        below.append(Named(heading, (*names, *([Line("", "", words.more.format(count=beyond))] if beyond else []))))
    elif not board.places and not _is_over(board.shown):
        below.append(words.no_groups)
    below += _winners(board.shown.period, [_group(place, words) for place in board.winners], words)
    if board.own is None:
        below += [words.no_group] if board.places or board.others else []
    return lines, below


def inside_lines(board: GroupBoard, language: Language) -> tuple[Line, ...]:
    """The board inside the viewer's own group."""
    return tuple(_member(place, WORDS[language]) for place in board.inside)


def inside_remark(board: GroupBoard, language: Language) -> str:
    """Why the viewer is not on it, or that nobody is; empty where there is nothing to say."""
    words = WORDS[language]
    if board.off is not None:
        return _off(board.off, board.points_inside, words)
    return "" if board.inside else words.nobody_in


def _off(why: str, points: int, words: Words) -> str:
    return words.off[why].format(points=points_words(points, words), settings=words.settings)


def _group(place: GroupPlace, words: Words, *, compared: bool = False) -> Line:
    share = words.mean.format(mean=f"{place.mean:,.1f}", count=place.counted)
    moved = _moved(place.moved, words) if compared else ""
    about = " · ".join(filter(None, (share, moved, words.your_group if place.mine else "")))
    return Line(words.rank.format(rank=place.rank), _short(place.name), about, place.mine, place.mean, share)


def _topic(place: TopicPlace, language: Language) -> Line:
    words, percent = WORDS[language], round(100 * place.right / place.answered)
    share = words.share.format(percent=percent, right=place.right, answered=place.answered)
    own = words.own_share.format(right=place.own_right, answered=place.own_answered) if place.own_answered else ""
    called = fact_name(place.topic, language) if place.topic is not None else words.other_questions
    return Line("", _short(called), " · ".join(filter(None, (share, own))), amount=percent, share=share)


def _winners(period: Period, lines: Sequence[Line], words: Words) -> list[str | Named]:
    return [Named(words.winners[period.kind], tuple(lines))] if lines else []


def _moved(places: int | None, words: Words) -> str:
    """How many places somebody gained since the period before: in words, since arrows are not read aloud."""
    if places is None:
        return words.new
    if not places:
        return words.same
    return (words.up if places > 0 else words.down).format(count=abs(places))


def points_words(count: int, words: Words) -> str:
    """So many points."""
    return (words.points_one if count == 1 else words.points).format(count=f"{count:,}")


def rule(language: Language) -> str:
    """The whole rule of scoring, in three sentences."""
    amounts = {"easy": scoring.RIGHT[1], "middle": scoring.RIGHT[2], "hard": scoring.RIGHT[3]}
    amounts |= {"tried": scoring.TRIED, "bonus": scoring.MOST_BONUS}
    return "\n".join(sentence.format(**amounts) for sentence in WORDS[language].rule)


def _short(name: str) -> str:
    """A name on one line, as long as a phone shows."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
