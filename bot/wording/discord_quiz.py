"""What questions say in Discord besides their own words, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.study.questions.question import Kind
from bot.tutor.practice import Outcome
from bot.wording.questions import LETTERS, unit_within


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    number: str
    how: Mapping[Kind, str]
    how_in_public: str
    pair: str
    step: str
    confirm: str
    write: str
    answer: str
    form_title: str
    form_label: str
    form_label_unit: str
    given: str
    next: str
    explain: str
    anew: str
    done: str
    ended: str
    none: str
    none_in_topic: str
    unknown_topic: str
    unclear: str
    withheld: str


ENGLISH = Words(
    number="Question {number} of {count}",
    how={
        "choice": "Choose one: press its letter.",
        "choose-two": "Choose two in the menu, then press Confirm.",
        "true-false": "Is that true? Press A or B.",
        "typed": "Press the button and type the answer.",
        "order": "Choose what comes at each place, then press Confirm.",
    },
    how_in_public="Press the button: only you will see the menus.",
    pair="Choose two",
    step="Number {number}: choose",
    confirm="Confirm",
    write="Type the answer",
    answer="Answer",
    form_title="Your answer",
    form_label="Answer",
    form_label_unit="Answer (in {unit})",
    given="Your answer: {answer}",
    next="Next question",
    explain="Explain",
    anew="New questions",
    done="That was the last one. {right} of {count} correct.",
    ended="This practice has ended: the questions have changed since it began. You can start a new one.",
    none="There are no questions to ask yet. Look things up with /explain meanwhile.",
    none_in_topic="There are no questions on {topic} yet. You can practise with those on everything else.",
    unknown_topic="There is no topic “{topic}”, so these questions come from all of them.",
    unclear="That is no answer to this question. Please try again.",
    withheld=(
        "This is a daily question that is still open, so practice says nothing of its answer. "
        "`/today` shows it, where your answer counts."
    ),
)

JAPANESE = Words(
    number="問 {number}/{count}",
    how={
        "choice": "1 つ選んで、その記号を押してください。",
        "choose-two": "メニューで 2 つ選び、「確定」を押してください。",
        "true-false": "この文は正しい？ A か B を押してください。",
        "typed": "ボタンを押して答えを入力してください。",
        "order": "それぞれの順番に来るものを選び、「確定」を押してください。",
    },
    how_in_public="ボタンを押すと、あなただけにメニューが表示されます。",
    pair="2 つ選ぶ",
    step="{number} 番目を選ぶ",
    confirm="確定",
    write="答えを入力",
    answer="答える",
    form_title="あなたの答え",
    form_label="答え",
    form_label_unit="答え（{unit}で）",
    given="あなたの答え: {answer}",
    next="次の問題",
    explain="解説",
    anew="新しい問題",
    done="これで終わりです。{count} 問中 {right} 問正解。",
    ended="この練習は終わりました。始めたあとで問題が変わったためです。新しく始められます。",
    none="出題できる問題がまだありません。調べものには /解説（explain）を使ってください。",
    none_in_topic="「{topic}」の問題はまだありません。ほかのトピックの問題なら練習できます。",
    unknown_topic="「{topic}」というトピックはないので、全体から出題します。",
    unclear="この問題の答えとして受け取れませんでした。もう一度どうぞ。",
    withheld="これは受付中の「今日の問題」なので、練習では正誤をお伝えしません。`/今日の問題`（today）で答えると記録されます。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


def form_label(unit: str, language: Language) -> str:
    """What a typed answer's field is called, with the unit it is read in."""
    words = WORDS[language]
    return words.form_label_unit.format(unit=unit_within(unit, language).lstrip()) if unit else words.form_label


def given(outcome: Outcome, labels: tuple[str, ...], language: Language) -> str:
    """What was answered, where the reasons do not repeat it; empty where they do.

    `labels` are the options as they are called on buttons.
    """
    kind, words = outcome.posed.question.kind, WORDS[language]
    if kind == "typed":
        return "" if outcome.slip is not None and not outcome.verdict.correct else words.given.format(answer=outcome.typed)
    if kind == "order":
        return words.given.format(answer=" → ".join(LETTERS[place] for place in outcome.chosen))
    if kind == "true-false" and not outcome.verdict.correct:
        return words.given.format(answer=labels[outcome.chosen[0]])
    return ""
