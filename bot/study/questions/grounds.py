"""Questions and facts -> the questions that may be asked: each of its own id, on facts that are there and confirmed."""

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.study.facts import FactBase, Place, Problem
from bot.study.questions.question import Question

_ALIKE = 0.85


def grounded(questions: Iterable[Question], base: FactBase) -> tuple[tuple[Question, ...], list[Problem]]:
    """Those that may be asked, and for each of the others why not."""
    problems: list[Problem] = []
    kept: dict[str, Question] = {}
    for question in questions:
        wrong = list(_ungrounded(question, base))
        if question.key in kept:
            wrong.append(f"the id {question.id!r} is already used at {kept[question.key].place}; give this question another")
        problems.extend(Problem(question.place, message) for message in wrong)
        if not wrong:
            kept[question.key] = question
    return tuple(kept.values()), problems


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
