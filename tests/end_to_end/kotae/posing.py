"""Rounds put into the bot's store and their cards into its channel: what posting does, done by a test."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.discord_front import layout
from bot.discord_front.questions import controls, how_part, question_parts
from bot.discord_front.reveal import reveal
from bot.discord_front.round_ids import written
from bot.store import answers, dailies, rounds, tries
from bot.store.address import address
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from bot.store.rounds import Claim, Round
from bot.store.store import Store
from bot.study.facts import Language
from bot.study.questions.freezing import frozen
from bot.tutor.library import Library, open_library
from bot.tutor.practice import Posed, pose
from bot.tutor.revealing import revealed
from bot.tutor.rounds import languages, read
from kotae.asking import RIGHT
from kotae.teaching import Tutor
from loopback import Channel, Message, Outcome, Response, User

NOW = datetime.now(UTC)
TODAY = NOW.date()
LAST_MINUTE = 24 * 60 - 1
EARLY = "UTC" if NOW.hour < 20 else "Etc/GMT+12"
"""A zone where that minute is some hours away: the bot is not to ask by itself."""
COMPONENTS_V2 = 1 << 15
WRONG = {"grib-pick": ("30 seconds", "30 秒"), "grib-statement": ("True", "正しい")}
GOOD = {"grib-pick": ("7 minutes", "7 分"), "grib-statement": ("False", "誤り")}


@asynccontextmanager
async def the_store(tutor: Tutor) -> AsyncIterator[Store]:
    """The bot's database, opened beside it."""
    store = await open_store(address(f"sqlite:///{tutor.data / 'kotae.db'}"), busy_seconds=5)
    try:
        yield store
    finally:
        await store.close()


@contextmanager
def slow(tutor: Tutor, table: str) -> Iterator[None]:
    """Whoever reads that table of the bot's database waits some seconds for it."""
    counting = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 30000000) SELECT max(x) FROM c"
    with closing(sqlite3.connect(tutor.data / "kotae.db", timeout=60)) as connection:  # the bot may write and wait too
        connection.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM elsewhere WHERE ({counting}) > 0")
        try:
            yield
        finally:
            connection.execute(f"DROP VIEW {table}")
            connection.execute(f"ALTER TABLE elsewhere RENAME TO {table}")


@dataclass
class Posing:
    """Questions as the bot's channel asks them."""

    tutor: Tutor
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.library = open_library([self.tutor.deck.folder], [], None, [self.tutor.bank.parents[1]])

    async def post(
        self,
        question: str,
        *,
        channel: Channel | None = None,
        day: date = TODAY,
        closes_in: float | None = None,
        **settings: Any,
    ) -> Posted:
        """A round of that question (by id), posted in the channel. `closes_in`: seconds."""
        place = channel or self.tutor.server.channel
        assert place.guild is not None
        posed = pose(self.library, next(each for each in self.library.questions if each.id == question), "s")
        chosen = DailySettings(post_at=LAST_MINUTE, zone=EARLY, **{"language": "both", **settings})
        async with the_store(self.tutor) as store:
            daily = await dailies.set_up(store, place.guild.id, place.id, chosen, by=1, at=NOW, seed="s")
            claim = Claim(
                *(daily.id, place.guild.id, place.id, day, posed.question.key),
                *(posed.question.facts, frozen(posed.question, posed.order), NOW),
                withheld=chosen.feedback == "reveal",
            )
            number = (await rounds.claim(store, claim)).round.id
            message = self.card(number, posed, place, languages(chosen.language))
            ends = None if closes_in is None else datetime.now(UTC) + timedelta(seconds=closes_in)
            await rounds.posted(store, number, message.id, datetime.now(UTC), ends)
            found = await rounds.by_id(store, number)
        assert found is not None
        return Posted(self, found, message, question)

    def card(self, number: int, posed: Posed, channel: Channel, spoken: Sequence[Language]) -> Message:
        """The round's public card."""
        asked = controls(posed, spoken, lambda control: written(number, control), public=True)
        view = layout.message([*question_parts(posed, spoken), how_part(posed, spoken, public=True), *asked])
        return self.say(view, channel)

    def say(self, view: layout.Message, channel: Channel) -> Message:
        """A message of the bot's."""
        server, sent = self.tutor.server, {"components": view.to_components(), "flags": COMPONENTS_V2}
        return server.messages.create(channel, server.bot, sent | {"allowed_mentions": {"parse": []}})


