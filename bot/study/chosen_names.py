"""A name that someone chose, for a study group, a season or themselves -> the name as it is kept, and as it is compared."""

import re
import unicodedata

from bot.study.text import fold

LONGEST = 32
"""Characters of such a name: what fits a line of a phone beside its points."""
MARKS, OWN_MARKS = 2, 4
"""Marks above and below one letter: of those for any script, and of those a script has of its own (Burmese, Tibetan)."""
NOBODY = ("someone (deleted)", "削除した人")
"""What boards call those who had everything deleted: no name to appear under."""
_BLANK = re.compile("[\x00-\x1f\x7f-\x9f\u115f\u1160\u2028\u2029\u2800\u3164\uffa0\U0001d159]+")
"""Control characters, and letters that show nothing: a name of these alone would be an empty line."""
_IGNORABLE = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U00016fe4\U000e0000-\U000e0fff]")
"""What shows nothing and is no format character: joiners, selectors of variants, tags."""
_NEWER = re.compile("[\U0001f000-\U0001faff\U00020000-\U0002fffd\U00030000-\U0003fffd]")
"""Where newer pictographs and ideographs are than this Python knows of."""
_UNSEEN = ("Cf", "Co", "Cn", "Cs")
_CALLING = re.compile("[@<>\ufe6b\uff20\uff1c\uff1e]")


def cleaned(typed: str) -> str:
    """The name on one line: no control characters, nothing invisible, no towers of marks, single spaces. May be empty."""
    return " ".join(_BLANK.sub(" ", _low("".join(filter(_is_seen, typed)))).split())


def fits(name: str) -> bool:
    """Whether a cleaned name is not too long, and has a letter, digit or symbol that can be seen."""
    return len(name) <= LONGEST and any(unicodedata.category(letter)[0] in "LNSC" for letter in name)


def folded(name: str) -> str:
    """How it is compared: `Red Team`, `ｒｅｄ　team` and `RED TEAM` are one."""
    return " ".join(fold(cleaned(name)).split())


def calls(name: str) -> bool:
    """Whether it looks like a call to someone or to a channel, as `@here` and `<@1>` do: no name to appear under."""
    return _CALLING.search(name) is not None


def is_nobodys(name: str) -> bool:
    """Whether it is what boards call those who had everything deleted."""
    return _close(name) in map(_close, NOBODY)


def _close(name: str) -> str:
    return folded(name).replace(" ", "")


def _is_seen(letter: str) -> bool:
    """Whether it is no mark that turns a line round or hides in it; width and case stay as typed."""
    if letter.isascii():
        return True
    if _IGNORABLE.match(letter):
        return False
    return unicodedata.category(letter) not in _UNSEEN or _NEWER.match(letter) is not None


def _low(text: str) -> str:
    """The text without marks that would tower over the lines beside it."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks > (MARKS if unicodedata.name(letter, "").startswith("COMBINING") else OWN_MARKS):
            marks -= 1
        else:
            kept.append(letter)
    return "".join(kept)
