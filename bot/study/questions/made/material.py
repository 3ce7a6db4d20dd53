"""A fact base -> what can be asked about: terms with what is said of them, lines, and where each stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b

from bot.study.facts import LANGUAGES, Fact, FactBase, Language
from bot.study.questions.made.column import Column, Whole, Written
from bot.study.questions.made.likeness import points_to, signs
from bot.study.questions.made.misspelling import latin_words, misspelt
from bot.study.questions.made.telling import is_name, is_short, is_telling
from bot.study.text import key

LONGEST_DESCRIPTION = 5
"""Lines; what has more of them is the head of a list."""
MOSTLY = 0.75
"""The share of a list's lines that must be names."""
MOST_TOPICS = 200
"""Topics asked about: some two thousand questions, more than anyone will be asked."""
MOST_LINES, MOST_LINES_OF_ONE = 5_000, 500
"""Lines asked about, in all and of one topic; of more a choice is asked about."""
MOST_BENEATH = 100
"""Lines beneath one that are asked about as what it lists or what is said of it."""
MOST_TRIED = 1_000
"""Wrong answers that are tried for one question, until three are found that fit."""
EVERYWHERE = 4
"""Topics from which on a word that they all have names nothing in particular."""
MOST_NEAR = 8
"""Topics looked at beside a fact's own, for what else might be answered."""
SHORTEST_SAME = 8
"""Characters (compact) of a line that another one holds whole, from which on both say the same."""
_FOREIGN, _NATIVE = re.compile(r"[A-Za-zァ-ヶー]+"), re.compile(r"[ぁ-ん一-龯々]+")
"""Words that came from abroad, in Latin letters or katakana, and Japanese ones."""

Named = Callable[[str], frozenset[int]]
"""What a text names in either language, as numbers: two texts with a number in common speak of one thing."""


