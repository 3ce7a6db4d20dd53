"""The bot's process teaching a small deck whose words no other deck has."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from loopback import BotProcess, LoopbackDiscord

ROOT = Path(__file__).parents[3]

ENGLISH = """
# Zorblax {#zorblax checked=2026-11-22}

- Zorblax frobnication timeout {#frob}
  - It is `30` seconds by default. [Frobnication guide](https://docs.example.com/frob)
  - Gribble interval {#gribble}
    - The gribble interval is 7 minutes.
- Sprocket allowance {#sprocket}
  - A zorblax takes 48 sprockets.
  > was: `12` sprockets
  > since: 2025-08
  > now: it takes 48.
- Wobbulator {#wobbulator confidence=medium}
  - A wobbulator makes the noise go away.
- Quixotic limit {#zorblax-quixotic}
  - Zorblax allows 11 of them.

# Mirfak {#mirfak}

- Quixotic limit {#mirfak-quixotic}
  - Mirfak allows 22 of them.
- Hostile thrumble {#hostile}
  - @everyone look <@{user}> [your bank](https://evil.example.com/login) # no heading **bold**
- Endless saga {#saga}
"""
JAPANESE = """
# ゾルブラックス {#zorblax checked=2026-11-22}

- フロブ化タイムアウト {#frob}
  - 既定は `30` 秒。[フロブ化の手引き](https://docs.example.com/frob)
  - グリブル間隔 {#gribble}
    - グリブル間隔は 7 分。
- 歯車の許容数 {#sprocket}
  - 歯車は 48 枚まで。
  > was: 歯車は `12` 枚
  > since: 2025-08
  > now: 48 枚になった。
- ウォビュレーター {#wobbulator confidence=medium}
  - 雑音を消し去る装置。
- 空想的上限 {#zorblax-quixotic}
  - ゾルブラックスでは 11 個まで。

# ミルファク {#mirfak}

- 空想的上限 {#mirfak-quixotic}
  - ミルファクでは 22 個まで。
- 敵対的スランブル {#hostile}
  - @everyone <@{user}> [銀行](https://evil.example.com/login)
- 終わらない物語 {#saga}
"""
SENTENCES = 200


QUICK = {
    "bot.discord_front.ticker.EVERY": 0.05,
    "bot.discord_front.jobs.FIRST_RETRY": 0.05,
    "bot.discord_front.jobs.LAST_RETRY": 0.2,
    "bot.discord_front.insisting.FIRST_RETRY": 0.05,
}
"""What the bot would wait for in vain when the clock stands still."""


class Deck:
    """The files of the deck, which a test may change."""

    def __init__(self, folder: Path, user: int) -> None:
        self.folder = folder
        self.english = folder / "en" / "all.md"
        saga = "  - " + " ".join(f"Part {number} of the saga is told." for number in range(SENTENCES)) + "\n"
        tale = "  - " + "".join(f"物語の第{number}部を語る。" for number in range(SENTENCES)) + "\n"
        for language, text in (("en", ENGLISH + saga), ("ja", JAPANESE + tale)):
            (folder / language).mkdir(parents=True)
            (folder / language / "all.md").write_text(text.replace("{user}", str(user)), "utf-8")

    def change(self, old: str, new: str) -> None:
        """Replace words of the English page."""
        text = self.english.read_text("utf-8")
        assert old in text
        self.english.write_text(text.replace(old, new), "utf-8")


class Tutor:
    """The bot's process, its files, and the Discord it runs on."""

    def __init__(self, server: LoopbackDiscord, folder: Path, **settings: str) -> None:
        self.server = server
        self.deck = Deck(folder / "notes", server.user.id)
        self.data = folder / "data"
        self.bank = folder / "quizzes" / "notes" / "all.yaml"
        empty = folder / "glossary"
        empty.mkdir()
        self.bank.parent.mkdir(parents=True)
        environment = {
            "KOTAE_KNOWLEDGE": str(self.deck.folder),
            "KOTAE_GLOSSARY": str(empty),
            "KOTAE_QUIZZES": str(self.bank.parents[1]),
            "KOTAE_DATABASE_URL": f"sqlite:///{self.data / 'kotae.db'}",
            "KOTAE_LANGUAGE": "en",
            "KOTAE_LOG_LEVEL": "DEBUG",
            "LOOPBACK_CLOCK": str(folder / "clock"),
            **settings,
        }
        self._clock = folder / "clock"
        self.environment = environment
        self.process = BotProcess(server, "bot", "run", log=folder / "bot.log", env=environment, cwd=ROOT)

    def ask(self, bank: str) -> None:
        """Put questions beside the notes, in place of those made from them."""
        self.bank.write_text(bank, "utf-8")

    def at(self, moment: datetime) -> None:
        """What the bot's clock shows from now on."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(moment.isoformat(), "ascii")
        os.replace(fresh, self._clock)

    def hurry(self, constants: Mapping[str, float] | None = None) -> Tutor:
        """Let the bot, before it starts, look for what is due at every moment: the clock stands still, it need not wait.

        `constants` of its modules are others, too.
        """
        self.environment["LOOPBACK_SET"] = json.dumps({**QUICK, **(constants or {})})
        self.process = BotProcess(self.server, "bot", "run", log=self.process.log, env=self.environment, cwd=ROOT)
        return self

    def process_beside(self) -> BotProcess:
        """Another process with the same settings, not yet started."""
        return BotProcess(self.server, "bot", "run", log=self.data.parent / "beside.log", env=self.environment, cwd=ROOT)

    async def start(self) -> Tutor:
        """Start it; its commands are there."""
        await self.process.start()
        await self.server.registered("explain")
        return self

    async def end(self) -> None:
        """Stop it, if it runs."""
        if self.process.process is not None and self.process.returncode is None:
            await self.process.terminate()
