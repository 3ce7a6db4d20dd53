"""``python -m benchmarks [PART …] [--notes PATH] [--write]``: measure, and say what was reached."""

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import ROOT
from benchmarks.figures import MISSED, Figure, put, table

PARTS = ("content", "typed", "made", "accuracy", "speed", "discord", "taps", "progress", "boards")
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: written by `python -m benchmarks --write` -->", "<!-- end of figures -->"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How well and how fast questions are answered.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)} (default: all)")
    given = os.environ.get("KOTAE_BENCH_NOTES")
    notes = Path(given) if given else None
    parser.add_argument("--notes", type=Path, default=notes, help="the group's own notes (default: KOTAE_BENCH_NOTES)")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.relative_to(ROOT)}")
    parsed = parser.parse_args()
    if unknown := set(parsed.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    if parsed.notes is not None and not parsed.notes.is_file():
        parser.error(f"there is no file {parsed.notes}")
    parsed.notes = parsed.notes and parsed.notes.resolve()
    return parsed


MODULES: Mapping[str, tuple[str, ...]] = {
    "typed": ("typed_answers",),
    "speed": ("speed", "loading"),
    "discord": ("discord_load",),
}
"""The modules of parts that are not called like theirs."""
OF_NOTES = ("made", "accuracy", "speed", "loading")
"""Modules that measure the group's own notes too."""


def measured(part: str, notes: Path | None) -> tuple[list[Figure], list[str]]:
    """One part's figures, and what is said beside them. Only what is measured is imported."""
    figures: list[Figure] = []
    said: list[str] = []
    for name in MODULES.get(part, (part,)):
        measure = importlib.import_module(f"benchmarks.{name}").measure
        found = measure(notes) if name in OF_NOTES else measure()
        more, beside = found if isinstance(found, tuple) else (found, [])
        figures += more
        said += beside
    return figures, said


def main() -> int:
    """Measure what was asked for; 1 where something is below what it must reach."""
    asked = arguments()
    figures: list[Figure] = []
    details: list[str] = []
    for part in asked.parts or PARTS:
        print(f"{part} …", file=sys.stderr, flush=True)
        found, said = measured(part, asked.notes)
        figures += found
        details += said
    machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors."
    text = "\n\n".join([machine, table(figures), *details])
    print(text)
    if asked.write:
        put(PAGE, BEGIN, END, text)
    return int(any(figure.verdict == MISSED for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
