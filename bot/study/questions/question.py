"""A question: what is asked, what may be answered, and why each answer is right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.study.facts import Language, Place

Kind = Literal["choice", "choose-two", "true-false", "typed", "order"]
KINDS: tuple[Kind, ...] = ("choice", "choose-two", "true-false", "typed", "order")
Comparison = Literal["measure", "name", "literal"]
COMPARISONS: tuple[Comparison, ...] = ("measure", "name", "literal")

Texts: TypeAlias = Mapping[Language, str]
"""The same words in each language there is."""


def in_language(texts: Texts, language: Language) -> str:
    """The words in that language, else in the one there is; empty where there is none."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be picked, or one step of an order. `short` is for a button, where the text is too long."""

    text: Texts
    right: bool = False
    why: Texts = field(default_factory=dict)
    short: Texts = field(default_factory=dict)


def statement(holds: bool) -> tuple[Option, Option]:
    """The two options of every statement, always in this order: it is right, it is wrong."""
    return _HOLDS if holds else _DOES_NOT


_RIGHT: Texts = {"ja": "正しい", "en": "True"}
_WRONG: Texts = {"ja": "誤り", "en": "False"}
_HOLDS = (Option(_RIGHT, right=True), Option(_WRONG))
_DOES_NOT = (Option(_RIGHT), Option(_WRONG, right=True))


@dataclass(frozen=True, slots=True)
class Slip:
    """A typical wrong answer to a typed question, and why it is wrong."""

    answer: str
    why: Texts


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed question accepts: any of `accepted`, compared as amounts, names or literals.

    `unit` is the one a bare number is read in, where the question names it.
    """

    comparison: Comparison
    accepted: tuple[str, ...]
    unit: str = ""
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a deck.

    `facts` are the keys of the facts its answer rests on; the first says which topic it belongs to.
    `options`: four (one right), five (two right), the two of a statement (it holds, it does not), the steps of
    an order (as they should stand), or none where the answer is typed.
    `why` explains the answer as a whole; `working` says how a figure is worked out that stands in no fact.
    `made`: made from a fact by the program, not written by an author; `place` is then the fact's line.
    `topic_tells`: the name of its topic would tell the answer, or is the answer; nothing names it before that is given.
    """

    id: str
    deck: str
    kind: Kind
    text: Texts
    facts: tuple[str, ...]
    place: Place
    difficulty: int = 1
    domain: str = ""
    scenario: bool = False
    options: tuple[Option, ...] = ()
    typed: Typed | None = None
    why: Texts = field(default_factory=dict)
    working: Texts = field(default_factory=dict)
    made: bool = False
    topic_tells: bool = False

    @property
    def key(self) -> str:
        """The deck and the id: how the rest of the program names this question."""
        return f"{self.deck}/{self.id}"

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the right options, from 0; of an order, all of them in turn."""
        if self.kind == "order":
            return tuple(range(len(self.options)))
        return tuple(number for number, option in enumerate(self.options) if option.right)
