"""Turns are handed out evenly, the urgent ones first, and no more than Discord may still count."""

import asyncio
from bisect import bisect_left
from random import Random

from bot.discord_front.pacing import SECOND, Pace


async def test_no_second_holds_more_however_long_requests_take() -> None:
    """A request may arrive at any moment of its turn: count it at all of them."""
    pace, chance, turns = Pace(40), Random(1), []

    async def request() -> None:
        async with pace.turn():
            begun = asyncio.get_running_loop().time()
            await asyncio.sleep(chance.random() * 0.2)
            turns.append((begun, asyncio.get_running_loop().time()))

    await asyncio.gather(*(request() for _ in range(100)))
    ended = sorted(end for _, end in turns)
    for number, begun in enumerate(sorted(begun for begun, _ in turns)):
        over = bisect_left(ended, begun - SECOND + 0.001)  # those that Discord counts no more
        assert number + 1 - over <= 40


async def test_they_are_spread_over_the_second() -> None:
    pace, loop = Pace(40), asyncio.get_running_loop()
    begun = loop.time()
    for _ in range(41):
        async with pace.turn():
            pass
    assert loop.time() - begun >= SECOND - 0.5


async def test_the_urgent_come_first_and_others_in_turn() -> None:
    pace, order = Pace(500), []

    async def take(name: str, urgent: bool) -> None:
        async with pace.turn(urgent=urgent):
            order.append(name)

    await asyncio.gather(*(take(f"{urgent}{number}", urgent) for number in range(3) for urgent in (False, True)))
    assert order == ["True0", "True1", "True2", "False0", "False1", "False2"]


async def test_who_gives_up_or_fails_holds_nobody_up() -> None:
    pace = Pace(2)

    async def take(seconds: float = 0.0) -> None:
        async with pace.turn():
            await asyncio.sleep(seconds)
            raise ValueError

    gone = [asyncio.create_task(take()) for _ in range(5)]
    await asyncio.sleep(0)
    for task in gone:
        task.cancel()
    begun = [asyncio.create_task(take(9)) for _ in range(2)]
    await asyncio.sleep(1)
    for task in begun:
        task.cancel()
    done = await asyncio.wait_for(asyncio.gather(*gone, *begun, take(), take(), return_exceptions=True), 5)
    assert [type(each) for each in done] == [asyncio.CancelledError] * 7 + [ValueError] * 2
