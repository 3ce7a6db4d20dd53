"""The YAML nodes of a question file -> texts, words and flags, with what is wrong at each line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import yaml

from bot.study.facts import LANGUAGES, Language, Place, Problem
from bot.study.questions.question import Texts
from bot.study.yaml_nodes import pairs

NO_TEXTS: Texts = {}
"""Shared by all that have none: a bank holds thousands."""

_TRAP = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~)"
    r"|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?"  # sixties
    r"|[-+]?\d[\d,]*_[\d_,]*"
    r"|[-+]?0\d+|0[xob][0-9a-fA-F_]+"
    r"|[-+]?\d+\.\d*0|[-+]?\d+(?:\.\d*)?[eE][-+]?\d+"  # 1.10 becomes 1.1
    r"|\d{4}-\d\d?-\d\d?"
)
"""Words that YAML reads as something else: truth, sixties, octal, dates, nothing."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_WIDE = "\u3001-\u30ff\u3400-\u9fff\uff01-\uff60"
_FOLDED = re.compile(f"(?<=[{_WIDE}])\\s+(?=[{_WIDE}])")
"""What YAML puts between two lines of a folded text, where Japanese has nothing."""
_NAMES: Mapping[Language, str] = {"ja": "Japanese", "en": "English"}


class Sheet:
    """One file as it is read: the languages it must be in, its problems so far, and whether the question is spoilt."""

    def __init__(self, path: str, languages: Collection[Language], problems: list[Problem]) -> None:
        self.problems = problems
        self.spoilt = False
        self._path = path
        self._languages = languages

    def place(self, node: yaml.Node) -> Place:
        return Place(self._path, node.start_mark.line + 1)

    def report(self, node: yaml.Node, message: str) -> None:
        """Something is wrong, and the question can still be asked."""
        self.problems.append(Problem(self.place(node), message))

    def spoil(self, node: yaml.Node, message: str) -> None:
        """Something is wrong, and the question has to be left out."""
        self.report(node, message)
        self.spoilt = True

    def fields(self, node: yaml.Node, known: Sequence[str], what: str) -> dict[str, yaml.Node]:
        """What stands in a mapping under the keys that are known; empty, and spoilt, where it is none."""
        if not isinstance(node, yaml.MappingNode):
            self.spoil(node, f"{what} is a mapping with {', '.join(known)}; write each on a line of its own")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in pairs(node, self._path, self.problems):
            if key.value in known:
                found[key.value] = value
            else:
                self.report(key, f"{key.value[:40]!r} is not known here; {what} has {', '.join(known)}")
        return found

    def items(self, node: yaml.Node, what: str) -> Sequence[yaml.Node]:
        """The nodes of a list; none, and spoilt, where it is no list."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(node.value)
        self.spoil(node, f"{what} is a list; write each behind a hyphen")
        return ()

    def words(self, node: yaml.Node, what: str, *, quoted: bool = True) -> tuple[str, ...]:
        """One word, or a list of them; none, and spoilt, where something else stands there."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = tuple(word for each in nodes if (word := self.word(each, what, quoted=quoted)))
        if not found and not self.spoilt:
            self.spoil(node, f"{what} is empty; write it, or take the line out")
        return found

    def word(self, node: yaml.Node, what: str, *, quoted: bool = True) -> str:
        """One line of text as written; empty, and spoilt, where it is none. `quoted`: traps of YAML are reported."""
        if not isinstance(node, yaml.ScalarNode):
            self.spoil(node, f"{what} is one piece of text; write it without brackets or hyphens")
            return ""
        written = str(node.value)
        if quoted and not node.style and _TRAP.fullmatch(written):
            self.report(node, f'{written} is not text for YAML; write it in quotes: "{written}"')
        if found := _UNSEEN.search(written):
            self.report(node, f"an invisible control character (U+{ord(found[0]):04X}) was dropped; delete it from the text")
            written = _UNSEEN.sub("", written)
        return " ".join(written.split())

    def flag(self, node: yaml.Node | None, what: str) -> bool:
        """Whether it says `true`; false where nothing stands there."""
        if node is None:
            return False
        said = node.value if isinstance(node, yaml.ScalarNode) else None
        if said not in {"true", "false"}:
            self.report(node, f"{what} is `true` or `false`; write one of them, or take the line out")
        return said == "true"

    def texts(self, node: yaml.Node, what: str, longest: int) -> Texts:
        """A text in each language the deck has; spoilt where there is none in any."""
        return self.spoken(node, self.fields(node, LANGUAGES, what), what, longest)

    def spoken(self, node: yaml.Node, fields: Mapping[str, yaml.Node], what: str, longest: int) -> Texts:
        """The text in each language among the fields of a node, which may have others."""
        found = dict(self._texts(fields, what, longest))
        if not found and isinstance(node, yaml.MappingNode):
            self.spoil(node, f"{what} has no words; write them under {' and '.join(self._languages)}")
        for language in self._languages:
            if found and language not in found:
                self.report(node, f"{what} is missing in {_NAMES[language]}; write it behind `{language}:`")
        return found or NO_TEXTS

    def _texts(self, fields: Mapping[str, yaml.Node], what: str, longest: int) -> Iterator[tuple[Language, str]]:
        for language in LANGUAGES:
            node = fields.get(language)
            text = self.word(node, what) if node is not None else ""
            text = _FOLDED.sub("", text) if language == "ja" else text
            if node is not None and len(text) > longest:
                self.report(node, f"{what} has {len(text)} characters in {_NAMES[language]}; say it in {longest} or fewer")
            if node is not None and what == "why" and text and not any(map(str.isalnum, text)):
                self.report(node, f"the reason in {_NAMES[language]} has no words; say why the answer is right or wrong")
            if text:
                yield language, text
