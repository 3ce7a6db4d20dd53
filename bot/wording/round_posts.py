"""The public words around a question of the day, in Japanese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    months: Sequence[str]
    weekdays: Sequence[str]
    date: str
    head: str
    open_until: str
    open_until_next: str
    told_later: str


_WORDS: Mapping[Language, Words] = {
    "en": Words(
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        date="{weekday} {day} {month}",
        head="Question of the day · {date}",
        open_until="Open until {at}.",
        open_until_next="Open until the next question ({at}).",
        told_later=" Whether you were right is told when it closes.",
    ),
    "ja": Words(
        months=tuple(f"{month}月" for month in range(1, 13)),
        weekdays=tuple("月火水木金土日"),
        date="{month}{day}日（{weekday}）",
        head="今日の問題 · {date}",
        open_until="{at} まで受付。",
        open_until_next="次の問題（{at}）が出るまで受付。",
        told_later="正誤は締切後に発表します。",
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


def day_name(day: date, language: Language) -> str:
    """A local date as it is said."""
    said = words(language)
    return said.date.format(day=day.day, month=said.months[day.month - 1], weekday=said.weekdays[day.weekday()])


def head(day: date, languages: Sequence[Language]) -> str:
    """What stands above the question of a day."""
    return " / ".join(words(language).head.format(date=day_name(day, language)) for language in languages)


def open_until(at: datetime, *, next_one: bool, language: Language) -> str:
    """How long a question is open: until that moment, or until the next one that is due then."""
    said = words(language)
    return (said.open_until_next if next_one else said.open_until).format(at=moment(at))


def moment(at: datetime) -> str:
    """A moment as Discord shows it to each reader in their own time and language."""
    return f"<t:{int(at.timestamp())}:f>"


def relative(at: datetime) -> str:
    """How far off a moment is, as Discord keeps it up to date."""
    return f"<t:{int(at.timestamp())}:R>"
