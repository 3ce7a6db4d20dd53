"""The daily question: posted at its time, once."""

from __future__ import annotations

from kotae.organising import DAY, SEVEN, Organiser, asked
from kotae.teaching import Tutor


async def test_it_is_posted_at_its_time_every_day(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    await organiser.looks()
    assert organiser.posts() == []
    tutor.at(SEVEN)
    await organiser.posted()
    await organiser.looks()
    assert len(organiser.posts()) == 1
    tutor.at(SEVEN + DAY)
    await organiser.posted(3)
    await organiser.looks()
    assert len(organiser.posts()) == 2
    assert tutor.server.rejections == []
