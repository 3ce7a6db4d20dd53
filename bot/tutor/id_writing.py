"""Notes on disk -> the same notes with an id behind every line that had none, so that rewording loses nobody's progress."""

import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.content import reading
from bot.study.facts import LANGUAGES, Fact, FactBase
from bot.study.id_marks import markable, marked, slug
from bot.study.notes import Entry
from bot.tutor import replacing


@dataclass(frozen=True, slots=True)
class Written:
    """How many ids each file got, which got none because of their problems, how many lines stand in one language only.

    `locked`: files that want ids and may not be written, themselves or in their folder. What is joined with them got none either.
    """

    files: Mapping[Path, int] = field(default_factory=dict)
    refused: tuple[Path, ...] = ()
    one_sided: int = 0
    locked: tuple[Path, ...] = ()


def write_ids(knowledge: Sequence[Path], *, from_words: bool = False) -> Written:
    """Write into the decks' files the id that each heading and bullet has now, or one `from_words` where there are Latin ones.

    What is in doubt because it is part of something doubtful is then a fact of its own, and says so itself.
    Left out: lines that are a source only, paragraphs and code, and, in a deck of two languages, what only one of them has.
    A file with problems, or one that is read-only, is left as it is, and so is what its lines are joined with.
    Raises OSError where the disk refuses.
    """
    read = reading.load(list(dict.fromkeys(map(_whole_deck, knowledge))), ())
    wrong = {Path(problem.place.path) for problem in read.problems if not problem.warning}
    refused = {path for path in wrong if path.is_file() and path.suffix not in {".yaml", ".yml"}}
    pages = _pages(read.base, refused)
    facts = [fact for fact in read.base.facts.values() if _lacks_id(fact, pages)]
    whole = [fact for fact in facts if len(fact.lines) == _languages(read.base)[fact.deck]]
    ids = _slugs(read.base, whole) if from_words else {fact.key: fact.id for fact in whole}
    locked = replacing.locked({Path(line.place.path) for fact in whole for line in fact.lines.values()})
    left = refused | locked
    made = _made(whole, ids, pages, left)
    replacing.replace({path: text for path, (text, _) in made.items()})
    counts = {path: count for path, (_, count) in made.items()}
    return Written(counts, tuple(sorted(left - locked)), len(facts) - len(whole), tuple(sorted(locked)))


def _whole_deck(path: Path) -> Path:
    """The folder of the deck that a page or a language's folder belongs to: both languages get their ids together."""
    for inner in (path, *path.parents):
        beside = (inner.parent / language for language in LANGUAGES if language != inner.name)
        if inner.name in LANGUAGES and any(map(os.path.isdir, beside)):
            return inner.parent
    return path.parent if path.is_file() and (path.parent / "deck.yaml").exists() else path


def _pages(base: FactBase, refused: set[Path]) -> dict[Path, tuple[str, Mapping[int, Entry]]]:
    """The text of every page that has no problem, and what in it can get an id."""
    names = {line.place.path for fact in base.facts.values() for line in fact.lines.values()}
    texts = {path: path.read_bytes().decode("utf-8") for path in map(Path, sorted(names)) if path not in refused}
    return {path: (text, markable(text)) for path, text in texts.items()}


def _lacks_id(fact: Fact, pages: Mapping[Path, tuple[str, Mapping[int, Entry]]]) -> bool:
    """Whether it has no id of its own, and can get one wherever it stands."""
    if fact.given or fact.is_source:
        return False
    for line in fact.lines.values():
        entry = pages.get(Path(line.place.path), ("", {}))[1].get(line.place.line)
        if entry is None or entry.markdown != line.markdown or (fact.heading and not entry.level):
            return False
    return True


def _languages(base: FactBase) -> Mapping[str, int]:
    """How many languages each deck is written in."""
    spoken = {(fact.deck, language) for fact in base.facts.values() for language in fact.lines}
    return Counter(deck for deck, _ in spoken)


def _slugs(base: FactBase, facts: Sequence[Fact]) -> dict[str, str]:
    """An id from its words for each fact, or the one it has now."""
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for fact in base.facts.values():
        taken[fact.deck].add(fact.id)
    ids: dict[str, str] = {}
    for fact in facts:
        above = base.get(fact.parent)
        higher = (ids.get(above.key) or (above.id if above.given else "")) if above else ""
        ids[fact.key] = slug(fact, higher, taken[fact.deck]) or fact.id
        taken[fact.deck].add(ids[fact.key])
    return ids


def _made(
    facts: Sequence[Fact],
    ids: Mapping[str, str],
    pages: Mapping[Path, tuple[str, Mapping[int, Entry]]],
    refused: set[Path],
) -> dict[Path, tuple[str, int]]:
    """The new text of each page and how many ids it got. A page that would say something else joins the refused."""
    while True:
        wanted: defaultdict[Path, dict[int, str]] = defaultdict(dict)
        for fact in facts:
            places = [(Path(line.place.path), line.place.line) for line in fact.lines.values()]
            for path, line in places if not refused.intersection(path for path, _ in places) else ():
                wanted[path][line] = ids[fact.key] + ("" if fact.confirmed else " confidence=medium")
        made = {path: (marked(pages[path][0], lines), len(lines)) for path, lines in wanted.items()}
        failed = {path for path, (text, _) in made.items() if text is None}
        if not failed:
            return {path: (text, count) for path, (text, count) in made.items() if text is not None}
        refused |= failed
