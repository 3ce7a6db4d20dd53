"""Every complaint about the settings is said in both languages, with the same values."""

from string import Formatter
from typing import get_args

from bot.settings import Trouble
from bot.wording.settings import _WORDS


def test_both_languages_say_every_complaint_with_the_same_values() -> None:
    for trouble in get_args(Trouble):
        japanese, english = (
            {name for _, name, _, _ in Formatter().parse(_WORDS[language][trouble]) if name} for language in ("ja", "en")
        )
        assert japanese == english
    assert _WORDS["ja"].keys() == _WORDS["en"].keys() == set(get_args(Trouble))
