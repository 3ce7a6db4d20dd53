import io
import json
from pathlib import Path
from typing import Any

from bot.terminal_front.records import lines, record, write
from bot.tutor.library import Shelf


def written(shelf: Shelf, *queries: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    write(shelf.library, queries, "en", None, out)
    return [json.loads(line) for line in out.getvalue().split("\n")[:-1]]


def test_a_record_has_the_keys_scripts_rely_on(shelf: Shelf) -> None:
    (made,) = written(shelf, "default visibility timeout")
    assert list(made) == ["query", "answers", "suggestions", "took_ms"]
    assert made["query"] == "default visibility timeout"
    assert isinstance(made["took_ms"], float)
    best = made["answers"][0]
    assert list(best) == ["id", "deck", "topic", "path", "text", "score"]
    assert (best["id"], best["deck"], best["topic"]) == ("default", "deck", "SQS")
    assert best["path"] == ["SQS", "Visibility timeout", "Default visibility timeout"]
    assert best["text"] == "Default visibility timeout\n- 30 seconds.\n- [Developer guide](https://example.com/visibility)"
    assert 0 < best["score"] <= 1


def test_what_is_outdated_or_in_doubt_is_clearly_apart_from_what_is_taught(deck: Path) -> None:
    page = deck / "en" / "notes.md"
    text = page.read_text(encoding="utf-8").replace("  - Waits", "  > was: 10 seconds\n  > since: 2025-08\n  - Waits")
    page.write_text(text.replace("{#sampling}", "{#sampling confidence=medium}"), encoding="utf-8")
    library = Shelf([deck], []).library
    said = "> The notes say: 10 seconds. Since 2025-08: as this entry says."
    assert record(library, "long polling", "en")["answers"][0]["text"] == f"Long polling\n{said}\n- Waits up to 20 seconds."
    assert record(library, "sampling rules", "en")["answers"][0]["text"].startswith("Sampling rules\n> Not confirmed\n- One")
    assert f"\n- Long polling\n  {said}\n  - Waits up to" in record(library, "sqs", "en")["answers"][0]["text"]


def test_the_language_of_the_notes_is_the_one_asked_for(shelf: Shelf) -> None:
    best = record(shelf.library, "可視性タイムアウト", "ja")["answers"][0]
    assert best["path"] == ["SQS", "可視性タイムアウト"]
    assert best["text"].startswith("可視性タイムアウト\n- 受信した")


def test_a_topic_narrows_the_search(shelf: Shelf) -> None:
    assert record(shelf.library, "visibility timeout", "en", "deck/x-ray")["answers"] == []


def test_every_query_has_its_line_in_order(shelf: Shelf) -> None:
    queries = ["long polling", "", "   ", "pizza", "two\u2028lines\x85", "\ufffd", "long polling", "x" * 10_000]
    assert [made["query"] for made in written(shelf, *queries)] == queries


def test_japanese_is_written_as_it_is_and_stays_on_one_line(shelf: Shelf) -> None:
    out = io.StringIO()
    write(shelf.library, ["可視性\u2028\x85"], "ja", None, out)
    assert out.getvalue().startswith('{"query": "可視性\\u2028\\u0085"')
    assert len(out.getvalue().splitlines()) == 1


def test_each_record_is_flushed_before_the_next_query_is_read(shelf: Shelf) -> None:
    flushed = []

    class Out(io.StringIO):
        def flush(self) -> None:
            flushed.append(self.getvalue().count("\n"))

    def queries() -> Any:
        for number in range(3):
            assert len(flushed) == number
            yield "polling"

    write(shelf.library, queries(), "en", None, Out())
    assert flushed == [1, 2, 3]


def test_lines_survive_any_bytes() -> None:
    raw = ["可視性\r\n".encode(), b"\xff\xfe\n", b"\n", b"  spaces \n", b"no end"]
    assert list(lines(raw)) == ["可視性", "\ufffd\ufffd", "", "  spaces ", "no end"]


def test_a_byte_order_mark_is_no_part_of_the_first_query() -> None:
    assert list(lines([b"\xef\xbb\xbfsqs\n", b"\xef\xbb\xbfsqs\n"])) == ["sqs", "\ufeffsqs"]
