"""A name that someone chose, for a study group, a season or themselves -> the name as it is kept, and as it is compared."""

import re

from bot.study.text import fold, normalise

LONGEST = 32
"""Characters of such a name: what fits a line of a phone beside its points."""
_BLANK = re.compile("[\x00-\x1f\x7f-\x9f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u206a-\u206f\u2800\u3164\uffa0]+")
"""Control characters, and letters that show nothing: a name of these alone would be an empty line."""
_CALLING = re.compile("[@<>\ufe6b\uff20\uff1c\uff1e]")


def cleaned(typed: str) -> str:
    """The name on one line: no control characters, nothing invisible, single spaces. May be empty."""
    return " ".join(_BLANK.sub(" ", _visible(typed)).split())


def fits(name: str) -> bool:
    """Whether a cleaned name is neither empty nor too long."""
    return 1 <= len(name) <= LONGEST


def folded(name: str) -> str:
    """How it is compared: `Red Team`, `ｒｅｄ　team` and `RED TEAM` are one."""
    return " ".join(fold(cleaned(name)).split())


def calls(name: str) -> bool:
    """Whether it looks like a call to someone or to a channel, as `@here` and `<@1>` do: no name to appear under."""
    return _CALLING.search(name) is not None


def _visible(typed: str) -> str:
    """The text without marks that turn a line round or hide in it; width and case stay as typed."""
    return "".join(letter for letter in typed if letter.isascii() or normalise(letter))
