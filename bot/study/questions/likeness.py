"""Questions -> pairs that ask the same, word for word or nearly."""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.study.facts import LANGUAGES, Language, Problem
from bot.study.questions.question import Question
from bot.study.text import fold

_SAME: Mapping[Language, float] = {"ja": 88.0, "en": 90.0}
_SAME_WORDS = 94.0
"""Percent of `fuzz.ratio` (twice the common characters by all characters) from which two texts ask the same:
as written, and with the English words in alphabetical order."""


def alike(questions: Sequence[Question]) -> Iterator[Problem]:
    """Each question that asks what one before it asks already."""
    told: set[int] = set()
    for texts, same in _columns(questions):
        for later, earlier in _pairs(texts, same):
            if later not in told:
                told.add(later)
                yield Problem(questions[later].place, _said(questions[earlier]))


def _said(earlier: Question) -> str:
    return f"{earlier.id} ({earlier.place}) asks nearly the same; ask about something else, or delete one of the two"


def _columns(questions: Sequence[Question]) -> Iterator[tuple[list[str], float]]:
    for language in LANGUAGES:
        yield [fold(question.text.get(language, "")) for question in questions], _SAME[language]
    yield [" ".join(sorted(fold(question.text.get("en", "")).split())) for question in questions], _SAME_WORDS


def _pairs(texts: Sequence[str], same: float) -> Iterator[tuple[int, int]]:
    """Numbers of two texts, the later first. All pairs in a loop of C: 0.1 s for 450 questions."""
    for later, text in enumerate(texts):
        if text:
            for _, _, earlier in process.extract(text, texts[:later], scorer=fuzz.ratio, score_cutoff=same, limit=None):
                yield later, earlier
