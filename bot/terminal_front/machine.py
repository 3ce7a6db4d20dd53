"""This computer: who uses it, and in which time zone it stands."""

import getpass
import os
from pathlib import Path

from bot.tutor import zones

LOCAL_TIME = Path("/etc/localtime")
"""On most systems a link to a file of the time zone database, which is named by its zone."""


def user_name() -> str:
    """What the system calls whoever runs this; `me` where it does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "me"


def zone_name() -> str:
    """The IANA name of the time zone; UTC where the system has none."""
    named = os.environ.get("TZ", "").lstrip(":") or str(LOCAL_TIME.resolve())
    name = named.rpartition("zoneinfo/")[2]
    return name if zones.zone(name) is not None else "UTC"
