import asyncio
import itertools
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.tutor.library import Library, Shelf, open_library

LATEST = 1_800_000_000
TICKS = itertools.count()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "sqs.md").write_text("# SQS\n\n- timeout\n")
    return folder


@pytest.fixture
def shelf(notes: Path) -> Shelf:
    return Shelf([notes], [])


def taught(library: Library) -> set[str]:
    return {line.plain for fact in library.base.facts.values() for line in fact.lines.values()}


def write(path: Path, text: str | bytes) -> None:
    """Write a file so that it counts as changed even within one tick of the file system's clock."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (LATEST, LATEST + next(TICKS)))


async def test_unchanged_files_are_not_read_again(shelf: Shelf) -> None:
    before = shelf.library
    assert not await shelf.refresh()
    assert shelf.library is before


async def test_a_changed_file_is_taught_and_found(shelf: Shelf, notes: Path) -> None:
    before = shelf.library
    write(notes / "sqs.md", "# SQS\n\n- retention\n")
    assert await shelf.refresh()
    assert taught(shelf.library) == {"SQS", "retention"}
    assert shelf.library.lookup.find("retention").answers
    assert not shelf.library.lookup.find("timeout").answers
    assert taught(before) == {"SQS", "timeout"}


async def test_a_new_file_and_one_taken_away(shelf: Shelf, notes: Path) -> None:
    write(notes / "s3.md", "# S3\n")
    assert await shelf.refresh()
    assert "S3" in taught(shelf.library)
    (notes / "sqs.md").unlink()
    assert await shelf.refresh()
    assert taught(shelf.library) == {"S3"}


async def test_a_changed_glossary_gives_new_names(tmp_path: Path, notes: Path) -> None:
    glossary = tmp_path / "glossary.yaml"
    write(glossary, "terms:\n- {id: t, en: [timeout], ja: [時間切れ]}\n")
    shelf = Shelf([notes], [glossary])
    assert not shelf.library.lookup.find("制限時間").answers
    write(glossary, "terms:\n- {id: t, en: [timeout], ja: [制限時間]}\n")
    assert await shelf.refresh()
    assert shelf.library.lookup.find("制限時間").answers


async def test_changed_questions_are_asked(tmp_path: Path, notes: Path) -> None:
    write(notes / "a.md", "# A {#a}\n\n- Visibility timeout {#v}\n")
    quiz = tmp_path / "quizzes" / notes.name / "a.yaml"
    quiz.parent.mkdir(parents=True)
    asked = (
        "questions:\n- {id: x, kind: true-false, facts: [v], difficulty: 1, "
        "question: {en: Is it?}, answer: right, why: {en: So.}}\n"
    )
    write(quiz, asked)
    shelf = Shelf([notes / "a.md"], [], None, [quiz])
    assert [question.key for question in shelf.library.questions] == ["a/x"]
    assert [question.id for question in shelf.library.questions.by_topic["a/a"]] == ["x"]
    write(quiz, asked.replace("id: x", "id: z"))
    assert await shelf.refresh()
    assert [question.key for question in shelf.library.questions] == ["a/z"]
    write(quiz, "questions: [")
    assert await shelf.refresh()
    assert (len(shelf.library.questions), bool(shelf.library.base.facts)) == (0, True)


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"", b"# A {#x}\n\n- \x1b[31m {#x}\n"])
async def test_a_broken_file_does_not_take_the_good_ones_down(
    shelf: Shelf, notes: Path, broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    write(notes / "bad.md", broken)
    with caplog.at_level(logging.WARNING):
        assert await shelf.refresh()
    assert {"SQS", "timeout"} <= taught(shelf.library)
    assert shelf.library.problems
    assert "bad.md:" in caplog.text


async def test_when_all_notes_are_gone_the_old_ones_are_taught(
    shelf: Shelf, notes: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (notes / "sqs.md").unlink()
    assert not await shelf.refresh()
    assert taught(shelf.library) == {"SQS", "timeout"}
    assert "the notes now hold no facts" in caplog.text


async def test_notes_that_come_back_are_taught_again(shelf: Shelf, notes: Path) -> None:
    (notes / "sqs.md").unlink()
    await shelf.refresh()
    write(notes / "sqs.md", "# SQS\n\n- back\n")
    assert await shelf.refresh()
    assert "back" in taught(shelf.library)


@asynccontextmanager
async def watching(shelf: Shelf, every: float) -> AsyncIterator[asyncio.Event]:
    asked = asyncio.Event()
    task = asyncio.create_task(shelf.watch(every, asked))
    try:
        yield asked
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(shelf: Shelf, word: str) -> None:
    async with asyncio.timeout(10):
        while word not in taught(shelf.library):  # noqa: ASYNC110 - nobody is told when the library was swapped
            await asyncio.sleep(0.01)


async def test_questions_are_made_where_no_one_waits(shelf: Shelf, notes: Path) -> None:
    """Made on demand they would hold the bot's event loop."""
    assert "questions" in vars(shelf.library)
    write(notes / "sqs.md", "# SQS\n\n- Delay queue\n  - Hides a new message for up to 15 minutes.\n")
    assert await shelf.refresh()
    assert "questions" in vars(shelf.library)


def test_questions_once_made_are_kept(notes: Path, tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    assert "questions" not in vars(open_library([notes], [], keep))
    assert "questions" in vars(open_library([notes], [], keep, asking=True))
    assert "questions" in vars(open_library([notes], [], keep))


async def test_the_watch_looks_again_and_again(shelf: Shelf, notes: Path) -> None:
    async with watching(shelf, 0.02):
        write(notes / "sqs.md", "# SQS\n\n- first\n")
        await until(shelf, "first")
        write(notes / "sqs.md", "# SQS\n\n- second\n")
        await until(shelf, "second")


async def test_the_watch_looks_at_once_when_asked(shelf: Shelf, notes: Path) -> None:
    async with watching(shelf, 3600) as asked:
        for word in ("first", "second"):
            write(notes / "sqs.md", f"# SQS\n\n- {word}\n")
            asked.set()
            await until(shelf, word)
            assert not asked.is_set()


async def test_the_watch_outlives_a_fault(
    shelf: Shelf, notes: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read = shelf.refresh
    faults = [OSError("the disk is away")]

    async def refresh() -> bool:
        if faults:
            raise faults.pop()
        return await read()

    monkeypatch.setattr(shelf, "refresh", refresh)
    async with watching(shelf, 0.02):
        write(notes / "sqs.md", "# SQS\n\n- after\n")
        await until(shelf, "after")
    assert "goes on with the ones it had" in caplog.text


def test_opening_never_fails(tmp_path: Path) -> None:
    library = open_library([tmp_path / "nowhere.md"], [tmp_path / "nowhere.yaml"])
    assert library.base.facts == {}
    assert len(library.problems) == 2
