"""Kana and romaji -> one key, whatever the romanisation: Hepburn, Kunrei or how one types it."""

import re

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_KANA = {kana: row + vowel for row, group in _ROWS.items() for kana, vowel in zip(group, "aiueo", strict=True)}
_KANA |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "bu", "ヂ": "zi", "ヅ": "zu"}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}
_SPELLINGS = (
    ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("ch", "ty"), ("tsu", "tu"), ("dzu", "zu"), ("du", "zu"), ("ji", "zi"),
    ("jy", "zy"), ("j", "zy"), ("f", "h"), ("l", "r"), ("v", "b"), ("mb", "nb"), ("mp", "np"), ("c", "k"), ("q", "k"),
    ("x", ""), ("dh", "d"), ("th", "t"), ("wh", "w"), ("we", "ue"), ("wi", "ui"),
)  # fmt: skip
_IS_KANA = re.compile(f"[{''.join(_KANA)}{''.join(_SMALL)}ーッ・]*")
_DOUBLED = re.compile(r"([a-z])\1+")
_SYLLABLES = re.compile(r"(?:[kstnhmrgzdbpyw]?y?[aiueo]|n)+")


def key_of_kana(kana: str) -> str:
    """The key of katakana (compact); an empty text where it holds anything else."""
    if not _IS_KANA.fullmatch(kana):
        return ""
    out = ""
    for character in kana:
        if character in _SMALL:
            vowel = _SMALL[character]
            out = out[:-1] + vowel
        else:
            out += _KANA.get(character, "")
    return _canonical(out)


def key_of_latin(latin: str) -> str:
    """The key of romaji; an empty text where it cannot be Japanese."""
    out = latin.replace("'", "").replace("-", "")
    for spelling, plain in _SPELLINGS:
        out = out.replace(spelling, plain)
    out = _canonical(out)
    return out if _SYLLABLES.fullmatch(out) else ""


def _canonical(text: str) -> str:
    """Long vowels and doubled consonants lost, as they so often are."""
    return _DOUBLED.sub(r"\1", text.replace("ou", "o").replace("ei", "e"))
