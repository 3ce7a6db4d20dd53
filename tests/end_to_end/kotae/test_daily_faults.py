"""The daily question survives whatever happens to the bot, to Discord and to the channel: once, never twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime

import pytest

from kotae.organising import DAY, EN, JA, SEND, SEVEN, Organiser, asked, logged, rows, until
from kotae.teaching import Tutor
from loopback import Message
from loopback import permissions as may

UNSOLVED = "SELECT message, (SELECT count(*) FROM dailies WHERE problem IS NOT NULL AND solved_at IS NULL) FROM rounds"
FORGOTTEN = 600.0
"""Seconds after which Discord knows no nonce any more."""


async def test_a_restart_before_it_is_due(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    await tutor.process.restart()
    tutor.at(SEVEN)
    await organiser.asked()
    await tutor.process.restart()
    await organiser.asked()


async def test_killed_between_the_claim_and_the_post(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    fault = tutor.server.fail("POST", SEND, 500, delay=30)
    tutor.at(SEVEN)
    await until(tutor, "SELECT count(*), count(posted_at) FROM rounds", [(1, 0)])
    await happened(lambda: fault.served)
    await tutor.process.kill()
    assert organiser.posts() == []
    tutor.server.advance(FORGOTTEN)
    await tutor.process.restart()
    post = await organiser.asked()
    assert rows(tutor, "SELECT message FROM rounds") == [(post.id,)]


async def test_killed_between_the_post_and_its_mark(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND, after_accepting=True, delay=30)
    tutor.at(SEVEN)
    post = await arrived(organiser)
    await tutor.process.kill()
    assert rows(tutor, "SELECT count(*), count(posted_at) FROM rounds") == [(1, 0)]
    for number in range(120):
        await tutor.server.say(f"chatter {number}")
    tutor.server.advance(FORGOTTEN)
    await tutor.process.restart()
    await until(tutor, "SELECT message FROM rounds", [(post.id,)])
    await organiser.asked()


async def test_killed_between_the_post_and_its_mark_in_a_busy_channel(tutor: Tutor) -> None:
    tutor.server.fail("POST", SEND, after_accepting=True, delay=30)
    organiser = await begun(tutor)
    await chatter(tutor, 260)
    await organiser.set_up(time="0:00")
    post = await arrived(organiser)
    await tutor.process.kill()
    await chatter(tutor, 320)
    tutor.server.advance(FORGOTTEN)
    await tutor.process.restart()
    await until(tutor, "SELECT message FROM rounds", [(post.id,)])
    await organiser.asked()


async def test_a_channel_too_busy_to_see_gets_no_second_post(tutor: Tutor) -> None:
    fault = tutor.server.fail("POST", SEND, after_accepting=True, delay=30)
    organiser = await begun(tutor, {"bot.discord_front.finding.NEWEST": 1, "bot.discord_front.finding.MOST": 2})
    await chatter(tutor, 220)
    await organiser.set_up(time="0:00")
    post = await arrived(organiser)
    await happened(lambda: fault.served)
    await tutor.process.kill()
    said = [await tutor.server.say(f"chatter {number}") for number in range(250)]
    tutor.server.advance(FORGOTTEN)
    await tutor.process.restart()
    await until(tutor, "SELECT problem FROM dailies", [("unseen",)])
    assert "not post it again" in (await organiser.daily("status")).text
    assert len(organiser.posts()) == 1
    for each in said:
        tutor.server.messages.delete(each)
    await until(tutor, "SELECT message FROM rounds", [(post.id,)])
    await organiser.asked()


async def test_killed_before_the_post_and_back_on_another_day(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    fault = tutor.server.fail("POST", SEND, 500, delay=30)
    tutor.at(SEVEN)
    await happened(lambda: fault.served)
    await tutor.process.kill()
    tutor.at(SEVEN + 2 * DAY)
    await tutor.process.restart()
    assert "Wed 2 Dec" in (await organiser.asked()).text
    await until(tutor, "SELECT count(*), count(posted_at), count(closed_at) FROM rounds", [(2, 1, 1)])
    assert organiser.reveals() == []


@pytest.mark.parametrize(("status", "after"), [(429, False), (500, False), (500, True), (503, False), (503, True)])
async def test_discord_fails_on_the_post(tutor: Tutor, status: int, after: bool) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND, status, times=2, after_accepting=after)
    tutor.at(SEVEN)
    post = await organiser.asked()
    await until(tutor, UNSOLVED, [(post.id, 0)])


@pytest.mark.parametrize("after", [False, True])
async def test_discord_resets_the_connection(tutor: Tutor, after: bool) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND, reset=True, times=3, after_accepting=after)
    tutor.at(SEVEN)
    post = await organiser.asked()
    await until(tutor, UNSOLVED, [(post.id, 0)])


async def test_discord_fails_for_long(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND, 503, times=None)
    tutor.at(SEVEN)
    await until(tutor, "SELECT problem FROM dailies", [("discord",)])
    assert "Discord did not take the question. I keep trying." in (await organiser.daily("status")).text
    tutor.server.heal()
    await organiser.asked()
    await until(tutor, UNSOLVED, [(organiser.posts()[0].id, 0)])
    assert "Discord did not take the question. Solved " in (await organiser.daily("status")).text
    await organiser.daily("setup", closes_after="2h")
    assert "Discord did not take the question. Solved " in (await organiser.daily("status")).text


async def test_two_processes_at_once(tutor: Tutor) -> None:
    organisers = [Organiser(await asked(tutor).start())]
    organisers += [Organiser(tutor, tutor.server.add_channel(name=f"quiz-{number}")) for number in range(4)]
    for organiser in organisers:
        await organiser.set_up()
    beside = tutor.process_beside()
    await beside.start()
    for day in range(3):
        tutor.at(SEVEN + day * DAY)
        for organiser in organisers:
            await organiser.asked(day + 1)
            if day:
                await organiser.revealed(day)
    assert beside.returncode is tutor.process.returncode is None
    assert "ERROR" not in beside.logs() + tutor.process.logs()
    await beside.terminate()


async def test_the_gateway_is_lost_meanwhile(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.cut_sockets()
    tutor.at(SEVEN)
    await organiser.asked()
    tutor.server.invalidate_sessions()
    tutor.at(SEVEN + DAY)
    await organiser.asked(2)


async def test_the_database_is_locked_meanwhile(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    with closing(sqlite3.connect(tutor.data / "kotae.db", isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        tutor.at(SEVEN)
        await logged(tutor, "next try in")
        assert "not recorded" in (await organiser.daily("pause")).text
        lock.execute("ROLLBACK")
    await organiser.asked()


@pytest.mark.parametrize(("language", "said"), [("en", "the channel is gone"), ("ja", "チャンネルがなくなりました")])
@pytest.mark.parametrize("silent", [False, True])
async def test_the_channel_is_deleted(tutor: Tutor, language: str, said: str, silent: bool) -> None:
    server = asked(tutor).server
    lost, kept = Organiser(await tutor.start(), server.add_channel()), Organiser(tutor)
    for organiser in (lost, kept):
        await organiser.set_up(language=language)
    server.remove_channel(lost.channel, silent=silent)
    tutor.at(SEVEN)
    await kept.asked()
    message = await told(tutor)
    assert said in message.text
    assert f"<#{lost.channel.id}>" in message.text
    kept.locale = JA if language == "ja" else EN
    assert said in (await kept.daily("status")).text
    await kept.looks()
    assert len(server.posts(server.world.dm_with(server.owner))) == 1
    assert rows(tutor, "SELECT count(*) FROM dailies WHERE removed_at IS NULL") == [(2,)]


@pytest.mark.parametrize(
    ("taken", "named"),
    [
        (may.SEND_MESSAGES, "Send Messages"),
        (may.READ_MESSAGE_HISTORY, "Read Message History"),
        (may.VIEW_CHANNEL, "View Channel"),
    ],
)
async def test_a_permission_is_lost_and_given_back(tutor: Tutor, taken: int, named: str) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    server.deny_bot(organiser.channel, taken)
    tutor.at(SEVEN)
    assert f"I lack a permission there: {named}" in (await told(tutor)).text
    assert named in (await organiser.daily("status")).text
    assert named in (await organiser.daily("resume")).text
    assert organiser.posts() == []
    assert server.rejections == []
    server.deny_bot(organiser.channel, 0)
    await organiser.looks()
    assert "goes on" in (await organiser.daily("resume")).text
    await organiser.asked()


async def test_discord_refuses_the_post_for_a_permission(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND.replace(r"\d+", str(organiser.channel.id)), 403, code=50013)
    tutor.at(SEVEN)
    message = (await told(tutor)).text
    assert "Discord does not let me post there. It takes View Channel, Send Messages, Read Message History" in message
    assert organiser.posts() == []
    assert "is being posted" not in (await organiser.daily("status")).text
    assert "it comes within a minute" in (await organiser.daily("resume")).text
    await organiser.asked()


async def test_a_refusal_for_no_reason_of_the_channels_pauses_nothing(tutor: Tutor) -> None:
    server = asked(tutor).server
    organisers = [Organiser(await tutor.start(), server.add_channel(name=f"quiz-{number}")) for number in range(3)]
    for organiser in organisers:
        await organiser.set_up()
    server.fail("POST", SEND, 403, times=6)
    tutor.at(SEVEN)
    for organiser in organisers:
        await organiser.asked()
    assert rows(tutor, "SELECT count(paused_at), count(problem), count(solved_at) FROM dailies") == [(0, 3, 3)]
    assert server.posts(server.world.dm_with(server.owner)) == []


async def test_a_creator_who_takes_no_messages_is_told_in_the_system_channel(tutor: Tutor) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    server.owner.accepts_dms = False
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    message = await server.posted(server.channel)
    assert "the channel is gone" in message.text
    assert message.pings == set()


async def test_who_set_up_both_languages_is_told_in_both(tutor: Tutor) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up(language="both")
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    text = (await told(tutor)).text
    assert "the channel is gone" in text
    assert "チャンネルがなくなりました" in text


@pytest.mark.parametrize("path", [r"/users/@me/channels$", r"/channels/{dm}/messages$"])
@pytest.mark.parametrize("fault", [503, "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_on_the_word_to_the_creator(tutor: Tutor, path: str, fault: int | str, after: bool) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    direct = server.world.dm_with(server.owner)
    how = {"reset": True} if fault == "reset" else {"status": fault}
    server.fail("POST", path.format(dm=direct.id), after_accepting=after, **how)
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    assert "the channel is gone" in (await told(tutor)).text
    organiser.channel = server.channel
    await organiser.looks()
    assert len(server.posts(direct)) == 1
    assert server.posts() == []


async def test_killed_before_the_word_to_the_creator(tutor: Tutor) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    fault = server.fail("POST", rf"/channels/{server.world.dm_with(server.owner).id}/messages$", 500, delay=30)
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    await happened(lambda: fault.served)
    await tutor.process.kill()
    server.advance(FORGOTTEN)
    await tutor.process.restart()
    assert "the channel is gone" in (await told(tutor)).text
    await until(tutor, "SELECT count(told_at) FROM dailies", [(1,)])


async def test_discord_fails_for_long_on_every_word_about_a_pause(tutor: Tutor) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    server.fail("POST", r"/users/@me/channels$", 503, times=None)
    server.fail("POST", rf"/channels/{server.channel.id}/messages$", 503, times=None)
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    await logged(tutor, "('tell', 1) failed")
    server.heal()
    assert "the channel is gone" in (await told(tutor)).text


async def test_discord_fails_for_long_on_the_word_to_the_creator(tutor: Tutor) -> None:
    server = asked(tutor).server
    organiser = Organiser(await tutor.start(), server.add_channel())
    await organiser.set_up()
    server.fail("POST", r"/users/@me/channels$", reset=True, times=None)
    server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    assert "the channel is gone" in (await server.posted(server.channel)).text


@pytest.mark.parametrize("killed", [False, True])
async def test_a_report_that_was_not_sent_is_sent_without_waiting_for_another(tutor: Tutor, killed: bool) -> None:
    server = (await asked(tutor).start()).server
    desk = server.add_channel(name="desk")
    await (await server.slash("organise reports-channel", {"channel": desk}, user=server.owner, locale=EN)).response()
    fault = server.fail("POST", rf"/channels/{desk.id}/messages$", 503, times=None, delay=30 if killed else 0)
    card = await server.slash("explain", {"query": "wobbulator"}, locale=EN)
    await card.message()
    form = await server.click(card, label="Report")
    await (await server.submit_modal(form, {"answer": "it makes no noise"})).response()
    await happened(lambda: fault.served)
    if killed:
        await tutor.process.kill()
    server.heal()
    if killed:
        await tutor.process.restart()
    assert "it makes no noise" in (await server.posted(desk)).text
    await until(tutor, "SELECT count(delivered_at) FROM reports", [(1,)])
    assert len(server.posts(desk)) == 1


async def test_killed_between_the_reveal_and_its_mark(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="1h")
    tutor.at(SEVEN)
    await organiser.asked()
    tutor.server.fail("POST", SEND, after_accepting=True, delay=30)
    tutor.at(SEVEN + DAY / 24)
    await tutor.server.until(lambda: organiser.reveals() or None)
    await tutor.process.kill()
    tutor.server.advance(FORGOTTEN)
    await tutor.process.restart()
    await until(tutor, "SELECT count(reveal_message) FROM rounds", [(1,)])
    await organiser.revealed()


@pytest.mark.parametrize(("method", "path"), [("PATCH", r"/channels/\d+/messages/\d+$"), ("POST", SEND)])
@pytest.mark.parametrize("after", [False, True])
async def test_discord_fails_on_the_reveal(tutor: Tutor, method: str, path: str, after: bool) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="1h")
    tutor.at(SEVEN)
    post = await organiser.asked()
    tutor.server.fail(method, path, 503, times=2, after_accepting=after)
    tutor.at(SEVEN + DAY / 24)
    await organiser.revealed()
    assert all(button["disabled"] for button in post.buttons)


async def posted(tutor: Tutor) -> Organiser:
    """An organiser whose question is about to close."""
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="1h")
    tutor.at(SEVEN)
    await organiser.asked()
    return organiser


@pytest.mark.parametrize(
    ("status", "said"), [(503, "Discord did not take the answer"), (403, "Discord did not take the answer"), (400, "on my side")]
)
async def test_a_reveal_that_fails_is_told_until_it_is_there_and_after(tutor: Tutor, status: int, said: str) -> None:
    organiser = await posted(tutor)
    tutor.server.fail("POST", SEND, status, times=None)
    tutor.at(SEVEN + DAY / 24)
    await until(tutor, "SELECT count(problem), count(solved_at) FROM dailies", [(1, 0)])
    text = (await organiser.daily("status")).text
    assert said in text
    assert "I keep trying for a week." in text
    tutor.server.heal()
    await organiser.revealed()
    await until(tutor, "SELECT count(problem), count(solved_at) FROM dailies", [(1, 1)])
    assert "Solved " in (await organiser.daily("status")).text


async def test_a_reveal_that_is_refused_for_a_permission_pauses_and_is_told(tutor: Tutor) -> None:
    organiser = await posted(tutor)
    tutor.server.fail("POST", rf"/channels/{organiser.channel.id}/messages$", 403, code=50013, times=None)
    tutor.at(SEVEN + DAY / 24)
    assert "Discord does not let me post there" in (await told(tutor)).text
    tutor.server.heal()
    await organiser.revealed()


async def test_a_reveal_that_fails_for_a_week_is_given_up(tutor: Tutor) -> None:
    organiser = await posted(tutor)
    fault = tutor.server.fail("POST", SEND, 400, times=None)
    tutor.at(SEVEN + DAY / 24)
    await happened(lambda: fault.served > 2)
    await organiser.daily("pause")
    tutor.at(SEVEN + 8 * DAY)
    await until(tutor, "SELECT count(revealed_at), count(reveal_message) FROM rounds", [(1, 0)])
    tried = fault.served
    await organiser.looks()
    assert fault.served == tried


async def test_a_reveal_names_no_next_question_that_is_overdue(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="25h")
    tutor.at(SEVEN)
    await organiser.asked()
    with closing(sqlite3.connect(tutor.data / "kotae.db", timeout=5)) as connection, connection:
        connection.execute("""UPDATE dailies SET topics = '["notes/gone"]'""")
    tutor.at(SEVEN + DAY + DAY / 24)
    assert "The next question" not in (await organiser.revealed()).text


async def test_a_permission_that_is_lost_at_the_close_delays_the_reveal(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="1h")
    tutor.at(SEVEN)
    await organiser.asked()
    tutor.server.deny_bot(organiser.channel, may.SEND_MESSAGES)
    tutor.at(SEVEN + DAY / 24)
    assert "I lack a permission there" in (await told(tutor)).text
    assert organiser.reveals() == []
    await until(tutor, "SELECT count(closed_at), count(revealed_at) FROM rounds", [(1, 0)])
    tutor.server.deny_bot(organiser.channel, 0)
    await organiser.revealed()


async def test_a_post_that_somebody_deleted_is_revealed_all_the_same(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.at(SEVEN)
    tutor.server.messages.delete(await organiser.asked())
    tutor.at(SEVEN + DAY)
    await organiser.asked()
    await organiser.revealed()


async def test_a_newer_database_is_refused(tutor: Tutor) -> None:
    await asked(tutor).start()
    await tutor.process.terminate()
    with closing(sqlite3.connect(tutor.data / "kotae.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await tutor.process.spawn()
    assert await tutor.process.wait(20) == 2
    assert "kotae: " in tutor.process.logs().splitlines()[-1]


async def begun(tutor: Tutor, constants: Mapping[str, float] | None = None) -> Organiser:
    """An organiser of a bot whose clock shows what Discord's shows, with these constants of its modules."""
    asked(tutor, constants).at(datetime.now(UTC))
    return Organiser(await tutor.start())


async def chatter(tutor: Tutor, count: int) -> None:
    """Members talk in the channel."""
    for number in range(count):
        await tutor.server.say(f"chatter {number}")


async def arrived(organiser: Organiser) -> Message:
    """The first question of the day, as soon as Discord has it."""
    return await organiser.server.until(lambda: next(iter(organiser.posts()), None))


async def told(tutor: Tutor) -> Message:
    """What the organiser was told in private, once."""
    return await tutor.server.posted(tutor.server.world.dm_with(tutor.server.owner))


async def happened(look: Callable[[], object]) -> None:
    """Wait until it did."""
    end = asyncio.get_running_loop().time() + 10
    while not look():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)
