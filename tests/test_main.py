import asyncio
import io
import json
import logging
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot import __version__
from bot.__main__ import HEARTBEAT, main
from bot.store import answers, dailies, reports, rounds
from bot.store.address import address
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.reports import NewReport
from bot.store.rounds import Claim
from bot.study.questions.freezing import frozen
from bot.tutor.library import open_library

NOTES = "# SQS\n\n- Visibility timeout\n  - Default: 30 seconds.\n- 可視性の範囲\n  - 12 時間まで。\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host with one file of notes, no token, and its data in a folder of its own."""
    for name in list(os.environ):
        if name.startswith("KOTAE_") or name in {"DISCORD_TOKEN", "COLUMNS"}:
            monkeypatch.delenv(name)
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    monkeypatch.setenv("KOTAE_KNOWLEDGE", str(tmp_path / "notes.md"))
    (tmp_path / "terms.yaml").write_text("terms:\n- {id: sqs, en: [SQS]}\n", encoding="utf-8")
    monkeypatch.setenv("KOTAE_GLOSSARY", str(tmp_path / "terms.yaml"))
    monkeypatch.setenv("KOTAE_LANGUAGE", "en")
    monkeypatch.setenv("KOTAE_DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'kotae.db'}")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, typed: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """The program itself, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        check=False,
    )


def type_in(monkeypatch: pytest.MonkeyPatch, typed: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))


QUIZ = """# Storage
- Locker
  - Keeps boxes for 30 days
- Shelf
  - Shows goods for 12 hours
- Drawer
  - Hides letters for 15 minutes
- Cellar
  - Cools bottles for 4 weeks
