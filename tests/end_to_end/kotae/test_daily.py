"""The daily question: posted at its time, once, closed and revealed; what organisers can do to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kotae.asking import BANK
from kotae.organising import DAY, EN, JA, MORNING, SEVEN, Organiser, asked, rows, until
from kotae.teaching import Tutor
from loopback import permissions as may

HOUR = timedelta(hours=1)


async def test_it_is_posted_at_its_time_every_day_and_revealed_with_the_next(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    await organiser.looks()
    assert organiser.posts() == []
    tutor.at(SEVEN)
    first = await organiser.asked()
    assert "Question of the day · Mon 30 Nov" in first.text
    assert "Open until the next question (<t:" in first.text
    tutor.at(SEVEN + DAY)
    second = await organiser.asked(2)
    assert "Tue 1 Dec" in second.text
    reveal = await organiser.revealed()
    assert reveal.data["message_reference"]["message_id"] == str(first.id)
    assert all(button["disabled"] for button in first.buttons)
    assert first.pings == second.pings == reveal.pings == set()
    assert tutor.server.rejections == []
    assert [row[0] for row in rows(tutor, "SELECT message FROM rounds ORDER BY id")] == [first.id, second.id]


async def test_what_is_posted_can_be_answered_until_it_closes(tutor: Tutor) -> None:
    asked(tutor).ask(BANK.partition("- id: grib-statement")[0])
    organiser = Organiser(await tutor.start())
    await organiser.set_up(closes_after="3h")
    tutor.at(SEVEN)
    post = await organiser.asked()
    button = next(each for each in post.buttons if "7 minutes" in each["label"])
    tapped = await tutor.server.click(post, button["custom_id"], locale=EN)
    assert "Correct." in (await tapped.message()).text
    tutor.at(SEVEN + 3 * HOUR)
    assert "100" in (await organiser.revealed()).text
    late = await tutor.server.click(post, button["custom_id"], forge=True, locale=EN)
    assert "Correct." in (await late.message()).text
    assert rows(tutor, "SELECT correct, answered_at FROM answers") == [(1, "2026-11-30 07:00:00.000000")]


async def test_a_host_that_slept_for_a_week_posts_todays_only(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    await tutor.process.terminate()
    tutor.at(SEVEN + 7 * DAY + 5 * HOUR)
    await tutor.process.restart()
    assert "Mon 7 Dec" in (await organiser.asked()).text


async def test_a_clock_set_back_brings_no_second_question(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.at(SEVEN + 3 * HOUR)
    await organiser.asked()
    for moment in (SEVEN - HOUR, SEVEN, SEVEN + 16 * HOUR):
        tutor.at(moment)
        await organiser.asked()


async def test_a_time_that_does_not_exist_is_the_first_moment_after_the_gap(tutor: Tutor) -> None:
    asked(tutor).at(datetime(2026, 3, 28, 12, tzinfo=UTC))
    organiser = Organiser(await tutor.start())
    await organiser.set_up(time="2:30", timezone="ベルリン")
    await organiser.asked()  # the 28th's: its time has passed
    for minute, count in ((datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1), (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 2)):
        tutor.at(minute)
        await organiser.asked(count)


async def test_a_time_that_exists_twice_is_the_first_of_them(tutor: Tutor) -> None:
    asked(tutor).at(datetime(2026, 10, 24, 12, tzinfo=UTC))
    organiser = Organiser(await tutor.start())
    await organiser.set_up(time="2:30", timezone="Europe/Berlin")
    await organiser.asked()
    for minute in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        tutor.at(minute)
        await organiser.asked(2)


async def test_both_languages_on_one_card(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(language="both", topic="mirfak", feedback="reveal")
    tutor.at(SEVEN)
    text = (await organiser.asked()).text
    for said in ("今日の問題 · 11月30日（月）", "Mon 30 Nov", "ミルファクの上限は？", "How many does Mirfak allow?"):
        assert said in text
    assert "が出るまで受付。正誤は締切後に発表します。" in text
    assert "Whether you were right is told when it closes." in text


async def test_only_that_role_is_notified(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    role, _other = tutor.server.add_role(mentionable=True), tutor.server.add_role(name="others", mentionable=True)
    response = await organiser.set_up(ping=role)
    assert f"Notifies {role.mention}" in response.text
    assert "will not be notified" not in response.text
    tutor.at(SEVEN)
    post = await organiser.asked()
    assert post.pings == {role.mention}
    assert post.allowed_mentions == {"parse": [], "roles": [role.id]}
    tutor.at(SEVEN + DAY)
    await organiser.asked(2)
    assert (await organiser.revealed()).pings == set()


async def test_now_posts_early_and_then_says_where_it_is(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    said = (await organiser.daily("now")).text
    post = await organiser.asked()
    link = f"https://discord.com/channels/{tutor.server.guild.id}/{tutor.server.channel.id}/{post.id}"
    assert said == f"Posted: {link}"
    tutor.at(SEVEN + HOUR)
    await organiser.asked()
    assert (await organiser.daily("now")).text == f"Today's question is there already: {link}"
    organiser.locale = JA
    assert (await organiser.daily("now")).text == f"今日の問題はもう出ています: {link}"


async def test_paused_it_asks_nothing_and_resumed_it_goes_on(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    assert "Paused" in (await organiser.daily("pause")).text
    assert "is paused already" in (await organiser.daily("pause")).text
    tutor.at(SEVEN)
    await organiser.looks()
    assert organiser.posts() == []
    assert "is paused" in (await organiser.daily("now")).text
    assert "an organiser paused it" in (await organiser.daily("status")).text
    resumed = (await organiser.daily("resume")).text
    assert "goes on" in resumed
    assert "it comes within a minute" in resumed
    await organiser.asked()
    again = (await organiser.daily("resume")).text
    assert "is running already" in again
    assert f"The next one comes <t:{int((SEVEN + DAY).timestamp())}:f>" in again
    assert not [each for each in tutor.server.rest.requests if each[1] == "/users/@me/channels"]


async def test_removed_it_closes_and_asks_no_more_but_remembers(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.at(SEVEN)
    first = await organiser.asked()
    assert "No more daily questions" in (await organiser.daily("remove")).text
    await organiser.revealed()
    tutor.at(SEVEN + DAY)
    await organiser.asked()
    assert "There is no daily question" in (await organiser.daily("status")).text
    assert "There is no daily question" in (await organiser.daily("remove")).text
    await organiser.set_up()
    second = await organiser.asked(2)
    assert rows(tutor, "SELECT count(*), count(DISTINCT question), count(DISTINCT daily) FROM rounds") == [(2, 2, 1)]
    assert first.id != second.id


async def test_it_closes_after_the_time_that_was_set(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="3h")
    tutor.at(SEVEN)
    post = await organiser.asked()
    assert f"Open until <t:{int((SEVEN + 3 * HOUR).timestamp())}:f>." in post.text
    tutor.at(SEVEN + 3 * HOUR - timedelta(seconds=1))
    await organiser.looks()
    assert organiser.reveals() == []
    tutor.at(SEVEN + 3 * HOUR)
    await organiser.revealed()
    await organiser.asked()
    assert "Closed" in post.text
    assert "The last one: https://discord.com/channels/" in (await organiser.daily("status")).text


async def test_paused_it_closes_at_the_time_that_was_told(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.at(SEVEN)
    post = await organiser.asked()
    assert f"(<t:{int((SEVEN + DAY).timestamp())}:f>)" in post.text
    assert "closes when it says" in (await organiser.daily("pause")).text
    tutor.at(SEVEN + DAY - timedelta(seconds=1))
    await organiser.looks()
    assert organiser.reveals() == []
    tutor.at(SEVEN + DAY)
    assert "The next question" not in (await organiser.revealed()).text
    assert all(button["disabled"] for button in post.buttons)
    await organiser.daily("resume")
    await organiser.asked(2)


async def test_what_is_changed_holds_from_the_next_question_on(tutor: Tutor) -> None:
    asked(tutor).ask(BANK.partition("- id: grib-statement")[0])
    organiser = Organiser(await tutor.start())
    await organiser.set_up(closes_after="3h")
    tutor.at(SEVEN)
    post = await organiser.asked()
    await organiser.daily("setup", language="ja", feedback="reveal")
    button = next(each for each in post.buttons if "7 minutes" in each["label"])
    tapped = await tutor.server.click(post, button["custom_id"], locale=EN)
    assert "Correct." in (await tapped.message()).text
    tutor.at(SEVEN + 3 * HOUR)
    assert "The answer of" in (await organiser.revealed()).text
    assert "How long is the gribble interval?" in post.text
    assert "グリブル" not in post.text
    tutor.at(SEVEN + DAY)
    assert "グリブル" in (await organiser.asked(2)).text


async def test_channels_have_their_own_settings(tutor: Tutor) -> None:
    first = Organiser(await asked(tutor).start())
    second = Organiser(tutor, tutor.server.add_channel())
    await first.set_up(topic="mirfak")
    await second.set_up(topic="zorblax", time="8:00", language="ja")
    tutor.at(SEVEN)
    assert "Mirfak" in (await first.asked()).text
    assert second.posts() == []
    tutor.at(SEVEN + HOUR)
    assert "ゾルブラックス" in (await second.asked()).text
    status = (await first.daily("status")).text
    for channel in (first.channel, second.channel):
        assert f"<#{channel.id}>" in status
    await first.asked()


async def test_a_channel_moved_west_has_no_second_question_that_day(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(timezone="Asia/Tokyo", time="15:00")
    await organiser.asked()  # it is three in the afternoon there
    await organiser.daily("setup", timezone="America/Los_Angeles", time="22:00")
    await organiser.asked()  # and the evening before here
    tutor.at(MORNING + DAY)
    await organiser.asked()  # the date that Tokyo had it on
    tutor.at(MORNING + 2 * DAY)
    await organiser.asked(2)


@pytest.mark.parametrize(
    ("locale", "said"), [(EN, "There are no questions on that yet."), (JA, "その範囲の問題はまだありません")]
)
async def test_nothing_to_ask(tutor: Tutor, locale: str, said: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    tutor.ask("questions: []\n")
    tutor.deck.change("# Mirfak {#mirfak}", "# Empty {#empty}\n\n# Mirfak {#mirfak}")
    await tutor.process.restart()
    assert said in (await organiser.daily("setup", topic="empty")).text


async def test_questions_that_are_gone_by_then_are_missed_in_the_status(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(topic="mirfak")
    await tutor.process.terminate()
    bank = tutor.bank.read_text("utf-8")
    tutor.ask(bank.partition("- id: mirfak-limit")[0])
    tutor.at(SEVEN)
    await tutor.process.restart()
    await until(tutor, "SELECT problem FROM dailies", [("nothing",)])
    assert "There was no question to ask on these topics" in (await organiser.daily("status")).text
    await tutor.process.terminate()
    tutor.ask(bank)
    await tutor.process.restart()
    await organiser.asked()
    await until(tutor, "SELECT problem, count(solved_at) FROM dailies", [("nothing", 1)])


async def test_removed_from_a_server_and_back(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    server = tutor.server
    await organiser.set_up()
    member = server.guild.members[server.bot.id]
    server.remove_guild(server.guild)
    await until(tutor, "SELECT count(left_at) FROM servers", [(1,)])
    tutor.at(SEVEN)
    await organiser.looks()
    server.guild.has_bot = True
    server.guild.members[server.bot.id] = member
    server._tell("GUILD_CREATE", server.guild.create_payload(server.bot, joined=True), server.guild)
    await organiser.asked()
    server.remove_guild(server.guild)
    await until(tutor, "SELECT count(left_at) FROM servers", [(1,)])
    for days, left in ((30, (1, 0)), (31, (1, 1)), (32, (0, 0))):
        tutor.at(SEVEN + days * DAY)
        await tutor.process.restart()
        await until(tutor, "SELECT count(*), count(overdue_at) FROM servers", [left])
    assert rows(tutor, "SELECT (SELECT count(*) FROM dailies), (SELECT count(*) FROM rounds)") == [(0, 0)]
    assert max(path.name for path in (tutor.data / "backups").iterdir()) == "kotae-2027-01-01.db"


async def test_leaving_while_the_bot_is_away_is_noticed(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    await tutor.process.terminate()
    tutor.server.remove_guild(tutor.server.guild)
    await tutor.process.restart()
    await until(tutor, "SELECT count(left_at), count(*) FROM servers", [(1, 1)])


async def test_the_invite_asks_for_what_is_needed(tutor: Tutor) -> None:
    await tutor.start()
    wanted = may.VIEW_CHANNEL | may.SEND_MESSAGES | may.READ_MESSAGE_HISTORY
    assert f"permissions={wanted}" in tutor.process.logs()
