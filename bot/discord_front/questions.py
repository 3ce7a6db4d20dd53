"""A question, or what came of an answer to one -> the parts of a card, within Discord's limits.

Used wherever there are questions: whoever draws one says what its controls are called (`Name`), and answers them.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeAlias

from bot.discord_front import layout
from bot.discord_front.controls import Control, Draft, complete
from bot.discord_front.custom_ids import Press, reference
from bot.discord_front.forms import Form, form
from bot.discord_front.layout import Component
from bot.discord_front.markdown import inert, inline
from bot.study.facts import Language
from bot.study.grading import LONGEST_ANSWER
from bot.tutor.explain import Placed, told_apart
from bot.tutor.practice import Outcome, Posed
from bot.wording.cards import name
from bot.wording.discord_quiz import WORDS, Words, form_label, given
from bot.wording.questions import LETTERS, QuestionCard, outcome_card, question_card

Name: TypeAlias = Callable[[Control], str]
"""Gives a control its `custom_id`, which must say whose question it belongs to."""

ROOM = 3600
"""Characters of a question or an outcome: what a card shows besides fits into the rest of 4,000."""
LONGEST_LABEL = 38
"""Characters that a phone shows of a button as wide as the screen."""
SHORT_LABEL = 14
"""Up to so many characters, the buttons of all options stand side by side."""
MOST_EXPLAINED = 4
"""Facts that an outcome offers to open: a row has room for one more button."""
CUTS = (10_000, 500, 300, 200, 120, 60, 30)
"""Characters of each piece of a text, tried in turn until the whole fits. The bundled questions are never cut."""


def question_parts(posed: Posed, languages: Sequence[Language], head: str = "") -> list[Component]:
    """A question with its options in full, in the first language at full size and in any other in small print beneath.

    `head` stands first, before what the question is about.
    """
    cards = [question_card(posed, language) for language in languages]
    about = layout.small(inert(layout.cut(" · ".join(filter(None, (head, cards[0].about))), 200)))
    listed = posed.question.kind != "true-false"  # its two buttons say all there is to say
    texts = fitted(lambda most: _question_texts(cards, most, listed=listed), ROOM - len(about))
    return [layout.text("\n".join((about, texts[0]))), *map(layout.text, texts[1:])]


def _question_texts(cards: Sequence[QuestionCard], most: int, *, listed: bool) -> list[str]:
    """The question, and its options where they are listed."""
    whole = [in_languages([inline(layout.cut(card.text, most)) for card in cards], "**{}**")]
    if listed and cards[0].options:
        rows = zip_longest(*(card.options for card in cards), fillvalue="")
        said = ([inline(layout.cut(option, most)) for option in row] for row in rows)
        whole.append("\n".join(in_languages(row, f"**{letter}.** {{}}") for letter, row in zip(LETTERS, said, strict=False)))
    return whole


def in_languages(said: Sequence[str], first: str) -> str:
    """The first as that pattern has it, the others in small print unless they say the same."""
    others = dict.fromkeys(each for each in said[1:] if each and each != said[0])
    return "\n".join((first.format(said[0]), *("\n".join(map(layout.small, each.split("\n"))) for each in others)))


def how_part(posed: Posed, languages: Sequence[Language], *, public: bool = False) -> Component:
    """What to do to answer, in small print."""
    hidden = public and posed.question.kind in {"choose-two", "order"}
    said = (WORDS[each].how_in_public if hidden else WORDS[each].how[posed.question.kind] for each in languages)
    return layout.text("\n".join(map(layout.small, said)))


def controls(
    posed: Posed,
    languages: Sequence[Language],
    name_: Name,
    *,
    draft: Draft = (),
    again: bool = False,
    public: bool = False,
    disabled: bool = False,
) -> list[Component]:
    """The rows to answer with. A `public` card has no menus, which would show one member's draft to all: its button `ask`s.

    `again` is for a typed answer that was close and is tried once more.
    """
    words, kind = WORDS[languages[0]], posed.question.kind
    if kind == "typed":
        write = Control("write", number=int(again))
        label = both(languages, lambda each: WORDS[each].write)
        return [layout.row(layout.button(label, name_(write), strong=True, disabled=disabled))]
    if kind in {"choice", "true-false"}:
        return _buttons(posed, languages, name_, disabled=disabled)
    if public:
        label = both(languages, lambda each: WORDS[each].answer)
        return [layout.row(layout.button(label, name_(Control("ask")), strong=True, disabled=disabled))]
    return [*_menus(posed, languages[0], name_, draft), _confirm(posed, words, name_, draft)]


def both(languages: Sequence[Language], said: Callable[[Language], str]) -> str:
    """A label in every language."""
    return " / ".join(dict.fromkeys(map(said, languages)))


def _buttons(posed: Posed, languages: Sequence[Language], name_: Name, *, disabled: bool) -> list[Component]:
    """A button for each option: side by side where they are short, else one beneath the other."""
    labels = _labels(posed, languages)
    made = [layout.button(label, name_(Control("pick", (place,))), disabled=disabled) for place, label in enumerate(labels)]
    return [layout.row(*made)] if all(len(label) <= SHORT_LABEL for label in labels) else [layout.row(each) for each in made]


def _labels(posed: Posed, languages: Sequence[Language]) -> list[str]:
    """The options' letters and words, in every language where all of that is short."""
    first, *others = (question_card(posed, language).labels for language in languages)
    whole = [
        " / ".join((label, *(dict.fromkeys(each.partition(" ")[2] for each in beside if each != label))))
        for label, *beside in zip(first, *others, strict=True)
    ]
    fit = all(len(label) <= LONGEST_LABEL for label in whole)
    return whole if fit else [layout.cut(label, LONGEST_LABEL) for label in first]


