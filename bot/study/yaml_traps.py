"""YAML text -> words in it that other readers of YAML take for something else.

Kotae reads every value as it is written. YAML 1.1 does not: `no` is false, `12:30` is 750, `010` is 8, `~` is nothing.
"""

import re
from collections.abc import Iterator

import yaml

from bot.study.facts import Place, Problem

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TRUTH = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N"
_TRUE = "true|True|TRUE|false|False|FALSE"
_MEANT = re.compile(_TRUE)
_NOTHING = "null|Null|NULL|~"
_NUMBER = r"[-+]?(?:\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|\d[\d_]*_[\d_]*|0[0-7_]+)"
_TRAP = re.compile(f"(?P<truth>{_TRUTH}|{_TRUE})|(?P<nothing>{_NOTHING})|(?P<number>{_NUMBER})")
_LIKELY = re.compile(rf"(?:^|[-:,?\[{{])[ \t]*(?:{_TRAP.pattern})[ \t]*(?:$|[,:#\]}}\r])", re.MULTILINE)
"""Where one may stand: most files have none, and are not parsed again."""


def traps(source: str, path: str) -> Iterator[Problem]:
    """A warning for each word that would be misread elsewhere; `true` and `false` behind a key are what they say."""
    if not _LIKELY.search(source):
        return
    try:
        for event, in_list in _scalars(source):
            found = _TRAP.fullmatch(event.value)
            if found and event.start_mark and (in_list or not _MEANT.fullmatch(event.value)):
                place = Place(path, event.start_mark.line + 1)
                yield Problem(place, _said(event.value, found.lastgroup or ""), warning=True)
    except yaml.YAMLError:
        return  # said, with its line, when the file is read


def _scalars(source: str) -> Iterator[tuple[yaml.ScalarEvent, bool]]:
    """Every word written without quotes, and whether it stands in a list."""
    within: list[bool] = []
    for event in yaml.parse(source, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            within.append(isinstance(event, yaml.SequenceStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            within.pop()
        elif isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
            yield event, bool(within) and within[-1]


def _said(value: str, kind: str) -> str:
    taken = {"truth": "true or false", "nothing": "nothing", "number": "another number"}[kind]
    return f'{value} without quotes is {taken} to other readers of YAML; write "{value}"'
