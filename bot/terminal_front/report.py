"""What a check found -> lines to read, or JSON for editors. The keys of the JSON are a contract."""

import json
from collections.abc import Iterable, Iterator

from bot.study.facts import Language, Problem
from bot.terminal_front.printable import printable
from bot.tutor.checking import Report
from bot.tutor.id_writing import Written
from bot.wording.terminal import words


def report_lines(report: Report, language: Language) -> Iterator[str]:
    """Each problem with its file and line, and what was checked."""
    said = words(language)
    yield from (printable(str(problem)) for problem in report.problems)
    summary = said.checked.format(topics=report.topics, facts=report.facts, terms=report.terms, questions=report.questions)
    warnings = len(report.problems) - report.wrong
    wrong = said.wrong.format(count=report.wrong) if report.wrong else said.clean
    yield summary + wrong + (said.warned.format(count=warnings) if warnings else "")


def report_json(problems: Iterable[Problem]) -> str:
    """An array of {path, line, severity, message}, in the order of the files; plain ASCII, so that any editor can read it."""
    return json.dumps(
        [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "severity": "warning" if problem.warning else "problem",
                "message": problem.message,
            }
            for problem in problems
        ],
        indent=2,
    )


def written_lines(written: Written, language: Language) -> Iterator[str]:
    """What ids were written where, and where none could be."""
    said = words(language)
    for path, count in written.files.items():
        yield printable(said.wrote_ids.format(path=path, count=count))
    for path in written.refused:
        yield printable(said.no_ids_written.format(path=path))
    for path in written.locked:
        yield printable(said.ids_locked.format(path=path))
    if written.one_sided:
        yield said.ids_one_sided.format(count=written.one_sided)
    if not written.files and not written.refused and not written.locked:
        yield said.ids_complete
