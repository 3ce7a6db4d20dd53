"""`deck.yaml` -> what a deck says of itself: titles, languages, domains, versions of its exam, when a fact is old."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from bot.study import syllabus
from bot.study.exam import ExamVersion
from bot.study.facts import LANGUAGES, Domain, Language, Place, Problem
from bot.study.yaml_nodes import compose, pairs

_KNOWN = "title, languages, recheck, exam, domains"


@dataclass(frozen=True, slots=True)
class Description:
    """What a deck says of itself: its titles (maybe none), its languages, the main one first, and its exam.

    `recheck`: days after which the date of a fact is old, None where it does not say.
    """

    titles: Mapping[Language, str] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES
    recheck: int | None = None
    domains: tuple[Domain, ...] = ()
    exam: tuple[ExamVersion, ...] = ()


def parse(source: str, path: str) -> tuple[Description, list[Problem]]:
    """A deck's description: a mapping with any of `title:`, `languages:`, `recheck:`, `domains:` and `exam:`."""
    root, problems = compose(source, path)
    if root is None:
        return Description(), problems
    if not isinstance(root, yaml.MappingNode):
        problems.append(Problem(Place(path, 1), "deck.yaml is a mapping; write `title:` and `languages:`"))
        return Description(), problems
    said: dict[str, tuple[yaml.Node, Place]] = {}
    for key, value in pairs(root, path, problems):
        place = Place(path, key.start_mark.line + 1)
        if key.value in _KNOWN.split(", "):
            said[key.value] = value, place
        else:
            problems.append(Problem(place, f"{key.value!r} is not known here; a deck has {_KNOWN}"))
    return _described(said, path, problems), problems


def _described(said: Mapping[str, tuple[yaml.Node, Place]], path: str, problems: list[Problem]) -> Description:
    languages = (_languages(*said["languages"], problems) if "languages" in said else ()) or LANGUAGES
    domains = syllabus.domains(said["domains"][0], path, languages, problems) if "domains" in said else ()
    return Description(
        _titles(*said["title"], problems) if "title" in said else {},
        languages,
        _recheck(*said["recheck"], problems) if "recheck" in said else None,
        domains,
        syllabus.versions(said["exam"][0], path, domains, problems) if "exam" in said else (),
    )


def _titles(node: yaml.Node, place: Place, problems: list[Problem]) -> dict[Language, str]:
    if isinstance(node, yaml.ScalarNode):
        return dict.fromkeys(LANGUAGES, str(node.value))
    titles: dict[Language, str] = {}
    for key, value in pairs(node, place.path, problems) if isinstance(node, yaml.MappingNode) else ():
        for language in LANGUAGES:
            if key.value == language and isinstance(value, yaml.ScalarNode):
                titles[language] = value.value
    if not titles:
        problems.append(Problem(place, "the title is a text, or one in each language: {ja: …, en: …}"))
    return titles


def _languages(node: yaml.Node, place: Place, problems: list[Problem]) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    found = tuple(str(each.value) for each in nodes if isinstance(each, yaml.ScalarNode))
    if not found or not set(found) <= set(LANGUAGES):
        problems.append(Problem(place, "languages is a list of ja and en, the main one first"))
        return ()
    return found


def _recheck(node: yaml.Node, place: Place, problems: list[Problem]) -> int | None:
    written = node.value if isinstance(node, yaml.ScalarNode) else ""
    if written.isascii() and written.isdigit() and 0 < int(written[:6]) <= 36_500:
        return int(written)
    problems.append(Problem(place, "recheck is a number of days, after which a date is old; write for example `recheck: 365`"))
    return None
