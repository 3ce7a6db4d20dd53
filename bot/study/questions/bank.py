"""YAML -> questions that an author wrote, and what is wrong with them at which line.

A question that cannot be asked as it stands is left out; one that can be bettered is kept, and said.
"""

import re
from collections.abc import Collection, Iterator, Mapping

import yaml

from bot.study.facts import LANGUAGES, Language, Place, Problem
from bot.study.questions.answers import typed
from bot.study.questions.options import options, steps
from bot.study.questions.question import KINDS, Kind, Option, Question, Texts, Typed, statement
from bot.study.questions.sheet import NO_TEXTS, Sheet
from bot.study.yaml_nodes import compose, pairs

LONGEST_QUESTION, LONGEST_WHY = 600, 500
"""Characters a phone still shows without scrolling for long; a card of both languages holds 4,000 in all."""

_ALWAYS = ("id", "kind", "facts", "difficulty", "domain", "scenario", "question", "working")
_OWN: Mapping[Kind, tuple[str, ...]] = {
    "choice": ("options",),
    "choose-two": ("options",),
    "true-false": ("answer", "why"),
    "typed": ("answer", "why", "slips"),
    "order": ("items",),
}
"""What the questions of a kind have besides."""
FIELDS = (*_ALWAYS, "options", "answer", "why", "slips", "items")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FACT = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TWO: Mapping[Language, re.Pattern[str]] = {"ja": re.compile("[2２二] ?(?:つ|個|点|種類)"), "en": re.compile(r"(?i)\btwo\b")}


def parse(
    source: str, path: str, deck: str = "deck", languages: Collection[Language] = LANGUAGES
) -> tuple[tuple[Question, ...], list[Problem]]:
    """The questions of one file, for a deck taught in these languages: a mapping with a list under `questions:`."""
    root, problems = compose(source, path)
    if root is None:
        return (), problems
    if not isinstance(root, yaml.MappingNode):
        return (), [
            *problems,
            Problem(Place(path, 1), "a file of questions is a mapping; write `questions:` and a list beneath it"),
        ]
    sheet = Sheet(path, languages, problems)
    found: list[Question] = []
    for key, value in pairs(root, path, problems):
        if key.value != "questions":
            sheet.report(key, f"{key.value[:40]!r} is not known here; write `questions:` and a list beneath it")
        elif value.value:  # a list not yet begun is no fault
            found.extend(_questions(sheet, value, deck))
    return tuple(found), problems


def _questions(sheet: Sheet, node: yaml.Node, deck: str) -> Iterator[Question]:
    for each in sheet.items(node, "questions"):
        sheet.spoilt = False
        question = _question(sheet, each, deck)
        if question is not None and not sheet.spoilt:
            yield question


def _question(sheet: Sheet, node: yaml.Node, deck: str) -> Question | None:
    """One question; None, or a spoilt sheet, where it has to be left out."""
    fields = sheet.fields(node, FIELDS, "a question")
    kind = _kind(sheet, node, fields)
    if kind is None:
        return None
    for name in fields:
        if name not in _ALWAYS + _OWN[kind]:
            sheet.report(fields[name], f"a question of the kind {kind} has no {name}:; it has {', '.join(_ALWAYS + _OWN[kind])}")
    for name in ("id", "facts", "question", *_OWN[kind]):
        if name not in fields and name not in {"slips", "why"}:
            sheet.spoil(node, f"this question has no {name}:; write it")
    text = _texts(sheet, fields, "question", LONGEST_QUESTION)
    if kind == "choose-two":
        _says_two(sheet, node, text)
    return Question(
        id=_id(sheet, fields),
        deck=deck,
        kind=kind,
        text=text,
        facts=tuple(f"{deck}/{fact}" for fact in _facts(sheet, fields)),
        place=sheet.place(node),
        difficulty=_difficulty(sheet, node, fields),
        domain=sheet.word(fields["domain"], "domain") if "domain" in fields else "",
        scenario=sheet.flag(fields.get("scenario"), "scenario"),
        options=_options(sheet, fields, kind),
        typed=_typed(sheet, node, fields, kind),
        why=_why(sheet, node, fields, kind),
        working=_texts(sheet, fields, "working", LONGEST_WHY),
    )


