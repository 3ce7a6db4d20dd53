"""A round that has closed -> its reveal, and its post with the controls at rest."""

from collections.abc import Sequence
from datetime import datetime

from bot.discord_front import layout
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import foreign, inert, inline
from bot.discord_front.questions import ROOM, both, controls, explain_buttons, fitted, in_languages, question_parts
from bot.discord_front.report_ids import of_round
from bot.discord_front.round_ids import written
from bot.study.facts import Language
from bot.tutor.practice import Posed
from bot.tutor.revealing import Revealed
from bot.wording.reports import REPORT
from bot.wording.reveals import Line, RevealCard, keepers_words, next_words, reveal_card
from bot.wording.rounds import WORDS


def reveal(
    number: int, revealed: Revealed, languages: Sequence[Language], next_at: datetime | None = None, post: str = ""
) -> Message:
    """The public message with the answer of round `number`; `post` is the address of its question."""
    return layout.message([*reveal_parts(revealed, languages, next_at), *_buttons(number, revealed, languages, post)])


def reveal_parts(revealed: Revealed, languages: Sequence[Language], next_at: datetime | None = None) -> list[Component]:
    """The answer, why each option is right or wrong, how the answers were spread, who kept a streak, when the next one comes."""
    cards = [reveal_card(revealed, language) for language in languages]
    end = _end(revealed, languages, next_at)
    texts = fitted(lambda most: _texts(cards, most), ROOM - len(end))
    return [layout.text(each) for each in (*texts, end) if each]


def closed_card(number: int, posed: Posed, languages: Sequence[Language], head: str = "") -> Message:
    """The post of a round that has closed: as it was, its controls disabled. `head` is what stood above it."""
    asked_for = controls(posed, languages, lambda control: written(number, control), public=True, disabled=True)
    said = "\n".join(layout.small(WORDS[language].closed_post) for language in languages)
    return layout.message([*question_parts(posed, languages, head), layout.text(said), *asked_for])


def _buttons(number: int, revealed: Revealed, languages: Sequence[Language], post: str) -> list[Component]:
    made = explain_buttons(revealed.posed.facts, languages)
    if revealed.spread.total:
        made.append(layout.button(both(languages, lambda language: WORDS[language].picture), picture_id(number)))
    made.append(layout.button(both(languages, lambda language: REPORT[language]), of_round(number)))
    if post:
        made.append(layout.link(both(languages, lambda language: WORDS[language].go_to_post), post))
    return list(layout.rows(made))


def picture_id(number: int) -> str:
    """The `custom_id` of a reveal's Picture button."""
    return f"kotae1:picture:{number}"


def _texts(cards: Sequence[RevealCard], most: int) -> list[str]:
    """The question; every answer with its reason; what explains the whole."""
    first = cards[0]
    about = layout.small(inert(layout.cut(first.about, 200)))
    asked = in_languages([inline(layout.cut(card.question, most)) for card in cards], "**{}**")
    rows = zip(*(card.lines for card in cards), strict=True)
    answers = "\n".join(_answer(row, most) for row in rows)
    reasons = [in_languages([inline(layout.cut(each, most)) for each in row], "{}") for row in _rows(cards)]
    head = in_languages([card.head for card in cards], "## {}") + "\n" if first.head else ""
    return [f"{head}{about}\n{asked}", answers, "\n".join(reasons)]


def _rows(cards: Sequence[RevealCard]) -> list[tuple[str, ...]]:
    return list(zip(*(card.reasons for card in cards), strict=False))


def _answer(row: Sequence[Line], most: int) -> str:
    """One answer: its words, whether it is right, how many gave it, why."""
    first = row[0]
    said = [
        foreign(layout.cut(line.answer, min(most, 60))) if line.typed else inline(layout.cut(line.answer, most)) for line in row
    ]
    mark = " / ".join(dict.fromkeys(line.mark for line in row if line.mark))
    counted = " · ".join(filter(None, (f"**{mark}**" if mark else "", f"{first.share} {first.bar}".strip())))
    lines = [in_languages(said, "**{}**"), *([counted] if counted else [])]
    if first.why:
        lines.append(in_languages([inline(layout.cut(line.why, most)) for line in row], "{}"))
    return "\n".join(lines)


def _end(revealed: Revealed, languages: Sequence[Language], next_at: datetime | None) -> str:
    """How many answered, who kept a streak, when the next question comes."""
    blocks = []
    for language in languages:
        lines = [reveal_card(revealed, language).total]
        if streaks := _streaks(revealed, language):
            lines.append(streaks)
        if upcoming := next_words(next_at, language):
            lines.append(upcoming)
        blocks.append("\n".join(lines))
    first, *others = blocks
    return "\n".join([first, *(layout.small(line) for block in others for line in block.split("\n"))])


def _streaks(revealed: Revealed, language: Language) -> str:
    words = WORDS[language]
    shown, beyond = keepers_words(revealed.keepers, language)
    if not shown:
        return ""
    named = [words.streak_of.format(name=f"**{foreign(name) or '…'}**", count=days) for name, days in shown]
    return f"{words.streaks}: {', '.join([*named, *([beyond] if beyond else [])])}"
