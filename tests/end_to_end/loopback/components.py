"""A message's or a modal's components -> what Discord finds wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from .emoji import is_emoji
from .form import REQUIRED, Form
from .urls import LINK, WEB, check_url

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 17, 18, 19, 21, 22, 23

SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK_STYLE, PREMIUM_STYLE = 5, 6
MOST_COMPONENTS = 40
MOST_TEXT = 4000

IN_CONTAINER = frozenset({ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR})
TOP_LEVEL = IN_CONTAINER | {CONTAINER}
IN_LABEL = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}
INT32 = (1 << 31) - 1


@dataclass
class Layout:
    """What has been counted so far in one message or modal."""

    attachments: Collection[str] = ()
    in_modal: bool = False
    custom_ids: set[str] = field(default_factory=set)
    ids: set[int] = field(default_factory=set)
    total: int = 0
    text: int = 0

    def check(self, form: Form, allowed: frozenset[int]) -> None:
        """Check one component and all within it; it must be of one of the ``allowed`` types."""
        kind = form.value.get("type")
        if not isinstance(kind, int) or kind not in allowed:
            named = ", ".join(map(str, sorted(allowed)))
            form.wrong("type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({named}).')
            return
        self.total += 1
        self._identifier(form)
        CHECKS[kind](self, form)

    def custom_id(self, form: Form) -> None:
        """A custom_id: required, 1 to 100 characters, and the only one of its kind in the message."""
        custom_id = form.text("custom_id", 1, 100, required=True)
        if custom_id is None:
            return
        if custom_id in self.custom_ids:
            form.wrong("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        self.custom_ids.add(custom_id)

    def _identifier(self, form: Form) -> None:
        identifier = form.integer("id", 0, INT32)
        if not identifier:
            return
        if identifier in self.ids:
            form.wrong("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
        self.ids.add(identifier)


def check_message_components(form: Form, *, v2: bool, attachments: Collection[str]) -> None:
    """Check a message's ``components``: five rows, or with the V2 flag up to 40 nested components."""
    layout = Layout(attachments)
    for child in form.forms("components", 0, MOST_COMPONENTS if v2 else 5):
        layout.check(child, TOP_LEVEL if v2 else frozenset({ROW}))
    if not v2:
        return
    if layout.total > MOST_COMPONENTS:
        message = f"The total number of components must be {MOST_COMPONENTS} or fewer, not {layout.total}."
        form.wrong("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if layout.text > MOST_TEXT:
        message = f"The total displayable text must be {MOST_TEXT} or fewer in length, not {layout.text}."
        form.wrong("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def check_modal(form: Form) -> None:
    """Check the data of a modal: title of 1 to 45 characters, custom_id, and its components."""
    form.text("custom_id", 1, 100, required=True)
    form.text("title", 1, 45, required=True)
    layout = Layout(in_modal=True)
    for child in form.forms("components", 1, 5, required=True):
        layout.check(child, frozenset({ROW, LABEL, TEXT_DISPLAY}))
    if not layout.custom_ids and not form.problems.found:
        form.wrong("components", *REQUIRED)


def _row(layout: Layout, form: Form) -> None:
    children = form.forms("components", 1, 5, required=True)
    allowed = frozenset({TEXT_INPUT}) if layout.in_modal else SELECTS | {BUTTON}
    for child in children:
        layout.check(child, allowed)
    if len(children) > 1 and any(child.value.get("type") != BUTTON for child in children):
        form.wrong("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")


def _button(layout: Layout, form: Form) -> None:
    style = form.one_of("style", frozenset(range(1, 7)), required=True)
    label = form.text("label", 0, 80)
    emoji = check_emoji(form)
    form.boolean("disabled")
    if style == PREMIUM_STYLE:
        form.snowflake("sku_id", required=True)
    elif not emoji and not (label or "").strip() and not _was_reported(form, "label"):
        form.wrong("label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required")
    if style == LINK_STYLE:
        check_url(form, "url", LINK, 512, required=True)
        if form.has("custom_id"):
            _exclusive(form, "custom_id")
    elif style is not None and style != PREMIUM_STYLE:
        layout.custom_id(form)
        if form.has("url"):
            _exclusive(form, "url")


def _exclusive(form: Form, key: str) -> None:
    form.wrong(key, "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", "A custom id and url cannot both be specified")


def _was_reported(form: Form, key: str) -> bool:
    return any(path == (*form.path, key) for path, _, _ in form.problems.found)


def check_emoji(form: Form) -> bool:
    """Check the ``emoji`` field; whether there is one. A custom emoji has an id, any other is a real emoji."""
    emoji = form.child("emoji")
    if emoji is None:
        return False
    identifier = emoji.snowflake("id")
    name = emoji.text("name", 0, 32)
    if identifier is None and not is_emoji(name or ""):
        emoji.wrong("name", "COMPONENT_INVALID_EMOJI", "Invalid emoji")
    return True


def _select(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.text("placeholder", 0, 150)
    form.boolean("disabled")
    form.boolean("required")
    low = form.integer("min_values", 0, 25)
    high = form.integer("max_values", 1, 25)
    low, high = 1 if low is None else low, 1 if high is None else high
    if low > high:
        form.wrong("min_values", "SELECT_COMPONENT_MIN_MAX", "min_values must not be greater than max_values")
    if layout.in_modal and form.value.get("disabled"):
        form.wrong("disabled", "COMPONENT_DISABLED_IN_MODAL", "Components in a modal cannot be disabled")
    if form.value.get("type") == STRING_SELECT:
        _select_options(form, low, high)
        return
    for default in form.forms("default_values", 0, 25):
        default.snowflake("id", required=True)
        if default.value.get("type") not in ("user", "role", "channel"):
            default.wrong("type", "BASE_TYPE_CHOICES", "Value must be one of ('user', 'role', 'channel').")


def _select_options(form: Form, low: int, high: int) -> None:
    options = form.forms("options", 1, 25, required=True)
    if options and len(options) < max(low, high):
        message = f"Must be between {max(low, high)} and 25 in length."
        form.wrong("options", "BASE_TYPE_BAD_LENGTH", message)
    _choices(options)
    if sum(option.value.get("default") is True for option in options) > high:
        form.wrong("options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are default than max_values")


def _choices(options: list[Form]) -> None:
    values: set[str] = set()
    for option in options:
        option.text("label", 1, 100, required=True)
        value = option.text("value", 1, 100, required=True)
        option.text("description", 0, 100)
        option.boolean("default")
        check_emoji(option)
        if value in values:
            message = "The specified option value is already used"
            option.wrong("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        elif value is not None:
            values.add(value)


def _text_input(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.one_of("style", frozenset({1, 2}), required=True)
    in_row = len(form.path) > 1 and form.path[-2] == "components"
    form.text("label", 1, 45, required=in_row)
    form.text("placeholder", 0, 100)
    form.boolean("required")
    low = form.integer("min_length", 0, 4000)
    high = form.integer("max_length", 1, 4000)
    if low is not None and high is not None and low > high:
        form.wrong("min_length", "TEXT_INPUT_MIN_MAX", "min_length must not be greater than max_length")
    form.text("value", 0, high or 4000)


def _section(layout: Layout, form: Form) -> None:
    for child in form.forms("components", 1, 3, required=True):
        layout.check(child, frozenset({TEXT_DISPLAY}))
    accessory = form.child("accessory", required=True)
    if accessory is not None:
        layout.check(accessory, frozenset({BUTTON, THUMBNAIL}))


def _text_display(layout: Layout, form: Form) -> None:
    content = form.text("content", 1, MOST_TEXT, required=True)
    layout.text += len(content or "")


def _thumbnail(layout: Layout, form: Form) -> None:
    _media(layout, form, "media", (*WEB, "attachment"))
    form.text("description", 1, 1024)
    form.boolean("spoiler")


def _gallery(layout: Layout, form: Form) -> None:
    for item in form.forms("items", 1, 10, required=True):
        _thumbnail(layout, item)


def _file(layout: Layout, form: Form) -> None:
    _media(layout, form, "file", ("attachment",))
    form.boolean("spoiler")


def _media(layout: Layout, form: Form, key: str, schemes: tuple[str, ...]) -> None:
    media = form.child(key, required=True)
    if media is None:
        return
    url = check_url(media, "url", schemes, 2048, required=True)
    if url and url.startswith("attachment://") and url.removeprefix("attachment://") not in layout.attachments:
        message = f"The referenced attachment {url} was not found"
        media.wrong("url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)


def _separator(layout: Layout, form: Form) -> None:
    form.boolean("divider")
    form.one_of("spacing", frozenset({1, 2}))


def _container(layout: Layout, form: Form) -> None:
    form.integer("accent_color", 0, 0xFFFFFF)
    form.boolean("spoiler")
    for child in form.forms("components", 1, MOST_COMPONENTS, required=True):
        layout.check(child, IN_CONTAINER)


def _label(layout: Layout, form: Form) -> None:
    form.text("label", 1, 45, required=True)
    form.text("description", 1, 100)
    component = form.child("component", required=True)
    if component is not None:
        layout.check(component, IN_LABEL)


def _file_upload(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.integer("min_values", 0, 10)
    form.integer("max_values", 1, 10)
    form.boolean("required")


def _radio_group(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.boolean("required")
    _choices(form.forms("options", 2, 10, required=True))


def _checkbox_group(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.integer("min_values", 0, 10)
    form.integer("max_values", 1, 10)
    _choices(form.forms("options", 1, 10, required=True))


def _checkbox(layout: Layout, form: Form) -> None:
    layout.custom_id(form)
    form.boolean("default")


CHECKS: dict[int, Callable[[Layout, Form], None]] = {
    ROW: _row,
    BUTTON: _button,
    TEXT_INPUT: _text_input,
    SECTION: _section,
    TEXT_DISPLAY: _text_display,
    THUMBNAIL: _thumbnail,
    GALLERY: _gallery,
    FILE: _file,
    SEPARATOR: _separator,
    CONTAINER: _container,
    LABEL: _label,
    FILE_UPLOAD: _file_upload,
    RADIO_GROUP: _radio_group,
    CHECKBOX_GROUP: _checkbox_group,
    CHECKBOX: _checkbox,
    **dict.fromkeys(SELECTS, _select),
}
