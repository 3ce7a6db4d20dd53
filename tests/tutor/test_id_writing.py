import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.content import reading
from bot.study.facts import FactBase
from bot.terminal_front.report import written_lines
from bot.tutor.id_writing import write_ids

JA = """\
# キュー

- 可視性タイムアウト
  - 既定は 30 秒。
  - [出典](https://example.com/ja)
- 保持期間 {#retention}
""".replace("\n", "\r\n")
EN = """\
# Queue

- Visibility timeout
  - 30 seconds by default.
  - [Source](https://example.com/en)
- Retention {#retention}
"""


def deck(folder: Path, pages: Mapping[str, str]) -> Path:
    for name, text in pages.items():
        path = folder / "deck" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder / "deck"


def base(path: Path) -> FactBase:
    read = reading.load([path], [])
    assert read.problems == ()
    return read.base


def said(facts: FactBase) -> dict[str, list[str]]:
    return {key: sorted(line.plain for line in fact.lines.values()) for key, fact in facts.facts.items()}


def test_every_fact_keeps_the_id_it_has(tmp_path: Path) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})
    before = base(path)
    written = write_ids([path])
    after = base(path)
    assert said(after) == said(before)
    assert [fact.given or fact.is_source for fact in after.facts.values()] == [True] * 5
    assert {file.relative_to(path).as_posix(): count for file, count in written.files.items()} == {"en/q.md": 3, "ja/q.md": 3}
    assert (written.refused, written.one_sided) == ((), 0)


def test_all_else_stays_byte_for_byte_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})
    write_ids([path])
    japanese = (path / "ja/q.md").read_bytes().decode()
    ids = [fact.id for fact in base(path).facts.values() if fact.given and fact.id != "retention"]
    for id_ in ids:
        assert f" {{#{id_}}}\r\n" in japanese
        japanese = japanese.replace(f" {{#{id_}}}", "")
    assert japanese == JA
    assert sorted(file.name for file in path.rglob("*") if file.is_file()) == ["q.md", "q.md"]


def test_what_is_part_of_something_doubtful_says_so_itself(tmp_path: Path) -> None:
    path = deck(tmp_path, {"a.md": "# A {#a confidence=medium}\n\n- b\n- c {#c}\n  - d\n"}) / "a.md"
    write_ids([path], from_words=True)
    assert path.read_text() == "# A {#a confidence=medium}\n\n- b {#b confidence=medium}\n- c {#c}\n  - d {#d}\n"


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})
    write_ids([path])
    state = [(file, file.read_bytes(), file.stat().st_mtime_ns) for file in path.rglob("*.md")]
    assert write_ids([path]).files == {}
    assert [(file, file.read_bytes(), file.stat().st_mtime_ns) for file in path.rglob("*.md")] == state


def test_ids_from_words_are_the_same_in_both_languages(tmp_path: Path) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})
    write_ids([path], from_words=True)
    ids = ["queue", "visibility-timeout", "30-seconds-by-default", "retention"]
    assert [fact.id for fact in base(path).facts.values() if not fact.is_source] == ids
    assert "- 可視性タイムアウト {#visibility-timeout}\r\n" in (path / "ja/q.md").read_bytes().decode()


def test_words_that_are_not_latin_keep_the_id_they_have(tmp_path: Path) -> None:
    path = deck(tmp_path, {"a.md": "# 甲\n\n- 乙\n- B\n  - B\n- C {#b-b}\n"})
    before = list(base(path / "a.md").facts.values())
    write_ids([path / "a.md"], from_words=True)
    assert [fact.id for fact in base(path / "a.md").facts.values()] == [before[0].id, before[1].id, "b", "b-b-2", "b-b"]


def test_the_other_language_is_written_too_where_one_is_named(tmp_path: Path) -> None:
    for named in ("en", "ja/q.md"):
        path = deck(tmp_path / named.replace("/", "-"), {"ja/q.md": JA, "en/q.md": EN})
        assert len(write_ids([path / named]).files) == 2


def test_what_one_language_says_alone_gets_no_id(tmp_path: Path) -> None:
    pages = {"ja/q.md": "# 甲 {#a}\n\n- 一\n- 二\n", "en/q.md": "# A {#a}\n\n- both\n"}
    path = deck(tmp_path, pages)
    written = write_ids([path])
    assert (written.files, written.one_sided) == ({}, 3)


def test_a_file_with_problems_is_refused_and_so_is_what_it_is_joined_with(tmp_path: Path) -> None:
    other = {"ja/z.md": "# 乙 {#z}\n\n- 丙\n", "en/z.md": "# Z {#z}\n\n- X\n"}
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN + "- twice {#retention}\n", **other})
    written = write_ids([path])
    assert [file.name for file in written.refused] == ["q.md"]
    assert sorted(file.relative_to(path).as_posix() for file in written.files) == ["en/z.md", "ja/z.md"]
    assert (path / "ja/q.md").read_bytes().decode() == JA


