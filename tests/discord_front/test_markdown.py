"""Whatever a note contains is shown in Discord and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_front.markdown import code, inert, pages
from bot.study.notes import Span, spans
from bot.wording.cards import Row

ROOM = 200


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("30 seconds", "30 seconds"),
        ("a*b*c __d__ ~~e~~ ||f||", r"a\*b\*c \_\_d\_\_ \~\~e\~\~ \|\|f\|\|"),
        ("[bank](https://evil.example)", r"\[bank\](https://evil.example )"),
        ("<@123456789012345678> <#1> <t:0>", r"\<@123456789012345678\> \<#1\> \<t:0\>"),
        ("@everyone @here @Component", "@\u200beveryone @\u200bhere @Component"),
        ("# loud", r"\# loud"),
        ("-# small", r"\-# small"),
        ("> quote", r"\> quote"),
        ("- list", r"\- list"),
        ("1. list", r"1\. list"),
        ("one\n# two", "one\n\\# two"),
        ("12) list", r"12\) list"),
        ("`code`", r"\`code\`"),
        (r"C:\new", r"C:\\new"),
        ("see https://docs.example/a_b_c now", "see https://docs.example/a_b_c now"),
        ("https://docs.example/x、です", "https://docs.example/x 、です"),
        ("see https://docs.example/Lock_(a)/b_(c) now", "see https://docs.example/Lock_(a)/b_(c) now"),
        ("https://docs.example/a_(b_(c)_d)", "https://docs.example/a_(b_(c)_d)"),
        ("(see https://docs.example/a_(b))", "(see https://docs.example/a_(b) )"),
        ("https://docs.example/a_(b", "https://docs.example/a_ (b"),
        ("[bank](https://evil.example/(a))", r"\[bank\](https://evil.example/(a) )"),
    ],
)
def test_text_is_inert(written: str, shown: str) -> None:
    assert inert(written) == shown


@pytest.mark.parametrize(
    ("literal", "shown"),
    [
        ("x-amz-acl", "`x-amz-acl`"),
        ("a`b", "`` a`b ``"),
        ("a``b", "`a\u02cb\u02cbb`"),
        ("  ", "  "),
        ("one\ntwo", "\n```\none\ntwo\n```"),
    ],
)
def test_code_stays_code(literal: str, shown: str) -> None:
    assert code(literal) == shown


def rows(*written: tuple[int, str]) -> list[Row]:
    return [Row(depth, spans(markdown)) for depth, markdown in written]


def test_rows_become_nested_bullets() -> None:
    assert pages(rows((0, "first"), (1, "`second`"), (0, "third")), ROOM) == ("- first\n  - `second`\n- third",)


def test_nothing_makes_no_page() -> None:
    assert pages([], ROOM) == ()


def test_a_page_ends_between_rows() -> None:
    made = pages(rows((0, "a" * 120), (0, "b" * 120)), ROOM)
    assert made == ("- " + "a" * 120, "- " + "b" * 120)


def test_a_long_row_is_cut_at_a_sentence() -> None:
    made = pages(rows((0, " ".join(f"Sentence number {n} is here." for n in range(12)))), ROOM)
    assert len(made) > 1
    assert all(page.endswith(".") for page in made)
    made = pages(rows((0, "これは一つの文です。" * 40)), ROOM)
    assert len(made) > 1
    assert all(page.endswith("。") for page in made)


def test_a_row_without_sentences_is_cut_all_the_same() -> None:
    made = pages(rows((0, "x" * 3000)), 1000)
    assert "".join(page.replace("- ", "").replace("\n", "") for page in made) == "x" * 3000


def test_long_code_is_cut_without_making_another_delimiter() -> None:
    (page,) = pages([Row(0, (Span("code", "x" * 900),))], 1500)
    assert "``" not in page
    assert page.count("x") == 900


def test_what_is_nested_deeper_than_is_drawn_says_so() -> None:
    (page,) = pages([Row(6, (Span("text", "six"),)), Row(7, (Span("text", "seven"),))], ROOM)
    assert page.split("\n") == ["            - six", "            - › seven"]


@given(st.lists(st.tuples(st.integers(-1, 9), st.text(max_size=1500)), max_size=8))
def test_pages_never_exceed_their_room(written: list[tuple[int, str]]) -> None:
    made = pages(
        [
            Row(depth, (Span("text", text), Span("code", text), Span("link", text, "https://x.example")))
            for depth, text in written
        ],
        1500,
    )
    assert all(0 < len(page) <= 1500 for page in made)


def test_a_long_line_of_open_brackets_takes_no_time() -> None:
    text = "https://x.example/" + "(" * 20_000 + "https://(a" * 5_000
    assert inert(text).count("(") == 25_000


@given(st.text(st.sampled_from("[]()https://a.b!<>* ")) | st.text())
def test_no_text_opens_a_mention_or_a_masked_link(text: str) -> None:
    shown = inert(text)
    assert not re.search(r"@(everyone|here)", shown)
    unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", shown)
    assert not re.search(r"[\[\]<>`*|]", unescaped)


def test_what_turns_a_line_round_is_not_repeated() -> None:
    assert inert("\u202epizza\u2066 sq\u200bs\u2069") == "pizza sqs"
