"""Decks on disk -> facts, glossary and problems with path:line."""

import re
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


def fingerprint(paths: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every content file: changes when any of them does."""
    rows = []
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            try:
                status = file.stat()
            except OSError:
                continue
            if file.suffix in {".md", ".yaml", ".yml"}:
                rows.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(rows)


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, path: Path) -> str | None:
        """A file's text; None, with a problem, where there is none to be had."""
        try:
            if path.is_dir():
                raise IsADirectoryError
            if path.stat().st_size > LARGEST_FILE:
                return self._report(path, f"this file is over {LARGEST_FILE // 2**20} MB; split it by topic")
            data = path.read_bytes()
            return data.decode("utf-8")
        except IsADirectoryError:
            return self._report(path, "this is a folder; a page of notes is a file (rename the folder without the ending)")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return self._report(path, f"byte {error.start} is not UTF-8; save the file as UTF-8", line)
        except OSError as error:
            return self._report(path, f"this file cannot be read ({error.strerror}); check that it is there and readable")

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
        text = self.text(path)
        if text is None:
            return Glossary()
        read, problems = glossary.parse(text, str(path))
        self.problems.extend(problems)
        return read

    def _description(self, path: Path) -> tuple[dict[Language, str], tuple[str, ...]]:
        """The titles and languages of a `deck.yaml`, which may be absent."""
        text = self.text(path) if path.exists() else None
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
            if key.value == "title":
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
        if path.is_dir():
            yield from _in_folder(path)
        else:
            yield _Source(path.stem, path, ((path, None),))


def _in_folder(folder: Path) -> Iterator[_Source]:
    """A folder with a `deck.yaml` or language folders is a deck; else each file and folder in it is one."""
    if (folder / "deck.yaml").exists() or any((folder / language).is_dir() for language in LANGUAGES):
        yield _Source(folder.name, folder, tuple(_pages(folder)))
        return
    for path in _listing(folder):
        if path.suffix == ".md" and path.name.casefold() != "readme.md":
            yield _Source(path.stem, path, ((path, None),))
        elif path.is_dir() and (pages := tuple(_pages(path))):
            yield _Source(path.name, path, pages)


def _pages(folder: Path) -> Iterator[tuple[Path, Language | None]]:
    for language in LANGUAGES:
        if (folder / language).is_dir():
            for path in _listing(folder / language):
                if path.suffix == ".md":
                    yield path, language
    for path in _listing(folder):
        if path.suffix == ".md" and path.name.casefold() != "readme.md":
            yield path, None


def _listing(folder: Path) -> list[Path]:
    """What a folder holds, by name, without hidden files; nothing where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _yaml_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (file for file in _listing(path) if file.suffix in {".yaml", ".yml"}) if path.is_dir() else (path,)


def _deck_glossaries(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (folder / "glossary.yaml" for folder in [path, *_listing(path)] if (folder / "glossary.yaml").exists())


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
