"""Whatever is written in a file or typed at a prompt: no exception, nothing from outside, bounded time."""

import random
import string
import time
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.study import glossary, outline
from bot.study.facts import Deck, Fact, FactBase
from bot.study.glossary import Glossary
from bot.study.id_marks import markable, marked
from bot.study.lookup import Lookup
from bot.study.notes import LONGEST_LINE, Entry, parse, spans
from bot.study.text import compact, fold, joined, key, loose, quantities, stem, words
from tests.study.conftest import Notes

settings.register_profile(
    "short",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
short = settings.get_profile("short")

LONGEST_WAIT = 1.0
"""Seconds; a hundred times what a slow machine needs."""

SIGNS = ["#", "##", "- ", "* ", "1. ", "> ", "  ", "    ", "\t", "`", "```\n", "[", "](", ")", "{#", "}", "<", "\n", "\n\n", "\r"]
WORDS = ["SQS", "可視性", "タイムアウト", "visibility", "のは"]
MARKED = [
    "{#id}",
    "{#id checked=2026-01-01}",
    "\n> was: x\n",
    "> since: 2025\n",
    "now: y",
    "[a](https://x.y)",
    "[r]: https://x.y",
    "&#x202e;",
]
UNSEEN = ["\u202e", "\u2066", "\u200b", "\x00", "\x1b[0m", "\x85", "\ufeff", "\u2028", "e\u0301", "👩‍👩‍👧", "\U0010ffff"]
ASKED = ["dlq", "vs", " ", "と", "の違いは？", "kashisei", "10 GB", "x-amz-", "sse-kms", "ＳＱＳ"]
YAML = ["terms:\n", "words:\n", "asked:\n", "- ", "{id: a, en: [b]}\n", "id: ", "en: ", "[", "]", "{", "}", ": ", "&a ", "*a "]
YAML_SIGNS = ["  ", "? ", "| ", "> ", "!!x ", "%YAML 1.9\n", "---\n", "...\n", "'", '"', "\t", "\n", "# ", "<<: "]


def mixed(pieces: Sequence[str], size: int) -> st.SearchStrategy[str]:
    """Texts of these pieces and of anything between them."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=6), max_size=size).map("".join)


def outlined(rows: Sequence[tuple[int, str, str]]) -> str:
    return "\n".join("  " * depth + f"{sign} {text}" for depth, sign, text in rows)


anything = st.text(max_size=300)
row = st.tuples(st.integers(0, 70), st.sampled_from("-*+>#"), st.text("ab {}#あ", max_size=6))
documents = anything | mixed([*SIGNS, *WORDS, *MARKED, *UNSEEN], 60) | st.lists(row, max_size=80).map(outlined)
yamlish = mixed([*YAML, *YAML_SIGNS], 40)
typed = anything | mixed([*WORDS, *UNSEEN, *ASKED], 20)


def lines_of(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def every(entries: Sequence[Entry]) -> list[Entry]:
    return [each for entry in entries for each in (entry, *every(entry.children))]


def built(text: str) -> FactBase:
    deck = Deck("deck", {})
    entries, _ = parse(text, "a.md")
    facts, problems = outline.build(deck, [outline.Page("ja", "a.md", "a", entries)])
    assert all(1 <= problem.place.line <= lines_of(text) for problem in problems)
    return FactBase((deck,), facts)


@settings(short)
@given(documents)
@example("\x85# a\u2028- b")
@example("- {#x\n- {#x}\n# {#x}")
@example("")
def test_any_text_is_an_outline(text: str) -> None:
    start = time.perf_counter()
    entries, problems = parse(text, "a.md")
    assert time.perf_counter() - start < LONGEST_WAIT
    assert all(1 <= problem.place.line <= lines_of(text) and problem.place.path == "a.md" for problem in problems)
    assert all(1 <= entry.line <= lines_of(text) for entry in every(entries))
    for entry in every(entries):
        shown = "".join(span.text for span in spans(entry.markdown)) + entry.plain
        assert not any(sign in shown for sign in ("\u202e", "\u2066", "\x00", "\x1b"))


@settings(short)
@given(documents)
def test_any_outline_is_facts_that_can_be_shown_and_asked(text: str) -> None:
    base = built(text)
    for fact in base.facts.values():
        assert fact.parent is None or fact.key in base[fact.parent].children
        assert [base[key] for key in fact.path] == line_up(base, fact)
        assert base.text(fact, "ja").split("\n")[0] == fact.line("ja").markdown.split("\n")[0]
        assert base.topic_of(fact).is_topic
    lookup = Lookup(base, Glossary())
    assert {answer.fact.key for answer in lookup.find(text).answers} <= set(base.facts)
    assert {suggestion.fact.key for suggestion in lookup.suggest(text)} <= set(base.facts)


def line_up(base: FactBase, fact: Fact) -> list[Fact]:
    above = base.get(fact.parent)
    return [*line_up(base, above), above] if above else []


@settings(short)
@given(documents)
def test_ids_are_written_and_nothing_else(text: str) -> None:
    marks = {line: f"written-{line}" for line in markable(text)}
    made = marked(text, marks)
    assert made is not None or parse(text, "")[1]
    for mark in marks.values() if made is not None else ():
        assert made is not None
        made = made.replace(f" {{#{mark}}}", "", 1)
    assert made in (None, text)


@settings(short)
@given(documents)
def test_ids_stay_when_something_is_added_elsewhere(text: str) -> None:
    before = built(f"# One\n\n- a\n\n# Two\n\n- b\n\n{text}")
    after = built(f"# One\n\n- a\n- added\n\n# Two\n\n- b\n\n{text}")
    assert set(before.facts) < set(after.facts)


@settings(short)
@given(st.lists(st.text("ab", min_size=1, max_size=2), max_size=12), st.integers(0, 12))
def test_ids_are_unique_and_a_bullet_more_changes_no_other(names: list[str], place: int) -> None:
    bullets = [f"- {name}" for name in names]
    before = built("# A\n\n" + "\n".join(bullets))
    after = built("# A\n\n" + "\n".join([*bullets[:place], "- something new", *bullets[place:]]))
    assert len(before.facts) == len(names) + 1
    assert set(before.facts) < set(after.facts)


@settings(short)
@given(anything | yamlish)
@example("terms: [a")
@example("terms:\n- &a [*a]")
@example("terms: &a\n- *a")
@example("? {a: b}\n: c")
def test_any_text_is_a_glossary(text: str) -> None:
    start = time.perf_counter()
    found, problems = glossary.parse(text, "g.yaml")
    assert time.perf_counter() - start < LONGEST_WAIT
    lines = len(f"{text}.".splitlines())
    assert all(1 <= problem.place.line <= lines for problem in problems)
    assert all(any(term.names()) for term in found.terms)
    Lookup(FactBase(), found).find(text)


@settings(short)
@given(typed, st.integers(1, 12), st.sampled_from(["ja", "en"]))
def test_any_query_is_answered_from_the_deck(bundled: Notes, query: str, limit: int, language: str) -> None:
    start = time.perf_counter()
    found = bundled.lookup.find(query, language="ja" if language == "ja" else "en", limit=limit)
    assert time.perf_counter() - start < LONGEST_WAIT
    assert len(found.answers) <= limit
    assert all(0.0 <= answer.score <= 1.0 for answer in found.answers)
    assert len({answer.fact.key for answer in found.answers}) == len(found.answers)
    assert not (found.answers and found.suggestions)
    shown = [answer.fact for answer in found.answers] + [suggestion.fact for suggestion in found.suggestions]
    assert all(bundled.base[fact.key] is fact for fact in shown)


@settings(short)
@given(typed)
def test_scores_fall(bundled: Notes, query: str) -> None:
    """But for comparisons, whose sides take turns, and for topics that are named beside what joins them."""
    found = bundled.lookup.find(query)
    scores = [answer.score for answer in found.answers]
    tied = [score for score in scores if score >= found.tie]
    assert scores == sorted(scores, reverse=True) or len(tied) > 1


@settings(short)
@given(typed, st.integers(1, 25))
def test_anything_typed_is_completed_from_the_deck(bundled: Notes, text: str, limit: int) -> None:
    start = time.perf_counter()
    found = bundled.lookup.suggest(text, limit=limit)
    assert time.perf_counter() - start < LONGEST_WAIT
    assert len(found) <= limit
    assert all(bundled.base[suggestion.fact.key] is suggestion.fact and suggestion.label for suggestion in found)


@settings(short)
@given(typed, st.integers(1, 5))
def test_any_message_mentions_facts_of_the_deck(bundled: Notes, text: str, limit: int) -> None:
    start = time.perf_counter()
    found = bundled.lookup.mentions(text, limit)
    assert time.perf_counter() - start < LONGEST_WAIT
    assert len({fact.key for fact in found}) == len(found) <= limit
    assert all(bundled.base[fact.key] is fact for fact in found)


LONG = [
    "a" * 30_000,
    "あ" * 30_000,
    "ア" * 30_000,
    "漢" * 30_000,
    "a " * 15_000,
    "x-" * 15_000,
    "1 2 " * 8_000,
    "キュー" * 3_000,
    "visibility timeout " * 1_500,
    "可視性タイムアウトと" * 3_000,
    "aA" * 15_000,
    "\u0301" * 30_000,
    "\u202e" * 30_000,
    "\n" * 30_000,
    "".join(random.Random(1).choices(string.ascii_lowercase + " ", k=30_000)),
    "".join(random.Random(2).choices("アイウエオカキクのはがを可視性", k=30_000)),
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_a_very_long_query_takes_no_longer(bundled: Notes, text: str) -> None:
    for ask in (bundled.lookup.find, bundled.lookup.suggest, bundled.lookup.mentions):
        start = time.perf_counter()
        ask(text)
        assert time.perf_counter() - start < LONGEST_WAIT


@pytest.mark.parametrize("unit", ["[", "*", "`", "![](", "<a", "&", "_a", "{#", "\\", "[a](b)", "> ", "- ", "|"])
def test_the_longest_line_of_signs_takes_bounded_time(unit: str) -> None:
    line = (unit * LONGEST_LINE)[:LONGEST_LINE]
    start = time.perf_counter()
    parse(f"# A\n\n{line}\n\n- {line[:-2]}\n", "a.md")
    assert time.perf_counter() - start < 8


@settings(short)
@given(anything | typed)
@example("ﷺ" * 5)
@example("ß İ ŉ ǆ ﬁ")
def test_folding_holds_together(text: str) -> None:
    assert key(key(text)) == key(text)
    assert fold(fold(text)) == fold(text)
    compacted = compact(text)
    assert len(compacted.starts) == len(compacted.scripts) == len(compacted.text) + 1
    assert compact(compacted.text).text == compacted.text
    assert all(word.text == compacted.text[word.start : word.end] and word.text for word in words(compacted))
    assert all(part in compacted.text for part in joined(compacted))
    assert loose(loose(compacted.text)) == loose(compacted.text)
    assert all(quantity.startswith("#") for quantity in quantities(text))
    assert all(stem(word.text) for word in words(compacted))
