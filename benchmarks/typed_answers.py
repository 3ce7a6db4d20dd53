"""Typed answers: how often another spelling of what is right is accepted, and a near miss is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.figures import Figure
from benchmarks.gold import Half, half
from bot.study.grading import Verdict, grade_typed
from bot.study.questions.question import COMPARISONS, Typed

LISTS = Path(__file__).with_name("typed")
FIRST, SECOND = LISTS / "answers.yaml", LISTS / "second-examiner.yaml"


@dataclass(frozen=True, slots=True)
class Given:
    """One typed answer, and whether it ought to be taken for right."""

    typed: Typed
    text: str
    right: bool

    @property
    def half(self) -> Half:
        """Which half it belongs to: to tune on, or only scored."""
        return half(f"{self.typed.accepted[0]} {self.text}")

    @property
    def verdict(self) -> Verdict:
        """How it is graded."""
        return grade_typed(self.typed, self.text)


def answers(path: Path) -> Iterator[Given]:
    """Every answer of a list."""
    for each in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)["answers"]:
        typed = _typed(each["answer"])
        yield from (Given(typed, text, right=True) for text in each["right"])
        yield from (Given(typed, text, right=False) for text in each["not"])


def _typed(written: dict[str, Any]) -> Typed:
    comparison = next(each for each in COMPARISONS if each in written)
    accepted = written[comparison]
    return Typed(comparison, tuple(accepted if isinstance(accepted, list) else [accepted]), written.get("unit", ""))


def measure() -> list[Figure]:
    """Of each list the share accepted of what is right, and the share refused of what is not, in the scored half."""
    return [*_figures("typed answers", FIRST), *_figures("typed answers, second list", SECOND)]


def _figures(name: str, path: Path) -> Iterator[Figure]:
    every = list(answers(path))
    yield _figure(f"{name}: other spellings accepted", [each for each in every if each.right], 0.98)
    yield _figure(f"{name}: near misses rejected", [each for each in every if not each.right], 1.0)


def _figure(name: str, given: list[Given], must: float) -> Figure:
    shares = {}
    for which in ("scored", "tuning"):
        here = [each for each in given if each.half == which]
        shares[which] = sum(each.verdict.correct == each.right for each in here) / len(here)
    remark = f"{len(given)} answers, half of them scored; tuning half {shares['tuning']:.1%}"
    return Figure(name, shares["scored"], "{:.1%}", must, more_is_better=True, remark=remark)
