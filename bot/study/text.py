"""Text as people type it -> text as it is compared: width, case, kana, spacing, word forms."""

import re
import unicodedata
from dataclasses import dataclass

_DROPPED = {
    ord(c): None for c in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−"}
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z]{2})")
_HUMP = "\x1f"
_SHARP = re.compile(r"(?<=\b[A-Za-z])#(?![A-Za-z0-9])")
_PLUSPLUS = re.compile(r"(?<=\b[A-Za-z])\+\+")
_CONNECTORS = frozenset("-_.:/")
_BETWEEN = re.compile(r"[\W_・]+")
_END = (b"\5", b"\3")

LATIN, HIRAGANA, KATAKANA, KANJI, OTHER = 1, 2, 3, 4, 5
_RUNS = re.compile(
    "([^\\W_\u3041-\u30ff\u3400-\u9fff々〆〇\uf900-\ufaff\U00020000-\U0003ffff]+)"
    "|([\u3041-\u309f]+)|([\u30a1-\u30fa\u30fc-\u30ff]+)|([\u3400-\u9fff々〆〇\uf900-\ufaff\U00020000-\U0003ffff]+)|(.)",
    re.DOTALL,
)
"""Runs of one kind of writing; the number of the group is the kind."""


def fold(text: str) -> str:
    """A normalised text without case. Kana stay apart; the humps of CamelCase are lost."""
    return normalise(text).casefold()


def normalise(text: str) -> str:
    """Width and dashes made one; invisible characters gone; case kept; C# and C++ spelt out."""
    if "#" in text or "++" in text:
        text = _SHARP.sub("sharp", _PLUSPLUS.sub("plusplus", text))
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_DROPPED).translate(_DASHES)


def katakana(text: str) -> str:
    """Hiragana as katakana; the same length."""
    return text if text.isascii() else text.translate(_TO_KATAKANA)


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without anything between its words.

    `text` has hiragana as katakana; `scripts[i]` is the writing of its character i as typed;
    `starts[i]` says whether a word begins there, and how: 1 a hump or a change of script, 2 after
    a connector as in `x-amz-acl`, 3 after anything else. Both have one item more for the end.
    """

    text: str
    scripts: bytes
    starts: bytes

    def __len__(self) -> int:
        return len(self.text)


def compact(text: str) -> Compact:
    """Fold a text, drop what is between its words and remember where they began."""
    folded = _HUMPS.sub(_HUMP, normalise(text)).casefold()
    kept: list[str] = []
    scripts, starts = bytearray(), bytearray()
    pending = 3
    for run in _RUNS.finditer(folded):
        kind, piece = run.lastindex or OTHER, run[0]
        if kind == OTHER:
            pending = max(pending, 1 if piece == _HUMP else 2 if piece in _CONNECTORS else 3)
            continue
        kept.append(piece)
        scripts += bytes((kind,)) * len(piece)
        starts += bytes((pending or 1,)) + bytes(len(piece) - 1)
        pending = 0
    return Compact(katakana("".join(kept)), bytes(scripts) + _END[0], bytes(starts) + _END[1])


def key(name: str) -> str:
    """A name as it is compared: compact, without the rest."""
    return katakana(_BETWEEN.sub("", normalise(name).casefold()))


def loose(text: str) -> str:
    """A compact Japanese text without what is most often lost: long vowels and small tsu."""
    return re.sub("[ーッ]|(?<=[オコソトノホモヨロヲゴゾドボポョ])ウ", "", text)


_VOWELS = "aeiou"
_ENDINGS = (("ing", 3), ("ied", 2), ("ions", 4), ("ion", 4), ("ies", 2), ("ed", 3), ("es", 3), ("s", 3), ("e", 3), ("y", 3))
"""What is taken from a word, and how much must be left of it."""


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


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a compact text: Latin letters and digits, or one uninterrupted Japanese run."""

    text: str
    start: int
    end: int
    latin: bool


def words(compacted: Compact) -> list[Word]:
    """The words of a compact text: Latin ones cut at every start, Japanese runs at what stood between."""
    found: list[Word] = []
    begin = 0
    text, scripts, starts = compacted.text, compacted.scripts, compacted.starts
    for position in range(1, len(text) + 1):
        here, before = scripts[position], scripts[position - 1]
        if (here == LATIN) != (before == LATIN) or starts[position] > 1 or (here == LATIN and starts[position]):
            if position > begin:
                found.append(Word(text[begin:position], begin, position, before == LATIN))
            begin = position
    return found


def joined(compacted: Compact) -> list[str]:
    """Latin words of several parts written as one: `x-amz-acl`, `GetItem`, `AWS::AccountId`."""
    found: list[str] = []
    text, scripts, starts = compacted.text, compacted.scripts, compacted.starts
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
    if len(word.text) == 1:
        return [word.text] if scripts[word.start] == KANJI else []
    return [
        word.text[i : i + 2]
        for i in range(len(word.text) - 1)
        if scripts[word.start + i] != HIRAGANA or scripts[word.start + i + 1] != HIRAGANA
    ]


_DIGIT = re.compile(r"\d")
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


def _unit(written: str) -> str:
    written = katakana(written) if written else ""
    if written in _UNIT:
        return _UNIT[written]
    for length in (3, 2, 1):
        if not written.isascii() and written[:length] in _UNIT:
            return _UNIT[written[:length]]
    return ""
