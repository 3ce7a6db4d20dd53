"""A bot's module or script -> a running process connected to a loopback Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .changes import Timeout

if TYPE_CHECKING:
    from .server import LoopbackDiscord

LAUNCHER = Path(__file__).resolve().parent.parent / "launcher.py"
ECHO_BOT = LAUNCHER.with_name("echo_bot.py")


class BotProcess:
    """The unmodified bot as a child process, started through the launcher.

    command: a module or a script and its arguments, such as ``("bot", "run")`` or ``(str(ECHO_BOT),)``.
    env: added to this process's environment; DISCORD_TOKEN is set to the server's token unless given.
    log: the file that standard output and error go to. cwd: where to run it (the bot's package must be importable).
    ready_seconds: discord.py's guild_ready_timeout in the bot (its own default: 2).
    """

    def __init__(
        self,
        server: LoopbackDiscord,
        *command: str,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        ready_seconds: float | None = 0.1,
        heartbeat_timeout: float | None = None,
    ) -> None:
        self.server = server
        self.command = command or ("bot", "run")
        self.log = log
        self._cwd = cwd
        self._env = {**os.environ, "DISCORD_TOKEN": server.token, "PYTHONUNBUFFERED": "1", **(env or {})}
        if ready_seconds is not None:
            self._env["LOOPBACK_GUILD_READY_TIMEOUT"] = str(ready_seconds)
        if heartbeat_timeout is not None:
            self._env["LOOPBACK_HEARTBEAT_TIMEOUT"] = str(heartbeat_timeout)
        self.process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> BotProcess:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.returncode is None:
            await self.terminate(timeout=10.0)

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self.process is not None, "not started"
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status; negative for a signal, None while it runs."""
        return self.process.returncode if self.process else None

    def logs(self) -> str:
        """What it has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    async def spawn(self) -> None:
        """Start the process without waiting for anything."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(LAUNCHER),
                self.server.url,
                "--",
                *self.command,
                env=self._env,
                cwd=self._cwd,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start(self, timeout: float = 30.0) -> None:
        """Start it and wait until it is connected and was sent READY; its logs are in the error otherwise."""
        await self.spawn()
        ready = asyncio.create_task(self.server.ready(timeout))
        ended = asyncio.create_task(self.wait(timeout + 1))
        done, pending = await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        if ready not in done or ready.exception():
            raise Timeout(f"the bot did not become ready (exit status {self.returncode}):\n{self.logs()[-8000:]}")

    async def wait(self, timeout: float = 10.0) -> int:
        """Wait for its end; its exit status."""
        assert self.process is not None, "not started"
        return await asyncio.wait_for(self.process.wait(), timeout)

    async def terminate(self, timeout: float = 10.0) -> int:
        """SIGTERM, and SIGKILL if it is still there after ``timeout`` seconds; its exit status."""
        return await self._stop(signal.SIGTERM, timeout)

    async def interrupt(self, timeout: float = 10.0) -> int:
        """SIGINT, as Ctrl-C; its exit status."""
        return await self._stop(signal.SIGINT, timeout)

    async def kill(self) -> int:
        """SIGKILL; its exit status."""
        return await self._stop(signal.SIGKILL, 10.0)

    async def restart(self, timeout: float = 30.0) -> None:
        """Terminate it if it runs, and start it again."""
        if self.process is not None and self.returncode is None:
            await self.terminate()
        await self.server.disconnected()
        await self.start(timeout)

    def send_signal(self, number: int) -> None:
        """Any signal, such as SIGHUP."""
        assert self.process is not None, "not started"
        self.process.send_signal(number)

    async def _stop(self, number: int, timeout: float) -> int:
        if self.returncode is None:
            self.send_signal(number)
            try:
                return await self.wait(timeout)
            except TimeoutError:
                self.send_signal(signal.SIGKILL)
        return await self.wait(timeout)
