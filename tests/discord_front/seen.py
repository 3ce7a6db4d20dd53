"""What a member sees of a message, which keeps to Discord's limits."""

from collections.abc import Iterator
from typing import Any

from bot.discord_front.drawing import drawn_fact
from bot.discord_front.layout import Message
from bot.study.facts import Language
from bot.tutor.explain import explain_fact
from bot.tutor.library import Library


def every(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from every(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]


def check(view: Message) -> list[dict[str, Any]]:
    """Discord's limits on one message."""
    components = list(every(view.to_components()))
    assert len(components) <= 40
    assert sum(len(each.get("content", "")) for each in components) <= 4000
    assert all(each["content"] for each in components if each["type"] == 10)
    ids = [each["custom_id"] for each in components if "custom_id" in each]
    assert len(ids) == len(set(ids))
    assert all(len(id_) <= 100 for id_ in ids)
    for each in components:
        if each["type"] == 1:
            assert 1 <= len(each["components"]) <= 5
        if each["type"] == 2:
            assert 1 <= len(each["label"]) <= 80
            assert each.get("url", "https://").startswith(("https://", "http://"))
        if each["type"] == 3:
            values = [option["value"] for option in each["options"]]
            assert 1 <= len(values) == len(set(values)) <= 25
            assert all(1 <= len(option[part]) <= 100 for option in each["options"] for part in ("label", "value"))
    return components


def text_of(view: Message) -> str:
    return "\n".join(each["content"] for each in check(view) if each["type"] == 10)


def labels_of(view: Message) -> list[str]:
    return [each["label"] for each in check(view) if each["type"] == 2]


def fact_view(library: Library, id_: str, language: Language = "en", page: int = 0) -> Message:
    explanation = explain_fact(library, f"zorb/{id_}", language)
    assert explanation is not None
    return drawn_fact(explanation, language, page)
