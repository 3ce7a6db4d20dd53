"""Pages of outline entries, one or more languages -> the facts of one deck."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from bot.study.facts import Deck, Fact, Language, Line, Place, Problem
from bot.study.notes import Entry

LONGEST_ID = 64
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a deck: its language, its path, the name it has without headings, its outline."""

    language: Language
    path: str
    name: str
    entries: Sequence[Entry]


@dataclass(slots=True, eq=False)
class _Draft:
    """A fact while languages are still being joined."""

    id: str
    parent: "_Draft | None"
    given: bool
    heading: bool
    lines: dict[Language, Line] = field(default_factory=dict)
    children: list["_Draft"] = field(default_factory=list)
    checked: date | None = None
    confirmed: bool = True
    told: dict[str, dict[Language, str]] = field(default_factory=dict)
    """Each attribute as it holds in each language."""
    says: set[str] = field(default_factory=set)
    """The attributes written at this very fact, in either language."""
    domain: str = ""


def build(deck: Deck, pages: Sequence[Page]) -> tuple[dict[str, Fact], list[Problem]]:
    """The deck's facts by key, a parent before its children, and the problems of its ids and attributes."""
    builder = _Builder(deck)
    single = len(pages) == 1
    for page in pages:
        builder.add(page, _topics(page, single=single))
    return builder.facts(deck), builder.problems


def _topics(page: Page, *, single: bool) -> Sequence[Entry]:
    """The entries that open a topic: a lone title above sections is the deck's name, not a topic."""
    entries = list(page.entries)
    if single and len(entries) == 1 and any(child.level for child in entries[0].children):
        entries = entries[0].children
    loose = [entry for entry in entries if not entry.level]
    if not loose:
        return entries
    shelf = Entry(page.name, page.name, loose[0].line, level=1, children=loose)
    return [shelf, *(entry for entry in entries if entry.level)]


class _Builder:
    def __init__(self, deck: Deck) -> None:
        self.problems: list[Problem] = []
        self._domains = [domain.id for domain in deck.domains]
        self._by_id: dict[str, _Draft] = {}
        self._same: dict[str, int] = {}
        self._top: list[_Draft] = []

    def add(self, page: Page, entries: Sequence[Entry]) -> None:
        self._join(page, None, entries, {})

    def _join(self, page: Page, parent: _Draft | None, entries: Sequence[Entry], inherited: Mapping[str, str]) -> None:
        siblings = parent.children if parent else self._top
        partners = _partners(page.language, siblings, entries)
        before: _Draft | None = None
        for entry in entries:
            draft = self._given(page, parent, entry, before)
            if draft is None:
                draft = next(partners, None) or self._new(self._path_id(parent, entry), parent, entry, before)
            before = draft
            if page.language not in draft.lines:
                place = Place(page.path, entry.line)
                draft.lines[page.language] = Line(entry.markdown, entry.plain, place, entry.links, entry.correction)
            attributes = {**_passed_on(inherited, entry), **entry.attributes}
            self._describe(page, draft, entry, attributes)
            self._join(page, draft, entry.children, attributes)

    def _given(self, page: Page, parent: _Draft | None, entry: Entry, before: _Draft | None) -> _Draft | None:
        """The draft of an entry with an id of its own; None where it has none that can be used."""
        if entry.id is None:
            return None
        place = Place(page.path, entry.line)
        if not _ID.fullmatch(entry.id) or len(entry.id) > LONGEST_ID:
            self.problems.append(
                Problem(
                    place,
                    f"the id {entry.id[:80]!r} cannot be used; write up to {LONGEST_ID} small letters, digits and hyphens, "
                    "such as {#sqs-visibility-timeout}",
                )
            )
            return None
        known = self._by_id.get(entry.id)
        if known is None:
            return self._new(entry.id, parent, entry, before, given=True)
        other = known.lines.get(page.language)
        if other is not None:
            self.problems.append(Problem(place, f"the id {entry.id!r} is already used at {other.place}; give this one another"))
            return None
        self.problems.extend(Problem(place, message) for message in _misplaced(known, parent, entry))
        return known

    def _path_id(self, parent: _Draft | None, entry: Entry) -> str:
        """An id from the path: the parent's id and the words, so edits elsewhere leave it alone."""
        digest = blake2b(f"{parent.id if parent else ''}\n{entry.plain}".encode(), digest_size=6).hexdigest()
        count, id_ = self._same.get(digest, 1), f"n{digest}"
        while id_ in self._by_id:
            count += 1
            id_ = f"n{digest}-{count}"
        self._same[digest] = count
        return id_

    def _new(self, id_: str, parent: _Draft | None, entry: Entry, before: _Draft | None, *, given: bool = False) -> _Draft:
        """A draft after the one that stands before it on its own page: languages may differ in what they add."""
        draft = _Draft(id_, parent, given, bool(entry.level))
        self._by_id[id_] = draft
        siblings = parent.children if parent else self._top
        if before is None and parent is not None:
            siblings.insert(0, draft)
        elif before is None or not siblings or siblings[-1] is before or before not in siblings:
            siblings.append(draft)
        else:
            siblings.insert(siblings.index(before) + 1, draft)
        return draft

    def _describe(self, page: Page, draft: _Draft, entry: Entry, attributes: Mapping[str, str]) -> None:
        place = Place(page.path, entry.line)
        self.problems.extend(Problem(place, message) for message in self._unknown(entry.attributes))
        self.problems.extend(Problem(place, message) for message in _disagreeing(page.language, draft, entry, attributes))
        draft.domain = draft.domain or attributes.get("domain", "")
        draft.confirmed = draft.confirmed and attributes.get("confidence", "high") == "high"
        if "checked" in attributes:
            try:
                draft.checked = date.fromisoformat(attributes["checked"])
            except ValueError:
                if "checked" in entry.attributes:
                    self.problems.append(
                        Problem(place, f"{attributes['checked']!r} is no date; write the day as checked=2026-11-22")
                    )

    def _unknown(self, attributes: Mapping[str, str]) -> Iterator[str]:
        """What is said of attributes that mean nothing."""
        for name, value in attributes.items():
            if name not in {"checked", "confidence", "domain"}:
                yield f"{name!r} is not known here; write checked=2026-11-22 or confidence=medium, or a domain= of deck.yaml"
            elif name == "confidence" and value not in {"high", "medium"}:
                yield f"the confidence {value!r} is not known; write high or medium"
            elif name == "domain" and self._domains and value not in self._domains:
                yield f"the domain {value[:80]!r} is not in deck.yaml; write one of {', '.join(self._domains)}"

    def facts(self, deck: Deck) -> dict[str, Fact]:
        made: dict[str, Fact] = {}
        stack: list[tuple[_Draft, tuple[str, ...]]] = [(draft, ()) for draft in reversed(self._top)]
        while stack:
            draft, path = stack.pop()
            fact = Fact(
                id=draft.id,
                deck=deck.id,
                lines=draft.lines,
                parent=path[-1] if path else None,
                children=tuple(f"{deck.id}/{child.id}" for child in draft.children),
                path=path,
                heading=draft.heading,
                given=draft.given,
                checked=draft.checked,
                confirmed=draft.confirmed,
                domain=draft.domain,
            )
            made[fact.key] = fact
            stack.extend((child, (*path, fact.key)) for child in reversed(draft.children))
        return made


