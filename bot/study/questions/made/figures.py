"""A line with a figure -> which figure is it? To be typed, or picked among figures of the same unit nearby."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from bot.study.facts import Fact, Language
from bot.study.measures import Amount, amounts
from bot.study.questions.made.gaps import Figure, Gap, figure
from bot.study.questions.made.making import made, said, texts, typed
from bot.study.questions.made.material import Material, languages
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Option, Question, Texts, Typed
from bot.study.text import key

LEAST_TIMES = 8
"""How many times larger or smaller another size must be: limits are raised, and who knows the new one must not find it there."""

Found = dict[Language, Figure]
"""A fact's figure in each language it has."""


def questions(material: Material) -> Iterator[Question]:
    """For each line with a figure that only it says, a question."""
    every = {topic: [(fact, found) for fact in facts if (found := _figures(fact))] for topic, facts in material.lines.items()}
    seen = Counter(sign for facts in every.values() for fact, found in facts for sign in _signs(fact, found))
    for number, (fact, found) in enumerate(each for facts in every.values() for each in facts):
        amount = next(iter(found.values())).amount
        alone = all(seen[sign] == 1 for sign in _signs(fact, found)) and not _is_above(material, fact, amount)
        if (
            alone
            and not _is_reckoned(fact, amount)
            and not _fits_beside(material, fact, [each.number for each in found.values()])
        ):
            picked = number % 2 == 0 and _may_be_picked(material, fact, found)
            yield _question(material, fact, found, _others(material, every, fact, amount) if picked else [])


def _may_be_picked(material: Material, fact: Fact, found: Found) -> bool:
    """Whether enough is left to know the line by where the figure is taken out with its unit."""
    left = all(each.gap.shown != each.number.shown or not each.unit for each in found.values())
    return left and not _fits_beside(material, fact, [each.gap for each in found.values()])


def _signs(fact: Fact, found: Found) -> list[tuple[str | None, str]]:
    """What tells one gap from another: where it stands and what is shown."""
    return [(fact.parent, key(each.number.shown)) for each in found.values()]


def _figures(fact: Fact) -> dict[Language, Figure]:
    """The figure in every language the fact has; nothing where they do not agree."""
    found = {language: each for language in languages(fact) if (each := figure(fact, language))}
    equal = len(found) == len(languages(fact)) and len({(each.amount.number, each.amount.unit) for each in found.values()}) == 1
    return found if equal else {}


def _fits_beside(material: Material, fact: Fact, gaps: Sequence[Gap]) -> bool:
    """Whether a line beside it would fit round the gap as well."""
    column = material.beside(fact)
    return any(column.framed(fact, *gap.round()) for gap in gaps)


def _is_above(material: Material, fact: Fact, right: Amount) -> bool:
    """Whether the names of what stands above it give the figure away."""
    above = (line.plain for key_ in fact.path for line in material.base[key_].lines.values())
    return any(right.same(amount) for text in above for amount in amounts(text))


def _is_reckoned(fact: Fact, right: Amount) -> bool:
    """Whether the figure is the product of the others in its line: who can multiply need not know the notes."""
    every = [[each.number for each in amounts(line.plain)] for line in fact.lines.values()]
    return any(len(numbers) > 2 and prod(numbers) == right.number**2 for numbers in every)


def _question(material: Material, fact: Fact, found: Found, others: Sequence[Option]) -> Question:
    where = texts(fact, material.where)
    if len(others) == 3:
        shown = {language: each.gap.shown for language, each in found.items()}
        options = [Option(_answers(found), right=True, why=said(material, fact)), *others]
        return made("figure", "choice", fact, phrased("gap_choice", where=where, line=shown), options)
    text = phrased("gap_amount", where=where, line={language: each.number.shown for language, each in found.items()})
    accepted = tuple(dict.fromkeys(_answers(found).values()))
    unit = next(iter(found.values())).unit
    return typed("figure", fact, text, Typed("measure", accepted, unit), said(material, fact))


def _answers(found: Found) -> Texts:
    return {language: each.gap.answer for language, each in found.items()}


def _others(material: Material, every: Mapping[str, list[tuple[Fact, Found]]], fact: Fact, right: Amount) -> list[Option]:
    """Three figures of the same unit that stand nearby, none as large as the right one, another, or one beside it."""
    if not right.unit:
        return []  # a count of one thing is no rival for a count of another
    taken = {each.number for line in fact.lines.values() for each in amounts(line.plain)}
    found: list[Option] = []
    for topic in (fact.path[0], *material.near(fact.path[0])):
        for other, figures in every.get(topic, ()):
            amount = next(iter(figures.values())).amount
            fits = amount.unit == right.unit and amount.number not in taken and other.key not in fact.path
            if fits and not _may_be_the_new_limit(amount, right):
                taken.add(amount.number)
                found.append(
                    Option(_answers(figures), why=phrased("stands", line=texts(other), where=texts(other, material.where)))
                )
            if len(found) == 3:
                return found
    return found


def _may_be_the_new_limit(amount: Amount, right: Amount) -> bool:
    """Whether a size is so near another that it may be what that one was raised to (or was before)."""
    sizes = right.unit.startswith("B") and right.number and amount.number
    return bool(sizes) and max(amount.number, right.number) < LEAST_TIMES * min(amount.number, right.number)
