"""``watched_bot.py REPORT -- ARGS…``: the unmodified bot, with the time each callback holds its event loop.

Run by the loopback's launcher. Writes the slices over a millisecond to REPORT at the end: when (monotonic), how
long, and how much of it on the processor, in seconds.
"""

import asyncio
import json
import runpy
import sys
import time
from pathlib import Path

LEAST = 0.001


def watch() -> list[tuple[float, float, float]]:
    """Time every callback of every event loop from here on; the slices, as they come."""
    slices: list[tuple[float, float, float]] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began, busy = time.monotonic(), time.thread_time()
        run(handle)
        took = time.monotonic() - began
        if took > LEAST:
            slices.append((began, took, time.thread_time() - busy))

    setattr(asyncio.Handle, "_run", timed)  # noqa: B010 (what the type checker knows of it is private)
    return slices


def main() -> None:
    """Become the bot."""
    report, arguments = Path(sys.argv[1]), sys.argv[3:]
    slices = watch()
    sys.argv = ["bot", *arguments]
    sys.path[0] = str(Path(__file__).parents[1])
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    finally:
        report.write_text(json.dumps(slices), "utf-8")


if __name__ == "__main__":
    main()
