"""Turns are handed out evenly, the urgent ones first."""

import asyncio

from bot.discord_front.pacing import PER_SECOND, Pace


async def test_a_second_holds_at_most_so_many() -> None:
    pace = Pace(40)
    taken = []
    for _ in range(61):
        await pace.turn()
        taken.append(pace._taken[-1])
    assert all(later - sooner >= 0.999 for sooner, later in zip(taken, taken[40:], strict=False))
    assert PER_SECOND < 50


async def test_the_urgent_come_first_and_others_in_turn() -> None:
    pace, order = Pace(500), []

    async def take(name: str, urgent: bool) -> None:
        await pace.turn(urgent=urgent)
        order.append(name)

    await asyncio.gather(*(take(f"{urgent}{number}", urgent) for number in range(3) for urgent in (False, True)))
    assert order == ["True0", "True1", "True2", "False0", "False1", "False2"]


async def test_who_gives_up_holds_nobody_up() -> None:
    pace = Pace(500)
    gone = asyncio.create_task(pace.turn(urgent=True))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait_for(pace.turn(), 5)
    await asyncio.wait_for(pace.turn(), 5)
