"""The host's commands about the database, and that there are words for all that may come of them."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.store.errors import NotRead, NotRecorded, Refusal, Trouble
from bot.study.facts import Language
from bot.tutor import database
from bot.tutor.database import Told
from bot.tutor.stored import Stored
from bot.wording import terminal_database
from bot.wording.terminal_database import sentence

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kotae.db'}"


def test_made_backed_up_and_restored(url: str, tmp_path: Path) -> None:
    assert asyncio.run(database.upgrade(url, NOW)).name == "ready"
    told = database.back_up_to(url, None, NOW)
    assert told == Told("backed_up", {"path": str(tmp_path / "backups/kotae-20261126T120000Z.db")})
    assert database.back_up_to(url, f"{tmp_path}/", NOW).fields == {"path": str(tmp_path / "kotae-20261126T120000Z.db")}
    assert database.back_up_to(url, str(tmp_path / "x.db"), NOW).outcome == "done"
    assert database.back_up_to(url, str(tmp_path / "x.db"), NOW).outcome == "wrong_use"
    assert database.restore_from(url, tmp_path / "x.db", NOW, force=False).name == "exists"
    assert database.restore_from(url, tmp_path / "x.db", NOW, force=True).name == "restored_over"
    (tmp_path / "kotae.db").unlink()
    assert database.restore_from(url, tmp_path / "x.db", NOW, force=False).name == "restored"


def test_a_folder_that_is_not_there_is_not_made(url: str, tmp_path: Path) -> None:
    asyncio.run(database.upgrade(url, NOW))
    missing = f"{tmp_path}/elsewhere/"
    told = database.back_up_to(url, missing, NOW)
    assert told == Told("no_folder", {"path": missing}, "wrong_use")
    assert missing in sentence(told.name, told.fields, "en")
    assert not (tmp_path / "elsewhere").exists()
    assert database.back_up_to(url, str(tmp_path / "elsewhere" / "x.db"), NOW).outcome == "done"


def test_what_is_no_fault_of_the_hosts_is_a_problem(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kotae.db").write_bytes(b"rubbish" * 1000)
    assert database.back_up_to(url, None, NOW).outcome == "problem"
    assert asyncio.run(database.upgrade(url, NOW)).name == "damaged"

    def full(*_: object) -> Path:
        raise NotRecorded("full")

    monkeypatch.setattr(database, "back_up", full)
    assert database.back_up_to(url, None, NOW) == Told("trouble_full", outcome="problem")


def test_what_cannot_be_read_is_a_problem() -> None:
    assert database.refused(NotRead("gone")) == Told("not_read", outcome="problem")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The database could not be migrated, and is as it was. table servers already exists"),
        ("ja", "データベースを更新できませんでした。中身は元のままです。table servers already exists"),
    ],
)
def test_what_the_process_that_migrates_said_is_said_once(
    url: str, tmp_path: Path, language: Language, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOTAE_LANGUAGE", language)
    with closing(sqlite3.connect(tmp_path / "kotae.db")) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("CREATE TABLE servers (something)")
    told = asyncio.run(Stored(url, tmp_path).open())
    assert told is not None
    assert (sentence(told.name, told.fields, language), told.outcome) == (said, "problem")


def test_postgresql_is_its_own_hosts() -> None:
    assert database.back_up_to("postgresql://h/d", None, NOW) == Told("not_sqlite", {}, "wrong_use")


def test_there_are_words_for_everything_in_both_languages() -> None:
    names = {"ready", "upgraded", "backed_up", "restored", "restored_over", "server_off", "agrees", "recounted", "off"}
    names |= {"round_changes", "earlier_rounds", "reworded", "unlike_kind", "unlike_number", "unlike_options", "still_open"}
    names |= {"never_asked", "graded_so", "nothing_done", "would_regrade", "regrade_takes", "regrade_confirm", "not_confirmed"}
    names |= {"no_terminal", "regraded", "no_question", "not_read"}
    names |= {"report", "no_reports"}
    names |= {*get_args(Refusal), *(f"trouble_{trouble}" for trouble in get_args(Trouble))}
    assert terminal_database._JA.keys() == terminal_database._EN.keys() == names
    for name in names:
        fields = [
            {part[1] for part in Formatter().parse(words[name]) if part[1]}
            for words in (terminal_database._JA, terminal_database._EN)
        ]
        assert fields[0] == fields[1], name
    assert sentence("not_upgraded", {"said": ""}, "en") == "The database could not be migrated, and is as it was."
