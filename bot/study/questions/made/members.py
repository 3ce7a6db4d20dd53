"""A list in the notes -> what belongs to it, what does not, and, where it is an order, in which order."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from bot.study.facts import LANGUAGES, Fact
from bot.study.measures import amounts
from bot.study.questions.made.gaps import form
from bot.study.questions.made.likeness import covered, signs
from bot.study.questions.made.making import made, texts
from bot.study.questions.made.material import MOST_TRIED, Material, languages, plain, shuffled
from bot.study.questions.made.phrases import phrased
from bot.study.questions.made.telling import is_name
from bot.study.questions.question import Option, Question, Texts
from bot.study.text import key

SHORTEST_LIST, SHORTEST_ORDER = 2, 3
LONG_LIST = 5
"""Members from which on a list is asked about in one more way."""
LEAST_ALIKE = 0.4
"""From this share of its words on that a list has too, a line may belong to that list."""
SHORT_NAME = 12
"""Characters of a name in capitals that looks like another such name, however many words it is put together of."""
_ORDER = re.compile(r"順序|順番|実行順|\border\b|\bsequence\b", re.IGNORECASE)
_OPEN = re.compile(r"など|例|\b(?:examples?|such as|e\.g\.|etc)\b", re.IGNORECASE)
"""A list that says it is not complete: what does not belong to it cannot be asked."""
_STEPS = 5
_Form = tuple[object, ...]
_ASIDE = re.compile(r"\s*[(（]\s*[⇒→].*?[)）]")


def questions(material: Material) -> Iterator[Question]:
    """For each list of short things a question or more."""
    elsewhere = _Elsewhere(material)
    for facts in material.lines.values():
        for fact in facts:
            members = material.members(fact)
            if len(members) >= SHORTEST_ORDER and _ORDER.search(_heading(fact)):
                yield _in_order(material, fact, members)
                yield from _next(material, fact, members)
            elif _is_list(material, (fact, *members)):
                two = list(_two(elsewhere, fact, members))
                yield from two
                yield from [] if two and len(members) == SHORTEST_LIST else _listed(elsewhere, fact, members)
                yield from _not_listed(elsewhere, fact, members)


def _heading(fact: Fact) -> str:
    return " ".join(line.plain for line in fact.lines.values())


def _is_list(material: Material, named: Sequence[Fact]) -> bool:
    """Whether a heading with its members is a list of things that have names of their own."""
    own = [member for member in named[1:] if not material.is_repeated(member)]
    return len(own) >= SHORTEST_LIST and all(map(material.is_sound, named))


def _listed(elsewhere: "_Elsewhere", fact: Fact, members: Sequence[Fact]) -> Iterator[Question]:
    """One member of a list, among three things named elsewhere."""
    material = elsewhere.material
    for member in shuffled(members, fact.key):
        others = elsewhere.like(member, fact) if not material.is_repeated(member) else []
        if len(others) == 3 and not _given_away(material, fact, member, others):
            yield _question(material, "member", member, _named(material, fact), (member,), others)
            return


def _two(elsewhere: "_Elsewhere", fact: Fact, members: Sequence[Fact]) -> Iterator[Question]:
    """Two members of a list that has just these, or many, among three things named elsewhere."""
    if 2 < len(members) < LONG_LIST:
        return
    material = elsewhere.material
    inside = [member for member in shuffled(members, f"{fact.key}/two") if material.is_its_own(member)]
    for right in combinations(inside[:LONG_LIST], 2):
        others = elsewhere.like(right[0], fact)
        fair = len(others) == 3 and _form(right[0]) == _form(right[1]) and material.is_its_own(right[0])
        if fair and not any(_given_away(material, fact, member, others) for member in right):
            yield _question(material, "two", right[0], _named(material, fact), right, others)
            return


def _not_listed(elsewhere: "_Elsewhere", fact: Fact, members: Sequence[Fact]) -> Iterator[Question]:
    """Three of a list, and one that is like them and stands elsewhere."""
    if len(members) < 3 or _OPEN.search(_heading(fact)):
        return
    material = elsewhere.material
    inside = shuffled(members, f"{fact.key}/not")
    for stranger in elsewhere.like(inside[0], fact):
        alike = [member for member in inside if _form(member) == _form(stranger)][:3]
        if len(alike) == 3 and not _stands_out(material, stranger, alike):
            yield _question(material, "absent", fact, _named(material, fact), (stranger,), alike)
            return


def _stands_out(material: Material, stranger: Fact, inside: Sequence[Fact]) -> bool:
    """Whether it can be told from the others by its words alone, since all of them share one."""
    for language in languages(stranger):
        shared = frozenset.intersection(*(signs(plain(each, language)) for each in inside))
        if shared - signs(plain(stranger, language)):
            return True
    return material.is_everywhere(stranger)


def _in_order(material: Material, fact: Fact, members: Sequence[Fact]) -> Question:
    """The first steps of an order, as they stand in the notes."""
    phrase = "order" if len(members) <= _STEPS else "first_steps"
    count = dict.fromkeys(LANGUAGES, str(_STEPS))
    steps = [
        Option(texts(step), right=True, why=phrased("step", number=dict.fromkeys(languages(step), str(number))))
        for number, step in enumerate(members[:_STEPS], 1)
    ]
    return made("order", "order", fact, phrased(phrase, where=_named(material, fact), count=count), steps)


def _next(material: Material, fact: Fact, members: Sequence[Fact]) -> Iterator[Question]:
    """What follows on a step of a longer order, past the steps that are to be put in order."""
    for place in range(_STEPS, len(members)):
        before, step = members[place - 1], members[place]
        others = shuffled([each for each in members if each.key not in (before.key, step.key)], step.key)[:3]
        text = phrased("next", where=_named(material, fact), line=texts(before))
        options = [Option(texts(each), right=each is step, why=_position(material, members, each)) for each in (step, *others)]
        if not _points_on(material, before, step, others):
            yield made("next", "choice", step, text, options)


def _points_on(material: Material, before: Fact, step: Fact, others: Sequence[Fact]) -> bool:
    return any(
        material.gives_away(plain(before, language), plain(step, language), [plain(other, language) for other in others])
        for language in languages(step)
    )


def _position(material: Material, members: Sequence[Fact], step: Fact) -> Texts:
    return phrased("step", number=dict.fromkeys(languages(step), str(members.index(step) + 1)))


class _Elsewhere:
    """What is named elsewhere than in a list: looked for once for all members of the list that are of one kind."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._forms: dict[str, _Form] = {}
        self._found: dict[tuple[str, _Form], list[Fact]] = {}

    def like(self, member: Fact, fact: Fact) -> list[Fact]:
        """Three things that are like this member of a list and do not stand in the list."""
        sought = fact.key, self._form(member)
        if sought not in self._found:
            self._found[sought] = self._outsiders(*sought)
        return self._found[sought]

    def _outsiders(self, list_: str, form_: _Form) -> list[Fact]:
        material, fact = self.material, self.material.base[list_]
        inside = material.signs_beneath(fact)
        found: list[Fact] = []
        for other in islice(_named_elsewhere(material, fact), MOST_TRIED):
            strange = self._form(other) == form_ and not material.is_repeated(other) and material.is_sound(other)
            strange = strange and all(covered(line.plain, inside) < LEAST_ALIKE for line in other.lines.values())
            if strange and all(_apart(other, each) for each in found):
                found.append(other)
            if len(found) == 3:
                break
        return found

    def _form(self, fact: Fact) -> _Form:
        if fact.key not in self._forms:
            self._forms[fact.key] = _form(fact)
        return self._forms[fact.key]


