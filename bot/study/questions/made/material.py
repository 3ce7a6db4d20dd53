"""A fact base -> what can be asked about: terms with what is said of them, lines, and where each stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

from bot.study.facts import LANGUAGES, Fact, FactBase, Language
from bot.study.questions.made.likeness import signs
from bot.study.text import key

LONGEST_NAME = 30
"""Characters; a longer line is a sentence, not the name of a thing."""
LONGEST_DESCRIPTION = 5
"""Lines; what has more of them is the head of a list."""
LONGEST_MEMBER = 40
"""Characters; a list of longer lines is no list of things."""
LONGEST_LINE = 120
"""Characters of a line that fits into a question on a phone."""
SHORTEST_LINE, SHORTEST_PHRASE = 10, 6
"""Characters of a Japanese line that says something by itself, with and without grammar in it."""
MOST_TOPICS = 200
"""Topics asked about: some two thousand questions, more than anyone will be asked."""
EVERYWHERE = 4
"""Topics from which on a word that they all have names nothing in particular."""
MOST_NEAR = 8
"""Topics looked at beside a fact's own, for what else might be answered."""

_SENTENCE_JA = re.compile(
    r"[。？?：:=＝→⇒]|は[、\s\d]|を|が(?!ー)|に|する|した|ない|ます|です|たい|使う|られ|れる|よう$|あり$|なし$|場合|とき$|時$|ため$|には|など$"
)
_SENTENCE_EN = re.compile(r"[.?!:;=→⇒]|\b(?:is|are|was|if|when|you|must|can|should|do|does|use|to)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"(?:[、,:：は]|には|では|へは|を|が|～|…|\.\.\.|and|or|the|of|to)$|^[、,)）]|[?？]$|[?？]と")
_PAIR = re.compile(r"^\W*[\w ./-]{1,40}\"?\s*[:：]\s")
"""A name and its meaning: it describes that name, not what it stands under."""
_HIRAGANA = re.compile("[ぁ-ん]")
_POINTS_BACK = re.compile(
    r"(?:この|その|これ|それ|上記|前述|同上|下記|同じ$|と同じ)|\b(?:this|these|those|above|below|former|latter|same)\b",
    re.IGNORECASE,
)


class Material:
    """The facts of a base as a maker of questions sees them."""

    def __init__(self, base: FactBase) -> None:
        self.base = base
        self._signs: dict[str, frozenset[str]] = {}
        self._members: dict[str, list[Fact]] = {}

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
        every = (fact for facts in self.lines.values() for fact in facts)
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
        """Whether a line says something that no other line of its topic says, or says in more words."""
        if self.is_repeated(line):
            return False
        others = (other for other in self.lines[line.path[0]] if other.key != line.key)
        texts = [key(each.plain) for other in others for each in other.lines.values()]
        return not any(key(own.plain) in text for own in line.lines.values() for text in texts)

    def is_repeated(self, fact: Fact) -> bool:
        """Whether its line stands elsewhere in its deck too."""
        return any(f"{fact.deck}/{key(line.plain)}" in self.repeated for line in fact.lines.values())

    def _is_firm(self, fact: Fact) -> bool:
        """Whether neither it nor anything it stands under is unconfirmed."""
        return fact.confirmed and all(self.base[key].confirmed for key in fact.path)

    def _is_common(self, term: Fact) -> bool:
        """Whether its topic has several of that name."""
        same = (fact for fact in self.lines[term.path[0]] if fact.key != term.key and self.is_repeated(fact))
        names = {key(line.plain) for fact in same for line in fact.lines.values()} if self.is_repeated(term) else set()
        return any(key(line.plain) in names for line in term.lines.values())

    @cached_property
    def lines(self) -> dict[str, list[Fact]]:
        """For each topic (by key) the facts in it that are no sources, in their order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for topic in self.topics:
            for _, fact in self.base.walk(topic):
                if fact.path and self._is_firm(fact) and not fact.is_source:
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

    def said_of(self, term: Fact) -> list[Fact]:
        """What is said of a term: the whole lines directly beneath it."""
        children = [self.base[key] for key in term.children if not self.base[key].is_source]
        if len(children) > LONGEST_DESCRIPTION and not any(child.children for child in children):
            return []  # the head of a list, not a thing that its lines describe
        return [child for child in children if self._is_firm(child) and not child.children and is_telling(child)]

    def members(self, fact: Fact) -> list[Fact]:
        """What a list holds: nothing unless the list has a short name, and all its lines are short with nothing beneath."""
        known = self._members.get(fact.key)
        if known is None:
            children = [child for child in self.base.children_of(fact) if not child.is_source]
            firm = all(map(self._is_firm, children))
            listed = len(children) > LONGEST_DESCRIPTION or all(map(is_name, children))
            plain_ = firm and listed and not any(child.children for child in children) and all(map(_is_short, (fact, *children)))
            known = self._members[fact.key] = children if plain_ else []
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


def plain(fact: Fact, language: Language) -> str:
    """A fact's line as plain text."""
    return " ".join(fact.line(language).plain.split())


def languages(fact: Fact) -> tuple[Language, ...]:
    """The languages a fact is written in."""
    return tuple(language for language in LANGUAGES if language in fact.lines)


def is_name(fact: Fact) -> bool:
    """Whether a fact's line names a thing, in every language it has."""
    return all(_is_name(line.plain, language) for language, line in fact.lines.items())


def _is_name(text: str, language: Language) -> bool:
    sentence = _SENTENCE_JA if language == "ja" else _SENTENCE_EN
    return 1 < len(text) <= LONGEST_NAME and not sentence.search(text.removesuffix("?"))


def _is_short(fact: Fact) -> bool:
    return all(len(line.plain) <= LONGEST_MEMBER for line in fact.lines.values())


def is_telling(fact: Fact) -> bool:
    """Whether a fact's line is whole and says something by itself."""
    return all(_is_telling(line.plain) for line in fact.lines.values())


def _is_telling(text: str) -> bool:
    whole = len(text) <= LONGEST_LINE and not _FRAGMENT.search(text.strip()) and not _POINTS_BACK.search(text)
    if not whole or _PAIR.match(text):
        return False
    shortest = SHORTEST_LINE if _HIRAGANA.search(text) else SHORTEST_PHRASE
    return len(signs(text)) >= 4 and (text.isascii() or len(text) >= shortest)


def shuffled(facts: Sequence[Fact], seed: str) -> list[Fact]:
    """Facts in an order that only depends on the seed and their keys."""
    return sorted(facts, key=lambda fact: blake2b(f"{seed}\n{fact.key}".encode(), digest_size=8).digest())
