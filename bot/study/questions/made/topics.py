"""A term and what is said of it -> to which topic does it belong?"""

from collections.abc import Iterator

from bot.study.facts import Fact
from bot.study.questions.made.likeness import covered, signs
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Option, Question, Texts
from bot.study.text import key

MOST_OF_A_TOPIC = 2
"""Questions for one topic."""
SAID_OF_A_TOPIC = 3
"""Things named to say what a topic is about."""


def questions(material: Material) -> Iterator[Question]:
    """For each topic a term or two that no other topic speaks of."""
    for topic in material.topics:
        count = 0
        for term in shuffled(material.terms.get(topic.key, []), topic.key):
            others = _others(material, topic, term)
            if count < MOST_OF_A_TOPIC and len(others) == 3 and not _names_a_topic(material, term):
                count += 1
                yield _question(material, topic, term, others)


def _others(material: Material, topic: Fact, term: Fact) -> list[Fact]:
    """Three topics nearby that neither know the term nor what is said of it."""
    near = [material.base[each] for each in material.near(topic.key)]
    return [other for other in near if not _speaks_of(material, other, term)][:3]


def _speaks_of(material: Material, topic: Fact, term: Fact) -> bool:
    beneath = material.signs_beneath(topic)
    return any(covered(line.plain, beneath) >= 0.6 for each in (term, material.said_of(term)[0]) for line in each.lines.values())


def _names_a_topic(material: Material, term: Fact) -> bool:
    """Whether its own words name a topic, or share a word with the name of its own."""
    said_ = [line.plain for each in (term, material.said_of(term)[0]) for line in each.lines.values()]
    near = (material.base[each] for each in (term.path[0], *material.near(term.path[0])))
    names = [line.plain for topic in near for line in topic.lines.values()]
    own = [line.plain for line in material.base[term.path[0]].lines.values()]
    return any(key(name) in key(text) for name in names for text in said_) or any(
        signs(name) & signs(text) for name in own for text in said_
    )


def _question(material: Material, topic: Fact, term: Fact, others: list[Fact]) -> Question:
    line = material.said_of(term)[0]
    told = {language: f"{plain(term, language)}: {plain(line, language)}" for language in languages(term)}
    options = [Option(texts(topic), right=True, why=said(material, line))]
    options += [Option(texts(other), why=_about(material, other)) for other in others]
    return made("topic", "choice", term, phrased("topic", line=told), options)


def _about(material: Material, topic: Fact) -> Texts:
    """What a topic is about: the first things in it."""
    first = material.terms.get(topic.key, [])[:SAID_OF_A_TOPIC] or material.base.children_of(topic)[:1]
    spoken = {language for fact in first for language in languages(fact)}
    listed = {language: " · ".join(plain(fact, language) for fact in first) for language in spoken}
    return phrased("about", line=listed, where=texts(topic))
