"""A graded answer and its day's streak -> points. The whole rule fits in three sentences (docs/scoring.md).

A right answer brings 10, 12 or 15 points, by how hard the question is; a wrong one brings 2 for trying. The first answer of a
day adds a point for each day of the streak before it, 5 at most. Each daily counts once, and it makes no difference when
on its day, or before whom, it was answered.
"""

from collections.abc import Mapping

RIGHT: Mapping[int, int] = {1: 10, 2: 12, 3: 15}
"""Points of a right answer by the question's difficulty."""
TRIED = 2
"""Points of a wrong one."""
MOST_BONUS = 5
"""Points that a streak adds to a day at most."""


def points(correct: bool, difficulty: int) -> int:
    """What one answer brings; a difficulty beyond 1 to 3 counts as the nearest."""
    return RIGHT[min(max(difficulty, 1), 3)] if correct else TRIED


def bonus(length: int) -> int:
    """What the first answer of a day adds when the streak, that day included, is so many days long."""
    return min(max(length - 1, 0), MOST_BONUS)
