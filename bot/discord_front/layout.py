"""Parts of a message in Discord's Components V2, each within Discord's limits."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from discord import ButtonStyle, ComponentType, ui

from bot.discord_front.custom_ids import Press, reference, written
from bot.study.facts import Fact, Link

LONGEST_TEXT = 4000
"""Characters of all texts of one message."""
LONGEST_LABEL = 45
"""Characters of a button's label. Discord allows 80; a phone shows about this many."""
LONGEST_OPTION = 100
LONGEST_URL = 512
LONGEST_ALT = 1024
ROW = 5
"""Buttons in a row."""
MOST_OPTIONS = 25
ACCENT = 0x3B6EA8

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_WORDS = re.compile(r"[\s/()]+")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")

Component: TypeAlias = dict[str, Any]
"""A component as Discord's reference describes it."""
Option: TypeAlias = tuple[str, str, str]
"""A select's option: its value, label and description."""


class Message(ui.LayoutView):
    """Components that are ready to be sent, any number of times.

    The view is stopped from the start: answers to its buttons come from `presses`, which needs no state.
    (A view that the library keeps takes its buttons' handlers with it when it times out.)
    """

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[Component]:
        """What is sent."""
        return self._components

    def has_components_v2(self) -> bool:
        """All of it is of the newer kind."""
        return True


def message(items: Iterable[Component]) -> Message:
    """A message of one container."""
    return Message([{"type": ComponentType.container.value, "accent_color": ACCENT, "components": list(items)}])


def text(content: str) -> Component:
    """A block of Markdown."""
    return {"type": ComponentType.text_display.value, "content": content[:LONGEST_TEXT]}


def row(*components: Component) -> Component:
    """Buttons side by side, or one menu."""
    return {"type": ComponentType.action_row.value, "components": list(components)}


def beside(content: str, button_: Component) -> Component:
    """Markdown with a button beside it."""
    return {"type": ComponentType.section.value, "components": [text(content)], "accessory": button_}


def small(content: str) -> str:
    """Small print."""
    return f"-# {content}"


def cut(words: str, room: int) -> str:
    """The words in at most `room` characters, never empty (Discord refuses an empty label)."""
    words = words.strip() or "…"
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def button(label: str, press: Press | str, *, strong: bool = False, disabled: bool = False) -> Component:
    """A button that asks for something: a press, or any other `custom_id`."""
    style = ButtonStyle.primary if strong else ButtonStyle.secondary
    made = {
        "type": ComponentType.button.value,
        "style": style.value,
        "label": cut(label, LONGEST_LABEL),
        "custom_id": press if isinstance(press, str) else written(press),
    }
    return made | {"disabled": True} if disabled else made


def link(label: str, url: str) -> Component:
    """A button that leads to an address of our own making."""
    return {"type": ComponentType.button.value, "style": ButtonStyle.link.value, "label": cut(label, LONGEST_LABEL), "url": url}


def picture(url: str, about: str) -> Component:
    """A picture with words for whoever does not see it."""
    item = {"media": {"url": url}, "description": cut(about, LONGEST_ALT)}
    return {"type": ComponentType.media_gallery.value, "items": [item]}


def file(name: str) -> Component:
    """A file that comes with the message."""
    return {"type": ComponentType.file.value, "file": {"url": f"attachment://{name}"}}


def fact_button(label: str, fact: Fact) -> Component:
    """A button that opens a fact."""
    return button(label, Press("show", reference(fact.key)))


def select(slot: str, placeholder: str, options: Sequence[Option]) -> Component:
    """A menu of facts; `slot` tells the menus of one message apart."""
    return menu(written(Press("pick", slot)), placeholder, options)


def menu(
    custom_id: str, placeholder: str, options: Sequence[Option], *, chosen: Collection[str] = (), exactly: int = 1
) -> Component:
    """A menu in which exactly so many options are to be chosen; `chosen` are the values that are already."""
    made = {
        "type": ComponentType.string_select.value,
        "custom_id": custom_id,
        "placeholder": cut(placeholder, 100),
        "options": [_option(*option) | ({"default": True} if option[0] in chosen else {}) for option in options[:MOST_OPTIONS]],
    }
    return row(made | {"min_values": exactly, "max_values": exactly} if exactly != 1 else made)


def _option(value: str, label: str, about: str) -> Component:
    made = {"value": value, "label": cut(label, LONGEST_OPTION)}
    return made | {"description": cut(about, LONGEST_OPTION)} if about else made


def rows(buttons: Sequence[Component]) -> Iterable[Component]:
    """Buttons in rows of five."""
    for start in range(0, len(buttons), ROW):
        yield row(*buttons[start : start + ROW])


def link_buttons(links: Iterable[Link]) -> list[Component]:
    """At most five sources as buttons that say where they lead, whatever their author called them."""
    made: list[Component] = []
    for link in links:
        host = _host(link.url)
        if host and len(made) < ROW:
            label = link.label if host in _WORDS.split(link.label) else f"{cut(link.label, 60 - min(len(host), 40))} · {host}"
            style, kind = ButtonStyle.link.value, ComponentType.button.value
            made.append({"type": kind, "style": style, "label": cut(label, 80), "url": link.url})
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
    fine = parts.scheme in ("https", "http") and "@" not in parts.netloc and _HOST.fullmatch(host) and "." in host
    return (f"{host}:{port}" if port else host) if fine else ""
