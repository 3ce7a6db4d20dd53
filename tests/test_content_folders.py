"""Which files of a folder are notes."""

from pathlib import Path

import pytest

from bot import content
from bot.content import reading


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {name.replace('/', ' ')}\n", encoding="utf-8")


def topics(*paths: Path) -> list[str]:
    read = reading.load(paths, [])
    assert read.problems == ()
    return [fact.line("en").plain for fact in read.base.facts.values()]


def test_pages_in_folders_within_folders(tmp_path: Path) -> None:
    write(
        tmp_path, "aws/a.md", "aws/week1/lambda.md", "aws/week1/more/x.markdown", "UP.MD", "aws/README.md", "aws/.obsidian/no.md"
    )
    assert topics(tmp_path) == ["UP.MD", "aws a.md", "aws week1 lambda.md", "aws week1 more x.markdown"]
    assert {path.name for path in content.files([tmp_path], [])} >= {"UP.MD", "a.md", "lambda.md", "x.markdown"}


def test_a_page_in_a_new_folder_changes_the_fingerprint(tmp_path: Path) -> None:
    write(tmp_path, "aws/a.md")
    before = content.fingerprint([tmp_path], [])
    write(tmp_path, "aws/week1/lambda.md")
    assert content.fingerprint([tmp_path], []) != before


def test_folders_beneath_a_language_are_of_that_language(tmp_path: Path) -> None:
    write(tmp_path, "ja/01/x.md", "02/en/x.md")  # as many pages in each: they are the same topics
    read = reading.load([tmp_path], [])
    assert [list(fact.lines) for fact in read.base.facts.values()] == [["ja", "en"]]


def test_links_that_lead_back_end_somewhere(tmp_path: Path) -> None:
    write(tmp_path, "deck/a/x.md")
    (tmp_path / "deck/a/up").symlink_to(tmp_path)
    (tmp_path / "deck/a/self").symlink_to(".")
    (tmp_path / "loop").symlink_to(".")
    assert topics(tmp_path) == topics(tmp_path / "deck") == ["deck a x.md"]


def test_folders_without_end_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "d/" + "f/" * (content.DEEPEST_FOLDER + 3) + "x.md", "d/a.md")
    read = reading.load([tmp_path / "d"], [])
    assert [problem.message for problem in read.problems] == ["this folder lies 16 folders deep and is left out; move it up"]
    assert len(read.base.facts) == 1


def test_each_path_without_notes_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "empty").mkdir()
    read = reading.load([tmp_path / "a.md", tmp_path / "empty"], [])
    assert str(read.problems[0]).startswith(f"{tmp_path / 'empty'}:1: there are no notes here")


def test_a_file_that_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("root:x:0:0::/root:/bin/sh\n")
    assert "there is no heading here" in reading.load([tmp_path / "passwd"], []).problems[0].message


@pytest.mark.parametrize("beside", [False, True])
def test_phrases_for_terms_that_are_not_there(tmp_path: Path, beside: bool) -> None:
    (tmp_path / "g.yaml").write_text("asked:\n- {id: [nope, far], en: [a, b]}\n")
    (tmp_path / "far.yaml").write_text("terms:\n- {id: far, en: [Far]}\n")
    read = reading.load([], [tmp_path / "g.yaml"], [tmp_path / "far.yaml"] if beside else [])
    missing = ["nope"] if beside else ["nope", "far"]
    said = [f"no term has the id {id_!r}; write the id of one that is under terms" for id_ in missing]
    assert [problem.message for problem in read.problems] == said
    assert read.problems[0].place.line == 2
    assert read.glossary.terms == ()
