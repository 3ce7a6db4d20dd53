"""``python launcher.py HTTP_BASE -- MODULE_OR_SCRIPT ARGS...``: run a discord.py bot, unmodified, against a loopback Discord.

Points discord.py's addresses (REST, gateway, CDN) at HTTP_BASE, forbids connections to any host but this one, and
runs the module as ``python -m`` would (or the script, when it ends in .py).

Environment: LOOPBACK_GUILD_READY_TIMEOUT and LOOPBACK_HEARTBEAT_TIMEOUT, in seconds, replace the client's
``guild_ready_timeout`` (2) and ``heartbeat_timeout`` (60).
"""

from __future__ import annotations

import ipaddress
import os
import runpy
import sys
from typing import Any

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.state import ConnectionState


def redirect(http_base: str) -> None:
    """Point discord.py at the loopback Discord."""
    base = yarl.URL(http_base)
    Route.BASE = f"{http_base}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = base.with_scheme("ws") / "gateway"
    Asset.BASE = f"{http_base}/cdn"


def shorten_timeouts() -> None:
    """Apply the two environment variables to every client made from here on."""
    seconds = {
        name: float(os.environ[f"LOOPBACK_{name.upper()}"])
        for name in ("guild_ready_timeout", "heartbeat_timeout")
        if f"LOOPBACK_{name.upper()}" in os.environ
    }
    initialise = ConnectionState.__init__

    def patched(self: Any, *args: Any, **kwargs: Any) -> None:
        initialise(self, *args, **kwargs)
        for name, value in seconds.items():
            setattr(self, name, value)

    if seconds:
        ConnectionState.__init__ = patched  # type: ignore[method-assign]


def forbid_other_hosts(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook: refuse to resolve or connect to anything but this machine."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in (None, "", "localhost") and not _is_loopback(str(host)):
        raise PermissionError(f"the loopback launcher forbids a connection to {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def main() -> None:
    """Read the command line and become the bot."""
    if len(sys.argv) < 4 or sys.argv[2] != "--":
        sys.exit(__doc__)
    http_base, target, arguments = sys.argv[1], sys.argv[3], sys.argv[4:]
    redirect(http_base)
    shorten_timeouts()
    sys.addaudithook(forbid_other_hosts)
    sys.argv = [target, *arguments]
    if target.endswith(".py"):
        sys.path[0] = os.path.dirname(os.path.abspath(target))
        runpy.run_path(target, run_name="__main__")
    else:
        sys.path[0] = os.getcwd()
        runpy.run_module(target, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