"""


class TestDaily:
    """`kotae daily --dry-run`."""

    NOW = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)

    @pytest.fixture(autouse=True)
    def notes(self, tmp_path: Path) -> None:
        (tmp_path / "notes.md").write_text(QUIZ, encoding="utf-8")

    def said(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
        status = main(["daily", *arguments], self.NOW)
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err

    def test_a_line_a_day_and_what_it_comes_to(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, complaint = self.said(capsys, "--dry-run", "--days", "3", "--zone", "new york", "--time", "7:30pm")
        assert (status, complaint) == (0, "")
        assert [line[:31] for line in lines[:3]] == [f"2026-11-{day}  19:30 UTC-05:00" for day in ("26 Thu", "27 Fri", "28 Sat")]
        assert all(part in lines[0] for part in ("Storage", "easy"))
        assert lines[4:6] == ["3 questions from 2026-11-26 to 2026-11-28 (America/New_York).", "None is asked twice."]

    def test_in_japanese_it_is_the_japanese_date(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, _ = self.said(capsys, "--dry-run", "--days", "9", "--language", "ja")
        assert status == 0
        assert lines[0].startswith("2026-11-27 金  07:00 UTC+09:00")
        assert "2026-11-27 から 2026-12-05 まで 9 問（Asia/Tokyo）。" in lines

    def test_the_same_seed_gives_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        first, second, other = (self.said(capsys, "--dry-run", "--seed", seed) for seed in ("a", "a", "b"))
        assert first == second != other

    def test_starting_on_another_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, lines, _ = self.said(capsys, "--dry-run", "--days", "1", "--start", "2026-03-29", "--zone", "berlin", "--time", "2:30")
        assert lines[0].startswith("2026-03-29 Sun  03:00 UTC+02:00")

    def test_posting_is_the_bots(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, complaint = self.said(capsys)
        assert (status, lines) == (2, [])
        assert "--dry-run" in complaint

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (["--zone", "tokio"], "perhaps one of Asia/Tokyo"),
            (["--zone", "xanadu"], "write one such as Asia/Tokyo"),
            (["--time", "25:00"], "from 0:00 to 23:59"),
            (["--topic", "opera"], "There is no topic opera"),
            (["--days", "0"], "--days"),
            (["--days", "1001"], "--days"),
            (["--start", "tomorrow"], "--start"),
            (["--start", "9999-12-31"], "--start"),
            (["--zone", "samoa time"], "time zone"),
            (["--zone", "apia", "--start", "2011-12-30", "--days", "1"], "no date within 1 days"),
        ],
    )
    def test_wrong_use(self, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, said = self.said(capsys, "--dry-run", *arguments)
        assert (status, lines) == (2, [])
        assert complaint in said

    def test_nothing_to_ask(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "notes.md").write_text("# Empty\n", encoding="utf-8")
        status, lines, complaint = self.said(capsys, "--dry-run")
        assert (status, lines) == (1, [])
        assert "no questions" in complaint


class TestQuiz:
    @pytest.fixture(autouse=True)
    def notes(self, tmp_path: Path) -> None:
        (tmp_path / "notes.md").write_text(QUIZ, encoding="utf-8")

    def test_answers_from_a_pipe(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        type_in(monkeypatch, b"/skip\n" * 50)
        assert main(["quiz", "--questions", "3", "--seed", "s"]) == 0
        shown = capsys.readouterr().out
        assert "Question 3 of 3" in shown
        assert "0 of 3 correct" in shown

    def test_one_question_by_its_id(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        type_in(monkeypatch, b"")
        assert main(["quiz", "--id", "no-such"]) == 2
        assert "There is no question no-such" in capsys.readouterr().err

    def test_nothing_to_ask(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "notes.md").write_text("# A\n- b\n", encoding="utf-8")
        type_in(monkeypatch, b"")
        assert main(["quiz", "--language", "ja"]) == 1
        assert "出題できる問題がありません" in capsys.readouterr().err

    @pytest.mark.parametrize("count", ["0", "-1", "many", "1001"])
    def test_no_number_of_questions(self, count: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["quiz", "--questions", count]) == 2
        said = capsys.readouterr().err
        assert f"--questions: {count} is no number from 1 to 1000 · 1〜1000 の数を指定してください" in said


class TestExplain:
    def test_an_answer_to_read(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "visibility", "timeout"]) == 0
        assert capsys.readouterr().out.startswith("SQS\nVisibility timeout\n  - Default: 30 seconds.\n")

    def test_nothing_found(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "pizza", "margherita"]) == 1
        assert "The notes do not answer “pizza margherita”." in capsys.readouterr().out
        assert main(["explain", "--language", "ja", "pizza"]) == 1
        assert "「pizza」の答えはノートにありません。" in capsys.readouterr().out

    def test_records_for_a_script(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        type_in(monkeypatch, "visibility timeout\n\n可視性の範囲".encode())
        assert main(["explain", "--json", "-"]) == 0
        made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [each["query"] for each in made] == ["visibility timeout", "", "可視性の範囲"]
        assert made[0]["answers"][0]["text"] == "Visibility timeout\n- Default: 30 seconds."

    def test_one_record_for_a_query_of_several_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "--json", "visibility", "timeout"]) == 0
        assert json.loads(capsys.readouterr().out)["query"] == "visibility timeout"

    def test_answers_to_read_for_lines(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        type_in(monkeypatch, b"visibility timeout\n\n \npizza\n")
        assert main(["explain", "-"]) == 1
        out = capsys.readouterr().out
        assert out.count("do not answer") == 1
        assert "30 seconds" in out
        assert "“pizza”" in out

    @pytest.mark.parametrize("topic", ["SQS", "sqs"])
    def test_within_a_topic(self, topic: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "--topic", topic, "visibility timeout"]) == 0
        assert "30 seconds" in capsys.readouterr().out

    def test_a_topic_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "--topic", "EC2", "visibility"]) == 2
        assert capsys.readouterr().err == "kotae: There is no topic EC2; choose from: SQS\n"

    @pytest.mark.parametrize("query", [[], [" "]])
    def test_no_query(self, query: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", *query]) == 2
        assert "for example: kotae explain" in capsys.readouterr().err

    def test_notes_that_hold_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "notes.md").write_bytes(b"\xff\xfe")
        assert main(["explain", "sqs"]) == 1
        assert "kotae check says why" in capsys.readouterr().err
        assert main(["explain", "--json", "sqs"]) == 0

    def test_every_line_of_bytes_gives_a_record_in_any_locale(self) -> None:
        typed = "可視性の範囲\n".encode() + b"\n\xff\xfe\n\x00\x1b[2J\r\n" + b"x" * 300_000 + b"\nlast"
        done = run("explain", "--json", "-", typed=typed, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert (done.returncode, done.stderr) == (0, b"")
        made = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        assert [each["query"][:9] for each in made] == ["可視性の範囲", "", "\ufffd\ufffd", "\x00\x1b[2J", "x" * 9, "last"]
        assert made[0]["answers"][0]["topic"] == "SQS"

    def test_a_terminal_without_japanese_gets_question_marks(self) -> None:
        done = run("explain", "可視性の範囲", LC_ALL="C.UTF-8", PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"?????" in done.stdout

    def test_bytes_on_the_command_line_that_are_not_utf8(self) -> None:
        arguments = [sys.executable.encode(), b"-m", b"bot", b"explain", b"--json", b"\xff sqs"]
        done = subprocess.run(
            arguments, capture_output=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        )
        assert json.loads(done.stdout)["query"] == "\ufffd sqs"

    def test_a_reader_that_leaves_early_is_no_fault(self) -> None:
        command = f"yes visibility | head -20000 | {sys.executable} -m bot explain --json - | head -1; echo ${{PIPESTATUS[2]}}"
        done = subprocess.run(
            ["bash", "-c", command],
            capture_output=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert done.stderr == b""
        assert done.stdout.splitlines()[-1] == b"0"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
    @pytest.mark.parametrize("arguments", ["explain sqs", "explain --json sqs", "check"])
    def test_a_full_disk_is_one_line(self, arguments: str) -> None:
        command = f"{sys.executable} -m bot {arguments} >/dev/full"
        done = subprocess.run(
            ["bash", "-c", command],
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "No space left on device" in done.stderr

    def test_closed_streams_are_no_fault(self) -> None:
        command = f"{sys.executable} -m bot explain visibility timeout <&- >&- 2>&-"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        assert subprocess.run(["bash", "-c", command], timeout=60, env=environment, check=False).returncode == 0


class TestRun:
    def test_without_a_token_and_a_terminal_it_says_what_to_do(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        type_in(monkeypatch, b"")
        assert main(["run"]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        assert "DISCORD_TOKEN" in printed.err
        monkeypatch.setattr(sys, "stdin", None)
        assert main(["run"]) == 2

    def test_with_a_token_discord_gets_the_notes(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        given: list[Any] = []

        def serve(*values: Any) -> int:
            given.extend(values)
            return 0

        front = ModuleType("bot.discord_front")
        monkeypatch.setattr(front, "run", serve, raising=False)
        monkeypatch.setitem(sys.modules, "bot.discord_front", front)
        monkeypatch.setattr("bot.discord_front", front, raising=False)
        monkeypatch.setenv("DISCORD_TOKEN", "secret-token")
        assert main(["run"]) == 0
        token, shelf, url, data, language, clock, heartbeat = given
        assert (token, data, language, heartbeat) == ("secret-token", tmp_path / "data", "en", tmp_path / "data" / HEARTBEAT)
        assert url.endswith("kotae.db")
        assert clock().tzinfo is not None
        assert [topic.id for topic in shelf.library.base.topics()]

    def test_problems_are_logged_and_the_token_never(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def connect(token: str, *_: object) -> int:
            logging.getLogger("discord").warning("logging in with %s", token)
            try:
                raise ValueError(token)
            except ValueError:
                logging.getLogger("discord").exception("\x1b[31mrefused")
            return 1

        front = ModuleType("bot.discord_front")
        monkeypatch.setattr(front, "run", connect, raising=False)
        monkeypatch.setitem(sys.modules, "bot.discord_front", front)
        monkeypatch.setattr("bot.discord_front", front, raising=False)
        monkeypatch.setenv("DISCORD_TOKEN", "secret-token")
        (tmp_path / "notes.md").write_text(NOTES + "- bad\x07\n", encoding="utf-8")
        assert main(["run"]) == 1
        logged = capsys.readouterr().err
        assert "WARNING bot: " in logged
        assert f"{tmp_path / 'notes.md'}:7: " in logged
        assert "logging in with [token]" in logged
        assert "secret-token" not in logged
        assert "\x1b" not in logged


class TestWhatIsLoaded:
    """Start-up costs what a command needs, and no more."""

    SHOW = "import sys; from bot.__main__ import main; main(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr)"

    def loaded(self, *arguments: str, **more: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", self.SHOW, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), **more},
            check=True,
        )
        return set(done.stderr.split())

    def test_explain_needs_no_discord(self) -> None:
        assert not {"discord", "aiohttp", "prompt_toolkit"} & self.loaded("explain", "sqs")
        assert not {"discord", "aiohttp", "prompt_toolkit", "rich"} & self.loaded("explain", "--json", "sqs")

    def test_a_pipe_needs_no_prompt(self) -> None:
        assert not {"discord", "prompt_toolkit"} & self.loaded("chat")

    def test_the_bot_needs_nothing_of_the_terminal(self) -> None:
        program = "import sys, bot.discord_front as front; front.run = lambda *_: 0\n" + self.SHOW
        done = subprocess.run(
            [sys.executable, "-c", program, "run"],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": "x"},
            check=True,
        )
        assert not {"prompt_toolkit", "rich"} & set(done.stderr.split())


class TestChat:
    def test_a_pipe_gets_plain_answers(self) -> None:
        done = run("chat", typed=b"visibility timeout\n\xff\n/quit\n")
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"30 seconds" in done.stdout
        assert b"\x1b" not in done.stdout

    def test_the_language_can_be_chosen(self) -> None:
        assert "トピック".encode() in run("chat", "--language", "ja", typed=b"/topics\n").stdout


class TestCheck:
    def test_clean_notes(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main(["check", str(tmp_path / "notes.md")]) == 0
        assert capsys.readouterr().out == "1 topics, 5 entries, 0 terms and 0 questions checked: no problems.\n"

    def test_a_glossary_alone(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text("asked:\n- {id: sqs, en: [that queue]}\n")
        assert main(["check", str(tmp_path / "own.yaml")]) == 0
        assert capsys.readouterr().out == "0 topics, 0 entries, 0 terms and 0 questions checked: no problems.\n"

    def test_a_description_is_checked_with_its_deck(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "deck").mkdir()
        (tmp_path / "deck/a.md").write_text("# A\n")
        (tmp_path / "deck/deck.yaml").write_text("title: Mine\n")
        assert main(["check", str(tmp_path / "deck/deck.yaml")]) == 0
        assert capsys.readouterr().out.startswith("1 topics, 1 entries")

    def test_a_warning_of_the_settings(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / ".env").write_text("KOTAE_GLOSARY=x\n")
        assert main(["check"]) == 0
        english = ".env:1: nothing reads KOTAE_GLOSARY; write KOTAE_GLOSSARY\n"
        assert capsys.readouterr().err == f"kotae: {english}"
        monkeypatch.delenv("KOTAE_LANGUAGE")
        assert main(["check"]) == 0
        said = capsys.readouterr().err
        assert said.startswith("kotae: .env:1: KOTAE_GLOSARY という設定はありません。KOTAE_GLOSSARY と書いてください · ")
        assert said.endswith(english)

    def test_the_configured_notes_and_glossary(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0
        assert "no problems." in capsys.readouterr().out

    def test_each_problem_has_its_line(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        folder = tmp_path / "deck"
        folder.mkdir()
        (folder / "a.md").write_bytes(b"# A\n\n- \xff\n")
        (folder / "b.md").write_text("# B {#b}\n\n- x {#b}\n  - y\n")
        (tmp_path / "bad.yaml").write_text("terms:\n- {en: []}\n")
        assert main(["check", str(folder), str(tmp_path / "bad.yaml")]) == 1
        *problems, summary = capsys.readouterr().out.splitlines()
        assert [line.split(": ")[0].removeprefix(f"{tmp_path}/") for line in problems] == [
            "bad.yaml:2",
            "deck/a.md:3",
            "deck/b.md:3",
        ]
        assert summary.endswith("3 problem(s).")

    def test_what_only_one_language_has(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        for language, text in (("en", "# S {#s}\n\n- a {#a}\n  - b {#b}\n"), ("ja", "# S {#s}\n\n- 他 {#c}\n")):
            (tmp_path / "deck" / language).mkdir(parents=True)
            (tmp_path / "deck" / language / "s.md").write_text(text, encoding="utf-8")
        assert main(["check", str(tmp_path / "deck")]) == 1
        out = capsys.readouterr().out
        assert "en/s.md:3: {#a} is not there in Japanese" in out
        assert "ja/s.md:3: {#c} is not there in English" in out
        assert "{#b}" not in out  # its parent is named already

    def test_questions(self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "notes.md").write_text("# SQS {#sqs}\n\n- Queue {#queue}\n")
        (tmp_path / "mine").mkdir()
        fields = "kind: true-false, difficulty: 1, question: {en: Is it so?}, answer: right, why: {en: It is.}"
        text = f"questions:\n- {{id: a, facts: [queue], {fields}}}\n"
        (tmp_path / "mine/a.yaml").write_text(text)
        for path in ("mine", "mine/a.yaml"):
            assert main(["check", path]) == 0
            assert capsys.readouterr().out == "0 topics, 0 entries, 0 terms and 1 questions checked: no problems.\n"
        assert main(["check", "notes.md", "mine"]) == 0
        assert capsys.readouterr().out.startswith("1 topics, 2 entries, 0 terms and 1 questions")
        (tmp_path / "mine/a.yaml").write_text(text.replace("queue", "quue"))
        assert main(["check", "mine"]) == 1
        assert capsys.readouterr().out.startswith("mine/a.yaml:2: there is no fact 'quue' in the notes; write 'queue'?\n")
        monkeypatch.setenv("KOTAE_QUIZZES", str(tmp_path / "mine"))
        assert main(["check"]) == 1
        assert "there is no fact 'quue'" in capsys.readouterr().out

    def test_the_bundled_questions_are_not_asked_about_other_notes(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0  # KOTAE_KNOWLEDGE is another file of notes here, and KOTAE_QUIZZES is not set
        assert "and 0 questions checked: no problems." in capsys.readouterr().out

    def test_warnings_do_not_fail(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "deck").mkdir()
        (tmp_path / "deck/deck.yaml").write_text("recheck: 30\n")
        (tmp_path / "deck/a.md").write_text("# A {#a checked=2026-10-22}\n")
        assert main(["check", str(tmp_path / "deck")], now=datetime(2026, 11, 22, tzinfo=UTC)) == 0
        problem, summary = capsys.readouterr().out.splitlines()
        assert "a.md:1: warning: recheck: this was checked 31 days ago" in problem
        assert summary == "1 topics, 1 entries, 0 terms and 0 questions checked: no problems. 1 warning(s)."
        assert main(["check", str(tmp_path / "deck")], now=datetime(2026, 11, 21, tzinfo=UTC)) == 0
        assert "warning" not in capsys.readouterr().out

    def test_json_for_editors(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "notes.md").write_text("# A {#x}\n\n- 甲 {#x} [b](http://example.com) {#x}\n", encoding="utf-8")
        assert main(["check", "--format", "json"]) == 1
        found = json.loads(capsys.readouterr().out)
        assert all(list(each) == ["path", "line", "severity", "message"] for each in found)
        assert {(each["path"], each["line"], each["severity"]) for each in found} == {
            (str(tmp_path / "notes.md"), 3, "problem"),
            (str(tmp_path / "notes.md"), 3, "warning"),
        }
        (tmp_path / "notes.md").write_text("# A\n")
        assert main(["check", "--format", "json"]) == 0
        assert capsys.readouterr().out == "[]\n"

    def test_ids_are_written_where_it_is_said(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main(["check", "--write-ids", "--from-words", "notes.md"]) == 0
        assert capsys.readouterr().out.splitlines()[0] == "notes.md: 5 id(s) written."
        assert (
            (tmp_path / "notes.md").read_text("utf-8").startswith("# SQS {#sqs}\n\n- Visibility timeout {#visibility-timeout}\n")
        )
        assert main(["check", "--format", "json", "--write-ids", "notes.md"]) == 0
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == ("[]\n", "There is no id to write.\n")

    def test_ids_that_cannot_be_written(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        text = "# A {#x}\n\n- b {#x}\n- c\n"
        (tmp_path / "notes.md").write_text(text)
        assert main(["check", "--write-ids", "notes.md"]) == 1
        assert capsys.readouterr().out.startswith(
            "notes.md: no id written; mend the problems said below and try again.\nnotes.md:3: "
        )
        assert (tmp_path / "notes.md").read_text() == text

    @pytest.mark.parametrize("arguments", [["--write-ids"], ["--from-words", "notes.md"], ["--write-ids", "terms.yaml"]])
    def test_ids_of_nothing(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", *arguments]) == 2
        assert "--write-ids" in capsys.readouterr().err

    def test_a_path_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "nowhere.md"]) == 2
        assert capsys.readouterr().err == "kotae: There is no file or folder nowhere.md.\n"

    def test_the_bundled_content_is_clean(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("KOTAE_KNOWLEDGE")
        monkeypatch.delenv("KOTAE_GLOSSARY")
        assert main(["check"]) == 0, capsys.readouterr().out


class TestHealth:
    def test_a_fresh_sign_of_life(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / HEARTBEAT).touch()
        assert main(["health"]) == 0
        past = time.time() - 1000
        os.utime(tmp_path / "data" / HEARTBEAT, (past, past))
        assert main(["health"]) == 1
        assert "not running" in capsys.readouterr().err

    def test_none(self) -> None:
        assert main(["health"]) == 1


class TestWrongUse:
    def test_the_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"kotae {__version__}\n"

    @pytest.mark.parametrize("arguments", [[], ["dance"], ["chat", "--language", "fr"], ["explain", "--nope"]])
    def test_a_command_that_does_not_exist(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(arguments) == 2
        assert "usage: kotae" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["run", "chat", "check", "health"])
    def test_a_setting_that_cannot_be_used_is_one_line(
        self, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KOTAE_LOG_LEVEL", "loud")
        assert main([command]) == 2
        assert capsys.readouterr().err == "kotae: KOTAE_LOG_LEVEL is 'loud'; write one of DEBUG, INFO, WARNING, ERROR\n"
        monkeypatch.setenv("KOTAE_LANGUAGE", "ja")
        assert main([command]) == 2
        assert (
            capsys.readouterr().err
            == "kotae: KOTAE_LOG_LEVEL が 'loud' です。DEBUG, INFO, WARNING, ERROR のどれかを書いてください\n"
        )

    def test_a_setting_that_cannot_be_used_is_said_in_both_languages_where_the_hosts_is_not_known(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        both = "kotae: KOTAE_LANGUAGE が 'fr' です。ja か en と書いてください · KOTAE_LANGUAGE is 'fr'; write ja or en\n"
        monkeypatch.setenv("KOTAE_LANGUAGE", "fr")
        assert main(["check"]) == 2
        assert capsys.readouterr().err == both
        assert main(["chat", "--language", "en"]) == 2
        assert capsys.readouterr().err == "kotae: KOTAE_LANGUAGE is 'fr'; write ja or en\n"

    def test_ctrl_c_is_quiet(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("bot.__main__.open_library", interrupt)
        assert main(["explain", "sqs"]) == 130


class TestDatabase:
    def test_made_backed_up_and_restored(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["db", "upgrade"]) == 0
        assert main(["db", "backup", str(tmp_path / "copy.db")]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == f"Backed up to {tmp_path / 'copy.db'}"
        assert main(["db", "restore", str(tmp_path / "copy.db")]) == 2
        assert "--force" in capsys.readouterr().err
        assert main(["db", "restore", str(tmp_path / "copy.db"), "--force"]) == 0
        assert ".replaced-" in capsys.readouterr().out

    def test_what_cannot_be_done_is_said_in_the_hosts_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = run("db", "backup", KOTAE_LANGUAGE="ja")
        assert done.returncode == 2
        assert "データベース" in done.stderr.decode()
        assert main(["db"]) == 2
        assert main(["db", "restore"]) == 2
        capsys.readouterr()

    def test_no_password_is_shown(self) -> None:
        done = run("db", "upgrade", KOTAE_DATABASE_URL="postgresql://u:geheim@127.0.0.1:1/d")
        assert done.returncode == 1
        assert b"geheim" not in done.stderr + done.stdout
        assert b"Traceback" not in done.stderr

    def test_counting_anew(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["db", "recount", "--check"]) == 2
        assert "There is no database" in capsys.readouterr().err
        assert main(["db", "upgrade"]) == 0
        asyncio.run(answered(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}"))
        assert main(["db", "recount", "--check"]) == 0
        assert "Points and streaks of 2 learners in 1 servers are all as the answers have it." in capsys.readouterr().out
        self.change(tmp_path, "UPDATE standings SET points = 99 WHERE period = 'a' AND learner = 1")
        assert main(["db", "recount", "--check"]) == 1
        told = capsys.readouterr()
        assert told.err.splitlines()[-1].startswith("kotae: 1 of 1 servers differ from their answers.")
        assert "Server 5: points or streaks of 1 of 2 learners and 2 counts" in told.out
        assert main(["db", "recount"]) == 0
        assert "1 servers were counted anew, 1 of them put right." in capsys.readouterr().out
        done = run("db", "recount", "--check", KOTAE_LANGUAGE="ja")
        assert (done.returncode, "すべて答えのとおりです" in done.stdout.decode()) == (0, True)

    def test_reports_from_outside_of_servers(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["db", "reports"]) == 2
        assert "There is no database" in capsys.readouterr().err
        assert main(["db", "upgrade"]) == 0
        assert main(["db", "reports"]) == 0
        assert "There are no reports" in capsys.readouterr().out
        asyncio.run(reported(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}"))
        assert main(["db", "reports"]) == 0
        assert capsys.readouterr().out.splitlines() == ["2026-11-26 · report 1 · n{x} · sqs/limit: two lines, and a colour [31m"]
        done = run("db", "reports", KOTAE_LANGUAGE="ja")
        assert done.stdout.decode().startswith("2026-11-26 · 報告 1 · ")

    def test_an_older_database_is_not_checked(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["db", "upgrade"]) == 0
        self.change(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
        assert main(["db", "recount", "--check"]) == 2
        assert "Run kotae db upgrade first." in capsys.readouterr().err

    def test_grading_anew(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        bank = a_bank(tmp_path, monkeypatch)
        assert main(["db", "regrade", "deck/kept"]) == 2
        assert "There is no database" in capsys.readouterr().err
        assert main(["db", "upgrade"]) == 0
        assert main(["db", "regrade", "deck/kept"]) == 0
        assert "deck/kept has not been asked yet." in capsys.readouterr().out
        library = open_library([tmp_path / "deck"], [], None, [tmp_path / "quizzes"])
        held = frozen(library.questions.by_key["deck/kept"], (0, 1))
        asyncio.run(answered(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}", "deck/kept", held, closed=True))
        bank.write_text(STATEMENT.replace("ANSWER", "wrong"), "utf-8")
        assert main(["db", "regrade", "deck/gone"]) == 2
        assert "There is no question deck/gone." in capsys.readouterr().err
        before = self.verdicts(tmp_path)
        for how, status in (["--dry-run"], 0), ([], 2):
            assert main(["db", "regrade", "deck/kept", *how]) == status
            told = capsys.readouterr()
            assert "deck/kept: 1 rounds would change, 2 answers of 2 members (1 become right, 1 become wrong)." in told.out
            assert "2026-11-26, server 5, channel 6: of 2 answers 1 become right, 1 become wrong." in told.out
            assert ("--yes" in told.err) == (not how)
            assert self.verdicts(tmp_path) == before == [1, 0]
        assert main(["db", "regrade", "deck/kept", "--yes"]) == 0
        assert "1 rounds have the corrected question now, 2 answers of 2 members were graded anew" in capsys.readouterr().out
        assert self.verdicts(tmp_path) == [0, 1]
        done = run("db", "regrade", "deck/kept", "--yes", KOTAE_LANGUAGE="ja")
        assert (done.returncode, "いまの正解のとおりに" in done.stdout.decode()) == (0, True)
        assert main(["db", "recount", "--check"]) == 0

    @pytest.mark.parametrize(("typed", "expected"), [("y", [0, 1]), ("はい", [0, 1]), ("", [1, 0]), ("no", [1, 0])])
    def test_grading_anew_is_confirmed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, expected: list[int]
    ) -> None:
        bank = a_bank(tmp_path, monkeypatch)
        library = open_library([tmp_path / "deck"], [], None, [tmp_path / "quizzes"])
        held = frozen(library.questions.by_key["deck/kept"], (0, 1))
        asyncio.run(answered(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}", "deck/kept", held, closed=True))
        bank.write_text(STATEMENT.replace("ANSWER", "wrong"), "utf-8")
        monkeypatch.setattr("bot.__main__.is_terminal", lambda stream: True)
        monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        assert main(["db", "regrade", "deck/kept"]) == 0
        assert self.verdicts(tmp_path) == expected

    def verdicts(self, tmp_path: Path) -> list[int]:
        with closing(sqlite3.connect(tmp_path / "data" / "kotae.db")) as connection:
            return [row[0] for row in connection.execute("SELECT correct FROM answers ORDER BY learner")]

    def change(self, tmp_path: Path, statement: str) -> None:
        with closing(sqlite3.connect(tmp_path / "data" / "kotae.db")) as connection, connection:
            connection.execute(statement)


STATEMENT = """
questions:
- id: kept
  kind: true-false
  facts: [kept]
  difficulty: 1
  question: {ja: 20 秒保つ。, en: It is kept for 20 seconds.}
  answer: ANSWER
  why: {ja: ノートのとおり, en: So the notes say}
