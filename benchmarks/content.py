"""The bundled deck and its questions -> how much is taught and asked, how fairly, and how long checking it takes.

``python -m benchmarks.content`` checks the deck once and prints what that took as JSON.
"""

import gc
import json
import time
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from benchmarks import GLOSSARY, KNOWLEDGE, QUIZZES
from benchmarks.chance import even
from benchmarks.figures import Figure
from benchmarks.processes import run
from bot.content import reading
from bot.study.facts import LANGUAGES, Fact, FactBase
from bot.study.questions.catalogue import Catalogue, catalogue
from bot.study.questions.habits import longest
from bot.study.questions.question import Question
from bot.study.questions.shuffling import shown
from bot.tutor.checking import check

DECK = KNOWLEDGE / "aws-dva"
ENTRIES = Path(__file__).parent / "entries" / "aws-dva.txt"
"""The ids of what the deck was made to teach, one a line."""
LARGE = 10
"""Facts with ids of their own, itself not counted, from which on a topic is large."""
ABOUT_THE_EXAM = "exam"
"""The topic that is not asked about."""
SEEDS = [f"seed {number}" for number in range(500)]
TIMES = 3


def measure() -> list[Figure]:
    """What the bundled deck holds, and what `kotae check` costs."""
    read = reading.load([DECK], [], (), [QUIZZES])
    asked = catalogue(read.questions, read.base)
    return [
        *_amounts(read.base, asked),
        *_fairness(read.questions),
        _taught(read.base),
        _covered(read.base, asked),
        _memory(),
        *_checked(),
    ]


def _memory() -> Figure:
    """What the questions take in memory once they are read, by the tracing of Python's own allocations."""
    base = reading.load([DECK], []).base
    gc.collect()
    tracemalloc.start()
    asked = catalogue(reading.load([DECK], [], (), [QUIZZES]).questions, base)
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    each = taken / len(asked) if len(asked) else 0.0
    return Figure("memory of 450 questions", each * 450, "{:.1f} MB", 4, remark=f"{each * 1024:.1f} KB each")


def _amounts(base: FactBase, asked: Catalogue) -> list[Figure]:
    topics = [topic for topic in base.topics() if topic.id != ABOUT_THE_EXAM]
    large = [topic for topic in topics if is_large(topic, base)]
    small = [topic for topic in topics if topic not in large]
    kinds = Counter(question.kind for question in asked)
    remark = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return [
        Figure("questions in the bundled bank", len(asked), "{:.0f}", 300, 450, more_is_better=True, remark=remark),
        _fewest(f"fewest questions of a topic with {LARGE} facts or more", large, asked, 8),
        _fewest("fewest questions of a smaller topic", small, asked, 3),
    ]


def is_large(topic: Fact, base: FactBase) -> bool:
    """Whether a topic holds ten facts with ids or more."""
    return sum(fact.given for depth, fact in base.walk(topic) if depth) >= LARGE


def _fewest(name: str, topics: Sequence[Fact], asked: Catalogue, must: int) -> Figure:
    counts = {topic.id: len(asked.by_topic.get(topic.key, ())) for topic in topics}
    least = min(counts, key=lambda id_: counts[id_])
    return Figure(name, counts[least], "{:.0f}", must, more_is_better=True, remark=f"{least}; {len(topics)} topics")


def _fairness(questions: Sequence[Question]) -> list[Figure]:
    choices = [question for question in questions if question.kind == "choice"]
    return [
        _share("complete in both languages", [complete(question) for question in questions], 1.0),
        _share("with a reason for each answer", [reasoned(question) for question in questions], 1.0),
        _share("that are short scenarios", [question.scenario for question in questions], 0.4),
        *(
            Figure(
                f"picking the longest of four is right ({language})",
                mean(longest(question, language) for question in choices) if choices else 1.0,
                "{:.0%}",
                0.32,
                0.28,
                remark=f"{len(choices)} questions; chance is 25 %",
            )
            for language in LANGUAGES
        ),
        _even(choices),
    ]


def complete(question: Question) -> bool:
    """Whether every text of it stands in both languages."""
    parts = [question.text, question.why, question.working]
    for option in question.options:
        parts += [option.text, option.why, option.short]
    parts += [slip.why for slip in question.typed.slips] if question.typed else []
    return all(set(part) == set(LANGUAGES) for part in parts if part)


def reasoned(question: Question) -> bool:
    """Whether each option says why it is right or wrong; a statement or a typed question has one reason, and slips theirs."""
    if question.typed:
        return bool(question.why) and bool(question.typed.slips) and all(slip.why for slip in question.typed.slips)
    return bool(question.why) if question.kind == "true-false" else all(option.why for option in question.options)


def _share(name: str, held: Sequence[bool], must: float) -> Figure:
    share = sum(held) / len(held) if held else 0.0
    return Figure(f"questions {name}", share, "{:.0%}", must, more_is_better=True, remark=f"{sum(held)} of {len(held)}")


def _even(choices: Sequence[Question]) -> Figure:
    places = Counter(shown(question, seed).index(question.right[0]) for question in choices for seed in SEEDS)
    p = even(places[place] for place in range(4)) if choices else 0.0
    name = "right option's place as shown: p that all are equally likely"
    remark = f"{len(SEEDS)} seeds; chi-square over the four places"
    return Figure(name, p, "{:.3f}", 0.001, more_is_better=True, remark=remark)


def _taught(base: FactBase) -> Figure:
    wanted = entries()
    given = {fact.id: fact for fact in base.facts.values() if fact.given and not fact.is_topic}
    both = [id_ for id_ in wanted if id_ in given and set(given[id_].lines) == set(LANGUAGES)]
    remark = f"of {len(wanted)}; {len(given)} facts have ids of their own, {len(base.topics())} topics not counted"
    return Figure("entries taught in both languages", len(both), "{:.0f}", len(wanted), more_is_better=True, remark=remark)


def entries() -> tuple[str, ...]:
    """The ids of the entries to be taught."""
    return tuple(line for line in ENTRIES.read_text("utf-8").splitlines() if line and not line.startswith("#"))


def _covered(base: FactBase, asked: Catalogue) -> Figure:
    examinable = [fact for fact in base.facts.values() if fact.given and fact.confirmed and not fact.is_topic]
    share = sum(fact.key in asked.by_fact for fact in examinable) / len(examinable)
    return Figure("confirmed entries that a question rests on", share, "{:.0%}", remark=f"of {len(examinable)}")


def _checked() -> list[Figure]:
    runs = [run("benchmarks.content") for _ in range(TIMES)]
    seconds = median(each["seconds"] for each in runs)
    return [
        Figure("`kotae check` of all bundled content, from the process's start", seconds, "{:.2f} s", 2),
        Figure("problems and warnings it finds", runs[0]["problems"], "{:.0f}", 0),
    ]


def main() -> None:
    """Check it once, as `kotae check` does, and print what that took."""
    report = check([KNOWLEDGE], [GLOSSARY], (), [QUIZZES])
    print(json.dumps({"seconds": time.process_time(), "problems": len(report.problems)}))


if __name__ == "__main__":
    main()