def _apart(one: Fact, other: Fact) -> bool:
    return all(key(plain(one, language)) != key(plain(other, language)) for language in languages(one))


def _named_elsewhere(material: Material, fact: Fact) -> Iterator[Fact]:
    """What is listed beside a list, then what has a name elsewhere in its topic, then in topics nearby."""
    here = material.lines.get(fact.path[0], ())
    beside = [member for other in here if other.parent == fact.parent for member in material.members(other)]
    far = (other for topic in material.near(fact.path[0]) for other in material.lines.get(topic, ()))
    for other in (*beside, *here, *far):
        if other.key not in (fact.key, *fact.path) and fact.key not in other.path and is_name(other):
            yield other


def _form(fact: Fact) -> _Form:
    """What kind of line it is: in one alphabet, with a figure, in words or as which kind of literal."""
    lines = [line.plain for line in fact.lines.values()]
    return all(map(str.isascii, lines)), any(map(amounts, lines)), is_name(fact), *map(_writing, lines)


def _writing(text: str) -> int | str:
    if " " in text:
        return "words"
    return "short" if len(text) <= SHORT_NAME and text[:1].isupper() else form(text)


def _given_away(material: Material, fact: Fact, member: Fact, others: Sequence[Fact]) -> bool:
    return any(
        material.gives_away(material.place(fact, language), plain(member, language), [plain(other, language) for other in others])
        for language in languages(member)
    ) or not any(signs(line.plain) for line in member.lines.values())


def _named(material: Material, fact: Fact) -> Texts:
    return {language: _ASIDE.sub("", text) for language, text in texts(fact, material.place).items()}


def _question(
    material: Material, sort: str, about: Fact, where: Texts, right: Sequence[Fact], others: Sequence[Fact]
) -> Question:
    options = [
        Option(texts(each), right=each in right, why=phrased("listed", line=texts(each), where=texts(each, material.where)))
        for each in (*right, *others)
    ]
    return made(sort, "choice" if len(right) == 1 else "choose-two", about, phrased(sort, where=where), options)
