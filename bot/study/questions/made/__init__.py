"""Facts -> questions, for notes whose authors wrote none. Better none than a bad one."""

from collections import Counter

from bot.study.facts import FactBase
from bot.study.questions.made import describing, figures, literals, members, topics
from bot.study.questions.made.material import Material
from bot.study.questions.question import Question

MAKERS = (figures, literals, describing, members, topics)
"""The most telling first: a line that one of them asks about, the later ones leave alone."""
MOST_ABOUT_TOPICS = 4
"""Questions that only ask for the topic, for each topic."""


def made_from(base: FactBase) -> tuple[Question, ...]:
    """Questions on the facts of a base, in the order of its notes; always the same for the same notes."""
    material = Material(base)
    asked: dict[str, Question] = {}
    for maker in MAKERS[:-1]:
        for question in maker.questions(material):
            asked.setdefault(question.facts[0], question)
    count: Counter[str] = Counter()
    for question in topics.questions(material):
        topic = base[question.facts[0]].path[0]
        if question.facts[0] not in asked and count[topic] < MOST_ABOUT_TOPICS:
            count[topic] += 1
            asked[question.facts[0]] = question
    return tuple(asked[key] for key in base.facts if key in asked)
