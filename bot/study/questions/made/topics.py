"""A term and what is said of it -> to which topic does it belong?"""

from collections.abc import Iterator, Sequence

from bot.study.facts import Fact
from bot.study.questions.made.gaps import literals
from bot.study.questions.made.likeness import covered, signs, sounds_like
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Option, Question, Texts
from bot.study.text import key

SPOKEN_OF = 0.6
"""From this share of a line's words on that a topic has too, it may be that topic's."""
SAID_OF_A_TOPIC = 3
"""Things named to say what a topic is about."""


def questions(material: Material) -> Iterator[Question]:
    """For each topic what is said of its terms, and then of itself, where no other topic speaks of it."""
    for topic in material.topics:
        for term in shuffled(material.terms.get(topic.key, []), topic.key):
            for line in material.said_of(term):
                others = _others(material, topic, (term, line)) if material.is_its_own(line) else []
                if len(others) == 3 and not _names_a_topic(material, (term, line)):
                    yield _question(material, topic, (term, line), others)
        for line in material.said_of(topic):
            others = _others(material, topic, (line,)) if material.is_its_own(line) else []
            if len(others) == 3 and not _names_a_topic(material, (line,)):
                yield _question(material, topic, (line,), others)


def _others(material: Material, topic: Fact, told: Sequence[Fact]) -> list[Fact]:
    """Three topics nearby that neither know the term nor what is said of it, nor share a name with its topic."""
    own = frozenset().union(*(signs(line.plain) for line in topic.lines.values()))
    near = [material.base[each] for each in material.near(topic.key)]
    apart = [each for each in near if not any(own & signs(line.plain) for line in each.lines.values())]
    return [other for other in apart if not _speaks_of(material, other, told)][:3]


def _speaks_of(material: Material, topic: Fact, told: Sequence[Fact]) -> bool:
    beneath = material.signs_beneath(topic)
    if any(covered(line.plain, beneath) >= SPOKEN_OF for each in told for line in each.lines.values()):
        return True
    families = frozenset().union(*map(_families, told))
    return bool(families) and any(families & _families(each) for each in material.lines.get(topic.key, ()))


def _families(line: Fact) -> frozenset[str]:
    """What stands before `::` in the literals of a line: those of one family belong to one language or API."""
    found = (code for language in languages(line) for code in literals(line, language))
    return frozenset(code.partition("::")[0] for code in found if "::" in code)


def _names_a_topic(material: Material, told: Sequence[Fact]) -> bool:
    """Whether these words name a topic nearby, or share a word with the name of their own, in either alphabet."""
    said_ = [line.plain for each in told for line in each.lines.values()]
    own = material.base[told[0].path[0]]
    near = (material.base[each] for each in material.near(own.key))
    if any(key(line.plain) in key(text) for topic in (own, *near) for line in topic.lines.values() for text in said_):
        return True
    names = [line.plain for line in own.lines.values()]
    return any(signs(name) & signs(text) or sounds_like(name, text) for name in names for text in said_)


def _question(material: Material, topic: Fact, told: Sequence[Fact], others: Sequence[Fact]) -> Question:
    line = told[-1]
    words = {language: ": ".join(plain(each, language) for each in told) for language in languages(line)}
    options = [Option(texts(topic), right=True, why=said(material, line))]
    options += [Option(texts(other), why=_about(material, other)) for other in others]
    return made("topic", "choice", line, phrased("topic", line=words), options)


def _about(material: Material, topic: Fact) -> Texts:
    """What a topic is about: the first things in it."""
    first = material.terms.get(topic.key, [])[:SAID_OF_A_TOPIC] or material.base.children_of(topic)[:1]
    spoken = {language for fact in first for language in languages(fact)}
    listed = {language: " · ".join(plain(fact, language) for fact in first) for language in spoken}
    return phrased("about", line=listed, where=texts(topic))
