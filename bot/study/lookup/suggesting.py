"""What someone begins to type -> the facts it may become; a message -> the facts it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.study.facts import Fact, Language
from bot.study.lookup.grammar import STOP
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names
from bot.study.lookup.vocabulary import Vocabulary
from bot.study.text import LATIN, Compact, compact, is_measure, key, stem

LONGEST_TITLE = 30
"""Compact characters; a longer line is a sentence, not a name."""
MOST_WORDS = 60
"""Words tried that begin like the one being typed."""
_OR = re.compile(r"\s/\s|／")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_SELDOM_NAMED = 60
"""Share of a line (of 255) from which on a term is what the line is about."""


class Titles:
    """What the facts of one index are called: by their own lines and by the glossary's names."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names
        self._facts: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}
        self._telling: dict[str, int] = {}
        either: dict[str, int] = {}
        for number, fact in enumerate(index.facts):
            if fact.children or fact.given or (index.lengths[number] <= LONGEST_TITLE and not fact.is_source):
                for line in fact.lines.values():
                    title = key(line.plain)
                    if fact.given and line.plain.isascii() and (telling := _telling(line.plain)):
                        self._telling.setdefault(telling, number)
                    if 1 < len(title) <= LONGEST_TITLE and self._facts.setdefault(title, number) != number:
                        self._others.setdefault(title, []).append(number)
                    if fact.given:
                        either |= {key(part): number for part in _either(line.plain) if key(part) not in either}
        for title, number in either.items():  # after those that are called so in full
            if 1 < len(title) <= LONGEST_TITLE:
                self._facts.setdefault(title, number)
        taught = {number for number, term in enumerate(names.terms) if not term.word and f"@{number}" in index}
        known = (name for name, terms in names.every() if not taught.isdisjoint(terms))
        self._known = Vocabulary((*self._facts, *known))
        self._words = Vocabulary((*index.vocabulary, *(word for word in names.words if len(word) < LONGEST_TITLE)))
        self._longest = max(map(len, self._facts), default=0)

    def exactly(self, text: str) -> tuple[int, ...]:
        """The facts called exactly this, words such as `on` and `the` aside."""
        title = key(text)
        first = self._facts.get(title, self._telling.get(_telling(text)))
        return () if first is None else (first, *self._others.get(title, ()))

    def beginning(self, typed: str, limit: int) -> list[int]:
        """The facts with a name that begins like this, the shortest names first."""
        found = self._known.beginning(compact(typed).text, 4 * limit)
        facts = (self._called(name) for name in sorted(found, key=len))
        return list(dict.fromkeys(fact for fact in facts if fact is not None))[:limit]

    def with_word(self, stub: str) -> list[int]:
        """The facts that a word beginning like this names: in their lines or by the glossary, the best first."""
        scores: dict[int, float] = {}
        for word in self._words.beginning(stub, MOST_WORDS):
            self._score(stem(word), scores)
        return sorted(scores, key=lambda fact: (-scores[fact], self._index.depths[fact], fact))

    def _score(self, word: str, scores: dict[int, float]) -> None:
        for fact, share in zip(*self._index.champions(word), strict=True):
            scores[fact] = max(scores.get(fact, 0.0), share / 255)
        for term, part in self._names.with_part(word):
            about = self.about((term,))
            if about is not None:
                scores[about] = max(scores.get(about, 0.0), part)

    def _called(self, name: str) -> int | None:
        fact = self._facts.get(name)
        return fact if fact is not None else self.about(self._names.exactly(name))

    def about(self, terms: Iterable[int]) -> int | None:
        """The fact that is about one of these terms: it says little else, and stands highest."""
        best: tuple[int, int, int] | None = None
        for term in terms:
            for fact, share in zip(*self._index.champions(f"@{term}"), strict=True):
                if share >= _SELDOM_NAMED and not self._index.facts[fact].is_source:
                    rank = (0 if self._index.parents[fact] < 0 and share > 150 else 1, -share // 32, fact)
                    best = min(best, rank) if best else rank
        return best[2] if best else None

    def called(self, fact: Fact, language: Language) -> str:
        """What the glossary calls the thing a fact is named after; nothing where it is a sentence."""
        shares: dict[str, int] = {}
        for line in fact.lines.values():
            compacted = compact(line.plain)
            for span in self._names.scan(compacted):
                if 2 * (span.end - span.start) > len(compacted.text):
                    for term in span.terms:
                        if not self._names.terms[term].word:
                            shares.setdefault(self._names.display(term, language), span.end - span.start)
        return next(iter(shares), "")

    def mentioned(self, text: str) -> list[int]:
        """The facts whose names, or whose terms' names, stand in a text; in its order, none inside a longer name."""
        compacted = compact(text)
        found = [*self._terms_in(compacted), *self._titles_in(compacted)]
        kept: list[tuple[int, int, int]] = []
        for start, end, fact in sorted(found, key=lambda each: each[0] - each[1]):
            if not any(start < other_end and other_start < end for other_start, other_end, _ in kept):
                kept.append((start, end, fact))
        return list(dict.fromkeys(fact for _, _, fact in sorted(kept)))

    def _terms_in(self, compacted: Compact) -> Iterator[tuple[int, int, int]]:
        for span in self._names.scan(compacted):
            if is_measure(compacted.text[span.start : span.end]):
                continue  # `15 minutes`: anyone may write that of anything
            terms = [term for term in span.terms if not self._names.terms[term].word]
            fact = self._facts.get(compacted.text[span.start : span.end])
            fact = fact if fact is not None else self.about(terms)
            if terms and fact is not None:
                yield span.start, span.end, fact

    def _titles_in(self, compacted: Compact) -> Iterator[tuple[int, int, int]]:
        text, scripts, starts = compacted.text, compacted.scripts, compacted.starts
        position = 0
        while position < len(text):
            length = 0
            if starts[position]:
                for end in range(min(len(text), position + self._longest), position + 2, -1):
                    whole = bool(starts[end]) or (scripts[end] != LATIN and scripts[end - 1] != scripts[end])
                    if whole and (fact := self._facts.get(text[position:end])) is not None:
                        yield position, end, fact
                        length = end - position
                        break
            position += length or 1

    def related(self, number: int, limit: int) -> list[int]:
        """The facts elsewhere that speak of the same things, the most telling first."""
        scores: dict[int, float] = {}
        family = {number, *self._index.line_up(number)}
        for term, share in self._terms_of(number).items():
            key = f"@{term}"
            for fact, other in zip(*self._index.champions(key), strict=True):
                if not family & {fact, *self._index.line_up(fact)} and other >= 40:
                    scores[fact] = scores.get(fact, 0.0) + share * self._index.rarity(key) * other / 255
        return sorted(scores, key=lambda fact: (-scores[fact], fact))[:limit]

    def _terms_of(self, number: int) -> dict[int, float]:
        shares: dict[int, float] = {}
        for line in self._index.facts[number].lines.values():
            compacted = compact(line.plain)
            for span in self._names.scan(compacted):
                for term in span.terms:
                    if not self._names.terms[term].word:
                        shares[term] = max(shares.get(term, 0.0), (span.end - span.start) / len(compacted.text))
        return shares


def _either(heading: str) -> list[str]:
    """The names of a heading that has several: `Task role (taskRoleArn) / ECS_ENABLE_TASK_IAM_ROLE`."""
    parts = _OR.split(_IN_BRACKETS.sub(" ", heading))
    return [part.strip() for part in parts] if _OR.search(heading) or _IN_BRACKETS.search(heading) else []


def _telling(text: str) -> str:
    """A text's words that say something, compact."""
    return key(" ".join(word for word in text.casefold().split() if word not in STOP))
