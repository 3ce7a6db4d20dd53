"""``python launcher.py HTTP_BASE -- MODULE_OR_SCRIPT ARGS...``: run a discord.py bot, unmodified, against a loopback Discord.

Points discord.py's addresses (REST, gateway, CDN) at HTTP_BASE, forbids connections to any host but this one, and
runs the module as ``python -m`` would (or the script, when it ends in .py).

Environment: LOOPBACK_GUILD_READY_TIMEOUT and LOOPBACK_HEARTBEAT_TIMEOUT, in seconds, replace the client's
``guild_ready_timeout`` (2) and ``heartbeat_timeout`` (60). LOOPBACK_CLOCK names a file: once it is there,
the moment in it (ISO 8601) is what Kotae's clock shows. LOOPBACK_SET, JSON such as {"bot.discord_front.ticker.EVERY": 0.05}, sets
constants of modules.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import ipaddress
import json
import os
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path
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


def set_constants() -> None:
    """Apply LOOPBACK_SET."""
    for name, value in json.loads(os.environ.get("LOOPBACK_SET", "{}")).items():
        module, _, constant = name.rpartition(".")
        found = importlib.import_module(module)
        assert hasattr(found, constant), name
        setattr(found, constant, value)


def set_clock() -> None:
    """Hand Kotae the clock of LOOPBACK_CLOCK in place of the composition root's."""
    if "LOOPBACK_CLOCK" not in os.environ:
        return
    file = Path(os.environ["LOOPBACK_CLOCK"])
    front = importlib.import_module("bot.discord_front")
    run = front.run

    def clock() -> datetime:
        return datetime.fromisoformat(file.read_text("ascii")) if file.exists() else datetime.now(UTC)

    @functools.wraps(run)
    def patched(*args: Any, **kwargs: Any) -> Any:
        given = inspect.signature(run).bind(*args, **kwargs)
        given.arguments["clock"] = clock
        return run(*given.args, **given.kwargs)

    front.run = patched  # type: ignore[attr-defined]


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
        if "LOOPBACK_CLOCK" in os.environ:  # it runs Kotae
            sys.path.insert(1, os.getcwd())
            set_constants()
            set_clock()
        runpy.run_path(target, run_name="__main__")
    else:
        sys.path[0] = os.getcwd()
        set_constants()
        set_clock()
        runpy.run_module(target, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
