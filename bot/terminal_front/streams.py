"""Standard input, output and error, whatever they are: a terminal, a pipe, closed, or not there at all."""

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from bot.terminal_front.printable import printable


def standard_input() -> Iterable[str]:
    """What is piped in, line by line."""
    from bot.terminal_front.records import lines

    return lines(sys.stdin.buffer) if sys.stdin is not None else ()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether someone sits at the other end."""
    return stream is not None and stream.isatty()


def forgive_streams() -> None:
    """A terminal that lacks a character shows another, and a closed output swallows all, instead of ending the program."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure(stream, errors="replace")


def reconfigure(stream: TextIO | None, **options: str) -> None:
    """Change how a stream is encoded, where it can be."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(**options)


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    print(f"kotae: {printable(message)}", file=sys.stderr)


def close_output() -> None:
    """Nobody can read the output any more: what is still buffered goes nowhere, quietly."""
    with contextlib.suppress(OSError, ValueError):  # without a real file behind it nothing is buffered
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
