"""What a query asks for: weighted units, and the ways in which a line may satisfy each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Way(NamedTuple):
    """One way to satisfy a unit: all of these keys in a fact's line, and how good that is (0 to 1)."""

    keys: tuple[str, ...]
    quality: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for. `weight` says how much it matters; no `ways`: nothing in the notes has it.

    `term`: the glossary names it as a thing; `absent`: and the notes do not have that thing.
    `start` is its place in the query; `topic` the topic that it names; `common`: an everyday word,
    or one that the notes have only in passing.
    """

    text: str
    weight: float
    ways: tuple[Way, ...]
    term: bool = False
    start: int = 0
    absent: bool = False
    topic: int | None = None
    common: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of unit matters, and how good the lesser ways are. Tuned on the gold set's tuning half."""

    term: float = 1.0
    word: float = 0.55
    latin: float = 0.8
    fragment: float = 0.6
    number: float = 0.9
    small: float = 0.4
    unknown: float = 0.9
    unknown_fragment: float = 0.6
    beside: float = 0.75
    absent: float = 1.3
    base: float = 0.35
    part: float = 0.8
    inside: float = 0.45
    sentence: float = 0.35
