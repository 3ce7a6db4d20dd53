"""`deck.yaml` -> the deck's titles and languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from bot.study.facts import LANGUAGES, Language, Place, Problem
from bot.study.yaml_nodes import compose, pairs

_KNOWN = "title, languages, exam, domains"


@dataclass(frozen=True, slots=True)
class Description:
    """What a deck says of itself: its titles (maybe none) and its languages, the main one first."""

    titles: Mapping[Language, str] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES


def parse(source: str, path: str) -> tuple[Description, list[Problem]]:
    """A deck's description: a mapping with `title:` and `languages:`."""
    root, problems = compose(source, path)
    if root is None:
        return Description(), problems
    if not isinstance(root, yaml.MappingNode):
        problems.append(Problem(Place(path, 1), "deck.yaml is a mapping; write `title:` and `languages:`"))
        return Description(), problems
    titles: dict[Language, str] = {}
    languages: tuple[str, ...] = LANGUAGES
    for key, value in pairs(root, path, problems):
        place = Place(path, key.start_mark.line + 1)
        if key.value == "title":
            titles = _titles(value, place, problems)
        elif key.value == "languages":
            languages = _languages(value, place, problems) or LANGUAGES
        elif key.value not in _KNOWN.split(", "):
            problems.append(Problem(place, f"{key.value!r} is not known here; a deck has {_KNOWN}"))
    return Description(titles, languages), problems


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
