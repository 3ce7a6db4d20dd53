"""A query as typed -> as meant: typing slips mended, romaji and misspelt Japanese written as the glossary has it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.study.lookup.grammar import STOP
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names
from bot.study.lookup.vocabulary import Vocabulary
from bot.study.text import compact, stem, words

_LATIN = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー々一-龯]+")
_PARTICLES = re.compile(
    "(?<=[ァ-ヺー一-龯々])(?:の|は|が|を|に|で|と|も|や|から|まで|する|される|した|して)(?=[ァ-ヺ一-龯々])|[のはがをにでともや]$"
)
_MOST_WORDS = 5
SUBSTITUTED = 5
"""Letters a word needs to be taken for another with one letter replaced: `rice` is no slip for `rich`."""
SHORT = 7
"""Letters below which a word is taken for an everyday one misspelt only beside a thing: `taxes` alone is no slip for `takes`."""
SHORT_KANA = 4
"""The same in Japanese: characters up to which."""
THING = 38
"""The share of a line (of 255) from which on a word is what the line is about."""
SLIPS = 2
"""Letters that two slips may put in or leave out: `mountain`, two letters replaced, is no slip for `maintain`."""
COMPLETED = 20
"""Words tried that begin like an unknown one."""


class Repair:
    """Mends queries with the words of one index and its names."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names
        self._vocabulary = Vocabulary((*index.vocabulary, *names.words))
        self._by_shape: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) > 2 and not word.isdigit():
                self._by_shape[len(word), word[0]].append(word)

    def repair(self, text: str) -> str:
        """The text with what is unknown replaced by what was likely meant; else as it is."""
        text = self._japanese(text)
        found = list(_LATIN.finditer(text))
        words_ = [match[0].casefold() for match in found]
        unknown = [not self._known(match[0]) for match in found]
        beside = any(unknown) and self._speaks_of_a_thing(text)
        out: list[str] = []
        cursor = position = 0
        while position < len(found):
            length, meant = 1, self._beside(words_, position)
            if not meant and any(unknown[position : position + _MOST_WORDS]):
                length, meant = self._meant(words_[position:], unknown[position:], beside)
            if meant:
                out.append(text[cursor : found[position].start()] + f" {meant} ")
                cursor = found[position + length - 1].end()
            position += length
        if not out:
            return text
        mended = "".join(out) + text[cursor:]
        return mended if beside or not self._speaks_of_a_thing(mended) else self.repair(mended)  # what was mended is the thing

    def _beside(self, words_: Sequence[str], position: int) -> str:
        """The word a slip away that makes a name with the word before or after it, where this one is no word."""
        word = words_[position]
        if len(word) < 3 or not word.isalpha() or word in self._vocabulary or word in STOP:
            return ""
        before = words_[position - 1] if position else ""
        after = words_[position + 1] if position + 1 < len(words_) else ""
        for other in (*self._nearby(word, 1), *self._vocabulary.beginning(word, COMPLETED)):
            if any(self._names.exactly(pair) for pair in (before + other, other + after) if pair != other):
                return other
        return ""

    def _known(self, word: str) -> bool:
        folded = word.casefold()
        if len(folded) < 3 or not folded.isascii() or folded in STOP or folded[0].isdigit():
            return True
        if stem(folded) in self._index or folded in self._index or folded in self._vocabulary:
            return True
        if self._names.exactly(folded):
            return True
        return all(len(part.text) < 3 or self._is_word(part.text) for part in words(compact(word))) and word != folded

    def _is_word(self, word: str) -> bool:
        return word in STOP or word in self._vocabulary or stem(word) in self._index

    def _speaks_of_a_thing(self, text: str) -> bool:
        """Whether there is a name in a text of which the notes have the thing."""
        return any(self._is_taught(span.terms) for span in self._names.scan(compact(text)))

    def _is_taught(self, terms: Iterable[int]) -> bool:
        return any(f"@{term}" in self._index and not self._names.terms[term].word for term in terms)

    def _is_thing(self, word: str) -> bool:
        return self._is_taught(self._names.exactly(word)) or self._index.largest(stem(word)) > THING

    def _meant(self, words_: Sequence[str], unknown: Sequence[bool], beside: bool) -> tuple[int, str]:
        """How many words from here are meant as what, beside a thing or without; nothing where they stand as they are."""
        for length in range(min(_MOST_WORDS, len(words_)), 0, -1):
            if not any(unknown[:length]):
                break
            whole = "".join(words_[:length])
            if len(whole) > 3 and (name := self._display(self._names.romanised(whole))):
                return length, name
            if length > 1 and (name := self._display(self._names.exactly(whole))):
                return length, name
            if length == 2 and len(whole) > 5 and (name := self._near(whole, 1)):
                return length, name
        if not unknown[0]:
            return 1, ""
        word = words_[0]
        sure = beside or len(word) >= SHORT
        return 1, (
            self._near(word, 1, sure)
            or self._display(self._names.nearly_romanised(word))
            or self._split(word, beside)
            or self._display(self._names.starting_romanised(word))
            or self._near(word, 2, sure)
        )

    def _display(self, terms: Iterable[int]) -> str:
        ordered = sorted(terms, key=lambda term: f"@{term}" not in self._index)
        return self._names.display(ordered[0], "ja") if ordered else ""

    def _near(self, word: str, limit: int, sure: bool = True) -> str:
        """The likeliest known word so many slips away, a thing unless `sure`; nothing where there is none."""
        nearby = self._nearby(word, limit)
        return next((other for other in nearby if sure or sorted(other) == sorted(word) or self._is_thing(other)), "")

    def _nearby(self, word: str, limit: int) -> list[str]:
        """The known words so many slips away, the likeliest first; the first letter is rarely wrong."""
        if len(word) < (4 if limit == 1 else 7):
            return []
        found: list[tuple[float, str]] = []
        for start in {word[0], word[1]}:
            for length in range(len(word) - limit, len(word) + limit + 1):
                bucket = self._by_shape.get((length, start), ())
                if len(word) < SUBSTITUTED and length == len(word):
                    bucket = [other for other in bucket if sorted(other) == sorted(word)]
                for other, distance, _ in process.extract(word, bucket, scorer=OSA.distance, score_cutoff=limit, limit=None):
                    if distance > 1 and _changed(word, other) > SLIPS:
                        continue
                    elsewhere = 0.0 if stem(other) in self._index else 0.3
                    found.append((distance + elsewhere + 0.2 * (other[0] != start) + 0.1 * (length != len(word)), other))
        return [other for _, other in sorted(found)]

    def _split(self, word: str, sure: bool) -> str:
        """Two known words written as one, one of them a thing unless `sure`."""
        for cut in range(len(word) - 2, 1, -1):
            left, right = word[:cut], word[cut:]
            if self._whole(left) and self._whole(right):
                named = self._names.exactly(left) + self._names.exactly(right)
                return f"{left} {right}" if sure or self._is_taught(named) else ""
        return ""

    def _whole(self, part: str) -> bool:
        if len(part) > 3 and part in self._vocabulary:
            return True
        return any(not self._names.terms[term].word for term in self._names.exactly(part))

    def _japanese(self, text: str) -> str:
        return text if text.isascii() else _JAPANESE.sub(lambda match: self._run(match[0]), text)

    def _run(self, run: str) -> str:
        """A Japanese run with each stretch that no name covers replaced by the name it nearly is."""
        compacted = compact(run)
        if len(compacted.text) != len(run):
            return run
        covered = bytearray(len(run))
        for span in self._names.scan(compacted):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        pieces = [0, *(cut for match in _PARTICLES.finditer(run) for cut in match.span()), len(run)]
        if all(covered[a:b].count(1) > (b - a) * 0.6 for a, b in zip(pieces[::2], pieces[1::2], strict=False) if b > a):
            return run
        whole = self._misspelt(compacted.text)
        if whole:
            return f" {whole} "
        out = []
        for number, (start, end) in enumerate(pairwise(pieces)):
            piece = run[start:end]
            if number % 2 == 0 and end > start and covered[start:end].count(1) <= (end - start) * 0.6:
                meant = self._misspelt(compacted.text[start:end])
                piece = f" {meant} " if meant else piece
            out.append(piece)
        return "".join(out)

    def _misspelt(self, text: str) -> str:
        if len(text) < 3 or all(text[i : i + 2] in self._index for i in range(len(text) - 1)):
            return ""
        if name := self._display(self._names.exactly(text)):
            return name
        terms, near = self._names.nearly(text)
        sure = near >= 0.7 and (len(text) > SHORT_KANA or any(not self._names.terms[term].word for term in terms))
        return self._display(terms) if sure else ""


def _changed(word: str, other: str) -> int:
    """How many letters one has and the other lacks; letters that only change places are none."""
    left, right = Counter(word), Counter(other)
    return (left - right).total() + (right - left).total()
