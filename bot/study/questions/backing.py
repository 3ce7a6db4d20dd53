"""Questions and facts -> what stands in a key and in none of the facts it rests on."""

import re
from collections.abc import Iterator, Sequence

from bot.study.facts import LANGUAGES, FactBase, Problem
from bot.study.measures import Amount, amounts
from bot.study.questions.question import Question
from bot.study.text import fold, key, quantities

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CODE = re.compile(r"`+([^`]+)`+")
_ONE = re.compile(r"(?<!\d)1 ?つ")
"""What English calls `a` or `one`: no figure."""


def unbacked(questions: Sequence[Question], base: FactBase) -> Iterator[Problem]:
    """Numbers, literals and names of a key that stand neither in its facts nor in the question nor in its `working`.

    A statement that holds is its own key, so that the facts or its `working` must have what stands in it. One that does
    not hold is wrong in something: there the reason is held to the facts, and may name what the statement does.
    """
    grounds = _Grounds(base)
    for question in questions:
        wrong = [*_numbers(question, grounds), *_spelt(question, grounds), *_units(question, grounds)]
        for message in dict.fromkeys([*wrong, *_literals(question, grounds), *_names(question, grounds)]):
            yield Problem(question.place, message)


class _Grounds:
    """What the facts of questions say, each read once, and each question's own words."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._numbers: dict[str, frozenset[str]] = {}
        self._amounts: dict[str, tuple[Amount, ...]] = {}
        self._keys: dict[str, str] = {}

    def numbers(self, question: Question) -> set[str]:
        for fact in question.facts:
            if fact not in self._numbers:
                self._numbers[fact] = frozenset(numbers(self._text(fact)))
        return set().union(numbers(_own(question)), *(self._numbers[fact] for fact in question.facts))

    def amounts(self, question: Question) -> Iterator[Amount]:
        yield from amounts(_own(question))
        for fact in question.facts:
            if fact not in self._amounts:
                self._amounts[fact] = amounts(self._text(fact))
            yield from self._amounts[fact]

    def key(self, question: Question) -> str:
        for fact in question.facts:
            if fact not in self._keys:
                self._keys[fact] = key(self._text(fact))
        return "\n".join([key(_own(question)), *(self._keys[fact] for fact in question.facts)])

    def quantities(self, question: Question) -> set[str]:
        return {each for text in (_own(question), *map(self._text, question.facts)) for each in quantities(text)}

    def above(self, question: Question) -> str:
        """The names that its facts stand under."""
        facts = [self._base[above] for fact in question.facts for above in self._base[fact].path]
        return "\n".join(key(line.plain) for fact in facts for line in fact.lines.values())

    def _text(self, fact: str) -> str:
        return "\n".join(self._base.text(self._base[fact], language) for language in LANGUAGES)


def _own(question: Question) -> str:
    """What a question itself says besides its key."""
    said = () if _holds(question) else question.text.values()
    return "\n".join((*said, *question.working.values()))


def _holds(question: Question) -> bool:
    """Whether it is a statement that is right."""
    return question.kind == "true-false" and question.options[0].right


def numbers(text: str) -> set[str]:
    """The numbers in a text, without the commas between their thousands."""
    return {found.replace(",", "") for found in _NUMBER.findall(fold(text))}


def keys(question: Question) -> tuple[str, ...]:
    """The texts that are the answer: right options, the steps of an order, what may be typed, a right statement.

    Of a wrong statement, its reason.
    """
    if question.typed:
        return question.typed.accepted if question.typed.comparison != "name" else ()
    if question.kind == "true-false":
        return tuple(_ONE.sub("", text) for text in (question.text if _holds(question) else question.why).values())
    return tuple(text for place in question.right for text in question.options[place].text.values())


def _numbers(question: Question, grounds: _Grounds) -> Iterator[str]:
    there = grounds.numbers(question)
    for text in keys(question):
        for number in sorted(numbers(text) - there):
            yield f"the {number} of the key ({text[:60]}) stands in none of its facts; name the fact, or say how in `working:`"


def _spelt(question: Question, grounds: _Grounds) -> Iterator[str]:
    """Numbers in words, such as thirty-one or 三十一. One (and `a second`) is no figure."""
    for text in keys(question):
        folded = fold(text)
        written = [each for each in amounts(text) if not re.search(r"\d", folded[each.start : each.end]) and each.written != 1]
        there = {number for each in grounds.amounts(question) for number in (each.number, each.written)} if written else set()
        for each in written:
            if not there & {each.number, each.written}:
                said = f"the {folded[each.start : each.end]!r} of the key ({text[:60]}) stands in none of its facts"
                yield f"{said}; name the fact, or say how in `working:`"


def _units(question: Question, grounds: _Grounds) -> Iterator[str]:
    """A number that the facts have with other units only."""
    if question.typed is None or question.typed.comparison != "measure":
        return
    there = grounds.quantities(question)
    for text in question.typed.accepted:
        for quantity in quantities(text):
            number = _NUMBER.match(quantity, 1)
            measured = [each for each in there if number and _is_of(each, number[0])]
            if number and quantity[1:] != number[0] and measured and quantity not in there:
                yield f"the facts have {number[0]} with another unit than the key ({text[:60]}); say how in `working:`"


def _is_of(quantity: str, number: str) -> bool:
    """Whether it is that number with a unit."""
    return quantity.startswith(f"#{number}") and quantity[len(number) + 1 :][:1] not in set("0123456789.") | {""}


def _literals(question: Question, grounds: _Grounds) -> Iterator[str]:
    """Code of a key that nothing backs. A literal that holds another of the accepted ones is that one in full."""
    literal = question.typed is not None and question.typed.comparison == "literal"
    codes = [code for text in keys(question) for code in ([text] if literal else _CODE.findall(text))]
    there = grounds.key(question) if codes else ""
    backed = [key(code) for code in codes if key(code) in there] if literal else []
    for code in codes:
        if key(code) not in there and not any(short and short in key(code) for short in backed):
            yield f"`{code[:60]}` of the key stands in none of its facts; name the fact, or say how in `working:`"


def _names(question: Question, grounds: _Grounds) -> Iterator[str]:
    if question.typed is None or question.typed.comparison != "name":
        return
    there = grounds.key(question) + "\n" + grounds.above(question)
    if not any(key(name) in there for name in question.typed.accepted):
        yield f"none of its facts has the name {question.typed.accepted[0][:60]!r}; accept one that they have, or name the fact"
