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

from benchmarks import GLOSSARY, KNOWLEDGE, many_notes
from benchmarks.accuracy import LANGUAGE
from benchmarks.figures import Figure, percentile
from benchmarks.gold import texts
from benchmarks.processes import run
from bot.tutor.library import open_library

SIZES: tuple[tuple[int, int, float, float], ...] = ((1_000, 400, 1, 1 / 4), (100_000, 60, 1 / 10, 1 / 40))
"""Facts, how many queries rapidfuzz answers too (it is slow), the ratio that must be reached and the one aimed at."""
TIMES = 3
"""Processes at each size; their medians count."""


def measure() -> list[Figure]:
    """Figures at each size, and of the bundled deck as it is."""
    with TemporaryDirectory(prefix="kotae-") as name:
        found = [_figure("bundled deck", KNOWLEDGE, SIZES[0][1], 1)]
        for facts, linear, must, aim in SIZES:
            folder = Path(name) / str(facts)
            many_notes.write(folder, facts)
            found.append(_figure("", folder, linear, TIMES if facts < 10_000 else 1, must, aim))
    return found


def _figure(source: str, folder: Path, linear: int, times: int, must: float | None = None, aim: float | None = None) -> Figure:
    runs = [run(__name__, str(folder), str(linear)) for _ in range(times)]
    p50, p99, other = (median(each[name] for each in runs) for name in ("p50", "p99", "linear"))
    ratio = median(each["p99"] / each["linear"] for each in runs)
    name = f"{source or format(runs[0]['facts'], ',')}{', ' + str(runs[0]['facts']) if source else ''} facts: lookup p99"
    said = f"p50 {p50:.2f} ms, p99 {p99:.2f} ms; WRatio's median {other:.2f} ms"
    return Figure(name, ratio, "{:.3f} ×", must, aim, remark=said)


def timed(act: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


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
