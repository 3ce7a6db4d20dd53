"""The loopback's rules: what Discord refuses, refused with the path of the wrong field."""

from __future__ import annotations

from typing import Any

import pytest

from loopback import ApiError, NotInvocable
from loopback.commands import Commands, is_chat_name, without_localisations
from loopback.emoji import is_emoji
from loopback.form import Form
from loopback.invocations import modal_data
from loopback.messages import pinged
from loopback.state import Snowflakes
from loopback.validation import CREATE_FLAGS, EDIT_FLAGS, check_choices, check_message, check_modal_callback

Json = dict[str, Any]
V2 = 1 << 15


def paths(form: Form) -> list[str]:
    """The dotted paths of what was found wrong."""
    return [".".join(map(str, path)) for path, _, _ in form.problems.found]


def wrong(message: Json, *, before: Json | None = None, files: tuple[str, ...] = ()) -> list[str]:
    """The paths of a message's wrong fields."""
    form = Form(message)
    try:
        check_message(form, flags=CREATE_FLAGS if before is None else EDIT_FLAGS, before=before, files=files)
    except ApiError as error:
        return paths(form) or (["empty"] if error.code == 50006 else [f"code {error.code}"])
    return []


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def button(**fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **fields}


def link(url: str, **fields: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Go", "url": url, **fields}


def select(count: int, **fields: Any) -> Json:
    options = [{"label": f"Option {number}", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "choose", "options": options, **fields}


def v2(*components: Json, **fields: Any) -> Json:
    return {"flags": V2, "components": list(components), **fields}


@pytest.mark.parametrize(
    "message",
    [
        {"content": "x" * 2000},
        {"embeds": [{"title": "x", "fields": [{"name": "n", "value": "v"}]}]},
        {"content": "x", "components": [row(*(button(custom_id=str(number)) for number in range(5)))] * 1},
        {"content": "x", "components": [row(link("https://example.com")), row(select(25, max_values=25, placeholder="x" * 150))]},
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"], "replied_user": False}},
        v2({"type": 17, "components": [text("x" * 4000), {"type": 14, "divider": True, "spacing": 2}, row(button())]}),
        v2({"type": 9, "components": [text("a")], "accessory": button(label=None, emoji={"name": "✔"})}),
        v2(*(text("x") for _ in range(40)), content=None, embeds=[]),
    ],
)
def test_what_discord_accepts(message: Json) -> None:
    assert wrong(message) == []


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ({}, "empty"),
        ({"content": "x" * 2001}, "content"),
        ({"content": 7}, "content"),
        ({"content": "x", "flags": 64}, "flags"),
        ({"content": "x", "embeds": [{}] * 11}, "embeds"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"fields": [{"name": "n", "value": " "}]}]}, "embeds.0.fields.0.value"),
        ({"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]}, "embeds"),
        ({"embeds": [{"url": "ftp://example.com"}]}, "embeds.0.url"),
        ({"content": "x", "components": [row(button())] * 6}, "components"),
        ({"content": "x", "components": [text("x")]}, "components.0.type"),
        ({"content": "x", "components": [row()]}, "components.0.components"),
        ({"content": "x", "components": [row(*(button(custom_id=str(n)) for n in range(6)))]}, "components.0.components"),
        ({"content": "x", "components": [row(button(), select(1))]}, "components.0.components"),
        ({"content": "x", "components": [row(button(), button())]}, "components.0.components.1.custom_id"),
        ({"content": "x", "components": [row(button(label="x" * 81))]}, "components.0.components.0.label"),
        ({"content": "x", "components": [row(button(label=""))]}, "components.0.components.0.label"),
        ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
        ({"content": "x", "components": [row(button(custom_id=None))]}, "components.0.components.0.custom_id"),
        ({"content": "x", "components": [row(button(url="https://example.com"))]}, "components.0.components.0.url"),
        ({"content": "x", "components": [row(button(emoji={"name": "✓"}))]}, "components.0.components.0.emoji.name"),
        ({"content": "x", "components": [row(link("javascript:x"))]}, "components.0.components.0.url"),
        ({"content": "x", "components": [row(link("https://example.com/" + "x" * 500))]}, "components.0.components.0.url"),
        ({"content": "x", "components": [row(link("https://a b.com"))]}, "components.0.components.0.url"),
        ({"content": "x", "components": [row(link("https://a.com", custom_id="x"))]}, "components.0.components.0.custom_id"),
        ({"content": "x", "components": [row(select(26))]}, "components.0.components.0.options"),
        ({"content": "x", "components": [row(select(2, max_values=3))]}, "components.0.components.0.options"),
        ({"content": "x", "components": [row(select(2, placeholder="x" * 151))]}, "components.0.components.0.placeholder"),
        ({"content": "x", "allowed_mentions": {"parse": ["members"]}}, "allowed_mentions.parse.0"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
        ({"content": "x", "allowed_mentions": {"roles": ["staff"]}}, "allowed_mentions.roles"),
        ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0.id"),
        (v2(text("x"), content="x"), "content"),
        (v2(text("x"), embeds=[{"title": "x"}]), "embeds"),
        (v2(text("")), "components.0.content"),
        (v2(text(" \n")), "components.0.content"),
        (v2(text("x" * 2001), text("x" * 2000)), "components"),
        (v2({"type": 17, "components": [text("x") for _ in range(40)]}), "components"),
        (v2({"type": 17, "components": [{"type": 17, "components": [text("x")]}]}), "components.0.components.0.type"),
        (v2({"type": 17, "components": []}), "components.0.components"),
        (v2({"type": 9, "components": [text("x")]}), "components.0.accessory"),
        (v2({"type": 9, "components": [text("x")] * 4, "accessory": button()}), "components.0.components"),
        (v2({"type": 12, "items": [{"media": {"url": "attachment://x.png"}}]}), "components.0.items.0.media.url"),
        (v2({"type": 13, "file": {"url": "https://example.com/x"}}), "components.0.file.url"),
        (v2(button()), "components.0.type"),
    ],
)
def test_what_discord_refuses(message: Json, path: str) -> None:
    assert path in wrong(message)


def test_an_edit_is_judged_with_what_stays() -> None:
    before = {"flags": V2, "content": "", "embeds": [], "components": [text("x")], "attachments": []}
    assert wrong({"components": [text("y")]}, before=before) == []
    assert wrong({"content": "y"}, before=before) == ["content"]
    plain = {"flags": 0, "content": "x", "embeds": [], "components": [], "attachments": [{"id": "9", "filename": "a.png"}]}
    assert wrong(v2(text("y")), before=plain) == ["content"]
    assert wrong(v2(text("y"), content=None), before=plain) == []
    assert wrong({"content": ""}, before=plain) == []
    assert wrong({"content": "", "attachments": []}, before=plain) == ["empty"]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([{"name": "x" * 100, "value": "x" * 100}] * 25, []),
        ([{"name": "x", "value": "x"}] * 26, ["data.choices"]),
        ([{"name": "x" * 101, "value": "x"}], ["data.choices.0.name"]),
        ([{"name": "", "value": "x"}], ["data.choices.0.name"]),
        ([{"name": "x", "value": "x" * 101}], ["data.choices.0.value"]),
        ([{"name": "x", "value": 3}], ["data.choices.0.value"]),
    ],
)
def test_choices(choices: list[Json], expected: list[str]) -> None:
    form = Form({"type": 8, "data": {"choices": choices}})
    check_choices(form, 3)
    assert paths(form) == expected


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, None),
        ({"title": "x" * 46}, "data.title"),
        ({"custom_id": ""}, "data.custom_id"),
        ({"components": []}, "data.components"),
        ({"components": [text("only text")]}, "data.components"),
        ({"components": [row(button())]}, "data.components.0.components.0.type"),
        (
            {"components": [{"type": 18, "label": "x" * 46, "component": {"type": 4, "custom_id": "n", "style": 1}}]},
            "data.components.0.label",
        ),
        (
            {"components": [{"type": 18, "label": "L", "component": {"type": 4, "custom_id": "n", "style": 3}}]},
            "data.components.0.component.style",
        ),
    ],
)
def test_modals(changes: Json, path: str | None) -> None:
    label = {"type": 18, "label": "Note", "component": {"type": 4, "custom_id": "note", "style": 1, "max_length": 100}}
    form = Form({"type": 9, "data": {"title": "A note", "custom_id": "note", "components": [label], **changes}})
    check_modal_callback(form)
    assert path in paths(form) if path else paths(form) == []


