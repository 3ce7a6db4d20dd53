"""Messages: what the bot sent -> what Discord stores, shows, pings and gives back."""

from __future__ import annotations

import mimetypes
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .components import BUTTON, SELECTS
from .form import ApiError, Json
from .state import Channel, Snowflakes, User, isoformat, timestamp
from .validation import EPHEMERAL

LOADING = 1 << 7
NONCE_SECONDS = 300.0
"""How long ``enforce_nonce`` remembers; Discord says "the past few minutes"."""


@dataclass
class Upload:
    """One uploaded file."""

    filename: str
    content: bytes
    description: str | None = None


@dataclass(eq=False)
class Message:
    """A message as Discord keeps it. ``data`` is its JSON, replaced whole on every edit."""

    id: int
    channel: Channel
    author: User
    data: Json
    allowed_mentions: Json | None = None
    visible_to: User | None = None
    deleted: bool = False
    files: list[Upload] = field(default_factory=list)

    @property
    def content(self) -> str:
        """The plain text above everything else."""
        return str(self.data["content"])

    @property
    def components(self) -> list[Json]:
        """The components as shown, with the ids Discord gave them."""
        return list(self.data["components"])

    @property
    def embeds(self) -> list[Json]:
        """The embeds."""
        return list(self.data["embeds"])

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who asked can see it."""
        return bool(self.data["flags"] & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it only says that the bot is thinking."""
        return bool(self.data["flags"] & LOADING)

    @property
    def text(self) -> str:
        """All text a reader sees, a line each: content, embeds, text displays (no button labels)."""
        return "\n".join(visible_texts(self.data))

    @property
    def buttons(self) -> list[Json]:
        """All buttons, in reading order."""
        return [part for part in walk(self.components) if part["type"] == BUTTON]

    @property
    def selects(self) -> list[Json]:
        """All select menus, in reading order."""
        return [part for part in walk(self.components) if part["type"] in SELECTS]

    @property
    def custom_ids(self) -> list[str]:
        """The custom_ids of everything that can be clicked."""
        return [part["custom_id"] for part in walk(self.components) if part.get("custom_id")]

    @property
    def pings(self) -> set[str]:
        """Who is really notified: "<@id>", "<@&id>", "@everyone" after allowed_mentions."""
        return pinged(self.text, self.allowed_mentions)

    def component(self, custom_id: str) -> Json | None:
        """The component with this custom_id."""
        return next((part for part in walk(self.components) if part.get("custom_id") == custom_id), None)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, parents before children."""
    for part in components:
        yield part
        yield from walk(part.get("components", ()))
        for key in ("accessory", "component"):
            if key in part:
                yield from walk([part[key]])


def visible_texts(data: Json) -> Iterator[str]:
    """The texts of a message's JSON in reading order."""
    if data.get("content"):
        yield data["content"]
    for embed in data.get("embeds") or ():
        author, footer = embed.get("author") or {}, embed.get("footer") or {}
        fields = [text for entry in embed.get("fields", ()) for text in (entry["name"], entry["value"])]
        shown = [author.get("name"), embed.get("title"), embed.get("description"), *fields, footer.get("text")]
        yield from (text for text in shown if text)
    yield from (part["content"] for part in walk(data.get("components") or []) if part["type"] == 10)


def pinged(text: str, allowed: Json | None) -> set[str]:
    """The mentions in a text that notify someone, given the message's allowed_mentions (None: all)."""
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    pings: set[str] = set()
    for sign, identifier in re.findall(r"<@([!&]?)(\d+)>", text):
        kind = "roles" if sign == "&" else "users"
        listed = {str(item) for item in (allowed or {}).get(kind) or ()}
        if kind in parse or identifier in listed:
            pings.add(f"<@&{identifier}>" if kind == "roles" else f"<@{identifier}>")
    if "everyone" in parse and re.search(r"@(everyone|here)\b", text):
        pings.add("@everyone")
    return pings


