"""Boards fit into a message of Discord's, whatever the names in them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.discord_front.board_cards import board_view
from bot.discord_front.board_ids import read, written
from bot.store.seasons import Season
from bot.study import periods
from bot.study.facts import LANGUAGES, Language
from bot.tutor.places import BYS, PLACES, Board, GroupBoard, GroupPlace, Look, MemberBoard, Place, Shown, TopicBoard, TopicPlace
from tests.discord_front.seen import text_of

NOW = datetime(2026, 11, 26, tzinfo=UTC)
WORST = "*" * 100
MANY = 1_234_567


def boards(name: str) -> list[Board]:
    """Full boards of everything, all names like that one."""
    season = Season(1, 5, name, NOW, NOW)
    places = tuple(Place(MANY, name, MANY, MANY, MANY, n == 3, -MANY) for n in range(PLACES + 1))
    groups = tuple(GroupPlace(MANY, name, MANY / 3, MANY, n == 3, -MANY) for n in range(PLACES))
    shown = Shown("member", periods.season(1), 7, season, True, NOW.date(), NOW.date())
    own, others = replace(groups[3], rank=1), (name,) * 40
    return [
        MemberBoard(shown, places[:PLACES], 5, 9, MANY, places[3], places[:3], MANY),
        GroupBoard(replace(shown, by="group"), groups, 5, 9, others, name, own, places, groups[:3], MANY, "excluded"),
        TopicBoard(replace(shown, by="topic"), (TopicPlace(None, MANY, MANY, MANY, MANY),) * PLACES, 5, 9),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Ann", WORST, "://" * 40, "", "\u202e", "名前" * 50])
def test_full_boards_fit(language: Language, name: str) -> None:
    for board in boards(name):
        assert len(text_of(board_view(board, language))) > 100  # and all of Discord's limits are kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_on_no_board_and_periods_of_every_kind(language: Language) -> None:
    day = date(2026, 11, 26)
    for kind in ("today", "week", "month", "all"):
        for back in (0, 1, 2):
            shown = Shown("member", periods.named(kind, day), back)
            for off in ("hidden", "excluded", "faded", None):
                board = MemberBoard(shown, (), 0, 1, 0, None, (), 0, off)
                assert "{" not in text_of(board_view(board, language))


def test_what_is_written_is_read() -> None:
    for kind in periods.KINDS:
        for by in BYS:
            look = Look(kind, by, 9999, 999_999)
            assert read(written("earlier", look)) == ("earlier", look)
            assert len(written("earlier", look)) <= 100
            assert read(written("by", look), ["topic"]) == ("by", Look(kind, "topic", 9999))
            assert read(written("period", look), ["all"]) == ("period", Look("all", by))
    assert read(written("by", Look()), []) is read(written("by", Look()), ["week"]) is None
