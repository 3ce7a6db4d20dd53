"""`/group` and `/organise link-role`, in both languages, with every refusal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from kotae.belonging import EN, JA, Place
from kotae.posing import Posing
from loopback import NotInvocable
from loopback.permissions import MANAGE_GUILD

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize("locale", [EN, JA])
HOSTILE = "@everyone [x](https://evil.example)"[:32]


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert "Traceback" not in posing.tutor.process.logs()


@BOTH
async def test_made_joined_listed_and_left(posing: Posing, locale: str) -> None:
    place = Place(posing)
    taro = place.member("taro")
    text = (await place.says("group create", locale, name="Red  Team")).text
    assert {EN: "Study group **Red Team** is there.\nYou are its first member.", JA: "**Red Team** ができました"}[locale] in text
    text = (await place.says("group create", locale, name="青組", user=taro)).text
    assert "青組" in text
    text = (await place.says("group create", locale, name="Third")).text
    assert {EN: "You stay in **Red Team**", JA: "**Red Team** のままです"}[locale] in text
    text = (await place.says("group join", locale, name="ｒｅｄ team", user=taro)).text
    assert {EN: "You are in **Red Team** from now on.", JA: "これから **Red Team** のメンバーです"}[locale] in text
    assert {EN: "You were in **青組** before", JA: "これまでは **青組** でした"}[locale] in text
    lines = (await place.says("group list", locale, user=taro)).text.splitlines()
    assert {EN: "You are in **Red Team**.", JA: "あなたは **Red Team** に入っています。"}[locale] in lines
    assert {EN: "- **Red Team**: 2 members · yours", JA: "- **Red Team**: 2 人 · あなたのグループ"}[locale] in lines
    assert {EN: "- **青組**: 0 members", JA: "- **青組**: 0 人"}[locale] in lines
    assert {EN: "You have left **Red Team**", JA: "**Red Team** を抜けました"}[locale] in (
        await place.says("group leave", locale, user=taro)
    ).text
    assert {EN: "- **Red Team**: 1 member", JA: "- **Red Team**: 1 人"}[locale] in (
        await place.says("group list", locale, user=taro)
    ).text.splitlines()


@BOTH
async def test_what_is_refused(posing: Posing, locale: str) -> None:
    place = Place(posing)
    none = {EN: "no study groups yet", JA: "まだ学習グループがありません"}[locale]
    assert none in (await place.says("group list", locale)).text
    assert none in (await place.says("group join", locale, name="Red")).text
    assert {EN: "in no study group", JA: "どの学習グループにも"}[locale] in (await place.says("group leave", locale)).text
    assert {EN: "at most 32 characters", JA: "32 文字まで"}[locale] in (
        await place.says("group create", locale, name="\u3164 \u200b")
    ).text
    with pytest.raises(NotInvocable):
        await place.says("group create", locale, name="x" * 33)
    await place.says("group create", locale, name="Red")
    assert {EN: "a group **RED** already", JA: "**RED** というグループはもう"}[locale] in (
        await place.says("group create", locale, name="RED")
    ).text
    assert {EN: "are in **red** already", JA: "もう **red** に"}[locale] in (
        await place.says("group join", locale, name="red")
    ).text
    text = (await place.says("group join", locale, name="Blue")).text
    assert {EN: "no study group “Blue” here", JA: "「Blue」という学習グループは"}[locale] in text
    assert {EN: "There are: Red", JA: "ここにあるグループ: Red"}[locale] in text


async def test_a_name_is_only_a_name(posing: Posing) -> None:
    place = Place(posing)
    for text in ((await place.says("group create", name=HOSTILE)).text, (await place.says("group list")).text):
        assert "@everyone" not in text
        assert "\\[x\\](" in text
        assert "://" not in text
    assert "\\[x\\]" in (await place.says("group join", name="[x](")).text


@BOTH
async def test_at_most_fifty_of_them(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.says("group create", name="number 0")
    for number in range(1, 50):
        await place.says("group create", name=f"number {number}")
    listed = (await place.says("group list", locale)).text
    assert {EN: "and 25 more", JA: "ほか 25 グループ"}[locale] in listed
    await place.says("group create", name="one more")  # in the place of one that nobody used
    assert place.rows("SELECT count(*) FROM study_groups WHERE server = {guild}") == [(50,)]
    used = f"UPDATE study_groups SET role = id WHERE server = {place.guild.id}"
    with closing(sqlite3.connect(posing.tutor.data / "kotae.db", timeout=5)) as connection, connection:
        connection.execute(used)
    full = (await place.says("group create", locale, name="too many")).text
    assert {EN: "50 study groups, and all of them are in use", JA: "学習グループが 50 あり"}[locale] in full


@BOTH
async def test_it_is_for_servers_only(posing: Posing, locale: str) -> None:
    for word in ("leave", "list"):
        with pytest.raises(NotInvocable):
            await posing.tutor.server.slash(f"group {word}", context="bot_dm", locale=locale)
        outcome = await posing.tutor.server.slash(f"group {word}", context="bot_dm", locale=locale, force=True)
        assert {EN: "belong to a server", JA: "サーバーごと"}[locale] in (await outcome.response()).text


@BOTH
async def test_a_locked_database_is_told(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.says("group create", name="Red")
    with place.locked():
        wishes: list[tuple[str, dict[str, Any]]] = [("create", {"name": "Blue"}), ("leave", {})]
        for command, options in wishes:
            said = {EN: "not recorded", JA: "記録できませんでした"}[locale]
            assert said in (await place.says(f"group {command}", locale, **options)).text
    assert "left" in (await place.says("group leave")).text


async def test_groups_are_offered_while_one_types(posing: Posing) -> None:
    place = Place(posing)
    for name in ("Red", "Reddish", "Blue"):
        await place.says("group create", name=name)
    assert await place.offered("group join", "name", "RED") == ["Red", "Reddish"]
    assert await place.offered("group join", "name", "") == ["Red", "Reddish", "Blue"]
    assert await place.offered("organise link-role", "group", "bl", place.server.owner) == ["Blue"]


@BOTH
async def test_a_role_ties_a_group(posing: Posing, locale: str) -> None:
    place = Place(posing)
    red, blue = place.server.add_role(place.guild, "red"), place.server.add_role(place.guild, "blue")
    taro, jiro = place.member("taro", red), place.member("jiro")
    for name in ("Red", "Blue"):
        await place.says("group create", name=name)
    linked = (await place.organises("link-role", locale, group="red", role=red)).text
    assert {EN: f"the role <@&{red.id}> is in **Red**", JA: f"ロール <@&{red.id}> を持つ人は **Red**"}[locale] in linked
    await place.answers(taro)
    groups = "SELECT name FROM answers JOIN study_groups ON study_group = study_groups.id WHERE server = {guild}"
    assert place.rows(groups) == [("Red",)]  # the answer that brought them in counts there
    listed = (await place.says("group list", locale, user=taro)).text
    assert {EN: f"· yours · by the role <@&{red.id}>", JA: f"· あなたのグループ · ロール <@&{red.id}>"}[locale] in listed
    theirs = {EN: f"by your role <@&{red.id}>", JA: f"ロール <@&{red.id}> があるので"}[locale]
    wishes: list[tuple[str, dict[str, Any]]] = [("leave", {}), ("join", {"name": "Blue"})]
    for command, options in wishes:
        assert theirs in (await place.says(f"group {command}", locale, user=taro, **options)).text
    refused = (await place.says("group join", locale, user=jiro, name="Red")).text
    assert {EN: f"goes by the role <@&{red.id}>", JA: f"メンバーはロール <@&{red.id}> で"}[locale] in refused
    taken = (await place.organises("link-role", locale, group="Blue", role=red)).text
    assert {EN: "tied to another group already", JA: "もう別のグループに"}[locale] in taken
    await place.organises("link-role", group="Blue", role=blue)
    taro.roles[:] = [blue]
    assert {EN: "You are in **Blue**.", JA: "あなたは **Blue** に"}[locale] in (
        await place.says("group list", locale, user=taro)
    ).text
    free = (await place.organises("link-role", locale, group="Blue")).text
    assert {EN: "**Blue** is tied to no role", JA: "**Blue** はこれからロールと関係なく"}[locale] in free
    taro.roles[:] = []
    assert {EN: "You have left **Blue**", JA: "**Blue** を抜け"}[locale] in (
        await place.says("group leave", locale, user=taro)
    ).text


async def test_a_deleted_role_ties_nothing(posing: Posing) -> None:
    place = Place(posing)
    red = place.server.add_role(place.guild, "red")
    taro = place.member("taro", red)
    await place.says("group create", name="Red")
    await place.organises("link-role", group="Red", role=red)
    assert "You are in **Red**." in (await place.says("group list", user=taro)).text
    place.server.remove_role(red, place.guild)
    assert "You are in **Red**." in (await place.says("group list", user=taro)).text
    assert "You have left **Red**" in (await place.says("group leave", user=taro)).text


@BOTH
async def test_who_may_link_a_role_and_to_what(posing: Posing, locale: str) -> None:
    place = Place(posing)
    red = place.server.add_role(place.guild, "red")
    none = await place.organises("link-role", locale, group="Red", role=red)
    assert {EN: "no study groups yet", JA: "まだ学習グループがありません"}[locale] in none.text
    await place.says("group create", name="Red")
    unknown = await place.organises("link-role", locale, group="@here", role=red)
    assert {EN: "no study group “@\u200bhere”", JA: "「@\u200bhere」という"}[locale] in unknown.text
    everyone = place.guild.roles[place.guild.id]
    text = (await place.organises("link-role", locale, group="Red", role=everyone)).text
    assert {EN: "Everyone has that role", JA: "全員が持っています"}[locale] in text
    with pytest.raises(NotInvocable):
        await place.says("organise link-role", locale, group="Red", role=red)
    text = (await place.says("organise link-role", locale, group="Red", role=red, force=True)).text
    assert {EN: "Manage Server", JA: "「サーバー管理」の権限"}[locale] in text
    manager = place.server.add_member("kanri", place.guild, permissions=MANAGE_GUILD)
    assert "**Red**" in (await place.organises("link-role", locale, user=manager, group="Red", role=red)).text
    with place.locked():
        said = {EN: "not recorded", JA: "記録できませんでした"}[locale]
        assert said in (await place.organises("link-role", locale, group="Red")).text
