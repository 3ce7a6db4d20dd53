"""YAML -> terms: what each thing is called in each language, and which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from bot.study.facts import Place, Problem
from bot.study.yaml_nodes import compose, pairs

_KINDS = ("terms", "words", "beyond", "asked")
_LISTS = ("en", "ja", "kana", "abbr", "former", "misspelt")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing and its names.

    A `word` is everyday vocabulary: it links languages, and names nothing. What is `beyond` belongs to the
    field but not to the notes it was written for: where notes do not name it, they do not answer it.
    """

    id: str
    place: Place
    en: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    kana: tuple[str, ...] = ()
    abbr: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    word: bool = False
    beyond: bool = False

    def names(self) -> Iterator[str]:
        """Every way to write it, the display names first."""
        for written in (self.en, self.ja, self.kana, self.abbr, self.former, self.misspelt):
            yield from written


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """How people ask about a thing without its name; `terms` are the ids of what they mean, all together."""

    terms: tuple[str, ...]
    text: str
    place: Place = field(default=Place("", 0), compare=False)


@dataclass(frozen=True)
class Glossary:
    """What things are called, and how they are asked about."""

    terms: tuple[Term, ...] = ()
    paraphrases: tuple[Paraphrase, ...] = ()

    def __add__(self, other: "Glossary") -> "Glossary":
        return Glossary(self.terms + other.terms, self.paraphrases + other.paraphrases)

    def aimless(self) -> Iterator[Problem]:
        """Ids that phrases are written for and no term has, each at every place once."""
        known = {term.id for term in self.terms}
        asked = {(each.place, id_): None for each in self.paraphrases for id_ in each.terms if id_ not in known}
        for place, id_ in asked:
            yield Problem(place, f"no term has the id {id_[:80]!r}; write the id of one that is under terms")


def parse(source: str, path: str) -> tuple[Glossary, list[Problem]]:
    """A glossary file: a mapping with a list under `terms:`, `words:`, `beyond:` or `asked:`."""
    root, problems = compose(source, path)
    if root is None:
        return Glossary(), problems
    if not isinstance(root, yaml.MappingNode):
        problems.append(Problem(Place(path, 1), "a glossary is a mapping; write `terms:` and a list beneath it"))
        return Glossary(), problems
    reader = _Reader(path, problems)
    for key, value in pairs(root, path, problems):
        if key.value in _KINDS and isinstance(value, yaml.SequenceNode):
            reader.read(value.value, key.value)
        elif key.value in _KINDS and value.value:
            reader.report(value, f"{key.value}: is a list; write each entry on a line of its own, behind a hyphen")
        elif key.value not in _KINDS:
            reader.report(
                key, f"{key.value!r} is not known here; write `terms:`, `words:`, `beyond:` or `asked:` and a list beneath it"
            )
    return Glossary(tuple(reader.terms), tuple(reader.paraphrases)), reader.problems


class _Reader:
    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.terms: list[Term] = []
        self.paraphrases: list[Paraphrase] = []
        self.problems = problems
        self._path = path
        self._ids: dict[str, Place] = {}

    def report(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self._place(node), message))

    def read(self, nodes: Sequence[yaml.Node], kind: str) -> None:
        for node in nodes:
            if not isinstance(node, yaml.MappingNode):
                self.report(node, "a term is a mapping such as `{id: dlq, en: [dead-letter queue]}`")
                continue
            if kind == "asked":
                self._asked(node)
            elif (term := self._term(node, kind)) is not None:
                self.terms.append(term)

    def _asked(self, node: yaml.MappingNode) -> None:
        values: dict[str, tuple[str, ...]] = {}
        for key, value in pairs(node, self._path, self.problems):
            values[key.value] = values.get(key.value, ()) + self._names(value)
        if not values.get("id") or not set(values) <= {"id", "en", "ja"}:
            self.report(node, "this has the id of a term (or a list of them), and phrases under en and ja")
            return
        terms, place = values["id"], self._place(node)
        self.paraphrases += [Paraphrase(terms, text, place) for text in (*values.get("en", ()), *values.get("ja", ()))]

    def _term(self, node: yaml.MappingNode, kind: str) -> Term | None:
        values: dict[str, tuple[str, ...]] = {}
        id_ = ""
        for key, value in pairs(node, self._path, self.problems):
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                id_ = value.value.strip()
            elif key.value == "id":
                self.report(value, "the id of a term is one word; write it without brackets")
            elif key.value in _LISTS:
                values[key.value] = values.get(key.value, ()) + self._names(value)
            else:
                self.report(key, f"{key.value!r} is not known here; a term has id, {', '.join(_LISTS)}")
        place = self._place(node)
        if not any(values.values()):
            self.report(node, "this term has no name; write at least one under en or ja")
            return None
        id_ = id_ or next(name for names in values.values() for name in names)
        if id_ in self._ids:
            self.report(node, f"the id {id_!r} is already used at {self._ids[id_]}; give this term another")
        self._ids.setdefault(id_, place)
        return Term(id_, place, word=kind == "words", beyond=kind == "beyond", **values)

    def _names(self, node: yaml.Node) -> tuple[str, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = []
        for each in nodes:
            if not isinstance(each, yaml.ScalarNode):
                self.report(each, "a name is a piece of text")
            elif name := each.value.strip():
                names.append(name)
        return tuple(names)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._path, node.start_mark.line + 1)
