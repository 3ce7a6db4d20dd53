"""Application commands: what Discord accepts as one, and which are registered."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator
from typing import Any

from .form import ApiError, Form, Json, Problems
from .state import Snowflakes
from .validation import check_choice

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST = {CHAT_INPUT: 100, USER_MENU: 5, MESSAGE_MENU: 5}
MOST_CHARACTERS = 8000
"""Of names, descriptions and values of one command with all beneath it (the longest localisation counts)."""

SUBCOMMAND, GROUP = 1, 2
TEXT, INTEGER, CHANNEL, NUMBER = 3, 4, 7, 10
LOCALES = frozenset(
    {"ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id"}
) | frozenset({"it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"})
CHANNEL_TYPES = frozenset({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15})


def is_chat_name(name: str) -> bool:
    """Discord's ``^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$``, in lower case where there is one."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_is_name_character, name))


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return "\u0900" <= character <= "\u097f" or "\u0e00" <= character <= "\u0e7f"


def check_command(form: Form) -> None:
    """Check one command to register."""
    kind = form.one_of("type", frozenset({1, 2, 3})) or CHAT_INPUT
    _check_name(form, chat=kind == CHAT_INPUT)
    if kind == CHAT_INPUT:
        _check_description(form)
        _check_options(form, depth=0)
    else:
        if form.value.get("description"):
            form.wrong("description", "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Only chat commands have one")
        if form.value.get("options"):
            form.wrong("options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Only chat commands have options")
    _check_permissions(form)
    for key, allowed in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        found = form.items(key, 1, len(allowed))
        if any(isinstance(item, bool) or item not in allowed for item in found):
            form.wrong(key, "BASE_TYPE_CHOICES", f"Values must be among {sorted(allowed)}.")
        elif len(set(found)) != len(found):
            form.wrong(key, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    form.boolean("dm_permission")
    form.boolean("nsfw")
    if form.is_object and (size := _size(form.value)) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({size} > {MOST_CHARACTERS})"
        form.wrong(None, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_permissions(form: Form) -> None:
    value = form.value.get("default_member_permissions")
    if value is None:
        return
    number = int(value) if isinstance(value, str) and value.isdigit() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 1 << 54:
        form.wrong("default_member_permissions", "NUMBER_TYPE_COERCE", f'Value "{value}" is not permissions.')


def _check_name(form: Form, *, chat: bool) -> None:
    name = form.text("name", 1, 32, required=True)
    if chat and name is not None and not is_chat_name(name):
        form.wrong("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    for locale, text in _localisations(form, "name_localizations", 32):
        if chat and not is_chat_name(text):
            nested = Form({}, (*form.path, "name_localizations"), form.problems)
            nested.wrong(locale, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_description(form: Form) -> None:
    form.text("description", 1, 100, required=True)
    for _ in _localisations(form, "description_localizations", 100):
        pass


def _localisations(form: Form, key: str, longest: int) -> Iterator[tuple[str, str]]:
    """The valid localisations of a field; others are reported."""
    texts = form.child(key)
    if texts is None:
        return
    for locale in texts.value:
        if locale not in LOCALES:
            texts.wrong(locale, "LOCALE_INVALID", f"{locale} is not a locale of Discord")
        elif (text := texts.text(locale, 1, longest, required=True)) is not None:
            yield locale, text


def _check_options(form: Form, depth: int) -> None:
    """Check ``options`` at a depth: 0 in a command, 1 in a group, 2 in a subcommand."""
    options = form.forms("options", 0, 25)
    nested = [option for option in options if option.value.get("type") in (SUBCOMMAND, GROUP)]
    if nested and len(nested) != len(options):
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.wrong("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    allowed = (frozenset(range(1, 12)), frozenset({SUBCOMMAND}), frozenset(range(3, 12)))[depth]
    optional_seen = False
    for option in options:
        kind = option.one_of("type", allowed, required=True)
        _check_name(option, chat=True)
        _check_description(option)
        required = option.boolean("required")
        if required and optional_seen:
            message = "Required options must be placed before non-required options"
            option.wrong("required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not required
        if kind in (SUBCOMMAND, GROUP):
            _check_options(option, 2 if kind == SUBCOMMAND else 1)
        elif kind is not None:
            _check_value_option(option, kind)
    _check_unique(options, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")


def _check_value_option(option: Form, kind: int) -> None:
    choices = option.forms("choices", 0, 25)
    autocomplete = option.boolean("autocomplete")
    if (choices or autocomplete) and kind not in (TEXT, INTEGER, NUMBER):
        option.wrong("type", "APPLICATION_COMMAND_OPTION_CHOICES_INVALID", "This type takes no choices")
    if choices and autocomplete:
        message = "Autocomplete may not be set to true if choices are present"
        option.wrong("autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
    for choice in choices:
        check_choice(choice, kind)
        for _ in _localisations(choice, "name_localizations", 100):
            pass
    _check_unique(choices, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Choice name already exists")
    _check_bounds(option, kind)
    if kind == CHANNEL:
        types = option.items("channel_types", 0, len(CHANNEL_TYPES))
        if any(isinstance(item, bool) or item not in CHANNEL_TYPES for item in types):
            option.wrong("channel_types", "BASE_TYPE_CHOICES", "Not a channel type.")


def _check_bounds(option: Form, kind: int) -> None:
    low: Any = None
    high: Any = None
    if kind == TEXT:
        low, high = option.integer("min_length", 0, 6000), option.integer("max_length", 1, 6000)
    elif kind in (INTEGER, NUMBER):
        low, high = option.value.get("min_value"), option.value.get("max_value")
        for key, value in (("min_value", low), ("max_value", high)):
            allowed = int if kind == INTEGER else (int, float)
            if value is not None and (isinstance(value, bool) or not isinstance(value, allowed)):
                option.wrong(key, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
                return
    if low is not None and high is not None and low > high:
        key = "min_length" if kind == TEXT else "min_value"
        option.wrong(key, "APPLICATION_COMMAND_OPTION_MIN_MAX", "The minimum must not be above the maximum")


def _check_unique(children: list[Form], code: str, message: str) -> None:
    """No two children share a name, in the default language or in any one locale."""
    seen: set[tuple[str, str]] = set()
    for child in children:
        localised = child.value.get("name_localizations")
        names = {"": child.value.get("name")} | (localised if isinstance(localised, dict) else {})
        for locale, name in names.items():
            if (locale, str(name)) in seen:
                child.wrong("name", code, message)
                break
        seen.update((locale, str(name)) for locale, name in names.items())


def _size(node: Json) -> int:
    """The characters Discord counts of a command, an option or a choice."""
    total = 0
    for key in ("name", "description"):
        localised = node.get(f"{key}_localizations")
        texts = [node.get(key), *(localised.values() if isinstance(localised, dict) else ())]
        total += max((len(text) for text in texts if isinstance(text, str)), default=0)
    if isinstance(node.get("value"), str):
        total += len(node["value"])
    for key in ("options", "choices"):
        children = node.get(key)
        if isinstance(children, list):
            total += sum(_size(child) for child in children if isinstance(child, dict))
    return total


class Commands:
    """The registered commands of one application, global (guild None) and by guild."""

    def __init__(self, application_id: int, ids: Snowflakes) -> None:
        self._application_id = application_id
        self._ids = ids
        self._by_scope: dict[int | None, dict[int, Json]] = {}

    def listing(self, guild_id: int | None) -> list[Json]:
        """The scope's commands with all their localisations."""
        return list(self._by_scope.get(guild_id, {}).values())

    def find(self, kind: int, name: str, guild_id: int | None) -> Json | None:
        """The command a member of the guild would reach: the guild's own before the global one."""
        for scope in (guild_id, None):
            for command in self._by_scope.get(scope, {}).values():
                if command["type"] == kind and command["name"] == name:
                    return command
        return None

    def replace_all(self, payloads: Any, guild_id: int | None) -> list[Json]:
        """PUT: register exactly these; one of the same type and name keeps its id. Raises 50035."""
        if not isinstance(payloads, list):
            problems = Problems([((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")])
            problems.raise_any()
        problems = Problems()
        forms = [Form(payload, (index,), problems) for index, payload in enumerate(payloads)]
        for form in forms:
            check_command(form)
        self._check_scope(forms)
        problems.raise_any()
        before = {(command["type"], command["name"]): command for command in self.listing(guild_id)}
        after = [self._registered(payload, guild_id, before) for payload in payloads]
        self._by_scope[guild_id] = {int(command["id"]): command for command in after}
        return after

    def upsert(self, payload: Any, guild_id: int | None) -> tuple[Json, bool]:
        """POST: register one more, or overwrite the one of its type and name; whether it is new."""
        form = Form(payload)
        check_command(form)
        form.problems.raise_any()
        before = {(command["type"], command["name"]): command for command in self.listing(guild_id)}
        command = self._registered(payload, guild_id, before)
        self._check_scope([Form(known) for known in self.listing(guild_id)] + [form])
        form.problems.raise_any()
        self._by_scope.setdefault(guild_id, {})[int(command["id"])] = command
        return command, (command["type"], command["name"]) not in before

    def get(self, command_id: int, guild_id: int | None) -> Json:
        """One command by id; raises 10063."""
        try:
            return self._by_scope[guild_id][command_id]
        except KeyError:
            raise ApiError(404, 10063, "Unknown application command") from None

    def edit(self, command_id: int, changes: Any, guild_id: int | None) -> Json:
        """PATCH one command."""
        merged = self.get(command_id, guild_id) | (changes if isinstance(changes, dict) else {})
        form = Form(merged)
        check_command(form)
        form.problems.raise_any()
        merged["version"] = str(self._ids.next())
        self._by_scope[guild_id][command_id] = merged
        return merged

    def remove(self, command_id: int, guild_id: int | None) -> None:
        """DELETE one command."""
        self.get(command_id, guild_id)
        del self._by_scope[guild_id][command_id]

    def _check_scope(self, forms: list[Form]) -> None:
        """Check what only several commands can have wrong: their number and their names."""
        for kind, most in MOST.items():
            alike = [form for form in forms if (form.value.get("type") or CHAT_INPUT) == kind]
            named = {form.value.get("name") for form in alike}
            if len(named) > most:
                raise ApiError(400, 30032, f"Maximum number of application commands reached ({most})")
            if alike and alike[-1].path:
                _check_unique(alike, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")

    def _registered(self, payload: Json, guild_id: int | None, before: dict[tuple[int, str], Json]) -> Json:
        """The command as Discord keeps and returns it."""
        kind = payload.get("type") or CHAT_INPUT
        permissions = payload.get("default_member_permissions")
        command: Json = {
            "application_id": str(self._application_id),
            "type": kind,
            "name": payload["name"],
            "name_localizations": payload.get("name_localizations"),
            "description": payload.get("description") or "",
            "description_localizations": payload.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "dm_permission": payload.get("dm_permission", True),
            "contexts": payload.get("contexts"),
            "integration_types": payload.get("integration_types") or [0],
            "nsfw": bool(payload.get("nsfw")),
        }
        if payload.get("options"):
            command["options"] = copy.deepcopy(payload["options"])
        if guild_id is not None:
            command["guild_id"] = str(guild_id)
        known = before.get((kind, payload["name"]))
        if known is not None and {**known, "id": 0, "version": 0} == {"id": 0, "version": 0, **command}:
            return known
        identifier = known["id"] if known is not None else str(self._ids.next())
        return {"id": identifier, "version": str(self._ids.next()), **command}


def without_localisations(command: Json) -> Json:
    """The command as GET returns it without ``with_localizations=true``: at no depth a localisation."""
    shown = {key: value for key, value in command.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in shown:
            shown[key] = [without_localisations(child) for child in shown[key]]
    return shown
