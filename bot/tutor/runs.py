"""A run of practice that a front keeps as a few short values -> its questions, for as long as they are what they were."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.tutor.library import Library
from bot.tutor.practice import Posed, practice

MOST = 50
"""Questions of one run."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of practice and how far it has come. It counts for nothing, so whoever changes it cheats nobody.

    `topic` is a topic's short name (empty: all topics), `count` how many questions there are, `number` which one is open
    (from 0), `right` how many were answered rightly, `mark` what was asked when it began.
    """

    seed: str
    topic: str = ""
    count: int = 10
    number: int = 0
    right: int = 0
    mark: str = ""

    def after(self, correct: bool) -> "Run":
        """The run once the open question is answered."""
        return replace(self, number=self.number + 1, right=min(self.right, self.number) + correct)


def begun(library: Library, seed: str, topic: str = "", count: int = 10) -> Run | None:
    """A new run of so many questions, fewer where there are fewer; None where there are none."""
    run = Run(seed, topic, min(count, MOST))
    asked = _asked(library, run)
    return replace(run, count=len(asked), mark=_mark(asked)) if asked else None


def questions_of(library: Library, run: Run) -> tuple[Posed, ...]:
    """The questions of a run; none where it has ended, since they are no longer the ones it began with."""
    asked = _asked(library, run)
    return asked if len(asked) == run.count and _mark(asked) == run.mark else ()


def short_name(topic: str) -> str:
    """A topic's short name, by its key."""
    return blake2b(topic.encode(), digest_size=4).hexdigest()


def topic_called(library: Library, short: str) -> str | None:
    """The key of the topic of that short name; None where the notes no longer have it."""
    return next((topic for topic in library.questions.by_topic if short_name(topic) == short), None)


def _asked(library: Library, run: Run) -> tuple[Posed, ...]:
    topic = topic_called(library, run.topic) if run.topic else None
    if run.topic and topic is None:
        return ()
    return practice(library, run.seed, topic, min(run.count, MOST))


def _mark(posed: Sequence[Posed]) -> str:
    """Six characters that differ as soon as anything does that is shown of the questions; of nothing else, it can be read."""
    seen = blake2b(digest_size=3)
    for each in posed:
        shown = each.question.key, dict(each.question.text), [dict(option.text) for option in each.options]
        seen.update(repr(shown).encode())
    return seen.hexdigest()
