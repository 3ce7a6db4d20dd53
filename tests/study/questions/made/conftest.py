"""Notes to make questions of, and what came of them."""

from bot.study import notes, outline
from bot.study.facts import Deck, FactBase, Language
from bot.study.questions import Question
from bot.study.questions.made import made_from
from bot.study.questions.made.material import Named
from bot.study.questions.question import in_language


def base(*pages: tuple[Language, str]) -> FactBase:
    read = [outline.Page(language, f"{language}.md", "notes", notes.parse(text, f"{language}.md")[0]) for language, text in pages]
    deck = Deck("deck", {"en": "Deck"})
    facts, problems = outline.build(deck, read)
    assert not problems
    return FactBase((deck,), facts)


def made_of(text: str, language: Language = "en", named: Named = lambda _: frozenset()) -> tuple[Question, ...]:
    """The questions made of one page of notes."""
    return made_from(base((language, text)), named)


def of_sort(questions: tuple[Question, ...], sort: str) -> list[Question]:
    return [question for question in questions if question.id.startswith(f"{sort}.")]


def offered(text: str, line: str, language: Language = "en") -> list[list[str]]:
    """The options of the questions that show a line and have four or more."""
    asked = [each for each in made_of(text, language) if line in each.text[language] and len(each.options) > 3]
    return [[in_language(option.text, language) for option in question.options] for question in asked]
