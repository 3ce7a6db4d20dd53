"""The JSON Schema of question files says what the program reads, so that editors complete and mark what it would."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.study.questions.bank import FIELDS, parse
from bot.study.questions.options import LONGEST_LABEL, LONGEST_TEXT
from bot.study.questions.question import COMPARISONS, KINDS, Kind
from tests.study.questions.conftest import GOOD, written
from tests.study.questions.test_bank import LEFT_OUT

TREE = Path(__file__).parents[1]
SCHEMA: dict[str, Any] = json.loads((TREE / "schemas/questions.schema.json").read_text(encoding="utf-8"))
QUESTION = SCHEMA["$defs"]["question"]


def wrong(text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_program_reads_fits(kind: Kind) -> None:
    assert wrong(written(GOOD[kind])) == []


FITS_ALL_THE_SAME = ("facts is empty", "is a right answer too", "is no id of a fact", "the kind of this question is ''")
"""What only the program can see, or what an editor's YAML reads otherwise."""


SEEN = [each for each in LEFT_OUT if not any(part in each[2] for part in FITS_ALL_THE_SAME)]


@pytest.mark.parametrize(("kind", "more", "message"), SEEN)
def test_what_the_program_leaves_out_does_not_fit(kind: Kind, more: dict[str, str], message: str) -> None:
    text = written({**GOOD[kind], **more})
    assert parse(text, "q.yaml")[0] == (), message
    assert wrong(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("extra", ["options", "items", "slips", "colour"])
def test_a_kind_has_its_own_fields_alone(kind: Kind, extra: str) -> None:
    assert extra in GOOD[kind] or wrong(written({**GOOD[kind], extra: "[]"}))


def test_the_program_and_the_schema_know_the_same_words() -> None:
    assert set(QUESTION["properties"]) == set(FIELDS)
    assert QUESTION["properties"]["kind"]["enum"] == list(KINDS)
    assert [rule["if"]["properties"]["kind"]["const"] for rule in QUESTION["allOf"]] == list(KINDS)
    assert set(SCHEMA["$defs"]["typed"]["properties"]) == {*COMPARISONS, "unit"}
    assert SCHEMA["$defs"]["label"]["properties"]["ja"]["maxLength"] == LONGEST_LABEL
    assert SCHEMA["$defs"]["step"]["properties"]["en"]["maxLength"] == LONGEST_LABEL
    assert SCHEMA["$defs"]["option"]["properties"]["en"]["maxLength"] == LONGEST_TEXT


def test_the_bundled_questions_fit() -> None:
    for file in (TREE / "quizzes").rglob("*.yaml"):
        assert wrong(file.read_text(encoding="utf-8")) == [], file.name
