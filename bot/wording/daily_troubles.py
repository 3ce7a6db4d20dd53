"""What went wrong with a daily question and why it is paused, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.tutor.dailies import NEEDED
from bot.tutor.records import Daily
from bot.wording.daily import permission_names


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`.

    `problems` are what went wrong last, `remedies` what comes of it while it is not solved; `reasons` are of pauses.
    """

    problems: Mapping[str, str]
    remedies: Mapping[str, str]
    reasons: Mapping[str, str]
    missing_named: str
    solved: str
    then: str


_WORDS: Mapping[Language, Words] = {
    "en": Words(
        problems={
            "discord": "Discord did not take the question.",
            "unseen": "So many messages have come since that I cannot see whether the question is there.",
            "fault": "Something went wrong on my side with the question, and it has been recorded.",
            "nothing": "There was no question to ask on these topics.",
            "zone": "This machine did not know the time zone.",
            "reveal_discord": "Discord did not take the answer of a question that has closed.",
            "reveal_unseen": "So many messages have come since that I cannot see whether the answer of a question is there.",
            "reveal_fault": "Something went wrong on my side with the answer of a question, and it has been recorded.",
        },
        remedies={
            "discord": "I keep trying.",
            "unseen": "I do not post it again.",
            "fault": "I keep trying.",
            "nothing": "Add some, or choose others with /daily setup.",
            "zone": "Choose another with /daily setup.",
            "reveal_discord": "I keep trying for a week.",
            "reveal_unseen": "I do not post it again.",
            "reveal_fault": "I keep trying for a week.",
        },
        reasons={
            "organiser": "an organiser paused it",
            "no_channel": "the channel is gone",
            "no_access": "Discord does not let me post there. It takes {permissions}, and that I am not timed out",
        },
        missing_named="I lack a permission there: {permissions}",
        solved="Solved {at}.",
        then="{problem} {then}",
    ),
    "ja": Words(
        problems={
            "discord": "Discord に問題を投稿できませんでした。",
            "unseen": "その後のメッセージが多すぎて、問題が出ているか確かめられません。",
            "fault": "出題でこちらの不具合がありました（記録しました）。",
            "nothing": "このトピックには出題できる問題がありませんでした。",
            "zone": "このマシンの知らないタイムゾーンでした。",
            "reveal_discord": "Discord に正解発表を投稿できませんでした。",
            "reveal_unseen": "その後のメッセージが多すぎて、正解発表が出ているか確かめられません。",
            "reveal_fault": "正解発表でこちらの不具合がありました（記録しました）。",
        },
        remedies={
            "discord": "再試行を続けます。",
            "unseen": "重ねて出すことはしません。",
            "fault": "再試行を続けます。",
            "nothing": "/毎日の問題 設定（daily setup）で変えてください。",
            "zone": "/毎日の問題 設定（daily setup）で変えてください。",
            "reveal_discord": "1 週間は再試行を続けます。",
            "reveal_unseen": "重ねて出すことはしません。",
            "reveal_fault": "1 週間は再試行を続けます。",
        },
        reasons={
            "organiser": "運営者が止めました",
            "no_channel": "チャンネルがなくなりました",
            "no_access": "Discord に投稿を断られました。必要なのは権限（{permissions}）と、私がタイムアウトされていないことです",
        },
        missing_named="そのチャンネルで権限が足りません: {permissions}",
        solved="{at} に解消しました。",
        then="{problem}{then}",
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


def reason(daily: Daily, language: Language) -> str:
    """Why a daily is paused."""
    said = words(language)
    kind, _, missing = (daily.pause_reason or "").partition(":")
    if kind == "missing":
        return said.missing_named.format(permissions=permission_names(missing.split(","), language))
    return said.reasons.get(kind, kind).format(permissions=permission_names(NEEDED, language))


def problem(daily: Daily, language: Language, solved: str) -> str:
    """What went wrong last, and what comes of it; `solved`: since when that is over, if it is."""
    said, what = words(language), daily.problem or ""
    then = said.solved.format(at=solved) if solved else said.remedies.get(what, "")
    return said.then.format(problem=said.problems.get(what, what), then=then).rstrip()