"""


def a_bank(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the questions beside notes of one fact: one statement, which is right."""
    (folder / "deck").mkdir()
    (folder / "deck" / "deck.yaml").write_text("title: Deck\nlanguages: [en]\n", "utf-8")
    (folder / "deck" / "queues.md").write_text("# Queues {#queues}\n- Kept {#kept}\n  - For 20 seconds.\n", "utf-8")
    monkeypatch.setenv("KOTAE_KNOWLEDGE", str(folder / "deck"))
    monkeypatch.setenv("KOTAE_QUIZZES", str(folder / "quizzes"))
    bank = folder / "quizzes" / "deck" / "all.yaml"
    bank.parent.mkdir(parents=True)
    bank.write_text(STATEMENT.replace("ANSWER", "right"), "utf-8")
    return bank


async def reported(url: str) -> None:
    """A report from direct messages and one from a server, in a database."""
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    store = await open_store(address(url))
    for server in (None, 5):
        words = "two lines,\nand a colour \x1b[31m"
        await reports.keep(store, NewReport(server, 1, "n{x}", "fact", "sqs/limit", None, words, now))
    await store.close()


async def answered(url: str, question: str = "q", held: str = "{}", *, closed: bool = False) -> None:
    """A question that two have answered, in a database."""
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    store = await open_store(address(url))
    daily = await dailies.set_up(store, 5, 6, DailySettings(420, "UTC"), by=1, at=now, seed="s")
    asked = (await rounds.claim(store, Claim(daily.id, 5, 6, now.date(), question, (), held, now))).round
    await rounds.posted(store, asked.id, 7, now, None)
    for user in (1, 2):
        await answers.record(store, Given(asked.id, user, "n", (user - 1,), user == 1, now))
    if closed:
        await rounds.closed(store, asked.id, now)
    await store.close()
