"""The YAML nodes of options, or of the steps of an order -> options with a reason for each."""

from collections.abc import Callable, Iterator, Sequence

import yaml

from bot.study.facts import Language
from bot.study.measures import whole
from bot.study.questions.question import Option
from bot.study.questions.sheet import NO_TEXTS, Sheet
from bot.study.text import key

LONGEST_LABEL = 76
"""Characters of an option on a button: Discord shows 80, and `A. ` stands before it."""
LONGEST_TEXT, LONGEST_REASON = 300, 400

_OPTION = ("right", "ja", "en", "why", "short")
_STEP = ("ja", "en", "why")
_EMPTY_WORDS = {
    "alloftheabove", "noneoftheabove", "bothoftheabove", "alloftheseanswers", "上記ノスベテ", "上記スベテ",
    "上記ノイズレデモナイ", "スベテ正シイ", "イズレデモナイ", "ドレデモナイ", "該当ナシ",
}  # fmt: skip
"""As `key` folds them."""


def options(sheet: Sheet, node: yaml.Node, *, two: bool) -> tuple[Option, ...]:
    """The options of a question: four and one right, or five and two right."""
    nodes = sheet.items(node, "options")
    found = tuple(_option(sheet, each, _OPTION) for each in nodes)
    many, right = (5, 2) if two else (4, 1)
    if len(found) != many:
        sheet.spoil(node, f"there are {len(found)} options; write exactly {many}")
    elif (said := sum(option.right for option in found)) != right:
        sheet.spoil(node, f"{said} options are right; write `right: true` at exactly {right} of them")
    _differ(sheet, nodes, found)
    return found


def steps(sheet: Sheet, node: yaml.Node) -> tuple[Option, ...]:
    """The steps of an order, three to five, as they should stand."""
    nodes = sheet.items(node, "items")
    found = tuple(_option(sheet, each, _STEP) for each in nodes)
    if not 3 <= len(found) <= 5:
        sheet.spoil(node, f"there are {len(found)} items; write three to five, in the right order")
    _differ(sheet, nodes, found)
    return found


def _option(sheet: Sheet, node: yaml.Node, known: Sequence[str]) -> Option:
    fields = sheet.fields(node, known, "an option" if "right" in known else "an item")
    if not fields:
        return Option(NO_TEXTS)
    text = sheet.spoken(node, fields, "an option", LONGEST_TEXT)
    short = sheet.texts(fields["short"], "short", LONGEST_LABEL) if "short" in fields else NO_TEXTS
    why = sheet.texts(fields["why"], "why", LONGEST_REASON) if "why" in fields else NO_TEXTS
    if "why" not in fields:
        sheet.report(node, "there is no reason for this option; write why it is right or wrong behind `why:`")
    for language, words in text.items():
        _fits(sheet, fields[language], words, short.get(language, ""), "short" in known)
    return Option(text, sheet.flag(fields.get("right"), "right"), why, short)


def _fits(sheet: Sheet, node: yaml.Node, words: str, short: str, shortened: bool) -> None:
    if len(words) > LONGEST_LABEL and not short:
        advice = "shorten it, or write `short: {ja: …, en: …}` for its button" if shortened else "shorten it"
        sheet.report(node, f"this has {len(words)} characters and a button {LONGEST_LABEL}; {advice}")
    if key(words) in _EMPTY_WORDS:
        sheet.report(node, "an option speaks for itself, not for the others; write one that does")


def _differ(sheet: Sheet, nodes: Sequence[yaml.Node], found: Sequence[Option]) -> None:
    """Two options that mean the same would both be right, or both be wrong; two of one reason teach less."""
    for node, first, second in _twice(nodes, found, lambda option, language: _meaning(option.text.get(language, ""))):
        sheet.spoil(node, f"options {first} and {second} mean the same; write another in place of one of them")
    for node, first, second in _twice(nodes, found, lambda option, language: _meaning(option.short.get(language, ""))):
        sheet.spoil(node, f"options {first} and {second} have the same short form; write another for one of them")
    for node, first, second in _twice(nodes, found, lambda option, language: key(option.why.get(language, ""))):
        sheet.report(node, f"options {first} and {second} give the same reason; say of each why it is right or wrong")


def _twice(
    nodes: Sequence[yaml.Node], found: Sequence[Option], meaning: Callable[[Option, Language], object]
) -> Iterator[tuple[yaml.Node, int, int]]:
    """Pairs of options, counted from 1, that have the same meaning in a language; each pair once."""
    seen: dict[tuple[str, object], int] = {}
    told: set[tuple[int, int]] = set()
    languages: tuple[Language, ...] = ("ja", "en")
    for language in languages:
        for number, option in enumerate(found, 1):
            meant = meaning(option, language)
            earlier = seen.setdefault((language, meant), number)
            if meant and earlier != number and (earlier, number) not in told:
                told.add((earlier, number))
                yield nodes[number - 1], earlier, number


def _meaning(words: str) -> object:
    """What an option says: an amount, or its words without case, width, spaces and signs."""
    amount = whole(words)
    return (amount.number, amount.unit) if amount else key(words) or words
