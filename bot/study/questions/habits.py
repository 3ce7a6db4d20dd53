"""A bank of questions -> what somebody who knows nothing could guess by: length, marks, true more often than false."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.study.facts import LANGUAGES, Language, Place, Problem
from bot.study.questions.question import Question

ENOUGH = 20
"""Questions from which on a habit is more than chance."""
MOST_LONGEST = 0.32
"""Of the questions with one right option of four, how many picking the longest may answer; chance is 0.25."""
MOST_MARKED = 0.40
"""The same for picking the only option with a number or code, where there is one."""
EVEN = (0.35, 0.65)
"""Between which the share of statements that hold should be."""
_MARK = re.compile(r"[\d`]")
_FOLDERS = re.compile(r".*[/\\]")
_WORST = 3

_Hit = tuple[Question, float]
"""A question, and how likely somebody who follows a habit answers it right."""


def habits(questions: Sequence[Question]) -> Iterator[Problem]:
    """The habits of a bank that give answers away, each with the files that have most of it."""
    choices = [question for question in questions if question.kind == "choice"]
    for language in LANGUAGES:
        spoken = [question for question in choices if all(language in option.text for option in question.options)]
        lengths = [(question, longest(question, language)) for question in spoken]
        yield from _too_often(lengths, MOST_LONGEST, f"the right option is the longest ({language})", "even out the lengths")
        marks = [(question, hit) for question in spoken if (hit := marked(question, language)) is not None]
        what = f"the right option is the only one with a number or code, where there is one ({language})"
        yield from _too_often(marks, MOST_MARKED, what, "give wrong options some too")
    yield from _uneven([question for question in questions if question.kind == "true-false"])


def longest(question: Question, language: Language) -> float:
    """How likely picking the longest option is right; of several equally long, any is picked."""
    return _picked(question, [len(option.text[language]) for option in question.options])


def marked(question: Question, language: Language) -> float | None:
    """Whether the one option with a number or code is right; None where there is not exactly one."""
    marks = [bool(_MARK.search(option.text[language])) for option in question.options]
    return _picked(question, marks) if sum(marks) == 1 else None


def _picked(question: Question, values: Sequence[int]) -> float:
    best = [option.right for option, value in zip(question.options, values, strict=True) if value == max(values)]
    return sum(best) / len(best)


def _too_often(hits: Sequence[_Hit], most: float, what: str, advice: str) -> Iterator[Problem]:
    right = sum(hit for _, hit in hits)
    if len(hits) >= ENOUGH and right > most * len(hits):
        files, place = _worst(hits)
        said = f"{what} in {right / len(hits):.0%} of {len(hits)} questions, at most {most:.0%} is fair"
        yield Problem(place, f"{said}; {advice}, first in {files}")


def _uneven(statements: Sequence[Question]) -> Iterator[Problem]:
    hold = sum(question.options[0].right for question in statements)
    if len(statements) >= ENOUGH and not EVEN[0] <= hold / len(statements) <= EVEN[1]:
        often = hold > len(statements) / 2
        files, place = _worst([(question, float(question.options[0].right is often)) for question in statements])
        said = f"{hold} of {len(statements)} statements hold"
        yield Problem(place, f"{said}; turn some round, so that about half do, first in {files}")


def _worst(hits: Sequence[_Hit]) -> tuple[str, Place]:
    """The files with most hits, as words, and the first place in the worst of them."""
    every = Counter(question.place.path for question, _ in hits)
    right = dict.fromkeys(every, 0.0)
    for question, hit in hits:
        right[question.place.path] += hit
    worst = sorted(right, key=lambda path: -right[path])[:_WORST]
    place = next(question.place for question, hit in hits if question.place.path == worst[0] and hit)
    return ", ".join(f"{_FOLDERS.sub('', path)} ({right[path]:.0f} of {every[path]})" for path in worst), place
