"""The gold set asked of a library -> how often the right card comes first, and how often none comes when none should."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import GLOSSARY, KNOWLEDGE
from benchmarks.figures import Figure
from benchmarks.gold import COMPARISON, EXAMINERS, NOT_IN_NOTES, OFF_TOPIC, UNANSWERABLE, Query, Side, gold
from bot.study.facts import Fact, FactBase, Language
from bot.tutor.library import Library, open_library

LANGUAGE: Language = "ja"
DECK = "aws-dva"
ROOM, SLACK = 1.5, 2
"""A card may hold the right node and this much more: times its characters, and characters beside."""

Wanted = Callable[[Side], Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one query was answered. `first` and `three`: right; for the unanswerable, that nothing came."""

    query: Query
    first: bool
    three: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of some marks, from 0 to 1."""

    asked: int
    first: float
    three: float
    refused: float


def score(marks: Iterable[Mark]) -> Score:
    """Marks -> shares."""
    given = list(marks)
    count = len(given) or 1
    return Score(
        len(given),
        sum(mark.first for mark in given) / count,
        sum(mark.three for mark in given) / count,
        sum(mark.refused for mark in given) / count,
    )


def examine(library: Library, queries: Iterable[Query], wanted: Wanted) -> list[Mark]:
    """Ask every query."""
    return [_mark(library, query, wanted) for query in queries]


def _mark(library: Library, query: Query, wanted: Wanted) -> Mark:
    cards = [answer.fact for answer in library.lookup.find(query.text, language=LANGUAGE).answers[:3]]
    if query.kind in UNANSWERABLE:
        return Mark(query, not cards, not cards, not cards)
    sides = [wanted(side) for side in query.sides]
    fits = [[any(_right(library.base, card, fact) for fact in side) for card in cards] for side in sides]
    return Mark(query, any(any(side[:1]) for side in fits), all(any(side) for side in fits), not cards)


def _right(base: FactBase, card: Fact, fact: Fact) -> bool:
    """Whether the card is the fact, or holds it without much beside it."""
    if card.key == fact.key:
        return True
    if card.key not in fact.path:
        return False
    return len(base.text(card, LANGUAGE)) <= ROOM * len(base.text(fact, LANGUAGE)) + SLACK


def bundled() -> list[Mark]:
    """The gold set over the bundled deck."""
    library = open_library([KNOWLEDGE], [GLOSSARY])

    def wanted(side: Side) -> list[Fact]:
        return [library.base[f"{DECK}/{each}"] for each in side.ids]

    return examine(library, (query for query in gold() if not query.notes_only), wanted)


def notes(path: Path) -> list[Mark]:
    """The gold set over the group's own notes, with the bundled glossary."""
    library = open_library([path], [GLOSSARY])
    by_line: dict[int, Fact] = {}
    for fact in library.base.facts.values():
        for line in fact.lines.values():
            by_line.setdefault(line.place.line, fact)

    def wanted(side: Side) -> list[Fact]:
        return [by_line[number] for number in side.lines]

    return examine(library, (query for query in gold() if not query.bundled_only), wanted)


def kinds(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Marks by the kind of their query."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.query.kind, []).append(mark)
    return found


BOUNDS: Mapping[str, tuple[float, float, bool]] = {
    "right card first": (0.86, 0.95, True),
    "right card in the first three": (0.93, 0.98, True),
    "worst kind, first": (0.70, 0.85, True),
    "off-topic refused": (0.95, 0.98, True),
    "same field, not in the notes, refused": (0.78, 0.92, True),
    "answerable refused": (0.07, 0.03, False),
    "comparisons, both sides in the first three": (0.80, 0.92, True),
}


def shares(marks: Sequence[Mark]) -> tuple[float, ...]:
    """The shares of BOUNDS, in their order."""
    by_kind = {kind: score(given) for kind, given in kinds(marks).items()}
    answerable = score(mark for mark in marks if mark.query.kind not in (*UNANSWERABLE, COMPARISON))
    worst = min(by_kind[kind].first for kind in by_kind if kind not in (*UNANSWERABLE, COMPARISON))
    return (
        answerable.first,
        answerable.three,
        worst,
        by_kind[OFF_TOPIC].first,
        by_kind[NOT_IN_NOTES].first,
        answerable.refused,
        by_kind[COMPARISON].three,
    )


def figures(source: str, marks: Sequence[Mark]) -> list[Figure]:
    """The scored half against its bounds; beside it the tuning half, and the scored half of each examiner."""
    scored = [mark for mark in marks if mark.query.half == "scored"]
    others = [[mark for mark in marks if mark.query.half == "tuning"]]
    others += [[mark for mark in scored if mark.query.examiner == examiner] for examiner in EXAMINERS]
    rows = zip(BOUNDS.items(), shares(scored), zip(*map(shares, others), strict=True), strict=True)
    return [
        Figure(
            f"{source}: {name}",
            share,
            "{:.1%}",
            must,
            aim,
            more_is_better,
            remark="tuning half {:.1%}; scored, first examiner {:.1%}, second {:.1%}, third {:.1%}".format(*beside),
        )
        for (name, (must, aim, more_is_better)), share, beside in rows
    ]


def by_kind(source: str, marks: Sequence[Mark]) -> str:
    """A Markdown table: each kind, in the scored and the tuning half."""
    rows = [f"| {source} | scored | first | three | refused | tuning | first | three | refused |", "|---" + "|---:" * 8 + "|"]
    for kind, given in kinds(marks).items():
        halves = [score(mark for mark in given if mark.query.half == name) for name in ("scored", "tuning")]
        cells = [f"{each.asked} | {each.first:.0%} | {each.three:.0%} | {each.refused:.0%}" for each in halves]
        rows.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(rows)


def measure(path: Path | None) -> tuple[list[Figure], list[str]]:
    """Figures and tables by kind: of the bundled deck, and of the group's notes where there is a path."""
    sources = {"bundled deck": bundled()}
    if path is not None:
        sources["group's notes"] = notes(path)
    found = [figure for source, marks in sources.items() for figure in figures(source, marks)]
    return found, [by_kind(source, marks) for source, marks in sources.items()]
