"""A query -> the facts that answer it, best first, or nothing with suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from bot.study.facts import Fact, FactBase, Language
from bot.study.lookup.asked import Asked
from bot.study.lookup.comparing import Comparing
from bot.study.lookup.grammar import STOP, without_glue
from bot.study.lookup.index import Index
from bot.study.lookup.meaning import Meant
from bot.study.lookup.names import Names
from bot.study.lookup.query import LONGEST, Reader
from bot.study.lookup.ranking import Ranked, Ranking
from bot.study.lookup.suggesting import Titles
from bot.study.lookup.units import Unit
from bot.study.text import compact, normalise, words

if TYPE_CHECKING:
    from bot.study.glossary import Glossary, Term

_LAST_WORD = re.compile(r"[A-Za-z0-9]+$")

ANSWERS = 0.6
"""The least share of a query that a fact must cover to answer it."""
ANSWERS_COMMON = 0.65
"""The same where only everyday words are known, or what the notes mention in passing."""
ANSWERS_ONE_WORD = 0.85
"""The same where a single everyday word is all that is known."""
ANSWERS_ELSEWHERE, LIKELY = 0.8, 0.4
"""The same where paraphrases say, at least so surely, that something else is meant which the notes do not have."""
EVERYDAY = 0.48
LEAST = 0.48
"""The same for a query in which nothing is foreign to the notes."""
REST = 0.3
"""Of that share, how much a fact must cover of what is asked beside the name of a topic."""
BESIDE = 0.9
"""What a topic scores, of the first answer's score, that is only named beside it."""
FOREIGN = 0.32
"""The weight from which on an unknown word counts as a thing rather than as a word of the question."""
KNOWN = 1.25
"""A paraphrase counts in full up to the point where a fifth of the query is foreign to the notes."""
NAMED = 0.3
"""How much less it counts for a query that is nothing but names: paraphrases are for what has none."""
CERTAIN = 0.8
"""The score from which on a second fact as good as the first is worth a choice."""
NEAREST = 5
"""Suggestions beside an answer that is not there."""
LONGEST_MESSAGE = 4000
"""Characters of a message that are searched for terms."""
WIDTH = 40
"""Facts ranked before the best are picked."""
STRANGE = 0.6
"""The least weight of a word that is neither in the notes nor in any phrase of the glossary."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact and how well it answers, 0 to 1."""

    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the notes can answer: what to show (what differs first) and the fact it leads to."""

    label: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Found:
    """Answers best first (none: the notes do not answer it), and the nearest suggestions.

    Answers scoring at least `tie` are as good as the first; `compared`: because the query asks for both of them.
    """

    answers: tuple[Answer, ...]
    suggestions: tuple[Suggestion, ...] = ()
    tie: float = 1.0
    compared: bool = False


class Lookup:
    """Finds facts in one base with the names of one set of terms. Built whole; then only read, from one thread."""

    def __init__(self, base: FactBase, glossary: Glossary) -> None:
        self._base = base
        self._names = Names(glossary.terms)
        self._index = Index(base, self._names)
        self._reader = Reader(self._index, self._names)
        self._ranking = Ranking(self._index)
        self._comparing = Comparing(self._index, self._names, self._reader, self._ranking, self._picked)
        self._titles = Titles(self._index, self._names)
        self._topics = {fact.key: n for n, fact in enumerate(self._index.facts) if self._index.parents[n] < 0}
        self._asked = Asked(glossary.paraphrases, self._names, partial(self._standing_for, glossary.terms), self._taught)

    def _taught(self, term: int) -> bool:
        return f"@{term}" in self._index

    def _standing_for(self, terms: Sequence[Term], term: int) -> tuple[int, ...]:
        """The term itself, or where the notes do not name it the terms in its names that they do."""
        if self._taught(term) or terms[term].beyond:
            return (term,)
        for name in terms[term].names():
            inside = self._names.scan(compact(name), {term})
            present = [other for span in inside for other in span.terms if self._taught(other)]
            if len(inside) > 1 and len(present) >= len(inside):
                return tuple(present)
        return (term,)

    def named(self, text: str) -> frozenset[int]:
        """The terms that a text names in either language, as numbers that only tell them apart."""
        return frozenset(term for span in self._names.scan_all(compact(text)) for term in span.terms)

    def find(self, query: str, *, language: Language = "en", topic: str | None = None, limit: int = 10) -> Found:
        """The facts that answer a query, at most `limit`, within one topic (by key) where given."""
        query = _cut(query)
        within = None if topic is None else {self._topics.get(topic, -1)}
        units = self._estranged(self._reader.read(query))
        meant = self._meant(query, units)
        found = self._ranking.rank(units, WIDTH, within, meant)
        ranked = self._exact_first(query, found, within)
        sides = self._comparing.sides(query, units, ranked, within)
        picked = self._with_topics(sides or self._picked(ranked, max(_least(units), self._least_elsewhere(meant))), units)[:limit]
        if not picked:
            return Found((), self._nearest(query, ranked, language))
        answers = tuple(Answer(self._index.facts[each.fact], round(min(1.0, each.score), 4)) for each in picked)
        return Found(answers, tie=self._tie(picked, bool(sides)), compared=bool(sides))

    def _estranged(self, units: Sequence[Unit]) -> list[Unit]:
        """The units, of which those weigh more that nobody says who asks about these notes: then something else is asked."""
        strange = [not (unit.ways or unit.term or self._asked.speaks_of(unit.text)) for unit in units]
        raised = (
            replace(unit, weight=max(unit.weight, STRANGE)) if odd else unit for unit, odd in zip(units, strange, strict=True)
        )
        return [unit for unit in raised if unit.weight]

    def _meant(self, query: str, units: Sequence[Unit]) -> list[Meant]:
        """What the query as a whole may mean; the less surely, the more in it is foreign to the notes."""
        if self._asked.has(query):
            return [Meant(near, terms) for near, terms in self._asked.near(query)]
        if not any(unit.ways for unit in units):
            return []
        total = sum(unit.weight for unit in units)
        foreign = sum(unit.weight for unit in units if _is_foreign(unit))
        known = 1.0 - foreign / total if total else 1.0
        topics = frozenset(key for unit in units if unit.topic is not None for way in unit.ways for key in way.keys)
        named = sum(unit.weight for unit in units if _is_name(unit)) / (total or 1.0)
        known *= 1.0 - NAMED * named
        known = min(1.0, KNOWN * known)
        asked = self._asked.near(query, topics)
        return [Meant(near * known, terms, bool(topics) and not self._asked.says(terms, topics)) for near, terms in asked]

    def _least_elsewhere(self, meant: Sequence[Meant]) -> float:
        """The share of a query to cover where it most likely means something that these notes do not have."""
        elsewhere = self._asked.at_home and meant and meant[0][0] >= LIKELY and not self._taught(meant[0][1][0])
        return ANSWERS_ELSEWHERE if elsewhere else 0.0

    def _exact_first(self, query: str, ranked: Sequence[Ranked], within: set[int] | None) -> list[Ranked]:
        """A fact called exactly what was typed comes before those that are merely about it."""
        exact = self._titles.exactly(query) or self._titles.exactly(without_glue(normalise(query)))
        called = [Ranked(fact, 1.0, 1.0) for fact in exact if within is None or self._index.topics[fact] in within]
        called.sort(key=lambda each: (self._index.depths[each.fact], each.fact))
        return [*called, *(each for each in ranked if each.fact not in exact)]

    def _tie(self, picked: Sequence[Ranked], compared: bool) -> float:
        """The score from which on answers are as good as the first; above 1 where the first stands alone."""
        first = picked[0]
        if compared:
            return min(each.score for each in picked[:2]) - 1e-4
        sure = first.score >= CERTAIN and self._index.parents[first.fact] >= 0
        return first.score * 0.995 if sure else 2.0

    def _nearest(self, query: str, ranked: Sequence[Ranked], language: Language) -> tuple[Suggestion, ...]:
        """What the notes have that is nearest to a query they do not answer."""
        found = [each.fact for each in self._picked(ranked, 0.0)[:NEAREST]]
        for word in words(compact(query)):
            if word.text not in STOP:
                found.extend(self._titles.beginning(word.text, 2))
        return tuple(self._suggestion(self._index.facts[number], language) for number in dict.fromkeys(found[:NEAREST]))

    def _picked(self, ranked: Iterable[Ranked], least: float) -> list[Ranked]:
        """The facts to show: a sentence gives way to the term it stands under, and each is shown once."""
        picked: dict[int, Ranked] = {}
        for each in ranked:
            if each.coverage >= least and each.rest >= least * REST:
                shown = self._card(each.fact)
                picked.setdefault(shown, Ranked(shown, each.coverage, each.score))
        return list(picked.values())

    def _card(self, number: int) -> int:
        """The fact to show: where an author gave ids, a line without one belongs to the fact it stands under."""
        fact, parent = self._index.facts[number], self._index.parents[number]
        if parent >= 0 and not fact.children and not fact.given and self._index.facts[parent].given:
            return parent if self._index.parents[parent] >= 0 else number
        return number

    def _with_topics(self, picked: list[Ranked], units: Sequence[Unit]) -> list[Ranked]:
        """Where a query only names topics, each of them stands near the top, below what joins them."""
        named = [unit.topic for unit in units if unit.topic is not None]
        if len(named) < 2 or len(named) < len(units) or not picked:
            return picked
        here = self._index.topics[picked[0].fact]
        added = [Ranked(topic, picked[0].coverage, BESIDE * picked[0].score) for topic in named if topic != here]
        return list({each.fact: each for each in (picked[0], *added, *picked[1:])}.values())

    def suggest(
        self, typed: str, *, language: Language = "en", topic: str | None = None, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """What someone may be about to ask, best first; the topics where nothing is typed yet."""
        within = self._topics.get(topic) if topic is not None else None
        typed = _cut(typed)
        if not compact(typed).text:
            top = range(len(self._index.facts)) if within is None else self._children(within)
            found = [number for number in top if within is not None or self._index.parents[number] < 0]
        else:
            completed_ = self._completed(typed, within)
            begun = self._titles.beginning(typed, limit)
            found = [*begun, *completed_, *self._best(typed, within)]
        shown = dict.fromkeys(self._card(number) for number in found)
        inside = (number for number in shown if within is None or self._index.topics[number] == within)
        return tuple(self._suggestion(self._index.facts[number], language) for number in islice(inside, limit))

    def _completed(self, typed: str, within: int | None) -> list[int]:
        """The facts with a name in which a word begins like the last one typed, among those the words before speak of."""
        head, stub = _stub(typed)
        facts = self._titles.with_word(stub) if stub else []
        units = self._reader.read(head)
        for unit in units:
            reached = self._ranking.reached(unit, facts)
            facts = [fact for fact in facts if fact in reached]
        return facts if units or len(stub) > 1 else []

    def _children(self, number: int) -> list[int]:
        return [n for n, parent in enumerate(self._index.parents) if parent == number]

    def _best(self, text: str, within: int | None) -> list[int]:
        ranked = self._ranking.rank(self._reader.read(text), WIDTH, None if within is None else {within})
        return [each.fact for each in self._picked(ranked, LEAST)]

    def mentions(self, text: str, limit: int = 5) -> tuple[Fact, ...]:
        """The facts that a message speaks of, in its order; each once, and none that another one holds."""
        found = self._titles.mentioned(text[:LONGEST_MESSAGE])
        return tuple(self._index.facts[number] for number in found[:limit])

    def related(self, fact: Fact, limit: int = 4) -> tuple[Fact, ...]:
        """Facts elsewhere that speak of the same things."""
        number = self._index.number(fact.key)
        if number is None:
            return ()
        shown = dict.fromkeys(self._card(other) for other in self._titles.related(number, 2 * limit))
        return tuple(self._index.facts[other] for other in shown if other != number)[:limit]

    def called(self, fact: Fact, language: Language) -> str:
        """What the glossary calls the thing a fact is named after, in that language; nothing where it is a sentence."""
        return self._titles.called(fact, language)

    def _suggestion(self, fact: Fact, language: Language) -> Suggestion:
        """A fact's name and its topic; with the glossary's name where the deck lacks the language."""
        name = fact.line(language).plain
        if language not in fact.lines and not name.isascii():
            called = self.called(fact, language)
            name = f"{called} – {name}" if called and called.casefold() not in name.casefold() else name
        topic = self._base.topic_of(fact)
        return Suggestion(name if topic is fact else f"{name} · {topic.line(language).plain}", fact)


def _stub(typed: str) -> tuple[str, str]:
    """What was typed before the last Latin word, and that word."""
    found = _LAST_WORD.search(typed)
    return (typed[: found.start()], found[0].casefold()) if found else (typed, "")


def _cut(query: str) -> str:
    """A query's first characters, its blanks single."""
    return " ".join(query[: 2 * LONGEST].split())[:LONGEST]


def _least(units: Sequence[Unit]) -> float:
    """The share of a query to cover: less where nothing foreign is in it, more where all that is known is everyday words."""
    known = [unit for unit in units if unit.ways]
    if len(known) < len(units) and all(unit.common for unit in known):
        return ANSWERS_COMMON if len(known) > 1 else ANSWERS_ONE_WORD
    if known and all(unit.common for unit in known):
        return EVERYDAY
    return ANSWERS if any(_is_foreign(unit) for unit in units) else LEAST


def _is_name(unit: Unit) -> bool:
    """Whether this is the name of a thing in the notes that is no topic, or a number in them."""
    return bool(unit.ways) and unit.topic is None and (unit.term or unit.text.startswith("#"))


def _is_foreign(unit: Unit) -> bool:
    """Whether this is a thing of its own that the notes do not have, rather than a word of the question."""
    return unit.absent or (not unit.ways and unit.weight > FOREIGN)
