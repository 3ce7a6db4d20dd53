"""A message, a callback or autocomplete choices -> accepted, or 400/50035 with the path of each wrong field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from .components import check_message_components, check_modal
from .form import ApiError, Form, Json, is_snowflake
from .urls import WEB, check_url

SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 15
CREATE_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | V2
INTERACTION_FLAGS = CREATE_FLAGS | EPHEMERAL
EDIT_FLAGS = SUPPRESS_EMBEDS | V2

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids", "stickers")


def check_message(
    form: Form,
    *,
    flags: int,
    before: Json | None = None,
    files: Collection[str] = (),
) -> None:
    """Check a message to create, or (``before``: the message as it is) to edit.

    ``flags`` are those the request may set; ``files`` the names of what it uploads. Raises 50006 for nothing to send.
    """
    sent = form.integer("flags", 0, (1 << 63) - 1) or 0
    if sent & ~flags:
        form.wrong("flags", "MESSAGE_FLAGS_INVALID", f"Flags {sent & ~flags} cannot be set here.")
    v2 = bool((sent | (before or {}).get("flags", 0)) & V2)
    form.boolean("tts")
    form.text("content", 0, MOST_CONTENT)
    _check_embeds(form)
    check_allowed_mentions(form)
    check_attachments(form, files, before)
    if v2:
        _no_legacy_fields(form, before)
    names = {*files, *_kept_names(form, before)}
    check_message_components(form, v2=v2, attachments=names)
    form.problems.raise_any()
    if _is_empty(form.value, before, files):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _no_legacy_fields(form: Form, before: Json | None) -> None:
    for name in LEGACY_FIELDS:
        left = name not in form.value and bool((before or {}).get(name))
        if form.value.get(name) or left:
            message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.wrong(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _kept_names(form: Form, before: Json | None) -> list[str]:
    kept = (before or {}).get("attachments", [])
    if isinstance(form.value.get("attachments"), list):
        ids = {str(item.get("id")) for item in form.value["attachments"] if isinstance(item, dict)}
        kept = [attachment for attachment in kept if attachment["id"] in ids]
    return [attachment["filename"] for attachment in kept]


def _is_empty(value: Json, before: Json | None, files: Collection[str]) -> bool:
    now = dict(before or {})
    now.update({key: value[key] for key in ("content", "embeds", "components", "poll", "sticker_ids") if key in value})
    if before is not None and "attachments" in value:
        now["attachments"] = value["attachments"]
    shown = ["embeds", "components", "poll", "sticker_ids"]
    if before is not None:
        shown.append("attachments")
    return not (str(now.get("content") or "").strip() or files or any(now.get(key) for key in shown))


def check_attachments(form: Form, files: Collection[str], before: Json | None) -> None:
    """Each entry of ``attachments`` is an uploaded file's index or, when editing, an attachment there already."""
    known = {str(index) for index in range(len(files))}
    known |= {attachment["id"] for attachment in (before or {}).get("attachments", [])}
    for item in form.forms("attachments", 0, 10):
        identifier = item.value.get("id")
        if str(identifier) not in known:
            item.wrong("id", "ATTACHMENT_NOT_FOUND", f"Attachment {identifier} was not uploaded.")
        item.text("filename", 1, 1024)
        item.text("description", 0, 1024)
    if len(files) > 10:
        form.wrong("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")


