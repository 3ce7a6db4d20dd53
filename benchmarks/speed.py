"""All that the gold set asks, over few and many facts -> how long one lookup takes, beside rapidfuzz over the same texts.

``python -m benchmarks.speed FOLDER LINEAR`` does it in a process of its own, LINEAR times with rapidfuzz, and prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz, process

from benchmarks import GLOSSARY, many_notes
from benchmarks.accuracy import LANGUAGE
from benchmarks.figures import Figure, percentile
from benchmarks.gold import texts
from benchmarks.processes import run
from bot.tutor.library import open_library

FEW, MANY = 1_000, 100_000
LINEAR = {FEW: 400, MANY: 60}
"""How many queries rapidfuzz answers too: it is slow."""
BOUNDS = {FEW: (1, 1 / 4), MANY: (1 / 10, 1 / 40)}
TIMES = {FEW: 3, MANY: 1}
"""Processes; their medians count."""


def measure(notes: Path | None) -> list[Figure]:
    """Figures at both sizes of facts like the bundled deck's, and like the group's where there are notes."""
    return [_figure(name, model, size) for size in (FEW, MANY) for name, model in many_notes.models(notes).items()]


def _figure(name: str, model: Path, size: int) -> Figure:
    with TemporaryDirectory(prefix="kotae-") as folder:
        many_notes.write(Path(folder) / "many", size, model)
        runs = [run("benchmarks.speed", str(Path(folder) / "many"), str(LINEAR[size])) for _ in range(TIMES[size])]
    p50, p99, linear = (median(each[what] for each in runs) for what in ("p50", "p99", "linear"))
    ratio = median(each["p99"] / each["linear"] for each in runs)
    remark = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms; `WRatio`'s median {linear:.1f} ms"
    return Figure(f"{runs[0]['facts']:,} {name}: lookup p99", ratio, "{:.3f} ×", *BOUNDS[size], remark=remark)


def timed(act: Callable[[], object]) -> float:
    """The processor time it takes, in milliseconds: other programs on the machine do not count."""
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1e3


def main(arguments: Sequence[str]) -> None:
    """Ask everything once, the two by turns, and print what it took."""
    folder, linear = Path(arguments[0]), int(arguments[1])
    library = open_library([folder], [GLOSSARY])
    written = [fact.line(LANGUAGE).plain for fact in library.base.facts.values()]
    asked = texts()
    every = max(1, len(asked) // linear)
    took, other = [], []
    for number, text in enumerate(asked):
        took.append(timed(lambda: library.lookup.find(text, language=LANGUAGE)))  # noqa: B023
        if number % every == 0:
            other.append(timed(lambda: process.extract(text, written, scorer=fuzz.WRatio, limit=10)))  # noqa: B023
    print(json.dumps({"facts": len(written), "p50": median(took), "p99": percentile(took, 99), "linear": median(other)}))


if __name__ == "__main__":
    main(sys.argv[1:])
