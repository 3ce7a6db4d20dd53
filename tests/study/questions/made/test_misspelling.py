"""Which words are probably misspelt."""

from bot.study.questions.made.misspelling import misspelt
from tests.study.questions.made.conftest import made_of


def test_a_word_that_lacks_a_letter_of_a_more_frequent_one_is_misspelt() -> None:
    assert misspelt(["AllowTraffic", "Traffic shaping", "Taffic splitting"]) == {"taffic"}
    assert misspelt(["shifting weight", "weight", "wieght"]) == {"wieght"}


def test_plurals_other_words_and_words_as_rare_are_not() -> None:
    assert not misspelt(["segment", "segment", "segments"])
    assert not misspelt(["header", "reader", "reader"])
    assert not misspelt(["Taffic", "Traffic"])
    assert not misspelt(["form", "from", "from"])


def test_what_is_misspelt_is_neither_asked_about_nor_offered() -> None:
    notes = """# Roads
- Barrier
  - Keeps lorries away from pavements
- Barrier arm
  - Lifts whenever trains have passed
- Barier gate
  - Shuts automatically after midnight
- Kerb
  - Separates walkers and drivers
- Signal
  - Shows colours in turn
"""
    made = made_of(notes)
    assert made
    assert "Barier" not in str([(each.text, each.options) for each in made])
    assert "midnight" not in str([each.text for each in made])
