"""What a query means without naming it -> the facts that say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.study.lookup.index import Index

MAINLY = 120
"""The share of a line (of 255) from which on a term is what the line is about."""
BOUND = 0.4
"""How much of its sureness something meant keeps outside the topic that the query names, if nobody who means it names that."""
DETAIL = 0.85
"""What a paraphrase of a term counts for a line beneath the one that is about that term."""

Sure = dict[int, float]
"""Facts that are meant, and how surely (0 to 1)."""


class Meant(NamedTuple):
    """How surely (0 to 1) a query as a whole means these terms, without naming them.

    `bound`: the query names a topic, and who asks about these terms does not: they are meant less surely outside it.
    """

    near: float
    terms: tuple[int, ...]
    bound: bool = False


def facts_meant(index: Index, asked: Sequence[Meant], least: float) -> tuple[Sure, Sure]:
    """The facts that paraphrases mean from so near on: within the topics that the query names, and outside them."""
    inside: Sure = {}
    outside: Sure = {}
    for near, terms, bound in asked:
        if near < least:
            continue
        meant = _with_all(index, terms) or {fact: DETAIL * sure for fact, sure in _with_all(index, terms[:1]).items()}
        for fact, sure in meant.items():
            inside[fact] = max(inside.get(fact, 0.0), near * sure)
            outside[fact] = max(outside.get(fact, 0.0), (BOUND if bound else 1.0) * near * sure)
    return inside, outside


def _with_all(index: Index, terms: Sequence[int]) -> Sure:
    """The facts that name all of these terms, in their own line or the lines above it; less for details of such a fact."""
    keys = sorted((f"@{term}" for term in terms), key=index.count)
    found: Sure = {}
    for fact, share in zip(*index.champions(keys[0]), strict=True):
        line = (fact, *index.line_up(fact))
        if all(any(index.share(key, over) for over in line) for key in keys[1:]):
            beneath = any(index.share(keys[0], over) > MAINLY for over in line[1:-1])
            found[fact] = (0.85 + 0.15 * share / 255) * (DETAIL if beneath else 1.0)
    return found
