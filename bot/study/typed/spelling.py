"""Whether two spellings are one word with a typing error, and not two words that look alike."""

import re
from itertools import zip_longest

from rapidfuzz.distance import OSA

from bot.study.text import compact, words

_KANJI = re.compile("[\u3400-\u9fff々]")
_DIGITS = re.compile(r"\d+")
_PREFIXES = frozenset({"a", "an", "un", "in", "im", "non", "dis", "de", "anti", "re", "pre", "post", "en"})
_SHORT, _LONG = 4, 10
"""Characters under which no error is forgiven, and from which on two are."""


def bound(length: int) -> int:
    """How many typing errors a word of that length may have."""
    return 0 if length < _SHORT else 1 if length < _LONG else 2


def nearly(typed: str, right: str) -> bool:
    """Whether `typed` is `right` but for a typing error or two: word by word, with the same digits and kanji."""
    if _signs(typed) != _signs(right):
        return False
    ours, theirs = _words(typed), _words(right)
    if len(ours) == len(theirs):
        return all(_one_word(*pair) for pair in zip_longest(ours, theirs, fillvalue=""))
    ours_, theirs_ = "".join(ours), "".join(theirs)
    return min(len(ours_), len(theirs_)) >= 2 * _SHORT and OSA.distance(ours_, theirs_, score_cutoff=1) <= 1


def _one_word(typed: str, right: str) -> bool:
    if typed == right:
        return True
    longer, shorter = (typed, right) if len(typed) > len(right) else (right, typed)
    if longer.endswith(shorter) and longer.removesuffix(shorter) in _PREFIXES:
        return False  # asynchronous is no slip for synchronous
    most = bound(min(len(typed), len(right)))
    return OSA.distance(typed, right, score_cutoff=most) <= most


def _signs(text: str) -> tuple[list[str], list[str]]:
    """What a typing error may not change: the digits and the kanji."""
    return _DIGITS.findall(text), _KANJI.findall(text)


def _words(text: str) -> list[str]:
    return [word.text for word in words(compact(text))]
