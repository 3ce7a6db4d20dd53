"""YAML text -> its nodes, which know their lines (and read `12:30` and `no` as they are written)."""

from collections.abc import Iterator

import yaml

from bot.study.facts import Place, Problem

DEEPEST_YAML = 50
_CANNOT_NEST_BADLY = 5_000
"""Brackets and columns; libyaml was seen to crash the process at 30,000 levels on a stack of 8 MB."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every node without a tag: nobody reads it, and finding it takes a fifth of the time."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        """Nothing: where a node stands decides no tag either."""

    def ascend_resolver(self) -> None:
        """Nothing, as above."""


def compose(source: str, path: str) -> tuple[yaml.Node | None, list[Problem]]:
    """The root node, or None where the text is empty or broken (then with a problem)."""
    if line := _too_deep(source):
        return None, [Problem(Place(path, line), f"this YAML nests deeper than {DEEPEST_YAML} levels; two or three are enough")]
    try:
        root = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, source.rstrip().count("\n")) + 1 if mark else 1
        return None, [Problem(Place(path, line), f"this is no YAML ({error.problem}); check indentation, colons and quotes")]
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        return None, [Problem(Place(path, line), "there is a control character in this line; delete it")]
    except yaml.YAMLError as error:
        return None, [Problem(Place(path, 1), f"this is no YAML ({error}); save it as plain UTF-8 text")]
    except RecursionError:
        return None, [Problem(Place(path, 1), "this YAML nests too deeply; a glossary needs two levels")]
    if root is None:
        return None, [Problem(Place(path, 1), "this file is empty; fill it or delete it")]
    return root, []


def pairs(node: yaml.MappingNode, path: str, problems: list[Problem]) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys of a mapping and what stands behind each; a key that is no word, or stands there twice, is a problem."""
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(_place(key, path), "a list or mapping cannot stand before a colon; write a word there"))
            continue
        if key.value in seen:
            said = f"{key.value!r} is written twice here; put what is in both into one"
            problems.append(Problem(_place(key, path), said))
        seen.add(key.value)
        yield key, value


def _place(node: yaml.Node, path: str) -> Place:
    return Place(path, node.start_mark.line + 1)


def _too_deep(text: str) -> int:
    """The line where YAML nests too deeply, 0 where it does not. Looks at events, which need no recursion."""
    longest_line = max(map(len, text.split("\n")))
    if text.count("[") + text.count("{") + longest_line < _CANNOT_NEST_BADLY:
        return 0
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST_YAML:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        pass  # said, with its line, when it is composed
    return 0
