"""Files of questions find their decks, and those of a deck that is not taught stay unread."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import content
from bot.content import reading
from bot.content.reading import Content

NOTES = "# SQS {#sqs}\n\n- Dead-letter queue {#dlq}\n"
ASKED = (
    "questions:\n- {id: ID, kind: true-false, facts: [dlq], difficulty: 1, "
    "question: {en: Is it?}, answer: right, why: {en: So.}}\n"
)
OTHERS = {"deck.yaml": "title: A\n", "glossary.yaml": "terms:\n- {id: sqs, en: [SQS]}\n"}


def write(folder: Path, *names: str, **files: str) -> None:
    """Notes and questions of these names; a question's id is the name of its file."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = OTHERS.get(file.name) or (NOTES if file.suffix == ".md" else ASKED.replace("ID", file.stem))
        file.write_text(text, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def load(folder: Path, knowledge: str, *quizzes: str) -> Content:
    return reading.load([folder / knowledge], [], (), [folder / path for path in quizzes])


def keys(read: Content) -> list[str]:
    return [question.key for question in read.questions]


LAYOUTS: Mapping[str, tuple[list[str], str, list[str], list[str]]] = {
    "a folder for the deck": (["a.md", "q/a/x.yaml", "q/a/z.yml"], "a.md", ["q"], ["a/x", "a/z"]),
    "folders within it": (["a.md", "q/a/in/x.yaml"], "a.md", ["q"], ["a/x"]),
    "the deck's folder itself": (["a.md", "q/a/x.yaml"], "a.md", ["q/a"], ["a/x"]),
    "a single file": (["a.md", "q/a/x.yaml", "q/a/z.yaml"], "a.md", ["q/a/z.yaml"], ["a/z"]),
    "several paths": (["a.md", "q/a/x.yaml", "r/z.yaml", "s.yaml"], "a.md", ["q", "r", "s.yaml"], ["a/x", "a/z", "a/s"]),
    "the same path twice": (["a.md", "q/a/x.yaml"], "a.md", ["q", "q/a", "q/a/x.yaml"], ["a/x"]),
    "the same folder by two names": (["a.md", "q/a/x.yaml"], "a.md", ["q", "q/../q"], ["a/x"]),
    "notes and questions in one folder": (["a/en/s.md", "a/deck.yaml", "a/glossary.yaml", "a/quiz.yaml"], "a", ["a"], ["a/quiz"]),
    "a flat folder and one deck": (["a.md", "q/x.yaml", "q/README.md"], "a.md", ["q"], ["a/x"]),
    "another deck's folder is left alone": (["a.md", "q/a/x.yaml", "q/b/z.yaml"], "a.md", ["q"], ["a/x"]),
    "a file named like the deck, in another's folder": (["a.md", "q/b/a.yaml"], "a.md", ["q"], []),
    "a folder for each of two decks": (["d/a.md", "d/b.md", "q/b/z.yaml", "q/a/x.yaml"], "d", ["q"], ["a/x", "b/z"]),
    "a file for each of two decks": (["d/a.md", "d/b.md", "q/a.yaml", "q/b.yaml"], "d", ["q"], ["a/a", "b/b"]),
    "a deck with an unusual name": (["A B.md", "q/A B/x.yaml", "q/a-b/z.yaml"], "A B.md", ["q"], ["a-b/x", "a-b/z"]),
    "hidden files": (["a.md", "q/a/.x.yaml", "q/.a/z.yaml"], "a.md", ["q"], []),
    "no quizzes": (["a.md"], "a.md", [], []),
    "an empty folder": (["a.md", "q/README.md"], "a.md", ["q"], []),
}


@pytest.mark.parametrize(("files", "knowledge", "quizzes", "found"), LAYOUTS.values(), ids=list(LAYOUTS))
def test_questions_find_their_deck(
    tmp_path: Path, files: list[str], knowledge: str, quizzes: list[str], found: list[str]
) -> None:
    write(tmp_path, *files)
    read = load(tmp_path, knowledge, *quizzes)
    assert [str(problem) for problem in read.problems] == []
    assert keys(read) == found


def test_a_file_that_could_be_any_decks(tmp_path: Path) -> None:
    write(tmp_path, "d/a.md", "d/b.md", "q/x.yaml")
    read = load(tmp_path, "d", "q")
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in read.problems] == [
        "q/x.yaml:1: it is not clear which deck this file asks about; put it in a folder named after one of a, b"
    ]
    assert keys(read) == []


