"""Text as people type it -> text as it is compared: width, case, kana, spacing, word forms."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import add, or_
from typing import NamedTuple

_DROPPED = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
_DASHES = "‐‑‒–—―−"
_PLAIN = dict.fromkeys(map(ord, _DROPPED)) | dict.fromkeys(map(ord, _DASHES), "-")
_UNUSUAL = re.compile(f"[{_DROPPED}{_DASHES}]")
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z]{2})")
_HUMP = "\x1f"
_NUMERAL = re.compile(r"[\d.,]+")
_DIGIT = re.compile(r"\d")
_SHARP = re.compile(r"(?<=\b[A-Za-z])#(?![A-Za-z0-9])")
_PLUSPLUS = re.compile(r"(?<=\b[A-Za-z])\+\+")
_OFTEN_LOST = re.compile("[ーッ]|(?<=[オコソトノホモヨロヲゴゾドボポョ])ウ")
_BETWEEN = re.compile(r"[\W_・]+")
_CONNECTORS = "-_.:/" + _HUMP
_ASCII_MARKS = bytes(
    0 if chr(c).isalnum() else 1 if chr(c) == _HUMP else 2 if chr(c) in _CONNECTORS else 3 for c in range(128)
).ljust(256)
_ASCII_GAPS = bytes(c for c in range(128) if _ASCII_MARKS[c])
_LONG_GAP = re.compile(b"[\1-\3]{2,}")
_JAPANESE_ONLY = bytes((0, 0, *range(2, 256)))

LATIN, HIRAGANA, KATAKANA, KANJI, OTHER = 1, 2, 3, 4, 5
_HAN = "\u3400-\u9fff々〆〇\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"([\u3041-\u309f]+|[\u30a1-\u30fa\u30fc-\u30ff]+|[{_HAN}]+|[^\\W_\u3041-\u30ff{_HAN}]+)")
"""Runs of one kind of writing; the likeliest are tried first."""
_IS_HAN = re.compile(f"[{_HAN}]")


def fold(text: str) -> str:
    """A normalised text without case. Kana stay apart; the humps of CamelCase are lost."""
    return normalise(text).casefold()


def normalise(text: str) -> str:
    """Width and dashes made one; invisible characters gone; case kept; C# and C++ spelt out."""
    text = _spelt_out(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return text.translate(_PLAIN) if _UNUSUAL.search(text) else text


def _spelt_out(text: str) -> str:
    return _SHARP.sub("sharp", _PLUSPLUS.sub("plusplus", text)) if "#" in text or "++" in text else text


def katakana(text: str) -> str:
    """Hiragana as katakana; the same length."""
    return text if text.isascii() else text.translate(_TO_KATAKANA)


class Compact(NamedTuple):
    """A text without anything between its words.

    `text` has hiragana as katakana; `scripts[i]` is the writing of its character i as typed;
    `starts[i]` says whether a word begins there, and how: 1 a hump or a change of script, 2 after
    a connector as in `x-amz-acl`, 3 after anything else. Both have one item more for the end.
    """

    text: str
    scripts: bytes
    starts: bytes

    def begins(self) -> Iterator[int]:
        """Where a name may begin: at a word, and anywhere in Japanese."""
        places = range(len(self.text))
        if self.text.isascii():
            return compress(places, self.starts)
        return compress(places, map(or_, self.starts, self.scripts.translate(_JAPANESE_ONLY)))


def compact(text: str) -> Compact:
    """Fold a text, drop what is between its words and remember where they began."""
    normal = normalise(text)
    folded = normal.casefold()
    if folded != normal or _DIGIT.search(folded):
        folded = _HUMPS.sub(_HUMP, normal).casefold()
    return _compact_ascii(folded.encode()) if folded.isascii() else _compact_runs(_RUNS.split(folded))


def _compact_ascii(folded: bytes) -> Compact:
    """The same as for any text, in a third of the time."""
    text = folded.translate(None, _ASCII_GAPS)
    marks = _LONG_GAP.sub(lambda gap: bytes((max(gap[0]),)), folded.translate(_ASCII_MARKS).strip(b"\1\2\3"))
    starts = marks.replace(b"\1\0", b"\1").replace(b"\2\0", b"\2").replace(b"\3\0", b"\3")
    return _ended(text.decode(), bytes((LATIN,)) * len(text), starts)


def _compact_runs(parts: Sequence[str]) -> Compact:
    """Runs of one writing, with the gaps before, between and after them, made a compact text."""
    if len(parts) == 3:
        run = parts[1]
        return _ended(katakana(run), _script(run[0]) * len(run), bytes(len(run)))
    gaps, runs = parts[:-1:2], parts[1::2]
    scripts = b"".join([_script(run[0]) * len(run) for run in runs])
    starts = b"".join([_start(gap).ljust(len(run), b"\0") for gap, run in zip(gaps, runs, strict=True)])
    return _ended(katakana("".join(runs)), scripts, starts)


def _ended(text: str, scripts: bytes, starts: bytes) -> Compact:
    return Compact(text, scripts + b"\5", b"\3" + starts[1:] + b"\3" if text else b"\3")


@lru_cache(4096)
def _script(character: str) -> bytes:
    if "\u3041" <= character <= "\u30ff":
        return bytes((HIRAGANA if character <= "\u309f" else KATAKANA,))
    return bytes((KANJI if _IS_HAN.match(character) else LATIN,))


@lru_cache(256)
def _start(gap: str) -> bytes:
    """How the word after this gap begins."""
    if not gap.strip(_HUMP):
        return b"\1"
    return b"\3" if gap.strip(_CONNECTORS) else b"\2"


def key(name: str) -> str:
    """A name as it is compared: compact, without the rest."""
    if name.isascii():
        return _spelt_out(name).lower().encode().translate(None, _ASCII_GAPS).decode()
    return katakana(_BETWEEN.sub("", normalise(name).casefold()))


def loose(text: str) -> str:
    """A compact Japanese text without what is most often lost: long vowels and small tsu."""
    return _OFTEN_LOST.sub("", text)


_VOWELS = "aeiou"
_ENDINGS = (("ing", 3), ("ied", 2), ("ions", 4), ("ion", 4), ("ies", 2), ("ed", 3), ("es", 3), ("s", 3), ("e", 3), ("y", 3))
"""What is taken from a word, and how much must be left of it."""


@lru_cache(4096)
def stem(word: str) -> str:
    """An English word without its plural, -ing, -ed, -ion: enough to meet its relatives."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for ending, least in _ENDINGS:
        root = word[: -len(ending)]
        if not word.endswith(ending) or len(root) < least or (ending == "s" and root[-1] in "su"):
            continue
        if ending == "y" and root[-1] in _VOWELS:
            return word
        if ending in {"ing", "ed"} and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sl":
            return root[:-1]
        if ending != "y" and len(root) > 3 and root[-1] == "y" and root[-2] not in _VOWELS:
            return root[:-1]
        return root if ending in {"ing", "ed", "es", "ions", "ion"} else root.rstrip("e")
    return word


class Word(NamedTuple):
    """A stretch of a compact text: Latin letters and digits, or one uninterrupted Japanese run."""

    text: str
    start: int
    end: int
    latin: bool


def cuts(compacted: Compact) -> list[int]:
    """Where the words of a compact text begin, and its end: Latin ones at every start, Japanese runs at what stood between."""
    _, scripts, starts = compacted
    places = compress(range(1, len(starts)), starts[1:])
    return [0, *[p for p in places if starts[p] > 1 or scripts[p] == LATIN or scripts[p - 1] == LATIN]]


def words(compacted: Compact) -> list[Word]:
    """The words of a compact text."""
    text, scripts, _ = compacted
    return [Word(text[start:end], start, end, scripts[start] == LATIN) for start, end in pairwise(cuts(compacted))]


def joined(compacted: Compact) -> list[str]:
    """Latin words of several parts written as one: `x-amz-acl`, `GetItem`, `AWS::AccountId`."""
    found: list[str] = []
    text, scripts, starts = compacted
    if 1 not in starts and 2 not in starts:
        return found
    begin = parts = 0
    for position in range(len(text) + 1):
        if scripts[position] != LATIN or starts[position] == 3:
            if parts > 1:
                found.append(text[begin:position])
            begin, parts = position, 0
        if position < len(text) and scripts[position] == LATIN and starts[position]:
            parts += 1
    return found


def pairs(word: Word, scripts: bytes) -> list[str]:
    """The two-character stretches of a Japanese run, without those that are hiragana only (grammar)."""
    text, start, end, _ = word
    if len(text) == 1:
        return [text] if scripts[start] == KANJI else []
    every = list(map(add, text, text[1:]))
    said = scripts[start:end]
    if HIRAGANA not in said:
        return every
    return [pair for pair, left, right in zip(every, said, said[1:], strict=False) if left != HIRAGANA or right != HIRAGANA]


_NUMBER = re.compile(r"(?<![a-z0-9_.])(\d[\d,]*(?:\.\d+)?)\s*/?\s*(?:per )?([a-z%]+|[^\W\d_]{1,4})?")
_UNITS = {
    "s": ("s", "sec", "secs", "second", "seconds", "秒", "秒間"),
    "ms": ("ms", "msec", "millisecond", "milliseconds", "ミリ秒"),
    "min": ("min", "mins", "minute", "minutes", "分", "分間", "m"),
    "h": ("h", "hr", "hrs", "hour", "hours", "時間"),
    "d": ("d", "day", "days", "日", "日間"),
    "kb": ("kb", "kib", "k", "キロバイト", "キロ"),
    "mb": ("mb", "mib", "メガ", "メガバイト"),
    "gb": ("gb", "gib", "g", "ギガ", "ギガバイト"),
    "%": ("%", "percent", "パーセント"),
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names}
_LONGEST_UNIT = max(map(len, _UNIT))


def quantities(text: str) -> list[str]:
    """The numbers of a text as `#29`, and with a unit also as `#29s`: 29 秒, 29sec and ２９秒 are one."""
    found: list[str] = []
    if not _DIGIT.search(text):
        return found
    for match in _NUMBER.finditer(fold(text)):
        number = match[1].replace(",", "").rstrip(".")
        found.append("#" + number)
        unit = _unit(match[2] or "")
        if unit:
            found.append(f"#{number}{unit}")
    return found


def unit_length(text: str, position: int) -> int:
    """How many characters of a compact text are a unit of measure that begins there; 0 for none."""
    longest = min(_LONGEST_UNIT, len(text) - position)
    return next((length for length in range(longest, 0, -1) if text[position : position + length] in _UNIT), 0)


def is_measure(text: str) -> bool:
    """Whether a compact text is a number with its unit and no more: `15minutes`, and not `504`."""
    number = _NUMERAL.match(text)
    return number is not None and 0 < len(text) - number.end() == unit_length(text, number.end())


def _unit(written: str) -> str:
    written = katakana(written) if written else ""
    if written in _UNIT:
        return _UNIT[written]
    for length in (3, 2, 1):
        if not written.isascii() and written[:length] in _UNIT:
            return _UNIT[written[:length]]
    return ""
