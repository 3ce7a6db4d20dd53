from pathlib import Path

import pytest

from bot.study.facts import Fact, Language, Link
from bot.study.notes import Span
from bot.tutor.explain import explanation
from bot.tutor.library import Library, open_library
from bot.wording.cards import Card, card, name, notes, title

EN = """\
# SQS {#sqs checked=2026-11-22}

- Visibility **timeout** {#visibility}
  - Change it with `ChangeMessageVisibility`; see [the guide](https://example.com/a).
  - Default {#default confidence=medium}
    - 30 seconds
    - [Only a link](https://example.com/b)
  - How to

    ```
    one
    two
    ```
- Alone {#alone}
"""
JA = """\
# SQS {#sqs checked=2026-11-22}

- 可視性タイムアウト {#visibility}
  - `ChangeMessageVisibility` で変える。
  - 既定値 {#default confidence=medium}
    - 30 秒
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("deck")
    for language, text in (("en", EN), ("ja", JA)):
        (folder / language).mkdir()
        (folder / language / "notes.md").write_text(text, encoding="utf-8")
    return open_library([folder], [])


def fact(library: Library, id_: str) -> Fact:
    return next(each for each in library.base.facts.values() if each.id == id_)


def drawn(library: Library, id_: str, language: Language) -> Card:
    return card(explanation(library, fact(library, id_), language), language)


def said(shown: Card) -> list[tuple[int, str]]:
    return [(row.depth, "".join(span.text for span in row.spans)) for row in shown.rows]


def test_a_card_in_english(library: Library) -> None:
    shown = drawn(library, "visibility", "en")
    assert (shown.breadcrumb, shown.title) == ("SQS", "Visibility timeout · 可視性タイムアウト")
    assert said(shown) == [
        (0, "Change it with ChangeMessageVisibility; see the guide."),
        (0, "Default (not confirmed)"),
        (1, "30 seconds"),
        (0, "How to"),
        (1, "one\ntwo"),
    ]
    assert shown.notes == ("Checked on 2026-11-22",)
    assert shown.sources == (Link("the guide", "https://example.com/a"), Link("Only a link", "https://example.com/b"))


def test_a_card_in_japanese(library: Library) -> None:
    shown = drawn(library, "visibility", "ja")
    assert (shown.breadcrumb, shown.title) == ("SQS", "可視性タイムアウト · Visibility timeout")
    assert said(shown) == [(0, "ChangeMessageVisibility で変える。"), (0, "既定値（未確認）"), (1, "30 秒")]
    assert shown.notes == ("2026-11-22 に確認",)


def test_code_and_links_keep_their_kind(library: Library) -> None:
    row = drawn(library, "visibility", "en").rows[0]
    assert Span("code", "ChangeMessageVisibility") in row.spans
    assert Span("link", "the guide", "https://example.com/a") in row.spans
    assert drawn(library, "visibility", "en").rows[-1].spans == (Span("code", "one\ntwo"),)


def test_what_is_not_confirmed_says_so(library: Library) -> None:
    assert notes(fact(library, "default"), "en") == ("Checked on 2026-11-22", "Not confirmed")
    assert notes(fact(library, "default"), "ja") == ("2026-11-22 に確認", "未確認の情報です")


def test_a_name_both_languages_share_is_said_once(library: Library) -> None:
    assert title(fact(library, "sqs"), "en") == "SQS"


def test_a_line_that_is_only_a_link_stays_where_the_front_shows_no_such_source(library: Library) -> None:
    shown = card(explanation(library, fact(library, "default"), "en"), "en", linked=())
    assert said(shown) == [(0, "30 seconds"), (0, "Only a link: https://example.com/b")]


def test_a_fact_in_one_language_alone(library: Library) -> None:
    shown = drawn(library, "alone", "ja")
    assert (shown.title, shown.rows, name(fact(library, "alone"), "ja")) == ("Alone", (), "Alone")


def test_only_a_line_that_is_all_link_is_a_source(library: Library) -> None:
    found = {each.line("en").plain for each in library.base.facts.values() if each.is_source}
    assert found == {"Only a link"}


def test_the_lines_of_what_is_not_confirmed_are_not_confirmed_either(library: Library) -> None:
    seconds = next(each for each in library.base.facts.values() if each.line("en").plain == "30 seconds")
    assert card(explanation(library, seconds, "en"), "en").notes[-1] == "Not confirmed"


def test_an_older_date_beneath_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# A {#a checked=2026-11-22}\n\n- b {#b checked=2025-01-31}\n\n# C\n\n- d {#d checked=2025-02-01}\n"
    )
    opened = open_library([tmp_path / "a.md"], [])
    assert drawn(opened, "a", "en").notes == ("Checked on 2026-11-22", "Some of it checked on 2025-01-31")
    assert drawn(opened, "a", "ja").notes == ("2026-11-22 に確認", "一部は 2025-01-31 に確認")
    assert drawn(opened, "b", "en").notes == ("Checked on 2025-01-31",)
    assert card(explanation(opened, opened.base.topics()[1], "en"), "en").notes == ("Some of it checked on 2025-02-01",)