def test_questions_without_notes_are_no_further_problem(tmp_path: Path) -> None:
    write(tmp_path, "q/x.yaml")
    assert [problem.place.path for problem in load(tmp_path, "nowhere.md", "q").problems] == [str(tmp_path / "nowhere.md")]


BAD: list[tuple[bytes, str]] = [
    (b"\xff\xfe", "byte 0 is not UTF-8; save the file as UTF-8"),
    (b"questions: [", "this is no YAML"),
    (b"", "this file is empty"),
    (b"\n" * (16 * 2**20 + 1), "this file is over 16 MB"),
    (b"questions:\n" + b"- a\n" * 100_001, "this file has over 100,000 lines or list entries"),
    (b"questions:\n" + (b"- " * 40 + b"a\n") * 3_000, "this file has over 100,000 lines or list entries; split it"),
    (b"questions: [" + b"a," * 1_000_000 + b"a]\n", "this file has over 100,000 lines or list entries; split"),
]


@pytest.mark.parametrize(("data", "said"), BAD, ids=[said[:20] for _, said in BAD])
def test_a_bad_file_takes_no_good_one_down(tmp_path: Path, data: bytes, said: str) -> None:
    write(tmp_path, "a.md", "q/a/good.yaml")
    (tmp_path / "q/a/bad.yaml").write_bytes(data)
    read = load(tmp_path, "a.md", "q")
    assert keys(read) == ["a/good"]
    (problem,) = read.problems
    assert said in problem.message
    assert problem.place.path.endswith("bad.yaml")


def test_a_file_that_surprises_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("bot.study.questions.bank.parse", surprised)
    write(tmp_path, "a.md", "q/a/x.yaml")
    read = load(tmp_path, "a.md", "q")
    assert "this file cannot be read (KeyError)" in read.problems[0].message
    assert read.base.facts


def test_ids_are_unique_in_a_deck_and_facts_are_known(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "q/a/x.yaml", "q/a/sub/x.yaml")
    (tmp_path / "q/a/z.yaml").write_text(ASKED.replace("ID", "z").replace("dlq", "dlk"))
    read = load(tmp_path, "a.md", "q")
    assert keys(read) == ["a/x"]
    assert sorted(problem.message.split(";")[0].replace(str(tmp_path), "") for problem in read.problems) == [
        "the id 'x' is already used at /q/a/x.yaml:2",
        "there is no fact 'dlk' in the notes",
    ]


def test_a_deck_in_two_languages_wants_both(tmp_path: Path) -> None:
    write(tmp_path, "a/en/s.md", "a/ja/s.md", "q/a/x.yaml")
    read = load(tmp_path, "a", "q")
    assert [problem.message for problem in read.problems] == [
        "question is missing in Japanese; write it behind `ja:`",
        "why is missing in Japanese; write it behind `ja:`",
    ]
    assert keys(read) == ["a/x"]


def test_files_of_questions_are_part_of_the_fingerprint(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "q/a/x.yaml")
    paths = [tmp_path / "a.md"], (), [tmp_path / "q"]
    before = content.fingerprint(*paths)
    assert content.fingerprint(*paths) == before
    write(tmp_path, "q/a/new/z.yaml")
    after = content.fingerprint(*paths)
    assert after != before
    (tmp_path / "q/a/x.yaml").write_text("questions:\n")
    assert content.fingerprint(*paths) != after


