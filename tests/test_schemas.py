"""The schemas that editors complete YAML by agree with what is shipped, and with what `kotae check` says."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.study import description, glossary

TREE = Path(__file__).parent.parent
DECKS = sorted([*TREE.glob("knowledge/*/deck.yaml"), *TREE.glob("docs/*/deck.yaml")])
GLOSSARIES = sorted([*TREE.glob("knowledge/glossary/*.yaml"), *TREE.glob("docs/*/glossary.yaml")])


class _Loader(yaml.SafeLoader):
    """Reads a day as text, as editors do (they follow YAML 1.2)."""


_LOADER_RULES = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.yaml_implicit_resolvers = _LOADER_RULES


def validator(name: str) -> Draft7Validator:
    schema = json.loads((TREE / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def wrong(name: str, text: str) -> list[str]:
    read: Any = yaml.load(text, Loader=_Loader)
    return [error.message for error in validator(name).iter_errors(read)]


@pytest.mark.parametrize(
    ("name", "path"),
    [*(("deck", path) for path in DECKS), *(("glossary", path) for path in GLOSSARIES)],
    ids=lambda value: str(value.relative_to(TREE)) if isinstance(value, Path) else value,
)
def test_what_is_shipped_is_valid(name: str, path: Path) -> None:
    assert wrong(name, path.read_text(encoding="utf-8")) == []


VALID = {
    "deck": (
        "title: X\n",
        "title: {ja: 甲}\nlanguages: [ja]\n",
        "domains: [{id: a, ja: 甲, en: A}]\nexam: [{id: V-1, from: 2026-04-01, weights: {a: 100}, confirmed: false}]\n",
    ),
    "glossary": ("terms:\n- {id: a, en: A}\n", "words:\n- {ja: [甲], kana: [こう]}\nasked:\n- {id: [甲], en: [x]}\n", "terms:\n"),
}
INVALID = {
    "deck": (
        "titel: X\n",
        "recheck: 0\n",
        "recheck: often\n",
        "languages: [fr]\n",
        "domains: [{id: A, ja: 甲, en: A}]\n",
        "domains: [security]\n",
        "exam: V-1\n",
        "exam: [{from: 2026-04-01}]\n",
        "exam: [{id: V-1, from: April}]\n",
        "exam: [{id: V-1, confirmed: sure}]\n",
        "exam: [{id: V-1, sources: ['http://example.com']}]\n",
        "domains: [{id: a, ja: 甲, en: A}]\nexam: [{id: V-1, weights: {a: 101}}]\n",
    ),
    "glossary": (
        "term: []\n",
        "terms:\n- A\n",
        "terms:\n- {id: a}\n",
        "terms:\n- {names: [a]}\n",
        "asked:\n- {en: [x]}\n",
        "terms: x\n",
    ),
}
READERS = {"deck": description.parse, "glossary": glossary.parse}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in VALID.items() for text in texts])
def test_what_is_right_is_right_to_both(name: str, text: str) -> None:
    assert wrong(name, text) == []
    assert READERS[name](text, "")[1] == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in INVALID.items() for text in texts])
def test_what_is_wrong_is_wrong_to_both(name: str, text: str) -> None:
    assert wrong(name, text)
    assert READERS[name](text, "")[1]
