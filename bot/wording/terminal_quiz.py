"""What a run of questions in the terminal says of itself, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language, for `str.format`."""

    head: str
    unclear: str
    done: str
    how: str
    none: str
    stopped: str
    no_question: str


_WORDS: Mapping[Language, Words] = {
    "ja": Words(
        head="問 {number}/{count}　{about}",
        unclear="答えとして読めませんでした。{asked_for}。",
        done="終わりです。{count} 問中 {right} 問正解。",
        how="/skip で次へ、/explain で前の問題の解説、/stop で終了。",
        none="出題できる問題がありません。",
        stopped="練習を終わりました。",
        no_question="{id} という問題はありません。",
    ),
    "en": Words(
        head="Question {number} of {count} · {about}",
        unclear="That is no answer to this. Give {asked_for}.",
        done="That was the last one: {right} of {count} correct.",
        how="/skip goes on, /explain opens what the last question rests on, /stop ends.",
        none="There are no questions to ask.",
        stopped="Practice has ended.",
        no_question="There is no question {id}.",
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]
