"""A process of its own that writes until it is killed, and says what it was told is recorded: `path round first`."""

import asyncio
import itertools
import os
import sys
from datetime import UTC, datetime

from bot.store import answers
from bot.store.address import address
from bot.store.answers import Given, Recorded
from bot.store.opening import open_store
from bot.store.store import Store


async def answer(store: Store, round_id: int, users: "itertools.count[int]") -> None:
    for user in users:
        done = await answers.record(store, Given(round_id, user, "n", (user % 4,), False, datetime.now(UTC)))
        assert isinstance(done, Recorded)
        os.write(1, b"%d\n" % user)


async def main(path: str, round_id: int, first: int) -> None:
    store = await open_store(address(f"sqlite:///{path}"))
    users = itertools.count(first)
    await asyncio.gather(*(answer(store, round_id, users) for _ in range(40)))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
