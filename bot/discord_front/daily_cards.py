"""A daily, what comes next and how it fares -> the private messages an organiser sees."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.discord_front import layout
from bot.discord_front.daily_live import Live
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
from bot.wording.daily import settings_lines, words
from bot.wording.daily_troubles import problem, reason
from bot.wording.discord_words import WORDS
from bot.wording.round_posts import day_name, moment, relative

PAGE = 5
"""Dailies on a page of a status: so many fit into a message."""
LONGEST_STATUS, LONGEST_SETTINGS = 750, 250
"""Characters of one daily, and of what it is set to among them."""
_TURN = re.compile(r"kotae1:daily:(\d{1,4})", re.ASCII)


def set_up_view(library: Library, daily: Daily, coming: Coming, now: Live, language: Language, *, new: bool) -> Message:
    """What is set up now, when the first question comes, and how it will look."""
    said = words(language)
    heading = (said.created if new else said.changed).format(channel=f"<#{daily.channel}>")
    lines = [f"## {heading}", *(f"- {line}" for line in _settings(library, daily, now, language))]
    told = "\n".join([*lines, "", coming_line(daily, coming, language), *now.remarks])
    parts: list[Component] = [container([layout.text(told)])]
    if coming.posed is not None and coming.day is not None and coming.at is not None:
        card = preview_parts(coming.posed, daily, coming.day, closing_time(daily, coming.day, coming.at))
        preview = [layout.text(layout.small(said.preview)), container(card)]
        if _length(parts) + _length(preview) <= layout.LONGEST_TEXT:
            parts += preview
    return Message(parts)


def coming_line(daily: Daily, coming: Coming, language: Language) -> str:
    """When the next question comes."""
    if daily.paused_at is not None:
        return f"**{words(language).is_paused}**"
    return f"**{next_line(coming.at, is_due=coming.is_due or coming.at is None, language=language)}**"


def next_line(at: datetime | None, *, is_due: bool, language: Language) -> str:
    """When it comes, of a daily that runs; nothing where that cannot be known."""
    said = words(language)
    if is_due:
        return said.due_now
    return "" if at is None else said.first_at.format(at=moment(at), relative=relative(at))


def on_page(every: Sequence[Daily], page: int) -> Sequence[Daily]:
    """The dailies on that page (from 0), or on the last one there is."""
    start = min(page, _pages(len(every)) - 1) * PAGE
    return every[start : start + PAGE]


def status_page(custom_id: str) -> int | None:
    """The page that a button turns to; None where it is none of a status."""
    found = _TURN.fullmatch(custom_id)
    return int(found[1]) if found else None


def status_view(
    library: Library,
    shown: Sequence[tuple[Status, Live]],
    page: int,
    count: int,
    below: Sequence[Component],
    language: Language,
) -> Message:
    """A page of a server's `count` dailies: what each is set to, what comes next, what is wrong; and what stands `below`."""
    said = words(language)
    parts: list[Component] = [layout.text(f"## {said.status}" if shown else said.no_daily_at_all)]
    parts += [layout.text(_status(library, status, now, language)) for status, now in shown]
    parts += below
    turns = _turns(min(page, _pages(count) - 1), _pages(count), language)
    return layout.message([*parts, layout.row(*turns)] if turns else parts)


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))


def _turns(page: int, pages: int, language: Language) -> list[Component]:
    """Buttons to the page before and the page after."""
    said = WORDS[language]
    before = [layout.button(said.previous.format(page=page, pages=pages), f"kotae1:daily:{page - 1}")] if page else []
    if page + 1 == pages:
        return before
    return [*before, layout.button(said.more.format(page=page + 2, pages=pages), f"kotae1:daily:{page + 1}", strong=True)]


def link_to(round_: Round) -> str:
    """The address of a round's post."""
    return post_url(round_.server, round_.channel, round_.message or 0)


def _status(library: Library, status: Status, now: Live, language: Language) -> str:
    said, daily = words(language), status.daily
    chosen = " · ".join(_settings(library, daily, now, language))
    lines = [f"### <#{daily.channel}>", layout.small(layout.cut(chosen, LONGEST_SETTINGS))]
    if daily.paused_at is not None:
        lines.append(f"- {said.stopped.format(at=moment(daily.paused_at), reason=reason(daily, language))}")
    elif status.next_at is not None:
        is_due = status.is_due
        when = said.next_due if is_due else said.next_at.format(at=moment(status.next_at), relative=relative(status.next_at))
        lines.append(f"- {when}")
    if (latest := _latest(status, language)) is not None:
        lines.append(f"- {latest}")
    if daily.problem is not None and daily.problem_at is not None:
        solved = moment(daily.solved_at) if daily.solved_at is not None else ""
        lines.append(f"- {said.problem.format(at=moment(daily.problem_at), problem=problem(daily, language, solved))}")
    lines += [f"- {each}" for each in now.remarks]
    return layout.cut("\n".join(lines), LONGEST_STATUS)


def _latest(status: Status, language: Language) -> str | None:
    """Where the newest question is; nothing of one that is not posted and will not be while that stays so."""
    said, round_ = words(language), status.latest
    if round_ is None or (round_.message is None and (round_.closed_at is not None or status.daily.paused_at is not None)):
        return None
    if round_.message is None:
        return said.waiting_round.format(date=day_name(round_.local_date, language))
    return (said.open_round if round_.closed_at is None else said.closed_round).format(link=link_to(round_))


def _settings(library: Library, daily: Daily, now: Live, language: Language) -> list[str]:
    """What a daily is set to, its role included where that is there."""
    base = library.base
    topics = [inert(layout.cut(name(base[key], language), 60)) for key in daily.settings.topics if key in base.facts]
    pings = [words(language).pings.format(role=f"<@&{now.role}>")] if now.role is not None else []
    return [*settings_lines(daily, topics, language), *pings]


def _length(parts: Sequence[Component]) -> int:
    """Characters of text in components."""
    return sum(len(each.get("content", "")) + _length(each.get("components", ())) for each in parts)
