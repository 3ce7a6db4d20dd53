"""A report -> the message that organisers see: what it is about, its key and source, and what was said of it."""

from bot.discord_front import layout
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import foreign, inert, inline
from bot.discord_front.round_cards import post_url
from bot.study.facts import Language
from bot.tutor.practice import Posed
from bot.tutor.reporting import Delivery
from bot.wording.cards import name
from bot.wording.questions import LETTERS, question_card, right_words
from bot.wording.reports import WORDS
from bot.wording.reveals import bar_words

LONGEST_TEXT = 400


def report_message(delivery: Delivery, language: Language) -> Message:
    """The message."""
    return layout.message(report_parts(delivery, language))


def report_parts(delivery: Delivery, language: Language) -> list[Component]:
    """What stands in it."""
    words = WORDS[language]
    by = words.by.format(name=f"**{foreign(layout.cut(delivery.name, 60))}**")
    head = f"### {words.head.format(number=delivery.report.id)}\n{by}"
    said = "\n".join("> " + foreign(line) for line in delivery.report.words.splitlines() if line.strip()) or "> …"
    parts: list[Component] = [
        layout.text(head),
        layout.text(layout.cut(said, 1200)),
        layout.text("\n".join(_about(delivery, language))),
    ]
    if delivery.post is not None:
        parts.append(layout.row(layout.link(words.to_post, post_url(*delivery.post))))
    return parts


def _about(delivery: Delivery, language: Language) -> list[str]:
    words = WORDS[language]
    lines = [f"**{words.about_fact if delivery.report.subject == 'fact' else words.about_question}**"]
    if delivery.posed is not None:
        lines += _question(delivery.posed, language)
    elif delivery.fact is not None:
        lines.append(inert(layout.cut(name(delivery.fact, language), LONGEST_TEXT)))
    else:
        lines.append(words.no_longer)
    lines.append(layout.small(words.key.format(key=inert(layout.cut(delivery.report.about, 150)))))
    lines += [layout.small(words.source.format(source=inert(_short(each)))) for each in delivery.sources[:6]]
    if delivery.spread is not None:
        bars = (
            " · ".join(foreign(each) for each in bar_words(delivery.posed, delivery.spread, language)) if delivery.posed else ""
        )
        told = words.answers.format(answers=bars) if delivery.spread.total else words.nobody
        lines.append(layout.small(layout.cut(told, 600)))
    return lines


def _question(posed: Posed, language: Language) -> list[str]:
    card = question_card(posed, language)
    options = [f"**{letter}.** {inline(layout.cut(text, 150))}" for letter, text in zip(LETTERS, card.options, strict=False)]
    right = WORDS[language].right.format(answer=inline(layout.cut(right_words(posed, language), LONGEST_TEXT)))
    return [inline(layout.cut(card.text, LONGEST_TEXT)), *options, right]


def _short(source: str) -> str:
    """A place without the folders of the host that lead to its deck."""
    return "/".join(source.rsplit("/", 3)[-3:])
