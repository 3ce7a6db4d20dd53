"""The loopback's gateway and REST, spoken to directly: codes, headers and limits as Discord has them."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from loopback import LoopbackDiscord

API = "/api/v10"


@pytest_asyncio.fixture
async def http(discord_server: LoopbackDiscord) -> AsyncIterator[aiohttp.ClientSession]:
    """An HTTP client with the bot's token."""
    headers = {"Authorization": f"Bot {discord_server.token}"}
    async with aiohttp.ClientSession(discord_server.url, headers=headers) as session:
        yield session


async def identify(http: aiohttp.ClientSession, server: LoopbackDiscord, **changes: Any) -> aiohttp.ClientWebSocketResponse:
    """A websocket that has said HELLO and been sent IDENTIFY."""
    socket = await http.ws_connect("/gateway?v=10&encoding=json")
    assert (await socket.receive_json())["op"] == 10
    await socket.send_json({"op": 2, "d": {"token": server.token, "intents": 513, "properties": {}, **changes}})
    return socket


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"token": "x"}, 4004), ({"intents": 1 << 15}, 4014), ({"intents": 1 << 40}, 4013), ({"shard": [2, 2]}, 4010)],
)
async def test_a_wrong_identify_is_closed(
    http: aiohttp.ClientSession, discord_server: LoopbackDiscord, changes: dict[str, Any], code: int
) -> None:
    socket = await identify(http, discord_server, **changes)
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert socket.close_code == code


async def test_identify_gives_ready_and_guilds_and_resume_replays(
    http: aiohttp.ClientSession, discord_server: LoopbackDiscord
) -> None:
    socket = await identify(http, discord_server)
    ready = await socket.receive_json()
    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert ready["d"]["resume_gateway_url"] == discord_server.gateway.url
    assert (await socket.receive_json())["t"] == "GUILD_CREATE"
    await socket.send_json({"op": 1, "d": 2})
    assert (await socket.receive_json())["op"] == 11
    await socket.close(code=4000)
    await discord_server.disconnected()
    discord_server.add_channel(name="late")

    again = await http.ws_connect("/gateway?v=10&encoding=json&compress=zlib-stream")
    inflate = zlib.decompressobj()

    async def receive() -> Any:
        packed = await again.receive_bytes()
        assert packed.endswith(b"\x00\x00\xff\xff")
        return json.loads(inflate.decompress(packed))

    assert (await receive())["op"] == 10
    resume = {"token": discord_server.token, "session_id": ready["d"]["session_id"], "seq": 2}
    await again.send_json({"op": 6, "d": resume})
    assert [(await receive())["t"], (await receive())["t"]] == ["CHANNEL_CREATE", "RESUMED"]
    await again.close()


async def test_an_unknown_session_is_invalid(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    socket = await http.ws_connect("/gateway?v=10&encoding=json")
    await socket.receive_json()
    await socket.send_json({"op": 6, "d": {"token": discord_server.token, "session_id": "x", "seq": 1}})
    assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}
    await socket.close()


