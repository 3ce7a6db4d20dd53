"""What every made question has: an id of its own, where it comes from, and reasons taken from the notes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.study.facts import Fact, Language
from bot.study.questions.made.material import Material, languages, plain
from bot.study.questions.made.phrases import phrased
from bot.study.questions.question import Kind, Option, Question, Texts, Typed

LONGEST_ID = 64


def texts(fact: Fact, said: Callable[[Fact, Language], str] = plain) -> Texts:
    """Something about a fact, in each language it has."""
    return {language: said(fact, language) for language in languages(fact)}


def made(sort: str, kind: Kind, fact: Fact, text: Texts, options: Sequence[Option] = ()) -> Question:
    """A question on one fact. `sort` is the way it was made: it keeps apart several on one fact."""
    return Question(
        id=_id(sort, fact),
        deck=fact.deck,
        kind=kind,
        text=text,
        facts=(fact.key,),
        place=next(iter(fact.lines.values())).place,
        options=tuple(options),
        made=True,
    )


def typed(sort: str, fact: Fact, text: Texts, accepted: Typed, why: Texts) -> Question:
    """A question on one fact whose answer is typed."""
    return replace(made(sort, "typed", fact, text), typed=accepted, why=why)


def said(material: Material, fact: Fact) -> Texts:
    """That the notes say so, and where."""
    return phrased("said", where=texts(fact, material.where), line=texts(fact))


def _id(sort: str, fact: Fact) -> str:
    id_ = f"{sort}.{fact.id}"
    return id_ if len(id_) <= LONGEST_ID else f"{sort}.{blake2b(fact.id.encode(), digest_size=8).hexdigest()}"
