"""What the daily question says to those who answer it and at its reveal, in Japanese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.study.facts import Language
from bot.study.streaks import MOST_FREEZES, Step
from bot.tutor.answering import Counted
from bot.tutor.practice import Outcome
from bot.wording.questions import LETTERS, question_card


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    recorded: str
    recorded_until_reveal: str
    already: str
    already_until_reveal: str
    yours: str
    streak: str
    streak_first: str
    points: str
    points_bonus: str
    points_later: str
    frozen: str
    frozen_in_vain: str
    lost: str
    regained: str
    earned: str
    closed: str
    try_again: str
    try_again_closed: str
    not_kept: str
    not_read: str
    unknown: str
    unclear: str
    servers_only: str
    today: str
    today_of: str
    today_answered: str
    today_none: str
    today_others: str
    open_question: str
    go_to_post: str
    closed_post: str
    reveal_head: str
    answers: str
    answers_one: str
    nobody: str
    right_mark: str
    wrong_mark: str
    chose: str
    right_line: str
    other_line: str
    streaks: str
    streak_of: str
    more_people: str
    next_at: str
    picture: str
    picture_of: str
    picture_alt: str
    picture_none: str


ENGLISH = Words(
    recorded="Recorded.",
    recorded_until_reveal="Recorded. Whether it is right is told at the reveal.",
    already="You had answered this one already: the first answer counts.",
    already_until_reveal="You had answered this one already: the first answer counts. Whether it is right is told at the reveal.",
    yours="Your answer: {answer}",
    streak="{count} days in a row",
    streak_first="A first day: come back tomorrow and it is a streak",
    points="+{count} points",
    points_bonus="+{count} points, {bonus} of them for the streak",
    points_later="What it brings is told on the `/leaderboard` after the reveal.",
    frozen="A freeze covered the day you missed ({days}), so your streak goes on. Freezes left: {left}.",
    frozen_in_vain="A freeze covered {days}, but not the days after.",
    lost="Your streak of {count} days ended; a new one begins.",
    regained="The freeze that had covered this day is yours again. You hold {left} of {most}.",
    earned="Five days answered this week: you have earned a freeze, which covers a day you miss. You hold {left} of {most}.",
    closed="This question is closed, so this was practice: it is not recorded.",
    try_again="Nearly: try once more. This is not your answer yet.",
    try_again_closed="Nearly: try once more. The question is closed, so this is practice.",
    not_kept="Your answer was **not recorded**: I could not write it down. Please try again in a moment.",
    not_read="I cannot look that up just now. Please try again in a moment.",
    unknown="I do not know this question here; it may have been removed. `/today` shows what is open.",
    unclear="That is no answer to this question. Please try again.",
    servers_only="This works on a server.",
    today="Today's question",
    today_of="Open in {channel}",
    today_answered="You have answered it. ",
    today_none="No question is open on this server just now. `/quiz` has some to practise with meanwhile.",
    today_others="Also open on this server:",
    open_question="Show it",
    go_to_post="Go to the post",
    closed_post="Closed. The answer is below.",
    reveal_head="The answer of {date}",
    answers="{count} answers, {right} right ({percent} %)",
    answers_one="{count} answer, {right} right ({percent} %)",
    nobody="Nobody answered this one. It happens: have a look at it all the same, and see you at the next.",
    right_mark="Right",
    wrong_mark="Wrong",
    chose="{count} ({percent} %)",
    right_line="Right: {answer}",
    other_line="Other answers",
    streaks="Streaks",
    streak_of="{name} {count} days",
    more_people="and {count} more",
    next_at="The next question: {time}",
    picture="Picture",
    picture_of="How the answers were spread",
    picture_alt="A bar chart of {count} answers. {bars}",
    picture_none="There is nothing to draw: nobody answered.",
)

JAPANESE = Words(
    recorded="記録しました。",
    recorded_until_reveal="記録しました。正解かどうかは正解発表でお知らせします。",
    already="この問題にはもう答えています。数えるのは最初の答えです。",
    already_until_reveal="この問題にはもう答えています。数えるのは最初の答えです。正解かどうかは正解発表でお知らせします。",
    yours="あなたの答え: {answer}",
    streak="{count} 日連続",
    streak_first="1 日目です。明日も答えると連続になります",
    points="+{count} 点",
    points_bonus="+{count} 点（うち連続ボーナス {bonus} 点）",
    points_later="入った点数は、正解発表のあと `/順位表`（leaderboard）で見られます。",
    frozen="答えなかった日（{days}）をフリーズが補い、連続記録は続いています。残りのフリーズ: {left} 個。",
    frozen_in_vain="フリーズが {days} を補いましたが、その後の日には足りませんでした。",
    lost="{count} 日の連続記録が途切れました。新しい記録の始まりです。",
    regained="この日に使われていたフリーズが手元に戻りました（{left} / {most} 個）。",
    earned="今週 5 日答えたので、フリーズを 1 個獲得しました（休んだ日を 1 日補います）。手持ち {left} 個、最大 {most} 個。",
    closed="この問題は締め切られています。これは練習で、記録されません。",
    try_again="惜しい。もう一度どうぞ。まだ答えとしては数えていません。",
    try_again_closed="惜しい。もう一度どうぞ。締め切り後なので練習です。",
    not_kept="答えを**記録できませんでした**。書き込めない状態です。少し待ってからもう一度お試しください。",
    not_read="いまは確認できません。少し待ってからもう一度お試しください。",
    unknown="この問題は見つかりません。削除されたのかもしれません。いま答えられる問題は `/今日の問題`（today）で見られます。",
    unclear="この問題の答えとして受け取れませんでした。もう一度どうぞ。",
    servers_only="これはサーバーで使えます。",
    today="今日の問題",
    today_of="{channel} で出題中",
    today_answered="もう答えています。",
    today_none="いまこのサーバーで答えられる問題はありません。練習なら `/クイズ`（quiz）でどうぞ。",
    today_others="このサーバーで出題中のほかの問題:",
    open_question="表示する",
    go_to_post="投稿へ移動",
    closed_post="締め切りました。答えは下にあります。",
    reveal_head="{date}の答え",
    answers="回答 {count} 人、正解 {right} 人（{percent} %）",
    answers_one="回答 {count} 人、正解 {right} 人（{percent} %）",
    nobody="今回は回答がありませんでした。そんな日もあります。答えだけでも見て、次回またどうぞ。",
    right_mark="正解",
    wrong_mark="不正解",
    chose="{count} 人（{percent} %）",
    right_line="正解: {answer}",
    other_line="そのほかの答え",
    streaks="連続記録",
    streak_of="{name} {count} 日",
    more_people="ほか {count} 人",
    next_at="次の問題: {time}",
    picture="画像で見る",
    picture_of="答えの分布",
    picture_alt="{count} 人の答えの棒グラフ。{bars}",
    picture_none="回答がなかったので、描けるものがありません。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


def streak_words(count: int, language: Language) -> str:
    """Days in a row."""
    words = WORDS[language]
    return words.streak.format(count=count) if count > 1 else words.streak_first


def counted_words(found: Counted, language: Language, *, points: bool) -> list[str]:
    """What an answer did, a line each: the streak and, where they may be told, the points; a freeze that was used or earned."""
    words, effect = WORDS[language], found.effect
    days = streak_words(found.streak, language) if found.streak else ""
    if effect is None:
        return [days] if days else []
    brought = words.points_bonus if effect.bonus else words.points
    said = brought.format(count=effect.points, bonus=effect.bonus) if points else ""
    lines = [" · ".join(filter(None, (days, said))), *_step_words(effect.step, words)]
    return lines if points else [*lines, words.points_later]


def _step_words(step: Step, words: Words) -> list[str]:
    """What the days since the last answered one did to a streak."""
    days, left = ", ".join(day.isoformat() for day in step.frozen), step.streak.freezes - step.earned
    lines = []
    if step.frozen:
        lines.append(words.frozen_in_vain.format(days=days) if step.lost else words.frozen.format(days=days, left=left))
    if step.lost > 1:
        lines.append(words.lost.format(count=step.lost))
    if step.regained:
        lines.append(words.regained.format(left=step.streak.freezes, most=MOST_FREEZES))
    if step.earned:
        lines.append(words.earned.format(left=step.streak.freezes, most=MOST_FREEZES))
    return lines


def answer_words(outcome: Outcome, language: Language) -> str:
    """What was answered: the options as buttons call them, the steps of an order by their letters, or what was typed."""
    posed = outcome.posed
    if posed.question.typed is not None:
        return outcome.typed
    if posed.question.kind == "order":
        return order_words(outcome.chosen)
    labels = question_card(posed, language).labels
    return " / ".join(labels[place] for place in outcome.chosen)


def order_words(places: Sequence[int]) -> str:
    """An order by the letters of its steps as shown."""
    return " → ".join(LETTERS[place] for place in places)


def percent(count: int, total: int) -> int:
    """A share in whole percent."""
    return round(100 * count / total) if total else 0
