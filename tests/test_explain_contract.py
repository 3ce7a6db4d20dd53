"""`kotae explain --json -`, to the letter of its contract: a query a line in, a JSON object a line out, in order."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
KEYS = ["query", "answers", "suggestions", "took_ms"]
ANSWER_KEYS = ["id", "deck", "topic", "path", "text", "score"]
ENGLISH = """\
# The *Zorblax* `v2` {#zorblax}

- Frob timeout {#frob}
  - Default of the frob {#frob-default}
    - `30` seconds; see [the guide](https://docs.example.com/frob)
      - Not in winter
    - Block

      ```
      first
        second
      ```
  - Maximum of the frob
- Wobbulator {#wobbulator}
"""
ENGLISH += "".join(f"- Quixotic rule {number}\n  - Rule {number} is quixotic.\n" for number in range(20))
JAPANESE = """\
# ゾルブラックス {#zorblax}

- フロブの時間切れ {#frob}
  - フロブの既定 {#frob-default}
    - `30` 秒
"""
FROB = """\
Frob timeout
- Default of the frob
  - `30` seconds; see [the guide](https://docs.example.com/frob)
    - Not in winter
  - Block
    - ```
      first
        second
      ```
- Maximum of the frob"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck in two languages; what only English has stays there."""
    made = tmp_path_factory.mktemp("contract")
    for language, text in (("en", ENGLISH), ("ja", JAPANESE)):
        (made / "zorb" / language).mkdir(parents=True)
        (made / "zorb" / language / "all.md").write_text(text, encoding="utf-8")
    return made


def explain(folder: Path, typed: bytes, **settings: str) -> list[dict[str, Any]]:
    """The records that come out, one for each line; the exit status is 0."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOTAE_")}
    environment |= {"PYTHONPATH": str(ROOT), "KOTAE_KNOWLEDGE": str(folder / "zorb"), "KOTAE_LANGUAGE": "en"}
    environment |= {"KOTAE_DATABASE_URL": f"sqlite:///{folder / 'data' / 'kotae.db'}", **settings}
    command = [sys.executable, "-m", "bot", "explain", "--json", "-"]
    done = subprocess.run(command, input=typed, capture_output=True, timeout=120, cwd=folder, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"" or done.stdout.endswith(b"\n")
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n")[:-1]]


def answers(made: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in made:
        yield from each["answers"]


def test_the_shape_of_every_record(folder: Path) -> None:
    queries = ["frob timeout", "quixotic rule", "pizza", "", "zorblax", "フロブ", "default of the frob"]
    made = explain(folder, "\n".join(queries).encode())
    assert [each["query"] for each in made] == queries
    for each in made:
        assert list(each) == KEYS
        assert all(isinstance(label, str) for label in each["suggestions"])
        assert isinstance(each["took_ms"], int | float)
        assert each["took_ms"] >= 0
        assert len(each["answers"]) <= 10
        scores = [answer["score"] for answer in each["answers"]]
        assert scores == sorted(scores, reverse=True)
    for answer in answers(made):
        assert list(answer) == ANSWER_KEYS
        assert all(isinstance(answer[name], str) for name in ("id", "deck", "topic", "text"))
        assert isinstance(answer["score"], int | float)
        assert answer["deck"] == "zorb"
        assert all(isinstance(step, str) for step in answer["path"])
    assert len(made[1]["answers"]) == 10  # twenty would fit
    assert (made[2]["answers"], made[3]["answers"]) == ([], [])


def test_the_topic_is_the_heading_as_written(folder: Path) -> None:
    made = explain(folder, b"frob timeout\nzorblax\n")
    assert {answer["topic"] for answer in answers(made)} == {"The *Zorblax* `v2`"}
    assert made[0]["answers"][0]["path"] == ["The Zorblax v2", "Frob timeout"]
    assert {answer["topic"] for answer in answers(explain(folder, b"frob timeout\n", KOTAE_LANGUAGE="ja"))} == {"ゾルブラックス"}


def test_the_text_is_markdown_with_two_spaces_a_level(folder: Path) -> None:
    (made,) = explain(folder, b"frob timeout\n")
    assert made["answers"][0]["id"] == "frob"
    assert made["answers"][0]["text"] == FROB
    (made,) = explain(folder, b"frob timeout\n", KOTAE_LANGUAGE="ja")
    assert made["answers"][0]["text"] == "フロブの時間切れ\n- フロブの既定\n  - `30` 秒"
    (made,) = explain(folder, b"wobbulator\n", KOTAE_LANGUAGE="ja")  # the deck has it in English alone
    assert made["answers"][0]["text"] == "Wobbulator"


def test_every_line_in_is_a_line_out(folder: Path) -> None:
    typed = [
        b"",
        b"   ",
        b"x" * 1_000_000,
        "フロブ".encode() * 100_000,
        b"\xff\xfe\xc3",
        b"\x00\x1b[2J",
        "two\u2028lines\x85 here".encode(),
        b"tab\there",
        b'"quotes" and \\backslashes\\',
        b"\xf0\x9f\x99\x82",
        b"frob timeout\r",
        b"-",
        b"--json",
        b"",
    ]
    made = explain(folder, b"\n".join(typed) + b"\n")
    assert [each["query"] for each in made] == [line.removesuffix(b"\r").decode("utf-8", errors="replace") for line in typed]
    assert made[10]["answers"][0]["id"] == "frob"


@pytest.mark.parametrize(
    ("typed", "count"), [(b"", 0), (b"\n", 1), (b"frob", 1), (b"frob\n", 1), (b"\n\n\n", 3), (b"\n\nfrob", 3)]
)
def test_the_last_line_may_lack_its_end(folder: Path, typed: bytes, count: int) -> None:
    assert len(explain(folder, typed)) == count


def test_notes_that_hold_nothing_answer_nothing(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KOTAE_KNOWLEDGE": str(empty), "KOTAE_LANGUAGE": "en"}
    command = [sys.executable, "-m", "bot", "explain", "--json", "-"]
    done = subprocess.run(command, input=b"frob\n", capture_output=True, timeout=60, env=environment, check=False)
    assert done.returncode == 0
    assert [(each["query"], each["answers"]) for each in map(json.loads, done.stdout.splitlines())] == [("frob", [])]


def test_the_bundled_deck_keeps_the_contract(folder: Path) -> None:
    """As a newcomer has it: nothing set."""
    made = explain(
        folder, "sqs visibility\n可視性タイムアウト\nlambda\nx-ray on ecs\n".encode(), KOTAE_KNOWLEDGE="", KOTAE_LANGUAGE=""
    )
    assert "30" in made[0]["answers"][0]["text"]
    scores = [answer["score"] for answer in made[3]["answers"]]  # of a comparison, whose sides take turns
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True)
    for answer in answers(made):
        assert list(answer) == ANSWER_KEYS
        first, *rest = answer["text"].split("\n")
        assert first
        depth = 0
        for line in rest:
            indent = len(line) - len(line.lstrip(" "))
            if line.lstrip().startswith("- "):
                assert indent % 2 == 0
                assert indent // 2 <= depth  # never more than one level deeper at once
                depth = indent // 2 + 1