def command(**fields: Any) -> Json:
    return {"name": "explain", "description": "Explain a term", "type": 1, **fields}


def option(**fields: Any) -> Json:
    return {"type": 3, "name": "query", "description": "What", **fields}


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        (command(name="Explain"), "0.name"),
        (command(name="a b"), "0.name"),
        (command(name="x" * 33), "0.name"),
        (command(description=""), "0.description"),
        (command(description="x" * 101), "0.description"),
        (command(name_localizations={"jp": "説明"}), "0.name_localizations.jp"),
        (command(name_localizations={"ja": "説 明"}), "0.name_localizations.ja"),
        (command(description_localizations={"ja": "x" * 101}), "0.description_localizations.ja"),
        (command(contexts=[3]), "0.contexts"),
        (command(integration_types=[]), "0.integration_types"),
        (command(default_member_permissions=-1), "0.default_member_permissions"),
        (command(options=[option()] * 2), "0.options.1.name"),
        (command(options=[option(), option(name="topic", required=True)]), "0.options.1.required"),
        (command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]), "0.options.0.choices"),
        (command(options=[option(choices=[{"name": "a", "value": "a"}], autocomplete=True)]), "0.options.0.autocomplete"),
        (command(options=[option(type=1, options=[option(type=1)])]), "0.options.0.options.0.type"),
        (command(options=[option(type=1), option(name="topic")]), "0.options"),
        (command(options=[option(type=5, autocomplete=True)]), "0.options.0.type"),
        (command(type=3, name="Explain this", description="x"), "0.description"),
    ],
)
def test_commands_discord_refuses(payload: Json, path: str) -> None:
    commands = Commands(1, Snowflakes())
    with pytest.raises(ApiError) as refused:
        commands.replace_all([payload], None)
    node = refused.value.errors
    for key in path.split("."):
        assert node is not None
        assert key in node, refused.value.errors
        node = node[key]
    assert commands.listing(None) == []


