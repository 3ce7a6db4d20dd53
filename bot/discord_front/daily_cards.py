"""A daily, what comes next and how it fares -> the private messages an organiser sees."""

from collections.abc import Sequence

from bot.discord_front import layout
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import inert
from bot.discord_front.round_cards import post_url
from bot.discord_front.round_posts import container, preview_parts
from bot.study.facts import Language
from bot.tutor.dailies import Coming, Status
from bot.tutor.library import Library
from bot.tutor.posting import closing_time
from bot.tutor.records import Daily, Round
from bot.wording.cards import name
from bot.wording.daily import problem, reason, settings_lines, words
from bot.wording.round_posts import day_name, moment, relative

MOST_SHOWN = 6
"""Dailies that a status lists in full."""


def set_up_view(
    library: Library, daily: Daily, coming: Coming, remarks: Sequence[str], language: Language, *, new: bool
) -> Message:
    """What is set up now, when the first question comes, and how it will look."""
    said = words(language)
    heading = (said.created if new else said.changed).format(channel=f"<#{daily.channel}>")
    lines = [f"## {heading}", *(f"- {line}" for line in _settings(library, daily, language))]
    told = "\n".join([*lines, "", coming_line(daily, coming, language), *remarks])
    parts: list[Component] = [container([layout.text(told)])]
    if coming.posed is not None and coming.day is not None and coming.at is not None:
        card = preview_parts(coming.posed, daily, coming.day, closing_time(daily, coming.day, coming.at))
        preview = [layout.text(layout.small(said.preview)), container(card)]
        if _length(parts) + _length(preview) <= layout.LONGEST_TEXT:
            parts += preview
    return Message(parts)


def coming_line(daily: Daily, coming: Coming, language: Language) -> str:
    """When the next question comes."""
    said = words(language)
    if daily.paused_at is not None:
        return said.is_paused
    if coming.at is None or coming.is_due:
        return f"**{said.due_now}**"
    return f"**{said.first_at.format(at=moment(coming.at), relative=relative(coming.at))}**"


def status_view(library: Library, found: Sequence[Status], reports: int, language: Language) -> Message:
    """Every daily of a server: what it is set to, what comes next, what went wrong last; and the reports that wait."""
    said = words(language)
    parts: list[Component] = [layout.text(f"## {said.status}" if found else said.no_daily_at_all)]
    parts += [layout.text(_status(library, each, language)) for each in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        parts.append(layout.text(said.more.format(count=len(found) - MOST_SHOWN)))
    if reports:
        parts.append(layout.text(said.reports.format(count=reports)))
    return layout.message(parts)


def link_to(round_: Round) -> str:
    """The address of a round's post."""
    return post_url(round_.server, round_.channel, round_.message or 0)


def _status(library: Library, status: Status, language: Language) -> str:
    said, daily = words(language), status.daily
    lines = [f"### <#{daily.channel}>", layout.small(" · ".join(_settings(library, daily, language)))]
    if daily.paused_at is not None:
        lines.append(f"- {said.stopped.format(at=moment(daily.paused_at), reason=reason(daily, language))}")
    elif status.next_at is not None:
        is_due = status.is_due
        when = said.next_due if is_due else said.next_at.format(at=moment(status.next_at), relative=relative(status.next_at))
        lines.append(f"- {when}")
    if status.latest is not None:
        lines.append(f"- {_latest(status.latest, language)}")
    if daily.problem is not None and daily.problem_at is not None:
        lines.append(f"- {said.problem.format(at=moment(daily.problem_at), problem=problem(daily, language))}")
    return layout.cut("\n".join(lines), 600)


def _latest(round_: Round, language: Language) -> str:
    said = words(language)
    if round_.message is None:
        return said.waiting_round.format(date=day_name(round_.local_date, language))
    return (said.open_round if round_.closed_at is None else said.closed_round).format(link=link_to(round_))


def _settings(library: Library, daily: Daily, language: Language) -> list[str]:
    """What a daily is set to, its role included."""
    base = library.base
    topics = [inert(layout.cut(name(base[key], language), 60)) for key in daily.settings.topics if key in base.facts]
    role = daily.settings.ping_role
    pings = [words(language).pings.format(role=f"<@&{role}>")] if role is not None else []
    return [*settings_lines(daily, topics, language), *pings]


def _length(parts: Sequence[Component]) -> int:
    """Characters of text in components."""
    return sum(len(each.get("content", "")) + _length(each.get("components", ())) for each in parts)
