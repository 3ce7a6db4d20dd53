"""A small deck in both languages, on disk, and the tutor open on it."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.study.facts import Language
from bot.terminal_front.desk import Desk
from bot.terminal_front.screen import Screen
from bot.terminal_front.session import Session
from bot.tutor.library import Shelf
from bot.tutor.local import Here

EN = """\
# SQS {#sqs}

- Visibility timeout {#visibility}
  - Hides a received message for a while, `ChangeMessageVisibility` changes it.
  - Default visibility timeout {#default}
    - 30 seconds.
    - [Developer guide](https://example.com/visibility)
- Long polling {#polling}
  - Waits up to 20 seconds.

# X-Ray {#x-ray}

- Sampling rules {#sampling}
  - One request a second and 5 % of the rest.
"""
JA = """\
# SQS {#sqs}

- 可視性タイムアウト {#visibility}
  - 受信したメッセージをしばらく隠す。`ChangeMessageVisibility` で変える。
  - 可視性タイムアウトの既定値 {#default}
    - 30 秒。
    - [開発者ガイド](https://example.com/visibility)
- ロングポーリング {#polling}
  - 最大 20 秒待つ。

# X-Ray {#x-ray}

- サンプリングルール {#sampling}
  - 毎秒 1 件と、残りの 5 %。
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    for language, text in (("en", EN), ("ja", JA)):
        (folder / language).mkdir(parents=True)
        (folder / language / "notes.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def shelf(deck: Path) -> Shelf:
    return Shelf([deck], [])


@dataclass
class Conversation:
    """A session and what it has drawn since it was last looked at."""

    session: Session
    out: io.StringIO

    def type(self, line: str) -> str:
        """What one line brings to the screen."""
        assert self.session.respond(line)
        return self.drawn()

    def drawn(self) -> str:
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        return text


def talk(shelf: Shelf, language: Language = "en") -> Conversation:
    out = io.StringIO()
    return Conversation(Session(shelf, Screen(out, language)), out)


@pytest.fixture
def tutor(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    monkeypatch.delenv("COLUMNS", raising=False)
    return talk(shelf)


BANK = "questions:\n" + "".join(
    f"""
- id: wait-{number}
  kind: typed
  facts: [polling]
  difficulty: {number % 3 + 1}
  question: {{ja: "{number}: 何秒待つ？", en: "{number}: How many seconds does it wait?"}}
  answer: {{measure: "20 s", unit: s}}
  why: {{ja: 最大 20 秒, en: Up to twenty}}
"""
    for number in range(12)
)


@dataclass
class Computer:
    """A computer whose clock stands where the test puts it."""

    shelf: Shelf
    data: Path
    now: datetime = datetime(2026, 11, 25, 12, tzinfo=UTC)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.data / 'kotae.db'}"

    def desk(self, name: str = "aya", zone: str = "Asia/Tokyo", language: Language = "en") -> Desk:
        return Desk(self.shelf, self.url, self.data, Here(name, zone, language), lambda: self.now)

    def talk(self, name: str = "aya", language: Language = "en") -> Conversation:
        out = io.StringIO()
        return Conversation(Session(self.shelf, Screen(out, language), self.desk(name, language=language)), out)


@pytest.fixture
def computer(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    monkeypatch.delenv("COLUMNS", raising=False)
    folder = tmp_path / "asked" / "deck"
    folder.mkdir(parents=True)
    (folder / "all.yaml").write_text(BANK, "utf-8")
    shelf = Shelf([deck], [], tmp_path / "data", [tmp_path / "asked"])
    assert len(shelf.library.questions) == 12
    return Computer(shelf, tmp_path / "data")
