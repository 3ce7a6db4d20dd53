import pytest
import yaml

from bot.study.yaml_traps import traps


def said(text: str) -> list[str]:
    return [str(problem) for problem in traps(text, "g.yaml")]


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("no", "true or false"),
        ("On", "true or false"),
        ("y", "true or false"),
        ("12:30", "another number"),
        ("1_000", "another number"),
        ("010", "another number"),
        ("~", "nothing"),
        ("null", "nothing"),
    ],
)
def test_words_that_other_readers_misread(word: str, taken: str) -> None:
    message = f'{word} without quotes is {taken} to other readers of YAML; write "{word}"'
    for text, line in ((f"a:\n- en: [x, {word}]\n", 2), (f"a:\n- {word}\n", 2), (f"a: {word}\r\n", 1), (f"{word}: a", 1)):
        assert said(text) == [f"g.yaml:{line}: warning: {message}"]


@pytest.mark.parametrize(
    "text",
    [
        "a: 'no'",
        'a: ["on", x]',
        "a: >-\n  no\n",
        "a: on hold\n",
        "a: 12:60\n",
        "a: 1000",
        "a: 2026-11-22",
        "a: x # no\n",
        "a: [1.5, 2]",
        "a: [x",
        "",
    ],
)
def test_words_that_everyone_reads_alike(text: str) -> None:
    assert said(text) == []


def test_true_is_true_behind_a_key_and_a_word_in_a_list() -> None:
    assert said("confirmed: true\n") == []
    message = 'g.yaml:2: warning: true without quotes is true or false to other readers of YAML; write "true"'
    assert said("en:\n- true\n") == said("confirmed: true\nen: [true]\n") == [message]


def test_the_warnings_are_true() -> None:
    for word in ("no", "On", "12:30", "1_000", "010", "~", "NULL", "+1:30"):
        assert yaml.safe_load(word) != word
