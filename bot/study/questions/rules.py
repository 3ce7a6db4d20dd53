"""A bank of questions and the facts it asks about -> what makes it unfair, untrue or dull, by file and line.

What one question lacks by itself is said when it is read (`bank`); what it rests on, in `grounds`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from bot.study.facts import FactBase, Problem
from bot.study.questions.backing import unbacked
from bot.study.questions.grounds import without_ids
from bot.study.questions.habits import habits
from bot.study.questions.likeness import alike
from bot.study.questions.question import Question
from bot.study.text import key, quantities

_NEGATED = re.compile(r"\b[Ww]h(?:ich|at)(?: \w+){0,3} (?:(?:is|are|does|do|can|will) not|(?:is|are|does|do|ca|wo)n't|cannot)\b")
_TELLING = 3
"""Characters from which on an option that stands in the question gives itself away."""


def broken(questions: Sequence[Question], base: FactBase, domains: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Every rule that a bank breaks. The facts are all in the base; `domains` has those of each deck that has any."""
    yield from unbacked(questions, base)
    yield from alike(questions)
    for question, place in without_ids(questions, base):
        yield Problem(question.place, f"its fact ({place}) has no id of its own, so rewording it loses it; write {{#id}} there")
    for question in questions:
        yield from (Problem(question.place, message) for message in (*_visible(question), *_negated(question)))
        yield from (Problem(question.place, message) for message in _misplaced(question, domains.get(question.deck, ())))
    for _, bank in groupby(sorted(questions, key=lambda each: each.deck), key=lambda each: each.deck):
        yield from habits(list(bank))


def _misplaced(question: Question, domains: Collection[str]) -> Iterator[str]:
    if domains and not question.domain:
        yield f"this question has no domain:; write one of {', '.join(domains)}"
    elif domains and question.domain not in domains:
        yield f"deck.yaml has no domain {question.domain[:40]!r}; write one of {', '.join(domains)}"


def _negated(question: Question) -> Iterator[str]:
    """A question for what is not so, in words that are easily read over."""
    if question.kind != "true-false" and _NEGATED.search(question.text.get("en", "")):
        yield "this asks for what is not so, which is easily read over; turn it round, or write NOT in capitals"


def _visible(question: Question) -> Iterator[str]:
    """Answers that can be read in the question."""
    if question.typed and question.typed.comparison == "measure":
        asked = {quantity for text in question.text.values() for quantity in quantities(text)}
        seen = [word for word in question.typed.accepted if (amounts := quantities(word)) and amounts[-1] in asked]
    elif question.typed:
        seen = [word for word in question.typed.accepted if _stands(word, question)]
    else:
        seen = _told_apart(question)
    for word in seen:
        yield f"the answer {word[:60]!r} can be read in the question; ask without naming it"


def _stands(word: str, question: Question) -> bool:
    return any(key(word) and key(word) in key(text) for text in question.text.values())


def _told_apart(question: Question) -> list[str]:
    """Right options of which the question has the words, where it has those of no wrong one."""
    if question.kind not in {"choice", "choose-two"}:
        return []
    seen = [_named(question, place) for place in range(len(question.options))]
    if any(words and not option.right for words, option in zip(seen, question.options, strict=True)):
        return []
    return [words for words in seen if words]


def _named(question: Question, place: int) -> str:
    """The words of an option, if the question has them in the same language."""
    for language, words in question.options[place].text.items():
        if len(key(words)) >= _TELLING and key(words) in key(question.text.get(language, "")):
            return words
    return ""
