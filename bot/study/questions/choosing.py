"""Questions and a seed -> some of them, spread over their topics, in an order that nobody can foresee and anyone can repeat."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice, zip_longest

from bot.study.questions.question import Question


def spread(by_topic: Mapping[str, Sequence[Question]], seed: str, count: int) -> tuple[Question, ...]:
    """So many questions, one of each topic in turn; all of them where there are fewer."""
    asked = (topic for topic, questions in by_topic.items() if questions)
    turns = sorted(asked, key=lambda topic: _digest(f"{seed}/{topic}"))[:count]  # of the others none would come
    rows = chain.from_iterable(zip_longest(*(drawn(by_topic[topic], f"{seed}/{topic}") for topic in turns)))
    return tuple(islice((question for question in rows if question is not None), count))


def drawn(questions: Iterable[Question], seed: str) -> list[Question]:
    """Questions in the order that a seed gives them."""
    return sorted(questions, key=lambda question: _digest(f"{seed}/{question.key}"))


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
