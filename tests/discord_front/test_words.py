"""Both languages are whole, and fit where Discord shows them."""

import re
from dataclasses import fields
from string import Formatter
from types import ModuleType

import pytest

from bot.study.facts import LANGUAGES, Language
from bot.study.questions.question import KINDS
from bot.wording import (
    appearance,
    board_words,
    commands,
    discord_quiz,
    groups,
    organising,
    privacy,
    progress,
    recounts,
    reports,
    rounds,
)
from bot.wording.boards import rule
from bot.wording.discord_words import ENGLISH, JAPANESE, Words

PHRASES = [field.name for field in fields(Words)]
JAPANESE_LETTER = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
# a name: letters and digits of any script, - and _ (Discord's rule, without the scripts not used here)
NAME = re.compile(r"[-_\w]{1,32}")


def slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_says_the_same_in_both_languages(phrase: str) -> None:
    english, japanese = getattr(ENGLISH, phrase), getattr(JAPANESE, phrase)
    assert english
    assert japanese
    assert slots(english) == slots(japanese)
    assert not JAPANESE_LETTER.search(english)
    assert JAPANESE_LETTER.search(japanese)
    assert max(len(english), len(japanese)) < 2000


@pytest.mark.parametrize("phrase", [field.name for field in fields(discord_quiz.Words) if field.name != "how"])
def test_what_questions_say_is_the_same_in_both_languages(phrase: str) -> None:
    english, japanese = getattr(discord_quiz.ENGLISH, phrase), getattr(discord_quiz.JAPANESE, phrase)
    assert english
    assert slots(english) == slots(japanese)
    assert not JAPANESE_LETTER.search(english)
    assert JAPANESE_LETTER.search(japanese)


OTHERS = (rounds, reports, groups, organising, appearance, privacy, progress, recounts, board_words)


@pytest.mark.parametrize(
    ("module", "phrase"),
    [
        (module, field.name)
        for module in OTHERS
        for field in fields(module.Words)
        if isinstance(getattr(module.ENGLISH, field.name), str) and field.name not in {"rank", "points_one", "days", "comma"}
    ],
)
def test_what_other_features_say_is_the_same_in_both_languages(module: ModuleType, phrase: str) -> None:
    english, japanese = getattr(module.ENGLISH, phrase), getattr(module.JAPANESE, phrase)
    assert english
    assert slots(english) == slots(japanese)
    assert not JAPANESE_LETTER.search(english)
    assert JAPANESE_LETTER.search(japanese)


@pytest.mark.parametrize("phrase", ["by", "now", "previous", "off", "winners", "earlier", "later"])
def test_boards_name_everything_in_both_languages(phrase: str) -> None:
    english, japanese = getattr(board_words.ENGLISH, phrase), getattr(board_words.JAPANESE, phrase)
    assert english.keys() == japanese.keys()
    for key in english:
        assert slots(english[key]) == slots(japanese[key])
        assert not JAPANESE_LETTER.search(english[key])
        assert JAPANESE_LETTER.search(japanese[key]) or not english[key]


def test_the_rule_fits_in_three_sentences() -> None:
    for language in LANGUAGES:
        assert len(rule(language).splitlines()) == 3
        assert "{" not in rule(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_says_how_to_answer_it(language: Language) -> None:
    assert set(discord_quiz.WORDS[language].how) == set(KINDS)
    assert not re.search("/[a-z]", discord_quiz.JAPANESE.none)


@pytest.mark.parametrize(
    "described",
    [*commands.DESCRIBED, *commands.ORGANISERS, *commands.DAILY_DESCRIBED, *commands.MEMBERS_DESCRIBED],
    ids=lambda described: described.name.en,
)
def test_a_command_is_named_and_described_in_both_languages(described: commands.Described) -> None:
    for name in (described.name.en, described.name.ja):
        assert NAME.fullmatch(name)
        assert name == name.lower()
    for description in (described.description.en, described.description.ja):
        assert 1 <= len(description) <= commands.LONGEST_DESCRIPTION
    assert JAPANESE_LETTER.search(described.name.ja)
    assert JAPANESE_LETTER.search(described.description.ja)


def test_the_japanese_help_names_the_japanese_commands() -> None:
    said = JAPANESE.help + JAPANESE.welcome
    for named in commands.DESCRIBED:
        if named not in (commands.QUERY, commands.HELP):
            assert f"{named.name.ja}`（{named.name.en}）" in JAPANESE.help
    assert f"/{commands.HELP.name.ja}" in said
    assert not re.search("/[a-z]", said)


def test_the_menu_is_named_in_both_languages() -> None:
    assert (commands.EXPLAIN_THIS.en, commands.EXPLAIN_THIS.ja) == ("Explain this", "この文を解説")
