"""A question to whoever sits at the terminal -> whether they said yes."""

import sys

from bot.study.facts import Language
from bot.study.text import fold
from bot.wording.terminal_database import sentence

_YES = {"y", "yes", "はい"}


def confirmed(language: Language) -> bool:
    """Whether what was shown is to be done; nothing typed, or the end of the input, is no."""
    print(sentence("regrade_confirm", {}, language), end=" ", flush=True)
    return fold(sys.stdin.readline().strip()) in {fold(each) for each in _YES}
