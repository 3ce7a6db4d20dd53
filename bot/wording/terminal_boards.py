"""What the terminal says of today's question, of boards and of one's progress, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.study.periods import KINDS, Kind
from bot.tutor.progress import DomainShare, Progress, Share, TopicShare
from bot.wording.cards import name
from bot.wording.commands import PERIOD_CHOICES


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
    which_period: str
    no_season: str
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
        which_period="期間は 今日、今週、今月、シーズン、全期間 から選べます（today week month season all）。",
        no_season="ターミナルにはシーズンがありません。/leaderboard all で全期間を見られます。",
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
        which_period="Choose a period: today, week, month, season or all.",
        no_season="There are no seasons in the terminal. /leaderboard all shows all time.",
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


def period_meant(typed: str) -> Kind | None:
    """The period somebody typed, in either language; this week without a word, None where it is none."""
    typed = typed.strip().casefold() or "week"
    return next((kind for kind in KINDS if typed in {kind, PERIOD_CHOICES[kind].en.casefold(), PERIOD_CHOICES[kind].ja}), None)


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
