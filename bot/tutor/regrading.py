"""The host's `kotae db regrade`: a question whose key was corrected -> its rounds by that key, and what the host is told."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

from bot.store import answers, rounds
from bot.store.address import address
from bot.store.answers import Answer
from bot.store.errors import DatabaseRefused, NotRead, NotRecorded
from bot.store.opening import open_store
from bot.store.regrading import Correction, Regraded, renumbered
from bot.store.regrading import regrade as regrade_round
from bot.store.rounds import Round
from bot.store.store import Store
from bot.study.facts import Language
from bot.study.grading import grade
from bot.study.questions.correcting import Corrected, Unlike, corrected
from bot.study.questions.question import Question, in_language
from bot.tutor.database import PATIENT, Told, refused
from bot.tutor.library import Library
from bot.tutor.rounds import FRESH

LATE = FRESH.total_seconds() + 10.0
"""Seconds after which no bot grades by the key it had read before: it keeps a round so long, and then waits to write."""
MOST_LISTED = 20
"""Rounds that are named one by one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change, in lines for the host. Not `asks`: there is nothing to be confirmed."""

    lines: Sequence[Told]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Review:
    """A round as the corrected question finds it."""

    round: Round
    given: int
    regraded: Regraded
    corrected: Corrected | Unlike

    @property
    def is_open(self) -> bool:
        return self.round.closed_at is None

    @property
    def must_wait(self) -> bool:
        """Whether it must be closed first: what a running bot still takes by the old numbers could not be told apart."""
        return self.is_open and isinstance(self.corrected, Corrected) and bool(self.corrected.renumbered)

    @property
    def changed(self) -> frozenset[int]:
        """The learners whose verdict changes."""
        return self.regraded.right | self.regraded.wrong

    @property
    def changes(self) -> bool:
        """Whether there is anything to be done, and it can be."""
        if not isinstance(self.corrected, Corrected) or self.must_wait:
            return False
        return bool(self.changed) or not self.corrected.same


async def preview(url: str, library: Library, name: str, language: Language) -> Preview:
    """What grading a question (by key or id) anew would change; nothing is changed."""
    question = _named(library, name)
    if question is None:
        return Preview([Told("no_question", {"name": name}, "wrong_use")])
    try:
        async with _opened(url) as store:
            found = [await _review(store, each, question) for each in await rounds.of_question(store, question.key)]
    except (DatabaseRefused, NotRecorded, NotRead) as error:
        return Preview([refused(error)])
    if not found:
        return Preview([Told("never_asked", {"question": question.key})])
    lines = [*_unchanged(found), *_reworded(found, language), *_listed(found)]
    changing = [each for each in found if each.changes]
    if not changing:
        as_it_is = Told("graded_so", {"question": question.key, "rounds": str(len(found))})
        return Preview([*lines, Told("nothing_done", outcome="problem") if _left(found) else as_it_is])
    lines.append(Told("would_regrade", {"question": question.key, **_sums(changing)}))
    if any(each.is_open for each in changing):
        lines.append(Told("regrade_takes", {"seconds": f"{LATE:.0f}"}))
    return Preview(lines, asks=True)


async def regrade(url: str, library: Library, name: str, *, late: float = LATE) -> Sequence[Told]:
    """Grade a question's answers anew, each round in a transaction of its own, also while a bot takes answers.

    Those that it graded meanwhile by the key it had read are graded again `late` seconds after.
    """
    question = _named(library, name)
    if question is None:
        return [Told("no_question", {"name": name}, "wrong_use")]
    try:
        async with _opened(url) as store:
            asked = await rounds.of_question(store, question.key)
            found = [await _regraded(store, each, question) for each in asked]
            was_open = [each.round for each in found if each.is_open and each.changes]
            if was_open:
                await asyncio.sleep(late)
                found += [await _regraded(store, each, question) for each in was_open]
    except (DatabaseRefused, NotRecorded, NotRead) as error:
        return [refused(error)]
    done = Told("regraded", {"question": question.key, **_sums(each for each in found if each.changes)})
    return [*_unchanged(found), replace(done, outcome="problem" if _left(found) else "done")]


def _named(library: Library, name: str) -> Question | None:
    return next((each for each in library.questions if name in {each.key, each.id}), None)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    store = await open_store(address(url), busy_seconds=PATIENT, as_it_is=True)
    try:
        yield store
    finally:
        await store.close()


async def _review(store: Store, round_: Round, question: Question) -> _Review:
    """What the corrected question would change of a round."""
    found, given = corrected(round_.frozen, question), await answers.of_round(store, round_.id)
    if isinstance(found, Unlike):
        return _Review(round_, len(given), Regraded(frozenset(), frozenset()), found)
    now = {
        each.answer.learner: _is_right(
            found.question, replace(each.answer, chosen=renumbered(each.answer.chosen, found.renumbered))
        )
        for each in given
    }
    right = {each.answer.learner for each in given if now[each.answer.learner] and not each.answer.correct}
    wrong = {each.answer.learner for each in given if each.answer.correct and not now[each.answer.learner]}
    return _Review(round_, len(given), Regraded(frozenset(right), frozenset(wrong)), found)


async def _regraded(store: Store, round_: Round, question: Question) -> _Review:
    """The same, done where there is anything to do."""
    now = await rounds.by_id(store, round_.id) or round_
    found = await _review(store, now, question)
    if not found.changes or not isinstance(found.corrected, Corrected):
        return found
    anew = found.corrected
    is_right = partial(_is_right, anew.question)
    correction = Correction(now.id, anew.frozen, anew.question.facts, is_right, anew.renumbered)
    return replace(found, regraded=await regrade_round(store, correction))


def _is_right(question: Question, answer: Answer) -> bool:
    return grade(question, answer.chosen).correct


def _left(found: Iterable[_Review]) -> bool:
    """Whether any must stay as they are, though they should not."""
    return any(isinstance(each.corrected, Unlike) or each.must_wait for each in found)


def _unchanged(found: Iterable[_Review]) -> list[Told]:
    """Those that cannot be graded by the corrected question, or not yet."""
    lines = []
    for each in found:
        if isinstance(each.corrected, Unlike):
            lines.append(Told(f"unlike_{each.corrected.value}", _place(each.round), "problem"))
        elif each.must_wait:
            lines.append(Told("still_open", _place(each.round), "problem"))
    return lines


def _reworded(found: Iterable[_Review], language: Language) -> list[Told]:
    pairs = [pair for each in found if isinstance(each.corrected, Corrected) for pair in each.corrected.reworded]
    texts = {(in_language(old.text, language), in_language(new.text, language)) for old, new in pairs}
    return [Told("reworded", {"was": was, "now": now}) for was, now in sorted(texts)]


def _listed(found: Iterable[_Review]) -> list[Told]:
    """A line for each round that changes; the newest where there are many."""
    changing = sorted((each for each in found if each.changes), key=lambda each: each.round.id)
    lines = [
        Told(
            "round_changes",
            {
                **_place(each.round),
                "answers": str(each.given),
                "right": str(len(each.regraded.right)),
                "wrong": str(len(each.regraded.wrong)),
            },
        )
        for each in changing[-MOST_LISTED:]
    ]
    earlier = len(changing) - len(lines)
    return [*([Told("earlier_rounds", {"rounds": str(earlier)})] if earlier else []), *lines]


def _place(round_: Round) -> dict[str, str]:
    return {"day": round_.local_date.isoformat(), "server": str(round_.server), "channel": str(round_.channel)}


def _sums(found: Iterable[_Review]) -> dict[str, str]:
    reviews = list(found)
    learners = {learner for each in reviews for learner in each.changed}
    return {
        "rounds": str(len({each.round.id for each in reviews})),
        "answers": str(sum(len(each.changed) for each in reviews)),
        "members": str(len(learners)),
        "right": str(sum(len(each.regraded.right) for each in reviews)),
        "wrong": str(sum(len(each.regraded.wrong) for each in reviews)),
    }
