"""What an organiser types -> a time of day, or how long a question stays open; or why it is neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from bot.study.measures import amounts
from bot.study.text import fold

SHORTEST, LONGEST = 5, 7 * 24 * 60
"""Minutes for which a question may stay open."""

Reason = Literal["unclear", "no-such-time", "twelve", "no-unit", "too-short", "too-long"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why what was typed cannot be used."""

    reason: Reason
    typed: str


_HALVES: Mapping[str, Literal["am", "pm", "night"]] = {
    **dict.fromkeys(("am", "a.m.", "午前", "朝", "早朝", "in the morning"), "am"),
    **dict.fromkeys(("pm", "p.m.", "午後", "昼", "夕方", "夕", "in the afternoon", "in the evening"), "pm"),
    **dict.fromkeys(("夜", "晩", "深夜", "at night"), "night"),
}
_NAMED = {"noon": 720, "midday": 720, "正午": 720, "昼": 720, "お昼": 720, "midnight": 0, "真夜中": 0, "零時": 0}
_HALF = "|".join(re.escape(name) for name in sorted(_HALVES, key=lambda name: -len(name)))
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})\s*(?:[:.](?=\d\d)|時|h)\s*(?P<minute>\d{{1,2}})\s*分?\s*(?P<after>{_HALF})?",
        rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})\s*(?:時|h|o'clock)?\s*(?P<half>半)?\s*(?P<after>{_HALF})?",
        rf"(?P<hour>\d{{1,2}})(?P<minute>\d\d)\s*(?P<after>{_HALF})?",
    )
)
_AROUND = re.compile(r"^(?:at |every day at |daily at |毎日|毎(?=[朝晩夜]))\s*|\s*(?:ちょうど|頃|ごろ|に|から|every day|daily)$")
_KANJI_DIGITS = "〇一二三四五六七八九"
_NUMERAL = re.compile(f"[{_KANJI_DIGITS}十]+")


def time_of_day(typed: str) -> int | Refused:
    """Minutes from midnight: `7:30`, `7時半`, `７：３０`, `19:00`, `7pm`, `午後7時`, `0730`. A bare hour is read on 24 hours."""
    said = _AROUND.sub("", _NUMERAL.sub(_number, fold(typed).strip())).strip()
    if said in _NAMED:
        return _NAMED[said]
    found = next((match for form in _FORMS if (match := form.fullmatch(said))), None)
    if found is None:
        return Refused("unclear", typed)
    parts = found.groupdict()
    if parts.get("before") and parts.get("after"):
        return Refused("unclear", typed)
    half = parts.get("before") or parts.get("after")
    minute = 30 if parts.get("half") else int(parts.get("minute") or 0)
    hour = _hour(int(parts["hour"]), half)
    if isinstance(hour, str):
        return Refused(hour, typed)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return Refused("no-such-time", typed)
    return hour % 24 * 60 + minute


def _hour(hour: int, half: str | None) -> int | Reason:
    """The hour on 24 hours, as its half of the day says.

    `12 am` and `12 pm` are agreed on; 午前12時 and 午後12時 are each said of noon and of midnight.
    """
    kind = _HALVES[half] if half else None
    if hour == 12 and half in {"午前", "午後"}:
        return "twelve"
    if kind == "am":
        return 0 if hour == 12 else hour if hour < 12 else "no-such-time"
    if kind == "pm":
        return hour + 12 if hour < 12 else hour
    if kind == "night":
        return hour + 12 if 5 <= hour <= 12 else hour
    return hour


def _number(match: re.Match[str]) -> str:
    """七 -> 7, 十九 -> 19, 三十 -> 30, 一二 -> 12."""
    numeral = match[0]
    if "十" not in numeral:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return str((_KANJI_DIGITS.index(tens) if tens else 1) * 10 + (_KANJI_DIGITS.index(ones) if ones else 0))


_UNTIL_NEXT = re.compile(
    "(?:until )?(?:the )?next(?: one| question)?|default|none|次(?:の問題|の出題|の投稿|回)?(?:まで)?|なし|既定|デフォルト"
)
_AFTERWARDS = re.compile(r"^(?:after|in|for)\s+|\s*(?:後|以内|まで|で締切|で締め切り|later|open)$")


def open_for(typed: str) -> int | Refused | None:
    """Minutes for which a question stays open: `12h`, `1日`, `90 minutes`, `1時間半`; None until the next one is posted."""
    said = _AFTERWARDS.sub("", fold(typed).strip()).strip()
    if _UNTIL_NEXT.fullmatch(said):
        return None
    found = amounts(said)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(said):
        return Refused("unclear", typed)
    if found[0].unit == "month":
        return Refused("too-long", typed)
    if found[0].unit != "s":
        return Refused("unclear" if found[0].unit or found[0].noun else "no-unit", typed)
    minutes = ceil(found[0].number / 60)
    if minutes < SHORTEST:
        return Refused("too-short", typed)
    return Refused("too-long", typed) if minutes > LONGEST else minutes
