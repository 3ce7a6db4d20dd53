import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import content
from bot.content import reading
from bot.content.reading import Content

GOOD = "# Kept\n\n- Still here\n  - and taught\n"


def load(folder: Path) -> Content:
    """A deck with one good page beside whatever the test wrote."""
    (folder / "good.md").write_text(GOOD)
    return reading.load([folder], [])


def problems(read: Content, folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in read.problems]


def taught(read: Content) -> set[str]:
    return {line.plain for fact in read.base.facts.values() for line in fact.lines.values()}


TOO_MUCH = "this file has over 100,000 lines or list entries; split it by topic"
BAD_PAGES: list[tuple[str, bytes, str]] = [
    ("UTF-16", "# あ".encode("utf-16"), "bad.md:1: byte 0 is not UTF-8; save the file as UTF-8"),
    ("Latin-1", b"# A\n\n- caf\xe9\n", "bad.md:3: byte 10 is not UTF-8; save the file as UTF-8"),
    ("10 MB in one line", b"# A\n\n- " + b"a" * 10_000_000, "bad.md:3: this line has 10,000,002 characters"),
    ("10 MB of list marks in one line", b"- " * 5_000_000, "bad.md:1: this line has 10,000,000 characters"),
    ("10,000 levels of lists", b"".join(b" " * (2 * i) + b"- x\n" for i in range(10_000))[:15_000_000], "levels"),
    ("10,000 levels of quotes", b">" * 10_000 + b" x", "bad.md:1: lists nest deeper than 60 levels"),
    ("control characters", b"# A\n\n- red \x1b[31m\x00 text\n", "bad.md:3: an invisible control character (U+001B)"),
    ("bidi overrides", "# A\n\n- turned \u202eback\n".encode(), "bad.md:3: an invisible control character (U+202E)"),
    ("duplicate ids", b"# A {#x}\n\n- one {#x}\n", "bad.md:3: the id 'x' is already used at"),
    ("an id that cannot be used", b"# A\n\n- x {#Upper}\n", "bad.md:3: the id 'Upper' cannot be used"),
    ("a date that is none", b"# A {#a checked=soon}\n", "bad.md:1: 'soon' is no date"),
    ("an empty file", b"", "bad.md:1: this file is empty; write a heading and a list, or delete it"),
    ("blank lines", b" \n\t\n", "bad.md:1: this file is empty"),
    ("over the limit", b"- x\n" * (5 * 2**20), "bad.md:1: this file is over 16 MB; split it by topic"),
    ("3,000,000 bullets", b"- ab\n" * 3_000_000, f"bad.md:1: {TOO_MUCH}"),
    ("900,000 headings", b"# heading %%\n" * 900_000, f"bad.md:1: {TOO_MUCH}"),
    ("a paragraph of 3,900,000 lines", b"a b\n" * 3_900_000, f"bad.md:1: {TOO_MUCH}"),
    ("lines that end in CR", b"- ab\r" * 200_000, f"bad.md:1: {TOO_MUCH}"),
    ("40 lists opened in a line", b"- " * 40 + b"ab\n" + (b"- " * 40 + b"ab\n") * 5_000, f"bad.md:1: {TOO_MUCH}"),
    ("quotes in quotes", (b">" * 50 + b" - ab\n\n") * 5_000, f"bad.md:1: {TOO_MUCH}"),
]


@pytest.mark.parametrize(("data", "said"), [(data, said) for _, data, said in BAD_PAGES], ids=[name for name, *_ in BAD_PAGES])
def test_a_bad_page_is_a_problem_and_the_good_ones_are_taught(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "bad.md").write_bytes(data)
    start = time.perf_counter()
    read = load(tmp_path)
    assert time.perf_counter() - start < 30
    assert said in problems(read, tmp_path)[0]
    assert {"Kept", "Still here", "and taught"} <= taught(read)


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


BAD_FILES: list[tuple[Callable[[Path], None], str]] = [
    (Path.mkdir, "bad.md:1: this is a folder; a page of notes is a file"),
    (link_to_itself, "bad.md:1: this file cannot be read (Too many levels of symbolic links)"),
    (lambda path: path.symlink_to("nowhere"), "bad.md:1: this file cannot be read (No such file or directory)"),
    (os.mkfifo, "bad.md:1: this is no plain file"),
]


@pytest.mark.parametrize(("make", "said"), BAD_FILES, ids=["folder", "loop", "dangling", "pipe"])
def test_a_page_that_is_no_file(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "bad.md")
    read = load(tmp_path)
    assert said in problems(read, tmp_path)[0]
    assert "Kept" in taught(read)
    assert content.fingerprint([tmp_path], [])


def test_a_page_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        if path.name == "bad.md":
            raise PermissionError(13, "Permission denied")
        with path.open("rb") as file:
            return file.read()

    (tmp_path / "bad.md").write_text("# A\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    read = load(tmp_path)
    assert problems(read, tmp_path) == [
        "bad.md:1: this file cannot be read (Permission denied); check that it is there and readable"
    ]
    assert "Kept" in taught(read)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
def test_a_folder_that_may_not_be_read(tmp_path: Path, mode: int) -> None:
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "a.md").write_text("# A\n")
    (tmp_path / "deck").chmod(mode)
    try:
        read = load(tmp_path)
        content.fingerprint([tmp_path], [])
    finally:
        (tmp_path / "deck").chmod(0o700)
    assert read.problems
    assert "Kept" in taught(read)


