"""A query from the command line -> its answer on standard output, to read rather than to talk to."""

from bot.study.facts import Language
from bot.terminal_front.screen import Screen
from bot.tutor.explain import Answered, Nothing, Placed, Several, explain, explanation
from bot.tutor.library import Library
from bot.wording.cards import breadcrumb, card, named
from bot.wording.terminal import words

MOST_OTHERS = 5
LONGEST_QUERY = 100
"""Characters of a query that are repeated."""


def answer(library: Library, query: str, screen: Screen, topic: str | None = None) -> bool:
    """Draw what the notes say; whether they said anything."""
    language = screen.language
    match explain(library, query, language, topic):
        case Answered(best=best, others=others):
            screen.card(card(best, language))
            if others:
                screen.blank()
                screen.bulleted(words(language).others, (place(other, language) for other in others[:MOST_OTHERS]))
        case Several(choices=choices):
            for number, choice in enumerate(choices):
                if number:
                    screen.blank()
                screen.card(card(explanation(library, choice.fact, language), language))
        case Nothing(suggestions=suggestions):
            screen.say(words(language).nothing.format(query=shortened(query)))
            if suggestions:
                screen.bulleted(words(language).try_these, (each.label for each in suggestions))
            return False
    return True


def shortened(query: str) -> str:
    """A query as it is repeated to whoever asked: its beginning, where it is long."""
    query = query.strip()
    return query if len(query) <= LONGEST_QUERY else query[: LONGEST_QUERY - 1] + "…"


def place(placed: Placed, language: Language) -> str:
    """A fact in one line: its name first, then where it stands."""
    above = breadcrumb(placed, language)
    own = named(placed, language)
    return f"{own} ({above})" if above else own