def _menus(posed: Posed, language: Language, name_: Name, draft: Draft) -> list[Component]:
    """One menu for two options; for an order one a place, since a menu tells in which order it was clicked, not shown."""
    words = WORDS[language]
    labels = question_card(posed, language).labels
    options = [(str(place), label, "") for place, label in enumerate(labels)]
    if posed.question.kind == "choose-two":
        chosen = {str(place) for place in draft}
        return [layout.menu(name_(Control("pair", draft)), words.pair, options, chosen=chosen, exactly=2)]
    draft = draft or (None,) * len(labels)
    return [
        layout.menu(
            name_(Control("step", draft, number)), words.step.format(number=number + 1), options, chosen={str(draft[number])}
        )
        for number in range(len(labels))
    ]


def _confirm(posed: Posed, words: Words, name_: Name, draft: Draft) -> Component:
    settled = complete(posed, draft)
    return layout.row(layout.button(words.confirm, name_(Control("confirm", draft)), strong=True, disabled=not settled))


def typed_form(posed: Posed, language: Language, custom_id: str) -> Form:
    """The form that a typed answer is written in, with the question above the field."""
    typed = posed.question.typed
    label = form_label(typed.unit if typed else "", language)
    asked = inline(layout.cut(question_card(posed, language).text, 800))
    return form(custom_id, WORDS[language].form_title, asked, label, LONGEST_ANSWER)


def outcome_parts(outcome: Outcome, language: Language, head: str = "") -> list[Component]:
    """What came of an answer: the question again, the verdict, why what was answered is wrong and why what is right is right."""
    shown, told = question_card(outcome.posed, language), outcome_card(outcome, language, final=True)
    above = layout.small(inert(layout.cut(" · ".join(filter(None, (head, shown.about))), 200)))
    own = given(outcome, shown.labels, language)
    reasons = [(own, ""), *told.reasons] if own else list(told.reasons)
    texts = fitted(lambda most: [_asked(shown, most), _verdict(told.verdict, reasons, most)], ROOM - len(above) - 200)
    parts = [layout.text(f"{above}\n{texts[0]}"), layout.text(texts[1])]
    return [*parts, layout.text(layout.small(inert(layout.cut(told.origin, 150))))] if told.origin else parts


def _asked(shown: QuestionCard, most: int) -> str:
    return inline(layout.cut(shown.text, most))


def _verdict(verdict: str, reasons: Sequence[tuple[str, str]], most: int) -> str:
    lines = [f"### {verdict}"]
    for heading, reason in reasons:
        lines.append(f"**{inline(layout.cut(heading, most))}**")
        if reason:
            lines.append(inline(layout.cut(reason, most)))
    return "\n".join(lines)


def explain_buttons(facts: Sequence[Placed], languages: Sequence[Language]) -> list[Component]:
    """Buttons that open the facts an answer rests on, each in a message of its own."""
    here = list({each.fact.key: each for each in facts}.values())[:MOST_EXPLAINED]
    word = both(languages, lambda language: WORDS[language].explain)
    named = [told_apart([name(each.fact, language) for each in here], here, language) for language in languages]
    labels = [word] if len(here) == 1 else [_explain_label(word, called) for called in zip(*named, strict=True)]
    return [layout.button(label, Press("open", reference(each.fact.key))) for each, label in zip(here, labels, strict=True)]


def _explain_label(word: str, names: Sequence[str]) -> str:
    """The word and what the fact is called in every language, or in the first alone where that is too long."""
    whole = f"{word}: {' / '.join(dict.fromkeys(names))}"
    return whole if len(whole) <= layout.LONGEST_LABEL else f"{word}: {names[0]}"


def fitted(texts: Callable[[int], list[str]], room: int) -> list[str]:
    """The texts with each of their pieces cut as little as lets the whole fit."""
    made: list[str] = []
    for most in CUTS:
        made = texts(most)
        if sum(map(len, made)) <= room:
            return made
    return [layout.cut(each, room // len(made)) for each in made]
