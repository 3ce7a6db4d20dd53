"""A term that was typed, held against its accepted names: case, width, spaces and plurals do not matter."""

import re
from collections.abc import Iterable

from bot.study.questions.question import Typed
from bot.study.text import compact, key, loose, stem, words
from bot.study.typed.result import Result
from bot.study.typed.sentence import bare, parts
from bot.study.typed.spelling import nearly

_KIND = re.compile(
    r"\s*(?:deployments?|invocations?|strategy|policy|mode|type|method|function|デプロイ(?:メント)?|呼び出し|方式|モード|ポリシー|関数)$",
    re.IGNORECASE,
)


def compare(typed: Typed, answer: str) -> Result:
    """One of the names: correct. A typing error in a long one: close. Two different things at once: wrong."""
    whole = bare(answer)
    known = {form for name in typed.accepted for form in _forms(name)}
    if _forms(whole) & known:
        return "correct"
    several = parts(answer)
    if several and all(_forms(part) & known for part in several):
        return "correct"
    if len(several) > 1:
        return "wrong"
    return "close" if whole and any(nearly(whole, name) for name in typed.accepted) else "wrong"


def _forms(name: str) -> set[str]:
    """The ways a name may be written that are all the same: compact, by stems, without long vowels, without its kind."""
    return {form for each in (name, _KIND.sub("", name)) for form in _foldings(each) if form}


def _foldings(name: str) -> Iterable[str]:
    compacted = compact(name)
    yield key(name)
    yield loose(compacted.text) if not name.isascii() else ""
    yield "".join(stem(word.text) if word.latin else word.text for word in words(compacted))
