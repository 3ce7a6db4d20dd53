"""What a reveal says of a question: each answer with why it is right or wrong, and how many gave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.study.facts import Language
from bot.study.questions.question import in_language
from bot.tutor.practice import Posed
from bot.tutor.revealing import Bar, Keeper, Revealed, Spread
from bot.wording.questions import LETTERS, accepted, question_card, working_words
from bot.wording.round_posts import day_name
from bot.wording.rounds import WORDS, order_words, percent

LONGEST_BAR = 10
"""Blocks of a bar in text: with its number before it, a line of a phone."""
MOST_KEEPERS = 10
LONGEST_THREAD = 100
LONGEST_KEEPER = 32
"""Characters of a member's name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer at the reveal. `answer` is its words (`typed`: a member's, untrusted), `mark` whether it is right.

    `share` is the number and percent of those who gave it (empty where it is not counted), `bar` the same drawn.
    """

    answer: str
    mark: str
    share: str = ""
    bar: str = ""
    why: str = ""
    typed: bool = False


@dataclass(frozen=True, slots=True)
class RevealCard:
    """A reveal in one language."""

    head: str
    about: str
    question: str
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]
    total: str


def reveal_card(revealed: Revealed, language: Language) -> RevealCard:
    """The words of a reveal."""
    posed, spread, words = revealed.posed, revealed.spread, WORDS[language]
    card = question_card(posed, language)
    told = words.answers_one if spread.total == 1 else words.answers
    total = told.format(count=spread.total, right=spread.right, percent=percent(spread.right, spread.total))
    reasons = [in_language(posed.question.why, language), working_words(posed.question, language)]
    head = words.reveal_head.format(date=day_name(revealed.day, language)) if revealed.day else ""
    return RevealCard(
        head,
        card.about,
        card.text,
        tuple(_lines(posed, spread, language)),
        tuple(filter(None, reasons)),
        total if spread.total else words.nobody,
    )


def _lines(posed: Posed, spread: Spread, language: Language) -> list[Line]:
    if posed.question.kind == "typed":
        return _typed(posed, spread, language)
    if posed.question.kind == "order":
        return [*_steps(posed, language), *(_line(bar, spread, _named(posed, bar, language), language) for bar in spread.bars)]
    lines = []
    for place, option in enumerate(posed.options):
        bar = next((each for each in spread.bars if each.place == place), Bar(0, place in posed.right, place))
        text = f"{LETTERS[place]}. {in_language(option.text, language)}"
        lines.append(_line(bar, spread, text, language, in_language(option.why, language)))
    return lines


def _typed(posed: Posed, spread: Spread, language: Language) -> list[Line]:
    """The right answer, the wrong ones that were given most, and those whose author says why they are wrong."""
    typed = posed.question.typed
    slips = list(typed.slips) if typed else []
    right = next((bar for bar in spread.bars if bar.right), Bar(0, True))
    lines = [_line(right, spread, _named(posed, right, language), language)]
    for bar in spread.bars:
        if not bar.right:
            slip = next((each for each in slips if each.answer == bar.typed), None)
            slips = [each for each in slips if each is not slip]
            why = in_language(slip.why, language) if slip else ""
            lines.append(_line(bar, spread, _named(posed, bar, language), language, why, typed=bool(bar.typed)))
    wrong = WORDS[language].wrong_mark
    return lines + [Line(slip.answer, wrong, why=in_language(slip.why, language), typed=True) for slip in slips]


def _steps(posed: Posed, language: Language) -> list[Line]:
    """The steps of an order as they should stand, each with its reason."""
    steps = ((number, place, posed.options[place]) for number, place in enumerate(posed.right, 1))
    return [
        Line(f"{number}. {in_language(option.text, language)} ({LETTERS[place]})", "", why=in_language(option.why, language))
        for number, place, option in steps
    ]


def _line(bar: Bar, spread: Spread, answer: str, language: Language, why: str = "", *, typed: bool = False) -> Line:
    words = WORDS[language]
    mark = words.right_mark if bar.right else words.wrong_mark
    if not spread.total:
        return Line(answer, mark, why=why, typed=typed)
    share = words.chose.format(count=bar.count, percent=percent(bar.count, spread.total))
    return Line(answer, mark, share, text_bar(bar.count, spread.total), why, typed)


def text_bar(count: int, total: int) -> str:
    """A share as blocks; whoever was few still has one, so that nothing and little differ."""
    if not count or not total:
        return ""
    return "■" * max(1, round(LONGEST_BAR * count / total))


def _named(posed: Posed, bar: Bar, language: Language) -> str:
    """What a bar is called."""
    words = WORDS[language]
    if bar.place is not None:
        return question_card(posed, language).labels[bar.place]
    if bar.typed:
        return bar.typed
    if bar.places:
        return order_words(bar.places)
    if not bar.right:
        return words.other_line
    typed = posed.question.typed
    return words.right_line.format(answer=accepted(typed, language) if typed else order_words(posed.right))


def bar_names(posed: Posed, spread: Spread, language: Language) -> list[str]:
    """What the bars of a spread are called; those of typed answers are a member's words."""
    return [_named(posed, bar, language) for bar in spread.bars]


def bar_words(posed: Posed, spread: Spread, language: Language) -> list[str]:
    """The bars of a spread in words, for whoever does not see them."""
    words = WORDS[language]
    names = bar_names(posed, spread, language)
    shares = (words.chose.format(count=bar.count, percent=percent(bar.count, spread.total)) for bar in spread.bars)
    return [f"{name}: {share}" for name, share in zip(names, shares, strict=True)]


def keepers_words(keepers: Sequence[Keeper], language: Language) -> tuple[list[tuple[str, int]], str]:
    """The longest streaks (a name, which is untrusted text, and days), and how many people have one besides."""
    shown = [(" ".join(keeper.name.split())[:LONGEST_KEEPER], keeper.days) for keeper in keepers[:MOST_KEEPERS]]
    beyond = len(keepers) - len(shown)
    return shown, WORDS[language].more_people.format(count=beyond) if beyond else ""


def thread_name(posed: Posed, day: date, language: Language) -> str:
    """What the thread of a reveal is called: the day of its question, and the topic."""
    topic = question_card(posed, language).about.split(" · ")[0]
    return f"{day_name(day, language)} · {topic}"[:LONGEST_THREAD].rstrip()


def next_words(moment: datetime | None, language: Language) -> str:
    """When the next question comes, in Discord's own form: everyone reads it in their time zone."""
    if moment is None:
        return ""
    stamp = int(moment.timestamp())
    return WORDS[language].next_at.format(time=f"<t:{stamp}:F> (<t:{stamp}:R>)")
