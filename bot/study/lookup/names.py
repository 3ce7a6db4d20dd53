"""Glossary terms -> where their names occur in a text, exactly, in kana, in romaji or misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import compress
from operator import add
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.study.facts import Language
from bot.study.glossary import Term
from bot.study.lookup import romaji
from bot.study.text import HIRAGANA, KANJI, KATAKANA, LATIN, Compact, compact, key, loose, pairs, stem, words

_NEGATIONS = frozenset("非未不無再")
_BRANDS = frozenset(("amazon", "aws"))
_LONG, _SHORT = 6, 3
_LATIN_WORDS = re.compile(r"[a-z0-9]{3,}")


class Span(NamedTuple):
    """A name found in a compact text: characters `start` to `end`, and the terms so called."""

    start: int
    end: int
    terms: tuple[int, ...]


class Names:
    """All names of all terms; a term is its number in `terms`."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._exact: dict[str, tuple[int, ...]] = {}
        self._loose: dict[str, tuple[int, ...]] = {}
        self._romaji: dict[str, tuple[int, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._begun: frozenset[str] = frozenset()
        self.parts: dict[str, dict[int, float]] = {}
        """A word or pair of characters -> the terms with it in a name, and how much of the name it is (0 to 1)."""
        self.words: set[str] = set()
        self._collect()
        self._by_pair = _by_pair(self._exact)
        self._romaji_by_start = _by_start(self._romaji)

    def _collect(self) -> None:
        parts: dict[str, dict[int, float]] = defaultdict(dict)
        for number, term in enumerate(self.terms):
            spelt = {*term.kana, *term.misspelt}
            names: dict[str, str] = {}
            for name in term.names():
                names.setdefault(key(name), name)
            for text, name in names.items():
                for variant in _variants(name, text):
                    known = self._exact.get(variant, ())
                    if number not in known:
                        self._exact[variant] = (*known, number)
                if not term.word and name not in spelt:
                    _take_parts(compact(name), number, parts)
                if name.isascii():
                    self.words.update(_LATIN_WORDS.findall(name.casefold()))
                    if len(text) > 4:
                        self.words.add(text)
        self.parts = dict(parts)
        japanese = [(name, numbers) for name, numbers in self._exact.items() if not name.isascii()]
        self._loose = _merged((loose(name), numbers) for name, numbers in japanese)
        self._romaji = _merged((romaji.key_of_kana(name), numbers) for name, numbers in japanese)
        self._lengths = _lengths(self._exact)
        self._begun = frozenset(name[:2] for name in self._exact)

    def every(self) -> Iterable[tuple[str, tuple[int, ...]]]:
        """Every name, compact, with the terms so called."""
        return self._exact.items()

    def display(self, number: int, language: Language) -> str:
        """What the term is called in that language, else in any."""
        term = self.terms[number]
        preferred = term.ja if language == "ja" else term.en
        return next(iter(preferred), next(term.names()))

    def scan(self, compacted: Compact, skip: Set[int] = frozenset()) -> list[Span]:
        """The names in a text, longest first from the left, none inside another; those of terms in `skip` are passed over."""
        text, exact, begun = compacted.text, self._exact, self._begun
        found: list[Span] = []
        end = 0
        for position in compacted.begins():  # the hottest loop of all loading: it calls as little as it can
            if position < end or not (text[position : position + 2] in begun or text[position] in begun):
                continue
            for length in self._lengths_at(text, position):
                numbers = exact.get(text[position : position + length])
                if numbers is None or position + length > len(text) or (skip and set(numbers) <= skip):
                    continue
                if stop := _bounded(compacted, position, position + length):
                    span = Span(position, stop, numbers)
                    if not self._overtaken(compacted, span, skip):
                        found.append(span)
                        end = stop
                    break
        return found

    def scan_all(self, compacted: Compact) -> list[Span]:
        """Every name in a text, those inside others too."""
        text, exact = compacted.text, self._exact
        found: list[Span] = []
        for position in compacted.begins():
            for length in self._lengths_at(text, position):
                end = position + length
                numbers = exact.get(text[position:end])
                if numbers is not None and end <= len(text) and (stop := _bounded(compacted, position, end)):
                    found.append(Span(position, stop, numbers))
        return found

    def _overtaken(self, compacted: Compact, span: Span, skip: Set[int]) -> bool:
        """Whether a longer name begins inside this one and reaches further: `aws [integration] type`."""
        inside = compacted.starts[span.start + 1 : span.end]
        for start in compress(range(span.start + 1, span.end), inside) if any(inside) else ():
            other = self._longest_at(compacted, start, skip)
            if other is not None and other.end > span.end and other.end - other.start > span.end - span.start:
                return True
        return False

    def _longest_at(self, compacted: Compact, position: int, skip: Set[int]) -> Span | None:
        text, exact = compacted.text, self._exact
        for length in self._lengths_at(text, position):
            numbers = exact.get(text[position : position + length])
            if numbers is not None and (not skip or not set(numbers) <= skip):
                stop = _bounded(compacted, position, position + length) if position + length <= len(text) else 0
                if stop:
                    return Span(position, stop, numbers)
        return None

    def _lengths_at(self, text: str, position: int) -> tuple[int, ...]:
        """How long the names are that may begin here, the longest first."""
        lengths = self._lengths
        return (
            lengths.get(text[position : position + _LONG])
            or lengths.get(text[position : position + _SHORT])
            or lengths.get(text[position : position + 2])
            or lengths.get(text[position], ())
        )

    def exactly(self, text: str) -> tuple[int, ...]:
        """The terms with exactly this compact text as a name, long vowels and small tsu aside."""
        return self._exact.get(text) or (self._loose.get(loose(text), ()) if len(loose(text)) > 2 else ())

    def romanised(self, latin: str) -> tuple[int, ...]:
        """The terms whose kana reads like this romaji (compact Latin letters)."""
        found = romaji.key_of_latin(latin)
        return self._romaji.get(found, ()) if len(found) > 2 else ()

    def nearly_romanised(self, latin: str) -> tuple[int, ...]:
        """The terms whose kana reads almost like this romaji."""
        wanted = romaji.key_of_latin(latin)
        if len(wanted) < 6:
            return ()
        limit = 1 if len(wanted) < 10 else 2
        best = limit + 1
        numbers: tuple[int, ...] = ()
        for start in {wanted[0], wanted[1]}:
            for name in self._romaji_by_start.get(start, ()):
                if abs(len(name) - len(wanted)) <= limit:
                    distance = OSA.distance(wanted, name, score_cutoff=limit)
                    if distance < best:
                        best, numbers = distance, self._romaji[name]
        return numbers

    def starting_romanised(self, latin: str) -> tuple[int, ...]:
        """The terms whose kana begins like this romaji, if it is long enough to tell."""
        wanted = romaji.key_of_latin(latin)
        if len(wanted) < 6:
            return ()
        names = [name for name in self._romaji_by_start.get(wanted[0], ()) if name.startswith(wanted)]
        return self._romaji[min(names, key=len)] if names else ()

    def nearly(self, text: str) -> tuple[tuple[int, ...], float]:
        """The terms with a Japanese name a few characters away from this compact text, and how near (0 to 1)."""
        if len(text) < 4:
            return (), 0.0
        limit = 1 if len(text) < 7 else 2 if len(text) < 11 else 3
        counts: dict[str, int] = defaultdict(int)
        for pair in {text[i : i + 2] for i in range(len(text) - 1)}:
            for name in self._by_pair.get(pair, ()):
                counts[name] += 1
        best = limit + 1
        numbers: tuple[int, ...] = ()
        for name, count in counts.items():
            if abs(len(name) - len(text)) <= limit and count >= (len(text) - 1) / 3:
                distance = OSA.distance(text, name, score_cutoff=limit)
                if distance < best:
                    best, numbers = distance, self._exact[name]
        return numbers, 1 - best / len(text) if numbers else 0.0


def _lengths(names: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    """How a name begins (the first characters, as many as tell most names apart) -> how long those are, the longest first."""
    found: dict[str, list[int]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        size = len(name)
        lengths = found[name[: _LONG if size >= _LONG else _SHORT]]
        if not lengths or lengths[-1] != size:
            lengths.append(size)
    for start, lengths in found.items():
        lengths += [size for size in range(len(start) - 1, 0, -1) if start[:size] in names]
    return {start: tuple(lengths) for start, lengths in found.items()}


def _take_parts(compacted: Compact, number: int, parts: dict[str, dict[int, float]]) -> None:
    """Note for each word or pair of characters of a term's name how much of the name it is."""
    pieces: list[str] = []
    for word in words(compacted):
        pieces += (stem(word.text),) if word.latin else pairs(word, compacted.scripts)
    whole = sum(map(len, pieces)) or 1
    for piece in pieces:
        known, share = parts[piece], len(piece) / whole
        if share > known.get(number, 0.0):
            known[number] = share


def _variants(name: str, text: str) -> Iterator[str]:
    """A name as it is and without what people leave off: the brand before it, a last long vowel."""
    if not text:
        return
    yield text
    if " " in name:
        brand, _, rest = name.casefold().partition(" ")
        if brand in _BRANDS and rest:
            yield text[len(brand) :]
    if len(text) > 3 and text.endswith("ー"):
        yield text[:-1]


def _merged(rows: Iterable[tuple[str, tuple[int, ...]]]) -> dict[str, tuple[int, ...]]:
    merged: dict[str, tuple[int, ...]] = {}
    for name, numbers in rows:
        if name:
            known = merged.get(name)
            merged[name] = numbers if known is None else tuple(dict.fromkeys((*known, *numbers)))
    return merged


def _by_pair(names: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) > 3 and not name.isascii():
            for pair in set(map(add, name, name[1:])):
                table[pair].append(name)
    return dict(table)


def _by_start(names: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) > 4:
            table[name[0]].append(name)
    return dict(table)


def _bounded(compacted: Compact, start: int, end: int) -> int:
    """Where a name that stands at `start` to `end` ends as a word of its own (a plural s included); 0 if inside another."""
    text, scripts, starts = compacted
    if scripts[start] == LATIN and not starts[start]:
        return 0
    if scripts[end - 1] == LATIN and not starts[end]:
        return end + 1 if text[end : end + 1] == "s" and starts[end + 1] and end - start > 2 else 0
    kind, length = scripts[start], end - start
    if kind == LATIN or scripts.count(kind, start, end) < length:
        return end
    inside = start > 0 and scripts[start - 1] == kind and not starts[start]
    if kind == KATAKANA and length <= 4:
        right = scripts[end] == KATAKANA and not starts[end] and text[end] != "ー"
        return 0 if ((inside or right) if length <= 3 else (inside and right)) else end
    if kind == HIRAGANA and length <= 2:
        return end if starts[start] and starts[end] else 0
    return 0 if kind == KANJI and inside and (text[start - 1] in _NEGATIONS or length == 1) else end
