"""`/settings` and `/privacy` at the prompt."""

import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.study.facts import LANGUAGES, Language
from bot.wording.appearance import WORDS as APPEARANCE
from bot.wording.privacy import WORDS as PRIVACY
from bot.wording.terminal_own import words
from tests.terminal_front.conftest import Computer, Conversation

BOTH = pytest.mark.parametrize(("language", "own"), [("en", 0), ("ja", 1)])


def answered(computer: Computer, name: str = "aya", language: Language = "en") -> Conversation:
    person = computer.talk(name, language)
    person.type("/today")
    person.type("20 s")
    return person


@BOTH
def test_an_alias_stands_on_boards_until_it_is_cleared(computer: Computer, language: Language, own: int) -> None:
    aya, said = answered(computer, language=language), APPEARANCE[language]
    assert ("Name: aya, as this computer knows you", "名前: aya（この")[own] in aya.type("/settings")
    shown = aya.type("/settings alias Ms. **Gray**")
    assert ("From now on you appear as Ms. **Gray**.", "これからは Ms. **Gray** と表示されます。")[own] in shown
    assert ("Name: Ms. **Gray**, the alias you chose", "名前: Ms. **Gray**（自分で決めた別名）")[own] in shown
    assert ("1. Ms. **Gray** · ", "1 位 Ms. **Gray** · ")[own] in aya.type("/leaderboard")
    assert said.uncalled in aya.type("/settings alias")
    assert ("1. aya · ", "1 位 aya · ")[own] in aya.type("/leaderboard")
    assert said.bad_name.format(longest=32) in aya.type("/settings alias " + "x" * 33)
    assert said.bad_name.format(longest=32) in aya.type("/settings alias \u2061")
    assert said.calls in aya.type("/settings alias @here")
    assert said.taken in aya.type("/settings alias " + ("Someone (deleted)", "削除した人")[own])


@BOTH
def test_who_hides_is_told_why_they_are_missing(computer: Computer, language: Language, own: int) -> None:
    aya, said = answered(computer, language=language), APPEARANCE[language]
    shown = aya.type("/settings hide")
    assert said.now_hidden in shown
    assert said.hidden in shown
    shown = aya.type("/leaderboard")
    assert "aya" not in shown
    assert ("so you chose in /settings. Your points are kept: 1", "/settings で選んだとおり")[own] in shown
    assert said.now_shown in aya.type("/settings show")
    assert ("1. aya · ", "1 位 aya · ")[own] in aya.type("/leaderboard")


@BOTH
def test_a_copy_and_a_deletion(computer: Computer, language: Language, own: int) -> None:
    """Ben's stay."""
    ben, aya, said = answered(computer, "ben"), answered(computer, language=language), words(language)
    assert aya.type("/privacy").strip() == said.privacy
    shown = aya.type("/privacy export").strip()
    path = Path(shown[shown.index("/") :])
    assert path.parent == computer.data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    held = json.loads(path.read_text("utf-8"))
    assert (held["learner"]["name"], len(held["answers"])) == ("aya", 1)
    assert said.not_exported.format(path=path) in aya.type("/privacy export")  # within a second, and no file is replaced
    assert said.ask.format(name="aya") in aya.type("/privacy delete")
    assert ("1. aya · ", "1 位 aya · ")[own] in aya.type("/leaderboard")
    assert aya.type("/privacy delete everything").strip() == PRIVACY[language].deleted
    shown = ben.type("/leaderboard")
    assert "1. ben · " in shown
    assert "aya" not in shown
    computer.now += timedelta(seconds=1)
    shown = aya.type("/privacy export").strip()
    held = json.loads(Path(shown[shown.index("/") :]).read_text("utf-8"))
    assert (held["learner"], held["answers"]) == (None, [])
    aya.type("/today")
    assert ("Recorded. A first day", "記録しました。1 日目")[own] in aya.type("20 s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_that_must_not_be_used(computer: Computer, language: Language) -> None:
    computer.data.mkdir(exist_ok=True)
    (computer.data / "kotae.db").write_bytes(b"rubbish" * 1000)
    aya = computer.talk(language=language)
    for typed in ("", " alias x", " hide"):
        assert APPEARANCE[language].not_kept.replace("**", "") in aya.type(f"/settings{typed}")
    assert words(language).not_deleted in aya.type("/privacy delete everything")
    assert [each for each in os.listdir(computer.data) if each.startswith("kotae-export")] == []


def test_both_languages_say_everything() -> None:
    for language in LANGUAGES:
        for field in words(language).__slots__:
            assert getattr(words(language), field)
            assert "**" not in getattr(words(language), field)
