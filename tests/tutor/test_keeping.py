"""The kept library: opened when nothing changed, made anew when anything did, never trusted to strangers."""

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.tutor import keeping
from bot.tutor.library import Library, open_library

OLD = "# Net\n\n- handshake\n  - old words\n"
NEW = "# Net\n\n- handshake\n  - new words\n"


def taught(library: Library) -> set[str]:
    return {line.plain for fact in library.base.facts.values() for line in fact.lines.values()}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(OLD)
    return path


def opened(notes: Path) -> set[str]:
    return taught(open_library([notes], [], notes.parent / "data"))


def test_what_was_kept_is_opened_again(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(notes)
    monkeypatch.setattr("bot.content.reading.load", lambda *_: pytest.fail("it was kept"))
    assert opened(notes) == first


def test_what_parses_is_not_imported_where_the_library_was_kept(notes: Path) -> None:
    opened(notes)
    kept = f"open_library([Path({str(notes)!r})], [], Path({str(notes.parent / 'data')!r}))"
    parsers = "{'yaml', 'bot.content.reading', 'bot.study.questions.bank', 'bot.study.questions.made', 'dotenv', 'platformdirs'}"
    code = f"""
import sys
from pathlib import Path
import bot.__main__, bot.discord_front
from bot.tutor.library import open_library
assert {kept}.base.facts
sys.exit(", ".join(sorted({parsers} & sys.modules.keys())) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_new_words_of_the_same_size_and_time_are_seen(notes: Path) -> None:
    assert "old words" in opened(notes)
    status = notes.stat()
    notes.write_text(NEW)
    os.utime(notes, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "new words" in opened(notes)


@pytest.mark.parametrize("name", ["notes.txt", "NOTES.MD", "notes"])
def test_a_single_file_of_any_ending_is_seen(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(OLD)
    assert "old words" in opened(path)
    path.write_text(NEW)
    assert "new words" in opened(path)


def test_a_deck_behind_a_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck/net").symlink_to(tmp_path / "real")
    (tmp_path / "real/n.md").write_text(OLD)
    assert "old words" in opened(tmp_path / "deck")
    (tmp_path / "real/n.md").write_text(NEW)
    assert "new words" in opened(tmp_path / "deck")


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x05."])
def test_a_damaged_file_is_made_anew(notes: Path, damage: bytes) -> None:
    whole = opened(notes)
    kept = notes.parent / "data" / keeping.NAME
    kept.write_bytes(kept.read_bytes().split(b"\n")[0] + b"\n" + damage)
    assert opened(notes) == whole


def test_a_file_that_others_may_write_is_not_read(notes: Path, tmp_path: Path) -> None:
    opened(notes)
    kept = notes.parent / "data" / keeping.NAME
    name = kept.read_bytes().split()[0].decode()
    assert keeping.read(kept.parent, name) is not None
    kept.chmod(0o666)
    assert keeping.read(kept.parent, name) is None


def test_a_bit_that_fell_over_is_noticed(notes: Path) -> None:
    opened(notes)
    kept = notes.parent / "data" / keeping.NAME
    data = bytearray(kept.read_bytes())
    name = data.split()[0].decode()
    for place in range(len(data) - 1, len(data) - 400, -7):
        kept.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert keeping.read(kept.parent, name) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(notes: Path) -> None:
    (notes.parent / "data").mkdir()
    os.mkfifo(notes.parent / "data" / keeping.NAME)
    assert "old words" in opened(notes)


@pytest.mark.parametrize("error", [RecursionError, MemoryError, OSError])
def test_a_library_that_cannot_be_packed(notes: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    for name in ("dump", "dumps"):
        monkeypatch.setattr(pickle, name, refuse)
    assert "old words" in opened(notes)
    assert list((notes.parent / "data").iterdir()) == []


def test_what_a_killed_program_left_is_swept(notes: Path) -> None:
    (notes.parent / "data").mkdir()
    for name, time in (("old", 0), ("new", None)):
        path = notes.parent / "data" / f"{keeping.NAME}.{name}"
        path.write_text("half")
        if time is not None:
            os.utime(path, (time, time))
    opened(notes)
    assert {path.name for path in (notes.parent / "data").iterdir()} == {keeping.NAME, f"{keeping.NAME}.new"}


def test_another_version_of_a_library_makes_it_anew(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keeping.digest([notes], [])
    assert keeping.digest([notes], []) == before
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    assert keeping.digest([notes], []) != before


def test_where_nothing_can_be_kept_the_notes_are_read_all_the_same(notes: Path) -> None:
    (notes.parent / "data").write_text("a file, not a folder")
    assert "old words" in opened(notes)


def test_one_file_stays_however_often_the_notes_change(notes: Path) -> None:
    for words in (OLD, NEW, OLD):
        notes.write_text(words)
        opened(notes)
    assert [path.name for path in (notes.parent / "data").iterdir()] == [keeping.NAME]
    shutil.rmtree(notes.parent / "data")


def test_changed_questions_make_it_anew(notes: Path, tmp_path: Path) -> None:
    notes.write_text("# SQS {#sqs}\n\n- Dead-letter queue {#dlq}\n")
    quiz = tmp_path / "quiz.yaml"
    asked = (
        "questions:\n- {id: x, kind: true-false, facts: [dlq], difficulty: 1, "
        "question: {en: Is it?}, answer: right, why: {en: So.}}\n"
    )

    def keys() -> list[str]:
        return [question.id for question in open_library([notes], [], tmp_path / "kept", [quiz]).questions]

    quiz.write_text(asked)
    assert keys() == keys() == ["x"]
    quiz.write_text(asked.replace("id: x", "id: z"))
    assert keys() == ["z"]
