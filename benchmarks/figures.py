"""One figure with what it must reach, and many of them -> a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

MISSED, MUST, AIM, SAID = "MISSED", "must", "aim", ""
"""Verdicts: below what it must reach, reached that, reached what it aims at, nothing to reach."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. `form` is how its numbers are written; without `must` it is only reported."""

    name: str
    measured: float
    form: str
    must: float | None = None
    aim: float | None = None
    more_is_better: bool = False
    remark: str = ""

    @property
    def verdict(self) -> str:
        """How it did."""
        if self.must is None:
            return SAID
        if self.aim is not None and self._reaches(self.aim):
            return AIM
        return MUST if self._reaches(self.must) else MISSED

    @property
    def cells(self) -> tuple[str, str, str, str, str, str]:
        """Its row: name, must, aim, measured, verdict, remark."""
        written = self.form.format(self.measured)
        return self.name, self._bound(self.must), self._bound(self.aim), written, self.verdict, self.remark

    def _reaches(self, bound: float) -> bool:
        return self.measured >= bound if self.more_is_better else self.measured <= bound

    def _bound(self, bound: float | None) -> str:
        if bound is None:
            return ""
        return ("≥ " if self.more_is_better else "≤ ") + self.form.format(bound)


HEAD = ("", "must", "aim", "measured", "verdict", "")


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table, its columns aligned."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    head, *body = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([head, rule, *body])


def put(page: Path, begin: str, end: str, text: str) -> None:
    """Put a text into a page, between its two marks."""
    before, _, rest = page.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent stay at or below."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]
