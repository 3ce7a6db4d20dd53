"""Channels with a daily on a loopback Discord, the bot that serves them, and what came of every round: lost, double, missing."""

import asyncio
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, TypeAlias

from bot.store import dailies
from bot.store.address import address
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from kotae.asking import BANK
from kotae.organising import round_of
from kotae.posing import Taker
from kotae.teaching import Tutor
from loopback import Channel, LoopbackDiscord, Message, Outcome, User

QUESTIONS = BANK.partition("- id: mirfak-limit")[0]
"""One question of each kind."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POST_AT = 7 * 60
PATIENCE = 30.0
"""Seconds for the bot to come to rest before something counts as missing."""
EVERY = 0.02
"""Seconds between two looks at the database."""
_TOTAL = re.compile(r"(\d+) answers?, (\d+) right")
_KINDS = {
    "How long is the gribble": "grib-pick",
    "The gribble interval is less": "grib-statement",
    "How many seconds does": "frob-typed",
    "Which are times?": "grib-two",
    "Put these in order": "grib-order",
}


Plan: TypeAlias = Callable[[int, Outcome], None]
"""Told of the first, second, … interaction of somebody who answers."""


@dataclass
class Tap:
    """A member's try at a round, whatever became of it."""

    round: int
    user: User
    outcome: Outcome | None = None

    @property
    def told(self) -> str:
        """What the member reads now."""
        message = self.outcome.original if self.outcome is not None and not self.outcome.loading else None
        return message.text if message is not None else ""

    @property
    def acknowledged(self) -> bool:
        """Whether they were told that an answer of theirs is kept."""
        return "Recorded." in self.told or "the first answer counts" in self.told


