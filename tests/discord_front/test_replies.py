"""What is on its way when the bot stops is waited for."""

import asyncio
from types import SimpleNamespace
from typing import Any

import discord

from bot.discord_front.help import welcome
from bot.discord_front.replies import Replies


async def test_a_welcome_on_its_way_is_waited_for() -> None:
    arrive, sent = asyncio.Event(), asyncio.Event()

    async def send(view: Any) -> None:
        await arrive.wait()
        sent.set()

    allowed = SimpleNamespace(view_channel=True, send_messages=True)
    channel = SimpleNamespace(permissions_for=lambda me: allowed, send=send)
    guild: Any = SimpleNamespace(system_channel=channel, me=object(), preferred_locale=discord.Locale.japanese)
    replies = Replies()
    welcoming = asyncio.create_task(welcome(guild, "en", replies))
    await asyncio.sleep(0)
    assert not await replies.settle(0.01)
    arrive.set()
    assert await replies.settle(1)
    assert sent.is_set()
    await welcoming
