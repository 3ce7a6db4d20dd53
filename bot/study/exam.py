"""The versions of an exam and a day -> the one to study for, and how much each domain counts in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class ExamVersion:
    """One version of an exam: when it is held and what it weighs.

    `first` and `last` are days, both included; None where it was always held, or still is. `weights` are percent by
    the id of the domain, empty where they are not known. `sources` say so; what is not `confirmed` is only reported.
    """

    id: str
    first: date | None = None
    last: date | None = None
    confirmed: bool = True
    weights: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def is_held(self, day: date) -> bool:
        """Whether it is held on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def in_force(versions: Sequence[ExamVersion], day: date, chosen: str | None = None) -> ExamVersion | None:
    """The version to study for on a day; None where there are none.

    The one `chosen` by its id, where there is such a one; else the one held on that day, reported or confirmed; else
    the next to be held (before the first, and in a gap); else the last there was.
    """
    ordered = sorted(versions, key=_beginning)
    picked = [each for each in ordered if each.id == chosen]
    held = [each for each in ordered if each.is_held(day)]
    coming = [each for each in ordered if each.first is not None and each.first > day]
    return next(iter((*picked, *reversed(held), *coming, *reversed(ordered))), None)


def weights(versions: Sequence[ExamVersion], day: date, chosen: str | None = None) -> Mapping[str, int]:
    """Percent by domain in the version to study for (see `in_force`); empty where nothing is weighed."""
    version = in_force(versions, day, chosen)
    return version.weights if version else {}


def overlapping(versions: Sequence[ExamVersion]) -> tuple[tuple[ExamVersion, ExamVersion], ...]:
    """Neighbours in time that are both held on some day: the later one behind the earlier."""
    ordered = sorted(versions, key=_beginning)
    return tuple(
        (one, next_) for one, next_ in pairwise(ordered) if next_.first is None or one.last is None or next_.first <= one.last
    )


def _beginning(version: ExamVersion) -> date:
    return version.first or date.min
