"""A form with one field (Discord's modal), and what a member chose in a menu or typed into a form that came back."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from discord import ComponentType, TextStyle, ui

from bot.discord_front.layout import Component, cut, text
from bot.discord_front.replies import Interaction

LONGEST_TITLE = LONGEST_FIELD = 45
LONGEST_ABOVE = 1000
"""Characters of the text above the field: a phone shows the field beneath without scrolling far."""
FIELD = "answer"


class Form(ui.Modal):
    """A form that is ready to be sent. Like every message of ours it needs no state: `presses` answers it when it comes back."""

    def __init__(self, custom_id: str, title: str, components: list[Component]) -> None:
        super().__init__(title=cut(title, LONGEST_TITLE), custom_id=custom_id)
        self._components = components
        self.stop()

    def to_components(self) -> list[Component]:
        """What is sent."""
        return self._components


def form(
    custom_id: str, title: str, above: str, label: str, longest: int, *, lines: bool = False, optional: bool = False
) -> Form:
    """A form with a text and one line (or several) to fill in, of at most so many characters; or, if `optional`, none."""
    field = {
        "type": ComponentType.text_input.value,
        "custom_id": FIELD,
        "style": (TextStyle.paragraph if lines else TextStyle.short).value,
        "min_length": 0 if optional else 1,
        "max_length": longest,
        "required": not optional,
    }
    labelled = {"type": ComponentType.label.value, "label": cut(label, LONGEST_FIELD), "component": field}
    return Form(custom_id, title, [text(cut(above, LONGEST_ABOVE)), labelled])


def typed_into(interaction: Interaction) -> str:
    """What a member typed into the field; empty where the form has none of that name."""
    data = cast("Mapping[str, Any]", interaction.data or {})
    return next((str(each.get("value") or "") for each in _fields(data.get("components")) if each.get("custom_id") == FIELD), "")


def chosen_in(interaction: Interaction) -> list[str]:
    """The values a member set a menu to, in the order of the clicks; none where it was no menu."""
    data = cast("Mapping[str, Any]", interaction.data or {})
    return [str(value) for value in data.get("values") or ()]


def _fields(components: Any) -> Iterator[Mapping[str, Any]]:
    for each in components or ():
        yield each
        yield from _fields([each["component"]] if "component" in each else each.get("components"))
