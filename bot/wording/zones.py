"""A time zone -> how it is called in a list, what differs first."""

from datetime import datetime

from bot.study.facts import Language
from bot.study.schedule.zone_aliases import ALIASES
from bot.tutor.zones import zone
from bot.wording.daily_plan import offset, zone_name


def zone_label(name: str, now: datetime, language: Language) -> str:
    """The place, the zone's name, what time it is there."""
    place = zone_name(name).rpartition("/")[2].replace("_", " ")
    if language == "ja" and name in ALIASES:
        place = ALIASES[name][0]
    there = zone(name)
    if there is None:
        return f"{place} · {name}"
    local = now.astimezone(there)
    return f"{place} · {name} · {local:%H:%M} ({offset(local)})"
