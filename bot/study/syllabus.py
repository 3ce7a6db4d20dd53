"""`domains:` and `exam:` of a deck's description -> the domains, the versions of the exam, and what is wrong with them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import yaml

from bot.study.exam import ExamVersion, overlapping
from bot.study.facts import LANGUAGES, Domain, Language, Place, Problem
from bot.study.yaml_nodes import pairs

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")
_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s]+")
_VERSION = "id, from, until, confirmed, weights, sources"
_MOST = 100


def domains(node: yaml.Node, path: str, languages: Sequence[str], problems: list[Problem]) -> tuple[Domain, ...]:
    """The domains in a list of mappings, each with an id and a name in each of the deck's languages."""
    reader = _Reader(path, problems)
    found = [reader.domain(each, languages) for each in reader.listed(node, "domains", "{id: security, ja: …, en: …}")]
    return tuple(reader.unlike([each for each in found if each]))


def versions(node: yaml.Node, path: str, known: Sequence[Domain], problems: list[Problem]) -> tuple[ExamVersion, ...]:
    """The versions of the exam in a list of mappings, in their order in time."""
    reader = _Reader(path, problems)
    nodes = reader.listed(node, "exam", "{id: V2, from: 2026-04-01, weights: {…}, sources: [https://…]}")
    found = [reader.version(each, [domain.id for domain in known]) for each in nodes]
    made = reader.unlike([each for each in found if each])
    for earlier, later in overlapping(made):
        reader.report(
            reader.nodes[later.id], f"{later.id} begins before {earlier.id} ends; write until: above, the day before from: here"
        )
    return tuple(sorted(made, key=lambda version: version.first or date.min))


_Named = TypeVar("_Named", Domain, ExamVersion)


class _Reader:
    """Reads nodes, and notes what is wrong at their lines."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.nodes: dict[str, yaml.Node] = {}
        self._path = path
        self._problems = problems

    def report(self, node: yaml.Node, message: str) -> None:
        self._problems.append(Problem(Place(self._path, node.start_mark.line + 1), message))

    def listed(self, node: yaml.Node, name: str, form: str) -> list[yaml.MappingNode]:
        """The mappings in a list."""
        if not isinstance(node, yaml.SequenceNode):
            self.report(node, f"{name}: is a list; write each entry on a line of its own, such as `- {form}`")
            return []
        for each in node.value:
            if not isinstance(each, yaml.MappingNode):
                self.report(each, f"this is no entry of {name}:; write it as `- {form}`")
        return [each for each in node.value if isinstance(each, yaml.MappingNode)]

    def unlike(self, made: list[_Named]) -> list[_Named]:
        """Those with an id that no earlier one has (which was said)."""
        return list({each.id: each for each in reversed(made)}.values())[::-1]

    def domain(self, node: yaml.MappingNode, languages: Sequence[str]) -> Domain | None:
        values = self._values(node, ("id", *LANGUAGES), "a domain has id, ja, en")
        id_ = self._id(values.get("id", node))
        names: dict[Language, str] = {}
        for language in LANGUAGES:
            if written := self._text(values[language]) if language in values else "":
                names[language] = written
            elif language in languages:
                self.report(node, f"this domain has no name in {language}; write {language}: and what it is called")
        return Domain(id_, names) if id_ else None

    def version(self, node: yaml.MappingNode, known: Sequence[str]) -> ExamVersion | None:
        values = self._values(node, _VERSION.split(", "), f"a version of the exam has {_VERSION}")
        id_ = self._id(values.get("id", node), _VERSION_ID)
        if not id_:
            return None
        made = ExamVersion(
            id_,
            self._day(values.get("from")),
            self._day(values.get("until")),
            self._confirmed(values.get("confirmed")),
            self._weights(values.get("weights"), known),
            self._sources(values.get("sources")),
        )
        if made.first and made.last and made.last < made.first:
            self.report(values["until"], f"it ends on {made.last}, before it begins on {made.first}; write a later day")
            return replace(made, last=None)
        return made

    def _values(self, node: yaml.MappingNode, known: Sequence[str], form: str) -> dict[str, yaml.Node]:
        values: dict[str, yaml.Node] = {}
        for key, value in pairs(node, self._path, self._problems):
            if key.value in known:
                values[key.value] = value
            else:
                self.report(key, f"{key.value!r} is not known here; {form}")
        return values

    def _text(self, node: yaml.Node) -> str:
        return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""

    def _id(self, node: yaml.Node, form: re.Pattern[str] = _ID) -> str:
        id_ = self._text(node)
        if not form.fullmatch(id_):
            kind = "letters, digits, hyphens and dots" if form is _VERSION_ID else "small letters, digits and hyphens"
            self.report(node, f"this has no id that can be used; write id: and up to 64 {kind}")
            return ""
        if id_ in self.nodes:
            line = self.nodes[id_].start_mark.line + 1
            self.report(node, f"the id {id_!r} is already used at {Place(self._path, line)}; give this one another")
        self.nodes.setdefault(id_, node)
        return id_

    def _day(self, node: yaml.Node | None) -> date | None:
        if node is None:
            return None
        written = self._text(node)
        try:
            if len(written) == len("2026-11-30"):
                return date.fromisoformat(written)
        except ValueError:
            pass
        self.report(node, f"{written[:80]!r} is no day; write it as 2026-11-30, or leave it out where there is none")
        return None

    def _confirmed(self, node: yaml.Node | None) -> bool:
        if node is None or self._text(node) in {"true", "false"}:
            return node is None or self._text(node) == "true"
        self.report(node, "confirmed: is true or false (false: it is only reported)")
        return False

    def _weights(self, node: yaml.Node | None, known: Sequence[str]) -> Mapping[str, int]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode) or not known:
            self.report(node, "weights: has percent by domain, such as {security: 26}; list these under domains: too")
            return {}
        made: dict[str, int] = {}
        for key, value in pairs(node, self._path, self._problems):
            written = self._text(value)
            if key.value not in known:
                self.report(key, f"the domain {key.value!r} is not under domains:; write one of {', '.join(known)}")
            elif not (written.isascii() and written.isdigit() and int(written[:6]) <= _MOST):
                self.report(value, f"{written[:80]!r} is no percentage; write a whole number from 0 to {_MOST}")
            else:
                made[key.value] = int(written)
        if len(made) == len(node.value) and sum(made.values()) != _MOST:
            self.report(node, f"these weights add up to {sum(made.values())}; make them {_MOST} (percent)")
        return made

    def _sources(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for each in nodes:
            if not _ADDRESS.fullmatch(self._text(each)):
                self.report(each, "a source is an address that begins with https://; write the whole of it")
        return tuple(self._text(each) for each in nodes if _ADDRESS.fullmatch(self._text(each)))
