"""A round -> its public card, in the languages it is asked in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.discord_front import controls as controls_
from bot.discord_front import layout
from bot.discord_front.layout import Component, Message
from bot.discord_front.questions import Name, controls, how_part, question_parts
from bot.discord_front.round_ids import written
from bot.study.facts import Language
from bot.study.questions.freezing import Manner
from bot.tutor.posting import closing_time
from bot.tutor.practice import Posed
from bot.tutor.records import Daily, Round
from bot.tutor.rounds import languages, manner_of
from bot.wording.round_posts import head, open_until, words


@dataclass(frozen=True, slots=True)
class Until:
    """When a question closes. `next_one`: as soon as the next one is posted, which is due then."""

    at: datetime
    next_one: bool


def round_post(posed: Posed, daily: Daily, round_: Round, now: datetime, ping: int | None) -> Message:
    """The card of a round that is posted now; the role `ping` that is to be told of it stands above."""
    closes = closing_time(daily, round_.local_date, now)
    until = Until(closes, daily.settings.closes_after is None)
    parts = card_parts(posed, manner_of(round_, daily), round_.local_date, until, lambda control: written(round_.id, control))
    above = [layout.text(f"<@&{ping}>")] if ping is not None else []
    return Message([*above, container(parts)])


def preview_parts(posed: Posed, daily: Daily, day: date, closes: datetime) -> list[Component]:
    """The same card as it would look, with nothing to press."""
    asked, until = Manner(daily.settings.language, daily.settings.feedback), Until(closes, daily.settings.closes_after is None)
    return card_parts(posed, asked, day, until, lambda control: f"kotae1:preview:{controls_.written(control)}", disabled=True)


def card_parts(posed: Posed, asked: Manner, day: date, until: Until, name: Name, *, disabled: bool = False) -> list[Component]:
    """The day, the question, its options, how to answer, until when, and what to press."""
    spoken = languages(asked.language)
    said = [*question_parts(posed, spoken, head(day, spoken)), how_part(posed, spoken, public=True)]
    return [*said, until_part(asked, until), *controls(posed, spoken, name, public=True, disabled=disabled)]


def until_part(asked: Manner, until: Until) -> Component:
    """How long the question is open, and when one learns whether one was right, in small print."""

    def said(language: Language) -> str:
        at = open_until(until.at, next_one=until.next_one, language=language)
        return f"{at}{words(language).told_later}" if asked.feedback == "reveal" else at

    return layout.text("\n".join(layout.small(said(language)) for language in languages(asked.language)))


def container(parts: Sequence[Component]) -> Component:
    """The frame around a card."""
    component: Component = layout.message(parts).to_components()[0]
    return component
