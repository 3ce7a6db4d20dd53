"""Notes on disk -> processor time and memory until they can be asked, beside markdown-it-py merely reading the same files.

``python -m benchmarks.loading tutor|bare FOLDER_OR_FILE`` does one of the two and prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import product
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
    """Figures of the bundled deck, of the group's notes where there are any, and of 100,000 facts like theirs."""
    found = [_few("bundled deck", KNOWLEDGE)]
    if notes is not None:
        found.append(_few("group's notes", notes, 0.5, 0.1))
    for name, model in many_notes.models(notes).items():
        with TemporaryDirectory(prefix="kotae-") as folder:
            many_notes.write(Path(folder) / "many", MANY, model)
            found += _many(name, Path(folder) / "many")
    return found


def _few(source: str, path: Path, must: float | None = None, aim: float | None = None) -> Figure:
    runs: dict[str, list[dict[str, float]]] = {"tutor": [], "bare": []}
    for _, (way, took) in product(range(TIMES), runs.items()):
        took.append(run("benchmarks.loading", way, str(path)))
    seconds, plain = (median(each["seconds"] for each in took) for took in runs.values())
    kept = median(each["kept"] for each in runs["tutor"])
    name = f"{source}, {runs['tutor'][0]['facts']:,} facts: loaded and indexed"
    remark = f"{seconds / plain:.1f} × markdown-it-py's {plain:.3f} s; {kept:.0f} MB"
    return Figure(name, seconds, "{:.2f} s", must, aim, remark=remark)


def _many(source: str, path: Path) -> list[Figure]:
    tutor, bare = (run("benchmarks.loading", way, str(path)) for way in ("tutor", "bare"))
    rows: tuple[tuple[str, str, str, float, float], ...] = (
        ("seconds", "loaded and indexed", "{:.1f} s", 20, 6),
        ("after", "memory then", "{:.0f} MB", 600, 200),
        ("peak", "memory at its peak", "{:.0f} MB", 600, 200),
    )
    return [
        Figure(
            f"{tutor['facts']:,} {source}: {name}",
            tutor[what],
            form,
            must,
            aim,
            remark=f"{tutor[what] / bare[what]:.1f} × markdown-it-py's {form.format(bare[what])}",
        )
        for what, name, form, must, aim in rows
    ]


def tutor(path: Path) -> Callable[[], Any]:
    """The tutor's way: a library that can be asked."""
    from bot.tutor.library import open_library

    import_module("bot.content.reading")  # the parsers: before the clock, as the baseline's
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
    before, began = memory(), time.process_time()
    made = prepared()
    seconds = time.process_time() - began
    took = {"seconds": seconds, "after": memory(), "kept": memory() - before, "peak": memory("VmHWM")}
    print(json.dumps(took | {"facts": len(made.base.facts) if made is not None else 0}))


if __name__ == "__main__":
    main(sys.argv[1:])
