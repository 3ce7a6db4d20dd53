"""``python -m benchmarks.torture [PART …] [--seed N] [--write]``: what must never happen, tried until it would have."""

import argparse
import importlib
import os
import platform
import sys

from benchmarks import ROOT
from benchmarks.figures import MISSED, Figure, put, table

PARTS = ("simulation", "crashes", "faults", "crowd", "standings")
PAGE = ROOT / "docs" / "torture.md"
BEGIN, END = "<!-- {part}: written by `python -m benchmarks.torture --write` -->", "<!-- end of {part} -->"
SEED = 2026


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.torture", description="The daily question under all that happens."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"what all chance comes from (default: {SEED})")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.relative_to(ROOT)}")
    parsed = parser.parse_args()
    if unknown := set(parsed.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    return parsed


def measured(part: str, seed: int) -> tuple[list[Figure], list[str]]:
    """One part's figures, and what is said beside them."""
    figures, details = importlib.import_module(f"benchmarks.{part}").measure(seed)
    return figures, details


def main() -> int:
    """Try what was asked for; 1 where something happened that must not."""
    asked = arguments()
    missed = False
    for part in asked.parts or PARTS:
        print(f"{part}, seed {asked.seed} …", file=sys.stderr, flush=True)
        figures, details = measured(part, asked.seed)
        machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors, seed {asked.seed}."
        text = "\n\n".join([machine, table(figures), *details])
        print(f"{part}\n\n{text}\n", flush=True)
        if asked.write:
            put(PAGE, BEGIN.format(part=part), END.format(part=part), text)
        missed |= any(figure.verdict == MISSED for figure in figures)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
