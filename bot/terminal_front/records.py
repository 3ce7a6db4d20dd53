"""Queries -> records for scripts: one JSON object a line. The keys are a contract; see the design."""

import json
from collections.abc import Iterable
from itertools import accumulate
from time import perf_counter
from typing import Any, TextIO

from bot.study.facts import FactBase, Language
from bot.study.lookup import Answer
from bot.tutor.library import Library
from bot.wording.corrections import remarks

MOST_ANSWERS = 10

_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Legal inside JSON, but some readers of lines would break the record there."""


def record(library: Library, query: str, language: Language, topic: str | None = None) -> dict[str, Any]:
    """What the notes say to one query. `took_ms` is the lookup alone. No answer's score is told as higher than the one before it:
    the order is what counts, also where the sides of a comparison take turns.
    """
    start = perf_counter()
    found = library.lookup.find(query, language=language, topic=topic, limit=MOST_ANSWERS)
    took = perf_counter() - start
    scores = accumulate((answer.score for answer in found.answers), min)
    return {
        "query": query,
        "answers": [
            _answer(library.base, answer, score, language)
            for answer, score in zip(found.answers[:MOST_ANSWERS], scores, strict=False)
        ],
        "suggestions": [suggestion.label for suggestion in found.suggestions],
        "took_ms": round(took * 1000, 3),
    }


def _answer(base: FactBase, answer: Answer, score: float, language: Language) -> dict[str, Any]:
    fact = answer.fact
    return {
        "id": fact.id,
        "deck": fact.deck,
        "topic": base.topic_of(fact).line(language).markdown,
        "path": [base[key].line(language).plain for key in (*fact.path, fact.key)],
        "text": base.text(fact, language, lambda each: remarks(each, language)),
        "score": round(score, 4),
    }


def write(library: Library, queries: Iterable[str], language: Language, topic: str | None, out: TextIO) -> None:
    """One line out for each query, in order, each flushed so that a script can talk to it."""
    for query in queries:
        line = json.dumps(record(library, query, language, topic), ensure_ascii=False)
        out.write(line.translate(_LINE_ENDS) + "\n")
        out.flush()


def lines(stream: Iterable[bytes]) -> Iterable[str]:
    """Queries from raw lines: bytes that are not UTF-8 become U+FFFD, line ends and a byte order mark go."""
    for number, line in enumerate(stream):
        text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        yield text.removeprefix("\ufeff") if number == 0 else text
