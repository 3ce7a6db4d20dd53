"""A backup that is put back: posts from after it stand for nothing, and never for another question."""

from __future__ import annotations

from bot.tutor.database import back_up_to, restore_from
from kotae.organising import DAY, EN, JA, SEVEN, Organiser, asked, round_of
from kotae.teaching import Tutor


async def test_a_post_from_after_the_backup_gets_a_polite_answer(tutor: Tutor) -> None:
    organiser = Organiser(await asked(tutor).start())
    await organiser.set_up()
    tutor.at(SEVEN)
    await organiser.asked()
    url, copy = tutor.environment["KOTAE_DATABASE_URL"], tutor.data.parent / "copy.db"
    assert back_up_to(url, str(copy), SEVEN).outcome == "done"
    tutor.at(SEVEN + DAY)
    lost = await organiser.asked(2)
    await tutor.process.terminate()
    assert restore_from(url, copy, SEVEN + DAY, force=True).outcome == "done"
    tutor.at(SEVEN + 2 * DAY)
    await tutor.process.restart()
    fresh = await organiser.asked(3)
    assert round_of(fresh) not in {round_of(each) for each in organiser.posts()[:2]}
    for locale, said in ((EN, "I do not know this question here"), (JA, "この問題は見つかりません")):
        tapped = await tutor.server.click(lost, lost.buttons[0]["custom_id"], locale=locale)
        assert said in (await tapped.message()).text
