"""Questions made from notes: how many, of which sorts, how long it takes; and all of them on a sheet for a blind reader.

``python -m benchmarks.made NOTES SHEET`` writes the sheet: questions with their options shuffled, the key at its end.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from time import process_time

from benchmarks import KNOWLEDGE
from benchmarks.figures import Figure
from bot.content import reading
from bot.study.questions import Question
from bot.study.questions.made import made_from

MUST, AIM = 100, 150


def measure(notes: Path | None) -> tuple[list[Figure], list[str]]:
    """How many questions the group's notes give (the bundled deck's where there are none), and how soon."""
    base = reading.load([notes or KNOWLEDGE / "aws-dva"], []).base
    before = process_time()
    made = made_from(base)
    took = process_time() - before
    sorts = Counter(f"{question.id.split('.')[0]} ({question.kind})" for question in made)
    topics = {base.topic_of(base[question.facts[0]]).key for question in made}
    remark = ", ".join(f"{sort} {count}" for sort, count in sorts.most_common())
    name = "group's notes" if notes else "bundled deck"
    return [
        Figure(f"questions made from the {name}", len(made), "{:.0f}", MUST, AIM, more_is_better=True, remark=remark),
        Figure("processor time of that", took, "{:.2f} s", remark=f"on {len(topics)} of {len(base.topics())} topics"),
    ], []


def sheet(made: Sequence[Question]) -> str:
    """Every question in Japanese, its options in an order that gives nothing away; behind them the key."""
    rows, keys = [], []
    for number, question in enumerate(made, 1):
        order = sorted(range(len(question.options)), key=lambda place: _digest(f"{question.id}/{place}"))
        rows.append("\n".join([f"#{number} [{question.kind}] {question.text['ja']}", *_lines(question, order)]))
        letters = "".join("ABCDE"[order.index(place)] for place in question.right)
        keys.append(f"{number}: {letters or (question.typed and question.typed.accepted)}")
    return "\n\n".join(rows) + "\n\nKEY\n" + "\n".join(keys) + "\n"


def _lines(question: Question, order: Sequence[int]) -> Iterator[str]:
    for letter, place in zip("ABCDE", order, strict=False):
        text = question.options[place].text
        yield f"   {letter}) {text.get('ja') or text['en']}"


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(sheet(made_from(reading.load([Path(sys.argv[1])], []).base)), "utf-8")
