"""24 months in 40 time zones -> how many rounds each channel had on each local day.

A bot with a clock that is sometimes wrong ticks at random intervals, sleeps for days, is killed at any step of the walk (claim,
send, mark) and now and then runs twice at once. What should have come of it is found minute by minute from UTC, without any of
the code that is under test. Everything random comes from seeds: the same run always ends the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from itertools import pairwise
from math import exp, log
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.figures import Figure
from benchmarks.zone_rules import Ruled, ruled
from bot.study.schedule import Plan, due

MONTHS_24 = timedelta(days=731)
POST_TIMES = (0, 2 * 60 + 30, 7 * 60, 23 * 60 + 30)
"""Minutes from midnight: at the change of date, in most gaps, an ordinary morning, in the last half hour."""
_HOUR = 3600.0
_INTERVALS = ((0.95, 5.0, 2 * _HOUR), (0.047, 2 * _HOUR, 12 * _HOUR), (0.003, 24 * _HOUR, 240 * _HOUR))
"""How often the bot ticks: the chance of a kind of interval, its least and most seconds."""
_KILLED, _TWICE, _WRONG_CLOCK, _CLOCK_MENDED = 0.02, 0.05, 0.004, 0.1
_SEEN, _AROUND = 0.9, timedelta(minutes=100)
"""Most changes of the clocks are seen from near: from so long before until so long after."""
_MINUTE = timedelta(minutes=1)


class Killed(Exception):
    """The process ends here, between two steps."""


@dataclass
class World:
    """What outlives a process: the store with its UNIQUE (channel, local date), and the messages in the channels."""

    posted: dict[tuple[int, date], bool] = field(default_factory=dict)
    dates: defaultdict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    unposted: set[tuple[int, date]] = field(default_factory=set)
    messages: Counter[tuple[int, date]] = field(default_factory=Counter)
    refused: int = 0

    def claim(self, key: tuple[int, date]) -> bool:
        """Whether the round is ours now."""
        if key in self.posted:
            self.refused += 1
            return False
        self.posted[key] = False
        self.dates[key[0]].add(key[1])
        self.unposted.add(key)
        return True

    def send(self, key: tuple[int, date]) -> None:
        """Send, unless the message is found in the channel."""
        if not self.messages[key]:
            self.messages[key] += 1

    def mark(self, key: tuple[int, date]) -> None:
        self.posted[key] = True
        self.unposted.discard(key)


class Oracle:
    """When the question of a local date is due there, found by looking at every minute of UTC."""

    def __init__(self, zone: tzinfo, minute: int) -> None:
        self._zone, self._minute = zone, minute
        self._known: dict[date, datetime | None] = {}

    def moment(self, day: date, near: datetime) -> datetime | None:
        """The first minute of that date at which the clock there shows the time or a later one; else the date's last."""
        if day not in self._known:
            self._known[day] = self._found(day, near)
        return self._known[day]

    def _found(self, day: date, near: datetime) -> datetime | None:
        midnight = near.replace(hour=0, minute=0, second=0, microsecond=0)
        begin = midnight + timedelta(days=(day - midnight.date()).days) - timedelta(hours=15)
        last = None
        for number in range(54 * 60):
            at = begin + number * _MINUTE
            local = at.astimezone(self._zone)
            if local.date() == day:
                last = at
                if local.hour * 60 + local.minute >= self._minute:
                    return at
            elif last is not None and local.date() > day:
                break
        return last


@dataclass
class Tally:
    """What came of one zone: local days on which the bot was awake after the post time, and the rounds they had.

    `early` counts rounds on a date, or before a time, at which none was due; `late` looks at which one was due and left.
    """

    ticks: int = 0
    kills: int = 0
    jumps: int = 0
    refused: int = 0
    days: int = 0
    missing: int = 0
    one: int = 0
    double: int = 0
    early: int = 0
    late: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        return self


class Channels:
    """The bot in one zone: a channel for each post time, processes that come and go."""

    def __init__(self, zone: tzinfo, name: str, chance: Random) -> None:
        self._zone, self._chance = zone, chance
        self._plans = [Plan(minute, name) for minute in POST_TIMES]
        self._oracles = [Oracle(zone, minute) for minute in POST_TIMES]
        self.world = World()
        self.expected: set[tuple[int, date]] = set()
        self.rounds: Counter[tuple[int, date]] = Counter()
        """By channel and the date that the clock there showed, whatever date the round says."""
        self.late = 0

    def tick(self, now: datetime, deadly: float) -> None:
        """One look at every channel, each step with that chance of being the last. Raises Killed."""
        for key in sorted(self.world.unposted):
            self._post(key, deadly)
        for channel, plan in enumerate(self._plans):
            days = [due(plan, self._zone, now, self.world.dates[channel])]
            if self._chance.random() < _TWICE:
                days *= 2  # another process has looked before either claimed
            owed = self._expected(channel, now)
            for day in days:
                if day is not None and self.world.claim((channel, day)):
                    self.rounds[channel, now.astimezone(self._zone).date()] += 1
                    self._post((channel, day), deadly)
            self.late += owed is not None and owed not in self.world.posted

    def _post(self, key: tuple[int, date], deadly: float) -> None:
        for step in (self.world.send, self.world.mark):
            if self._chance.random() < deadly:
                raise Killed
            step(key)

    def _expected(self, channel: int, now: datetime) -> tuple[int, date] | None:
        """Today's round, where it is due by now at the latest."""
        day = now.astimezone(self._zone).date()
        at = self._oracles[channel].moment(day, now)
        if at is None or at > now:
            return None
        self.expected.add((channel, day))
        return channel, day


