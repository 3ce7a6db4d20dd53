"""YAML text -> its nodes, which know their lines (and read `12:30` and `no` as they are written)."""

import yaml

from bot.study.facts import Place, Problem

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def compose(source: str, path: str) -> tuple[yaml.Node | None, list[Problem]]:
    """The root node, or None where the text is empty or broken (then with a problem)."""
    try:
        root = yaml.compose(source, Loader=_LOADER)
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
