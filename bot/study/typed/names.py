"""A term that was typed, held against its accepted names: case, width, spaces and plurals do not matter."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.study.questions.question import Typed
from bot.study.text import compact, key, loose, stem, words
from bot.study.typed.result import Result
from bot.study.typed.sentence import bare, parts
from bot.study.typed.spelling import nearly

_KIND = re.compile(
    r"\s*の?(?P<kind>deployments?|invocations?|strateg(?:y|ies)|polic(?:y|ies)|modes?|types?|methods?|functions?|metrics?|engines?|algorithms?|features?"
    r"|techniques?|approach|consumers?|デプロイ(?:メント)?|呼び出し|方式|モード|ポリシー|関数|メトリクス|メトリック|指標|戦略|エンジン|アルゴリズム|機能|手法|方法"
    r"|コンシューマー?)$",
    re.IGNORECASE,
)
"""What a name may be followed by that says of what kind it is, and is commonly left out or added."""
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,})s\b")
_ASIDE = re.compile(r"\s*[(（]\s*([^()（）]+?)\s*[)）]\s*$")


def compare(typed: Typed, answer: str) -> Result:
    """One of the names: correct. A typing error in a long one: close. Two different things at once: wrong."""
    whole = bare(answer)
    known = [_forms(name) for name in typed.accepted]
    if _is_known(whole, known) or _is_known(_without_initials(whole), known):
        return "correct"
    several = parts(answer)
    if several and all(_is_known(part, known) for part in several):
        return "correct"
    if len(several) > 1:
        return "wrong"
    return "close" if whole and any(nearly(whole, name) for name in typed.accepted) else "wrong"


def _without_initials(answer: str) -> str:
    """`number (N)` says its own initials in brackets; anything else there is another name."""
    aside = _ASIDE.search(answer)
    if not aside:
        return answer
    name = answer[: aside.start()]
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word)
    return name if key(aside[1]) in {key(initials), key(name[:2])} else answer


def _is_known(name: str, known: Iterable[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether it is one of the names, or is one but for its kind: not both, for `round mode` is no `round policy`."""
    ours, ours_short = _forms(name)
    return any(ours & (theirs | theirs_short) or ours_short & theirs for theirs, theirs_short in known)


@lru_cache(4096)
def _forms(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ways a name may be written that are all the same: in full, and without its kind."""
    name = _ABBREVIATIONS.sub(r"\1", name)
    return frozenset(filter(None, _foldings(name))), frozenset(filter(None, _foldings(_KIND.sub("", name))))


def _foldings(name: str) -> Iterable[str]:
    """Compact, without long vowels, by stems."""
    compacted = compact(name)
    yield key(name)
    yield loose(compacted.text) if not name.isascii() else ""
    yield "".join(stem(word.text) if word.latin else word.text for word in words(compacted))
