"""What is in an export and what is left after a deletion, whatever state the store is in."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.store import answers, dailies, rounds, tries
from bot.store.answers import Given
from bot.store.dailies import DailySettings
from bot.store.rounds import Claim
from bot.store.store import Store
from bot.study.questions.freezing import frozen
from bot.tutor import organising, privacy
from bot.tutor.answering import Member, Refusal
from bot.tutor.library import Library
from bot.tutor.stored import Stored

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ME = Member(10**17 + 1, "花子", None, NOW)
SERVER = 10**18 + 1


def beside(store: Store, tmp_path: Path) -> Stored:
    """The same database as the tutor holds it."""
    stored = Stored(store.where.url, tmp_path / "data")
    stored._store = store
    return stored


async def a_round(store: Store, library: Library, text: str | None = None, day: int = 26) -> int:
    question = next(iter(library.questions))
    settings = DailySettings(post_at=420, zone="UTC")
    daily = await dailies.set_up(store, SERVER, 2, settings, by=ME.user, at=NOW, seed="s")
    written = text if text is not None else frozen(question, range(len(question.options)))
    claim = Claim(daily.id, SERVER, 2, NOW.date().replace(day=day), question.key, question.facts, written, NOW)
    number = (await rounds.claim(store, claim)).round.id
    await rounds.posted(store, number, 5, NOW, None)
    return number


async def held(stored: Stored, member: Member = ME) -> dict[str, Any]:
    written = await privacy.export(stored, member)
    assert isinstance(written, bytes)
    found: dict[str, Any] = json.loads(written)
    return found


async def test_answers_are_told_in_words(store: Store, asking: Library, tmp_path: Path) -> None:
    number = await a_round(store, asking)
    await answers.record(store, Given(number, ME.user, "花子", (1,), False, NOW))
    await tries.record(store, number, ME.user, "花子", "nearly", NOW)
    found = await held(beside(store, tmp_path))
    (answer,), (tried,) = found["answers"], found["tries"]
    assert answer["chosen"] == [1]
    assert answer["chosen_words"] == [{"ja": "誤り", "en": "False"}]
    assert answer["asked"]["en"].startswith("Statement queues")
    assert (answer["correct"], answer["server"], answer["local_date"]) == (False, str(SERVER), "2026-11-26")
    assert answer["answered_at"] == "2026-11-26T12:00:00+00:00"
    assert (tried["typed"], tried["asked"]) == ("nearly", answer["asked"])
    assert [each["channel"] for each in found["dailies"]] == ["2"]
    assert found["learner"]["user"] == str(ME.user)


async def test_a_round_that_cannot_be_read_any_more_is_exported_without_words(
    store: Store, asking: Library, tmp_path: Path
) -> None:
    number = await a_round(store, asking, "{}")
    await answers.record(store, Given(number, ME.user, "花子", "typed", True, NOW))
    (answer,) = (await held(beside(store, tmp_path)))["answers"]
    assert (answer["chosen"], "asked" in answer) == ("typed", False)


async def test_of_somebody_unknown_there_is_nothing_but_their_exclusions(store: Store, tmp_path: Path) -> None:
    stored = beside(store, tmp_path)
    await organising.exclude(stored, SERVER, ME.user, NOW)
    await organising.exclude(stored, SERVER, ME.user + 1, NOW)
    found = await held(stored)
    assert found.pop("exclusions") == [
        {"server": str(SERVER), "mark": stored.marks.of(SERVER, ME.user), "at": "2026-11-26T12:00:00+00:00"}
    ]
    assert {key: value for key, value in found.items() if value} == {
        "kotae_export": 1,
        "exported_at": "2026-11-26T12:00:00+00:00",
        "user": str(ME.user),
    }


async def test_a_deletion_goes_over_all_servers_and_may_be_repeated(store: Store, asking: Library, tmp_path: Path) -> None:
    stored = beside(store, tmp_path)
    for day in (25, 26):
        await answers.record(store, Given(await a_round(store, asking, day=day), ME.user, "花子", (1,), False, NOW))
    for _ in range(2):
        assert await privacy.delete(stored, ME)
        found = await held(stored)
        assert (found["learner"], found["answers"], found["dailies"]) == (None, [], [])


async def test_a_store_that_is_away_is_told(store: Store, tmp_path: Path) -> None:
    stored = beside(store, tmp_path)
    await store.close()
    assert await privacy.export(stored, ME) is Refusal.NOT_KEPT
    assert not await privacy.delete(stored, ME)
