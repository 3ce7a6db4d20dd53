"""Something said of a term -> which term is it?"""

import re
from collections.abc import Iterator
from itertools import islice

from bot.study.facts import Fact
from bot.study.questions.made.gaps import literals
from bot.study.questions.made.likeness import covered, signs
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import MOST_TRIED, Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.made.telling import describes
from bot.study.questions.question import Option, Question
from bot.study.text import key

MOST_OF_A_TERM = 3
"""Questions on one term."""
ALSO_TRUE = 0.2
"""From this share of a line's words on that stand under another term too, the line may be true of that one."""
ONE_WORD = 1.5
"""Of its words, one alone is no more than chance."""
_HOW_TO = re.compile(r"(?:とき|時|場合|に)は?、?\s*$|\b(?:use|with|by|call|run|set)\s*$", re.IGNORECASE)
"""Before a literal: the line says what the literal is for, and may be true wherever that can be written."""


def questions(material: Material) -> Iterator[Question]:
    """For each term the lines beneath it that are true of no other term offered."""
    for terms in material.terms.values():
        for term in terms:
            yield from islice(_on_term(material, term), MOST_OF_A_TERM)


def _on_term(material: Material, term: Fact) -> Iterator[Question]:
    for line in material.said_of(term):
        others = distractors(material, term, line) if is_said_of_it_alone(material, line) else []
        if len(others) == 3 and not _given_away(material, term, line, others):
            yield _question(material, term, line, others)


def is_said_of_it_alone(material: Material, line: Fact) -> bool:
    """Whether a line describes what it stands under, and nothing else that its topic names."""
    return material.is_its_own(line) and describes(line) and not _is_about_a_literal(line)


def distractors(material: Material, term: Fact, line: Fact) -> list[Fact]:
    """Three terms of which the line is not true: siblings first, then the rest of the topic, at most one from beyond."""
    found: list[Fact] = []
    for other in islice(_neighbours(material, term), MOST_TRIED):
        strange = other.path[0] != term.path[0]
        if len(found) == 3 or (strange and len(found) < 2):
            break
        if fits(material, term, line, other) and all(_apart(other, each) for each in found):
            found.append(other)
    return found


def _neighbours(material: Material, term: Fact) -> Iterator[Fact]:
    """Its siblings, then the rest of its topic, then the topics nearby."""
    here = material.terms[term.path[0]]
    siblings = [each for each in here if each.parent == term.parent]
    yield from shuffled(siblings, term.key)
    yield from shuffled([each for each in here if each.parent != term.parent], term.key)
    for topic in material.near(term.path[0]):
        yield from shuffled(material.terms.get(topic, []), term.key)


def fits(material: Material, term: Fact, line: Fact, other: Fact) -> bool:
    """Whether a line that is said of a term is not true of another one."""
    if other.key == term.key or other.key in term.path or term.key in other.path or not _apart(other, term):
        return False
    if (other.parent != term.parent and material.is_everywhere(other)) or _speaks_of(material, other, term):
        return False
    beneath = material.signs_beneath(other)
    for each in line.lines.values():
        share = covered(each.plain, beneath)
        if (share >= ALSO_TRUE and share * len(signs(each.plain)) > ONE_WORD) or any(
            key(name.plain) in key(each.plain) for name in other.lines.values()
        ):
            return False
    return True


def _is_about_a_literal(line: Fact) -> bool:
    """Whether a line ends in a literal that it says when to use."""
    for language in languages(line):
        text = plain(line, language)
        found = list(literals(line, language))
        if found and text.endswith(found[-1]) and _HOW_TO.search(text.removesuffix(found[-1])):
            return True
    return False


def _speaks_of(material: Material, other: Fact, term: Fact) -> bool:
    """Whether what stands beneath one term names the other, so that what is true of that one may be true of it too."""
    beneath = (each for _, each in material.base.walk(other) if each.key != other.key)
    said_ = [key(line.plain) for each in beneath for line in each.lines.values()]
    return any(key(line.plain) in text for line in term.lines.values() for text in said_)


def _apart(one: Fact, other: Fact) -> bool:
    """Whether two terms have different names."""
    return all(key(plain(one, language)) != key(plain(other, language)) for language in languages(one))


def _given_away(material: Material, term: Fact, line: Fact, others: list[Fact]) -> bool:
    return any(
        material.gives_away(plain(line, language), plain(term, language), [plain(other, language) for other in others])
        for language in languages(line)
    )


def _question(material: Material, term: Fact, line: Fact, others: list[Fact]) -> Question:
    options = [Option(texts(term), right=True, why=said(material, line))]
    options += [Option(texts(other), why=said(material, material.said_of(other)[0])) for other in others]
    text = phrased("describes", where=texts(material.base[term.path[0]]), line=texts(line))
    return made("describes", "choice", line, text, options)
