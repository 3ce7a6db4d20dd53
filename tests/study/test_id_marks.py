import pytest

from bot.study.facts import Fact
from bot.study.id_marks import markable, marked, slug
from tests.study.conftest import built


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("- a", "- a {#x}"),
        ("- a  ", "- a {#x}  "),
        ("# A", "# A {#x}"),
        ("## A ##", "## A {#x} ##"),
        ("- # A #  ", "- # A {#x} #  "),
        ("# C# in `sharp #`", "# C# in `sharp #` {#x}"),
        ("A\n===", "A {#x}\n==="),
        ("- a\n  b", "- a\n  b {#x}"),
        ("1) `a`", "1) `a` {#x}"),
        ("- [x](https://example.com)", "- [x](https://example.com) {#x}"),
        ("- [broken](", "- [broken]( {#x}"),
        ("> - a", "> - a {#x}"),
        ("- - a", "- - a {#x}"),
        ("\ufeff# A\r", "\ufeff# A {#x}\r"),
    ],
)
def test_an_id_stands_behind_the_words(row: str, written: str) -> None:
    for end in ("", "\n", "\r\n", "\r"):
        assert marked(row + end, {1: "x"}) == written + end


def test_a_mark_may_have_attributes() -> None:
    assert marked("- a\n", {1: "x confidence=medium"}) == "- a {#x confidence=medium}\n"


def test_everything_else_is_left_as_it_is() -> None:
    text = "---\nt: 1\n---\n\n# A\t\n* b\n\n\n  <!-- c -->\n  > was: d\n  + e {#e}\n\n\tcode\n"
    assert marked(text, {5: "a", 6: "b"}) == text.replace("# A", "# A {#a}").replace("* b", "* b {#b}")


@pytest.mark.parametrize("text", ["words", "```\nx\n```", "- ```\n  x\n  ```", "- a {#a}", "<b>x</b>", "-"])
def test_what_gets_no_id(text: str) -> None:
    assert markable(text) == {}
    assert marked(text, {1: "x"}) is None


@pytest.mark.parametrize("text", ["- a {#b", "- a {#}", "- a &amp; {#b c}"])
def test_an_id_that_could_not_be_read_back_is_not_written(text: str) -> None:
    assert marked(text, {1: "x"}) is None


def only(text: str, language: str = "en") -> Fact:
    return next(iter(built({language: text}).facts.values()))  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("# Visibility timeout", "visibility-timeout"),
        ("# `ChangeMessageVisibility` (API)", "changemessagevisibility-api"),
        ("# 5 — 10 %", None),
        ("# 可視性 timeout", None),
        ("# " + "word " * 20, "word-word-word-word-word-word-word-word-word"),
        ("# " + "w" * 100, "w" * 48),
    ],
)
def test_an_id_from_words(text: str, id_: str | None) -> None:
    assert slug(only(text), "", ()) == id_


def test_an_id_that_is_taken_begins_with_what_is_above() -> None:
    fact = only("# Default")
    assert slug(fact, "sqs", {"default"}) == "sqs-default"
    assert slug(fact, "sqs", {"default", "sqs-default"}) == "sqs-default-2"
    assert slug(fact, "", {"default"}) == "default-2"
    assert len(slug(only("# " + "w " * 60), "a" * 60, {"-".join("w" * 24)}) or "") <= 64


def test_the_other_language_lends_its_words() -> None:
    fact = next(iter(built({"ja": "# 時間 {#t}", "en": "# Time {#t}"}).facts.values()))
    assert slug(fact, "", ()) == "time"
