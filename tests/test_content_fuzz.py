"""Whatever stands in a glossary or a description, it is reported, and the good page beside it is taught."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content import reading

WORDS = [
    "id",
    "en",
    "ja",
    "kana",
    "terms",
    "asked",
    "title",
    "languages",
    "x",
    "''",
    "~",
    "<<",
    "12:30",
    "&a b",
    "*a",
    "!!set c",
    "あ",
]


def flow(pairs: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"? {key} : {value}" for key, value in pairs) + "}"


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
    maps = st.lists(st.tuples(inner, inner), max_size=3).map(flow)
    return lists | maps


nodes = st.recursive(st.sampled_from(WORDS), grown, max_leaves=8)
entries = st.lists(nodes, max_size=3).map(lambda parts: "".join(f"\n- {part}" for part in parts))
files = nodes | st.dictionaries(st.sampled_from(["terms", "words", "beyond", "asked", "title", "languages"]), entries).map(
    lambda kinds: "".join(f"{kind}:{list_}\n" for kind, list_ in kinds.items())
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files, st.sampled_from(["glossary.yaml", "deck.yaml"]))
def test_random_nodes(tmp_path: Path, text: str, name: str) -> None:
    for old in tmp_path.glob("*.yaml"):
        old.unlink()
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "good.md").write_text("# Kept\n")
    read = reading.load([tmp_path], [])
    assert [fact.line("en").plain for fact in read.base.facts.values()] == ["Kept"]
    assert not any("cannot be read (" in str(problem) for problem in read.problems)


def test_a_file_that_surprises_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("bot.study.glossary.parse", surprised)
    (tmp_path / "glossary.yaml").write_text("x")
    (tmp_path / "good.md").write_text("# Kept\n")
    read = reading.load([tmp_path], [])
    assert [problem.message for problem in read.problems] == [
        "this file cannot be read (KeyError); take out what was written last"
    ]
    assert len(read.base.facts) == 1
