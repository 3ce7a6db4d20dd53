"""A process of its own that claims every day of a month in a channel and prints the days it got: `path daily name`."""

import asyncio
import sys
from datetime import UTC, date, datetime, timedelta

from bot.store import rounds
from bot.store.address import address
from bot.store.opening import open_store
from bot.store.rounds import Claim

SERVER = 10**18 + 1


async def main(path: str, daily: int, name: str) -> None:
    store = await open_store(address(f"sqlite:///{path}"), busy_seconds=20)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(30):
        day = date(2026, 1, 1) + timedelta(number)
        claimed = await rounds.claim(store, Claim(daily, SERVER, 2, day, f"{name}{number}", (), "{}", datetime.now(UTC)))
        if claimed.ours:
            print(claimed.round.question, flush=True)
    await store.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
