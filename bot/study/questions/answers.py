"""The YAML nodes of a typed answer and its slips -> what is accepted, and what is a typical mistake."""

from collections.abc import Iterator

import yaml

from bot.study import nouns
from bot.study.measures import Amount, in_unit, stated
from bot.study.questions.question import COMPARISONS, Comparison, Slip, Typed
from bot.study.questions.sheet import NO_TEXTS, Sheet
from bot.study.text import fold, key
from bot.study.units import COUNT

LONGEST_ANSWER, LONGEST_REASON = 100, 400


def typed(sheet: Sheet, answer: yaml.Node, slips: yaml.Node | None) -> Typed | None:
    """What a typed question accepts; None, and spoilt, where it accepts nothing."""
    fields = sheet.fields(answer, (*COMPARISONS, "unit"), "the answer")
    said: list[Comparison] = [name for name in COMPARISONS if name in fields]
    if len(said) != 1:
        sheet.spoil(answer, f"the answer is {' or '.join(said) or 'nothing'}; write one of {', '.join(COMPARISONS)}")
        return None
    (comparison,) = said
    accepted = sheet.words(fields[comparison], "the answer")
    for word in accepted:
        if comparison == "measure" and not stated(word):
            sheet.spoil(answer, f'{word[:40]!r} is no amount; write a number and its unit, as in "30 s"')
        if len(word) > LONGEST_ANSWER:
            sheet.report(answer, f"nobody types {len(word)} characters; ask for something shorter than {LONGEST_ANSWER}")
    unit = _unit(sheet, fields, comparison, accepted)
    told = tuple(_slips(sheet, slips, comparison, accepted)) if slips is not None else ()
    return Typed(comparison, accepted, unit, told)


def _unit(sheet: Sheet, fields: dict[str, yaml.Node], comparison: Comparison, accepted: tuple[str, ...]) -> str:
    if "unit" not in fields:
        return ""
    if comparison != "measure":
        sheet.report(fields["unit"], "only a measure has a unit; take the line out")
        return ""
    unit = sheet.word(fields["unit"], "unit")
    if unit and not _is_unit_of(unit, [in_unit(amount, unit) for word in accepted for amount in stated(word)]):
        sheet.report(fields["unit"], f"{unit[:40]!r} is no unit of {accepted[0][:40]!r}; write the one asked for, as in unit: s")
        return ""
    return unit


def _is_unit_of(unit: str, right: list[Amount]) -> bool:
    """Whether a bare number may be read in it: it measures the same, or names what is counted."""
    one = stated(f"1 {unit}")
    if len(one) != 1 or not (one[0].unit or one[0].noun):
        return False
    same = all(amount.unit == one[0].unit for amount in right)
    return same and (one[0].unit != COUNT or any(nouns.compare(one[0].noun, [amount.noun]) == "same" for amount in right))


def _slips(sheet: Sheet, node: yaml.Node, comparison: Comparison, accepted: tuple[str, ...]) -> Iterator[Slip]:
    right = {_compared(word, comparison) for word in accepted}
    for each in sheet.items(node, "slips"):
        fields = sheet.fields(each, ("answer", "why"), "a slip")
        if "answer" not in fields or "why" not in fields:
            sheet.spoil(each, "a slip is an answer and why it is wrong; write answer: and why:")
            continue
        why = sheet.texts(fields["why"], "why", LONGEST_REASON)
        for answer in sheet.words(fields["answer"], "the answer of a slip"):
            if _compared(answer, comparison) in right:
                sheet.spoil(each, f"{answer[:40]!r} is a right answer too; take it out of the slips")
            yield Slip(answer, why or NO_TEXTS)


def _compared(word: str, comparison: Comparison) -> object:
    """As the two are held side by side here; only what is surely the same is the same."""
    if comparison == "measure":
        return tuple((each.number, each.unit, key(each.noun)) for each in stated(word))
    return key(word) if comparison == "name" else fold(word)
