"""`/organise season`, `exclude`, `include` and `timezone`, in both languages, with every refusal."""

from __future__ import annotations

from typing import Any

import pytest

from kotae.belonging import EN, JA, Place
from kotae.posing import Posing
from loopback import NotInvocable
from loopback.permissions import ADMINISTRATOR, MANAGE_GUILD

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = pytest.mark.parametrize("locale", [EN, JA])
SHOWN = "SELECT user, shown FROM standings JOIN learners ON id = learner WHERE server = {guild} AND period = 'a'"


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert "Traceback" not in posing.tutor.process.logs()


def wishes(place: Place) -> list[tuple[str, dict[str, Any]]]:
    """Every command, with something that could be done."""
    return [
        ("season start", {"name": "Autumn"}),
        ("season end", {}),
        ("exclude", {"member": place.user}),
        ("include", {"member": place.user}),
        ("timezone", {"zone": "Asia/Tokyo"}),
    ]


@BOTH
async def test_a_season_from_its_beginning_to_its_end(posing: Posing, locale: str) -> None:
    place = Place(posing)
    none = (await place.organises("season end", locale)).text
    assert {EN: "No season runs", JA: "続いているシーズンはありません"}[locale] in none
    begun = (await place.organises("season start", locale, name=" Autumn *26*")).text
    assert {EN: "Season **Autumn \\*26\\*** has begun.", JA: "シーズン **Autumn \\*26\\*** を始め"}[locale] in begun
    again = (await place.organises("season start", locale, name="Winter")).text
    assert {EN: "Season **Autumn \\*26\\*** runs since <t:", JA: "シーズン **Autumn \\*26\\*** が <t:"}[locale] in again
    over = (await place.organises("season end", locale)).text
    assert {EN: "Season **Autumn \\*26\\*** is over", JA: "シーズン **Autumn \\*26\\*** を終え"}[locale] in over
    await place.organises("season start", name="Winter")
    names = place.rows("SELECT name, ended_at IS NULL FROM seasons WHERE server = {guild} ORDER BY id")
    assert names == [("Autumn *26*", 0), ("Winter", 1)]
    blank = (await place.organises("season start", locale, name="\u200b")).text
    assert {EN: "at most 32 characters", JA: "32 文字まで"}[locale] in blank


@BOTH
async def test_excluded_and_included(posing: Posing, locale: str) -> None:
    place = Place(posing)
    taro = place.member("taro")
    for who in (place.user, taro):
        await place.answers(who)
    out = (await place.organises("exclude", locale, member=taro)).text
    assert {EN: f"<@{taro.id}> is on no board", JA: f"<@{taro.id}> は、これからこのサーバーのどの順位表にも"}[locale] in out
    assert sorted(place.rows(SHOWN)) == sorted([(place.user.id, 1), (taro.id, 0)])
    again = (await place.organises("exclude", locale, member=taro)).text
    assert {EN: "is excluded already", JA: "もう除外されています"}[locale] in again
    told = (await place.says("settings", locale, user=taro)).text
    assert {EN: "organisers of this server keep you off", JA: "運営者が、あなたを順位表から外しています"}[locale] in told
    back = (await place.organises("include", locale, member=taro)).text
    assert {EN: "on the boards of this server again", JA: "順位表に戻りました"}[locale] in back
    assert {shown for _, shown in place.rows(SHOWN)} == {1}
    never = (await place.organises("include", locale, member=taro)).text
    assert {EN: "is not excluded", JA: "除外されていません"}[locale] in never


async def test_who_never_answered_and_who_left_are_excluded_too(posing: Posing) -> None:
    place = Place(posing)
    taro = place.member("taro")
    place.server.remove_member(place.member("gone"))
    gone = next(each for each in place.server.world.users.values() if each.name == "gone")
    for who in (taro, gone):
        await place.organises("exclude", member=who)
    assert place.rows("SELECT count(*) FROM exclusions WHERE server = {guild}") == [(2,)]
    assert not place.rows(f"SELECT * FROM learners WHERE user IN ({taro.id}, {gone.id})")
    await place.answers(taro)
    assert place.rows(SHOWN) == [(taro.id, 0)]


@BOTH
async def test_the_servers_days(posing: Posing, locale: str) -> None:
    place = Place(posing)
    said = (await place.organises("timezone", locale, zone="tokyo")).text
    assert {EN: "are those of **Asia/Tokyo** from now on", JA: "これから **Asia/Tokyo** の日付です"}[locale] in said
    assert place.rows("SELECT zone FROM servers WHERE server = {guild}") == [("Asia/Tokyo",)]
    wrong = (await place.organises("timezone", locale, zone="Tokio")).text
    assert {EN: "There is no time zone Tokio.", JA: "「Tokio」というタイムゾーンはありません"}[locale] in wrong
    assert {EN: "Did you mean: Asia/Tokyo", JA: "もしかして: Asia/Tokyo"}[locale] in wrong
    assert "@everyone" not in (await place.organises("timezone", locale, zone="@everyone")).text
    assert place.rows("SELECT zone FROM servers WHERE server = {guild}") == [("Asia/Tokyo",)]
    assert (await place.offered("organise timezone", "zone", "new y", place.server.owner))[0] == "America/New_York"


@BOTH
async def test_others_are_refused(posing: Posing, locale: str) -> None:
    place = Place(posing)
    for command, options in wishes(place):
        with pytest.raises(NotInvocable):
            await place.says(f"organise {command}", locale, **options)
        refused = (await place.says(f"organise {command}", locale, force=True, **options)).text
        assert {EN: "for organisers", JA: "運営者向け"}[locale] in refused
    assert place.rows("SELECT * FROM exclusions WHERE server = {guild}") == []
    for permission in (MANAGE_GUILD, ADMINISTRATOR):
        manager = place.server.add_member("kanri", place.guild, permissions=permission)
        assert {EN: "is not excluded", JA: "除外されていません"}[locale] in (
            await place.organises("include", locale, user=manager, member=place.user)
        ).text


@BOTH
async def test_they_are_for_servers_only(posing: Posing, locale: str) -> None:
    server = posing.tutor.server
    for command in ("season end",):
        with pytest.raises(NotInvocable):
            await server.slash(f"organise {command}", context="bot_dm", locale=locale)
        outcome = await server.slash(f"organise {command}", context="bot_dm", locale=locale, force=True)
        assert {EN: "organisers of a server", JA: "そのサーバーで"}[locale] in (await outcome.response()).text


@BOTH
async def test_a_locked_database_is_told(posing: Posing, locale: str) -> None:
    place = Place(posing)
    await place.organises("season start", name="Autumn")
    await place.organises("exclude", member=place.user)
    with place.locked():
        for command, options in wishes(place):
            said = {EN: "not recorded", JA: "記録できませんでした"}[locale]
            assert said in (await place.organises(command, locale, **options)).text
    assert place.rows("SELECT count(*) FROM exclusions WHERE server = {guild}") == [(1,)]
