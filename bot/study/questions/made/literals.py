"""A line with a literal -> which one is it? To be typed, or picked among literals of the same form nearby."""

from collections.abc import Iterator, Mapping

from bot.study.facts import Fact, Language
from bot.study.questions.made.gaps import Gap, form, literal, literals
from bot.study.questions.made.likeness import covered, signs
from bot.study.questions.made.making import made, said, texts, typed
from bot.study.questions.made.material import Material, languages
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Option, Question, Typed
from bot.study.text import key

Rivals = Mapping[str, list[tuple[Fact, str]]]
"""For each topic (by key) the literals in it, with the line each stands in."""


def questions(material: Material) -> Iterator[Question]:
    """For each line with one literal and something said of it."""
    rivals = {
        topic: [(fact, rival) for fact in facts for rival in dict.fromkeys(literals(fact, languages(fact)[0]))]
        for topic, facts in material.lines.items()
    }
    for facts in material.lines.values():
        for fact in facts:
            gaps = {language: found for language in languages(fact) if (found := literal(fact, language))}
            alone = len({gap.answer for gap in gaps.values()}) == 1 and len(gaps) == len(languages(fact))
            if alone and not _beside(material, fact, next(iter(gaps.values())).answer):
                yield from _question(material, rivals, fact, gaps)


def _question(material: Material, rivals: Rivals, fact: Fact, gaps: dict[Language, Gap]) -> Iterator[Question]:
    answer = next(iter(gaps.values())).answer
    where = texts(fact, material.where)
    shown = {language: gap.shown for language, gap in gaps.items()}
    if any(key(answer) in key(text) for text in where.values()) or _said_elsewhere(fact, answer):
        return
    others = _others(material, rivals, fact, answer)
    picked = [option.text for option in others]
    pointed = any(
        material.gives_away(f"{where[language]} {shown[language]}", answer, [text[language] for text in picked])
        for language in gaps
    )
    if len(others) == 3 and not pointed:
        options = [Option(dict.fromkeys(gaps, answer), right=True, why=said(material, fact)), *others]
        yield made("literal", "choice", fact, phrased("gap_choice", where=where, line=shown), options)
    elif all(len(signs(gap.shown)) >= 4 for gap in gaps.values()):
        text = phrased("gap_literal", where=where, line=shown)
        yield typed("literal", fact, text, Typed("literal", (answer,)), said(material, fact))


def _beside(material: Material, fact: Fact, answer: str) -> bool:
    """Whether the lines beside it have the literal too."""
    return material.beside(fact, str).is_beside(fact, answer)


def _said_elsewhere(fact: Fact, answer: str) -> bool:
    """Whether the line's own words give the literal away."""
    return any(covered(answer, signs(line.plain.replace(answer, " "))) >= 0.5 for line in fact.lines.values())


def _others(material: Material, rivals: Rivals, fact: Fact, right: str) -> list[Option]:
    taken, found = {key(right)}, list[Option]()
    for topic in (fact.path[0], *material.near(fact.path[0])):
        for other, rival in rivals.get(topic, ()):
            related = other.key == fact.key or other.key in fact.path or fact.key in other.path
            if not related and form(rival) == form(right) and _apart(key(rival), taken):
                taken.add(key(rival))
                why = phrased("stands", line=texts(other), where=texts(other, material.where))
                found.append(Option(dict.fromkeys(languages(fact), rival), why=why))
            if len(found) == 3:
                return found
    return found


def _apart(rival: str, taken: set[str]) -> bool:
    """Whether it is part of none of these, nor one of them part of it."""
    return all(rival not in each and each not in rival for each in taken)