@dataclass
class Posted:
    """A round in its channel."""

    posing: Posing
    round: Round
    message: Message
    question: str

    async def close(self) -> None:
        """No answer counts any more."""
        async with the_store(self.posing.tutor) as store:
            await rounds.closed(store, self.round.id, datetime.now(UTC))

    async def answers(self) -> list[tuple[int, Any, bool]]:
        """What is on the disk: who, what, whether it is right."""
        async with the_store(self.posing.tutor) as store:
            given = await answers.of_round(store, self.round.id)
        return [(each.user, each.answer.chosen, each.answer.correct) for each in given]

    async def tries(self, user: int) -> str | None:
        """What was typed first, and was close."""
        async with the_store(self.posing.tutor) as store:
            found = await tries.of_user(store, self.round.id, user)
        return found.typed if found else None

    async def answer_as(self, user: int, name: str, chosen: Any, *, correct: bool) -> None:
        """An answer that is in the store already."""
        async with the_store(self.posing.tutor) as store:
            await answers.record(store, Given(self.round.id, user, name, chosen, correct, datetime.now(UTC)))

    async def reveal(self, next_at: datetime | None = None, spoken: str = "both", **how: Any) -> Message:
        """Close it and post its reveal in these languages."""
        await self.close()
        async with the_store(self.posing.tutor) as store:
            asked = await read(store, self.posing.library, self.round.id)
            assert asked is not None
            shown = await revealed(store, asked)
        view = reveal(self.round.id, shown, languages(spoken), next_at, **how)
        return self.posing.say(view, self.message.channel)


class Taker:
    """A member who answers a round: `outcome` is the private message they look at, if they have one."""

    def __init__(self, posted: Posted, locale: str = "en-US", user: User | None = None) -> None:
        self.posted = posted
        self.server = posted.posing.tutor.server
        self.user = user or self.server.user
        self.locale = locale
        self.outcome: Outcome | None = None

    @property
    def japanese(self) -> int:
        """Which of two words is theirs."""
        return int(self.locale == "ja")

    async def tap(self, label: str) -> Outcome:
        """Press a button of the post whose label contains that."""
        return await self.press(self.posted.message, label)

    async def press(self, target: Message | Outcome, label: str) -> Outcome:
        """Press a button of any message."""
        message = target if isinstance(target, Message) else await target.message()
        button = next(each for each in message.buttons if label in each["label"])
        place: dict[str, Any] = {"locale": self.locale, "user": self.user}
        self.outcome = await self.server.click(target, button["custom_id"], **place)
        return self.outcome

    async def set(self, menu: int, *labels: str) -> Outcome:
        """Choose the options whose labels end so in that menu of the panel."""
        assert self.outcome is not None
        message = await self.outcome.message()
        assert len(message.selects) > menu, message.text
        select = message.selects[menu]
        values = [next(str(o["value"]) for o in select["options"] if o["label"].endswith(label)) for label in labels]
        self.outcome = await self.server.select(self.outcome, select["custom_id"], values, locale=self.locale)
        await self.outcome.response()
        return self.outcome

    async def type(self, answer: str, source: Message | Outcome | None = None) -> Response:
        """Open the form and send it with this answer."""
        form = await self.press(source or self.posted.message, ("Type the answer", "答えを入力")[self.japanese])
        self.outcome = await self.server.submit_modal(form, {"answer": answer})
        return await self.outcome.response()

    async def answer(self, *, rightly: bool) -> Response:
        """Answer the round, of whichever kind."""
        own = self.japanese
        match self.posted.question:
            case "grib-pick" | "grib-statement" as question:
                outcome = await self.tap((GOOD if rightly else WRONG)[question][own])
                return await outcome.response()
            case "frob-typed":
                return await self.type("30 s" if rightly else "7 minutes")
            case "grib-two":
                await self.tap(("Answer", "答える")[own])
                right = RIGHT["grib-two"][own::2]
                await self.set(0, *(reversed(right) if rightly else (right[0], ("The saga", "物語")[own])))
            case _:
                await self.tap(("Answer", "答える")[own])
                steps = RIGHT["grib-order"][own::2]
                for place, step in enumerate(steps if rightly else reversed(steps)):
                    await self.set(place, step)
        assert self.outcome is not None
        return await (await self.press(self.outcome, ("Confirm", "確定")[own])).response()
