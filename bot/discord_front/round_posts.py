"""A round -> its public card, in the languages of its daily."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.discord_front import controls as controls_
from bot.discord_front import layout
from bot.discord_front.layout import Component, Message
from bot.discord_front.questions import Name, controls, how_part, question_parts
from bot.discord_front.round_ids import written
from bot.study.facts import Language
from bot.tutor.dailies import languages_of
from bot.tutor.posting import closing_time
from bot.tutor.practice import Posed
from bot.tutor.records import Daily, Round
from bot.wording.round_posts import head, open_until, words


def round_post(posed: Posed, daily: Daily, round_: Round, now: datetime) -> Message:
    """The card of a round that is posted now; the role that is to be told of it stands above."""
    closes = closing_time(daily, round_.local_date, now)
    parts = card_parts(posed, daily, round_.local_date, closes, lambda control: written(round_.id, control))
    ping = daily.settings.ping_role
    above = [layout.text(f"<@&{ping}>")] if ping is not None else []
    return Message([*above, container(parts)])


def preview_parts(posed: Posed, daily: Daily, day: date, closes: datetime) -> list[Component]:
    """The same card as it would look, with nothing to press."""
    return card_parts(posed, daily, day, closes, lambda control: f"kotae1:preview:{controls_.written(control)}", disabled=True)


def card_parts(posed: Posed, daily: Daily, day: date, closes: datetime, name: Name, *, disabled: bool = False) -> list[Component]:
    """The day, the question, its options, how to answer, until when, and what to press."""
    languages = languages_of(daily)
    said = [*question_parts(posed, languages, head(day, languages)), how_part(posed, languages, public=True)]
    return [*said, until_part(daily, closes), *controls(posed, languages, name, public=True, disabled=disabled)]


def until_part(daily: Daily, closes: datetime) -> Component:
    """How long the question is open, and when one learns whether one was right, in small print."""
    next_one, later = daily.settings.closes_after is None, daily.settings.feedback == "reveal"

    def said(language: Language) -> str:
        until = open_until(closes, next_one=next_one, language=language)
        return f"{until} {words(language).told_later}" if later else until

    return layout.text("\n".join(layout.small(said(language)) for language in languages_of(daily)))


def container(parts: Sequence[Component]) -> Component:
    """The frame around a card."""
    component: Component = layout.message(parts).to_components()[0]
    return component
