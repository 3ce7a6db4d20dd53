"""A line that says what to do in which case -> what is to be done?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.study.facts import Fact, Language
from bot.study.questions.made.gaps import literals
from bot.study.questions.made.likeness import covered
from bot.study.questions.made.making import made, said, texts
from bot.study.questions.made.material import MOST_TRIED, Material, languages, plain
from bot.study.questions.made.phrases import GAP, phrased
from bot.study.questions.made.telling import is_whole
from bot.study.questions.question import Option, Question
from bot.study.text import key

ALSO_DONE = 0.34
"""From this share of its words on that stand near a case too, something may be done in that case as well."""
SHORTEST_CASE, SHORTEST_DEED = 6, 4
"""Characters."""
_CASE_JA = re.compile(
    r"^(?P<case>[^、。:：]{4,60}?(?:(?:場合|とき|時)(?:に)?は[、,]?|(?:場合|とき|時)[、,]|するには[、,]))\s*(?P<deed>[^。？?]+)。?$"
)
_CASE_EN = re.compile(r"^(?P<case>(?:If|When|Where|To) [^,.:]{6,80},)\s*(?P<deed>[^.?]+)\.?$")
_HEADING_JA = re.compile(r"(?:場合|とき|時)$")
_HEADING_EN = re.compile(r"^(?:If|When|Where) ")


@dataclass(frozen=True, slots=True)
class Case:
    """A case and what is to be done in it, as one language has them; `fact` is the line that says so."""

    fact: Fact
    case: Mapping[Language, str]
    deed: Mapping[Language, str]


def questions(material: Material) -> Iterator[Question]:
    """For each case with one thing to do, what that is, among what is done in other cases."""
    every = {topic: [case for fact in facts if (case := _case(material, fact))] for topic, facts in material.lines.items()}
    for topic, cases in every.items():
        near = [other for each in material.near(topic) for other in every.get(each, ())]
        for case in cases:
            others = _others(material, case, (*cases, *near))
            if len(others) == 3 and material.is_its_own(case.fact) and not _given_away(material, case, case.case, others):
                yield _question(material, case, others)


def _case(material: Material, fact: Fact) -> Case | None:
    """A line with its case in it, or a line that alone stands beneath a case."""
    parts = {language: _parts(material, fact, language) for language in languages(fact)}
    found = {language: each for language, each in parts.items() if each}
    if len(found) != len(parts):
        return None
    case = Case(fact, {each: text for each, (text, _) in found.items()}, {each: text for each, (_, text) in found.items()})
    return case if all(map(_is_fit, case.case.values(), case.deed.values())) else None


def _is_fit(case: str, deed: str) -> bool:
    return len(case) >= SHORTEST_CASE and len(deed) >= SHORTEST_DEED and is_whole(deed) and is_whole(f"{case}{deed}")


def _parts(material: Material, fact: Fact, language: Language) -> tuple[str, str] | None:
    text = plain(fact, language)
    match = (_CASE_JA if language == "ja" else _CASE_EN).match(text)
    if match is not None:
        return match["case"], match["deed"].strip()
    above = material.base[fact.parent] if fact.parent else None
    heading = plain(above, language) if above else ""
    is_case = (_HEADING_JA if language == "ja" else _HEADING_EN).search(heading)
    alone = above and is_case and not fact.children and material.is_alone_beneath(above)
    return (f"{heading}{'、' if language == 'ja' else ','}", text.strip("。.")) if alone else None


def _others(material: Material, case: Case, every: Sequence[Case]) -> list[Case]:
    """Three cases nearby in which something else is done that would be of no use in this one."""
    language = next(iter(case.case))
    own = _is_literal(case, language)
    above = material.base[case.fact.path[-1]]
    near = material.signs_beneath(case.fact if above.is_topic else above)
    found: list[Case] = []
    for other in islice(every, MOST_TRIED):
        fits = (
            other.fact.parent != case.fact.parent
            and set(other.deed) == set(case.deed)
            and own == _is_literal(other, language)
            and all(covered(deed, near) < ALSO_DONE for deed in other.deed.values())
        )
        if fits and all(other.deed != each.deed for each in found):
            found.append(other)
        if len(found) == 3:
            break
    return found


def _is_literal(case: Case, language: Language) -> bool:
    """Whether what is to be done is nothing but a literal: among sentences it would stand out."""
    return any(key(literal) == key(case.deed[language]) for literal in literals(case.fact, language))


def _given_away(material: Material, case: Case, shown: Mapping[Language, str], others: Sequence[Case]) -> bool:
    return any(
        material.gives_away(text, case.deed[language], [other.deed[language] for other in others])
        for language, text in shown.items()
    )


def _question(material: Material, case: Case, others: Sequence[Case]) -> Question:
    """The topic is named unless it gives the answer away."""
    options = [Option(each.deed, right=each is case, why=said(material, each.fact)) for each in (case, *others)]
    shown = {language: f"{text}{'' if language == 'ja' else ' '}{GAP}" for language, text in case.case.items()}
    topic = texts(material.base[case.fact.path[0]])
    tells = _given_away(material, case, topic, others)
    text = phrased("situation" if tells else "situation_in", where=topic, line=shown)
    return replace(made("situation", "choice", case.fact, text, options), topic_tells=tells)