def test_which_files_and_folders_hold_questions(tmp_path: Path) -> None:
    write(tmp_path, "q/a/x.yaml", "q/README.md", "d/deck/en/s.md", "d/deck/quiz.yaml")
    write(
        tmp_path, terms="terms:\n- {id: questions, en: [questions]}\n", flow='{"questions": []}', late="# by hand\n\nquestions:\n"
    )
    held = {
        name: content.holds_questions(tmp_path / name)
        for name in ["q", "q/a/x.yaml", "d", "terms.yaml", "flow.yaml", "late.yaml"]
    }
    assert held == {"q": True, "q/a/x.yaml": True, "d": False, "terms.yaml": False, "flow.yaml": True, "late.yaml": True}
    assert not content.holds_questions(tmp_path / "nowhere.yaml")
    assert not content.holds_questions(tmp_path / "q/README.md")


SHELVES: Mapping[str, tuple[list[str], list[str], list[str]]] = {
    "one deck": (["n/a.md", "q/n/x.yaml"], ["a/x"], []),
    "one deck, a folder within": (["n/a.md", "q/n/in/x.yaml"], ["a/x"], []),
    "a file named after the deck": (["n/a.md", "n/b.md", "q/n/a.yaml"], ["a/a"], []),
    "the deck's own folder": (["n/a.md", "n/b.md", "q/n/b/x.yaml"], ["b/x"], []),
    "several decks": (
        ["n/a.md", "n/b.md", "q/n/x.yaml"],
        [],
        ["q/n/x.yaml:1: it is not clear which deck this file asks about; put it in a folder named after one of a, b"],
    ),
}


@pytest.mark.parametrize(("files", "found", "said"), SHELVES.values(), ids=list(SHELVES))
def test_a_folder_of_decks_of_one_file_each(tmp_path: Path, files: list[str], found: list[str], said: list[str]) -> None:
    write(tmp_path, *files)
    read = load(tmp_path, "n", "q")
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in read.problems] == said
    assert keys(read) == found


def test_links_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "q/a/good.yaml")
    (tmp_path / "q/a/loop.yaml").symlink_to("loop.yaml")
    read = load(tmp_path, "a.md", "q")
    assert keys(read) == ["a/good"]
    assert [str(problem).startswith(f"{tmp_path}/q/a/loop.yaml:1: this file cannot be read") for problem in read.problems] == [
        True
    ]
    assert content.fingerprint([tmp_path / "a.md"], [], [tmp_path / "q"])


QUESTION_FILES = {
    "with a byte order mark": "\ufeffquestions:\n",
    "a list without a name": "- id: x\n  kind: choice\n",
    "in the singular": "question:\n- {id: x}\n- kind: typed\n  facts: [a]\n",
    "empty, among questions": "",
}


@pytest.mark.parametrize("text", QUESTION_FILES.values(), ids=list(QUESTION_FILES))
def test_a_broken_file_of_questions_is_one_still(tmp_path: Path, text: str) -> None:
    write(tmp_path, "q/good.yaml", "deck/glossary.yaml")
    (tmp_path / "q/x.yaml").write_text(text, encoding="utf-8")
    assert content.holds_questions(tmp_path / "q/x.yaml")
    assert not content.holds_questions(tmp_path / "deck/glossary.yaml")


def test_an_empty_file_in_a_folder_of_quizzes(tmp_path: Path) -> None:
    write(tmp_path, "quizzes/deck/terms.yaml", empty="")
    (tmp_path / "quizzes/deck/terms.yaml").write_text("terms:\n")
    assert not content.holds_questions(tmp_path / "quizzes")
    assert not content.holds_questions(tmp_path / "empty.yaml")
    (tmp_path / "quizzes/deck/terms.yaml").write_text("")
    assert content.holds_questions(tmp_path / "quizzes")
    assert content.holds_questions(tmp_path / "quizzes/deck")
    assert content.holds_questions(tmp_path / "quizzes/deck/terms.yaml")


def test_questions_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "q/a/x.yaml")
    file = tmp_path / "q/a/x.yaml"
    file.write_text("\ufeff" + file.read_text(), encoding="utf-8")
    read = load(tmp_path, "a.md", "q")
    assert (keys(read), read.problems) == (["a/x"], ())
