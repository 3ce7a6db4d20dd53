"""The reveal under the question: its words, its buttons and its picture."""

from __future__ import annotations

import asyncio
import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.wording.round_posts import day_name
from kotae.posing import TODAY, Posing, Taker, slow

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"
KINDS = ["grib-pick", "grib-statement", "frob-typed", "grib-two", "grib-order"]


@pytest.fixture(autouse=True)
def clean(posing: Posing) -> Any:
    """After every test: Discord refused nothing, and the log holds no trouble."""
    yield
    assert posing.tutor.server.rejections == []
    assert "Traceback" not in posing.tutor.process.logs()
    assert "ERROR" not in posing.tutor.process.logs()


@pytest.mark.parametrize("language", ["ja", "en", "both"])
@pytest.mark.parametrize("question", KINDS)
async def test_a_round_from_its_taps_to_its_reveal(posing: Posing, question: str, language: str) -> None:
    channel = posing.tutor.server.add_channel()
    yesterday = await posing.post("grib-pick", channel=channel, day=TODAY - timedelta(days=1))
    users = [posing.tutor.server.add_member(f"member{number}").user for number in range(3)]
    for user in users[1:]:
        await Taker(yesterday, user=user).answer(rightly=True)
    posted = await posing.post(question, channel=channel, language="both")
    for user, rightly in zip(users, [True, True, False], strict=True):
        await Taker(posted, user=user).answer(rightly=rightly)
    message = await posted.reveal(datetime.now(UTC), spoken=language, post="https://discord.com/channels/1/2/3")
    text = message.text
    assert text.startswith(
        f"## The answer of {day_name(TODAY, 'en')}" if language == "en" else f"## {day_name(TODAY, 'ja')}の答え"
    )
    if language != "ja":
        assert "3 answers, 2 right (67 %)" in text
        assert "**member1** 2 days, **member2** 2 days" in text
        assert "The next question: <t:" in text
    if language != "en":
        assert "回答 3 人、正解 2 人（67 %）" in text
        assert "**member1** 2 日, **member2** 2 日" in text
    assert not message.pings


@pytest.mark.parametrize("question", KINDS)
@pytest.mark.parametrize(
    ("locale", "title", "alt"), [(EN, "Picture", "A bar chart of 4 answers. "), (JA, "画像で見る", "4 人の答えの棒グラフ。")]
)
async def test_the_picture(posing: Posing, question: str, locale: str, title: str, alt: str) -> None:
    posted = await posing.post(question, channel=posing.tutor.server.add_channel())
    for number in range(4):
        user = posing.tutor.server.add_member(f"m{number}").user
        await Taker(posted, user=user).answer(rightly=number != 1)
    message = await posted.reveal(spoken=locale[:2])
    shown = await (await Taker(posted, locale).press(message, title)).message()
    assert shown.ephemeral
    (file,) = shown.files
    assert file.description is not None
    assert file.description.startswith(alt)
    assert "75 %" in file.description
    gallery = next(each for each in shown.components[0]["components"] if each["type"] == 12)
    assert gallery["items"][0]["description"] == file.description
    with Image.open(io.BytesIO(file.content)) as image:
        assert image.format == "PNG"
        assert image.width == 900
        assert 150 < image.height < 700


async def test_a_picture_that_is_sent_again_is_whole(posing: Posing) -> None:
    posted = await posing.post("grib-pick", channel=posing.tutor.server.add_channel())
    await Taker(posted).answer(rightly=True)
    message = await posted.reveal(spoken="en")
    posing.tutor.server.fail("POST", r"/interactions/\d+/[^/]+/callback", reset=True)
    (file,) = (await (await Taker(posted).press(message, "Picture")).message()).files
    with Image.open(io.BytesIO(file.content)) as image:
        assert image.width == 900


@pytest.mark.parametrize("broken", [False, True])
async def test_a_picture_from_a_slow_store_is_waited_for(posing: Posing, broken: bool) -> None:
    """Discord is told to wait before its three seconds are over, and the picture follows, also over a connection that breaks."""
    posted = await posing.post("grib-pick", channel=posing.tutor.server.add_channel())
    await Taker(posted).answer(rightly=True)
    message = await posted.reveal(spoken="en")
    if broken:
        posing.tutor.server.fail("PATCH", r"/webhooks/\d+/[^/]+/messages/@original", reset=True)
    began = time.monotonic()
    with slow(posing.tutor, "members"):
        pressed = await Taker(posted).press(message, "Picture")
        response = await pressed.response()
        assert (response.type, response.ephemeral) == (5, True)
        assert time.monotonic() - began < 2.5
        shown = await pressed.message(timeout=60)
    (file,) = shown.files
    assert shown.ephemeral
    assert file.description is not None
    assert file.description.startswith("A bar chart of 1 answer")
    with Image.open(io.BytesIO(file.content)) as image:
        assert image.width == 900


async def test_the_picture_is_not_shown_before_the_close(posing: Posing) -> None:
    posted = await posing.post("grib-pick", channel=posing.tutor.server.add_channel())
    await Taker(posted).answer(rightly=True)
    pressed = await posing.tutor.server.click(posted.message, f"kotae1:picture:{posted.round.id}", forge=True, locale=EN)
    response = await pressed.response()
    assert response.ephemeral
    assert "I do not know this question" in response.text
    assert not response.data.get("attachments")


@pytest.mark.parametrize(("locale", "said"), [(EN, "nobody answered"), (JA, "回答がなかったので")])
async def test_a_picture_of_nothing(posing: Posing, locale: str, said: str) -> None:
    posted = await posing.post("grib-pick", channel=posing.tutor.server.add_channel())
    message = await posted.reveal()
    assert {"Picture", "画像で見る"}.isdisjoint(button["label"] for button in message.buttons)
    pressed = await posing.tutor.server.click(message, f"kotae1:picture:{posted.round.id}", forge=True, locale=locale)
    assert said in (await pressed.response()).text


async def test_the_buttons_of_a_reveal_answer(posing: Posing) -> None:
    posted = await posing.post("grib-two", channel=posing.tutor.server.add_channel())
    await Taker(posted).answer(rightly=True)
    message = await posted.reveal(spoken="en")
    explained = await (await Taker(posted).press(message, "Explain: Gribble interval")).response()
    assert explained.ephemeral
    assert "## Gribble interval" in explained.text
    form = await Taker(posted).press(message, "Report")
    assert (await form.modal())["title"] == "Report a mistake"


async def test_pictures_are_only_loaded_when_one_is_drawn(posing: Posing) -> None:
    """The first picture of this module was drawn by a bot that had not needed Pillow until then."""
    tutor = posing.tutor
    await tutor.process.restart()
    posted = await posing.post("grib-pick", channel=tutor.server.add_channel())
    await Taker(posted).answer(rightly=True)
    message = await posted.reveal(spoken="en")
    loaded = Path(f"/proc/{tutor.process.pid}/maps")
    assert "_imaging" not in await asyncio.to_thread(loaded.read_text)
    await (await Taker(posted).press(message, "Picture")).message()
    assert "_imaging" in await asyncio.to_thread(loaded.read_text)
