"""The YAML nodes of a typed answer and its slips -> what is accepted, and what is a typical mistake."""

from collections.abc import Iterator

import yaml

from bot.study.measures import amounts
from bot.study.questions.question import COMPARISONS, Comparison, Slip, Typed
from bot.study.questions.sheet import NO_TEXTS, Sheet
from bot.study.text import fold, key

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
        if comparison == "measure" and not amounts(word):
            sheet.spoil(answer, f'{word[:40]!r} is no amount; write a number and its unit, as in "30 s"')
        if len(word) > LONGEST_ANSWER:
            sheet.report(answer, f"nobody types {len(word)} characters; ask for something shorter than {LONGEST_ANSWER}")
    unit = _unit(sheet, fields, comparison)
    told = tuple(_slips(sheet, slips, comparison, accepted)) if slips is not None else ()
    return Typed(comparison, accepted, unit, told)


def _unit(sheet: Sheet, fields: dict[str, yaml.Node], comparison: Comparison) -> str:
    if "unit" not in fields:
        return ""
    if comparison != "measure":
        sheet.report(fields["unit"], "only a measure has a unit; take the line out")
        return ""
    return sheet.word(fields["unit"], "unit")


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
        return tuple((each.number, each.unit) for each in amounts(word))
    return key(word) if comparison == "name" else fold(word)
