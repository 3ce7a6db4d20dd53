"""Questions on the small deck, one of each kind, and a member who answers them."""

from __future__ import annotations

from typing import Any

from kotae.teaching import Tutor
from loopback import Message, Outcome, Response

BANK = """
questions:
- id: grib-pick
  kind: choice
  facts: [gribble]
  difficulty: 1
  question: {ja: グリブル間隔はどれだけ？, en: How long is the gribble interval?}
  options:
  - {right: true, ja: 7 分, en: 7 minutes, why: {ja: グリブルは 7 分ごと, en: A gribble comes each 7 minutes}}
  - {ja: 30 秒, en: 30 seconds, why: {ja: それはフロブ化の方, en: That is the frobnication}}
  - {ja: 11 個, en: 11 of them, why: {ja: それは上限, en: That is a limit}}
  - {ja: 無制限, en: No limit at all, why: {ja: 上限はある, en: There is one}}
- id: grib-statement
  kind: true-false
  facts: [gribble]
  difficulty: 1
  question: {ja: グリブル間隔は 7 分より短い。, en: The gribble interval is less than 7 minutes.}
  answer: wrong
  why: {ja: ちょうど 7 分, en: It is 7 minutes sharp}
- id: frob-typed
  kind: typed
  facts: [frob]
  difficulty: 2
  question: {ja: フロブ化は何秒？, en: How many seconds does frobnication take?}
  answer: {measure: "30 s", unit: s}
  why: {ja: 30 秒と決まっている, en: Thirty is the default}
  slips:
  - answer: 7 min
    why: {ja: それはグリブル間隔, en: That is the gribble interval}
- id: grib-two
  kind: choose-two
  facts: [gribble, frob]
  difficulty: 2
  question: {ja: 時間はどれ？ 2 つ選べ。, en: Which are times? Choose two.}
  options:
  - {right: true, ja: グリブル間隔, en: The gribble interval, why: {ja: 7 分だから, en: Since it is 7 minutes}}
  - {right: true, ja: フロブ化, en: The frobnication, why: {ja: 30 秒だから, en: Since it is 30 seconds}}
  - {ja: 装置, en: The device, why: {ja: 物だから, en: A device is a thing}}
  - {ja: 上限, en: The limit, why: {ja: 個数だから, en: A limit is a number}}
  - {ja: 物語, en: The saga, why: {ja: 終わらない, en: It never ends}}
- id: grib-order
  kind: order
  facts: [gribble]
  difficulty: 3
  question: {ja: 順に並べよ。, en: Put these in order.}
  items:
  - {ja: 始まり, en: The start, why: {ja: 最初, en: Nothing comes before}}
  - {ja: 途中, en: The middle, why: {ja: 次, en: It follows the start}}
  - {ja: 終わり, en: The end, why: {ja: 最後, en: Nothing comes after}}
- id: mirfak-limit
  kind: typed
  facts: [mirfak-quixotic]
  difficulty: 1
  question: {ja: ミルファクの上限は？, en: How many does Mirfak allow?}
  answer: {measure: "22"}
  why: {ja: 22 個まで, en: It allows 22}
"""
ABOUT = {
    "choice": ("one of four", "四択"),
    "true-false": ("true or false", "正誤"),
    "typed": ("typed answer", "記述"),
    "choose-two": ("choose two", "2 つ選択"),
    "order": ("put in order", "並べ替え"),
}
RIGHT = {
    "grib-pick": ("7 minutes", "7 分"),
    "grib-two": ("The gribble interval", "グリブル間隔", "The frobnication", "フロブ化"),
    "grib-order": ("The start", "始まり", "The middle", "途中", "The end", "終わり"),
}
NOT_RIGHT = ("Not correct.", "不正解です。")
IS_RIGHT = ("### Correct.", "### 正解です。")


class Member:
    """Someone who practises: `outcome` is the message they look at."""

    def __init__(self, tutor: Tutor, locale: str = "en-US", **place: Any) -> None:
        self.tutor = tutor
        self.place = {"locale": locale, **place}
        self.outcome: Outcome = None  # type: ignore[assignment]

    async def begin(self, **options: Any) -> Message:
        """`/quiz`."""
        self.outcome = await self.tutor.server.slash("quiz", options, **self.place)
        assert (await self.outcome.response()).ephemeral
        return await self.seen()

    async def seen(self) -> Message:
        """The message as it is now."""
        return await self.outcome.message()

    async def click(self, label: str) -> Response:
        """Press the button with that label, or whose label contains it."""
        button = next(each for each in (await self.seen()).buttons if label in each["label"])
        pressed = await self.tutor.server.click(self.outcome, button["custom_id"])
        return await pressed.response()

    async def set(self, menu: int, *labels: str) -> Response:
        """Choose the options whose labels end so in that menu, in this order."""
        select = (await self.seen()).selects[menu]
        values = [_value(select, label) for label in labels]
        return await (await self.tutor.server.select(self.outcome, select["custom_id"], values)).response()

    async def form(self) -> Outcome:
        """Open the form of a typed answer."""
        (button,) = (await self.seen()).buttons
        return await self.tutor.server.click(self.outcome, button["custom_id"])

    async def type(self, answer: str) -> Response:
        """Open the form and send it with this answer."""
        sent = await self.tutor.server.submit_modal(await self.form(), {"answer": answer})
        return await sent.response()

    async def kind(self) -> str:
        """The kind of the open question."""
        text = (await self.seen()).text
        return next(kind for kind, names in ABOUT.items() if any(name in text for name in names))

    async def go_to(self, kind: str, **options: Any) -> Message:
        """Begin runs on Zorblax until its first question is of that kind."""
        for _ in range(100):
            message = await self.begin(topic="zorblax", **options)
            if await self.kind() == kind:
                return message
        raise AssertionError(f"no run began with {kind}")

    async def answer(self, *, rightly: bool) -> Response:
        """Answer the open question, of whichever kind."""
        kind, last = await self.kind(), 1 if self.place["locale"] == "ja" else 0
        match kind:
            case "choice":
                return await self.click(("7 minutes", "7 分")[last] if rightly else ("30 seconds", "30 秒")[last])
            case "true-false":
                return await self.click(("B. False", "B. 誤り")[last] if rightly else ("A. True", "A. 正しい")[last])
            case "typed":
                frob = "robnication" in (await self.seen()).text or "フロブ化" in (await self.seen()).text
                return await self.type(("30 s" if frob else "22") if rightly else "7 minutes")
            case "choose-two":
                pair = RIGHT["grib-two"][last::2] if rightly else (RIGHT["grib-two"][last], ("The saga", "物語")[last])
                await self.set(0, *reversed(pair))
            case _:
                steps = RIGHT["grib-order"][last::2]
                for place, step in enumerate(steps if rightly else reversed(steps)):
                    await self.set(place, step)
        return await self.click(("Confirm", "確定")[last])


def _value(select: dict[str, Any], label: str) -> str:
    return next(str(option["value"]) for option in select["options"] if option["label"].endswith(label))
