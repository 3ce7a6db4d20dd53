"""A module's command line -> what it prints as JSON: for what must be measured in a process of its own."""

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import ROOT


def run(module: str, *arguments: str) -> dict[str, Any]:
    """Run ``python -m module arguments`` and read its one line of JSON."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=400)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def memory(which: str = "VmRSS") -> float:
    """Resident memory of this process in MB, now or at its peak (VmHWM).

    The system's own count: getrusage's also holds what the parent had before this process began.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(row for row in status.read_text("ascii", "replace").split("\n") if row.startswith(which))
        return int(line.split()[1]) / 1024
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is collected meanwhile: where Discord's side runs in this process, that took 0.3 s of whoever was measured."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
