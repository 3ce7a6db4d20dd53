"""A corrected question file and the store -> what the host is told, and what becomes of the answers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import answers, dailies, recounting, rounds, standings
from bot.store.answers import Chosen, Given
from bot.store.dailies import DailySettings
from bot.store.rounds import Claim, Round
from bot.store.store import Store
from bot.study.questions.freezing import frozen, thawed
from bot.tutor import regrading
from bot.tutor.answering import outcome_of
from bot.tutor.database import Told
from bot.tutor.library import Library, open_library
from bot.tutor.regrading import preview, regrade
from bot.tutor.rounds import posed
from tests.tutor.test_practice import QUESTIONS

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
KEY = "deck/pick"


class Desk:
    """A deck and its questions as files, and the rounds in which they were asked."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.url = f"sqlite:///{store.where.file}"
        self.file = folder / "quizzes" / "deck" / "queues.yaml"
        self.file.parent.mkdir(parents=True)
        (folder / "deck").mkdir()
        (folder / "deck" / "deck.yaml").write_text("title: Deck\nlanguages: [en]\n", "utf-8")
        notes = "# Queues {#queues}\n- Kept {#kept}\n  - For 20 seconds or 4 days.\n"
        (folder / "deck" / "queues.md").write_text(notes, "utf-8")
        self.file.write_text(QUESTIONS, "utf-8")

    @property
    def library(self) -> Library:
        return open_library([self.folder / "deck"], [], None, [self.folder / "quizzes"])

    def change(self, old: str, new: str) -> None:
        """What the author writes otherwise."""
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), "utf-8")

    def correct(self) -> None:
        """`Bad 1` was right all along."""
        self.change("{right: true, ja: 正", "{ja: 正")
        self.change("{ja: 誤1,", "{right: true, ja: 誤1,")

    async def ask(self, id_: str, given: Sequence[Chosen], *, channel: int = 2, withheld: bool = False) -> Round:
        """A round that is open, and what its first members answered."""
        settings = DailySettings(420, "UTC", language="en")
        daily = await dailies.set_up(self.store, 1, channel, settings, by=3, at=NOW, seed="s")
        question = self.library.questions.by_key[f"deck/{id_}"]
        text = frozen(question, tuple(range(len(question.options)))[::-1])
        claim = Claim(daily.id, 1, channel, NOW.date(), question.key, question.facts, text, NOW, withheld=withheld)
        claimed = (await rounds.claim(self.store, claim)).round
        await rounds.posted(self.store, claimed.id, 7, NOW, None)
        for user, chosen in enumerate(given, 1):
            await self.answer(claimed, user, chosen)
        return claimed

    async def answer(self, asked: Round, user: int, chosen: Chosen) -> None:
        """Graded by the key that the round was claimed with."""
        correct = chosen == thawed(asked.frozen)[0].right
        await answers.record(self.store, Given(asked.id, user, f"m{user}", chosen, correct, NOW))

    async def right(self, asked: Round) -> dict[int, bool]:
        """Who is right by now, as it is kept and as it is told."""
        found = await rounds.by_id(self.store, asked.id)
        assert found is not None
        given = await answers.of_round(self.store, asked.id)
        told = {each.user: outcome_of(posed(self.library, found), each.answer).verdict.correct for each in given}
        assert told == {each.user: each.answer.correct for each in given}
        return told

    async def frozen_anew(self, asked: Round) -> None:
        """Wait until the round has another question."""
        while (found := await rounds.by_id(self.store, asked.id)) and found.frozen == asked.frozen:  # noqa: ASYNC110 (another store's)
            await asyncio.sleep(0.01)

    async def told(self) -> list[str]:
        return [told.name for told in await regrade(self.url, self.library, KEY, late=0)]


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> AsyncIterator[Desk]:
    yield Desk(store, tmp_path)
    assert (await recounting.recount_server(store, 1, check=True)).off == 0


