"""What members are told with an answer: points, streak, freezes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kotae.posing import TODAY, Posing, Taker

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
SPOKEN = {EN: 0, JA: 1}
BOTH = pytest.mark.parametrize("locale", [EN, JA])
MONDAY = TODAY - timedelta(days=14 + TODAY.weekday())


def a_channel(posing: Posing) -> Any:
    """In a server of its own: a streak is a server's."""
    guild = posing.tutor.server.add_guild("Group", members=[posing.tutor.server.user])
    return next(iter(guild.channels.values()))


async def answered(posing: Posing, channel: Any, day: int, locale: str, *, rightly: bool = True, **settings: Any) -> str:
    """What is told for the answer to the question of that day, counted from a Monday."""
    posted = await posing.post("grib-pick", channel=channel, day=MONDAY + timedelta(day), **settings)
    return (await Taker(posted, locale).answer(rightly=rightly)).text


@BOTH
async def test_points_and_the_bonus_of_a_streak(posing: Posing, locale: str) -> None:
    channel, own = a_channel(posing), SPOKEN[locale]
    text = await answered(posing, channel, 0, locale)
    assert ("A first day: come back tomorrow and it is a streak · +12 points", "連続になります · +12 点")[own] in text
    text = await answered(posing, channel, 1, locale, rightly=False)
    assert ("2 days in a row · +3 points, 1 of them for the streak", "2 日連続 · +3 点（うち連続ボーナス 1 点）")[own] in text
    posted = await posing.post("grib-pick", channel=channel, day=MONDAY + timedelta(2))
    taker = Taker(posted, locale)
    assert ("+14 points", "+14 点")[own] in (await taker.answer(rightly=True)).text
    again = (await taker.answer(rightly=True)).text
    assert ("3 days in a row", "3 日連続")[own] in again
    assert ("points", "点")[own] not in again.split("\n")[-1]


@BOTH
async def test_a_freeze_is_earned_used_and_used_up(posing: Posing, locale: str) -> None:
    channel, own = a_channel(posing), SPOKEN[locale]
    for day in range(4):
        await answered(posing, channel, day, locale)
    text = await answered(posing, channel, 4, locale)
    assert ("you have earned a freeze", "フリーズを 1 個獲得")[own] in text
    assert ("You hold 1 of 2", "手持ち 1 個、最大 2 個")[own] in text
    await posing.post("grib-pick", channel=channel, day=MONDAY + timedelta(5))
    text = await answered(posing, channel, 6, locale)
    saturday = (MONDAY + timedelta(5)).isoformat()
    assert (f"covered the day you missed ({saturday})", f"答えなかった日（{saturday}）をフリーズが補い")[own] in text
    assert ("Freezes left: 0", "残りのフリーズ: 0 個")[own] in text
    assert ("6 days in a row", "6 日連続")[own] in text
    await posing.post("grib-pick", channel=channel, day=MONDAY + timedelta(7))
    text = await answered(posing, channel, 8, locale)
    assert ("Your streak of 6 days ended", "6 日の連続記録が途切れました")[own] in text
    assert ("A first day", "1 日目")[own] in text


@BOTH
async def test_points_are_not_told_where_they_would_tell_the_verdict(posing: Posing, locale: str) -> None:
    own, said = SPOKEN[locale], set()
    for rightly in (True, False):
        text = await answered(posing, a_channel(posing), 0, locale, rightly=rightly, feedback="reveal")
        assert ("told on the `/leaderboard` after the reveal", "正解発表のあと `/順位表`（leaderboard）で")[own] in text
        assert not any(told in text for told in ("+12", "+2"))
        said.add("\n".join(text.split("\n")[2:]))
    assert len(said) == 1
