"""The loopback Discord with the echo bot: what a real bot does on it, and what it refuses a bot that is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import aiohttp
import pytest

from loopback import BotProcess, LoopbackDiscord, NotInvocable, Timeout
from loopback.bot_process import ECHO_BOT

FACT = "A message stays hidden for 30 seconds"


async def test_ready_means_connected_and_commands_registered(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    assert discord_server.log.identifies[0]["intents"] == 1
    command = await discord_server.registered("explain")
    assert [option["name"] for option in command["options"]] == ["query", "private", "slow"]
    assert discord_server.rejections == []
    assert await echo_bot.terminate() == -15
    await discord_server.disconnected()


async def test_slash_click_modal_and_menu(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    card = await discord_server.slash("explain", {"query": "sqs"})
    response = await card.response()
    assert response.type == 4
    assert FACT in response.text
    assert response.elapsed < 3
    message = await card.message()
    assert message.custom_ids == ["echo:quiz", "echo:write"]
    assert [button["label"] for button in message.buttons] == ["Documentation", "FAQ", "Quiz me", "Write"]
    assert discord_server.posts() == [message]

    quiz = await (await discord_server.click(card, "echo:quiz")).response()
    assert quiz.ephemeral
    assert quiz.text == "Which one is it?"

    written = await discord_server.click(card, label="Write")
    assert (await written.modal())["title"] == "A note"
    submitted = await discord_server.submit_modal(written, {"note": "<@&1> @everyone 了解"})
    answer = await submitted.message()
    assert answer.text.endswith("了解")
    assert answer.pings == set()

    menu = await discord_server.message_menu("Explain this", "What is SQS?", author=discord_server.owner)
    assert (await menu.response()).text == "12 characters"
    assert FACT in (await menu.followup()).text
    assert discord_server.rejections == []


async def test_autocomplete_and_deferral(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    typing = await discord_server.autocomplete("explain", {"query": "vis"}, focused="query", locale="en-US")
    assert len(await typing.choices()) == 25

    slow = await discord_server.slash("explain", {"query": "sqs", "slow": True, "private": True})
    assert (await slow.response()).type == 5
    shown = await slow.message()
    assert shown.ephemeral
    assert FACT in shown.text
    assert (await slow.followup()).text == "That was sqs"
    assert discord_server.posts() == []
    assert discord_server.rejections == []


async def test_everywhere_a_command_may_be_used(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    elsewhere = discord_server.add_guild("Friends", has_bot=False, members=[discord_server.user])
    for place in ({"context": "bot_dm"}, {"context": "private_channel"}, {"guild": elsewhere}, {"install": "user"}):
        outcome = await discord_server.slash("explain", {"query": "sqs"}, **place)
        assert FACT in (await outcome.response()).text, place
    with pytest.raises(NotInvocable, match=r"contexts|installed"):
        await discord_server.message_menu("Explain this", "SQS", guild=elsewhere)
    assert discord_server.rejections == []


async def test_what_no_user_could_do_raises(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    with pytest.raises(NotInvocable, match="no command 'quiz'"):
        await discord_server.slash("quiz")
    with pytest.raises(NotInvocable, match="is required"):
        await discord_server.slash("explain")
    with pytest.raises(NotInvocable, match="no option 'topic'"):
        await discord_server.slash("explain", {"query": "sqs", "topic": "x"})
    with pytest.raises(NotInvocable, match="does not take 7"):
        await discord_server.slash("explain", {"query": 7})
    card = await discord_server.slash("explain", {"query": "sqs", "private": True})
    await card.response()
    with pytest.raises(NotInvocable, match="no button"):
        await discord_server.click(card, "another")
    with pytest.raises(NotInvocable, match="ephemeral"):
        await discord_server.click(card, "echo:quiz", user=discord_server.owner)
    forged = await discord_server.click(card, "another", forge=True)
    with pytest.raises(Timeout, match="'another'"):
        await forged.response(0.3)


async def test_a_late_response_is_an_unknown_interaction(start_bot: Callable[..., Any]) -> None:
    async with LoopbackDiscord(shrink=0.1) as server:
        bot = await start_bot(str(ECHO_BOT), server=server)
        server.fail("POST", "/callback", delay=0.5)
        outcome = await server.slash("explain", {"query": "sqs"})
        assert (await outcome.refusal()).code == 10062
        assert [(rejection.status, rejection.code) for rejection in server.rejections] == [(404, 10062)]
        assert (await (await server.slash("explain", {"query": "sqs"})).response()).type == 4
        await bot.terminate()


async def test_a_second_response_is_refused_and_tokens_expire(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    server = discord_server
    server.fail("POST", "/callback", 500, after_accepting=True)
    outcome = await server.slash("explain", {"query": "sqs"})
    assert FACT in (await outcome.response()).text
    assert (await outcome.refusal()).code == 40060

    async with aiohttp.ClientSession(server.url) as http:
        webhook = f"/api/v10/webhooks/{server.bot.id}/{outcome.token}"
        assert (await http.post(webhook, json={"content": "more"})).status == 200
        assert (await http.post(f"/api/v10/webhooks/{server.bot.id}/other", json={"content": "more"})).status == 404
        server.advance(901)
        late = await http.post(webhook, json={"content": "too late"})
        assert (late.status, (await late.json())["code"]) == (401, 50027)


async def test_a_rate_limit_is_waited_out(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    fault = discord_server.fail("POST", "/callback", 429, retry_after=0.2)
    outcome = await discord_server.slash("explain", {"query": "sqs"})
    assert (await outcome.response()).elapsed > 0.2
    assert fault.served == 1
    assert discord_server.rejections == []


async def test_a_reset_after_acceptance_loses_only_the_answer(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    discord_server.fail("POST", "/callback", reset=True, after_accepting=True)
    outcome = await discord_server.slash("explain", {"query": "sqs"})
    assert FACT in (await outcome.response()).text
    discord_server.fail("POST", "/callback", reset=True)
    with pytest.raises(Timeout):
        await (await discord_server.slash("explain", {"query": "sqs"})).response(0.5)


@pytest.mark.parametrize("how", ["close", "cut", "reconnect", "resumable"])
async def test_a_lost_socket_is_resumed_and_nothing_missed(
    discord_server: LoopbackDiscord, echo_bot: BotProcess, how: str
) -> None:
    server = discord_server
    lose: dict[str, Callable[[], None]] = {
        "close": server.close_sockets,
        "cut": server.cut_sockets,
        "reconnect": server.request_reconnect,
        "resumable": partial(server.invalidate_sessions, resumable=True),
    }
    lose[how]()
    outcome = await server.slash("explain", {"query": "sqs"})
    assert FACT in (await outcome.response()).text
    assert len(server.log.resumes) == 1
    assert len(server.log.identifies) == 1


async def test_an_invalid_session_is_identified_anew(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    discord_server.invalidate_sessions()
    with pytest.raises(NotInvocable, match="no bot is connected"):
        await discord_server.slash("explain", {"query": "sqs"})
    await discord_server.ready()
    assert len(discord_server.log.identifies) == 2
    assert (await (await discord_server.slash("explain", {"query": "sqs"})).response()).type == 4


async def test_unanswered_heartbeats_make_the_client_resume(start_bot: Callable[..., Any]) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.3) as server:
        bot = await start_bot(str(ECHO_BOT), server=server, heartbeat_timeout=1.0)
        server.stop_acking_heartbeats()
        await server.until(lambda: server.log.resumes or None)
        server.resume_acking_heartbeats()
        assert (await (await server.slash("explain", {"query": "sqs"})).response()).type == 4
        await bot.terminate()


async def test_several_shards(start_bot: Callable[..., Any]) -> None:
    async with LoopbackDiscord(shards=2) as server:
        guilds = [server.guild, server.add_guild("Second", members=[server.user])]
        bot = await start_bot(str(ECHO_BOT), server=server)
        assert [identify["shard"] for identify in server.log.identifies] == [[0, 2], [1, 2]]
        for guild in guilds:
            assert (await (await server.slash("explain", {"query": "sqs"}, guild=guild)).response()).type == 4
        await bot.terminate()


async def test_twenty_interactions_in_flight(discord_server: LoopbackDiscord, echo_bot: BotProcess) -> None:
    async def one() -> float:
        return (await (await discord_server.slash("explain", {"query": "sqs"})).response()).elapsed

    assert max(await asyncio.gather(*(one() for _ in range(20)))) < 3
    assert discord_server.rejections == []


async def test_a_bot_with_a_wrong_token_ends(discord_server: LoopbackDiscord, start_bot: Callable[..., Any]) -> None:
    with pytest.raises(Timeout, match="Improper token"):
        await start_bot(str(ECHO_BOT), env={"DISCORD_TOKEN": "another"})
    assert discord_server.rejections[0].status == 401
