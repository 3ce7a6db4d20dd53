"""Facts and terms, and a day -> what their author should mend or look at."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.study.facts import Deck, Fact, FactBase, Language, Line, Place, Problem
from bot.study.glossary import Glossary, Term
from bot.study.text import compact

NAMES: dict[Language, str] = {"ja": "Japanese", "en": "English"}
_CODE = re.compile(r"(`+).*?\1")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_AHEAD = timedelta(days=1)
"""An author east of the clock that reads the date may be a day ahead."""


def broken(base: FactBase, glossary: Glossary, today: date | None) -> Iterator[Problem]:
    """All that these rules find. Without a day, nothing is too old or still to come."""
    for fact in base.facts.values():
        yield from one_sided(fact)
        yield from unusable_links(fact)
        yield from dates_to_come(fact, today) if today else ()
    yield from shared_names(glossary)
    for deck in base.decks if today else ():
        yield from wrong_dates(base, deck, today or date.max)


def one_sided(fact: Fact) -> Iterator[Problem]:
    """A correction that only one language has, or that begins on another day in the other."""
    have = {language: line for language, line in fact.lines.items() if line.correction}
    for language, line in fact.lines.items():
        if language not in have and have:
            (other,) = have.values()
            message = f"the correction at {other.place} is missing in {NAMES[language]}; write > was: … beneath this line too"
            yield Problem(line.place, message)
    since = {line.correction.since: line for line in have.values() if line.correction}
    if len(since) > 1:
        first, second = since.values()
        yield Problem(second.place, f"the correction here has another since: than the one at {first.place}; write the same")


def unusable_links(fact: Fact) -> Iterator[Problem]:
    """Links that are not https. A warning: some pages have no other address, and the card shows where each leads."""
    for line in fact.lines.values():
        for url in dict.fromkeys(_addresses(line)):
            if url.startswith("http://"):
                yield Problem(line.place, f"{url[:80]} is not https; write https:// if the page has it", warning=True)
            elif not url.startswith("https://"):
                message = f"a link to {url[:80]!r} is no source and is left out; write an address that begins with https://"
                yield Problem(line.place, message, warning=True)


def _addresses(line: Line) -> Iterator[str]:
    yield from (link.url for link in line.links)
    if "](" in line.markdown and not line.markdown.startswith("```"):
        yield from (found[1] for found in _LINK.finditer(_CODE.sub("", line.markdown)))


def wrong_dates(base: FactBase, deck: Deck, today: date) -> Iterator[Problem]:
    """Dates that are older than the deck allows, or still to come: each where it was written, not at all it holds for."""
    for fact in base.facts.values():
        above = base.get(fact.parent)
        if fact.deck != deck.id or fact.checked is None or (above is not None and above.checked == fact.checked):
            continue
        place = next(iter(fact.lines.values())).place
        age = (today - fact.checked).days
        if fact.checked > today + _AHEAD:
            yield Problem(place, f"checked={fact.checked} is still to come; write the day it was checked", warning=True)
        elif deck.recheck is not None and age > deck.recheck:
            message = f"recheck: this was checked {age} days ago, on {fact.checked} (deck.yaml allows {deck.recheck})"
            yield Problem(place, f"{message}; compare it with its sources and date it anew", warning=True)


def dates_to_come(fact: Fact, today: date) -> Iterator[Problem]:
    """Corrections of what will be so only one day."""
    for line in fact.lines.values():
        since = line.correction.since if line.correction else ""
        if since and date.fromisoformat(f"{since}-01-01"[:10]) > today + _AHEAD:
            message = f"since: {since} is still to come; write since when it is so, or leave it out where it never was"
            yield Problem(line.place, message, warning=True)


def shared_names(glossary: Glossary) -> Iterator[Problem]:
    """Terms (or words) of one file that are shown under the same name: one of them is likely to be the other.

    Abbreviations and other names may be shared: then a query means either.
    """
    first: dict[tuple[str, bool, str], Term] = {}
    for term in glossary.terms:
        for shown in (*term.en[:1], *term.ja[:1]):
            other = first.setdefault((term.place.path, term.word, compact(shown).text), term)
            if other.id != term.id:
                yield Problem(term.place, _shared(shown, term.id, other.id, other.place), warning=True)


def _shared(shown: str, id_: str, other: str, place: Place) -> str:
    return f"{id_!r} is called {shown[:80]!r}, as is {other!r} at {place}; make one of both, or put a name before it that differs"
