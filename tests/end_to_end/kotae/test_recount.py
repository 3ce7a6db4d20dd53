"""`/organise recount`, and the bot that counts by itself what has gone stale."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from kotae.organising import until
from kotae.posing import Posing
from loopback import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
BOTH = pytest.mark.parametrize(("locale", "own"), [(EN, 0), (JA, 1)])
MANAGE_GUILD = 1 << 5


def change(posing: Posing, statement: str) -> None:
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", timeout=5)) as connection, connection:
        connection.execute(statement)


async def recount(posing: Posing, guild: Any, locale: str, **place: Any) -> Message:
    server = posing.tutor.server
    where = {"user": server.owner, "guild": guild, "channel": next(iter(guild.channels.values())), "locale": locale, **place}
    message = await (await server.slash("organise recount", {}, **where)).message(timeout=10)
    assert message.ephemeral
    return message


async def a_server(posing: Posing) -> Any:
    """A server in which two have answered."""
    guild = posing.tutor.server.add_guild("Group", members=[posing.tutor.server.user])
    posted = await posing.post("grib-pick", channel=next(iter(guild.channels.values())))
    for user in (10**15 + 1, 10**15 + 2):
        await posted.answer_as(user, "n", (0,), correct=True)
    return guild


@BOTH
async def test_what_was_off_is_said_and_put_right(posing: Posing, locale: str, own: int) -> None:
    guild = await a_server(posing)
    agreed = ("2 members. All of them were as the answers have it", "2 人の点数と連続記録を数え直しました。すべて、答えのとおり")[
        own
    ]
    assert agreed in (await recount(posing, guild, locale)).text
    change(posing, f"UPDATE standings SET points = 99 WHERE server = {guild.id} AND period = 'a'")
    was_off = ("Those of **2** were off", "違っていたのは **2** 人分")[own]
    assert was_off in (await recount(posing, guild, locale)).text
    assert agreed in (await recount(posing, guild, locale)).text


@BOTH
async def test_only_for_organisers_of_a_server(posing: Posing, locale: str, own: int) -> None:
    guild = await a_server(posing)
    refused = await recount(posing, guild, locale, user=posing.tutor.server.user, force=True)
    assert ("for organisers", "運営者向け")[own] in refused.text
    organiser = posing.tutor.server.add_member("kanri", guild, permissions=MANAGE_GUILD)
    assert ("Counted anew", "数え直しました")[own] in (await recount(posing, guild, locale, user=organiser)).text
    outcome = await posing.tutor.server.slash("organise recount", {}, context="bot_dm", locale=locale, force=True)
    assert ("works on a server", "サーバーで使えます")[own] in (await outcome.response()).text


@BOTH
async def test_a_database_that_cannot_be_written(posing: Posing, locale: str, own: int) -> None:
    guild = await a_server(posing)
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = (await recount(posing, guild, locale)).text
        other.execute("ROLLBACK")
    assert ("not done", "最後まで数え直せませんでした")[own] in said


async def test_the_bot_counts_by_itself_what_is_stale(posing: Posing) -> None:
    guild = await a_server(posing)
    change(posing, f"UPDATE standings SET points = 99 WHERE server = {guild.id}")
    change(posing, f"UPDATE servers SET stale = 1 WHERE server = {guild.id}")
    await posing.tutor.process.restart()
    await until(posing.tutor, f"SELECT DISTINCT points FROM standings WHERE server = {guild.id}", [(12,)])
    await until(posing.tutor, f"SELECT stale, recounting FROM servers WHERE server = {guild.id}", [(0, 0)])
