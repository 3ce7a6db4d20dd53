"""What a query means without naming it -> the facts that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.study.lookup.index import Index

MAINLY = 120
"""The share of a line (of 255) from which on a term is what the line is about."""
BOUND = 0.4
"""How much of its sureness something meant keeps outside the topic that the query names, if nobody who means it names that."""
DETAIL = 0.85
"""What a paraphrase of a term counts for a line beneath the one that is about that term."""

Sure = Mapping[int, float]
"""Facts that are meant, and how surely (0 to 1)."""


class Meant(NamedTuple):
    """How surely (0 to 1) a query as a whole means these terms, without naming them.

    `bound`: the query names a topic, and who asks about these terms does not: they are meant less surely outside it.
    """

    near: float
    terms: tuple[int, ...]
    bound: bool = False


def facts_meant(asked: Sequence[Meant], least: float, naming: Callable[[tuple[int, ...]], Sure]) -> tuple[Sure, Sure]:
    """The facts that paraphrases mean from so near on: within the topics that the query names, and outside them.

    `naming`: the facts that name all of some terms (`with_all`).
    """
    inside: dict[int, float] = {}
    outside: dict[int, float] = {}
    for near, terms, bound in asked:
        if near < least:
            continue
        meant = naming(terms) or {fact: DETAIL * sure for fact, sure in naming(terms[:1]).items()}
        for fact, sure in meant.items():
            inside[fact] = max(inside.get(fact, 0.0), near * sure)
            outside[fact] = max(outside.get(fact, 0.0), (BOUND if bound else 1.0) * near * sure)
    return inside, outside


def with_all(index: Index, terms: Sequence[int]) -> Sure:
    """The facts that name all of these terms, in their own line or the lines above it; less for details of such a fact."""
    keys = sorted((f"@{term}" for term in terms), key=index.count)
    first, others = keys[0], keys[1:]
    shares = dict(zip(*index.champions(first), strict=True))
    cut = index.is_cut(first)
    found: dict[int, float] = {}
    for fact, share in shares.items():
        line = (fact, *index.line_up(fact))
        if all(any(index.share(key, over) for over in line) for key in others):
            beneath = any((index.share(first, over) if cut else shares.get(over, 0)) > MAINLY for over in line[1:-1])
            found[fact] = (0.85 + 0.15 * share / 255) * (DETAIL if beneath else 1.0)
    return found
