"""A round and what came of an answer to it -> the private messages a member sees."""

from collections.abc import Sequence
from typing import TypeAlias

from bot.discord_front import layout
from bot.discord_front.controls import Control, Draft
from bot.discord_front.drawing import said
from bot.discord_front.layout import Component, Message
from bot.discord_front.markdown import inert
from bot.discord_front.questions import controls, explain_buttons, how_part, outcome_parts, question_parts
from bot.discord_front.report_ids import of_round
from bot.discord_front.round_ids import private as panel_id
from bot.discord_front.round_ids import written
from bot.study.facts import Language
from bot.study.kept import Kept
from bot.tutor.answering import Counted, Refusal, Told, TryAgain
from bot.tutor.library import Library
from bot.tutor.practice import Outcome, answered
from bot.tutor.rounds import AskedRound
from bot.wording.reports import REPORT
from bot.wording.rounds import WORDS, answer_words, counted_words

MOST_OTHERS = 5
"""Other open questions that `/today` offers."""
MOST_KEPT = 300
"""Verdicts kept; one takes some 5 KB."""

_Verdict: TypeAlias = tuple[tuple[Component, ...], tuple[Component, ...]]


class Verdicts:
    """What was drawn before of the answers to the rounds of one library: a thousand members give but a few."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._drawn: Kept[tuple[object, ...], _Verdict] = Kept(MOST_KEPT)

    def get(self, asked: AskedRound, outcome: Outcome, language: Language) -> "_Verdict":
        """The parts of a verdict, and the buttons beneath."""
        if asked.library is not self._library:
            self._library, self._drawn = asked.library, Kept(MOST_KEPT)
        key = asked.round.id, asked.round.frozen, outcome.chosen, outcome.typed, language
        return self._drawn.get(key, lambda: _drawn(asked, outcome, language))


def _drawn(asked: AskedRound, outcome: Outcome, language: Language) -> _Verdict:
    buttons = [*explain_buttons(outcome.posed.facts, (language,)), _report(asked, language)]
    return tuple(outcome_parts(outcome, language)), tuple(layout.rows(buttons))


def told(found: Told, language: Language, verdicts: Verdicts) -> Message:
    """What came of an answer. `verdicts` are those drawn before."""
    if isinstance(found, TryAgain):
        return _try_again(found, language)
    if isinstance(found, Counted) and not found.asked.at_once:
        return _kept_secret(found, language)
    words = WORDS[language]
    remark, below = words.closed, list[Component]()
    if isinstance(found, Counted):
        remark = words.recorded if found.is_new else words.already
        below = _counted(found, language, points=True)
    parts, rows = verdicts.get(found.asked, found.outcome, language)
    return layout.message([layout.text(f"**{remark}**"), *parts, *below, *rows])


def _kept_secret(found: Counted, language: Language) -> Message:
    """What was answered, without a word on whether it is right."""
    words = WORDS[language]
    remark = words.recorded_until_reveal if found.is_new else words.already_until_reveal
    lines = [f"**{remark}**", words.yours.format(answer=inert(layout.cut(answer_words(found.outcome, language), 300)))]
    below = _counted(found, language, points=False)
    return layout.message([layout.text("\n".join(lines)), *below, layout.row(_report(found.asked, language))])


def _counted(found: Counted, language: Language, *, points: bool) -> list[Component]:
    """What the answer did to points and streak, in small print."""
    lines = counted_words(found, language, points=points)
    return [layout.text("\n".join(map(layout.small, lines)))] if lines else []


def _report(asked: AskedRound, language: Language) -> Component:
    return layout.button(REPORT[language], of_round(asked.round.id))


def _try_again(found: TryAgain, language: Language) -> Message:
    words = WORDS[language]
    remark = words.try_again_closed if found.practice else words.try_again
    typed = words.yours.format(answer=inert(layout.cut(found.outcome.typed, 100)))
    return panel(found.asked, language, f"**{remark}**\n{typed}", again=True)


def panel(asked: AskedRound, language: Language, remark: str = "", *, draft: Draft = (), again: bool = False) -> Message:
    """The question with all that it takes to answer it, for one member alone."""
    number = asked.round.id
    asked_for = controls(asked.posed, (language,), lambda control: panel_id(number, control), draft=draft, again=again)
    above = [layout.text(remark)] if remark else []
    parts = question_parts(asked.posed, (language,))
    return layout.message([*above, *parts, how_part(asked.posed, (language,)), *asked_for])


def unclear(asked: AskedRound, language: Language, *, private: bool) -> Message:
    """What was sent is no answer to this question."""
    words = WORDS[language].unclear
    return panel(asked, language, words) if private else said(words)


def not_kept(asked: AskedRound, given: Sequence[int] | str, control: Control, language: Language, *, private: bool) -> Message:
    """An answer that could not be written down: all that was chosen or typed is still there to be sent again."""
    words = WORDS[language]
    if isinstance(given, str):
        typed = words.yours.format(answer=inert(layout.cut(given, 200)))
        return panel(asked, language, f"{words.not_kept}\n{typed}", again=control.number == 1)
    if private:
        return panel(asked, language, words.not_kept, draft=control.draft if control.action == "confirm" else ())
    chosen = answer_words(answered(asked.posed, given), language)
    return said(f"{words.not_kept}\n{words.yours.format(answer=inert(chosen))}")


def today(found: Sequence[AskedRound], before: Counted | Refusal | None, language: Language) -> Message:
    """The open question of this channel or, where it has none, of the server; and ways to the others."""
    first, *others = found
    words = WORDS[language]
    head = f"## {words.today}\n{words.today_of.format(channel=f'<#{first.round.channel}>')}"
    parts: list[Component] = [layout.text(head)]
    if isinstance(before, Counted):
        answer = words.yours.format(answer=inert(layout.cut(answer_words(before.outcome, language), 300)))
        show = layout.button(words.open_question, panel_id(first.round.id, Control("ask")))
        parts += [layout.text(f"{words.today_answered}{answer}"), layout.row(show, *_links(first, language))]
    else:
        parts += question_parts(first.posed, (language,))
        parts.append(how_part(first.posed, (language,), public=True))
        asked_for = controls(first.posed, (language,), lambda control: written(first.round.id, control), public=True)
        parts += [*asked_for, *map(layout.row, _links(first, language))]
    if others:
        parts.append(layout.text(layout.small(words.today_others)))
        parts += [_other(each, language) for each in others[:MOST_OTHERS]]
    return layout.message(parts)


def _other(asked: AskedRound, language: Language) -> Component:
    show = layout.button(WORDS[language].open_question, panel_id(asked.round.id, Control("ask")))
    return layout.beside(f"<#{asked.round.channel}>", show)


def _links(asked: AskedRound, language: Language) -> list[Component]:
    """A way to the post, where it is known."""
    round_ = asked.round
    return (
        [layout.link(WORDS[language].go_to_post, post_url(round_.server, round_.channel, round_.message))]
        if round_.message
        else []
    )


def post_url(server: int, channel: int, message: int) -> str:
    """The address of a message in Discord."""
    return f"https://discord.com/channels/{server}/{channel}/{message}"
