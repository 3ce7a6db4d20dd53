"""What organisers change on a daily question, and what Discord changes under it."""

from __future__ import annotations

import pytest

from kotae.organising import DAY, EN, JA, SEND, SEVEN, Organiser, asked, rows, until
from kotae.teaching import Tutor
from loopback import Message
from loopback import permissions as may

BOTH = pytest.mark.parametrize("locale", [EN, JA])
THREADS = r"/channels/\d+/messages/\d+/threads$"


def thread_of(message: Message) -> str | None:
    """The name of the thread beneath a message."""
    return str(message.data["thread"]["name"]) if "thread" in message.data else None


async def revealed(organiser: Organiser, tutor: Tutor, **options: object) -> Message:
    """The reveal of a question that closed after an hour."""
    await organiser.set_up(closes_after="1h", **options)
    tutor.at(SEVEN)
    await organiser.asked()
    tutor.at(SEVEN + DAY / 24)
    return await organiser.revealed()


@pytest.mark.parametrize(("locale", "said"), [(EN, "Notifies"), (JA, "に通知します")])
async def test_a_role_is_notified_no_more(tutor: Tutor, locale: str, said: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    role = tutor.server.add_role(mentionable=True)
    assert said in (await organiser.set_up(ping=role)).text
    assert said in (await organiser.daily("setup", no_ping=False)).text
    assert said not in (await organiser.daily("setup", no_ping=True)).text
    tutor.at(SEVEN)
    post = await organiser.asked()
    assert post.pings == set()
    assert "<@&" not in post.text


@pytest.mark.parametrize(
    ("locale", "said"), [(EN, "The role to notify is gone, so nobody is notified."), (JA, "通知するロールがなくなったので")]
)
async def test_a_role_that_was_deleted_is_left_out_and_told(tutor: Tutor, locale: str, said: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    role = tutor.server.add_role(mentionable=True)
    await organiser.set_up(ping=role)
    assert said not in (await organiser.daily("status")).text
    tutor.server.remove_role(role)
    tutor.at(SEVEN)
    post = await organiser.asked()
    assert "<@&" not in post.text
    assert post.allowed_mentions == {"parse": []}
    status = (await organiser.daily("status")).text
    assert said in status
    assert role.mention not in status


@pytest.mark.parametrize(("locale", "said"), [(EN, "/daily resume starts it again"), (JA, "daily resume）で再開します")])
async def test_a_paused_daily_stays_paused_when_it_is_set_up(tutor: Tutor, locale: str, said: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    await organiser.set_up()
    await organiser.daily("pause")
    assert said in (await organiser.daily("setup", feedback="reveal")).text
    tutor.at(SEVEN)
    await organiser.looks()
    assert organiser.posts() == []
    await organiser.daily("resume")
    await organiser.asked()


async def test_a_setup_resumes_what_paused_for_a_permission_that_is_back(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.deny_bot(organiser.channel, may.SEND_MESSAGES)
    tutor.at(SEVEN)
    await until(tutor, "SELECT pause_reason FROM dailies", [("missing:send_messages",)])
    tutor.server.deny_bot(organiser.channel, 0)
    await organiser.looks()
    assert "it comes within a minute" in (await organiser.daily("setup")).text
    await organiser.asked()


async def test_a_pause_of_an_organisers_outlives_what_paused_it_before(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.deny_bot(organiser.channel, may.SEND_MESSAGES)
    tutor.at(SEVEN)
    await until(tutor, "SELECT pause_reason FROM dailies", [("missing:send_messages",)])
    assert (await organiser.daily("pause")).text.startswith("Paused")
    tutor.server.deny_bot(organiser.channel, 0)
    await organiser.looks()
    assert "It is paused" in (await organiser.daily("setup", feedback="reveal")).text
    await organiser.looks()
    assert organiser.posts() == []


async def test_dailies_whose_channels_are_gone_are_removed_however_they_were_paused(tutor: Tutor) -> None:
    server = asked(tutor).server
    first, second, kept = (Organiser(tutor, server.add_channel(name=f"quiz-{number}")) for number in range(3))
    await tutor.start()
    for organiser in (first, second, kept):
        await organiser.set_up()
    await first.daily("pause")
    for organiser in (first, second):
        server.remove_channel(organiser.channel)
    tutor.at(SEVEN)
    await kept.asked()
    elsewhere = Organiser(tutor, server.channel)
    assert "in a channel that has no daily question, takes this one away" in (await elsewhere.daily("resume")).text
    for organiser in (first, second):
        assert f"No more daily questions in <#{organiser.channel.id}>" in (await elsewhere.daily("remove")).text
    text = (await elsewhere.daily("status")).text
    assert [f"<#{each.channel.id}>" in text for each in (first, second, kept)] == [False, False, True]


@pytest.mark.parametrize(("locale", "said"), [(EN, "I have given it up"), (JA, "取りやめました")])
async def test_nothing_is_promised_of_a_question_that_was_given_up(tutor: Tutor, locale: str, said: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    await organiser.set_up()
    tutor.server.fail("POST", SEND, 400, times=None)
    tutor.at(SEVEN)
    await until(tutor, "SELECT problem FROM dailies", [("fault",)])
    await organiser.daily("remove")
    await until(tutor, "SELECT count(closed_at) FROM rounds", [(1,)])
    tutor.server.heal()
    tomorrow = f"<t:{int((SEVEN + DAY).timestamp())}:f>"
    assert tomorrow in (await organiser.set_up()).text
    now = (await organiser.daily("now")).text
    assert said in now
    assert tomorrow in now
    assert tomorrow in (await organiser.daily("resume")).text
    await organiser.looks()
    assert organiser.posts() == []
    tutor.at(SEVEN + DAY)
    await organiser.asked()


async def test_a_claim_from_further_east_is_posted_at_its_time(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    evening = SEVEN - 9 * DAY / 24  # seven in the morning of the 30th, in Tokyo
    tutor.at(evening)
    tutor.server.fail("POST", SEND, 503, times=None)
    await organiser.set_up(timezone="Asia/Tokyo")
    await until(tutor, "SELECT problem FROM dailies", [("discord",)])
    await organiser.set_up(timezone="Etc/GMT+5")
    tutor.server.heal()
    at_seven = SEVEN + 5 * DAY / 24
    assert f"<t:{int(at_seven.timestamp())}:f>" in (await organiser.daily("now")).text
    tutor.at(at_seven - 6 * DAY / 24)
    await organiser.looks()
    assert organiser.posts() == []
    tutor.at(at_seven)
    await organiser.asked()


async def test_a_claim_that_waits_for_its_time_is_posted_early_if_wanted(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.server.fail("POST", SEND, 503, times=None)
    tutor.at(SEVEN + DAY)  # a clock that is ahead
    await until(tutor, "SELECT problem FROM dailies", [("discord",)])
    tutor.at(SEVEN + DAY - DAY / 24)
    tutor.server.heal()
    await organiser.looks()
    assert organiser.posts() == []
    assert "Posted: " in (await organiser.daily("now")).text
    await organiser.asked()


@BOTH
async def test_a_status_of_many_has_pages(tutor: Tutor, locale: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    channels = [tutor.server.add_channel(name=f"quiz-{number}") for number in range(12)]
    for channel in channels:
        await organiser.daily("setup", channel=channel, topic="mirfak")
    page = await organiser.daily("status")
    seen = [shown for channel in channels if (shown := f"### <#{channel.id}>") in page.text]
    assert len(seen) == 5
    for label in (("More (2/3)", "続き (2/3)"), ("More (3/3)", "続き (3/3)")):
        outcome = await tutor.server.click(page, label=label[locale == JA], user=tutor.server.owner, locale=locale)
        page = await outcome.message()
        seen += [shown for channel in channels if (shown := f"### <#{channel.id}>") in page.text]
    assert len(seen) == len(set(seen)) == 12
    assert [button["label"] for button in page.buttons] == [("Previous (2/3)", "前へ (2/3)")[locale == JA]]
    assert tutor.server.rejections == []


async def test_a_page_of_a_status_is_for_organisers(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    for number in range(6):
        await organiser.daily("setup", channel=tutor.server.add_channel(name=f"quiz-{number}"))
    page = await organiser.daily("status")
    outcome = await tutor.server.click(page, "kotae1:daily:1", forge=True, user=tutor.server.user, locale=EN)
    assert "Only organisers" in (await outcome.message()).text


@pytest.mark.parametrize(
    ("language", "locale", "said", "name"),
    [
        ("en", EN, "Opens a thread with the answer", "Mon 30 Nov · Mirfak"),
        ("both", JA, "正解発表にスレッドを付けます", "11月30日（月） · ミルファク"),
    ],
)
async def test_a_thread_is_opened_with_the_answer(tutor: Tutor, language: str, locale: str, said: str, name: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    reveal = await revealed(organiser, tutor, language=language, topic="mirfak", thread=True)
    assert said in (await organiser.daily("status")).text
    await tutor.server.until(lambda: thread_of(reveal))
    assert thread_of(reveal) == name
    assert thread_of(organiser.posts()[0]) is None
    await until(tutor, "SELECT count(reveal_message) FROM rounds", [(1,)])
    assert tutor.server.rejections == []


@pytest.mark.parametrize(("locale", "named"), [(EN, "**Create Public Threads**"), (JA, "**公開スレッドの作成**")])
async def test_a_thread_that_may_not_be_opened_is_told_and_the_reveal_comes(tutor: Tutor, locale: str, named: str) -> None:
    organiser = Organiser(await asked(tutor).start(), tutor.server.add_channel(deny_bot=may.CREATE_PUBLIC_THREADS), locale)
    assert named in (await organiser.set_up(thread=True)).text
    reveal = await revealed(organiser, tutor)
    await until(tutor, "SELECT reveal_message FROM rounds", [(reveal.id,)])
    assert named in (await organiser.daily("status")).text
    assert thread_of(reveal) is None
    assert tutor.server.rejections == []
    assert named not in (await organiser.daily("setup", thread=False)).text


@pytest.mark.parametrize(("status", "after", "opened"), [(403, False, False), (503, False, True), (503, True, True)])
async def test_discord_fails_on_the_thread(tutor: Tutor, status: int, after: bool, opened: bool) -> None:
    organiser = Organiser(await asked(tutor).start())
    tutor.server.fail("POST", THREADS, status, after_accepting=after)
    reveal = await revealed(organiser, tutor, thread=True)
    await until(tutor, "SELECT reveal_message FROM rounds", [(reveal.id,)])
    await organiser.revealed()
    assert (thread_of(reveal) is not None) is opened


async def test_killed_between_the_reveal_and_its_thread(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up(closes_after="1h", thread=True)
    tutor.at(SEVEN)
    await organiser.asked()
    fault = tutor.server.fail("POST", THREADS, 503, delay=30)
    tutor.at(SEVEN + DAY / 24)
    await tutor.server.until(lambda: fault.served or None)
    await tutor.process.kill()
    await tutor.process.restart()
    reveal = await organiser.revealed()
    await tutor.server.until(lambda: thread_of(reveal))
    await until(tutor, "SELECT count(reveal_message) FROM rounds", [(1,)])


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("zorblax, mirf", "ミルファク, zorblax", "zorblax, notes/mirfak"),
        ("ゾルブラックス、", "ミルファク, ゾルブラックス", "ゾルブラックス, notes/mirfak"),
    ],
)
async def test_topics_are_offered_after_a_comma(tutor: Tutor, typed: str, name: str, value: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=JA)
    place = {"user": tutor.server.owner, "locale": JA}
    choices = await (await tutor.server.autocomplete("daily setup", {"topic": typed}, "topic", **place)).choices()
    assert [(choice["name"], choice["value"]) for choice in choices] == [(name, value)]
    for said in (name, value):
        assert "トピック: " in (await organiser.daily("setup", topic=said)).text
        assert sorted(rows(tutor, "SELECT topics FROM dailies")[0][0].strip("[]").split(", ")) == [
            '"notes/mirfak"',
            '"notes/zorblax"',
        ]


@pytest.mark.parametrize(("locale", "shown"), [(EN, "(UTC+9)"), (JA, "（UTC+9）")])
async def test_an_offset_is_taken_for_what_it_is(tutor: Tutor, locale: str, shown: str) -> None:
    organiser = Organiser(await asked(tutor).start(), locale=locale)
    assert shown in (await organiser.daily("setup", timezone="UTC+9", time="16:00")).text
    assert rows(tutor, "SELECT zone FROM dailies") == [("Etc/GMT-9",)]
    tutor.at(SEVEN)  # which is four in the afternoon there
    await organiser.asked()
    refused = (await organiser.daily("setup", timezone="localtime")).text
    assert ("There is no time zone localtime", "「localtime」というタイムゾーンはありません")[locale == JA] in refused