async def test_errors_look_like_discords(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    messages = f"{API}/channels/{discord_server.channel.id}/messages"
    response = await http.post(messages, json={"content": "x" * 2001})
    assert response.status == 400
    assert response.headers["Content-Type"] == "application/json"
    error = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
    expected = {"message": "Invalid Form Body", "code": 50035, "errors": {"content": {"_errors": [error]}}}
    assert await response.json() == expected
    empty = await http.post(messages, json={"content": " "})
    assert (await empty.json())["code"] == 50006
    assert (await http.post(messages, json={"content": "x"}, headers={"Authorization": "Bot x"})).status == 401
    assert (await http.get(f"{API}/nowhere")).status == 404
    assert [rejection.status for rejection in discord_server.rejections] == [400, 400, 401, 404]


async def test_a_channels_limit_and_its_headers(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    messages = f"{API}/channels/{discord_server.channel.id}/messages"
    left = [(await http.post(messages, json={"content": "x"})).headers["X-RateLimit-Remaining"] for _ in range(5)]
    assert left == ["4", "3", "2", "1", "0"]
    sixth = await http.post(messages, json={"content": "x"})
    body = await sixth.json()
    assert (sixth.status, body["global"], sixth.headers["Via"]) == (429, False, "1.1 google")
    assert 0 < body["retry_after"] <= 5


async def test_fifty_requests_a_second_over_all_routes(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    paths = [f"{API}/users/@me", f"{API}/gateway/bot", f"{API}/guilds/{discord_server.guild.id}"]
    answers = [await http.get(paths[number % 3]) for number in range(51)]
    assert [answer.status for answer in answers] == [200] * 50 + [429]
    assert (await answers[-1].json())["global"] is True


async def test_a_nonce_sends_once(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    messages = f"{API}/channels/{discord_server.channel.id}/messages"
    body = {"content": "問題", "nonce": "round-1", "enforce_nonce": True}
    first, second = [await (await http.post(messages, json=body)).json() for _ in range(2)]
    assert first == second
    discord_server.advance(400)
    assert (await (await http.post(messages, json=body)).json())["id"] != first["id"]
    too_long = await http.post(messages, json={"content": "x", "nonce": "n" * 26})
    assert "nonce" in (await too_long.json())["errors"]


async def test_files_are_kept_and_given_back(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    form = aiohttp.FormData(quote_fields=False)
    card = {"flags": 1 << 15, "components": [{"type": 12, "items": [{"media": {"url": "attachment://card.png"}}]}]}
    form.add_field("payload_json", json.dumps(card | {"attachments": [{"id": 0, "description": "a card"}]}))
    form.add_field("files[0]", b"\x89PNG\r\n\x1a\n" + bytes(16), filename="card.png", content_type="application/octet-stream")
    sent = await (await http.post(f"{API}/channels/{discord_server.channel.id}/messages", data=form)).json()
    media = sent["components"][0]["items"][0]["media"]
    assert media["url"] == sent["attachments"][0]["url"]
    assert await (await http.get(media["url"].removeprefix(discord_server.url))).read() == b"\x89PNG\r\n\x1a\n" + bytes(16)
    assert (await discord_server.posted()).files[0].description == "a card"


async def test_places_the_bot_may_not_write_to(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    silent = discord_server.add_channel(name="silent", deny_bot=1 << 11)
    hidden = discord_server.add_channel(name="hidden", deny_bot=1 << 10)
    gone = discord_server.add_channel(name="gone")
    discord_server.remove_channel(gone)
    codes = []
    for channel in (silent, hidden, gone):
        answer = await http.post(f"{API}/channels/{channel.id}/messages", json={"content": "x"})
        codes.append((answer.status, (await answer.json())["code"]))
    assert codes == [(403, 50013), (403, 50001), (404, 10003)]


async def test_a_member_who_left_is_a_miss(http: aiohttp.ClientSession, discord_server: LoopbackDiscord) -> None:
    member = discord_server.add_member("taro", nick="<@&1>")
    path = f"{API}/guilds/{discord_server.guild.id}/members/{member.id}"
    assert (await (await http.get(path)).json())["nick"] == "<@&1>"
    discord_server.remove_member(member)
    assert (await (await http.get(path)).json())["code"] == 10007
    assert discord_server.rejections == []
    assert len(discord_server.misses) == 1


async def test_a_guild_that_adds_the_bot_is_told_apart_from_one_that_becomes_available(
    http: aiohttp.ClientSession, discord_server: LoopbackDiscord
) -> None:
    socket = await identify(http, discord_server)
    assert (await socket.receive_json())["t"] == "READY"
    assert (await socket.receive_json())["d"]["unavailable"] is False
    guild = discord_server.add_guild("New group")
    joined = await socket.receive_json()
    assert (joined["t"], joined["d"]["id"]) == ("GUILD_CREATE", str(guild.id))
    assert "unavailable" not in joined["d"]
    assert joined["d"]["system_channel_id"] == joined["d"]["channels"][0]["id"]
    await socket.close()
