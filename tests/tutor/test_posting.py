"""The moment and the store -> who is owed a question, and claims that are posted or given up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.store import dailies as kept
from bot.store import rounds, servers
from bot.store.dailies import Daily, DailySettings
from bot.store.regrading import Correction, regrade
from bot.store.store import Store
from bot.study.questions.freezing import frozen, thawed
from bot.tutor import closing, dailies, posting
from bot.tutor.library import Library
from bot.tutor.rounds import posed, read

SEVEN = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
TODAY = SEVEN.date()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def a_daily(store: Store, channel: int = 2, **changes: object) -> Daily:
    settings = replace(DailySettings(420, "UTC", language="en"), **changes)  # type: ignore[arg-type]
    return await dailies.set_up(store, 1, channel, settings, by=3, now=SEVEN - HOUR)


async def owed(store: Store, now: datetime) -> list[tuple[int, date]]:
    return [(due.daily.channel, due.day) async for due in posting.owed(store, now)]


async def test_who_is_owed_a_question(store: Store, asking: Library) -> None:
    made = [await a_daily(store, channel) for channel in range(2, 252)]
    assert await owed(store, SEVEN - HOUR / 60) == []
    assert await owed(store, SEVEN) == [(daily.channel, TODAY) for daily in made]
    for daily in made[1:]:
        await posting.claim(store, asking, daily, TODAY, SEVEN)
    assert await owed(store, SEVEN + 9 * HOUR) == [(2, TODAY)]
    await kept.pause(store, made[0].id, "no_channel", SEVEN)
    assert await owed(store, SEVEN) == []


async def test_a_zone_that_is_not_known_here_is_noted(store: Store) -> None:
    daily = await a_daily(store)
    await kept.update(store, daily.id, DailySettings(420, "Mars/Olympus"))
    assert await owed(store, SEVEN) == []
    noted = await kept.by_id(store, daily.id)
    assert noted is not None
    assert noted.problem == "zone"


async def test_a_round_is_frozen_as_it_is_claimed_and_claimed_once(store: Store, asking: Library) -> None:
    daily = await a_daily(store)
    first = await posting.claim(store, asking, daily, TODAY, SEVEN)
    second = await posting.claim(store, asking, daily, TODAY, SEVEN)
    assert first is not None
    assert second == posting.Claimed(first.round, False)
    assert posed(asking, first.round).question.key == first.round.question
    assert (first.ours, await posting.recoverable(store, SEVEN)) == (True, (first.round,))


async def test_how_it_is_asked_is_frozen_with_it(store: Store, asking: Library) -> None:
    daily = await a_daily(store, language="both", feedback="reveal")
    claimed = await posting.claim(store, asking, daily, TODAY, SEVEN)
    assert claimed is not None
    await kept.update(store, daily.id, replace(daily.settings, language="en", feedback="now"))
    asked = await read(store, asking, claimed.round.id)
    assert asked is not None
    assert (asked.languages, asked.at_once) == (("ja", "en"), False)
    older_form = frozen(*thawed(claimed.round.frozen))  # as an older version froze it
    await regrade(store, Correction(claimed.round.id, older_form, (), lambda answer: answer.correct))
    older = await read(store, asking, claimed.round.id)
    assert older is not None
    assert (older.languages, older.at_once) == (("en",), False)


async def test_a_round_until_the_next_one_closes_also_where_none_comes(store: Store, asking: Library) -> None:
    paused, stuck = await a_daily(store), await a_daily(store, 3)
    for daily in (paused, stuck):
        claimed = await posting.claim(store, asking, daily, TODAY, SEVEN)
        assert claimed is not None
        await posting.mark_posted(store, daily, claimed.round, 55, SEVEN)
    await kept.update(store, paused.id, replace(paused.settings, closes_after=90))  # for the questions to come
    await dailies.pause(store, paused, SEVEN + HOUR)
    times = (SEVEN + DAY - HOUR, SEVEN + DAY, SEVEN + 2 * DAY - HOUR, SEVEN + 2 * DAY)
    found = [[each.channel for each in await closing.due(store, at)] for at in times]
    assert found == [[], [2], [2], [2, 3]]
    await servers.left(store, 1, SEVEN)
    assert await closing.due(store, SEVEN + 9 * DAY) == ()


async def test_without_questions_there_is_no_claim(store: Store, asking: Library) -> None:
    daily = await a_daily(store, topics=("deck/gone",))
    assert await posting.claim(store, asking, daily, TODAY, SEVEN) is None


async def test_a_posted_round_closes_when_it_should(store: Store, asking: Library) -> None:
    short, long = await a_daily(store, closes_after=90), await a_daily(store, 3)
    for daily in (short, long):
        claimed = await posting.claim(store, asking, daily, TODAY, SEVEN)
        assert claimed is not None
        await posting.note_problem(store, daily, "discord", SEVEN)
        again = await kept.by_id(store, daily.id)
        assert again is not None
        await posting.mark_posted(store, again, claimed.round, 55, SEVEN)
    assert [(each.problem, each.problem_at, each.solved_at) for each in await kept.of_server(store, 1)] == [
        ("discord", SEVEN, SEVEN)
    ] * 2
    assert await closing.due(store, SEVEN + HOUR) == ()
    (round_,) = await closing.due(store, SEVEN + 2 * HOUR)
    assert round_.channel == short.channel
    assert await closing.close(store, round_, SEVEN + 2 * HOUR)
    assert not await closing.close(store, round_, SEVEN + 2 * HOUR)
    assert [each.id for each in await closing.unrevealed(store)] == [round_.id]
    await closing.mark_revealed(store, short, round_, 66, SEVEN + 2 * HOUR)
    assert await closing.unrevealed(store) == ()
    following = await posting.claim(store, asking, long, TODAY + DAY, SEVEN + DAY)
    assert following is not None
    assert await closing.due(store, SEVEN + DAY) == ()
    await posting.mark_posted(store, long, following.round, 77, SEVEN + DAY)
    assert [each.channel for each in await closing.due(store, SEVEN + DAY)] == [long.channel]


async def test_a_daily_that_is_removed_while_its_post_is_under_way_leaves_no_open_round(store: Store, asking: Library) -> None:
    daily = await a_daily(store)
    claimed = await posting.claim(store, asking, daily, TODAY, SEVEN)
    assert claimed is not None
    await dailies.remove(store, daily, SEVEN)
    await posting.mark_posted(store, daily, claimed.round, 55, SEVEN)
    assert [each.id for each in await closing.due(store, SEVEN)] == [claimed.round.id]


async def test_a_claim_may_be_posted_on_its_day_only(store: Store, asking: Library) -> None:
    daily = await a_daily(store)
    claimed = await posting.claim(store, asking, daily, TODAY, SEVEN)
    assert claimed is not None
    times = (SEVEN - 8 * HOUR, SEVEN - HOUR, SEVEN, SEVEN + 16 * HOUR, SEVEN + 17 * HOUR)
    assert [posting.standing(daily, claimed.round, at) for at in times] == ["ahead", "ahead", "today", "today", "over"]
    assert [posting.standing(daily, claimed.round, at, early=True) for at in times[:2]] == ["ahead", "today"]
    assert [len(await posting.recoverable(store, at)) for at in times] == [0, 0, 1, 1, 1]
    wanted_early = replace(claimed.round, claimed_at=SEVEN - 3 * HOUR)
    assert posting.standing(daily, wanted_early, SEVEN - HOUR) == "today"
    further_west = replace(daily, settings=replace(daily.settings, zone="America/New_York"))
    midnight = SEVEN - 2 * HOUR  # in New York
    claimed_in_tokyo = replace(claimed.round, claimed_at=midnight - 7 * HOUR)
    found = [posting.standing(further_west, claimed_in_tokyo, midnight + hours * HOUR) for hours in (-1, 0, 6, 7, 24)]
    assert found == ["ahead", "ahead", "ahead", "today", "over"]
    await dailies.remove(store, daily, SEVEN)
    removed = await kept.by_id(store, daily.id)
    assert removed is not None
    assert posting.standing(removed, claimed.round, SEVEN) == "over"
    await posting.give_up(store, claimed.round, SEVEN)
    assert await posting.recoverable(store, SEVEN) == ()
    assert await rounds.history(store, daily.channel) == ()


async def test_servers_that_were_left_are_kept_for_a_month(store: Store) -> None:
    daily = await a_daily(store)
    await posting.reconcile(store, {1}, SEVEN)
    await posting.reconcile(store, {8}, SEVEN)
    await posting.reconcile(store, {8}, SEVEN + DAY)
    assert (await servers.of(store, 1)).left_at == SEVEN
    assert await owed(store, SEVEN) == []
    await posting.reconcile(store, {1, 8}, SEVEN + DAY)
    assert await owed(store, SEVEN + DAY) == [(2, TODAY + DAY)]
    await posting.reconcile(store, set(), SEVEN + DAY)
    await posting.keep_house(store, SEVEN + DAY + posting.KEPT_AFTER_LEAVING)
    assert await kept.by_id(store, daily.id) is not None
    over = SEVEN + 2 * DAY + posting.KEPT_AFTER_LEAVING
    for at in (over, over + DAY - HOUR):
        await posting.keep_house(store, at)
        assert await kept.by_id(store, daily.id) is not None
    await posting.keep_house(store, over + DAY)
    assert await kept.by_id(store, daily.id) is None
    assert len(list(store.where.backups.iterdir())) == 3


async def test_a_clock_that_is_ahead_for_a_while_deletes_no_server(store: Store) -> None:
    daily = await a_daily(store)
    await posting.reconcile(store, {8}, SEVEN)
    for days in (40, 1, 40, 2, 31):
        await posting.keep_house(store, SEVEN + days * DAY)
    assert await kept.by_id(store, daily.id) is not None
    await posting.keep_house(store, SEVEN + 32 * DAY)
    assert await kept.by_id(store, daily.id) is None


async def test_creators_are_told_once(store: Store) -> None:
    first, second = await a_daily(store), await a_daily(store, 3)
    await dailies.pause(store, first, SEVEN)
    assert await posting.pause(store, second, "no_channel", SEVEN)
    (untold,) = await posting.untold(store)
    assert untold.id == second.id
    assert [await posting.told(store, untold, SEVEN) for _ in range(2)] == [True, False]
