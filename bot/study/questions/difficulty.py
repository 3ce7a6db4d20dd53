"""How a group did on questions of which difficulty -> how difficult the next should be.

A question that seven in ten get right is about at the group's level; each tenth more or less moves the estimate by a quarter of
a level from that question's own. The latest rounds count, and a start in the middle that so many rounds outweigh.
"""

from collections.abc import Iterable

EASIEST, HARDEST = 1.0, 3.0
START, TRUST = 1.8, 3
"""Where a group begins, and how many rounds that counts for."""
LATEST = 10
AT_LEVEL, STEEPNESS = 0.7, 2.5


def level(answered: Iterable[tuple[int, float | None]]) -> float:
    """The difficulty to aim at, from rounds in their order: how difficult, and the share that was right (None: unknown)."""
    known = [difficulty + (share - AT_LEVEL) * STEEPNESS for difficulty, share in answered if share is not None][-LATEST:]
    estimate = (START * TRUST + sum(known)) / (TRUST + len(known))
    return min(HARDEST, max(EASIEST, estimate))
