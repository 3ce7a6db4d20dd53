"""A query as typed -> what it asks for, as weighted units that a fact may satisfy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.study.lookup.grammar import STOP, without_glue
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names, Span
from bot.study.lookup.repair import Repair
from bot.study.lookup.units import Unit, Way, Weights
from bot.study.text import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LATIN,
    Compact,
    Word,
    compact,
    fold,
    normalise,
    pairs,
    quantities,
    stem,
    unit_length,
    words,
)

_PARTICLE = re.compile(b"(?<!%c)%c(?!%c)" % (HIRAGANA, HIRAGANA, HIRAGANA))
"""One character in hiragana: between two things it is a particle, if it is one of these."""
_PARTICLES = frozenset("ノハガヲニデトモ")
_BARE = re.compile(r"#[\d.]+")
_MEASURE = re.compile(r"\d+[a-z]{0,2}")
_NOUN = re.compile("(?<![一-龯々])[一-龯](?=[ノハガヲ])")
"""A kanji that is a word: before a particle of nouns."""
_STEMS = re.compile("[一-龯]+")
"""What is left of verbs: it weighs nothing unless nobody who asks about the notes says it."""
MENTIONED = 80
"""Share of a line (of 255) up to which a thing beyond the notes is only mentioned there."""
PROSE = 38
"""The share of a line (of 255) up to which a word is only one of a sentence, and a name only mentioned in passing."""
SYNONYM = 0.95
ANOTHER, ANOTHER_KANJI = 0.75, 0.4
"""The share of the pairs of a word in katakana, or with kanji, below which it is another word and no slip."""
LONGEST = 300
"""Characters of a query that are read."""


class Reader:
    """Reads queries against one index and its names."""

    def __init__(self, index: Index, names: Names, weights: Weights | None = None) -> None:
        self._index = index
        self._names = names
        self._repair = Repair(index, names)
        self._weights = weights or Weights()

    def read(self, query: str) -> tuple[Unit, ...]:
        """The units of a query, in its order; none where it is empty or only grammar."""
        text = self._repair.repair(without_glue(normalise(query[:LONGEST])))
        compacted = compact(text)
        units: list[Unit] = []
        covered = _measures(compacted)
        for span in self._names.scan(compacted):
            if all(covered[span.start : span.end]):
                continue
            for unit, start, end in self._named(compacted, span):
                units.append(replace(unit, start=start))
                covered[start:end] = b"\1" * (end - start)
        units.extend(self._numbers(text))
        for word in words(compacted):
            units.extend(replace(unit, start=word.start) for unit in self._leftover(word, compacted, covered))
        return _merged(units, self._weights.sentence if _is_sentence(query, units) else 1.0)

    def _named(self, compacted: Compact, span: Span) -> Iterable[tuple[Unit, int, int]]:
        """The unit of a name; of the names inside it where the notes know those and not the whole."""
        text = compacted.text[span.start : span.end]
        if len(text) < 5 and text in STOP:
            return
        beyond = any(self._names.terms[term].beyond for term in span.terms)
        present = [term for term in span.terms if self._is_taught(term, beyond)]
        if present:
            yield self._term(text, present, self._inside(compacted, span)), span.start, span.end
            return
        terms = [self._names.terms[term] for term in span.terms]
        if all(term.word for term in terms):
            ways = self._inside(compacted, span)
            yield Unit(text, self._weights.word, ways, absent=True), span.start, span.end
            return
        if not any(term.beyond for term in terms):
            inner = [each for each in self._names.scan(_part(compacted, span), set(span.terms)) if self._any(each.terms)]
            if inner:
                for each in inner:
                    moved = Span(span.start + each.start, span.start + each.end, each.terms)
                    yield from self._named(compacted, moved)
                return
            ways = self._inside(compacted, span, 1.6)
            if ways:
                yield Unit(text, self._weights.term, ways, term=True), span.start, span.end
                return
        yield Unit(text, self._weights.absent, (), term=True, absent=True), span.start, span.end

    def _any(self, terms: Iterable[int]) -> bool:
        return any(map(self._is_taught, terms))

    def _is_taught(self, term: int, beyond: bool = False) -> bool:
        """Whether the notes have a term; what is beyond them they may mention in passing all the same."""
        least = MENTIONED if beyond or self._names.terms[term].beyond else 0
        return self._index.largest(f"@{term}") > least

    def _term(self, text: str, present: list[int], inside: tuple[Way, ...]) -> Unit:
        word = all(self._names.terms[term].word for term in present)
        rarity = max(self._index.rarity(f"@{term}") for term in present)
        weight = (self._weights.word if word else self._weights.term) * self._scaled(rarity)
        ways = tuple(Way((f"@{term}",), SYNONYM if word else 1.0) for term in present)
        if word:  # the very word beats what merely means the same
            inside = tuple(Way(way.keys, 1.0) for way in inside)
        topics = (self._index.names_topic(f"@{term}") for term in present)
        topic = next((topic for topic in topics if topic is not None), None)
        passing = all(self._index.largest(f"@{term}") <= PROSE for term in present)
        return Unit(text, weight, ways + inside, term=not word, topic=topic, common=word or passing)

    def _inside(self, compacted: Compact, span: Span, factor: float = 1.0) -> tuple[Way, ...]:
        """The lesser ways to meet a name: the words in it, as far as the notes have them."""
        part = _part(compacted, span)
        keys: list[str] = []
        for word in words(part):
            keys.extend([stem(word.text)] if word.latin else pairs(word, part.scripts))
        known = tuple(key for key in dict.fromkeys(keys) if key in self._index)
        if not known:
            return ()
        share = len(known) / len(set(keys))
        return (Way(tuple(dict.fromkeys(keys)), min(1.0, self._weights.inside * factor * (0.5 + 0.5 * share))),)

    def _scaled(self, rarity: float) -> float:
        return self._weights.base + (1 - self._weights.base) * rarity

    def _numbers(self, text: str) -> Iterable[Unit]:
        """The quantities of a text: with their unit, else as bare numbers; one that the notes lack is foreign to them."""
        found = quantities(text)
        for key, longer in zip_longest(found, found[1:], fillvalue=""):
            if _BARE.fullmatch(key) is None:
                continue
            whole = longer if longer != key and longer.startswith(key) and not longer[len(key)].isdigit() else ""
            ways = tuple(
                Way((each,), quality) for each, quality in ((whole, 1.0), (key, 0.6 if whole else 1.0)) if each in self._index
            )
            weight = self._weights.number * (self._weights.small if len(key) == 2 and key < "#4" and not whole else 1.0)
            rarity = self._index.rarity(ways[0].keys[0]) if ways else 1.0
            yield Unit(whole or key, weight * self._scaled(rarity), ways)

    def _leftover(self, word: Word, compacted: Compact, covered: bytearray) -> Iterable[Unit]:
        if word.latin:
            if not any(covered[word.start : word.end]):
                yield from self._latin(word.text)
            return
        stretches = list(_uncovered(word, compacted.scripts, covered))
        for start, end in stretches:
            fragment = Word(compacted.text[start:end], start, end, latin=False)
            if keys := self._telling(fragment, compacted.scripts):
                unit = self._fragment(fragment, keys, compacted.scripts[start:end])
                yield unit if unit.ways or len(stretches) == 1 else replace(unit, weight=self._weights.beside * unit.weight)
            else:
                nouns = [noun for noun in _NOUN.findall(fragment.text) if noun not in self._index]
                yield from (Unit(noun, self._weights.unknown_fragment, ()) for noun in nouns)
                yield from (Unit(stem, 0.0, ()) for stem in _STEMS.findall(fragment.text) if stem not in nouns)

    def _telling(self, fragment: Word, scripts: bytes) -> tuple[str, ...]:
        """The pairs of a fragment, less those that are grammar; all of them where a name is typed in hiragana."""
        places = range(len(fragment.text) - 1)
        if HIRAGANA not in scripts[fragment.start : fragment.end]:
            return tuple(dict.fromkeys(pairs(fragment, scripts)))
        every = dict.fromkeys(fragment.text[place : place + 2] for place in places)
        kept = [
            key
            for key in dict.fromkeys(pairs(fragment, scripts))
            if key in self._index or not _has_hiragana(key, fragment, scripts)
        ]
        known = [key for key in every if key in self._index]
        if len(kept) == 1 and _has_hiragana(kept[0], fragment, scripts):
            kept = []
        if not kept and len(known) > 1 and len(known) >= 0.6 * len(every):
            return tuple(every)
        return tuple(kept)

    def _fragment(self, fragment: Word, keys: tuple[str, ...], scripts: bytes) -> Unit:
        known = [key for key in keys if key in self._index]
        size = min(1.0, (len(keys) + 1) / 3)
        kinds = set(scripts)
        katakana = KATAKANA in kinds and kinds <= {KATAKANA, HIRAGANA}
        least = (ANOTHER if katakana else ANOTHER_KANJI if KANJI in kinds else 0.0) * len(keys)
        strange = len(known) < least or self._together(known) < least
        ways = [Way(keys, 1.0)] if known and not strange else []
        ways.extend(self._resembling(keys))
        if not ways:
            return Unit(fragment.text, self._weights.unknown_fragment * size, ())
        rarity = max((self._index.rarity(key) for key in known), default=0.7)
        return Unit(fragment.text, self._weights.fragment * size * self._scaled(rarity), tuple(ways))

    def _together(self, keys: Sequence[str]) -> int:
        """The most of these pairs of characters that stand in one line; all where too many lines have them to tell."""
        if any(map(self._index.is_cut, keys)):
            return len(keys)
        counts = Counter(chain.from_iterable(self._index.champions(key)[0] for key in keys))
        return max(counts.values(), default=0)

    def _resembling(self, keys: tuple[str, ...]) -> Iterable[Way]:
        """Terms of the notes with most of these pairs of characters in one of their names."""
        counts: dict[int, int] = {}
        for key in keys:
            for term, _ in self._names.with_part(key):
                counts[term] = counts.get(term, 0) + 1
        for term, count in counts.items():
            if count > 1 and count >= 0.6 * len(keys) and f"@{term}" in self._index:
                yield Way((f"@{term}",), self._weights.part * count / len(keys))

    def _latin(self, text: str) -> Iterable[Unit]:
        if text in STOP or (len(text) == 1 and text not in self._index):
            return
        root = stem(text)
        ways = [Way((key,), 1.0) for key in dict.fromkeys((text, root)) if key in self._index]
        ways.extend(self._partial(root, 1.0))
        if not ways:
            yield Unit(text, self._weights.unknown, ())
            return
        rarity = max((self._index.rarity(key) for way in ways for key in way.keys), default=1.0)
        prose = all(self._index.largest(key) <= PROSE for way in ways for key in way.keys)
        topic = self._index.names_topic(root)
        yield Unit(text, self._weights.latin * self._scaled(rarity), tuple(ways), topic=topic, common=prose)

    def _partial(self, part: str, quality: float) -> Iterable[Way]:
        """Terms of the notes that have this word in one of their names."""
        terms = {t: share for t, share in self._names.with_part(part) if f"@{t}" in self._index}
        crowd = 1.0 / (1.0 + 0.12 * (len(terms) - 1)) if terms else 0.0
        for term, share in terms.items():
            yield Way((f"@{term}",), quality * self._weights.part * (0.4 + 0.6 * share) * (0.5 + 0.5 * crowd))


def _part(compacted: Compact, span: Span) -> Compact:
    starts = compacted.starts[span.start : span.end] + b"\3"
    return Compact(compacted.text[span.start : span.end], compacted.scripts[span.start : span.end] + b"\5", starts)


def _measures(compacted: Compact) -> bytearray:
    """Which characters are numbers with their units: 1 for each that is."""
    covered = bytearray(len(compacted.starts))
    for word in words(compacted):
        if word.latin and _MEASURE.fullmatch(word.text):
            end = word.end
            length = unit_length(compacted.text, end)
            if length and (compacted.scripts[end] != LATIN or compacted.starts[end + length]):
                end += length
            covered[word.start : end] = b"\1" * (end - word.start)
    return covered


def _has_hiragana(key: str, word: Word, scripts: bytes) -> bool:
    place = word.start + word.text.index(key)
    return HIRAGANA in scripts[place : place + len(key)]


def _uncovered(word: Word, scripts: bytes, covered: bytearray) -> Iterable[tuple[int, int]]:
    """The stretches of a Japanese run that no name covers, cut at の between two things."""
    start = None
    for position in range(word.start, word.end + 1):
        free = position < word.end and not covered[position]
        if free and start is None:
            start = position
        elif not free and start is not None:
            yield from _between_particles(word, scripts, start, position)
            start = None


def _merged(units: list[Unit], sentence: float) -> tuple[Unit, ...]:
    """Each unit once, in the order of the query; in a sentence what is not known matters less."""
    once = {(unit.text, unit.ways[:1]): unit for unit in sorted(units, key=lambda unit: unit.start)}
    return tuple(
        replace(unit, weight=unit.weight * sentence, absent=False) if not unit.term and (unit.absent or not unit.ways) else unit
        for unit in once.values()
    )


def _is_sentence(query: str, units: Sequence[Unit]) -> bool:
    """Whether this is a question in words rather than keywords: then not every word of it is a thing."""
    folded = fold(query)
    return sum(word in STOP for word in folded.split()) > 1 or without_glue(folded) != folded or len(units) > 4


def _between_particles(word: Word, scripts: bytes, start: int, end: int) -> Iterable[tuple[int, int]]:
    for match in _PARTICLE.finditer(scripts, start, end):
        place = match.start()
        if word.text[place - word.start] in _PARTICLES:
            if place > start:
                yield start, place
            start = place + 1
    if end > start:
        yield start, end