def test_a_bullet_that_is_only_a_title_for_the_file_is_not_taken_for_it(tmp_path: Path) -> None:
    path = deck(tmp_path, {"loose.md": "- one\n- two\n"}) / "loose.md"
    before = said(base(path))
    assert write_ids([path]).files == {path: 2}
    assert said(base(path)) == before


def test_the_mode_and_a_link_stay(tmp_path: Path) -> None:
    path = deck(tmp_path, {"a.md": "# A\n"}) / "a.md"
    path.chmod(0o640)
    (tmp_path / "link.md").symlink_to(path)
    write_ids([tmp_path / "link.md"])
    assert (tmp_path / "link.md").is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "{#n" in path.read_text()


def test_a_disk_that_refuses_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.tutor.replacing.shutil.copymode", refuse)
    with pytest.raises(OSError, match=r"No space.*deck/ja/q\.md"):
        write_ids([path])
    assert sorted(os.listdir(path / "ja")) == ["q.md"]
    assert ((path / "ja/q.md").read_bytes().decode(), (path / "en/q.md").read_bytes().decode()) == (JA, EN)


def test_the_bundled_deck_could_get_ids(tmp_path: Path) -> None:
    bundled = Path(__file__).parents[2] / "knowledge" / "aws-dva"
    path = deck(tmp_path, {file.relative_to(bundled).as_posix(): file.read_text("utf-8") for file in bundled.rglob("*.*")})
    before = base(path)
    written = write_ids([path])
    assert written.refused == ()
    after = base(path)
    assert said(after) == said(before)
    assert [fact.confirmed for fact in after.facts.values()] == [fact.confirmed for fact in before.facts.values()]


@pytest.mark.parametrize("locked", ["ja/q.md", "ja"])
def test_what_is_read_only_stays_as_it_is_and_so_does_what_it_is_joined_with(tmp_path: Path, locked: str) -> None:
    path = deck(tmp_path, {"ja/q.md": JA, "en/q.md": EN})
    mode = (path / locked).stat().st_mode
    (path / locked).chmod(mode & ~0o222)
    written = write_ids([path])
    (path / locked).chmod(mode)
    assert (written.files, written.refused, written.locked) == ({}, (), (path / "ja/q.md",))
    assert ((path / "ja/q.md").read_bytes().decode(), (path / "en/q.md").read_bytes().decode()) == (JA, EN)
    assert next(written_lines(written, "en")) == (
        f"{path}/ja/q.md: no id written; the file or its folder is read-only. Make it writable and try again."
    )


def test_hard_links_stay(tmp_path: Path) -> None:
    path = deck(tmp_path, {"a.md": "# A\n", "b.md": "# B\n"})
    (tmp_path / "same").hardlink_to(path / "a.md")
    write_ids([path])
    assert (tmp_path / "same").samefile(path / "a.md")
    assert "{#n" in (tmp_path / "same").read_text()


def test_hard_links_get_back_what_they_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck(tmp_path, {"a.md": "# A\n", "b.md": "# B\n"})
    for name in "ab":
        (tmp_path / name).hardlink_to(path / f"{name}.md")
    write = Path.write_bytes

    def refuse(file: Path, data: bytes) -> int:
        if file.name == "b.md" and b"{#" in data:
            write(file, data[:3])
            raise OSError(28, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError, match=r"No space.*b\.md"):
        write_ids([path])
    assert [(path / f"{name}.md").read_text() for name in "ab"] == ["# A\n", "# B\n"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator may give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = deck(tmp_path, {"a.md": "# A\n"}) / "a.md"
    os.chown(path, 12345, 54321)
    write_ids([path])
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)
    assert "{#n" in path.read_text()


def test_an_owner_that_cannot_be_given_keeps_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck(tmp_path, {"a.md": "# A\n"}) / "a.md"
    inode, copied = path.stat().st_ino, shutil.copymode

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    def given_away(source: Path, made: Path) -> None:
        copied(source, made)
        monkeypatch.setattr(os, "chown", refuse)
        monkeypatch.setattr(
            Path, "stat", lambda file, **_: os.stat_result((*os.stat(file)[:4], hash(str(file)), *os.stat(file)[5:]))
        )

    monkeypatch.setattr("bot.tutor.replacing.shutil.copymode", given_away)
    write_ids([path])
    monkeypatch.undo()
    assert (path.stat().st_ino, os.listdir(path.parent)) == (inode, ["a.md"])
    assert "{#n" in path.read_text()
