"""A line with one figure or one literal -> the line with a gap, and what belongs there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.study.facts import Fact, Language
from bot.study.measures import Amount, amounts
from bot.study.questions.made.material import plain
from bot.study.questions.made.phrases import GAP
from bot.study.questions.made.telling import LONGEST_LINE, is_whole
from bot.study.spans import spans
from bot.study.text import fold, key

_LITERAL = re.compile(
    r"(?<![\w./:-])(?:x-amz-[a-z0-9-]+[a-z0-9]|_?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+"
    r"|(?:AWS|Fn|Ref)::\w+(?:::\w+)*|\.?[a-z][\w-]*\.(?:ya?ml|json|config|conf|properties|toml))(?![\w:-])"
)
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d+(?:\.\d+){2,}")
_BARE = re.compile(
    r"^[^\s、]{1,12}は[、\s]*［？］\s*\S{0,6}$|^(?:an? |the |each |every )?\w+ (?:is|are|has|have) ［？］\W*\w*\W*$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"最大|最小|最長|最短|上限|下限|既定|デフォルト|初期値|合計|平均|まで|以内|以上|以下|未満|容量|サイズ|時間|期間|料金|数は"
    r"|default|max|min|limit|size|long|total|average|most|least|price|count",
    re.IGNORECASE,
)
"""What says whether a figure is the most, the least or the usual one."""
_FIGURE = re.compile(r"\d+(?:[,.]\d+)*")
_RESULT = re.compile(r"⇒|→|=>|＝|=")
_BEFORE = re.compile(r"[〜～~-]\s*$|から\s*$")
_LISTED = re.compile(r"[、,，]")
_PLACEHOLDER = re.compile(r"xxx|\.\.\.|…|～|〜|[<{\[]", re.IGNORECASE)
_SET = re.compile(r"\s*=\s*\S+$")
"""What a setting is set to."""
_FORMS = (
    "^x-", r"^[A-Z0-9_]+_[A-Z0-9_]+$", "::",
    "^[A-Z]+$", "^[A-Z][a-z0-9]+$", "^[A-Z][A-Za-z0-9]+$", r"\.\w+$", r"^[a-z][\w-]*( |$)"
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]")
LEAST_LEFT = 2
"""Letters that must be left of a line without what is asked for."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A line with a gap: `shown` has the gap, `answer` is what was there as it was written."""

    shown: str
    answer: str

    def round(self) -> tuple[str, str]:
        """What stands before and after the gap (compact)."""
        before, _, after = self.shown.partition(GAP)
        return key(before), key(after)


@dataclass(frozen=True, slots=True)
class Figure:
    """The one amount of a line that may be asked for: in `gap` whole, in `number` without its `unit`."""

    gap: Gap
    number: Gap
    unit: str
    amount: Amount


def figure(fact: Fact, language: Language) -> Figure | None:
    """The figure of a line that can be asked for: its only one, or the end of its only range."""
    text = plain(fact, language)
    folded = fold(text)
    if len(folded) != len(text) or len(text) > LONGEST_LINE or _DATE.search(text) or not is_whole(text):
        return None
    amount = _asked_for(folded, [each for each in amounts(text) if _worth_asking(each)])
    digits = _FIGURE.match(text, amount.start) if amount else None
    if amount is None or digits is None:
        return None
    end = amount.end if amount.unit else digits.end()
    least = 1 if _BEFORE.search(folded[: amount.start]) else LEAST_LEFT
    whole, number = _gap(text, amount.start, end, least), _gap(text, amount.start, digits.end(), least)
    if number is None or (_BARE.search(number.shown) and not _BOUND.search(text)):
        return None
    gap = whole or Gap(number.shown, text[amount.start : end].strip())
    return Figure(gap, number, text[digits.end() : end].strip(), amount)


def _asked_for(folded: str, found: list[Amount]) -> Amount | None:
    """The only amount of a line, the end of its only range, what all others result in, or the first of its kind."""
    if not found or (len(found) > 1 and not _RESULT.search(folded[found[-2].end : found[-1].start])):
        if len(found) == 2 and _BEFORE.search(folded[found[0].end : found[1].start]):
            return found[1]
        first = found[0] if len(found) > 1 else None
        return first if first and first.unit and all(first.unit != other.unit for other in found[1:]) else None
    return found[-1]


def _worth_asking(amount: Amount) -> bool:
    """Whether a figure tells something: not one of a thing, not `per second`."""
    if not amount.unit:
        return amount.number >= 3 or amount.number.denominator > 1
    return amount.written != 1 or amount.unit not in {"s", "month"}


def literal(fact: Fact, language: Language) -> Gap | None:
    """The literal of a line that can be asked for: its only one, with enough said beside it."""
    text = plain(fact, language)
    if not is_whole(text):
        return None
    found = list(dict.fromkeys(_SET.sub("", code) for code in literals(fact, language)))
    if len(found) != 1 or text.count(found[0]) != 1 or len(_LISTED.findall(text)) > 1:
        return None
    start = text.index(found[0])
    gap = _gap(text, start, start + len(found[0]))
    return gap if gap and len(_LETTERS.findall(gap.shown)) >= 4 and key(found[0]) not in key(gap.shown) else None


def literals(fact: Fact, language: Language) -> Sequence[str]:
    """The names in a line that are written in just one way: in code, or recognisable as an API's, a file's, a variable's."""
    return _literals(fact.line(language).markdown)


@lru_cache(maxsize=8192)
def _literals(markdown: str) -> tuple[str, ...]:
    found: list[str] = []
    for span in spans(markdown):
        if span.kind == "code" and _is_literal(span.text):
            found.append(span.text.strip())
        elif span.kind == "text":
            found += filter(_is_literal, _LITERAL.findall(span.text))
    return tuple(found)


def form(text: str) -> int:
    """Which form of literal a text has: one is a rival for another of the same form only."""
    return next((number for number, each in enumerate(_FORMS) if re.search(each, text)), -1)


def _is_literal(code: str) -> bool:
    return 2 < len(code.strip()) <= 60 and code.isascii() and not _PLACEHOLDER.search(code) and not amounts(code)


def _gap(text: str, start: int, end: int, least: int = LEAST_LEFT) -> Gap | None:
    shown = text[:start] + GAP + text[end:]
    left = len(_LETTERS.findall(text[:start] + text[end:]))
    return Gap(shown, text[start:end].strip()) if left >= least else None
