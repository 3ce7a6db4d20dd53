"""The gold set: queries with what answers them, by three examiners, each in a half to tune on and a half only scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import md5
from pathlib import Path
from typing import Any, Literal

import yaml

GOLD = Path(__file__).with_name("gold")
EXAMINERS = ("queries", "second-examiner", "third-examiner")
Half = Literal["tuning", "scored"]

OFF_TOPIC, NOT_IN_NOTES, COMPARISON = "off-topic", "not-in-notes", "comparison"
UNANSWERABLE = (OFF_TOPIC, NOT_IN_NOTES)


@dataclass(frozen=True, slots=True)
class Side:
    """What answers one topic: ids of the bundled deck, lines of the group's notes; any of them is right."""

    ids: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A text as typed. A comparison has two sides, an unanswerable query none."""

    text: str
    kind: str
    examiner: str
    sides: tuple[Side, ...]
    bundled_only: bool = False
    notes_only: bool = False

    @property
    def half(self) -> Half:
        """Which half it belongs to."""
        return half(self.text)


def half(text: str) -> Half:
    """The half of a query, by its words alone: the same whoever asked it, wherever it stands."""
    return "tuning" if md5(text.encode()).digest()[0] % 2 else "scored"


@cache
def gold() -> tuple[Query, ...]:
    """Every query of all examiners."""
    return tuple(query for examiner in EXAMINERS for query in _read(examiner))


def texts() -> tuple[str, ...]:
    """All that is asked, each once."""
    return tuple(dict.fromkeys(query.text for query in gold()))


def _read(examiner: str) -> Iterator[Query]:
    entries = yaml.load((GOLD / f"{examiner}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    for entry in entries:
        kind = entry["kind"]
        sides = entry["sides"] if kind == COMPARISON else [] if kind in UNANSWERABLE else [entry]
        marks = {mark: entry.get(mark, False) for mark in ("bundled_only", "notes_only")}
        yield Query(entry["query"], kind, examiner, tuple(map(_side, sides)), **marks)


def _side(entry: Mapping[str, Any]) -> Side:
    return Side(tuple(entry.get("ids", ())), tuple(entry.get("lines", ())))
