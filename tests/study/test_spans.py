"""A line of Markdown as runs of words, code and links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.spans import Span, runs_of, spans


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("words", [Span("text", "words")]),
        ("`code`", [Span("code", "code")]),
        (
            "at most `10` of `a * b` each",
            [Span("text", "at most "), Span("code", "10"), Span("text", " of "), Span("code", "a * b"), Span("text", " each")],
        ),
        ("` spaced `", [Span("code", "spaced")]),
        ("`` a`b ``", [Span("code", "a`b")]),
        ("an open ` tick", [Span("text", "an open ` tick")]),
        ("*some* `code`", [Span("text", "some "), Span("code", "code")]),
    ],
)
def test_runs(line: str, runs: list[Span]) -> None:
    assert list(spans(line)) == runs


@given(st.text(st.sampled_from("`` ab*_\\\0\x1f\u200e\u3000\t&あ"), max_size=12))
def test_what_is_read_without_the_parser_is_read_as_the_parser_would(line: str) -> None:
    if any(mark in line for mark in "`*_\\&"):
        assert list(spans(line)) == runs_of(line, {})
