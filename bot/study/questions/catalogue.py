"""Questions -> the same questions by key, by fact, by topic and by domain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.study.facts import FactBase
from bot.study.questions.question import Question

_Many = Mapping[str, tuple[Question, ...]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions there are, in the order they were written; made by `catalogue`.

    `by_fact` has each fact that an answer rests on, `by_topic` the topic of its first fact, both by key;
    `by_domain` the domains as `deck/domain`.
    """

    by_key: Mapping[str, Question] = field(default_factory=dict)
    by_fact: _Many = field(default_factory=dict)
    by_topic: _Many = field(default_factory=dict)
    by_domain: _Many = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.by_key)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.by_key.values())

    def get(self, key: str) -> Question | None:
        """The question of that key, if there is one."""
        return self.by_key.get(key)


def catalogue(questions: Iterable[Question], base: FactBase) -> Catalogue:
    """Questions whose facts are all in the base (see `grounds`), each under all it can be found by."""
    listed = tuple(questions)
    return Catalogue(
        {question.key: question for question in listed},
        _grouped((fact, question) for question in listed for fact in question.facts),
        _grouped((base.topic_of(base[question.facts[0]]).key, question) for question in listed),
        _grouped((f"{question.deck}/{question.domain}", question) for question in listed if question.domain),
    )


def _grouped(pairs: Iterable[tuple[str, Question]]) -> _Many:
    groups: dict[str, list[Question]] = {}
    for name, question in pairs:
        groups.setdefault(name, []).append(question)
    return {name: tuple(group) for name, group in groups.items()}
