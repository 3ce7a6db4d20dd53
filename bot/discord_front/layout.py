"""Parts of a message in Discord's Components V2, each within Discord's limits."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.discord_front.custom_ids import Press, reference, written
from bot.study.facts import Fact, Link

LONGEST_TEXT = 4000
"""Characters of all texts of one message."""
LONGEST_LABEL = 45
"""Characters of a button's label. Discord allows 80; a phone shows about this many."""
LONGEST_OPTION = 100
LONGEST_URL = 512
ROW = 5
"""Buttons in a row."""
MOST_OPTIONS = 25
ACCENT = discord.Colour(0x3B6EA8)

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")

Item: TypeAlias = ui.Item[Any]
Row: TypeAlias = "ui.ActionRow[Any]"
Button: TypeAlias = "ui.Button[Any]"
Option = tuple[str, str, str]
"""A select's option: its value, label and description."""


def message(items: Sequence[Item]) -> ui.LayoutView:
    """A message of one container.

    The view is stopped at once: answers to its buttons come from `presses`, which needs no state, and a
    view that is kept until it times out takes its buttons' handlers with it.
    """
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=ACCENT))
    view.stop()
    return view


def text(content: str) -> Item:
    """A block of Markdown."""
    return ui.TextDisplay(content[:LONGEST_TEXT])


def small(content: str) -> str:
    """Small print."""
    return f"-# {content}"


def cut(words: str, room: int) -> str:
    """The words in at most `room` characters, never empty (Discord refuses an empty label)."""
    words = words.strip() or "…"
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def button(label: str, press: Press, *, strong: bool = False) -> Button:
    """A button that asks for something."""
    style = discord.ButtonStyle.primary if strong else discord.ButtonStyle.secondary
    return ui.Button(label=cut(label, LONGEST_LABEL), custom_id=written(press), style=style)


def fact_button(label: str, fact: Fact) -> Button:
    """A button that opens a fact."""
    return button(label, Press("show", reference(fact.key)))


def select(slot: str, placeholder: str, options: Sequence[Option]) -> Row:
    """A menu of facts; `slot` tells the menus of one message apart."""
    menu: ui.Select[Any] = ui.Select(
        custom_id=written(Press("pick", slot)),
        placeholder=cut(placeholder, 100),
        options=[
            discord.SelectOption(label=cut(label, LONGEST_OPTION), value=value, description=cut(about, 100) if about else None)
            for value, label, about in options[:MOST_OPTIONS]
        ],
    )
    return ui.ActionRow(menu)


def rows(buttons: Sequence[Button]) -> Iterable[Row]:
    """Buttons in rows of five."""
    for start in range(0, len(buttons), ROW):
        yield ui.ActionRow(*buttons[start : start + ROW])


def link_buttons(links: Iterable[Link]) -> list[Button]:
    """At most five sources as buttons that say where they lead, whatever their author called them."""
    made: list[Button] = []
    for link in links:
        host = _host(link.url)
        if host and len(made) < ROW:
            label = host if host in link.label else f"{cut(link.label, 60 - min(len(host), 40))} · {host}"
            made.append(ui.Button(label=cut(label, 80), url=link.url))
    return made


def _host(url: str) -> str:
    """The host of a link Discord accepts; empty for any other."""
    if len(url) > LONGEST_URL or _SPACE.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return ""
    fine = parts.scheme == "https" and "@" not in parts.netloc and _HOST.fullmatch(host) and "." in host
    return (f"{host}:{port}" if port else host) if fine else ""
