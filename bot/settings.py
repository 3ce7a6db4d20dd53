"""Environment and `.env` -> frozen settings. Read once, by the composition root."""

import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from dotenv.parser import Binding

Language = Literal["ja", "en"]
_LANGUAGES: Mapping[str, Language] = {"ja": "ja", "en": "en"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
NAMES = ("KOTAE_KNOWLEDGE", "KOTAE_GLOSSARY", "KOTAE_QUIZZES", "KOTAE_LANGUAGE", "KOTAE_DATABASE_URL", "KOTAE_LOG_LEVEL")


Trouble = Literal[
    "unreadable",
    "broken-line",
    "unread-name",
    "no-path",
    "missing-path",
    "unusable-path",
    "language",
    "log-level",
    "no-address",
    "no-scheme",
]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a setting; `wording.settings` says it, and what to write instead, with these values."""

    trouble: Trouble
    values: Mapping[str, str] = field(default_factory=dict)


class SettingsError(Exception):
    """A setting that cannot be used. `language` is the one the host chose, where that can be read."""

    def __init__(self, complaint: Complaint, language: Language | None = None) -> None:
        super().__init__(f"{complaint.trouble} {complaint.values}")
        self.complaint = complaint
        self.language = language


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the host can set. Empty paths of a default exist in every installation."""

    token: str = field(repr=False)
    knowledge: tuple[Path, ...]
    glossary: tuple[Path, ...]
    quizzes: tuple[Path, ...]
    language: Language
    database_url: str = field(repr=False)
    data: Path
    log_level: str
    warnings: tuple[Complaint, ...] = ()
    """What the host wrote that has no effect."""
    chosen: Language | None = None
    """The language, if it was the host who set it."""


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings from `.env` in `folder` (default: the working folder) and the environment, which wins.

    Raises SettingsError for a value that cannot be used.
    """
    path = (folder or Path()) / ".env"
    values = given = {key: value for key, value in (os.environ if environment is None else environment).items() if value}
    try:
        if not (text := _read(path)):
            return _settings(given, ())
        from dotenv import dotenv_values, parser  # only where there is such a file

        bindings = tuple(parser.parse_stream(io.StringIO(text)))
        values = {binding.key: binding.value for binding in bindings if binding.key and binding.value} | given
        warnings = tuple(_read_through(path, bindings))
        values = {key: value for key, value in dotenv_values(stream=io.StringIO(text)).items() if value} | given
        return _settings(values, warnings)
    except SettingsError as error:
        raise SettingsError(error.complaint, _spoken(values)) from None


def _settings(values: Mapping[str, str], warnings: tuple[Complaint, ...]) -> Settings:
    database_url = values.get("KOTAE_DATABASE_URL", "")
    data = _data_folder(database_url)
    return Settings(
        token=values.get("DISCORD_TOKEN", "").strip(),
        knowledge=_paths(values, "KOTAE_KNOWLEDGE", _bundled("knowledge")),
        glossary=_paths(values, "KOTAE_GLOSSARY", _bundled("knowledge") / "glossary"),
        quizzes=_paths(values, "KOTAE_QUIZZES", _bundled("quizzes")),
        language=_language(values.get("KOTAE_LANGUAGE", "ja")),
        chosen=_spoken(values),
        database_url=database_url or f"sqlite:///{data / 'kotae.db'}",
        data=data,
        log_level=_log_level(values.get("KOTAE_LOG_LEVEL", "INFO")),
        warnings=warnings,
    )


def _read(path: Path) -> str:
    """The text of a `.env` file; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(Complaint("unreadable", {"path": str(path), "reason": str(error)})) from None


def _read_through(path: Path, bindings: "Iterable[Binding]") -> Iterator[Complaint]:
    """A warning for each name in a `.env` file that nothing reads. Raises SettingsError for a line that cannot be read."""
    for binding in bindings:
        written = binding.original.string
        line = binding.original.line + written[: len(written) - len(written.lstrip())].count("\n")
        place = {"path": str(path), "line": str(line)}
        if binding.error or "\0" in written:
            raise SettingsError(Complaint("broken-line", place))
        if binding.key and binding.key.startswith("KOTAE_") and binding.key not in NAMES:
            import difflib  # only for who wrote a name that there is not

            meant = difflib.get_close_matches(binding.key, NAMES, 1) or [", ".join(NAMES)]
            yield Complaint("unread-name", place | {"name": binding.key, "meant": meant[0]})


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
        raise SettingsError(Complaint("no-path", {"name": name, "text": text, "between": os.pathsep}))
    return paths


def _existing(name: str, text: str) -> Path:
    try:
        path = Path(text).expanduser()
        path.stat()
    except FileNotFoundError:
        raise SettingsError(Complaint("missing-path", {"name": name, "text": text})) from None
    except (OSError, ValueError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(Complaint("unusable-path", {"name": name, "text": text[:200], "reason": str(reason)})) from None
    return path


def _language(text: str) -> Language:
    found = _LANGUAGES.get(text.strip().casefold())
    if found is None:
        raise SettingsError(Complaint("language", {"text": text}))
    return found


def _spoken(values: Mapping[str, str]) -> Language | None:
    """The language that was chosen; None where it was not, or is none of ours."""
    return _LANGUAGES.get(values.get("KOTAE_LANGUAGE", "").strip().casefold())


def _log_level(text: str) -> str:
    level = text.strip().upper()
    if level not in LOG_LEVELS:
        raise SettingsError(Complaint("log-level", {"text": text}))
    return level


def _data_folder(database_url: str) -> Path:
    """Where the program keeps what it writes: beside an SQLite database, else the user's data folder."""
    try:
        parts = urlsplit(database_url)
    except ValueError:
        raise SettingsError(Complaint("no-address")) from None
    if database_url and "://" not in database_url:
        raise SettingsError(Complaint("no-scheme"))
    if parts.scheme.startswith("sqlite") and parts.path not in {"", "/", "/:memory:"}:
        return Path(unquote(parts.path[1:])).parent
    from platformdirs import user_data_path  # only where the host has not said where

    try:
        return user_data_path("kotae", appauthor=False)
    except RuntimeError:  # this user has no home
        return Path(tempfile.gettempdir()) / f"kotae-{os.getuid()}"
