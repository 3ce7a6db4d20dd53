"""A real store and a small library for the tutor's use cases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.address import address
from bot.store.opening import open_store
from bot.store.store import Store
from bot.tutor.library import Library, open_library

NOTES = "# Queues {#queues}\n- Kept {#kept}\n  - For 20 seconds or 4 days.\n\n# Topics {#topics}\n- Sent {#sent}\n  - To all.\n"
ONE = """
- id: {topic}-{number}
  kind: true-false
  facts: [{fact}]
  difficulty: {level}
  question: {{ja: 文{topic}{number}, en: Statement {topic} {number}}}
  answer: right
  why: {{ja: 理由, en: Because}}
"""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(address(f"sqlite:///{tmp_path / 'data' / 'kotae.db'}"), busy_seconds=0.05)
    yield opened
    await opened.close()


@pytest.fixture
def asking(tmp_path: Path) -> Library:
    """Two topics with ten questions each."""
    folder = tmp_path / "notes" / "deck"
    folder.mkdir(parents=True)
    (folder / "deck.yaml").write_text("title: Deck\nlanguages: [en]\n", "utf-8")
    (folder / "all.md").write_text(NOTES, "utf-8")
    (tmp_path / "asked" / "deck").mkdir(parents=True)
    written = (
        ONE.format(topic=topic, number=number, fact=fact, level=number % 3 + 1)
        for topic, fact in (("queues", "kept"), ("topics", "sent"))
        for number in range(10)
    )
    (tmp_path / "asked" / "deck" / "all.yaml").write_text("questions:\n" + "".join(written), "utf-8")
    return open_library([folder], [], None, [tmp_path / "asked"])
