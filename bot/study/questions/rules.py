"""A bank of questions and the facts it asks about -> what makes it unfair, untrue or dull, by file and line.

What one question lacks by itself is said when it is read (`bank`); what it rests on, in `grounds`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from bot.study import nouns
from bot.study.facts import FactBase, Problem
from bot.study.measures import Amount, in_unit, stated
from bot.study.questions.backing import unbacked
from bot.study.questions.grounds import without_ids
from bot.study.questions.habits import habits
from bot.study.questions.likeness import alike
from bot.study.questions.question import Question
from bot.study.text import fold, key
from bot.study.units import COUNT

_NEGATED = re.compile(r"\b[Ww]h(?:ich|at)(?: \w+){0,3} (?:(?:is|are|does|do|can|will) not|(?:is|are|does|do|ca|wo)n't|cannot)\b")
_EVERY = r"(?:(?:\bper|\beach|\bevery|\ban?) (?:\d+ )?|/)(?:second|sec|s|minute|min|hour|day)s?\b"
_EACH = r"毎秒|毎分|毎時|毎日|秒速|分速|時速|(?:秒|分|時間|日)間?(?:あたり|当たり|につき|ごとに|毎に)"
_RATE_ASKED = re.compile(
    rf"\b(?:how (?:many|much)|what (?:rate|throughput|bandwidth|speed))\b[^.?!,;:\d]*?{_EVERY}"
    rf"|(?:{_EACH})[^。、？?!\d]*?(?:何|いくつ|いくら|どれだけ|どれくらい|どのくらい)"
)
_TELLING = 3
"""Characters from which on an option that stands in the question gives itself away."""


def broken(questions: Sequence[Question], base: FactBase, domains: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Every rule that a bank breaks. The facts are all in the base; `domains` has those of each deck that has any."""
    yield from unbacked(questions, base)
    yield from alike(questions)
    for question, place in without_ids(questions, base):
        yield Problem(question.place, f"its fact ({place}) has no id of its own, so rewording it loses it; write {{#id}} there")
    for question in questions:
        yield from (
            Problem(question.place, message) for message in (*_visible(question), *_negated(question), *_timeless(question))
        )
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
        asked = [amount for text in question.text.values() for amount in stated(text)]
        unit = question.typed.unit
        rights = {word: [in_unit(amount, unit) for amount in stated(word)] for word in question.typed.accepted}
        seen = [
            word for word, right in rights.items() if right and all(any(_shows(each, one) for each in asked) for one in right)
        ]
    elif question.typed:
        seen = [word for word in question.typed.accepted if _stands(word, question)]
    else:
        seen = _told_apart(question)
    for word in seen:
        yield f"the answer {word[:60]!r} can be read in the question; ask without naming it"


def _shows(amount: Amount, right: Amount) -> bool:
    """Whether an amount of the question is the right one, in whatever unit; of a count, whether it has its number."""
    if right.unit == COUNT:
        return amount.written == right.number and (not right.noun or nouns.compare(amount.noun, [right.noun]) == "same")
    return amount.same(right)


def _timeless(question: Question) -> Iterator[str]:
    """A question for so much a second whose key is no rate, so that `8 MB/s` would be wrong."""
    typed = question.typed
    if (
        typed is None
        or typed.comparison != "measure"
        or not any(_RATE_ASKED.search(fold(text)) for text in question.text.values())
    ):
        return
    for word in typed.accepted:
        if not any("/" in in_unit(amount, typed.unit).unit for amount in stated(word)):
            yield f'the question asks for a rate and {word[:40]!r} is none; write it with its time, as in "8 MB/s" and unit: MB/s'


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
