"""From the bot's start to its end: connection, commands, notes, restarts, signals."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.terminal_front.health import alive
from kotae.organising import logged
from kotae.teaching import ROOT, Tutor
from loopback import BotProcess, Channel, LoopbackDiscord, Message, Outcome

CALLBACK = r"/interactions/\d+/[^/]+/callback"
COMMANDS = r"/applications/\d+/commands$"


async def ask(tutor: Tutor, query: str = "wobbulator") -> Outcome:
    return await tutor.server.slash("explain", {"query": query}, locale="en-US")


async def answers(tutor: Tutor) -> None:
    assert "## Wobbulator" in (await (await ask(tutor)).message()).text


def syncs(tutor: Tutor) -> int:
    return tutor.process.logs().count("commands were sent to Discord")


async def test_the_start(tutor: Tutor) -> None:
    await tutor.start()
    await logged(tutor, "ready; servers: 1")
    app = tutor.server.world.application_id
    printed = tutor.process.logs()
    assert f"client_id={app}" in printed
    assert "permissions=68608" in printed
    assert "scope=bot+applications.commands" in printed
    assert [identify["intents"] for identify in tutor.server.log.identifies] == [1]
    assert tutor.server.rejections == []


async def test_the_sign_of_life(tutor: Tutor) -> None:
    path = tutor.data / "alive"
    await tutor.start()
    end = time.monotonic() + 5
    while not alive(path, time.time()):
        assert time.monotonic() < end
        await asyncio.sleep(0.05)
    await tutor.process.terminate()
    assert not path.exists()


@pytest.mark.parametrize("how", ["close", "cut", "reconnect", "resumable", "invalid"])
async def test_a_lost_connection_comes_back(tutor: Tutor, how: str) -> None:
    await tutor.start()
    server = tutor.server
    lose: Callable[[], None] = {
        "close": server.close_sockets,
        "cut": server.cut_sockets,
        "reconnect": server.request_reconnect,
        "resumable": lambda: server.invalidate_sessions(resumable=True),
        "invalid": server.invalidate_sessions,
    }[how]
    lose()
    expected = server.log.identifies if how == "invalid" else server.log.resumes
    count = 2 if how == "invalid" else 1
    await server.until(lambda: len(expected) >= count or None, 20)
    await server.ready()
    await answers(tutor)
    assert server.rejections == []


async def test_what_happened_while_disconnected_is_answered(tutor: Tutor) -> None:
    await tutor.start()
    tutor.server.cut_sockets()
    outcome = await ask(tutor)
    assert "## Wobbulator" in (await outcome.message(timeout=10)).text


async def test_several_shards(tmp_path: Path) -> None:
    async with LoopbackDiscord(shards=2) as server:
        tutor = Tutor(server, tmp_path)
        await tutor.start()
        assert len(server.log.identifies) == 2
        await answers(tutor)
        outcome = await server.slash("help", context="bot_dm")
        assert (await outcome.response()).ephemeral
        await tutor.end()
        assert tutor.process.returncode == 0


async def test_a_refused_token(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        tutor = Tutor(server, tmp_path, DISCORD_TOKEN="wrong.token.entirely")
        await tutor.process.spawn()
        assert await tutor.process.wait(20) == 2
    said = [line for line in tutor.process.logs().splitlines() if line.startswith("kotae:")]
    assert len(said) == 1
    assert "DISCORD_TOKEN" in said[0]
    assert "wrong.token" not in tutor.process.logs()
    assert "Traceback" not in tutor.process.logs()


async def test_a_token_that_is_taken_back(tutor: Tutor) -> None:
    await tutor.start()
    ended = asyncio.create_task(tutor.process.wait(60))
    while not ended.done():  # as Discord does to every connection that is made or resumed with that token
        tutor.server.close_sockets(4004)
        await asyncio.wait({ended}, timeout=0.5)
    assert await ended == 2
    assert "kotae: Discord refused DISCORD_TOKEN" in tutor.process.logs()


async def test_a_discord_that_is_away_at_the_start(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        tutor = Tutor(server, tmp_path)
        server.fail("GET", "/users/@me", 403)
        await tutor.start()
        assert "next try in 5 s" in tutor.process.logs()
        await answers(tutor)
        await tutor.end()


async def test_commands_are_sent_once_and_again_when_changed(tutor: Tutor) -> None:
    await tutor.start()
    await logged(tutor, "commands were sent to Discord")
    assert syncs(tutor) == 1
    await tutor.process.restart()
    await logged(tutor, "the commands are as Discord has them")
    assert syncs(tutor) == 1
    remembered = tutor.data / "discord-commands.sha256"
    remembered.write_text("0" * 64)
    await tutor.process.restart()
    await logged(tutor, "commands were sent to Discord", times=2)
    await answers(tutor)
    assert remembered.read_text().strip() != "0" * 64


async def test_the_commands_as_discord_gets_them(tutor: Tutor) -> None:
    await tutor.start()
    listing = {command["name"]: command for command in tutor.server.commands.listing(None)}
    everywhere = {"explain", "topics", "quiz", "help", "progress", "settings", "privacy", "Explain this"}
    in_servers = {"today", "leaderboard", "group", "daily", "organise"}
    assert set(listing) == everywhere | in_servers
    assert listing["explain"]["name_localizations"] == {"ja": "解説"}
    assert all(set(listing[name]["integration_types"]) == {0, 1} for name in everywhere)
    assert all(listing[name]["contexts"] == [0] for name in in_servers)
    assert [listing[name]["default_member_permissions"] for name in ("daily", "organise")] == ["32", "32"]
    assert all(set(listing[name]["contexts"]) == ({0, 1, 2} if name == "Explain this" else {0, 1}) for name in everywhere)


async def test_commands_that_cannot_be_sent_do_not_stop_the_bot(tutor: Tutor) -> None:
    fault = tutor.server.fail("PUT", COMMANDS, 403, times=None)
    await tutor.process.start()
    await logged(tutor, "the commands could not be sent")
    assert fault.served >= 1
    assert tutor.process.returncode is None


async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        blocked = tmp_path / "blocked"
        blocked.write_text("a file, not a folder")
        tutor = Tutor(server, tmp_path, KOTAE_DATABASE_URL=f"sqlite:///{blocked / 'data' / 'kotae.db'}")
        await tutor.start()
        await logged(tutor, "could not be written")
        await answers(tutor)
        await tutor.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_what_is_in_flight_arrive(tutor: Tutor, number: int) -> None:
    await tutor.start()
    tutor.server.fail("POST", CALLBACK, delay=1.0)
    outcome = await ask(tutor)
    await asyncio.sleep(0.3)
    tutor.process.send_signal(number)
    assert "## Wobbulator" in (await outcome.message()).text
    assert await tutor.process.wait(10) == 0
    assert "Traceback" not in tutor.process.logs()
    assert tutor.server.rejections == []


async def test_a_signal_before_discord_answers(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        tutor = Tutor(server, tmp_path)
        fault = server.fail("GET", "/users/@me", 503, times=None)
        await tutor.process.spawn()
        await server.until(lambda: fault.served or None, 30, "the bot's first request")
        assert await tutor.process.terminate() == 0
    assert "Traceback" not in tutor.process.logs()


async def test_notes_that_change_are_taught(tutor: Tutor) -> None:
    await tutor.start()
    tutor.deck.change("# Mirfak {#mirfak}", "# Mirfak {#mirfak}\n\n- Brandnew snorkelator {#new}\n  - It snorkels.")
    tutor.process.send_signal(signal.SIGHUP)
    await logged(tutor, "the notes changed")
    assert "It snorkels" in (await (await ask(tutor, "brandnew snorkelator")).message()).text


async def test_a_page_that_turns_bad_leaves_the_rest(tutor: Tutor) -> None:
    await tutor.start()
    (tutor.deck.folder / "en" / "bad.md").write_bytes(b"# Bad\n\n- \xff\xfe\n")
    tutor.process.send_signal(signal.SIGHUP)
    await logged(tutor, "is not UTF-8")
    await answers(tutor)


async def test_components_outlive_a_restart_and_notes_that_changed(tutor: Tutor) -> None:
    await tutor.start()
    card = await ask(tutor, "frobnication timeout")
    message: Message = await card.message()
    tutor.deck.change("  - Gribble interval {#gribble}\n    - The gribble interval is 7 minutes.\n", "")
    japanese = tutor.deck.folder / "ja" / "all.md"
    japanese.write_text(japanese.read_text("utf-8").replace("{#gribble}", "{#other}"), "utf-8")
    await tutor.process.restart()
    up = await tutor.server.click(message, label="Up: Zorblax", locale="en-US")
    assert "## Zorblax" in (await up.response()).text
    gone = await tutor.server.click(message, label="Gribble interval", locale="en-US")
    assert "no longer in the notes" in (await gone.response()).text
    assert (await gone.response()).ephemeral


async def test_the_terms_of_a_message_outlive_a_restart(tutor: Tutor) -> None:
    await tutor.start()
    text = "does the wobbulator change the gribble interval?"
    terms = await tutor.server.message_menu("Explain this", text, locale="en-US")
    await terms.message()
    for label, said in (("Open: Wobbulator", "## Wobbulator"), ("Open: Gribble interval", "7 minutes")):
        await tutor.process.restart()
        opened = await tutor.server.click(terms, label=label)
        assert said in (await opened.response()).text
        assert ((await opened.response()).type, (await opened.response()).ephemeral) == (4, True)
    assert "Terms from the notes" in (await terms.message()).text


def join(tutor: Tutor, locale: str, denied: int = 0) -> Channel:
    """The bot is added to a server, whose system channel is returned."""
    server = tutor.server
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "_tell", lambda *_: None)
        guild = server.add_guild("New group", locale=locale)
    channel = next(iter(guild.channels.values()))
    channel.denied = denied
    payload = guild.create_payload(server.bot) | {"system_channel_id": str(channel.id)}
    del payload["unavailable"]
    server.gateway.dispatch("GUILD_CREATE", payload, guild.id)
    return channel


@pytest.mark.parametrize(("locale", "said"), [("ja", "はじめまして"), ("en-US", "Hello, I am Kotae")])
async def test_a_server_that_adds_the_bot_is_welcomed_once(tutor: Tutor, locale: str, said: str) -> None:
    await tutor.start()
    await logged(tutor, "ready;")
    channel = join(tutor, locale)
    assert said in (await tutor.server.posted(channel)).text
    await tutor.process.restart()
    await answers(tutor)
    assert len(tutor.server.posts(channel)) == 1


async def test_a_server_that_comes_back_after_long_is_not_welcomed_anew(tutor: Tutor) -> None:
    """How long ago it added the bot is measured by the bot's own clock."""
    tutor.at(datetime.now(UTC) + timedelta(minutes=10))
    await tutor.start()
    await logged(tutor, "ready;")
    channel = join(tutor, "en-US")
    await answers(tutor)
    assert tutor.server.posts(channel) == []
    tutor.at(datetime.now(UTC))
    await tutor.server.posted(join(tutor, "en-US"))


