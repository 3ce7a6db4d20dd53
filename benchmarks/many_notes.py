"""Notes and the bundled glossary -> as many facts as asked for: a folder of pages that differ, in the notes' own languages.

Each page is a page of the notes with other terms in the place of some of its own, other numbers, names that nobody has
heard of, and some of its bullets left out. The same notes and count give the same pages.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import yaml

from benchmarks import GLOSSARY, KNOWLEDGE

DECK = KNOWLEDGE / "aws-dva"
SEED = 20_261_122
REPLACED, INVENTED, LEFT_OUT = 0.35, 0.12, 0.08
"""Shares: of the terms that give way to another, of the bullets that name something new, of the bullets left out."""
_MARK = re.compile(r" *\{#[^}]*\}")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,]*\d)")
_ITEM = re.compile(r"^( *)- |^#+ ")
_SYLLABLES = {
    "en": ["ba", "cor", "den", "fal", "gri", "hol", "jun", "kel", "lam", "mor", "nex", "pra", "quin", "ros", "tal", "wix", "yor"],
    "ja": [
        "アカ",
        "サル",
        "タキ",
        "ナギ",
        "ハル",
        "マト",
        "ヤヒ",
        "ラン",
        "ワセ",
        "コトリ",
        "シノ",
        "ツバ",
        "ネム",
        "モリ",
        "ユラ",
    ],
}


def models(notes: Path | None) -> dict[str, Path]:
    """What there is to vary, by how its facts are called: the bundled deck, and the group's notes where there is a path."""
    own = {} if notes is None else {"facts like the group's": notes}
    return {"facts like the deck's": DECK, **own}


@dataclass(frozen=True, slots=True)
class Row:
    """A heading or bullet: its indent (-1: a heading) and its text cut so that every second part is a term."""

    indent: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One topic of the notes."""

    name: str
    language: str
    rows: tuple[Row, ...]


def write(folder: Path, facts: int, notes: Path = DECK) -> None:
    """Write pages with so many headings and bullets into a new deck."""
    chance = random.Random(SEED)
    pages = _pages(notes)
    written = 0
    for number in count():
        for page in pages:
            lines = list(_varied(page, number, chance))[: facts - written]
            written += len(lines)
            path = folder / page.language / f"{number:04}-{page.name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", "utf-8")
            if written >= facts:
                return


def _pages(notes: Path) -> list[Page]:
    """A deck's pages, the two languages by turns; or the topics of one file."""
    if notes.is_file():
        topics = re.split(r"^(?=## )", notes.read_text("utf-8"), flags=re.MULTILINE)[1:]
        return [_page(f"{number:02}", "ja", text) for number, text in enumerate(topics)]
    paths = sorted(notes.glob("*/*.md"), key=lambda path: (path.name, path.parent.name))
    return [_page(path.stem, path.parent.name, path.read_text("utf-8")) for path in paths]


def _page(name: str, language: str, text: str) -> Page:
    lines = (_MARK.sub("", line) for line in text.split("\n") if _ITEM.match(line))
    terms = _any_term(language)
    rows = (Row(-1 if line.startswith("#") else len(line) - len(line.lstrip(" ")), tuple(terms.split(line))) for line in lines)
    return Page(name, language, tuple(rows))


@cache
def _terms(language: str) -> tuple[str, ...]:
    """The glossary's names in that language, of three letters and more."""
    read = [yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in sorted(GLOSSARY.glob("*.yaml"))]
    entries = [entry for each in read for kind in ("terms", "beyond") for entry in each.get(kind, ())]
    names = (str(name) for entry in entries for name in entry.get(language, ()))
    return tuple(dict.fromkeys(name for name in names if len(name) > 2))


@cache
def _any_term(language: str) -> re.Pattern[str]:
    longest_first = sorted(_terms(language), key=len, reverse=True)
    edge = r"\b" if language == "en" else ""
    return re.compile(f"{edge}({'|'.join(map(re.escape, longest_first))}){edge}")


def _varied(page: Page, number: int, chance: random.Random) -> Iterator[str]:
    """One page of its own: a new heading, bullets changed or left out with all beneath them."""
    others: dict[str, str] = {}
    left_out = 1_000
    for row in page.rows:
        if row.indent < 0:
            yield f"{''.join(row.parts)} {_invented(page.language, chance)} {number}"
        elif row.indent <= left_out:
            left_out = row.indent if chance.random() < LEFT_OUT else 1_000
            if left_out == 1_000:
                yield _changed(row, page.language, others, chance)


def _changed(row: Row, language: str, others: dict[str, str], chance: random.Random) -> str:
    """A bullet with other terms (`others`: the page's own, kept from bullet to bullet), numbers and perhaps a new name."""
    parts = list(row.parts)
    for place in range(1, len(parts), 2):
        if chance.random() < REPLACED:
            parts[place] = others.setdefault(parts[place], chance.choice(_terms(language)))
    line = _NUMBER.sub(lambda _: str(chance.randrange(1, 1_500)), "".join(parts))
    return f"{line} {_invented(language, chance)}" if chance.random() < INVENTED else line


def _invented(language: str, chance: random.Random) -> str:
    """A name nobody has heard of."""
    return "".join(chance.choices(_SYLLABLES[language], k=3)).capitalize()