@pytest.mark.parametrize(("style", "answer", "fine"), [(1, "one line", True), (1, "two\nlines", False), (2, "two\nlines", True)])
def test_only_a_paragraph_has_several_lines(style: int, answer: str, fine: bool) -> None:
    field = {"type": 4, "custom_id": "note", "style": style}
    modal = {"custom_id": "form", "title": "A form", "components": [{"type": 18, "label": "Note", "component": field}]}
    if fine:
        assert modal_data(modal, {"note": answer})["components"][0]["component"]["value"] == answer
    else:
        with pytest.raises(NotInvocable, match="single line"):
            modal_data(modal, {"note": answer})


def test_registering_keeps_ids_and_counts_commands() -> None:
    commands = Commands(1, Snowflakes())
    localised = command(name_localizations={"ja": "説明"}, options=[option(name_localizations={"ja": "語"})])
    menu = {"type": 3, "name": "Explain this"}
    first = commands.replace_all([localised, menu], None)
    again = commands.replace_all([localised, menu], None)
    assert again == first
    changed = commands.replace_all([command(), menu], None)
    assert changed[0]["id"] == first[0]["id"]
    assert changed[0]["version"] != first[0]["version"]
    shown = without_localisations(first[0])
    assert "name_localizations" not in shown
    assert "name_localizations" not in shown["options"][0]
    commands.replace_all([command(name=f"c{number}") for number in range(100)], None)
    with pytest.raises(ApiError, match="30032"):
        commands.replace_all([command(name=f"c{number}") for number in range(101)], None)
    with pytest.raises(ApiError, match="30032"):
        commands.replace_all([{"type": 3, "name": f"Menu {number}"} for number in range(6)], None)
    with pytest.raises(ApiError, match="50035"):
        commands.replace_all([command(), command()], None)


def test_names_emoji_and_pings() -> None:
    assert [name for name in ("explain", "説明", "データ", "a-b_c'd", "กำ") if not is_chat_name(name)] == []
    assert [name for name in ("🎉", "1️⃣", "👩‍💻", "🇯🇵", "❤️", "👍🏽", "✔") if not is_emoji(name)] == []
    assert [name for name in ("✓", "→", "あ", "a", "🎉🎉", "") if is_emoji(name)] == []
    said = "<@1> <@!2> <@&3> @everyone"
    assert pinged(said, None) == {"<@1>", "<@2>", "<@&3>", "@everyone"}
    assert pinged(said, {"parse": []}) == set()
    assert pinged(said, {"parse": ["users"], "roles": ["3"]}) == {"<@1>", "<@2>", "<@&3>"}
