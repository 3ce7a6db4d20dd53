"""A key that the host corrects while members answer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.tutor.library import open_library
from bot.tutor.regrading import regrade
from bot.tutor.rounds import FRESH
from kotae.asking import BANK, IS_RIGHT, NOT_RIGHT
from kotae.organising import until
from kotae.posing import Posing, Taker
from kotae.teaching import Tutor

pytestmark = pytest.mark.asyncio


async def test_an_answer_by_the_key_that_the_bot_had_read_is_graded_again(tutor: Tutor) -> None:
    tutor.ask(BANK)
    now = datetime.now(UTC)
    tutor.at(now)
    await tutor.start()
    posted = await Posing(tutor).post("grib-pick")
    users = [tutor.server.add_member(f"member{number}").user for number in range(3)]
    first, second, third = (Taker(posted, user=user) for user in users)
    assert NOT_RIGHT[0] in (await (await first.tap("30 seconds")).response()).text
    tutor.ask(
        BANK.replace("{right: true, ja: 7 分", "{ja: 7 分").replace(
            "{ja: 30 秒, en: 30 seconds", "{right: true, ja: 30 秒, en: 30 seconds"
        )
    )
    library = open_library([tutor.deck.folder], [], None, [tutor.bank.parents[1]])
    working = asyncio.create_task(regrade(f"sqlite:///{tutor.data / 'kotae.db'}", library, "grib-pick", late=1.5))
    await until(tutor, f"SELECT frozen = '{posted.round.frozen}' FROM rounds", [(0,)])
    assert NOT_RIGHT[0] in (await (await second.tap("30 seconds")).response()).text
    (done,) = await working
    assert (done.name, done.fields["answers"]) == ("regraded", "2")
    tutor.at(now + FRESH + timedelta(seconds=1))
    assert IS_RIGHT[0] in (await (await third.tap("30 seconds")).response()).text
    assert IS_RIGHT[0] in (await (await first.tap("7 minutes")).response()).text  # the first one counts, and is right now
    assert [correct for _, _, correct in await posted.answers()] == [True, True, True]
    assert tutor.server.rejections == []