def simulate(each: Ruled, seed: int, length: timedelta = MONTHS_24) -> Tally:
    """One zone's months."""
    chance = Random(f"{seed}/{each.zone}")
    zone = ZoneInfo(each.zone)
    channels = Channels(zone, each.zone, chance)
    tally = Tally()
    now, wrong, changes = each.start, timedelta(), _changes(zone, each.start, length)
    while now < each.start + length:
        now = _next_look(now, changes, chance)
        if wrong and chance.random() < _CLOCK_MENDED:
            wrong = timedelta()
        elif chance.random() < _WRONG_CLOCK:
            wrong = timedelta(seconds=chance.choice((-1, 1)) * _between(chance, 1.0, 72 * _HOUR))
            tally.jumps += 1
        tally.ticks += 1
        try:
            channels.tick(now + wrong, _KILLED)
        except Killed:
            tally.kills += 1
    channels.tick(now + wrong, 0.0)  # the last restart finishes what was claimed
    return _counted(tally, channels)


def _counted(tally: Tally, channels: Channels) -> Tally:
    rounds, messages, expected = channels.rounds, channels.world.messages, channels.expected
    tally.days = len(expected)
    tally.refused = channels.world.refused
    tally.one = sum(rounds[key] == messages[key] == 1 for key in expected)
    tally.missing = sum(not rounds[key] or not messages[key] for key in expected)
    tally.double = sum(count > 1 for counts in (rounds, messages) for count in counts.values())
    tally.late = channels.late
    tally.early = sum(key not in expected for key in channels.world.posted)
    return tally


def _next_look(now: datetime, changes: list[datetime], chance: Random) -> datetime:
    """When the bot ticks next: nearly every minute around most changes of the clocks, else at any interval."""
    while changes and changes[0] + _AROUND < now:
        del changes[0]
    if changes and changes[0] - _AROUND <= now:
        return now + timedelta(seconds=chance.uniform(5, 60))
    (_, least, most), *_ = chance.choices(_INTERVALS, [share for share, _, _ in _INTERVALS])
    coming = now + timedelta(seconds=_between(chance, least, most))
    if changes and changes[0] - _AROUND < coming and chance.random() < _SEEN:
        return changes[0] - _AROUND
    return coming


def _changes(zone: tzinfo, start: datetime, length: timedelta) -> list[datetime]:
    """The hours in which the zone's offset changes."""
    hours = (start + timedelta(hours=number) for number in range(int(length / timedelta(hours=1))))
    offsets = ((hour, hour.astimezone(zone).utcoffset()) for hour in hours)
    return [after for (_, one), (after, other) in pairwise(offsets) if one != other]


def _between(chance: Random, least: float, most: float) -> float:
    """A number between the two, each order of magnitude as likely."""
    return exp(chance.uniform(log(least), log(most)))


def measure(seed: int) -> tuple[list[Figure], list[str]]:
    """The figures over all zones, and a table by kind of rule."""
    kinds: defaultdict[str, list[tuple[str, Tally]]] = defaultdict(list)
    zones = tuple(ruled())
    with ProcessPoolExecutor() as pool:
        for each, tally in zip(zones, pool.map(partial(simulate, seed=seed), zones), strict=True):
            kinds[each.kind].append((each.zone, tally))
    total = Tally()
    for counted in kinds.values():
        for _, tally in counted:
            total += tally
    run = f"{len(zones)} zones, {total.ticks:,} ticks, {total.kills:,} kills, {total.jumps:,} clock jumps"
    twice = f"two processes at once: {total.refused:,} claims refused"
    return [
        Figure("channel-days on which the bot was awake after post time", total.days, "{:,.0f}", remark=run),
        Figure("of these with exactly one round", total.one / total.days, "{:.4%}", 1.0, 1.0, True),
        Figure("of these with none", total.missing, "{:.0f}", 0, 0),
        Figure("channel-days with two or more", total.double, "{:.0f}", 0, 0, remark=twice),
        Figure("rounds on a date or before a time at which none was due", total.early, "{:.0f}", 0, 0),
        Figure("looks at which a round was due and left for later", total.late, "{:.0f}", 0, 0),
    ], ["\n".join(_table(kinds))]


def _table(kinds: Mapping[str, Sequence[tuple[str, Tally]]]) -> Iterator[str]:
    yield "| kind of rule | zones | channel-days | exactly one | none | two |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for kind, zones in kinds.items():
        total = Tally()
        for _, tally in zones:
            total += tally
        names = ", ".join(name for name, _ in zones)
        yield f"| {kind} | {names} | {total.days:,} | {total.one:,} | {total.missing} | {total.double} |"
