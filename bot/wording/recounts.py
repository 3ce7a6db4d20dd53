"""What came of counting a server anew, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.tutor.answering import Refusal
from bot.tutor.records import Recounted


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    agreed: str
    were_off: str
    not_done: str
    servers_only: str


ENGLISH = Words(
    agreed="Counted anew: the points and streaks of {learners} members. All of them were as the answers have it.",
    were_off=(
        "Counted anew: the points and streaks of {learners} members. Those of **{off}** were off, and so were {counts} counts of "
        "questions or days; they are right now."
    ),
    not_done="That was **not done** to its end: the database cannot be written just now. Please try again in a moment.",
    servers_only="This works on a server.",
)
JAPANESE = Words(
    agreed="{learners} 人の点数と連続記録を数え直しました。すべて、答えのとおりでした。",
    were_off=(
        "{learners} 人の点数と連続記録を数え直しました。違っていたのは **{off}** 人分と、問題や日ごとの集計 {counts} 件で、"
        "正しく直しました。"
    ),
    not_done="データベースに書き込めないため、**最後まで数え直せませんでした**。少し待ってからもう一度お試しください。",
    servers_only="これはサーバーで使えます。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


def recounted(found: Recounted | Refusal, language: Language) -> str:
    """What to tell the organiser."""
    words = WORDS[language]
    if isinstance(found, Refusal):
        return words.not_done
    said = words.were_off if found.off or found.counts_off else words.agreed
    return said.format(learners=found.learners, off=found.off, counts=found.counts_off)
