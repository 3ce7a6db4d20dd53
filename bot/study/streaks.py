"""The days a channel was asked something and the days someone answered -> days in a row."""

from collections.abc import Collection, Sequence
from datetime import date


def streak(asked: Sequence[date], answered: Collection[date], until: date) -> int:
    """How many of the days asked, counted back from `until` (which need not be among them), were answered without a gap.

    Dates are local to the channel. A day on which nothing was asked, whatever the reason, is no gap. `until` itself may be
    unanswered yet: the streak is then that of the days before.
    """
    days = sorted({day for day in asked if day <= until} | {day for day in answered if day <= until}, reverse=True)
    if days and days[0] == until and until not in answered:
        days = days[1:]
    count = 0
    for day in days:
        if day not in answered:
            break
        count += 1
    return count
