"""A list in the notes -> what belongs to it, and, where it is an order, in which order."""

import re
from collections.abc import Iterator, Sequence

from bot.study.facts import LANGUAGES, Fact
from bot.study.measures import amounts
from bot.study.questions.made.likeness import covered, gives_away, signs
from bot.study.questions.made.making import made, texts
from bot.study.questions.made.material import Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Option, Question, Texts

SHORTEST_LIST = 3
MOST_OF_A_LIST = 2
"""Questions on one list."""
LEAST_ALIKE = 0.4
"""From this share of its words on that a list has too, a line may belong to that list."""
_ORDER = re.compile(r"順序|順番|実行順|\border\b|\bsequence\b", re.IGNORECASE)
_STEPS = 5
_ASIDE = re.compile(r"\s*[(（]\s*[⇒→].*?[)）]")


def questions(material: Material) -> Iterator[Question]:
    """For each list of short things a question or two."""
    for facts in material.lines.values():
        for fact in facts:
            members = material.members(fact)
            if len(members) >= SHORTEST_LIST:
                yield from _on_list(material, fact, members)


def _on_list(material: Material, fact: Fact, members: Sequence[Fact]) -> Iterator[Question]:
    if _ORDER.search(" ".join(line.plain for line in fact.lines.values())):
        yield _in_order(material, fact, members)
        return
    count = 0
    for member in shuffled(members, fact.key):
        others = _outsiders(material, fact, member) if material.is_its_own(member) else []
        if count < MOST_OF_A_LIST and len(others) == 3 and not _given_away(material, fact, member, others):
            count += 1
            yield _question(material, fact, member, others)


def _in_order(material: Material, fact: Fact, members: Sequence[Fact]) -> Question:
    """The first steps of an order, as they stand in the notes."""
    phrase = "order" if len(members) <= _STEPS else "first_steps"
    count = dict.fromkeys(LANGUAGES, str(_STEPS))
    where = {language: _ASIDE.sub("", text) for language, text in _named(material, fact).items()}
    steps = [
        Option(texts(step), right=True, why=phrased("step", number=dict.fromkeys(languages(step), str(number))))
        for number, step in enumerate(members[:_STEPS], 1)
    ]
    return made("order", "order", fact, phrased(phrase, where=where, count=count), steps)


def _outsiders(material: Material, fact: Fact, member: Fact) -> list[Fact]:
    """Three members of other lists that are like this one and do not stand in it."""
    inside, form = material.signs_beneath(fact), _form(member)
    alike = (
        other
        for other in _of_other_lists(material, fact)
        if _form(other) == form and all(covered(line.plain, inside) < LEAST_ALIKE for line in other.lines.values())
    )
    found: list[Fact] = []
    for other in alike:
        if all(plain(other, language) != plain(each, language) for each in found for language in languages(other)):
            found.append(other)
        if len(found) == 3:
            break
    return found


def _of_other_lists(material: Material, fact: Fact) -> Iterator[Fact]:
    for topic in (fact.path[0], *material.near(fact.path[0])):
        for other in material.lines.get(topic, ()):
            if other.key not in (fact.key, *fact.path) and fact.key not in other.path:
                members = material.members(other)
                yield from members if len(members) >= 2 else ()


def _form(fact: Fact) -> tuple[bool, bool, bool]:
    """What kind of line it is: in one alphabet, with a figure, one word."""
    lines = [line.plain for line in fact.lines.values()]
    return all(map(str.isascii, lines)), any(map(amounts, lines)), all(" " not in line for line in lines)


def _given_away(material: Material, fact: Fact, member: Fact, others: Sequence[Fact]) -> bool:
    return any(
        gives_away(material.place(fact, language), plain(member, language), [plain(other, language) for other in others])
        for language in languages(member)
    ) or not any(signs(line.plain) for line in member.lines.values())


def _named(material: Material, fact: Fact) -> Texts:
    return texts(fact, material.place)


def _question(material: Material, fact: Fact, member: Fact, others: Sequence[Fact]) -> Question:
    options = [Option(texts(member), right=True, why=phrased("listed", line=texts(member), where=texts(member, material.where)))]
    options += [
        Option(texts(other), why=phrased("listed", line=texts(other), where=texts(other, material.where))) for other in others
    ]
    return made("member", "choice", member, phrased("member", where=_named(material, fact)), options)