@pytest.mark.parametrize(("host", "said"), [("ja", "はじめまして"), ("en", "Hello, I am Kotae")])
async def test_a_server_of_another_language_is_welcomed_in_the_hosts(tmp_path: Path, host: str, said: str) -> None:
    async with LoopbackDiscord() as server:
        tutor = Tutor(server, tmp_path, KOTAE_LANGUAGE=host)
        await tutor.start()
        await logged(tutor, "ready;")
        welcome = await server.posted(join(tutor, "fr"))
        assert said in welcome.text
        assert welcome.pings == set()
        member = next(iter(welcome.channel.guild.members.values()))  # type: ignore[union-attr]
        for locale, topics in (("ja", "## トピック"), ("en-US", "## Topics")):
            pressed = await server.click(welcome, welcome.custom_ids[0], user=member, locale=locale)
            assert (await pressed.response()).text.startswith(topics)
            assert (await pressed.response()).ephemeral
        await tutor.end()


async def test_a_server_that_lets_no_one_speak_is_left_alone(tutor: Tutor) -> None:
    await tutor.start()
    await logged(tutor, "ready;")
    channel = join(tutor, "ja", denied=1 << 11)
    await answers(tutor)
    assert tutor.server.posts(channel) == []
    assert tutor.server.rejections == []


async def test_the_bot_needs_little_memory(tutor: Tutor) -> None:
    await tutor.start()
    await answers(tutor)
    pages = int((Path("/proc") / str(tutor.process.pid) / "statm").read_text().split()[1])
    assert pages * os.sysconf("SC_PAGE_SIZE") < 120 * 2**20


async def test_no_token_and_no_terminal(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        process = BotProcess(server, "bot", "run", log=tmp_path / "log", env={"DISCORD_TOKEN": ""}, cwd=ROOT)
        await process.spawn()
        assert await process.wait(20) == 2
