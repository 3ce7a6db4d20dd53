"""A term and what is said of it, or a literal -> in which topic do the notes speak of it?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.study.facts import Fact
from bot.study.questions.made.gaps import literals
from bot.study.questions.made.likeness import covered, echoes, signs
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.made.telling import tells_of_a_name
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
                yield from _on(material, topic, (term, line))
        named = [fact for fact in material.lines.get(topic.key, ()) if tells_of_a_name(fact) and not fact.children]
        for line in (*material.said_of(topic), *named):
            yield from _on(material, topic, (line,))


def on_literals(material: Material) -> Iterator[Question]:
    """For each topic the literals that no other topic has."""
    for topic in material.topics:
        said_: frozenset[str] = frozenset()
        for fact in shuffled(material.lines.get(topic.key, ()), topic.key):
            found = {code for language in languages(fact) for code in literals(fact, language)}
            if (
                len(found) == 1
                and all(key(line.plain) == key(min(found)) for line in fact.lines.values())
                and not said_ & _words((fact,))
            ):
                said_ |= _words((fact,))
                yield from _on(material, topic, (fact,), "holds")


def _on(material: Material, topic: Fact, told: Sequence[Fact], phrase: str = "topic") -> Iterator[Question]:
    own = material.is_its_own(told[-1]) and not _is_shared(material, told[0])
    others = _others(material, topic, told) if own and not _says_its_name(told) else []
    if len(others) == 3 and not _names_a_topic(material, told, others):
        yield _question(material, topic, told, others, phrase)


def _others(material: Material, topic: Fact, told: Sequence[Fact]) -> list[Fact]:
    """Three topics nearby that neither know the term nor what is said of it, nor share a name with its topic."""
    own = _words((topic,))
    near = [material.base[each] for each in material.near(topic.key)]
    apart = [each for each in near if not own & _words((each,))]
    above = _words([material.base[each] for each in told[-1].path[1:]])
    return [other for other in apart if not (above & material.headings[other.key]) and not _speaks_of(material, other, told)][:3]


def _is_shared(material: Material, term: Fact) -> bool:
    """Whether another topic nearby speaks of the term itself: it belongs to neither alone."""
    near = [material.signs_beneath(material.base[each]) for each in material.near(term.path[0])]
    return any(covered(line.plain, beneath) >= SPOKEN_OF for line in term.lines.values() for beneath in near)


def _says_its_name(told: Sequence[Fact]) -> bool:
    """Whether a line says no more of its term than the term's name does: each has most of the other's kanji."""
    pairs = [[plain(fact, language) for fact in told] for language in languages(told[-1])] if len(told) > 1 else []
    return any(echoes(line, name) and echoes(name, line) for name, line in pairs)


def _words(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset().union(*(signs(line.plain) for fact in facts for line in fact.lines.values()))


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


def _names_a_topic(material: Material, told: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether these words name a topic nearby, or share a word with the name of their own, in either alphabet or language."""
    own = material.base[told[0].path[0]]
    near = (own, *(material.base[each] for each in material.near(own.key)))
    texts_ = [plain(each, language) for each in told for language in languages(each)]
    if any(key(line.plain) in key(text) for topic in near for line in topic.lines.values() for text in texts_):
        return True
    return any(
        material.gives_away(text, plain(own, language), [plain(other, language) for other in others])
        for language in languages(own)
        for text in texts_
    )


def _question(material: Material, topic: Fact, told: Sequence[Fact], others: Sequence[Fact], phrase: str) -> Question:
    line = told[-1]
    words = {language: ": ".join(plain(each, language) for each in told) for language in languages(line)}
    options = [Option(texts(topic), right=True, why=said(material, line))]
    options += [Option(texts(other), why=_about(material, other)) for other in others]
    return replace(made(phrase, "choice", line, phrased(phrase, line=words), options), topic_tells=True)


def _about(material: Material, topic: Fact) -> Texts:
    """What a topic is about: the first things in it."""
    first = material.terms.get(topic.key, [])[:SAID_OF_A_TOPIC] or material.base.children_of(topic)[:1]
    spoken = {language for fact in first for language in languages(fact)}
    listed = {language: " · ".join(plain(fact, language) for fact in first) for language in spoken}
    return phrased("about", line=listed, where=texts(topic))
