"""What someone types for a time zone -> the zones that it may mean, best first: by IANA name, city, country or abbreviation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.study.schedule.zone_aliases import ALIASES, POPULAR
from bot.study.text import key

_NEAR = 78
"""Percent of likeness from which a name is taken for a misspelling: Tokio is 80 % Tokyo, Oslo 60 % Cairo."""
_EXACT, _BEGUN, _WITHIN, _ALIKE = range(4)


@dataclass(frozen=True, slots=True)
class ZoneNames:
    """The zones there are, and every name of each as it is compared; made by `zone_names`."""

    names: tuple[str, ...]
    keys: Mapping[str, tuple[str, ...]]

    def suggest(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """The zones that may be meant, best first; the usual ones where nothing is typed."""
        sought = key(typed)
        if not sought:
            return tuple(name for name in POPULAR if name in self.keys)[:limit]
        ranked = sorted((rank, place, name) for place, name in enumerate(self.names) if (rank := self._rank(name, sought)))
        return tuple(name for _, _, name in ranked[:limit])

    def meant(self, typed: str) -> str | None:
        """The zone of exactly that name; of several (IST), the most usual. None where no zone is called so."""
        sought = key(typed)
        return next((name for name in self.names if sought in self.keys[name]), None) if sought else None

    def _rank(self, name: str, sought: str) -> tuple[int, float] | None:
        return min((rank for known in self.keys[name] if (rank := _likeness(known, sought))), default=None)


def zone_names(names: Iterable[str], spoken: Mapping[str, Sequence[str]]) -> ZoneNames:
    """The index of these IANA names. `spoken` has what else each is called (such as its country)."""
    usual = {name: place for place, name in enumerate(POPULAR)}
    ordered = tuple(sorted(set(names), key=lambda name: (usual.get(name, len(usual)), name)))
    return ZoneNames(ordered, {name: _keys(name, (*ALIASES.get(name, ()), *spoken.get(name, ()))) for name in ordered})


def _keys(name: str, more: Iterable[str]) -> tuple[str, ...]:
    every = (name, name.rpartition("/")[2], *more)
    return tuple(dict.fromkeys(found for each in every if (found := key(each))))


def _likeness(known: str, sought: str) -> tuple[int, float] | None:
    """How near a name is (less is nearer), None where it is not. A short text is only met by its beginning."""
    if known == sought:
        return _EXACT, 0
    if known.startswith(sought):
        return _BEGUN, 0
    if len(sought) > 2 and sought in known:
        return _WITHIN, 0
    if len(sought) > 3 and abs(len(known) - len(sought)) <= 3:
        score = fuzz.ratio(known, sought, score_cutoff=_NEAR)
        return (_ALIKE, -score) if score else None
    return None
