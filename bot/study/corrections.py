"""The lines of a block quote -> what the notes say otherwise, or what is wrong with how that is written."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.study.facts import Correction

FORM = "> was: …, > since: 2025-08 and > now: …"
_NAMED = re.compile(r"(was|since|now)\s*[:：]\s*(.*)", re.IGNORECASE)
_OPENING = re.compile(r"[Ww]as\s*[:：]|(since|now)\s*[:：]")
_SINCE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LINK = re.compile(r"\]\(|<?https?://")

Written = Sequence[tuple[int, str]]
"""Lines of a file: the number of each, counted from 1, and its words."""


def opens_correction(words: str) -> bool:
    """Whether a block quote that begins with these words is meant to say what the notes say otherwise."""
    return _OPENING.match(words) is not None


def read_correction(written: Written) -> tuple[Correction | None, list[tuple[int, str]]]:
    """The correction in these lines, and what is wrong with them by line.

    Each of `was:`, `since:` and `now:` is one line. Without words behind `was:` there is no correction.
    """
    values: dict[str, str] = {}
    wrong: list[tuple[int, str]] = []
    for number, words in written:
        named = _NAMED.fullmatch(words)
        if named is None:
            wrong.append((number, f"this line is no part of a correction, which has {FORM}, each on one line"))
        elif (name := named[1].casefold()) in values:
            wrong.append((number, f"{name}: is written twice here; keep one"))
        else:
            values[name] = named[2].strip()
            wrong.extend((number, message) for message in _wrong_with(name, values[name]))
    if "was" not in values:
        wrong.append((written[0][0], "this does not say what the notes say otherwise; write `> was: …` above it"))
    if not values.get("was"):
        return None, wrong
    since = values.get("since", "")
    return Correction(values["was"], since if _is_day(since) else "", values.get("now", "")), wrong


def _wrong_with(name: str, value: str) -> Iterator[str]:
    if not value:
        left_out = "" if name == "was" else ", or leave the line out"
        yield f"there is nothing behind {name}:; write it on the same line{left_out}"
    elif name == "since" and not _is_day(value):
        yield f"{value[:80]!r} is no date; write since: 2025, 2025-08 or 2025-08-04"
    elif _LINK.search(value):
        yield f"a link cannot stand behind {name}:; write it as a source, in a bullet of its own"


def _is_day(written: str) -> bool:
    found = _SINCE.fullmatch(written)
    try:
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False