def named(lines: Sequence[Told], name: str) -> Told:
    return next(each for each in lines if each.name == name)


async def test_it_is_shown_before_it_is_done(desk: Desk) -> None:
    first = await desk.ask("pick", [(0,), (1,), (2,)])
    second = await desk.ask("pick", [(1,), (1,)], channel=3)
    desk.correct()
    seen = await preview(desk.url, desk.library, "pick", "en")
    assert seen.asks
    sums = {"rounds": "2", "answers": "4", "members": "2", "right": "3", "wrong": "1"}
    assert named(seen.lines, "would_regrade").fields == {"question": KEY, **sums}
    listed = [each.fields for each in seen.lines if each.name == "round_changes"]
    assert [(each["channel"], each["answers"], each["right"], each["wrong"]) for each in listed] == [
        ("2", "3", "1", "1"),
        ("3", "2", "2", "0"),
    ]
    assert await answers.distribution(desk.store, first.id) == {(0,): 1, (1,): 1, (2,): 1}
    assert (await rounds.by_id(desk.store, first.id)) is not None
    assert [each.answer.correct for each in await answers.of_round(desk.store, second.id)] == [False, False]

    (done,) = await regrade(desk.url, desk.library, KEY, late=0)
    assert done == Told("regraded", {"question": KEY, **sums})
    assert await desk.right(first) == {1: False, 2: True, 3: False}
    assert await desk.right(second) == {1: True, 2: True}
    found = await rounds.by_id(desk.store, first.id)
    assert found is not None
    assert thawed(found.frozen)[1] == thawed(first.frozen)[1] == (3, 2, 1, 0)
    assert sum(each.right for each in await standings.round_counts_of(desk.store, 1)) == 3

    again = await preview(desk.url, desk.library, KEY, "en")
    assert (again.asks, [each.name for each in again.lines]) == (False, ["graded_so"])


async def test_what_a_bot_grades_meanwhile_by_the_old_key_is_graded_again(desk: Desk) -> None:
    asked = await desk.ask("pick", [(0,)])
    desk.correct()
    assert named((await preview(desk.url, desk.library, KEY, "en")).lines, "regrade_takes").fields == {"seconds": "30"}
    working = asyncio.create_task(regrade(desk.url, desk.library, KEY, late=0.5))
    await asyncio.wait_for(desk.frozen_anew(asked), 5)
    await desk.answer(asked, 2, (1,))  # the bot has read the round before
    assert (await answers.of_round(desk.store, asked.id))[-1].answer.correct is False
    (done,) = await working
    assert (done.fields["rounds"], done.fields["answers"]) == ("1", "2")
    assert await desk.right(asked) == {1: False, 2: True}


async def test_one_that_was_broken_off_is_finished_by_the_next(desk: Desk) -> None:
    asked = await desk.ask("pick", [(0,)])
    desk.correct()
    await regrade(desk.url, desk.library, KEY, late=0)
    await desk.answer(asked, 2, (1,))
    assert (await preview(desk.url, desk.library, KEY, "en")).asks
    assert await desk.told() == ["regraded"]
    assert await desk.right(asked) == {1: False, 2: True}


async def test_a_round_that_tells_nobody_yet_counts_at_its_close(desk: Desk) -> None:
    asked = await desk.ask("pick", [(0,), (1,)], withheld=True)
    desk.correct()
    assert await desk.told() == ["regraded"]
    assert await desk.right(asked) == {1: False, 2: True}
    assert await standings.round_counts_of(desk.store, 1) == ()


async def test_typed_answers(desk: Desk) -> None:
    asked = await desk.ask("how-long", ["20 s", "4 days", "half a minute"])
    desk.change('answer: {measure: "20 s", unit: s}', 'answer: {measure: "30 s", unit: s}')
    await regrade(desk.url, desk.library, "how-long", late=0)
    assert await desk.right(asked) == {1: False, 2: False, 3: True}


