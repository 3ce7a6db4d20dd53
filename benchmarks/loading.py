"""Notes on disk -> seconds and memory until they can be asked, beside markdown-it-py merely reading the same files.

``python -m benchmarks.loading tutor|bare FOLDER_OR_FILE`` does one of the two and prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import GLOSSARY, KNOWLEDGE, many_notes
from benchmarks.figures import Figure
from benchmarks.processes import memory, run

TIMES = 5
MANY = 100_000


def measure(notes: Path | None) -> list[Figure]:
    """Figures of the bundled deck, of the group's notes where there are any, and of 100,000 facts."""
    found = _small("bundled deck", KNOWLEDGE, None, None)
    if notes is not None:
        found += _small("own notes", notes.resolve(), 0.5, 0.1)
    with TemporaryDirectory(prefix="kotae-") as name:
        many_notes.write(Path(name) / "many", MANY)
        return [*found, *_many(Path(name) / "many")]


def _small(source: str, path: Path, must: float | None, aim: float | None) -> list[Figure]:
    tutor, bare = [], []
    for _ in range(TIMES):
        tutor.append(run(__name__, "tutor", str(path)))
        bare.append(run(__name__, "bare", str(path)))
    seconds, plain = (median(each["seconds"] for each in runs) for runs in (tutor, bare))
    kept, plain_kept = (median(each["kept"] for each in runs) for runs in (tutor, bare))
    aside = f"{seconds / plain:.1f} × markdown-it-py's {plain:.3f} s; {kept:.0f} MB kept ({plain_kept:.0f})"
    return [Figure(f"{source}, {tutor[0]['facts']} facts: loaded and indexed", seconds, "{:.3f} s", must, aim, remark=aside)]


def _many(path: Path) -> list[Figure]:
    tutor, bare = run(__name__, "tutor", str(path)), run(__name__, "bare", str(path))
    seconds, plain = tutor["seconds"], bare["seconds"]
    name = f"{tutor['facts']:,} facts"
    return [
        Figure(f"{name}: loaded and indexed", seconds, "{:.1f} s", 20, 6, remark=f"{seconds / plain:.1f} × markdown-it-py's {plain:.1f} s"),
        Figure(f"{name}: memory", tutor["after"], "{:.0f} MB", 600, 200, remark=f"{tutor['after'] / bare['after']:.1f} × the other's"),
        Figure(f"{name}: memory at its peak", tutor["peak"], "{:.0f} MB", 600, 200, remark=f"{tutor['peak'] / bare['peak']:.1f} × the other's"),
    ]


def tutor(path: Path) -> Callable[[], Any]:
    """The tutor's way: a library that can be asked."""
    from bot.tutor.library import open_library

    return lambda: open_library([path], [GLOSSARY])


def bare(path: Path) -> Callable[[], Any]:
    """The baseline: every page parsed, and its tokens dropped."""
    from markdown_it import MarkdownIt

    def read() -> None:
        parser = MarkdownIt("commonmark")
        for page in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
            parser.parse(page.read_text("utf-8"))

    return read


def main(arguments: Sequence[str]) -> None:
    """Do it once and print what it took."""
    way, path = arguments
    prepared = {"tutor": tutor, "bare": bare}[way](Path(path))
    before, began = memory(), time.perf_counter()
    made = prepared()
    seconds = time.perf_counter() - began
    took = {"seconds": seconds, "after": memory(), "kept": memory() - before, "peak": memory("VmHWM")}
    print(json.dumps(took | {"facts": len(made.base.facts) if made is not None else 0}))


if __name__ == "__main__":
    main(sys.argv[1:])