class Messages:
    """All messages of the loopback, and the files uploaded with them."""

    def __init__(self, ids: Snowflakes) -> None:
        self._ids = ids
        self._by_channel: dict[int, dict[int, Message]] = {}
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        self.files: dict[str, bytes] = {}
        self.base_url = ""

    def create(
        self,
        channel: Channel,
        author: User,
        sent: Json,
        uploads: list[Upload] | None = None,
        *,
        visible_to: User | None = None,
        extra: Json | None = None,
    ) -> Message:
        """Store a checked message; ``visible_to`` makes it ephemeral, ``extra`` adds fields to its JSON."""
        identifier = self._ids.next()
        data: Json = {
            "id": str(identifier),
            "type": 0,
            "channel_id": str(channel.id),
            "author": author.payload(),
            "timestamp": timestamp(identifier),
            "edited_timestamp": None,
            "flags": int(sent.get("flags") or 0),
            "tts": bool(sent.get("tts")),
            "pinned": False,
            "attachments": [],
            **(extra or {}),
        }
        message = Message(identifier, channel, author, data, visible_to=visible_to)
        self._show(message, {"content": None, "embeds": [], "components": [], **sent}, uploads or [])
        if visible_to is None:
            self._by_channel.setdefault(channel.id, {})[identifier] = message
            channel.last_message_id = identifier
        return message

    def edit(self, message: Message, sent: Json, uploads: list[Upload] | None = None) -> None:
        """Change a stored message: fields not sent stay as they are."""
        flags = message.data["flags"] | int(sent.get("flags") or 0)
        message.data = message.data | {"edited_timestamp": isoformat(time.time()), "flags": flags}
        self._show(message, sent, uploads or [])

    def delete(self, message: Message) -> None:
        """Take a message away; whoever holds the object sees ``deleted``."""
        message.deleted = True
        self._by_channel.get(message.channel.id, {}).pop(message.id, None)

    def get(self, channel: Channel, message_id: int) -> Message:
        """A message of the channel; raises 10008."""
        try:
            return self._by_channel[channel.id][message_id]
        except KeyError:
            raise ApiError(404, 10008, "Unknown Message") from None

    def history(self, channel: Channel) -> list[Message]:
        """The channel's messages, oldest first."""
        return list(self._by_channel.get(channel.id, {}).values())

    def sent_before(self, channel: Channel, nonce: str, now: float) -> Message | None:
        """The message sent with this nonce in the last minutes."""
        found = self._nonces.get((channel.id, nonce))
        return found[1] if found and now - found[0] < NONCE_SECONDS else None

    def remember_nonce(self, message: Message, nonce: str, now: float) -> None:
        """Let a later ``enforce_nonce`` find this message."""
        self._nonces[message.channel.id, nonce] = (now, message)

    def _show(self, message: Message, sent: Json, uploads: list[Upload]) -> None:
        data = message.data
        data["attachments"] = self._attachments(message, sent, uploads)
        urls = {attachment["filename"]: attachment for attachment in data["attachments"]}
        if "content" in sent:
            data["content"] = sent["content"] or ""
        if "embeds" in sent:
            data["embeds"] = [_shown_embed(embed, urls) for embed in sent["embeds"] or ()]
        if "components" in sent:
            data["components"] = _shown_components(sent["components"] or [], urls)
        if "allowed_mentions" in sent or "content" in sent or "components" in sent:
            message.allowed_mentions = sent.get("allowed_mentions")
        notified = message.pings
        data["mention_everyone"] = "@everyone" in notified
        data["mention_roles"] = [ping[3:-1] for ping in sorted(notified) if ping.startswith("<@&")]
        data.setdefault("mentions", [])

    def _attachments(self, message: Message, sent: Json, uploads: list[Upload]) -> list[Json]:
        """Kept attachments first, then what was uploaded."""
        entries = {str(item["id"]): item for item in sent.get("attachments") or ()}
        kept: list[Json] = message.data["attachments"]
        if "attachments" in sent:
            kept = [attachment for attachment in kept if attachment["id"] in entries]
        message.files = [] if "attachments" in sent and not kept else message.files
        added = []
        for index, upload in enumerate(uploads):
            upload.description = entries.get(str(index), {}).get("description")
            message.files.append(upload)
            added.append(self.keep(message.channel, upload))
        return kept + added

    def keep(self, channel: Channel, upload: Upload) -> Json:
        """Store an uploaded file; its attachment object."""
        identifier = self._ids.next()
        path = f"/attachments/{channel.id}/{identifier}/{upload.filename}"
        self.files[path] = upload.content
        attachment: Json = {
            "id": str(identifier),
            "filename": upload.filename,
            "size": len(upload.content),
            "url": self.base_url + path,
            "proxy_url": self.base_url + path,
            "content_type": mimetypes.guess_type(upload.filename)[0] or "application/octet-stream",
        }
        if upload.content.startswith(b"\x89PNG\r\n\x1a\n"):
            attachment["width"] = int.from_bytes(upload.content[16:20], "big")
            attachment["height"] = int.from_bytes(upload.content[20:24], "big")
        if upload.description:
            attachment["description"] = upload.description
        return attachment


def _shown_embed(embed: Json, attached: dict[str, Json]) -> Json:
    shown = {"type": "rich", **embed}
    for key in ("image", "thumbnail"):
        if isinstance(shown.get(key), dict):
            shown[key] = _media(shown[key], attached)
    return shown


def _media(media: Json, attached: dict[str, Json]) -> Json:
    """A medium as shown: an attachment:// reference becomes the attachment's address."""
    found = attached.get(str(media.get("url")).removeprefix("attachment://"))
    url = found["url"] if found else media.get("url")
    shown = {"url": url, "proxy_url": url, "width": (found or {}).get("width"), "height": (found or {}).get("height")}
    if found:
        shown |= {"content_type": found["content_type"], "attachment_id": found["id"]}
    return shown


def _shown_components(components: list[Json], attached: dict[str, Json]) -> list[Json]:
    """The components with an ``id`` each and their media resolved."""
    shown: list[Json] = _copied(components)
    taken = {part["id"] for part in walk(shown) if part.get("id")}
    following = (number for number in range(1, 1 << 31) if number not in taken)
    for part in walk(shown):
        part["id"] = part.get("id") or next(following)
        for key in ("media", "file"):
            if isinstance(part.get(key), dict):
                part[key] = _media(part[key], attached)
        for item in part.get("items", ()):
            item["media"] = _media(item["media"], attached)
        _drop_nulls(part)
    return shown


def _copied(value: Any) -> Any:
    """A deep copy of JSON; copy.deepcopy, which allows for anything, is slower."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _drop_nulls(part: dict[str, Any]) -> None:
    for key in [key for key, value in part.items() if value is None]:
        del part[key]
