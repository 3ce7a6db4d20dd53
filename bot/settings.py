"""Environment and `.env` -> frozen settings. Read once, by the composition root."""

import difflib
import io
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from platformdirs import user_data_path

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
NAMES = ("KOTAE_KNOWLEDGE", "KOTAE_GLOSSARY", "KOTAE_QUIZZES", "KOTAE_LANGUAGE", "KOTAE_DATABASE_URL", "KOTAE_LOG_LEVEL")


class SettingsError(Exception):
    """A setting that cannot be used, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the host can set. Empty paths of a default exist in every installation."""

    token: str = field(repr=False)
    knowledge: tuple[Path, ...]
    glossary: tuple[Path, ...]
    quizzes: tuple[Path, ...]
    language: Literal["ja", "en"]
    database_url: str = field(repr=False)
    data: Path
    log_level: str
    warnings: tuple[str, ...] = ()
    """What the host wrote that has no effect."""


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings from `.env` in `folder` (default: the working folder) and the environment, which wins.

    Raises SettingsError for a value that cannot be used.
    """
    written, warnings = _dot_env((folder or Path()) / ".env")
    values = {key: value for key, value in written.items() if value}
    values.update({key: value for key, value in (os.environ if environment is None else environment).items() if value})
    database_url = values.get("KOTAE_DATABASE_URL", "")
    data = _data_folder(database_url)
    return Settings(
        token=values.get("DISCORD_TOKEN", "").strip(),
        knowledge=_paths(values, "KOTAE_KNOWLEDGE", _bundled("knowledge")),
        glossary=_paths(values, "KOTAE_GLOSSARY", _bundled("knowledge") / "glossary"),
        quizzes=_paths(values, "KOTAE_QUIZZES", _bundled("quizzes")),
        language=_language(values.get("KOTAE_LANGUAGE", "ja")),
        database_url=database_url or f"sqlite:///{data / 'kotae.db'}",
        data=data,
        log_level=_log_level(values.get("KOTAE_LOG_LEVEL", "INFO")),
        warnings=warnings,
    )


def _dot_env(path: Path) -> tuple[Mapping[str, str | None], tuple[str, ...]]:
    """What a `.env` file sets, and a warning for each name in it that nothing reads."""
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}); save it as UTF-8 text or remove it") from None
    warnings = []
    for binding in parse_stream(io.StringIO(text)):
        written = binding.original.string
        line = binding.original.line + written[: len(written) - len(written.lstrip())].count("\n")
        if binding.error or "\0" in written:
            raise SettingsError(f"{path}:{line}: this cannot be read; write NAME=value, and close every quote")
        if binding.key and binding.key.startswith("KOTAE_") and binding.key not in NAMES:
            meant = difflib.get_close_matches(binding.key, NAMES, 1) or [", ".join(NAMES)]
            warnings.append(f"{path}:{line}: nothing reads {binding.key}; write {meant[0]}")
    return dotenv_values(stream=io.StringIO(text)), tuple(warnings)


def _bundled(name: str) -> Path:
    """The content that comes with the program: inside the package (wheel) or beside it (checkout)."""
    package = Path(__file__).parent
    inside = package / "bundled" / name
    return inside if inside.is_dir() else package.parent / name


def _paths(values: Mapping[str, str], name: str, default: Path) -> tuple[Path, ...]:
    text = values.get(name)
    if not text:
        return (default,)
    paths = tuple(_existing(name, part) for part in text.split(os.pathsep) if part.strip())
    if not paths:
        raise SettingsError(f"{name} is {text!r}; give the path of a file or folder, several with {os.pathsep} between them")
    return paths


def _existing(name: str, text: str) -> Path:
    try:
        path = Path(text).expanduser()
        path.stat()
    except FileNotFoundError:
        raise SettingsError(f"{name}: there is no file or folder {text}; give the path of one that exists") from None
    except (OSError, ValueError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(
            f"{name}: {text[:200]!r} cannot be used ({reason}); give the path of a readable file or folder"
        ) from None
    return path


def _language(text: str) -> Literal["ja", "en"]:
    folded = text.strip().casefold()
    if folded == "ja":
        return "ja"
    if folded == "en":
        return "en"
    raise SettingsError(f"KOTAE_LANGUAGE is {text!r}; write ja or en")


def _log_level(text: str) -> str:
    level = text.strip().upper()
    if level not in LOG_LEVELS:
        raise SettingsError(f"KOTAE_LOG_LEVEL is {text!r}; write one of {', '.join(LOG_LEVELS)}")
    return level


def _data_folder(database_url: str) -> Path:
    """Where the program keeps what it writes: beside an SQLite database, else the user's data folder."""
    try:
        parts = urlsplit(database_url)
    except ValueError:
        raise SettingsError("KOTAE_DATABASE_URL is no address; write it like sqlite:////data/kotae.db") from None
    if database_url and "://" not in database_url:
        raise SettingsError("KOTAE_DATABASE_URL does not begin with sqlite://; write it like sqlite:////data/kotae.db")
    if parts.scheme.startswith("sqlite") and parts.path not in {"", "/", "/:memory:"}:
        return Path(unquote(parts.path[1:])).parent
    try:
        return user_data_path("kotae", appauthor=False)
    except RuntimeError:  # this user has no home
        return Path(tempfile.gettempdir()) / f"kotae-{os.getuid()}"
