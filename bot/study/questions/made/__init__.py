"""Facts -> questions, for notes whose authors wrote none. Better none than a bad one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from bot.study.facts import FactBase
from bot.study.questions.made import describing, figures, literals, members, situations, statements, topics
from bot.study.questions.made.material import Material, Named
from bot.study.questions.question import Question

Maker = Callable[[Material], Iterator[Question]]
MAKERS: tuple[Maker, ...] = (
    figures.questions,
    literals.questions,
    situations.questions,
    describing.questions,
    members.questions,
    statements.questions,
    topics.questions,
    topics.on_literals,
)
"""The most telling first: a line that one of them asks about, the later ones leave alone."""
MOST_OF_A_TOPIC: Mapping[Maker, int] = {statements.questions: 8, topics.questions: 4, topics.on_literals: 2}
"""Questions that may be guessed, or only ask for the topic, for each topic."""


def _nothing(_: str) -> frozenset[int]:
    return frozenset()


def made_from(base: FactBase, named: Named = _nothing) -> tuple[Question, ...]:
    """Questions on the facts of a base, in the order of its notes; always the same for the same notes.

    `named` tells what a text names in either language: a question whose answer is but a translation is left out.
    """
    material = Material(base, named)
    asked: dict[str, Question] = {}
    for maker in MAKERS:
        count: Counter[str] = Counter()
        for question in maker(material):
            topic = base.topic_of(base[question.facts[0]]).key
            if question.facts[0] not in asked and count[topic] < MOST_OF_A_TOPIC.get(maker, len(base.facts)):
                count[topic] += 1
                asked[question.facts[0]] = question
    return tuple(asked[key] for key in base.facts if key in asked)