@dataclass
class Channels:
    """The bot and its channels. Its clock stands where `at` puts it; posts are due at seven in UTC."""

    tutor: Tutor
    places: list[Channel]
    members: list[User]
    taps: list[Tap] = field(default_factory=list)
    moment: datetime = field(init=False)
    begin: datetime = field(init=False)
    """Six o'clock of the first day, in the future: no answer is older than its round's end."""

    def __post_init__(self) -> None:
        self.begin = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0) + 2 * DAY
        self.at(self.begin)

    def at(self, moment: datetime) -> None:
        """What the bot's clock shows from now on."""
        self.moment = moment
        self.tutor.at(moment)

    @property
    def server(self) -> LoopbackDiscord:
        """The Discord they are on."""
        return self.tutor.server

    async def set_up(self, closes_after: Sequence[int | None], seed: str) -> None:
        """A daily for each channel, closing after so many minutes in turn. Makes the database, so the bot is not running."""
        self.tutor.ask(QUESTIONS)
        store = await open_store(address(self.tutor.environment["KOTAE_DATABASE_URL"]))
        try:
            for number, place in enumerate(self.places):
                assert place.guild is not None
                closes = closes_after[number % len(closes_after)]
                chosen = DailySettings(POST_AT, "UTC", language="en", closes_after=closes, thread=True)
                own, by = f"{seed}/{number}", self.server.owner.id
                await dailies.set_up(store, place.guild.id, place.id, chosen, by=by, at=self.begin, seed=own)
        finally:
            await store.close()

    def seven(self, day: int) -> datetime:
        """When the questions of a day are due."""
        return self.begin + HOUR + day * DAY

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        with closing(sqlite3.connect(self.tutor.data / "kotae.db", timeout=5)) as connection:
            return connection.execute(query, values).fetchall()

    async def reaches(self, look: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Wait until it is so; whether it came to that."""
        end = asyncio.get_running_loop().time() + patience
        while not look():
            if asyncio.get_running_loop().time() > end:
                return False
            await asyncio.sleep(EVERY)
        return True

    def all_posted(self, day: int) -> bool:
        """Whether every channel has the question of that day, and the database knows."""
        local = self.seven(day).date().isoformat()
        (count,) = self.rows("SELECT count(*) FROM rounds WHERE local_date = ? AND posted_at IS NOT NULL", local)[0]
        return bool(count == len(self.places))

    def all_revealed(self) -> bool:
        """Whether every round that is over has been revealed."""
        over = (
            "closed_at IS NOT NULL OR closes_at <= ? OR (closes_at IS NULL AND local_date < (SELECT max(local_date) FROM rounds))"
        )
        query = f"SELECT count(*) FROM rounds WHERE posted_at IS NOT NULL AND revealed_at IS NULL AND ({over})"
        moment = self.moment.strftime("%Y-%m-%d %H:%M:%S.%f")
        return bool(self.rows(query, moment) == [(0,)])

    def own(self, place: Channel) -> list[Message]:
        """The public messages of the bot in a channel."""
        return [each for each in self.server.posts(place) if each.author is self.server.bot]

    def posts(self, place: Channel) -> list[Message]:
        """The questions in a channel, oldest first."""
        return [each for each in self.own(place) if round_of(each) is not None]

    def newest(self) -> Iterator[Message]:
        """The last question of each channel."""
        for place in self.places:
            yield from self.posts(place)[-1:]

    def of_kind(self, question: str) -> Message:
        """A newest question of that id."""
        return next(post for post in self.newest() if question_of(post) == question)

    async def tap(self, post: Message, user: User, *, rightly: bool, plan: Plan | None = None) -> Tap:
        """Answer a post, as far as one gets: the bot may be gone. `plan` hears of each interaction before the bot does."""
        number = round_of(post)
        assert number is not None
        tap = Tap(number, user)
        self.taps.append(tap)
        posted: Any = SimpleNamespace(posing=SimpleNamespace(tutor=self.tutor), message=post, question=question_of(post))
        taker = _Noting(posted, tap, user, plan)
        with suppress(AssertionError, IndexError):  # no bot is there, or it says that there is an answer already
            await taker.answer(rightly=rightly)
        return tap

    async def tap_all(self, posts: Sequence[Message], chance: Random, within: float, users: Sequence[User]) -> None:
        """These members answer all posts that they have not been told to be answered, at any moment within so many seconds."""
        done = {(tap.round, tap.user.id) for tap in self.taps if tap.acknowledged}
        pairs = [(post, user) for post in posts for user in users if (round_of(post), user.id) not in done]

        async def later(post: Message, user: User, wait: float, rightly: bool) -> None:
            await asyncio.sleep(wait)
            await self.tap(post, user, rightly=rightly)

        await asyncio.gather(*(later(*pair, chance.uniform(0, within), chance.random() < 0.5) for pair in pairs))


def question_of(post: Message) -> str:
    """The id of a post's question."""
    return next(name for words, name in _KINDS.items() if words in post.text)


class _Noting(Taker):
    """A member who answers, and of whom is kept what they look at."""

    def __init__(self, posted: Any, tap: Tap, user: User, plan: Plan | None) -> None:
        self._tap, self._plan, self._steps = tap, plan, 0
        super().__init__(posted, user=user)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "outcome" and value is not None:
            self._tap.outcome = value
            self._steps += 1
            if self._plan is not None:
                self._plan(self._steps, value)


@dataclass
class Count:
    """What came of all rounds. Everything but the first three must be 0."""

    rounds: int = 0
    acknowledged: int = 0
    practice: int = 0
    lost: int = 0
    """Acknowledged, and not in the database or not as it was told."""
    uncounted: int = 0
    """Reveals that count other answers than the database has."""
    missing_posts: int = 0
    double_posts: int = 0
    missing_reveals: int = 0
    double_reveals: int = 0
    missing_threads: int = 0
    left_open: int = 0
    """Posts whose round is closed and whose buttons still invite."""
    paused: int = 0
    wrong: list[str] = field(default_factory=list)
    """Where it happened."""


def count(channels: Channels, days: int, places: Sequence[Channel] | None = None) -> Count:
    """Look at everything Discord and the database have, once the bot is at rest; of all channels, or of these."""
    places = channels.places if places is None else places
    found = Count(rounds=days * len(places))
    kept = {(number, user): bool(correct) for number, user, correct in channels.rows(_ANSWERS)}
    _count_answers(found, channels, kept)
    closed = {number for (number,) in channels.rows(_CLOSED)}
    for place in places:
        posts, own = channels.posts(place), channels.own(place)
        times = Counter(round_of(post) for post in posts)
        _note(found, "double_posts", sum(times.values()) - len(times), f"{place.id}: {times}")
        _note(found, "missing_posts", max(days - len(times), 0), f"#{place.id}: {len(times)} of {days} days")
        for post in posts:
            number = round_of(post)
            answers = [each for each in own if _answered(each) == post.id]
            if number in closed:
                _note(found, "missing_reveals", not answers, f"round {number}")
                _note(found, "left_open", not all(button.get("disabled") for button in post.buttons), f"round {number}")
            _note(found, "double_reveals", max(len(answers) - 1, 0), f"round {number}")
            for each in answers:
                _note(found, "missing_threads", "thread" not in each.data, f"round {number}")
                right = [correct for (of, _), correct in kept.items() if of == number]
                _note(found, "uncounted", _total(each) != (len(right), sum(right)), f"round {number}: {_total(each)}, {right}")
    _note(found, "paused", channels.rows("SELECT count(*) FROM dailies WHERE paused_at IS NOT NULL")[0][0], "paused")
    return found


_ANSWERS = 'SELECT a.round, l."user", a.correct FROM answers a JOIN learners l ON l.id = a.learner'
_CLOSED = "SELECT id FROM rounds WHERE closed_at IS NOT NULL AND posted_at IS NOT NULL"


def _count_answers(found: Count, channels: Channels, kept: dict[tuple[int, int], bool]) -> None:
    for tap in channels.taps:
        found.practice += "practice" in tap.told
        if tap.acknowledged:
            found.acknowledged += 1
            right = kept.get((tap.round, tap.user.id))
            wrong = right is None or right != ("### Correct." in tap.told)
            _note(found, "lost", wrong, f"round {tap.round}, member {tap.user.name}: kept {right}, told {tap.told[:80]!r}")


def _note(found: Count, name: str, times: int, where: str) -> None:
    if times:
        setattr(found, name, getattr(found, name) + times)
        found.wrong.append(f"{name}: {where}")


def _answered(message: Message) -> int | None:
    """The message that this one is a reply to."""
    reference = message.data.get("message_reference")
    return int(reference["message_id"]) if reference else None


def _total(reveal: Message) -> tuple[int, int]:
    """How many answers a reveal counts, and how many right ones."""
    said = _TOTAL.search(reveal.text)
    return (int(said[1]), int(said[2])) if said else (0, 0)
