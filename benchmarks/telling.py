"""The creator of a daily that lost its channel is told so while Discord fails -> whether they heard of it, once."""

import asyncio
from datetime import timedelta

from benchmarks.channels import DAY, QUESTIONS, Channels, Count
from benchmarks.fault_kinds import KINDS, Met, planned
from bot.store import dailies
from bot.store.address import address
from bot.store.dailies import DailySettings
from bot.store.opening import open_store
from kotae.teaching import Tutor
from loopback import Channel, User

CALLS = {
    "word to an organiser: who it is": ("GET", r"/users/{user}$"),
    "word to an organiser: open the conversation": ("POST", r"/users/@me/channels$"),
    "word to an organiser: send": ("POST", r"/channels/{dm}/messages$"),
}
MINUTE = timedelta(minutes=1)
SETTLE = 0.3


async def live(tutor: Tutor) -> list[Met]:
    """One daily after the other finds its channel gone; each has another creator, and fails in another way."""
    channels, server = Channels(tutor, [], []), tutor.server
    tutor.ask(QUESTIONS)
    failing = [
        (call, kind, server.add_channel(name=f"lost-{number}"), server.add_member(f"organiser{number}").user)
        for number, (call, kind) in enumerate((call, kind) for call in CALLS for kind in KINDS)
    ]
    await _set_up(channels, [(place, user) for *_, place, user in failing])
    await tutor.process.start()
    for *_, place, _ in failing:
        server.remove_channel(place)
    met = []
    for number, (call, kind, place, user) in enumerate(failing):
        method, path = CALLS[call]
        path = path.format(user=user.id, dm=server.world.dm_with(user).id)
        fault = planned(server, method, path, kind, 1)
        channels.at(channels.seven(0) + number * MINUTE)
        await channels.reaches(lambda place=place, user=user: bool(_heard(channels, place, user)), 8.0)  # type: ignore[misc]
        await asyncio.sleep(SETTLE)
        met.append((call, kind, place, user, fault))
    await asyncio.sleep(1)
    return [Met(call, kind, 1, fault.served, _found(channels, place, user)) for call, kind, place, user, fault in met]


async def _set_up(channels: Channels, pairs: list[tuple[Channel, User]]) -> None:
    store = await open_store(address(channels.tutor.environment["KOTAE_DATABASE_URL"]))
    try:
        for number, (place, user) in enumerate(pairs):
            chosen = DailySettings(7 * 60 + number, "UTC", language="en")
            server, before = channels.server.guild.id, channels.begin - DAY
            await dailies.set_up(store, server, place.id, chosen, by=user.id, at=before, seed=str(number))
    finally:
        await store.close()


def _heard(channels: Channels, place: Channel, user: User) -> int:
    """How often the creator was told, in private or in the server's system channel."""
    server = channels.server
    said = [*server.posts(server.world.dm_with(user)), *server.posts(server.channel)]
    return sum(f"<#{place.id}>" in message.text for message in said)


def _found(channels: Channels, place: Channel, user: User) -> Count:
    times = _heard(channels, place, user)
    wrong = [] if times == 1 else [f"told {times} times"]
    return Count(rounds=1, lost=int(not times), double_posts=max(times - 1, 0), wrong=wrong)