async def test_the_order_of_steps_is_corrected_once_it_is_closed(desk: Desk) -> None:
    asked = await desk.ask("steps", [(0, 1, 2), (1, 0, 2)])
    one, two = "  - {ja: 一, en: One, why: {ja: 先, en: First of all}}\n", "  - {ja: 二, en: Two, why: {ja: 次, en: Next}}\n"
    desk.change(one + two, two + one)
    seen = await preview(desk.url, desk.library, "steps", "en")
    assert (seen.asks, [each.name for each in seen.lines]) == (False, ["still_open", "nothing_done"])
    done = await regrade(desk.url, desk.library, "steps", late=0)
    assert ([each.name for each in done], done[-1].outcome) == (["still_open", "regraded"], "problem")
    await rounds.closed(desk.store, asked.id, NOW + timedelta(hours=1))
    assert (await preview(desk.url, desk.library, "steps", "en")).asks
    assert [each.name for each in await regrade(desk.url, desk.library, "steps", late=0)] == ["regraded"]
    assert await desk.right(asked) == {1: False, 2: True}


async def test_what_cannot_be_mapped_is_refused_and_left(desk: Desk) -> None:
    asked = await desk.ask("steps", [(0, 1, 2)])
    desk.change("  - {ja: 三, en: Three, why: {ja: 後, en: Last}}\n", "")
    desk.change("  kind: order\n", "  kind: order\n  difficulty: 1\n")
    desk.change(
        "  - {ja: 二,",
        "  - {ja: 三, en: Three, why: {ja: 後, en: Last}}\n  - {ja: 四, en: Four, why: {ja: 終, en: End}}\n  - {ja: 二,",
    )
    seen = await preview(desk.url, desk.library, "steps", "en")
    assert [each.name for each in seen.lines] == ["unlike_number", "nothing_done"]
    assert (seen.asks, seen.lines[-1].outcome) == (False, "problem")
    done = await regrade(desk.url, desk.library, "steps", late=0)
    assert [each.name for each in done] == ["unlike_number", "regraded"]
    found = await rounds.by_id(desk.store, asked.id)
    assert found is not None
    assert found.frozen == asked.frozen


async def test_an_option_that_was_reworded_is_shown(desk: Desk) -> None:
    await desk.ask("pick", [(1,)])
    desk.correct()
    desk.change("ja: 誤1, en: Bad 1", "ja: 実は正, en: Good after all")
    lines = (await preview(desk.url, desk.library, KEY, "en")).lines
    assert named(lines, "reworded").fields == {"was": "Bad 1", "now": "Good after all"}
    assert named((await preview(desk.url, desk.library, KEY, "ja")).lines, "reworded").fields["now"] == "実は正"


async def test_many_rounds_are_not_all_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrading, "MOST_LISTED", 2)
    for channel in range(2, 7):
        await desk.ask("pick", [(1,)], channel=channel)
    desk.correct()
    lines = (await preview(desk.url, desk.library, KEY, "en")).lines
    assert named(lines, "earlier_rounds").fields == {"rounds": "3"}
    assert [each.fields["channel"] for each in lines if each.name == "round_changes"] == ["5", "6"]


async def test_what_was_never_asked_or_is_not_there(desk: Desk) -> None:
    assert (await preview(desk.url, desk.library, "gone", "en")).lines == [Told("no_question", {"name": "gone"}, "wrong_use")]
    assert await regrade(desk.url, desk.library, "gone") == [Told("no_question", {"name": "gone"}, "wrong_use")]
    assert (await preview(desk.url, desk.library, KEY, "en")).lines == [Told("never_asked", {"question": KEY})]
    nowhere = f"sqlite:///{desk.folder / 'nowhere.db'}"
    assert [each.name for each in (await preview(nowhere, desk.library, KEY, "en")).lines] == ["no_database"]
    assert [each.name for each in await regrade(nowhere, desk.library, KEY)] == ["no_database"]
