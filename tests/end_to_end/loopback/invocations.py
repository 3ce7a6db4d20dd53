"""What a test's user does (a command, a click, a choice) -> an interaction's ``data``, checked as Discord's clients check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .commands import CHANNEL, GROUP, INTEGER, NUMBER, SUBCOMMAND, TEXT
from .components import BUTTON, SELECTS, STRING_SELECT, TEXT_INPUT
from .form import Json
from .messages import Message, walk
from .state import Guild, World

USER, ROLE, MENTIONABLE, ATTACHMENT = 6, 8, 9, 11


class NotInvocable(AssertionError):
    """A real user could not do this: no such command, option, button or choice, or no permission for it."""


def require(condition: object, complaint: str) -> None:
    """Raise NotInvocable unless the condition holds."""
    if not condition:
        raise NotInvocable(complaint)


def leaf_options(command: Json, path: list[str]) -> list[Json]:
    """The options of the command or of the subcommand that the words of ``path`` lead to."""
    node = command
    for word in path:
        found = [option for option in node.get("options", ()) if option["name"] == word and option["type"] < TEXT]
        require(found, f"/{command['name']} has no subcommand {word!r}")
        node = found[0]
    options: list[Json] = node.get("options", [])
    require(not any(option["type"] in (SUBCOMMAND, GROUP) for option in options), f"{node['name']} needs a subcommand")
    return options


def command_data(command: Json, path: list[str], leaves: list[Json], resolved: Json | None = None) -> Json:
    """A command's ``data`` with its options nested beneath the words of ``path``."""
    options = leaves
    node: Json = command
    types = []
    for word in path:
        node = next(option for option in node["options"] if option["name"] == word)
        types.append((word, node["type"]))
    for word, kind in reversed(types):
        options = [{"name": word, "type": kind, "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    if resolved:
        data["resolved"] = resolved
    return data


def filled_options(declared: list[Json], given: Mapping[str, Any], world: World, guild: Guild | None) -> tuple[list[Json], Json]:
    """The given values as options in the declared order, checked against it, and what they refer to."""
    by_name = {option["name"]: option for option in declared}
    for name in given:
        require(name in by_name, f"there is no option {name!r} among {sorted(by_name)}")
    resolved: Json = {}
    filled = []
    for option in declared:
        if option["name"] not in given:
            require(not option.get("required"), f"option {option['name']!r} is required")
            continue
        value = _value(option, given[option["name"]], world, guild, resolved)
        filled.append({"name": option["name"], "type": option["type"], "value": value})
    return filled, resolved


def _value(option: Json, value: Any, world: World, guild: Guild | None, resolved: Json) -> Any:
    kind, name = option["type"], option["name"]
    if kind in (TEXT, INTEGER, NUMBER):
        return _plain(option, value)
    if kind == 5:
        require(isinstance(value, bool), f"option {name!r} takes True or False")
        return value
    if kind == ATTACHMENT:
        require(isinstance(value, dict), f"option {name!r} takes an Upload")
        resolved.setdefault("attachments", {})[value["id"]] = value
        return value["id"]
    identifier = int(getattr(value, "id", value))
    _resolve(identifier, option, world, guild, resolved)
    return str(identifier)


def _plain(option: Json, value: Any) -> Any:
    kind, name = option["type"], option["name"]
    wanted: tuple[type, ...] = {TEXT: (str,), INTEGER: (int,), NUMBER: (int, float)}[kind]
    require(isinstance(value, wanted) and not isinstance(value, bool), f"option {name!r} does not take {value!r}")
    choices = option.get("choices")
    require(not choices or value in [choice["value"] for choice in choices], f"{value!r} is no choice of {name!r}")
    size = len(value) if kind == TEXT else value
    suffix = "length" if kind == TEXT else "value"
    low, high = option.get(f"min_{suffix}"), option.get(f"max_{suffix}")
    require(kind != TEXT or len(value) <= 6000, f"{name!r} takes at most 6000 characters")
    require(low is None or size >= low, f"{value!r} is below the minimum {low} of {name!r}")
    require(high is None or size <= high, f"{value!r} is above the maximum {high} of {name!r}")
    return value


def _resolve(identifier: int, option: Json, world: World, guild: Guild | None, resolved: Json) -> None:
    """Add what an id stands for to ``resolved``."""
    kind, name, key = option["type"], option["name"], str(identifier)
    if kind == CHANNEL:
        channel = guild.channels.get(identifier) if guild else None
        require(channel, f"option {name!r}: no channel {identifier} here")
        assert channel is not None
        allowed = option.get("channel_types")
        require(not allowed or channel.type in allowed, f"option {name!r} takes channels of types {allowed}")
        payload = channel.payload(world.bot.id) | {"permissions": str((1 << 53) - 1)}
        resolved.setdefault("channels", {})[key] = payload
        return
    role = guild.roles.get(identifier) if guild else None
    if kind in (ROLE, MENTIONABLE) and role is not None:
        resolved.setdefault("roles", {})[key] = role.payload()
        return
    user = world.users.get(identifier)
    require(kind in (USER, MENTIONABLE) and user, f"option {name!r}: nothing here has the id {identifier}")
    assert user is not None
    resolved.setdefault("users", {})[key] = user.payload()
    if guild and (member := guild.members.get(identifier)):
        permissions = {"permissions": str(guild.permissions_of(member))}
        resolved.setdefault("members", {})[key] = member.payload(with_user=False) | permissions


def autocomplete_options(declared: list[Json], given: Mapping[str, Any], focused: str) -> tuple[list[Json], int]:
    """The options typed so far, unchecked as in a client, with the focused one marked; and its type."""
    by_name = {option["name"]: option for option in declared}
    require(focused in by_name and focused in given, f"no option {focused!r} was typed in")
    require(by_name[focused].get("autocomplete"), f"option {focused!r} does not autocomplete")
    require(set(given) <= set(by_name), f"there are only the options {sorted(by_name)}")
    options = []
    for name, option in by_name.items():
        if name in given:
            typed: Json = {"name": name, "type": option["type"], "value": given[name]}
            options.append(typed | ({"focused": True} if name == focused else {}))
    return options, by_name[focused]["type"]


def component_data(message: Message, custom_id: str | None, label: str | None, *, forge: bool) -> Json:
    """A click's ``data``: the enabled button with this custom_id or label (``forge``: whatever there is)."""
    if forge:
        return {"custom_id": custom_id, "component_type": BUTTON, "id": 1}
    found = [
        button
        for button in message.buttons
        if (custom_id is None or button.get("custom_id") == custom_id) and (label is None or button.get("label") == label)
    ]
    require(found, f"no button custom_id={custom_id!r} label={label!r} among {message.buttons}")
    button = found[0]
    require("custom_id" in button, "a link button tells the bot nothing")
    require(not button.get("disabled"), f"the button {button['custom_id']!r} is disabled")
    return {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}


def select_data(message: Message, custom_id: str, values: list[Any], world: World, guild: Guild | None) -> Json:
    """A choice in a select menu, checked against its options and bounds."""
    select = message.component(custom_id)
    require(select and select["type"] in SELECTS, f"no select {custom_id!r} among {message.custom_ids}")
    assert select is not None
    require(not select.get("disabled"), f"the select {custom_id!r} is disabled")
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    require(low <= len(values) <= high, f"{custom_id!r} takes {low} to {high} values")
    require(all(values.count(value) == 1 for value in values), f"{custom_id!r} takes each value once")
    resolved: Json = {}
    if select["type"] == STRING_SELECT:
        offered = [option["value"] for option in select["options"]]
        require(all(value in offered for value in values), f"{values} are not all among {offered}")
        chosen = [str(value) for value in values]
    else:
        kind = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}[select["type"]]
        option = {"type": kind, "name": custom_id, "channel_types": select.get("channel_types")}
        chosen = [str(_value(option, value, world, guild, resolved)) for value in values]
    data = {"custom_id": custom_id, "component_type": select["type"], "id": select["id"], "values": chosen}
    return data | ({"resolved": resolved} if resolved else {})


def modal_data(modal: Json, values: Mapping[str, Any]) -> Json:
    """A submitted modal's ``data``: ``values`` by custom_id, checked against the inputs' bounds."""
    known = {part["custom_id"] for part in walk(modal["components"]) if part.get("custom_id")}
    require(set(values) <= known, f"the modal has only {sorted(known)}")
    numbers = iter(range(1, 1000))
    components = [_submitted(part, values, numbers) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": components, "resolved": {}}


def _submitted(part: Json, values: Mapping[str, Any], numbers: Any) -> Json:
    shown: Json = {"type": part["type"], "id": next(numbers)}
    if "components" in part:
        return shown | {"components": [_submitted(child, values, numbers) for child in part["components"]]}
    if "component" in part:
        return shown | {"component": _submitted(part["component"], values, numbers)}
    custom_id = part.get("custom_id")
    if custom_id is None:
        return shown
    shown["custom_id"] = custom_id
    required = part.get("required", True)
    if part["type"] == TEXT_INPUT:
        text = str(values.get(custom_id, part.get("value") or ""))
        require(text or not required, f"{custom_id!r} is required")
        low, high = part.get("min_length") or 0, part.get("max_length") or 4000
        require(not text or low <= len(text) <= high, f"{custom_id!r} takes {low} to {high} characters")
        require(part["style"] == 2 or "\n" not in text, f"{custom_id!r} is a single line")
        return shown | {"value": text}
    if part["type"] in (21, 23):
        return shown | {"value": values.get(custom_id)}
    chosen = list(values.get(custom_id, ()))
    offered = [option["value"] for option in part.get("options", ())]
    require(not offered or set(chosen) <= set(offered), f"{chosen} are not all among {offered}")
    require(chosen or not required, f"{custom_id!r} is required")
    return shown | {"values": chosen}
