"""Whose group a role decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.tied_groups import Roles, Tied, placed

TIED = [Tied(1, 10), Tied(2, 20), Tied(3, 30)]
FREE = 9


def roles(*has: int, gone: int = 0) -> Roles:
    return Roles(has, lambda role: role != gone)


@pytest.mark.parametrize(
    ("now_in", "has", "belongs"),
    [
        (None, (), None),
        (None, (20,), 2),
        (FREE, (), FREE),
        (FREE, (30,), 3),
        (2, (), None),
        (2, (20, 10), 2),
        (FREE, (30, 20), 2),
        (2, (10,), 1),
    ],
)
def test_where_one_belongs(now_in: int | None, has: tuple[int, ...], belongs: int | None) -> None:
    assert placed(now_in, TIED, roles(*has)) == belongs


def test_a_deleted_role_ties_nothing() -> None:
    assert placed(2, TIED, roles(gone=20)) == 2
    assert placed(2, TIED, roles(10, gone=20)) == 1
    assert placed(None, TIED, roles(20, gone=20)) is None


@given(st.sampled_from([None, 1, 2, 3, FREE]), st.frozensets(st.sampled_from([10, 20, 30, 40])), st.sampled_from([0, 10, 20]))
def test_once_there_one_stays_there(now_in: int | None, has: frozenset[int], gone: int) -> None:
    theirs = Roles(has, lambda role: role != gone)
    there = placed(now_in, TIED, theirs)
    assert placed(there, TIED, theirs) == there
    assert there in {now_in, None, *(each.study_group for each in TIED if each.role in has)}
