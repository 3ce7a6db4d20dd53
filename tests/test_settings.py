import os
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings
from bot.study.facts import LANGUAGES, Language
from bot.wording.settings import complained


def read(folder: Path, **environment: str) -> Settings:
    return read_settings(environment, folder)


def wrong(folder: Path, **environment: str) -> SettingsError:
    """What is said of settings that cannot be used."""
    with pytest.raises(SettingsError) as error:
        read(folder, **environment)
    return error.value


def test_nothing_set_is_a_working_installation(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.token == ""
    assert settings.language == "ja"
    assert settings.log_level == "INFO"
    assert all(path.is_dir() for path in (*settings.knowledge, *settings.glossary, *settings.quizzes))
    assert settings.database_url == f"sqlite:///{settings.data / 'kotae.db'}"


def test_dot_env_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-file\nKOTAE_LANGUAGE=en\nKOTAE_LOG_LEVEL=\n")
    settings = read(tmp_path, DISCORD_TOKEN=" from-environment ")
    assert (settings.token, settings.language, settings.log_level) == ("from-environment", "en", "INFO")


def test_the_token_is_not_shown(tmp_path: Path) -> None:
    shown = repr(read(tmp_path, DISCORD_TOKEN="secret", KOTAE_DATABASE_URL="postgresql://u:password@h/d"))
    assert "secret" not in shown
    assert "password" not in shown


def test_several_paths(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    (tmp_path / "b").mkdir()
    settings = read(tmp_path, KOTAE_KNOWLEDGE=os.pathsep.join([str(tmp_path / "a.md"), "", str(tmp_path / "b")]))
    assert settings.knowledge == (tmp_path / "a.md", tmp_path / "b")


def test_data_lies_beside_an_sqlite_file(tmp_path: Path) -> None:
    assert read(tmp_path, KOTAE_DATABASE_URL="sqlite:////srv/kotae%20data/k.db").data == Path("/srv/kotae data")
    assert read(tmp_path, KOTAE_DATABASE_URL="sqlite:///data/k.db").data == Path("data")
    assert read(tmp_path, KOTAE_DATABASE_URL="postgresql://host/kotae").data == read(tmp_path).data


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KOTAE_LANGUAGE", "fr", "write ja or en"),
        ("KOTAE_LOG_LEVEL", "loud", "write one of DEBUG"),
        ("KOTAE_KNOWLEDGE", "/nowhere/at/all.md", "there is no file or folder /nowhere/at/all.md"),
        ("KOTAE_KNOWLEDGE", os.pathsep, "give the path of a file or folder"),
        ("KOTAE_KNOWLEDGE", "x" * 5000, "cannot be used (File name too long)"),
        ("KOTAE_GLOSSARY", "~nobody-of-that-name/x.yaml", "cannot be used (Could not determine home directory"),
        ("KOTAE_QUIZZES", "a\0b", "cannot be used"),
        ("KOTAE_DATABASE_URL", "http://[half", "KOTAE_DATABASE_URL is no address"),
        ("KOTAE_DATABASE_URL", "kotae.db", "write it like sqlite:////data/kotae.db"),
    ],
)
def test_a_value_that_cannot_be_used_says_what_to_write(tmp_path: Path, name: str, value: str, said: str) -> None:
    error = wrong(tmp_path, **{name: value})
    assert said in complained(error.complaint, "en")
    for line in (complained(error.complaint, language) for language in LANGUAGES):
        assert name in line
        assert "\n" not in line


def test_a_dot_env_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    error = wrong(tmp_path, KOTAE_LANGUAGE="en")
    assert "save it as UTF-8" in complained(error.complaint, error.language)


@pytest.mark.parametrize(
    ("chosen", "spoken"),
    [({}, None), *(({"KOTAE_LANGUAGE": each}, each if each in LANGUAGES else None) for each in ("ja", "en", "fr"))],
)
def test_an_error_knows_the_language_that_the_host_chose(tmp_path: Path, chosen: dict[str, str], spoken: Language | None) -> None:
    assert wrong(tmp_path, KOTAE_LOG_LEVEL="loud", **chosen).language == spoken
    lines = [f"{name}={value}\n" for name, value in chosen.items()]
    for line in ("KOTAE_LOG_LEVEL=loud", "two words"):
        (tmp_path / ".env").write_text(f"{line}\n{''.join(lines)}")
        assert wrong(tmp_path).language == spoken


def test_the_environments_language_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("two words\nKOTAE_LANGUAGE=ja\n")
    assert wrong(tmp_path, KOTAE_LANGUAGE=" EN ").language == "en"
    assert (read(tmp_path / "none").chosen, read(tmp_path / "none", KOTAE_LANGUAGE="ja").chosen) == (None, "ja")


@pytest.mark.parametrize("line", ['DISCORD_TOKEN="abc', "DISCORD_TOKEN='abc", "two words", "DISCORD_TOKEN=a\0b"])
def test_a_line_of_dot_env_that_cannot_be_read(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"# mine\nKOTAE_LANGUAGE=en\n\n{line}\n")
    error = wrong(tmp_path)
    said = f"{tmp_path / '.env'}:4: this cannot be read; write NAME=value, and close every quote"
    assert complained(error.complaint, error.language) == said


def test_a_name_that_nothing_reads_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeffDISCORD_TOKEN=abc\n\n# mine\nKOTAE_LANGUGE=en\nOTHER=1\n", encoding="utf-8")
    settings = read(tmp_path)
    assert settings.token == "abc"
    said = f"{tmp_path / '.env'}:4: nothing reads KOTAE_LANGUGE; write KOTAE_LANGUAGE"
    assert [complained(each, "en") for each in settings.warnings] == [said]
    assert read(tmp_path / "elsewhere").warnings == ()


def test_a_dot_env_that_is_a_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert read(tmp_path).token == ""


def test_a_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert read_settings({}).language == "ja"
    monkeypatch.chdir(tmp_path)


def test_a_user_without_a_home_gets_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_path", homeless)
    assert read_settings({}, tmp_path).data.name.startswith("kotae-")