BAD_DECKS: list[tuple[str, str]] = [
    ("title: [half\n", "deck.yaml:1: this is no YAML"),
    ("- a list\n", "deck.yaml:1: deck.yaml is a mapping"),
    ("just words\n", "deck.yaml:1: deck.yaml is a mapping"),
    ("? [a, b]\n: c\n", "deck.yaml:1: a list or mapping cannot stand before a colon"),
    ("title: X\nlangauges: [ja]\n", "deck.yaml:2: 'langauges' is not known here"),
    ("languages: [fr]\n", "deck.yaml:1: languages is a list of ja and en"),
    ("title: {fr: Notes}\n", "deck.yaml:1: the title is a text, or one in each language"),
    ("title: &a [*a]\n", "deck.yaml:1: the title is a text"),
    ("title: \x01\n", "deck.yaml:1: there is a control character"),
    ("", "deck.yaml:1: this file is empty"),
    ("title: " + "[" * 200_000, "deck.yaml:1: this YAML nests deeper than 50 levels"),
    ("- " * 200_000, "deck.yaml:1: this YAML nests deeper than 50 levels"),
    ("".join(" " * level + "-\n" for level in range(5_500)), "deck.yaml:51: this YAML nests deeper than 50 levels"),
]


@pytest.mark.parametrize(("text", "said"), BAD_DECKS, ids=[said for _, said in BAD_DECKS])
def test_a_broken_deck_description(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "deck.yaml").write_text(text)
    read = load(tmp_path)
    assert problems(read, tmp_path)[0].startswith(said)
    assert "Kept" in taught(read)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("terms: [half\n", "glossary.yaml:1: this is no YAML"),
        ("- a\n", "glossary.yaml:1: a glossary is a mapping"),
        ("terms:\n- words\n", "glossary.yaml:2: a term is a mapping"),
        ("terms:\n- {id: a}\n", "glossary.yaml:2: this term has no name"),
        ("terms:\n- {id: a, en: [b]}\n- {id: a, en: [c]}\n", "glossary.yaml:3: the id 'a' is already used"),
        ("terms:\n- {id: a, en: [[b]]}\n", "glossary.yaml:2: a name is a piece of text"),
        ("? [a]\n: b\n", "glossary.yaml:1: "),
        ("terms: " + "[" * 200_000, "glossary.yaml:1: this YAML nests deeper than 50 levels"),
        ("", "glossary.yaml:1: this file is empty"),
    ],
)
def test_a_broken_glossary(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "glossary.yaml").write_text(text)
    read = load(tmp_path)
    assert problems(read, tmp_path)[0].startswith(said)
    assert "Kept" in taught(read)


def test_a_glossary_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").mkdir()
    assert "glossary.yaml:1: this is a folder" in problems(load(tmp_path), tmp_path)[0]


def test_a_folder_without_notes_says_so(tmp_path: Path) -> None:
    read = reading.load([tmp_path], [])
    assert "there are no notes here; add a Markdown file" in str(read.problems[0])


def test_a_single_file_is_a_whole_deck(tmp_path: Path) -> None:
    """
    # SQS

    - 可視性タイムアウト
      - 既定値は 30 秒
    """
    text = "\n".join(line.removeprefix("    ") for line in (test_a_single_file_is_a_whole_deck.__doc__ or "").splitlines())
    (tmp_path / "my notes.md").write_text(text, encoding="utf-8")
    read = reading.load([tmp_path / "my notes.md"], [])
    assert read.problems == ()
    assert [deck.id for deck in read.base.decks] == ["my-notes"]
    fact = next(fact for fact in read.base.facts.values() if fact.line("ja").plain == "可視性タイムアウト")
    assert str(fact.line("ja").place) == f"{tmp_path / 'my notes.md'}:4"


def test_two_languages_of_a_deck_are_one(tmp_path: Path) -> None:
    for language, text in (("en", "# Queue {#q}\n\n- timeout {#t}\n"), ("ja", "# キュー {#q}\n\n- 時間 {#t}\n")):
        (tmp_path / "deck" / language).mkdir(parents=True)
        (tmp_path / "deck" / language / "q.md").write_text(text, encoding="utf-8")
    read = reading.load([tmp_path / "deck"], [])
    assert read.problems == ()
    assert {fact.id: dict(fact.lines).keys() for fact in read.base.facts.values()} == {"q": {"ja", "en"}, "t": {"ja", "en"}}


def test_the_fingerprint_changes_with_the_files_and_with_nothing_else(tmp_path: Path) -> None:
    load(tmp_path)
    before = content.fingerprint([tmp_path], [])
    (tmp_path / "picture.png").write_bytes(b"")
    assert content.fingerprint([tmp_path], []) == before
    (tmp_path / "new.md").write_text("# New\n")
    assert content.fingerprint([tmp_path], []) != before
    (tmp_path / "new.md").unlink()
    assert content.fingerprint([tmp_path], []) == before
    assert content.fingerprint([tmp_path / "nowhere"], []) == content.fingerprint([tmp_path / "nowhere"], [])