def _kind(sheet: Sheet, node: yaml.Node, fields: Mapping[str, yaml.Node]) -> Kind | None:
    if sheet.spoilt:
        return None
    said = sheet.word(fields["kind"], "kind") if "kind" in fields else ""
    for kind in KINDS:
        if said == kind:
            return kind
    sheet.spoil(fields.get("kind", node), f"the kind of this question is {said[:40]!r}; write one of {', '.join(KINDS)}")
    return None


def _id(sheet: Sheet, fields: Mapping[str, yaml.Node]) -> str:
    id_ = sheet.word(fields["id"], "id") if "id" in fields else ""
    if "id" in fields and not _ID.fullmatch(id_):
        sheet.spoil(fields["id"], f"the id {id_[:80]!r} cannot be used; write up to 64 small letters, digits and hyphens")
    return id_


def _facts(sheet: Sheet, fields: Mapping[str, yaml.Node]) -> tuple[str, ...]:
    if "facts" not in fields:
        return ()
    found = sheet.words(fields["facts"], "facts")
    for fact in found:
        if not _FACT.fullmatch(fact):
            sheet.spoil(fields["facts"], f"{fact[:80]!r} is no id of a fact; write what stands behind # in the notes, as {{#id}}")
    return tuple(dict.fromkeys(found))


def _difficulty(sheet: Sheet, node: yaml.Node, fields: Mapping[str, yaml.Node]) -> int:
    said = sheet.word(fields["difficulty"], "difficulty") if "difficulty" in fields else ""
    if said not in {"1", "2", "3"}:
        where = fields.get("difficulty", node)
        sheet.report(where, "difficulty is 1 (recall), 2 (understanding) or 3 (judgement); write one of them")
        return 1
    return int(said)


def _says_two(sheet: Sheet, node: yaml.Node, text: Texts) -> None:
    for language, words in text.items():
        if not _TWO[language].search(words):
            advice = "2 つ選べ" if language == "ja" else "choose two"
            sheet.report(node, f"the question does not say that two are right; write {advice!r} in it ({language})")


def _options(sheet: Sheet, fields: Mapping[str, yaml.Node], kind: Kind) -> tuple[Option, ...]:
    if "options" in fields and kind in {"choice", "choose-two"}:
        return options(sheet, fields["options"], two=kind == "choose-two")
    if "items" in fields and kind == "order":
        return steps(sheet, fields["items"])
    if "answer" in fields and kind == "true-false":
        said = sheet.word(fields["answer"], "answer", quoted=False)
        if said not in {"right", "wrong"}:
            sheet.spoil(fields["answer"], f"the answer is {said[:40]!r}; write `right` where the statement holds, else `wrong`")
        return statement(said == "right")
    return ()


def _typed(sheet: Sheet, node: yaml.Node, fields: Mapping[str, yaml.Node], kind: Kind) -> Typed | None:
    if kind != "typed" or "answer" not in fields:
        return None
    if "slips" not in fields:
        sheet.report(node, "this question has no slips:; write at least one typical wrong answer and why it is wrong")
    return typed(sheet, fields["answer"], fields.get("slips"))


def _why(sheet: Sheet, node: yaml.Node, fields: Mapping[str, yaml.Node], kind: Kind) -> Texts:
    if "why" in _OWN[kind] and "why" not in fields:
        sheet.report(node, "this question has no why:; write the reason for its answer in each language")
    return _texts(sheet, fields, "why", LONGEST_WHY) if "why" in _OWN[kind] else NO_TEXTS


def _texts(sheet: Sheet, fields: Mapping[str, yaml.Node], name: str, longest: int) -> Texts:
    return sheet.texts(fields[name], name, longest) if name in fields else NO_TEXTS
