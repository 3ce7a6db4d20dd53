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


MOST_PAIRS = 4_500_000
"""Pairs compared in each column, some 2 s of work: all of a bank of 3,000 questions."""


def alike(questions: Sequence[Question]) -> Iterator[Problem]:
    """Each question that asks what one before it asks already.

    In a bank of more than 3,000, nearly the same is looked for only as far back as `MOST_PAIRS` allows, and that is said.
    """
    back = max(1, MOST_PAIRS // max(1, len(questions)))
    if len(questions) ** 2 > 2 * MOST_PAIRS:
        said = f"these are {len(questions):,} questions, so each was compared with only the {back:,} before it"
        advice = "make decks of fewer than 3,000 to have all compared"
        yield Problem(questions[0].place, f"{said}; {advice}", warning=True)
    else:
        back = len(questions)
    told: set[int] = set()
    for texts, same in _columns(questions):
        for later, earlier in _pairs(texts, same, back):
            if later not in told:
                told.add(later)
                yield Problem(questions[later].place, _said(questions[earlier]))


def _said(earlier: Question) -> str:
    return f"{earlier.id} ({earlier.place}) asks nearly the same; ask about something else, or delete one of the two"


def _columns(questions: Sequence[Question]) -> Iterator[tuple[list[str], float]]:
    for language in LANGUAGES:
        yield [fold(question.text.get(language, "")) for question in questions], _SAME[language]
    yield [" ".join(sorted(fold(question.text.get("en", "")).split())) for question in questions], _SAME_WORDS


def _pairs(texts: Sequence[str], same: float, back: int) -> Iterator[tuple[int, int]]:
    """Numbers of two texts, the later first: the same ones wherever they stand, like ones at most so many places apart.

    All pairs in a loop of C: 0.1 s for 450 questions.
    """
    first: dict[str, int] = {}
    for later, text in enumerate(texts):
        if not text:
            continue
        if first.setdefault(text, later) != later:
            yield later, first[text]
        start = max(0, later - back)
        for _, _, place in process.extract(text, texts[start:later], scorer=fuzz.ratio, score_cutoff=same, limit=None):
            yield later, start + place