def check_allowed_mentions(form: Form) -> None:
    """``parse`` names kinds, ``users`` and ``roles`` list at most 100 ids, and not both for one kind."""
    mentions = form.child("allowed_mentions")
    if mentions is None:
        return
    parse = mentions.items("parse", 0, 3)
    for index, kind in enumerate(parse):
        if kind not in ("users", "roles", "everyone"):
            path = Form({}, (*mentions.path, "parse"), form.problems)
            path.wrong(index, "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').")
    mentions.boolean("replied_user")
    for kind in ("users", "roles"):
        ids = mentions.items(kind, 0, 100)
        if any(not is_snowflake(identifier) for identifier in ids):
            mentions.wrong(kind, "NUMBER_TYPE_COERCE", "Value is not snowflake.")
        if len({str(identifier) for identifier in ids}) != len(ids):
            mentions.wrong(kind, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
        if ids and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            mentions.wrong(None, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def _check_embeds(form: Form) -> None:
    total = sum(_check_embed(embed) for embed in form.forms("embeds", 0, 10))
    if total > MOST_EMBED_TEXT:
        message = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        form.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", message)


def _check_embed(embed: Form) -> int:
    """Check one embed; the characters it counts towards the 6000 of a message."""
    size = len(embed.text("title", 0, 256) or "") + len(embed.text("description", 0, 4096) or "")
    check_url(embed, "url", WEB, 2048)
    embed.integer("color", 0, 0xFFFFFF)
    if (moment := embed.text("timestamp", 0, 64)) and not _is_moment(moment):
        embed.wrong("timestamp", "DATE_TIME_TYPE_PARSE", f"Could not parse {moment}. Should be ISO8601.")
    if footer := embed.child("footer"):
        size += len(footer.text("text", 1, 2048, required=True) or "")
        check_url(footer, "icon_url", (*WEB, "attachment"), 2048)
    if author := embed.child("author"):
        size += len(author.text("name", 1, 256, required=True) or "")
        check_url(author, "url", WEB, 2048)
        check_url(author, "icon_url", (*WEB, "attachment"), 2048)
    for key in ("image", "thumbnail"):
        if picture := embed.child(key):
            check_url(picture, "url", (*WEB, "attachment"), 2048)
    for entry in embed.forms("fields", 0, 25):
        size += len(entry.text("name", 1, 256, required=True) or "")
        size += len(entry.text("value", 1, 1024, required=True) or "")
        entry.boolean("inline")
    return size


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_nonce(form: Form) -> str | None:
    """A nonce: at most 25 characters, or a 64-bit number; as text."""
    nonce = form.value.get("nonce")
    form.boolean("enforce_nonce")
    if isinstance(nonce, int) and not isinstance(nonce, bool):
        return str(nonce)
    return form.text("nonce", 0, 25) or None


PONG, MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5

CALLBACKS: dict[tuple[int, bool], frozenset[int]] = {
    (COMMAND, False): frozenset({MESSAGE, DEFER_MESSAGE, MODAL}),
    (COMPONENT, True): frozenset({MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE, MODAL}),
    (AUTOCOMPLETE, False): frozenset({CHOICES}),
    (MODAL_SUBMIT, False): frozenset({MESSAGE, DEFER_MESSAGE}),
    (MODAL_SUBMIT, True): frozenset({MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE}),
}


def check_callback_type(form: Form, interaction_type: int, *, from_message: bool) -> int:
    """The callback's type, one that this interaction may be answered with; raises otherwise."""
    allowed = CALLBACKS[interaction_type, from_message]
    found = form.one_of("type", allowed, required=True)
    form.problems.raise_any()
    assert found is not None
    return found


def check_deferral(form: Form) -> None:
    """Check the optional data of a deferred message: only its ephemeral flag says anything."""
    data = form.child("data")
    if data is None:
        return
    flags = data.integer("flags", 0, (1 << 63) - 1) or 0
    if flags & ~EPHEMERAL:
        data.wrong("flags", "MESSAGE_FLAGS_INVALID", "Only EPHEMERAL can be set when deferring.")


def check_modal_callback(form: Form) -> None:
    """Check a modal callback's data."""
    data = form.child("data", required=True)
    if data is not None:
        check_modal(data)


def check_choices(form: Form, option_type: int) -> None:
    """Check autocomplete's choices for an option of type 3 (text), 4 (whole number) or 10 (number)."""
    data = form.child("data", required=True)
    if data is None:
        return
    for choice in data.forms("choices", 0, 25):
        check_choice(choice, option_type)


def check_choice(choice: Form, option_type: int) -> None:
    """A choice's name of 1 to 100 characters and its value of the option's type, texts of at most 100."""
    choice.text("name", 1, 100, required=True)
    if option_type == 3:
        choice.text("value", 1, 100, required=True)
        return
    value: Any = choice.value.get("value")
    is_number = isinstance(value, int) or (option_type == 10 and isinstance(value, float))
    if isinstance(value, bool) or not is_number:
        choice.wrong("value", "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number of this option.')
    elif abs(value) > 1 << 53:
        choice.wrong("value", "NUMBER_TYPE_MAX", "The number must lie between -2^53 and 2^53.")
