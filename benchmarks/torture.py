"""``python -m benchmarks.torture [PART …] [--write]``: what must never happen, tried until it would have."""

import argparse
import os
import platform
import sys

from benchmarks import ROOT
from benchmarks.figures import MISSED, Figure, put, table

PARTS = ("simulation",)
PAGE = ROOT / "docs" / "torture.md"
BEGIN, END = "<!-- figures: written by `python -m benchmarks.torture --write` -->", "<!-- end of figures -->"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.torture", description="The daily question under all that happens."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.relative_to(ROOT)}")
    parsed = parser.parse_args()
    if unknown := set(parsed.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    return parsed


def measured(part: str) -> tuple[list[Figure], list[str]]:
    """One part's figures, and what is said beside them."""
    from benchmarks import simulation

    return simulation.measure()


def main() -> int:
    """Try what was asked for; 1 where something happened that must not."""
    asked = arguments()
    figures: list[Figure] = []
    details: list[str] = []
    for part in asked.parts or PARTS:
        print(f"{part} …", file=sys.stderr, flush=True)
        found, said = measured(part)
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
