"""Questions and facts -> the questions that may be asked: each of its own id, on facts that are there and confirmed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.study.facts import FactBase, Place, Problem
from bot.study.questions.question import Question

_ALIKE = 0.85
_MANY = 3
"""Questions from which on a file that names no fact of the deck is taken to be about another."""


def grounded(questions: Iterable[Question], base: FactBase) -> tuple[tuple[Question, ...], list[Problem]]:
    """Those that may be asked, and for each of the others why not."""
    problems: list[Problem] = []
    kept: dict[str, Question] = {}
    for _, sheet in groupby(questions, key=lambda question: question.place.path):
        file = list(sheet)
        if len(file) >= _MANY and not any(key in base.facts for question in file for key in question.facts):
            problems.append(_elsewhere(file))
            continue
        for question in file:
            wrong = [*_ungrounded(question, base), *_taken(question, kept)]
            problems.extend(Problem(question.place, message) for message in wrong)
            if not wrong:
                kept[question.key] = question
    return tuple(kept.values()), problems


def _elsewhere(file: Sequence[Question]) -> Problem:
    said = f"none of the facts that these {len(file)} questions name is in the notes of {file[0].deck}"
    return Problem(file[0].place, f"{said}; put the file in the folder of the deck it asks about")


def _taken(question: Question, kept: Mapping[str, Question]) -> Iterator[str]:
    if question.key in kept:
        yield f"the id {question.id!r} is already used at {kept[question.key].place}; give this question another"


def without_ids(questions: Iterable[Question], base: FactBase) -> Iterator[tuple[Question, Place]]:
    """Questions on a fact whose id its author has not given, so that it changes with the fact's words; with its line."""
    for question in questions:
        for key in question.facts:
            if not base[key].given:
                yield question, base[key].line("en").place


def _ungrounded(question: Question, base: FactBase) -> Iterator[str]:
    for key in question.facts:
        fact = base.get(key)
        id_ = key.partition("/")[2]
        if fact is None:
            yield f"there is no fact {id_!r} in the notes; {_meant(question.deck, key, base)}"
        elif not fact.confirmed:
            yield f"the fact {id_!r} is not confirmed (confidence= at {fact.line('en').place}); ask about one that is"


def _meant(deck: str, key: str, base: FactBase) -> str:
    given = [each.key for each in base.facts.values() if each.deck == deck and each.given]
    nearest = process.extractOne(key, given, scorer=JaroWinkler.normalized_similarity, score_cutoff=_ALIKE)
    return f"write {nearest[0].partition('/')[2]!r}?" if nearest else "write the id of one, as in {#id} there"