def _misplaced(known: _Draft, parent: _Draft | None, entry: Entry) -> Iterator[str]:
    """What is said of an id that stands for something else in the other language: of another kind, or beneath another."""
    other = next(iter(known.lines.values())).place
    if known.heading != bool(entry.level):
        here, there = ("a heading", "a bullet")[:: 1 if entry.level else -1]
        yield f"the id {entry.id!r} is {here} here and {there} at {other}; give one of them another id"
        return
    above, beneath = _given_above(known.parent), _given_above(parent)
    if above is not None and beneath is not None and above is not beneath:
        yield (
            f"the id {entry.id!r} stands beneath {{#{beneath.id}}} here and beneath {{#{above.id}}} at {other}; "
            "move one, or give it another id"
        )


def _given_above(draft: _Draft | None) -> _Draft | None:
    """The nearest with an id of its own, from this one up."""
    while draft is not None and not draft.given:
        draft = draft.parent
    return draft


def _disagreeing(language: Language, draft: _Draft, entry: Entry, attributes: Mapping[str, str]) -> Iterator[str]:
    """Note what is said of a fact; where two languages part company here (and not further up), say so."""
    for name in ("domain", "checked", "confidence"):
        draft.says |= {name} & entry.attributes.keys()
        usual = "high" if name == "confidence" else ""
        told = draft.told.setdefault(name, {})
        said = told.setdefault(language, attributes.get(name, usual))
        other = next((each for each in told if each != language), None)
        if other and name in draft.says and told[other] != said:
            here, there = (f"{name}={value}" if value else f"no {name}" for value in (said, told[other]))
            yield f"there is {here} here, but {there} at {draft.lines[other].place}; write the same in both"


def _passed_on(inherited: Mapping[str, str], entry: Entry) -> Mapping[str, str]:
    """What holds beneath a line too: its date, its domain, and for lines that are but a part of it (without an id) its doubt."""
    holds = ("checked", "domain") if entry.id else ("checked", "domain", "confidence")
    return {name: value for name, value in inherited.items() if name in holds}


def _partners(language: Language, siblings: Sequence[_Draft], entries: Sequence[Entry]) -> Iterator[_Draft]:
    """Where two languages have as many bullets without ids under one parent, they are the same, in order."""
    waiting = [draft for draft in siblings if not draft.given and language not in draft.lines]
    count = sum(entry.id is None for entry in entries)
    return iter(waiting if len(waiting) == count else ())
