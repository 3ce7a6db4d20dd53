"""Glossary terms -> where their names occur in a text, exactly, in kana, in romaji or misspelt."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import chain, compress
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.study.facts import Language
from bot.study.lookup import romaji
from bot.study.lookup.rows import Rows
from bot.study.lookup.spelling import LONG, SHORT, Spelling, Terms
from bot.study.text import HIRAGANA, KANJI, KATAKANA, LATIN, Compact, compact, is_measure, loose

if TYPE_CHECKING:
    from bot.study.glossary import Term

_NEGATIONS = frozenset("非未不無再")


class Span(NamedTuple):
    """A name found in a compact text: characters `start` to `end`, and the terms so called."""

    start: int
    end: int
    terms: Terms


class Called(NamedTuple):
    """What is left of a term once its names are indexed: what it is called in each language, and of which kind it is."""

    id: str
    en: str
    ja: str
    word: bool
    beyond: bool


class Names:
    """All names of all terms; a term is its number in `terms`."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(map(_called, terms))
        spelling = Spelling(terms)
        self.words = tuple(spelling.words)
        """The Latin words of the names."""
        self._exact = spelling.names
        self._loose = spelling.loosened()
        self._romaji = spelling.romanised()
        self._lengths = spelling.lengths()
        self._begun = frozenset(name[:2] for name in self._exact if not name.isascii())
        self._singles = frozenset(name for name in self._exact if len(name) == 1)
        japanese = [name for name in self._exact if len(name) > 3 and not name.isascii()]
        self._by_length = sorted(japanese, key=len)
        self._order = array("I", sorted(range(len(japanese)), key=lambda place: len(japanese[place])))
        self._romaji_by_start = _by_start(self._romaji)
        self._parts = Rows({part: len(shares) for part, shares in spelling.parts.items()})
        self._part_terms = array("I", chain.from_iterable(spelling.parts.values()))
        self._part_shares = array("d", chain.from_iterable(shares.values() for shares in spelling.parts.values()))
        self.beside_measures = self._beside_measures()
        """Terms that are also called by a measure (`15 minutes`), each with the terms that its other names hold."""

    def _beside_measures(self) -> dict[int, frozenset[int]]:
        measured = {term for name, terms in self._exact.items() if name[0].isdigit() and is_measure(name) for term in terms}
        beside: dict[int, set[int]] = {term: set() for term in measured}
        for name, terms in self._exact.items():
            if not measured.isdisjoint(terms) and not is_measure(name):
                inside = {other for span in self.scan_all(compact(name)) for other in span.terms if not self.terms[other].word}
                for term in measured.intersection(terms):
                    beside[term] |= inside
        return {term: frozenset(others) for term, others in beside.items()}

    def every(self) -> Iterable[tuple[str, Terms]]:
        """Every name, compact, with the terms so called."""
        return self._exact.items()

    def with_part(self, part: str) -> Iterable[tuple[int, float]]:
        """The terms with this word or pair of characters in a name, and how much of the name it is (0 to 1)."""
        row = self._parts[part]
        return zip(self._part_terms[row], self._part_shares[row], strict=True)

    def display(self, number: int, language: Language) -> str:
        """What the term is called in that language, else in any."""
        term = self.terms[number]
        return term.ja if language == "ja" else term.en

    def scan(self, compacted: Compact, skip: Set[int] = frozenset()) -> list[Span]:
        """The names in a text, longest first from the left, none inside another; those of terms in `skip` are passed over."""
        text, scripts, starts = compacted
        exact, begun, singles, size = self._exact, self._begun, self._singles, len(text)
        found: list[Span] = []
        last = 0
        for position in compacted.begins():  # the hottest loop of all loading: it calls as little as it can
            if position < last or (
                scripts[position] != LATIN and text[position : position + 2] not in begun and text[position] not in singles
            ):
                continue
            for length in self._lengths_at(compacted, position):
                end = position + length
                if end > size or (scripts[end - 1] == LATIN and not starts[end] and text[end] != "s"):
                    continue  # before it is looked up: most names that begin like a Latin word end inside another
                numbers = exact.get(text[position:end])
                if numbers is None or (skip and set(numbers) <= skip):
                    continue
                stop = end if starts[end] and scripts[position] == LATIN else _bounded(compacted, position, end)
                if stop:
                    span = Span(position, stop, numbers)
                    if not any(starts[position + 1 : stop]) or not self._overtaken(compacted, span, skip):
                        found.append(span)
                        last = stop
                    break
        return found

    def scan_all(self, compacted: Compact) -> list[Span]:
        """Every name in a text, those inside others too."""
        text, exact = compacted.text, self._exact
        found: list[Span] = []
        for position in compacted.begins():
            for length in self._lengths_at(compacted, position):
                end = position + length
                numbers = exact.get(text[position:end])
                if numbers is not None and end <= len(text) and (stop := _bounded(compacted, position, end)):
                    found.append(Span(position, stop, numbers))
        return found

    def _overtaken(self, compacted: Compact, span: Span, skip: Set[int]) -> bool:
        """Whether a longer name begins inside this one and reaches further: `aws [integration] type`."""
        for start in compress(range(span.start + 1, span.end), compacted.starts[span.start + 1 : span.end]):
            other = self._longest_at(compacted, start, skip)
            if other is not None and other.end > span.end and other.end - other.start > span.end - span.start:
                return True
        return False

    def _longest_at(self, compacted: Compact, position: int, skip: Set[int]) -> Span | None:
        text, scripts, starts = compacted
        exact, size = self._exact, len(text)
        for length in self._lengths_at(compacted, position):
            end = position + length
            if end > size or (scripts[end - 1] == LATIN and not starts[end] and text[end] != "s"):
                continue
            numbers = exact.get(text[position:end])
            if numbers is not None and (not skip or not set(numbers) <= skip):
                stop = _bounded(compacted, position, end)
                if stop:
                    return Span(position, stop, numbers)
        return None

    def _lengths_at(self, compacted: Compact, position: int) -> tuple[int, ...]:
        """How long the names are that may begin here, the longest first."""
        text, scripts, starts = compacted
        lengths = self._lengths
        found = lengths.get(text[position : position + LONG]) or lengths.get(text[position : position + SHORT])
        if found is not None:
            return found
        if scripts[position] == LATIN and not starts[position + 1] and not starts[position + 2]:
            return ()  # a word of three letters or more, and no name that is shorter
        return lengths.get(text[position : position + 2]) or lengths.get(text[position], ())

    def exactly(self, text: str) -> Terms:
        """The terms with exactly this compact text as a name, long vowels and small tsu aside."""
        if exact := self._exact.get(text):
            return exact
        text = loose(text)
        if len(text) < 3:
            return ()
        return self._loose.get(text) or (() if text.isascii() else self._exact.get(text, ()))

    def romanised(self, latin: str) -> Terms:
        """The terms whose kana reads like this romaji (compact Latin letters)."""
        found = romaji.key_of_latin(latin)
        return self._romaji.get(found, ()) if len(found) > 2 else ()

    def nearly_romanised(self, latin: str) -> Terms:
        """The terms whose kana reads almost like this romaji."""
        wanted = romaji.key_of_latin(latin)
        if len(wanted) < 6:
            return ()
        limit = 1 if len(wanted) < 10 else 2
        best = limit + 1
        numbers: Terms = ()
        for start in {wanted[0], wanted[1]}:
            for name in self._romaji_by_start.get(start, ()):
                if abs(len(name) - len(wanted)) <= limit:
                    distance = OSA.distance(wanted, name, score_cutoff=limit)
                    if distance < best:
                        best, numbers = distance, self._romaji[name]
        return numbers

    def starting_romanised(self, latin: str) -> Terms:
        """The terms whose kana begins like this romaji, if it is long enough to tell."""
        wanted = romaji.key_of_latin(latin)
        if len(wanted) < 6:
            return ()
        names = [name for name in self._romaji_by_start.get(wanted[0], ()) if name.startswith(wanted)]
        return self._romaji[min(names, key=len)] if names else ()

    def nearly(self, text: str) -> tuple[Terms, float]:
        """The terms with a Japanese name a few characters away from this compact text, and how near (0 to 1)."""
        if len(text) < 4:
            return (), 0.0
        limit = 1 if len(text) < 7 else 2 if len(text) < 11 else 3
        first, last = (bisect_left(self._by_length, len(text) + more, key=len) for more in (-limit, limit + 1))
        pairs = dict.fromkeys(map(add, text, text[1:]))
        found: list[tuple[int, int, int, str]] = []
        names = self._by_length[first:last]
        for name, distance, place in process.extract(text, names, scorer=OSA.distance, score_cutoff=limit, limit=None):
            shared = [number for number, pair in enumerate(pairs) if pair in name]
            if len(shared) >= (len(text) - 1) / 3:
                found.append((int(distance), shared[0], self._order[first + place], name))
        if not found:
            return (), 0.0
        distance, *_, name = min(found)
        return self._exact[name], 1 - distance / len(text)


def _called(term: Term) -> Called:
    first = next(term.names())
    return Called(term.id, next(iter(term.en), first), next(iter(term.ja), first), term.word, term.beyond)


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