class Material:
    """The facts of a base as a maker of questions sees them."""

    def __init__(self, base: FactBase, named: Named) -> None:
        self.base = base
        self.named = lru_cache(maxsize=4096)(named)
        self._signs: dict[str, frozenset[str]] = {}
        self._members: dict[str, list[Fact]] = {}
        self._said: dict[str, list[Fact]] = {}
        self._alone: dict[str, bool] = {}
        self._own: dict[str, bool] = {}
        self._columns: dict[tuple[str | None, Written], Column] = {}

    @cached_property
    def topics(self) -> tuple[Fact, ...]:
        """The sections asked about, in the order of the notes: all of them, or of very many an even choice."""
        every = self.base.topics()
        return every[:: -(-len(every) // MOST_TOPICS)] if every else ()

    @cached_property
    def terms(self) -> dict[str, list[Fact]]:
        """For each topic (by key) the things in it that have a name and something said of them."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for topic, facts in self.lines.items():
            for fact in facts:
                if is_name(fact) and self.said_of(fact) and not self._is_common(fact):
                    found[topic].append(fact)
        return found

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The lines (compact) that stand more than once in a deck: they name or describe nothing in particular."""
        every = (fact for facts in self._every.values() for fact in facts)
        count = Counter((fact.deck, key(line.plain)) for fact in every for line in fact.lines.values())
        return frozenset(f"{deck}/{text}" for (deck, text), times in count.items() if times > 1)

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        """In how many topics of a deck each Latin word (as `deck/word`) stands."""
        count: Counter[str] = Counter()
        for topic in self.topics:
            beneath = self.signs_beneath(topic)
            count.update(f"{topic.deck}/{sign}" for sign in beneath)
        return count

    def is_everywhere(self, term: Fact) -> bool:
        """Whether a term has one word for a name that many topics speak of, such as the name of a provider, or the deck's own."""
        names = {key(line.plain) for line in term.lines.values()}
        titles = {key(title) for deck in self.base.decks if deck.id == term.deck for title in deck.titles.values()}
        words = {sign for line in term.lines.values() for sign in signs(line.plain)}
        if names & titles or len(words) > 1:
            return bool(names & titles)
        return all(self._spread[f"{term.deck}/{word}"] >= EVERYWHERE for word in words)

    def is_its_own(self, line: Fact) -> bool:
        """Whether a line says something that no other line of its topic says, in more words or in fewer."""
        known = self._own.get(line.key)
        if known is None:
            known = self._own[line.key] = not self.is_repeated(line) and not self._is_said_beside(line)
        return known

    def _is_said_beside(self, line: Fact) -> bool:
        column, whole = self._said_in[line.path[0]]
        own = [key(each.plain) for each in line.lines.values()] if self.is_sound(line) else []
        return any(column.is_beside(line, text) or whole.within(line, text) for text in own)

    @cached_property
    def _said_in(self) -> dict[str, tuple[Column, Whole]]:
        """For each topic (by key) its lines (compact), and those that are whole even within another."""
        found: dict[str, tuple[Column, Whole]] = {}
        for topic in self.topics:
            facts = self._every.get(topic.key, [])
            whole = (each for each in facts if not each.children and not is_name(each))
            found[topic.key] = Column(facts), Whole(whole, SHORTEST_SAME)
        return found

    def beside(self, fact: Fact, written: Written = key) -> Column:
        """The lines that stand beneath the same as a fact, its own among them."""
        known = self._columns.get((fact.parent, written))
        if known is None:
            siblings = self.base.children_of(self.base[fact.parent]) if fact.parent else ()
            known = self._columns[fact.parent, written] = Column(siblings, written)
        return known

    def is_alone_beneath(self, above: Fact) -> bool:
        """Whether just one line that is no source stands directly beneath one."""
        known = self._alone.get(above.key)
        if known is None:
            known = self._alone[above.key] = sum(not each.is_source for each in self.base.children_of(above)) == 1
        return known

    def gives_away(self, shown: str, right: str, others: Sequence[str]) -> bool:
        """Whether the question's words point to the right answer alone, in its own words, by sound, or in the other language."""
        return points_to(shown, right, others) or self.translates(shown, right, others)

    def translates(self, shown: str, right: str, others: Sequence[str] = ()) -> bool:
        """Whether what is shown names in Japanese what the answer names by a foreign word, or the other way round."""
        foreign, native = (self.named(pattern.sub(" ", shown)) for pattern in (_NATIVE, _FOREIGN))
        own_foreign, own_native = (self.named(pattern.sub(" ", right)) for pattern in (_NATIVE, _FOREIGN))
        shared = (own_foreign & native) | (own_native & foreign)
        return any(sum(term in self.named(other) for other in others) < 2 for term in shared)

    @cached_property
    def _misspelt(self) -> frozenset[str]:
        """The Latin words that are probably misspelt."""
        return misspelt(line.plain for topic in self.topics for _, fact in self.base.walk(topic) for line in fact.lines.values())

    def is_sound(self, fact: Fact) -> bool:
        """Whether no word of a fact is probably misspelt."""
        return all(self._misspelt.isdisjoint(latin_words(line.plain)) for line in fact.lines.values())

    @cached_property
    def headings(self) -> dict[str, frozenset[str]]:
        """For each topic (by key) the words of its name and of what has something beneath it there."""
        return {
            topic.key: frozenset().union(
                *(signs(line.plain) for _, fact in self.base.walk(topic) if fact.children for line in fact.lines.values())
            )
            for topic in self.topics
        }

    def is_repeated(self, fact: Fact) -> bool:
        """Whether its line stands elsewhere in its deck too."""
        return any(f"{fact.deck}/{key(line.plain)}" in self.repeated for line in fact.lines.values())

    def _is_firm(self, fact: Fact) -> bool:
        """Whether neither it nor anything it stands under is unconfirmed."""
        return fact.confirmed and all(self.base[key].confirmed for key in fact.path)

    def _is_common(self, term: Fact) -> bool:
        """Whether its topic has several of that name."""
        return any(self._bearers[term.path[0], key(line.plain)] > 1 for line in term.lines.values())

    @cached_property
    def _bearers(self) -> Mapping[tuple[str, str], int]:
        """How many facts of a topic (by key) have a line (compact)."""
        every = (fact for facts in self._every.values() for fact in facts)
        return Counter((fact.path[0], text) for fact in every for text in {key(line.plain) for line in fact.lines.values()})

    @cached_property
    def lines(self) -> dict[str, list[Fact]]:
        """For each topic (by key) the facts in it that are asked about, in their order: all that are sound, or of very many a
        choice by hash, which stays when the notes change elsewhere.
        """
        most = min(MOST_LINES_OF_ONE, _share(MOST_LINES, [len(facts) for facts in self._every.values()]))
        found: dict[str, list[Fact]] = defaultdict(list)
        for topic, facts in self._every.items():
            chosen = {fact.key for fact in shuffled(facts, topic)[:most]} if len(facts) > most else set()
            found[topic] = [fact for fact in facts if fact.key in chosen] if chosen else facts
        return found

    @cached_property
    def _every(self) -> dict[str, list[Fact]]:
        """For each topic (by key) the facts in it that are no sources and soundly written, in their order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for topic in self.topics:
            for _, fact in self.base.walk(topic):
                if fact.path and self._is_firm(fact) and not fact.is_source and self.is_sound(fact):
                    found[topic.key].append(fact)
        return found

    @cached_property
    def _near(self) -> dict[str, tuple[str, ...]]:
        """For each topic (by key) the others of its deck, the nearest first."""
        decks: dict[str, list[str]] = defaultdict(list)
        for topic in self.topics:
            decks[topic.deck].append(topic.key)
        return {topic: _nearest(keys, place) for keys in decks.values() for place, topic in enumerate(keys)}

    def near(self, topic: str) -> tuple[str, ...]:
        """The other topics of its deck (by key), the nearest in the notes first, at most `MOST_NEAR`."""
        return self._near[topic]

    def is_asked(self, fact: Fact) -> bool:
        """Whether a fact is among the `lines`."""
        return fact.key in self._listed

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(fact.key for facts in self.lines.values() for fact in facts)

    def said_of(self, term: Fact) -> list[Fact]:
        """What is said of a term: the whole lines directly beneath it (the first of very many)."""
        known = self._said.get(term.key)
        if known is None:
            known = self._said[term.key] = self._said_of(term)[:MOST_BENEATH]
        return known

    def _said_of(self, term: Fact) -> list[Fact]:
        children = [self.base[key] for key in term.children if not self.base[key].is_source]
        if len(children) > LONGEST_DESCRIPTION and not any(child.children for child in children):
            return []  # the head of a list, not a thing that its lines describe
        return [child for child in children if self._is_firm(child) and not child.children and is_telling(child)]

    def members(self, fact: Fact) -> list[Fact]:
        """What a list holds, of a long one its first: nothing unless its name is short, and its lines names or many."""
        known = self._members.get(fact.key)
        if known is None:
            children = [child for child in self.base.children_of(fact) if not child.is_source]
            names = [child for child in children if is_name(child)]
            if len(children) > LONGEST_DESCRIPTION and not any(child.children for child in children):
                names = children
            fit = len(names) >= MOSTLY * len(children) and all(map(self._is_firm, children))
            fit = fit and all(map(is_short, (fact, *children)))
            known = self._members[fact.key] = names[:MOST_BENEATH] if fit else []
        return known

    def signs_beneath(self, fact: Fact) -> frozenset[str]:
        """The words of a fact and of all beneath it."""
        known = self._signs.get(fact.key)
        if known is None:
            lines = (line.plain for _, each in self.base.walk(fact) for line in each.lines.values())
            known = self._signs[fact.key] = frozenset().union(*map(signs, lines))
        return known

    def where(self, fact: Fact, language: Language) -> str:
        """The names of what stands above a fact, its topic first."""
        return " › ".join(plain(self.base[key], language) for key in fact.path)

    def place(self, fact: Fact, language: Language) -> str:
        """Where a fact stands, with its own name at the end."""
        return " › ".join(filter(None, (self.where(fact, language), plain(fact, language))))


def _nearest(keys: Sequence[str], place: int) -> tuple[str, ...]:
    around = range(max(0, place - MOST_NEAR), min(len(keys), place + MOST_NEAR + 1))
    return tuple(keys[other] for other in sorted(around, key=lambda other: abs(other - place))[1 : MOST_NEAR + 1])


def _share(most: int, counts: Sequence[int]) -> int:
    """How many each may have, so that all together have no more: who has few leaves the rest to those who have many."""
    left = most
    for place, count in enumerate(sorted(counts)):
        share = left // (len(counts) - place)
        if count > share:
            return share
        left -= count
    return most


def plain(fact: Fact, language: Language) -> str:
    """A fact's line as plain text."""
    return " ".join(fact.line(language).plain.split())


def languages(fact: Fact) -> tuple[Language, ...]:
    """The languages a fact is written in."""
    return tuple(language for language in LANGUAGES if language in fact.lines)


def shuffled(facts: Sequence[Fact], seed: str) -> list[Fact]:
    """Facts in an order that only depends on the seed and their keys."""
    return sorted(facts, key=lambda fact: blake2b(f"{seed}\n{fact.key}".encode(), digest_size=8).digest())
