"""A URL in a message -> accepted, or the reason Discord refuses it."""

from __future__ import annotations

from urllib.parse import urlsplit

from .form import Form

WEB = ("http", "https")
LINK = ("http", "https", "discord")


def check_url(form: Form, key: str, schemes: tuple[str, ...], longest: int, *, required: bool = False) -> str | None:
    """Read a URL field: at most ``longest`` characters, one of ``schemes``, and a host for the web's."""
    url = form.text(key, 1 if required else 0, longest, required=required)
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        form.wrong(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return None
    if parts.scheme.lower() not in schemes:
        named = ", ".join(f"'{scheme}'" for scheme in schemes)
        form.wrong(key, "URL_TYPE_INVALID_SCHEME", f'Scheme "{parts.scheme}" must be one of ({named}).')
        return None
    if any(character.isspace() for character in url) or (parts.scheme.lower() in WEB and not _is_host(host)):
        form.wrong(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return None
    return url


def _is_host(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return (len(labels) > 1 and all(labels)) or ":" in host
