"""A term and what the notes say of it, or of another one -> do they say it of this one?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.study.facts import Fact
from bot.study.questions.made.describing import distractors, is_said_of_it_alone
from bot.study.questions.made.likeness import covered, echoes, signs, sounds_like
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.made.telling import is_name, is_statement
from bot.study.questions.question import Question, statement

SAYS_THE_NAME = 0.5
"""From this share of a term's words on that a line has too, the line says which term it belongs to."""


def questions(material: Material) -> Iterator[Question]:
    """For each line that is said of a term alone: whether the notes say it of that term, or of a neighbour."""
    for facts in material.lines.values():
        for term in filter(is_name, facts):
            for line in filter(material.is_asked, material.base.children_of(term)):
                if _may_be_judged(material, term, line):
                    strange = [each for each in distractors(material, term, line) if _is_strange(material, term, each)]
                    yield from _question(material, term, line, shuffled(strange, line.key))


def _is_strange(material: Material, term: Fact, other: Fact) -> bool:
    """Whether another term of its topic has nothing to do with it: what is said of one may well be true of its kin."""
    names = frozenset().union(*(signs(line.plain) for line in term.lines.values()))
    return other.path[0] == term.path[0] and not names & material.signs_beneath(other)


def _may_be_judged(material: Material, term: Fact, line: Fact) -> bool:
    if line.children or not is_statement(line) or material.is_repeated(term) or not is_said_of_it_alone(material, line):
        return False
    pairs = [(plain(term, language), plain(line, language)) for language in languages(line)]
    return not any(
        covered(name, signs(text)) >= SAYS_THE_NAME
        or sounds_like(name, text)
        or echoes(text, name)
        or material.translates(text, name)
        for name, text in pairs
    )


def _question(material: Material, term: Fact, line: Fact, rivals: Sequence[Fact]) -> Iterator[Question]:
    """As many true as false ones: by hash, so that the answer stays when the notes change elsewhere."""
    holds = blake2b(line.key.encode(), digest_size=1).digest()[0] % 2 == 0
    if rivals:
        about = texts(term if holds else rivals[0], material.place)
        text = phrased("statement", where=about, line=texts(line))
        yield replace(made("statement", "true-false", line, text, statement(holds)), why=said(material, line))
