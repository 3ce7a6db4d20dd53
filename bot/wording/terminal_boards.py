"""What the terminal says of today's question, of boards and of one's progress, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.study.facts import Language
from bot.study.periods import KINDS, Kind
from bot.tutor.places import Board, By, Look
from bot.tutor.progress import DomainShare, Progress, Share, TopicShare
from bot.wording.board_words import WORDS as BOARDS
from bot.wording.cards import name
from bot.wording.commands import BY_CHOICES, PERIOD_CHOICES


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language, for `str.format`."""

    today: str
    nothing_to_ask: str
    not_kept: str
    not_read: str
    recorded: str
    already: str
    closed: str
    unclear: str
    which_board: str
    no_season: str
    no_groups: str
    no_further: str
    progress: str
    nothing_yet: str
    share: str
    streak: str
    no_streak: str
    strongest: str
    weakest: str
    domain: str
    domain_weighed: str
    study_next: str


_WORDS: Mapping[Language, Words] = {
    "ja": Words(
        today="今日の問題　{about}",
        nothing_to_ask="出題できる問題がありません。",
        not_kept="データベースに書き込めないため、答えを記録できませんでした。もう一度どうぞ。",
        not_read="データベースを読めないため、いまは確認できません。",
        recorded="記録しました。{lines}",
        already="今日の問題にはもう答えています。数えるのは最初の答えです。",
        closed="この問題の日は終わりました。これは練習で、記録されません。/today で新しい問題が出ます。",
        unclear="答えとして読めませんでした。{asked_for}。",
        which_board="期間は today week month all（今日 今週 今月 全期間）、並べ方は members topics（メンバー トピック）です。"
        "例: /leaderboard month topics。点数のしくみは /leaderboard rule。",
        no_season="ターミナルにはシーズンがありません。/leaderboard all で全期間を見られます。",
        no_groups="学習グループは Discord のサーバーのもので、ターミナルにはありません。/leaderboard members か "
        "/leaderboard topics を見られます。",
        no_further="その先はありません。",
        progress="これまでの成績",
        nothing_yet="まだ何も答えていません。/today で今日の問題に答えられます。",
        share="{answered} 問中 {right} 問正解（{percent} %）",
        streak="連続 {count} 日（最長 {best} 日）、フリーズ {freezes} 個",
        no_streak="連続記録は途切れています（最長 {best} 日）。フリーズ {freezes} 個",
        strongest="得意: {name} {percent} %",
        weakest="苦手: {name} {percent} %",
        domain="分野 {name}: {share}",
        domain_weighed="分野 {name}: {share}、試験での割合 {weight} %",
        study_next="次に見直すとよいもの",
    ),
    "en": Words(
        today="Today's question · {about}",
        nothing_to_ask="There is no question to ask.",
        not_kept="Your answer was not recorded: the database cannot be written. Please try again.",
        not_read="The database cannot be read just now.",
        recorded="Recorded. {lines}",
        already="You have answered today's question already: the first answer counts.",
        closed="The day of this question is over, so this was practice: it is not recorded. /today has a new one.",
        unclear="That is no answer to this. Give {asked_for}.",
        which_board="Choose a period (today, week, month or all) and whose board: members or topics. For example: "
        "/leaderboard month topics. How points work: /leaderboard rule.",
        no_season="There are no seasons in the terminal. /leaderboard all shows all time.",
        no_groups="Study groups belong to Discord servers: there are none in the terminal. Look at /leaderboard members or "
        "/leaderboard topics.",
        no_further="There is nothing further that way.",
        progress="How you are doing",
        nothing_yet="Nothing is answered yet. /today asks today's question.",
        share="{right} of {answered} right ({percent} %)",
        streak="Days in a row: {count} (at best {best}); freezes: {freezes}",
        no_streak="No streak just now (days in a row at best: {best}); freezes: {freezes}",
        strongest="Strongest: {name}, {percent} %",
        weakest="Weakest: {name}, {percent} %",
        domain="Domain {name}: {share}",
        domain_weighed="Domain {name}: {share}, {weight} % of the exam",
        study_next="To look at next",
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


_RULE = {"rule", "how", "points", "しくみ", "点数のしくみ"}
_TURNS: Mapping[str, Callable[[Look], Look]] = {
    "next": lambda last: replace(last, page=last.page + 1),
    "previous": lambda last: replace(last, page=max(last.page - 1, 0)),
    "earlier": lambda last: Look(last.kind, last.by, last.back + 1),
    "later": lambda last: Look(last.kind, last.by, max(last.back - 1, 0)),
}
_TURNED = {"次": "next", "前": "previous", "前の期間": "earlier", "次の期間": "later"}
_BYS: Mapping[By, tuple[str, ...]] = {"member": ("members",), "group": ("groups", "グループ"), "topic": ("topics",)}


def asks_rule(typed: str) -> bool:
    """Whether somebody wants to know how points work."""
    return typed.strip().casefold() in _RULE


def turned(typed: str, last: Look) -> Look | None:
    """The board beside the `last` one that somebody typed the way to, or that one itself; None where it is no way."""
    word = typed.strip().casefold()
    turn = _TURNS.get(_TURNED.get(word, word))
    return turn(last) if turn is not None else None


def look_meant(typed: str) -> Look | None:
    """The board somebody typed in either language, a period and whose (`month topics`); None where it is none.

    Members, this week, where nothing else is said.
    """
    rest = " ".join(typed.casefold().split())
    kind: Kind | None = None
    by: By | None = None
    while rest:
        phrase = next((each for each in _PHRASES if f"{rest} ".startswith(f"{each} ")), None)
        found = _PHRASES.get(phrase or "")
        if found is None or phrase is None or (kind if found[0] else by) is not None:
            return None
        kind, by = found[0] or kind, found[1] or by
        rest = rest[len(phrase) :].lstrip()
    return Look(kind or "week", by or "member")


def is_board(typed: str) -> bool:
    """Whether that may stand behind `/leaderboard`."""
    return asks_rule(typed) or turned(typed, Look()) is not None or look_meant(typed) is not None


def _phrases() -> Mapping[str, tuple[Kind | None, By | None]]:
    """What a period and a kind of board may be called, the longest first."""
    found: dict[str, tuple[Kind | None, By | None]] = {}
    for kind in KINDS:
        found |= dict.fromkeys((kind, PERIOD_CHOICES[kind].en.casefold(), PERIOD_CHOICES[kind].ja), (kind, None))
    for by, more in _BYS.items():
        found |= dict.fromkeys((by, BY_CHOICES[by].en.casefold(), BY_CHOICES[by].ja, *more), (None, by))
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


_PHRASES = _phrases()


def ways(board: Board, language: Language) -> str:
    """What to type to see more, in one line."""
    words, kind = BOARDS[language], board.shown.period.kind
    made: list[tuple[str, str]] = []
    if board.page + 1 < board.pages:
        made.append((words.next.format(page=board.page + 2, pages=board.pages), "next"))
    if board.page:
        made.append((words.before.format(page=board.page, pages=board.pages), "previous"))
    if board.shown.older:
        made.append((words.earlier[kind], "earlier"))
    if board.shown.back:
        made.append((words.later[kind], "later"))
    made.append((words.how, "rule"))
    return " · ".join(f"{label}: /leaderboard {typed}" for label, typed in made)


def progress_lines(found: Progress, language: Language) -> list[str]:
    """How a learner is doing, a line for each thing."""
    said = _WORDS[language]
    lines = [_share(found.total, said)]
    if (streak := found.streak) is not None:
        phrase = said.streak if streak.length else said.no_streak
        lines.append(phrase.format(count=streak.length, best=streak.best, freezes=streak.freezes))
    lines += [_topic(said.strongest, each, language) for each in (found.strongest,) if each is not None]
    lines += [_topic(said.weakest, each, language) for each in (found.weakest,) if each is not None]
    return lines + [_domain(each, said, language) for each in found.domains if each.share.answered]


def _share(share: Share, said: Words) -> str:
    return said.share.format(answered=share.answered, right=share.right, percent=round(100 * share.part))


def _topic(phrase: str, found: TopicShare, language: Language) -> str:
    return phrase.format(name=name(found.topic, language), percent=round(100 * found.share.part))


def _domain(found: DomainShare, said: Words, language: Language) -> str:
    called = found.domain.name(language)
    if found.weight is None:
        return said.domain.format(name=called, share=_share(found.share, said))
    return said.domain_weighed.format(name=called, share=_share(found.share, said), weight=found.weight)
