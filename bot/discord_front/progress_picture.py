"""How a member is doing -> the picture of it, with the same in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.discord_front import layout
from bot.discord_front.progress_cards import MOST_DOMAINS
from bot.discord_front.replies import Picture
from bot.study.facts import Language
from bot.tutor.library import Library
from bot.tutor.progress import WEEKS, Progress, Share, TopicShare
from bot.wording.progress import WORDS, Bar, about_picture, domain_bars, topic_bars, totals
from bot.wording.round_posts import words as calendar_words

if TYPE_CHECKING:
    from bot.pictures.half_year import DrawnCalendar, Went
    from bot.pictures.progress import DrawnShare

NAME = "progress.png"
MOST_TOPICS = 21


def drawn(library: Library, progress: Progress, language: Language) -> Picture:
    """The picture. Only ever called in a thread: it imports what draws."""
    from bot.pictures.progress import DrawnProgress, draw

    words, shown = WORDS[language], most_answered(progress.topics)
    left_out = len(progress.topics) - len(shown)
    png = draw(
        DrawnProgress(
            words.title,
            totals(progress, language),
            _domains(library, progress, language),
            words.topics,
            [_share(bar, f"{bar.of.right}/{bar.of.answered}") for bar in topic_bars(library, shown, language)],
            words.more.format(count=left_out) if left_out else "",
            words.calendar.format(weeks=WEEKS),
            _calendar(progress, language),
        )
    )
    return Picture(png, NAME, layout.cut(about_picture(library, progress, language), layout.LONGEST_ALT))


def most_answered(topics: Sequence[TopicShare]) -> Sequence[TopicShare]:
    """As many as there is room for, those that were answered most, in their order."""
    ordered = sorted(topics, key=lambda each: -each.share.answered)
    kept = {each.topic.key for each in ordered[:MOST_TOPICS]}
    return [each for each in topics if each.topic.key in kept]


def _domains(library: Library, progress: Progress, language: Language) -> "list[tuple[str, list[DrawnShare]]]":
    """The domains of each deck, after a heading that names the deck where there are several."""
    words, groups = WORDS[language], domain_bars(library, progress.domains[:MOST_DOMAINS], language)
    headings = [f"{words.domains} · {title}" if len(groups) > 1 else words.domains for title, _ in groups]
    return [
        (heading, [_share(bar, bar.short or words.no_share) for bar in bars])
        for heading, (_, bars) in zip(headings, groups, strict=True)
    ]


def _share(bar: Bar, share: str) -> "DrawnShare":
    from bot.pictures.progress import DrawnShare

    return DrawnShare(bar.name, bar.of.part, share, bar.weight, bar.weighs)


def _calendar(progress: Progress, language: Language) -> "DrawnCalendar":
    from bot.pictures.half_year import DrawnCalendar

    words, names = WORDS[language], calendar_words(language)
    days = {day: _went(share) for day, share in progress.calendar.items()}
    legend: list[tuple[Went | None, str]] = [
        ("all", words.all_right),
        ("some", words.some_right),
        ("none", words.none_right),
        (None, words.no_answer),
    ]
    return DrawnCalendar(progress.first, progress.last, days, names.months, names.weekdays, legend, words.today)


def _went(share: Share) -> "Went":
    return "all" if share.right == share.answered else "some" if share.right else "none"
