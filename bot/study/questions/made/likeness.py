"""How much two texts say the same, and whether a question gives its answer away."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.study.lookup.grammar import STOP
from bot.study.lookup.romaji import key_of_kana
from bot.study.text import compact, key, pairs, stem, words

SHORTEST_SOUND = 3
"""Consonants; fewer are heard in too many words."""
SAME_SOUND = 0.75
_KATAKANA = re.compile("[ァ-ヶー]{3,}")
_LATIN = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_KANJI = re.compile("[一-龯]")
_JOINED = re.compile(r"(?:[A-Z][a-z]+){2,}")
_SILENT = re.compile("r(?![aeiouy])")
"""Katakana have no r where English has none before a consonant or at the end: letter, レター."""
_SOFT = re.compile("c(?=[eiy])|g(?=es?$)")
"""Heard as in service and package."""
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans("lcqfvzj", "rkkhbss")


@lru_cache(maxsize=4096)
def signs(text: str) -> frozenset[str]:
    """What a text is recognised by: its Latin words by their stems, its Japanese by pairs of characters."""
    compacted = compact(text)
    found: set[str] = set()
    for word in words(compacted):
        if not word.latin:
            found.update(pairs(word, compacted.scripts))
        elif word.text not in STOP:
            found.add(stem(word.text))
    return frozenset(found)


def covered(text: str, by: frozenset[str]) -> float:
    """The share of a text's signs that `by` has too."""
    own = signs(text)
    return len(own & by) / len(own) if own else 1.0


def echoes(text: str, name: str) -> bool:
    """Whether a text says again what a name means: it has most of the name's kanji, in other words or not."""
    own = set(_KANJI.findall(name))
    return len(own) > 1 and len(own & set(_KANJI.findall(text))) > len(own) / 2


def points_to(shown: str, right: str, others: Sequence[str]) -> bool:
    """Whether the question's words point to the right answer alone: they share what fewer than two of the others have."""
    if key(right) and key(right) in key(shown):
        return True
    shared = signs(right) & signs(shown)
    if any(sum(sign in signs(other) for other in others) < 2 for sign in shared):
        return True
    return sounds_like(shown, right) and sum(sounds_like(shown, other) for other in others) < 2


def sounds_like(one: str, other: str) -> bool:
    """Whether a word of one text is a word of the other written in katakana: パラメータ and Parameters."""
    return _sounds_like(one, other) or _sounds_like(other, one)


def _sounds_like(japanese: str, latin: str) -> bool:
    foreign = [consonants(word) for word in (*_LATIN.findall(latin), *_JOINED.findall(latin))]
    return any(_same_sound(consonants(kana), word) for kana in _KATAKANA.findall(japanese) for word in foreign)


def _same_sound(kana: str, latin: str) -> bool:
    least = min(len(kana), len(latin))
    if least < SHORTEST_SOUND:
        return False
    return kana[:least][:4] == latin[:least][:4] or OSA.normalized_similarity(kana, latin) >= SAME_SOUND


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """What is heard of a word in either alphabet: its consonants, l and r one, c as k, doubled ones once."""
    latin = _SOFT.sub("s", _SILENT.sub("", word.casefold())).replace("ph", "h").replace("x", "ks") if word.isascii() else ""
    sounds = latin or key_of_kana(word)
    return _DOUBLED.sub(r"\1", re.sub("[aeiouy\\W_]", "", sounds.translate(_SOUNDS)))
