"""Decks on disk -> facts, glossary and problems with path:line."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import yaml

from bot.study import glossary, notes, outline
from bot.study.facts import LANGUAGES, Deck, Fact, FactBase, Language, Place, Problem
from bot.study.glossary import Glossary
from bot.study.yaml_nodes import compose

LARGEST_FILE = 64 * 2**20
"""Bytes; a larger file is reported and left out."""
DEEPEST_YAML = 50
_CANNOT_NEST_BADLY = 5_000
"""Brackets and columns; libyaml was seen to crash the process at 30,000 levels on a stack of 8 MB."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KANA = re.compile("[\u3041-\u30ff]")


@dataclass(frozen=True)
class Content:
    """Everything read from disk, whole."""

    base: FactBase
    glossary: Glossary
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one deck lies: its folder or file, and its pages (language None: to be guessed)."""

    id: str
    root: Path
    pages: tuple[tuple[Path, Language | None], ...]


def load(knowledge: Sequence[Path], glossaries: Sequence[Path]) -> Content:
    """All decks and glossaries beneath these paths. A bad file is a problem, never an exception."""
    reader = _Reader()
    reader.problems.extend(_unreadable([*knowledge, *glossaries]))
    decks: list[Deck] = []
    facts: dict[str, Fact] = {}
    taken: set[str] = set()
    for source in _sources(knowledge):
        deck, made = reader.deck(source, _free(source.id, taken))
        decks.append(deck)
        facts.update(made)
    files = [*_yaml_files(glossaries), *_deck_glossaries(knowledge)]
    names = sum((reader.glossary(file) for file in dict.fromkeys(files)), Glossary())
    if not facts and not reader.problems:
        where = ", ".join(str(path) for path in knowledge)
        reader.problems.append(Problem(Place(where, 1), "there are no notes here; add a Markdown file with headings and lists"))
    return Content(FactBase(tuple(decks), facts), names, tuple(reader.problems))


def files(knowledge: Sequence[Path], glossaries: Sequence[Path]) -> tuple[Path, ...]:
    """Every file that `load` reads or would read if it were there."""
    found = [path for source in _sources(knowledge) for path in (source.root / "deck.yaml", *(page for page, _ in source.pages))]
    return tuple(dict.fromkeys((*found, *_yaml_files(glossaries), *_deck_glossaries(knowledge))))


def fingerprint(knowledge: Sequence[Path], glossaries: Sequence[Path]) -> tuple[tuple[str, ...], ...]:
    """What the file system says of every content file: changes when any of them does."""
    return tuple(_state(path) for path in files(knowledge, glossaries))


def _state(path: Path) -> tuple[str, ...]:
    try:
        status = path.stat()
    except OSError:
        return (str(path),)
    return (str(path), *map(str, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)))


class _UnusableError(Exception):
    """Why a file cannot be used, and at which line."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def _read(path: Path) -> str:
    """A file's text. Raises _UnusableError, saying what to do."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _UnusableError("this is a folder; a page of notes is a file (rename the folder without the ending)")
        if not stat.S_ISREG(status.st_mode):
            raise _UnusableError("this is no plain file; put the text in one")
        if status.st_size > LARGEST_FILE:
            raise _UnusableError(f"this file is over {LARGEST_FILE // 2**20} MB; split it by topic")
        data = path.read_bytes()
    except OSError as error:
        raise _UnusableError(f"this file cannot be read ({error.strerror}); check that it is there and readable") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnusableError(f"byte {error.start} is not UTF-8; save the file as UTF-8", line) from None


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, path: Path) -> str | None:
        """A file's text; None, with a problem, where there is none to be had."""
        try:
            return _read(path)
        except _UnusableError as error:
            self._report(path, str(error), error.line)
            return None

    def _report(self, path: Path, message: str, line: int = 1) -> None:
        self.problems.append(Problem(Place(str(path), line), message))

    def deck(self, source: _Source, id_: str) -> tuple[Deck, dict[str, Fact]]:
        titles, languages = self._description(source.root / "deck.yaml")
        pages = []
        for path, language in source.pages:
            text = self.text(path)
            if text is None:
                continue
            if not text.strip():
                self._report(path, "this file is empty; write a heading and a list, or delete it")
                continue
            entries, problems = notes.parse(text, str(path))
            self.problems.extend(problems)
            pages.append(outline.Page(language or _guess(text), str(path), path.stem, entries))
        pages.sort(key=lambda page: languages.index(page.language) if page.language in languages else len(languages))
        deck = Deck(id_, titles or {"en": source.root.stem})
        facts, problems = outline.build(deck, pages)
        self.problems.extend(problems)
        return deck, facts

    def glossary(self, path: Path) -> Glossary:
        text = self._yaml(path)
        if text is None:
            return Glossary()
        read, problems = glossary.parse(text, str(path))
        self.problems.extend(problems)
        return read

    def _yaml(self, path: Path) -> str | None:
        """A YAML file's text; None, with a problem, also where it nests so deeply that libyaml would run out of stack."""
        text = self.text(path)
        line = _too_deep(text) if text is not None else 0
        if line:
            self._report(path, f"this YAML nests deeper than {DEEPEST_YAML} levels; two or three are enough", line)
            return None
        return text

    def _description(self, path: Path) -> tuple[dict[Language, str], tuple[str, ...]]:
        """The titles and languages of a `deck.yaml`, which may be absent."""
        text = self._yaml(path) if os.path.lexists(path) else None
        if text is None:
            return {}, LANGUAGES
        root, problems = compose(text, str(path))
        self.problems.extend(problems)
        if root is not None and not isinstance(root, yaml.MappingNode):
            self._report(path, "deck.yaml is a mapping; write `title:` and `languages:`")
            return {}, LANGUAGES
        titles: dict[Language, str] = {}
        languages: tuple[str, ...] = LANGUAGES
        for key, value in root.value if root is not None else ():
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self._report(path, "a deck has title, languages, exam, domains; write one of these words here", line)
            elif key.value == "title":
                titles = self._titles(path, value)
            elif key.value == "languages":
                languages = self._languages(path, value) or LANGUAGES
            elif key.value not in {"exam", "domains"}:
                self._report(path, f"{key.value!r} is not known here; a deck has title, languages, exam, domains", line)
        return titles, languages

    def _titles(self, path: Path, node: yaml.Node) -> dict[Language, str]:
        if isinstance(node, yaml.ScalarNode):
            return dict.fromkeys(LANGUAGES, str(node.value))
        titles: dict[Language, str] = {}
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        for key, value in pairs:
            for language in LANGUAGES:
                if key.value == language and isinstance(value, yaml.ScalarNode):
                    titles[language] = value.value
        if not titles:
            self._report(path, "the title is a text, or one in each language: {ja: …, en: …}", node.start_mark.line + 1)
        return titles

    def _languages(self, path: Path, node: yaml.Node) -> tuple[str, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = tuple(str(each.value) for each in nodes if isinstance(each, yaml.ScalarNode))
        if not found or not set(found) <= set(LANGUAGES):
            self._report(path, "languages is a list of ja and en, the main one first", node.start_mark.line + 1)
            return ()
        return found


def _sources(paths: Sequence[Path]) -> Iterator[_Source]:
    for path in paths:
        if os.path.isdir(path):
            yield from _in_folder(path)
        else:
            yield _Source(path.stem, path, ((path, None),))


def _in_folder(folder: Path) -> Iterator[_Source]:
    """A folder with a `deck.yaml` or language folders is a deck; else each file and folder in it is one."""
    if os.path.lexists(folder / "deck.yaml") or any(os.path.isdir(folder / language) for language in LANGUAGES):
        yield _Source(folder.name, folder, tuple(_pages(folder)))
        return
    for path in _listing(folder):
        if path.suffix == ".md" and path.name.casefold() != "readme.md":
            yield _Source(path.stem, path, ((path, None),))
        elif os.path.isdir(path) and (pages := tuple(_pages(path))):
            yield _Source(path.name, path, pages)


def _pages(folder: Path) -> Iterator[tuple[Path, Language | None]]:
    for language in LANGUAGES:
        if os.path.isdir(folder / language):
            for path in _listing(folder / language):
                if path.suffix == ".md":
                    yield path, language
    for path in _listing(folder):
        if path.suffix == ".md" and path.name.casefold() != "readme.md":
            yield path, None


def _listing(folder: Path) -> list[Path]:
    """What a folder holds, by name, without hidden files; nothing where it cannot be read (see `_unreadable`)."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _yaml_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = (file for file in _listing(path) if file.suffix in {".yaml", ".yml"} and file.name != "deck.yaml")
        yield from inside if os.path.isdir(path) else (path,)


def _deck_glossaries(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if os.path.isdir(path):
            yield from (file for folder in [path, *_listing(path)] if os.path.lexists(file := folder / "glossary.yaml"))


def _unreadable(paths: Sequence[Path]) -> Iterator[Problem]:
    """Folders that cannot be listed: what they hold would be missing without a word."""
    errors: list[OSError] = []
    for path in dict.fromkeys(paths):
        if os.path.isdir(path):
            for _, folders, _ in os.walk(path, onerror=errors.append):
                folders[:] = [folder for folder in folders if not folder.startswith(".")]
    for error in errors:
        yield Problem(Place(str(error.filename), 1), f"this folder cannot be read ({error.strerror}); check its permissions")


def _too_deep(text: str) -> int:
    """The line where YAML nests too deeply, 0 where it does not. Looks at events, which need no recursion."""
    longest_line = max(map(len, text.split("\n")))
    if text.count("[") + text.count("{") + longest_line < _CANNOT_NEST_BADLY:
        return 0
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST_YAML:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        pass  # said, with its line, when it is read
    return 0


def _free(name: str, taken: set[str]) -> str:
    """A deck id: small letters, digits, hyphens; at most 24 characters; not used before."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:20] or blake2b(name.encode(), digest_size=4).hexdigest()
    free, count = slug, 1
    while free in taken:
        count += 1
        free = f"{slug}-{count}"
    taken.add(free)
    return free


def _guess(text: str) -> Language:
    return "ja" if _KANA.search(text) else "en"
