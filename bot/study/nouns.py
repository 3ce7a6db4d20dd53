"""What is counted, as it was typed behind a number, held against what is counted in an accepted answer."""

import re
from collections.abc import Iterable
from typing import Literal

from bot.study.text import key, loose, stem

Same = Literal["same", "perhaps", "another"]

_ANYTHING = frozenset(
    stem(word)
    for word in re.findall(
        r"\w+",
        "times time items item pieces piece pcs units unit things thing ones total totals altogether exactly only max maximum "
        "minimum min or so number numbers x each please",
    )
)
"""English words that may stand behind any number."""
_COUNTERS = re.compile("[件個回種台人倍本枚度段階行文字世代番号名匹杯冊点通組列社校軒頭羽隻以上下内程前後約計全部年]")
_SOUNDS = {
    "アイウエオァィゥェォヤユヨ": "aeiouyhjw", "カキクケコ": "ckq", "ガギグゲゴ": "g", "サスセソシ": "sct",
    "ザジズゼゾ": "zsjgdt",
    "タテトツ": "t", "チ": "ct", "ダデドヂヅ": "d", "ナニヌネノ": "nkg", "ハヒヘホ": "hw", "フ": "fphw", "バビブベボ": "bv",
    "パピプペポ": "p", "マミムメモ": "m", "ラリルレロ": "rlw", "ワヲ": "wov", "ヴ": "v", "ン": "n",
}  # fmt: skip
"""How a loanword may begin in Latin letters."""
_STARTS = {kana: letters for row, letters in _SOUNDS.items() for kana in row}


def compare(given: str, accepted: Iterable[str]) -> Same:
    """Whether it is what an accepted answer counts. Nothing, a counter (個, 回) and `times` are what anything may be called."""
    known = [noun for noun in accepted if not _says_nothing(noun)]
    if _says_nothing(given) or not known:
        return "same"
    of_its_kind = [noun for noun in known if _script(noun) == _script(given)]
    if not of_its_kind:
        return "same" if any(_may_translate(given, noun) for noun in known) else "another"
    results = {_one(given, noun) for noun in of_its_kind}
    return "same" if "same" in results else "perhaps" if "perhaps" in results else "another"


def _one(given: str, noun: str) -> Same:
    if _script(given) != "latin":
        ours, theirs = loose(key(given)), loose(key(noun))
        return "same" if ours.startswith(theirs) or theirs.startswith(ours) else "another"
    ours_, theirs_ = _stems(given), _stems(noun)
    if ours_[: len(theirs_)] == theirs_ or ours_ == theirs_[-len(ours_) :] or _initials(given, noun) or _initials(noun, given):
        return "same"
    return "perhaps" if theirs_[-1] in ours_ else "another"


def _says_nothing(noun: str) -> bool:
    if _script(noun) == "latin":
        return not _stems(noun)
    return noun in {"", "ユニット"} or bool(_COUNTERS.match(noun))


def _stems(noun: str) -> list[str]:
    return [each for word in re.split(r"[\s-]+", noun) if word and (each := _plural(word)) not in _ANYTHING]


def _plural(word: str) -> str:
    """The stem of a word; of an abbreviation too: rcus -> rcu."""
    stemmed = stem(word)
    return stemmed[:-1] if stemmed.endswith("s") and len(stemmed) == 4 and word == stemmed else stemmed


def _initials(short: str, long: str) -> bool:
    words = re.split(r"[\s-]+", long)
    return len(words) > 1 and _plural(short) == "".join(word[0] for word in words if word)


def _script(noun: str) -> str:
    return "latin" if noun[:1].isascii() else "kana" if "ァ" <= noun[:1] <= "ー" else "kanji"


def _may_translate(given: str, noun: str) -> bool:
    """Whether one may be the other in the other writing: a loanword begins with the same sound."""
    for kana, latin in ((given, noun), (noun, given)):
        if _script(kana) == "kana" and _script(latin) == "latin":
            return latin[:1] in _STARTS.get(kana[0], latin[:1])
    return True
