from pathlib import Path

import pytest

from bot.study.facts import Correction, Language
from bot.study.notes import Span
from bot.tutor.explain import explain_fact
from bot.tutor.library import Library, open_library
from bot.wording.cards import Card, Row, card
from bot.wording.corrections import corrected, remarks

EN = """\
# SQS {#sqs}

- Largest message {#largest}
  - One message may have up to 1 MiB.
    > was: 256 KB
    > since: 2025-08
    > now: `1 MiB`, four times as much.
  > was: no limit.
- Retention {#retention}
  - 4 days {#days}
    > was: 3 days
"""
JA = """\
# SQS {#sqs}

- 最大サイズ {#largest}
  - 1 件は最大 1 MiB。
    > was: 256 KB
    > since: 2025-08
    > now: `1 MiB` になった。
  > was: 制限なし。
- 保持期間 {#retention}
  - 4 日 {#days}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("decks") / "deck"
    for language, text in (("en", EN), ("ja", JA)):
        (folder / language).mkdir(parents=True)
        (folder / language / "notes.md").write_text(text, encoding="utf-8")
    return open_library([folder], [])


def drawn(library: Library, id_: str, language: Language) -> Card:
    found = explain_fact(library, f"deck/{id_}", language)
    assert found is not None
    return card(found, language)


def said(rows: tuple[Row, ...]) -> list[tuple[int, str]]:
    return [(row.depth, "".join(span.text for span in row.spans)) for row in rows]


@pytest.mark.parametrize(
    ("language", "correction", "line"),
    [
        ("en", Correction("256 KB", "2025-08", "1 MiB."), "The notes say: 256 KB. Since 2025-08: 1 MiB."),
        ("en", Correction("256 KB.", "", "1 MiB."), "The notes say: 256 KB. In fact: 1 MiB."),
        ("en", Correction("256 KB", "2025"), "The notes say: 256 KB. Since 2025: as this entry says."),
        ("en", Correction("256 KB"), "The notes say: 256 KB. In fact: as this entry says."),
        ("ja", Correction("256 KB。", "2025-08", "1 MiB。"), "ノートでは：256 KB。2025-08 から：1 MiB。"),
        ("ja", Correction("256 KB", "", "1 MiB。"), "ノートでは：256 KB。正しくは：1 MiB。"),
        ("ja", Correction("256 KB", "2025"), "ノートでは：256 KB。2025 から：この項目のとおり。"),
        ("ja", Correction("256 KB"), "ノートでは：256 KB。正しくは：この項目のとおり。"),
    ],
)
def test_a_correction_in_words(language: Language, correction: Correction, line: str) -> None:
    assert corrected(correction, language) == line


def test_a_card_says_its_own_first_and_then_what_is_beneath_and_whose(library: Library) -> None:
    shown = drawn(library, "largest", "en")
    assert said(shown.rows) == [(0, "One message may have up to 1 MiB.")]
    assert said(shown.correction) == [(-1, "The notes say: no limit. In fact: as this entry says.")]
    assert said(shown.corrections) == [
        (-1, "What the notes have otherwise:"),
        (
            0,
            "One message may have up to 1 MiB. — The notes say: 256 KB. Since 2025-08: 1 MiB, four times as much.",
        ),
    ]
    assert Span("code", "1 MiB") in shown.corrections[1].spans


def test_a_card_says_it_in_the_askers_language_or_in_the_one_there_is(library: Library) -> None:
    shown = drawn(library, "sqs", "ja")
    assert shown.correction == ()
    assert [words for _, words in said(shown.corrections)] == [
        "ノートと違うところ：",
        "最大サイズ — ノートでは：制限なし。正しくは：この項目のとおり。",
        "1 件は最大 1 MiB。 — ノートでは：256 KB。2025-08 から：1 MiB になった。",
        "4 日 — ノートでは：3 days。正しくは：この項目のとおり。",
    ]


def test_a_card_without_corrections_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A {#a}\n\n- b {#b confidence=medium}\n")
    library = open_library([tmp_path / "a.md"], [])
    found = explain_fact(library, "a/a", "en")
    assert found is not None
    assert (card(found, "en").correction, card(found, "en").corrections) == ((), ())
    assert remarks(library.base["a/a"], "en") == []
    assert remarks(library.base["a/b"], "en") == ["> Not confirmed"]
    assert remarks(library.base["a/b"], "ja") == ["> 未確認"]
