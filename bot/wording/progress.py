"""How a learner is doing -> words, in Japanese and English: those of the card, of its picture and of the words for the picture.

All of it is plain text: names of topics and domains are as the notes have them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.study.facts import Fact, Language
from bot.tutor.library import Library
from bot.tutor.progress import ENOUGH, WEEKS, DomainShare, Progress, Share, TopicShare
from bot.tutor.topics import titled
from bot.wording.cards import name
from bot.wording.round_posts import words as calendar_words
from bot.wording.rounds import percent

LONGEST_NAME = 50
"""Characters of a name in a line."""


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    title: str
    here: str
    everywhere: str
    answers: str
    answers_one: str
    streak: str
    active: str
    untold: str
    topics: str
    strongest: str
    weakest: str
    too_few: str
    share: str
    no_share: str
    domains: str
    weighs: str
    weighs_reported: str
    next: str
    next_why: str
    next_none: str
    all_topics: str
    none_here: str
    none_anywhere: str
    calendar: str
    all_right: str
    some_right: str
    none_right: str
    no_answer: str
    today: str
    more: str
    month: str
    page: str


ENGLISH = Words(
    title="Your progress",
    here="On this server",
    everywhere="Everywhere you answer",
    answers="{count} answers, {right} right ({percent} %)",
    answers_one="{count} answer, {right} right ({percent} %)",
    streak="Streak in days: {count} (best {best}); freezes in hand: {freezes}",
    active="Days with answers in the last {weeks} weeks: {count}",
    untold="Waiting for their reveal, not counted here yet: {count}",
    topics="By topic",
    strongest="Strongest: {line}",
    weakest="Weakest: {line}",
    too_few="From {count} answers on a topic I say whether it is a strong or a weak one.",
    share="{right} of {count} right ({percent} %)",
    no_share="no answer yet",
    domains="By domain of the exam",
    weighs="{percent} % of the exam",
    weighs_reported="{percent} % of the exam (reported)",
    next="What to study next",
    next_why="Your last answer on these was wrong:",
    next_none="Your last answer on everything you were asked was right. `/quiz` has more to practise with.",
    all_topics="All by topic",
    none_here=(
        "You have not answered a question of the day on this server yet. `/today` shows the open one; your first answer "
        "counts, and from then on you see here how you are doing. `/quiz` is for practice."
    ),
    none_anywhere=(
        "You have not answered a question of the day yet. Where a server has me ask one, answer it there and you see here "
        "how you are doing. `/quiz` is for practice, here too."
    ),
    calendar="The last {weeks} weeks",
    all_right="all right",
    some_right="some right",
    none_right="none right",
    no_answer="no answer",
    today="today",
    more="and {count} more",
    month="{month} {count}",
    page="Page {page} of {pages}, the best first",
)

JAPANESE = Words(
    title="学習の記録",
    here="このサーバーでの記録",
    everywhere="すべての場所での記録",
    answers="回答 {count} 問、正解 {right} 問（{percent} %）",
    answers_one="回答 {count} 問、正解 {right} 問（{percent} %）",
    streak="連続 {count} 日（最長 {best} 日）、フリーズの残り {freezes}",
    active="この {weeks} 週間に答えた日: {count} 日",
    untold="正解発表を待っている答え（まだ数えていません）: {count} 問",
    topics="トピック別",
    strongest="得意: {line}",
    weakest="苦手: {line}",
    too_few="1 つのトピックに {count} 問答えると、得意か苦手かがわかります。",
    share="{count} 問中 {right} 問正解（{percent} %）",
    no_share="まだ回答なし",
    domains="試験の分野別",
    weighs="試験の {percent} %",
    weighs_reported="試験の {percent} %（未確認）",
    next="次に学ぶとよいこと",
    next_why="最後の答えが不正解だったもの:",
    next_none="どの問題も、最後の答えは正解です。`/クイズ`（quiz）でもっと練習できます。",
    all_topics="トピック別に全部",
    none_here=(
        "このサーバーの「今日の問題」にまだ答えていません。`/今日の問題`（today）で出題中の問題が見られます。"
        "数えるのは最初の答えで、答えるとここに記録が表示されます。練習は `/クイズ`（quiz）でどうぞ。"
    ),
    none_anywhere=(
        "「今日の問題」にまだ答えていません。出題しているサーバーで答えると、ここに記録が表示されます。"
        "練習ならここでも `/クイズ`（quiz）でどうぞ。"
    ),
    calendar="この {weeks} 週間",
    all_right="全問正解",
    some_right="一部正解",
    none_right="正解なし",
    no_answer="回答なし",
    today="今日",
    more="ほか {count} 件",
    month="{month} {count} 日",
    page="{page}/{pages} ページ、正解率の高い順",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


@dataclass(frozen=True, slots=True)
class Bar:
    """A topic or a domain and how well it goes. `weighs` is what it weighs in the exam, empty where that is not known."""

    name: str
    of: Share
    weight: int | None = None
    weighs: str = ""

    @property
    def short(self) -> str:
        """How well it goes, where there is little room; empty without answers."""
        return f"{percent(self.of.right, self.of.answered)} % ({self.of.right}/{self.of.answered})" if self.of.answered else ""


def totals(progress: Progress, language: Language) -> tuple[str, ...]:
    """How many answers, the streak, and how many days."""
    words, total, streak = WORDS[language], progress.total, progress.streak
    told = words.answers_one if total.answered == 1 else words.answers
    lines = [told.format(count=total.answered, right=total.right, percent=percent(total.right, total.answered))]
    if streak is not None:
        lines.append(words.streak.format(count=streak.length, best=streak.best, freezes=streak.freezes))
    lines.append(words.active.format(weeks=WEEKS, count=len(progress.calendar)))
    return (*lines, *untold(progress, language))


def untold(progress: Progress, language: Language) -> tuple[str, ...]:
    """How many answers wait for their reveal, if any do."""
    return (WORDS[language].untold.format(count=progress.untold),) if progress.untold else ()


def extremes(library: Library, progress: Progress, language: Language) -> tuple[str, ...]:
    """The strongest and the weakest topic; or why none can be named yet."""
    words = WORDS[language]
    if progress.strongest is None:
        return (words.too_few.format(count=ENOUGH),)
    named = ((words.strongest, progress.strongest), (words.weakest, progress.weakest))
    bars = ((pattern, topic_bars(library, [each], language)[0]) for pattern, each in named if each is not None)
    return tuple(pattern.format(line=line(bar, language)) for pattern, bar in bars)


def topic_bars(library: Library, shares: Sequence[TopicShare], language: Language) -> tuple[Bar, ...]:
    """How well topics go."""
    return tuple(Bar(topic_name(library, each.topic, language), each.share) for each in shares)


def domain_bars(library: Library, shares: Sequence[DomainShare], language: Language) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """How well the domains of each deck go, after what the deck is called."""
    titles = titled(library.base.decks, language)
    grouped = groupby(shares, key=lambda each: each.deck.id)
    return tuple((titles[deck], tuple(_domain_bar(each, language) for each in group)) for deck, group in grouped)


def _domain_bar(each: DomainShare, language: Language) -> Bar:
    words, weight = WORDS[language], each.weight
    pattern = words.weighs if each.exam is not None and each.exam.confirmed else words.weighs_reported
    weighs = "" if weight is None else pattern.format(percent=weight)
    return Bar(_short(each.domain.name(language)), each.share, weight, weighs)


def line(bar: Bar, language: Language) -> str:
    """A topic or a domain on a line of its own."""
    words, of = WORDS[language], bar.of
    share = words.share.format(right=of.right, count=of.answered, percent=percent(of.right, of.answered))
    return " · ".join(filter(None, (f"{bar.name}: {share if of.answered else words.no_share}", bar.weighs)))


def topic_name(library: Library, topic: Fact, language: Language) -> str:
    """What a topic is called, with its deck where another deck has one of the same name."""
    deck = library.namesakes[language].get(topic.key, "")
    return " · ".join(filter(None, (_short(name(topic, language)), _short(deck))))


def about_picture(library: Library, progress: Progress, language: Language) -> str:
    """What the picture shows, in words: the totals, the domains, the days of each month, the topics."""
    words, months = WORDS[language], calendar_words(language).months
    domains = [line(bar, language) for _, bars in domain_bars(library, progress.domains, language) for bar in bars]
    topics = [f"{bar.name} {bar.short}" for bar in topic_bars(library, progress.topics, language)]
    counts = Counter(day.replace(day=1) for day in sorted(progress.calendar))
    days = [words.month.format(month=months[first.month - 1], count=count) for first, count in counts.items()]
    parts = [(words.title, totals(progress, language)), (words.domains, domains)]
    parts += [(words.calendar.format(weeks=WEEKS), days), (words.topics, topics)]
    stop, comma = ("。", "、") if language == "ja" else (". ", "; ")
    return stop.join(f"{head}: {comma.join(said)}" for head, said in parts if said)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
