"""Glossary terms -> tables of their names: as written, with kana lost, in romaji, by how they begin, by their parts.

Equal lists of terms are one object in all tables, and the numbers in them too: there are many times more names than terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.study.lookup import romaji
from bot.study.text import LATIN, Compact, Word, compact, cuts, key, loose, pairs, stem

if TYPE_CHECKING:
    from bot.study.glossary import Term

Terms = tuple[int, ...]
"""The terms with a name, by number."""

LONG, SHORT = 6, 3
"""The first characters that tell most long names apart, and short ones."""

_BRANDS = frozenset(("amazon", "aws"))
_LATIN_WORDS = re.compile(r"[a-z0-9]{3,}")


class Spelling:
    """What the names of all terms are made of; thrown away once they are indexed."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.names: dict[str, Terms] = {}
        """A name, compact -> the terms so called."""
        self.parts: dict[str, dict[int, float]] = defaultdict(dict)
        """A word or pair of characters -> the terms with it in a name, and how much of the name it is (0 to 1)."""
        self.words: set[str] = set()
        """The Latin words of names, and Latin names."""
        self._shared: dict[Terms, Terms] = {}
        for number, term in enumerate(terms):
            self._take(number, term)

    def _take(self, number: int, term: Term) -> None:
        alone = self._once((number,))
        spelt = {*term.kana, *term.misspelt}
        seen: set[str] = set()
        for name in term.names():
            told = None if term.word or name in spelt else compact(name)
            text = key(name) if told is None else told.text
            if not text or text in seen:
                continue
            seen.add(text)
            self._call(text, alone)
            if " " in name or text[-1] == "ー":
                for shorter in _shortened(name, text, term.beyond):
                    self._call(shorter, alone)
            if told is not None:
                self._take_parts(number, told)
            if name.isascii():
                self.words.update(_LATIN_WORDS.findall(name.lower()))
                if len(text) > 4:
                    self.words.add(text)

    def _call(self, name: str, alone: Terms) -> None:
        known = self.names.setdefault(name, alone)
        if alone[0] not in known:
            self.names[name] = self._once(known + alone)

    def _once(self, terms: Terms) -> Terms:
        return self._shared.setdefault(terms, terms)

    def _take_parts(self, number: int, name: Compact) -> None:
        """Note for each word or pair of characters of a term's name how much of the name it is."""
        pieces: list[str] = []
        text, scripts, _ = name
        for start, end in pairwise(cuts(name)):
            if scripts[start] == LATIN:
                pieces.append(stem(text[start:end]))
            else:
                pieces += pairs(Word(text[start:end], start, end, latin=False), scripts)
        whole = len("".join(pieces)) or 1
        for piece in pieces:
            known, share = self.parts[piece], len(piece) / whole
            if share > known.get(number, 0.0):
                known[number] = share

    def loosened(self) -> dict[str, Terms]:
        """Japanese names without what is most often lost -> their terms, where these are not those of a name so written."""
        merged = self._merged((loose(name), terms) for name, terms in self._japanese())
        return {name: terms for name, terms in merged.items() if name.isascii() or self.names.get(name) != terms}

    def romanised(self) -> dict[str, Terms]:
        """How names in kana read in romaji -> their terms."""
        return self._merged((romaji.key_of_kana(name), terms) for name, terms in self._japanese())

    def _japanese(self) -> Iterator[tuple[str, Terms]]:
        return ((name, terms) for name, terms in self.names.items() if not name.isascii())

    def _merged(self, rows: Iterable[tuple[str, Terms]]) -> dict[str, Terms]:
        merged: dict[str, Terms] = {}
        for name, terms in rows:
            if name:
                known = merged.setdefault(name, terms)
                if known is not terms:
                    merged[name] = self._once(tuple(dict.fromkeys((*known, *terms))))
        return merged

    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How a name begins (as many characters as tell most names apart) -> how long those names are, the longest first."""
        found: dict[str, list[int]] = defaultdict(list)
        for name in sorted(self.names, key=len, reverse=True):
            size = len(name)
            lengths = found[name[: LONG if size >= LONG else SHORT]]
            if not lengths or lengths[-1] != size:
                lengths.append(size)
        for start, lengths in found.items():
            lengths += [size for size in range(len(start) - 1, 0, -1) if start[:size] in self.names]
        return {start: self._once(tuple(lengths)) for start, lengths in found.items()}


def _shortened(name: str, text: str, beyond: bool) -> Iterator[str]:
    """A name without what people leave off: the brand before it, a last long vowel.

    What is beyond the notes keeps the brand before a single word: there `config` and `batch` are what they are anywhere.
    """
    if " " in name:
        brand, _, rest = name.casefold().partition(" ")
        if brand in _BRANDS and rest and not (beyond and " " not in rest):
            yield text[len(brand) :]
    if len(text) > 3 and text.endswith("ー"):
        yield text[:-1]
