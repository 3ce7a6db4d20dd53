"""What came of a wish about study groups -> the message that says so, and the list of a server's groups."""

from collections.abc import Sequence

from bot.discord_front import layout
from bot.discord_front.drawing import said
from bot.discord_front.layout import Message
from bot.discord_front.markdown import foreign
from bot.study.chosen_names import LONGEST
from bot.study.facts import Language
from bot.tutor.groups import MOST, ByRole, Done, Groups, Refusal, Unknown
from bot.wording.groups import WORDS, Words

MOST_LISTED = 25
"""Groups that are listed; of names, too, where none of that name was found."""


def done(what: Done, lines: Sequence[str]) -> Message:
    """The lines, with the names that stand in them."""
    own = what.stays or what.left or what.group
    names = {"name": foreign(what.group.name), "own": foreign(own.name)}
    moved = names | ({"name": foreign(what.left.name)} if what.left is not None else {})
    return said("\n".join(line.format(**(moved if number else names)) for number, line in enumerate(lines)))


def refused(why: Refusal | Unknown | ByRole, typed: str, language: Language) -> Message:
    """Why nothing changed, and what to do instead."""
    words = WORDS[language]
    if isinstance(why, ByRole):
        phrase = words.own_by_role if why.theirs else words.by_role
        return said(phrase.format(name=foreign(why.group.name), role=f"<@&{why.role}>"))
    if isinstance(why, Unknown):
        named = ", ".join(foreign(name) for name in why.names[:MOST_LISTED])
        return said(f"{words.unknown.format(name=_quoted(typed))}\n{words.names.format(names=named)}")
    return said(_phrase(why, words).format(name=_quoted(typed), longest=LONGEST, most=MOST))


def _phrase(why: Refusal, words: Words) -> str:
    return {
        Refusal.NOT_KEPT: words.not_kept,
        Refusal.NAME: words.bad_name,
        Refusal.TAKEN: words.taken,
        Refusal.FULL: words.full,
        Refusal.NONE_HERE: words.none_here,
        Refusal.IN_NONE: words.in_none,
        Refusal.IN_IT: words.in_it,
        Refusal.ROLE_TAKEN: words.role_taken,
    }[why]


def _quoted(typed: str) -> str:
    return foreign(layout.cut(" ".join(typed.split()), 100))


def list_view(found: Groups, language: Language) -> Message:
    """All groups, the largest first: how many are in each, which one is the reader's, which go by a role."""
    words = WORDS[language]
    if not found.listed:
        return said(words.none_here)
    own = words.own_none if found.own is None else words.own.format(name=foreign(found.own.name))
    lines = [f"## {words.title}", own]
    for each in found.listed[:MOST_LISTED]:
        line = (words.line_one if each.members == 1 else words.line).format(name=foreign(each.group.name), count=each.members)
        remarks = [words.yours] if found.own is not None and each.group.id == found.own.id else []
        remarks += [words.tied.format(role=f"<@&{each.group.role}>")] if each.group.role is not None else []
        lines.append(f"- {' · '.join([line, *remarks])}")
    if len(found.listed) > MOST_LISTED:
        lines.append(words.more.format(count=len(found.listed) - MOST_LISTED))
    return said("\n".join([*lines, layout.small(words.stay)]))
