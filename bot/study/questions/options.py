"""The YAML nodes of options, or of the steps of an order -> options with a reason for each."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import yaml

from bot.study.facts import LANGUAGES, Language
from bot.study.measures import Amount, stated, whole
from bot.study.questions.question import Option
from bot.study.questions.sheet import NO_TEXTS, Sheet
from bot.study.text import fold, key

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
_CODE = re.compile(r"`+([^`]+)`+")
_COMPARES = re.compile("[<>=≤≥≠±]")


class Meaning(NamedTuple):
    """What an option says, and the code in it, which is compared as it is written."""

    said: object
    codes: tuple[str, ...] = ()

    def same(self, other: "Meaning") -> bool:
        """Whether two options say the same; one may have left out the backticks."""
        if not self.said or self.said != other.said:
            return False
        return self.codes == other.codes or not (self.codes and other.codes)


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
    for node, first, second in _twice(nodes, found, lambda option, language: Meaning(key(option.why.get(language, "")))):
        sheet.report(node, f"options {first} and {second} give the same reason; say of each why it is right or wrong")


def _twice(
    nodes: Sequence[yaml.Node], found: Sequence[Option], meaning: Callable[[Option, Language], Meaning]
) -> Iterator[tuple[yaml.Node, int, int]]:
    """Pairs of options, counted from 1, that have the same meaning in a language; each pair once."""
    meant = [{language: meaning(option, language) for language in LANGUAGES} for option in found]
    for (first, ours), (second, theirs) in combinations(enumerate(meant, 1), 2):
        if any(ours[language].same(theirs[language]) for language in LANGUAGES):
            yield nodes[second - 1], first, second


def _meaning(words: str) -> Meaning:
    """What an option says: words without case, width, spaces and signs, amounts in their base units, code as written."""
    if not words:
        return Meaning("")
    codes = tuple(code for code in _CODE.findall(words) if not ((amount := whole(code)) and amount.unit))
    text = fold(words)
    pieces: list[object] = []
    end = 0
    for amount in stated(words):
        pieces += [_said(text[end : amount.start]), (amount.number, amount.unit), _said(_noun(text, amount))]
        end = amount.end
    pieces.append(_said(text[end:]))
    said = tuple(piece for piece in pieces if piece)
    return Meaning(said or words, codes)


def _noun(text: str, amount: Amount) -> str:
    """What is counted; a measure has none, whatever else stood in its place."""
    return amount.noun if text[: amount.end].endswith(amount.noun) else ""


def _said(words: str) -> str:
    """Words as they are compared; what only signs say is said."""
    return key(_COMPARES.sub(lambda sign: f" {ord(sign[0])} ", words))
