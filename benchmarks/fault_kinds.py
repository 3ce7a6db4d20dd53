"""The ways in which a request fails, and what became of those who met one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.channels import Count
from loopback import LoopbackDiscord

KINDS: Mapping[str, Mapping[str, Any]] = {
    "reset before": {"reset": True},
    "reset after": {"reset": True, "after_accepting": True},
    "500 before": {"status": 500},
    "500 after": {"status": 500, "after_accepting": True},
    "503 before": {"status": 503},
    "503 after": {"status": 503, "after_accepting": True},
    "429": {"status": 429},
    "429 for all": {"status": 429, "is_global": True},
}
"""Before or after it took effect."""


@dataclass
class Met:
    """A failure of a call, how often it was met, and what came of the flow it happened in."""

    call: str
    kind: str
    times: int
    served: int
    found: Count

    @property
    def lost(self) -> bool:
        """Whether something is missing, or not as it was told."""
        found = self.found
        missing = found.missing_posts, found.missing_reveals, found.missing_threads
        return any((found.lost, found.uncounted, *missing, found.left_open, found.paused))

    @property
    def double(self) -> bool:
        """Whether something came twice."""
        return bool(self.found.double_posts or self.found.double_reveals)


def planned(server: LoopbackDiscord, method: str, path: str, kind: str, times: int) -> Any:
    """Let requests to a path fail in that way so often."""
    return server.fail(method, path, times=times, **KINDS[kind])
