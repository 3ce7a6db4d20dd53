import pytest

from bot.study.facts import Correction
from bot.study.notes import Entry, parse


def told(text: str) -> dict[str, Correction]:
    """The corrections of a text, by the words they belong to. There must be nothing wrong with it."""
    entries, problems = parse(text, "notes.md")
    assert problems == []
    found: dict[str, Correction] = {}
    waiting: list[Entry] = list(entries)
    while waiting:
        entry = waiting.pop()
        waiting.extend(entry.children)
        if entry.correction:
            found[entry.plain] = entry.correction
    return found


def said(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "notes.md")[1]]


def test_it_belongs_to_what_it_is_indented_under(text: str) -> None:
    """
    # SQS
    > was: Simple Queue

    - Largest message
      > was: up to 256 KB
      > since: 2025-08
      > now: `1 MiB` since then

      - An event
    - Retention
      - 4 days
        > was: 3 days
      - At most
        14 days
      > was: always 4 days
      > since: 2020
    - last

    > ordinary words
    """
    assert told(text) == {
        "SQS": Correction("Simple Queue"),
        "Largest message": Correction("up to 256 KB", "2025-08", "`1 MiB` since then"),
        "4 days": Correction("3 days"),
        "Retention": Correction("always 4 days", "2020"),
    }


def test_it_is_no_fact_of_its_own_and_ordinary_quotes_are(text: str) -> None:
    """
    - a
      > was: b
    - c
      > It was: d
      > and then e
    - f
      > Now: g
    """
    entries, problems = parse(text, "")
    assert problems == []
    assert [(entry.plain, [child.plain for child in entry.children]) for entry in entries] == [
        ("a", []),
        ("c", ["It was: d and then e"]),
        ("f", ["Now: g"]),
    ]


@pytest.mark.parametrize("quote", ["> was：x\n  > since： 2025", "> Was: x\n  > Since: 2025", "> was: x\n  >\n  > since: 2025"])
def test_spelling_may_vary(quote: str) -> None:
    assert told(f"- a\n  {quote}\n") == {"a": Correction("x", "2025")}


@pytest.mark.parametrize("since", ["2025", "2025-08", "2025-08-31"])
def test_since_is_a_year_a_month_or_a_day(since: str) -> None:
    assert told(f"- a\n  > was: x\n  > since: {since}\n")["a"].since == since


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("> was: x\n  > since: August", "4: 'August' is no date; write since: 2025, 2025-08 or 2025-08-04"),
        ("> was: x\n  > since: 2025-13", "4: '2025-13' is no date"),
        ("> was: x\n  > since: 2025-8", "4: '2025-8' is no date"),
        ("> now: x", "3: this does not say what the notes say otherwise; write `> was: …` above it"),
        ("> since: 2025", "3: this does not say what the notes say otherwise"),
        ("> was:", "3: there is nothing behind was:; write it on the same line"),
        ("> was: x\n  > now:", "4: there is nothing behind now:; write it on the same line, or leave the line out"),
        ("> was: x\n  > was: y", "4: was: is written twice here; keep one"),
        ("> was: x\n  > y", "4: this line is no part of a correction, which has > was: …, > since: 2025-08 and > now: …"),
        ("> was: x\n  y", "4: this line is no part of a correction"),
        ("> was: x\n  > ```\n  > y\n  > ```", "4: this line is no part of a correction"),
        ("> was: [x](https://example.com)", "3: a link cannot stand behind was:; write it as a source"),
        ("> was: x\n\n  > was: y", "5: this is corrected twice; put both into one, or give each a bullet of its own"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(quote: str, problem: str) -> None:
    first = said(f"# T\n- a\n  {quote}\n- b\n")[0]
    assert first.startswith(f"notes.md:{problem}")


def test_what_can_be_used_is_used() -> None:
    entries, problems = parse("- a\n  > was: x\n  > since: soon\n  > now: y\n", "")
    assert (entries[0].correction, len(problems)) == (Correction("x", "", "y"), 1)


def test_nothing_to_correct() -> None:
    assert said("> was: x\n\n# T\n") == [
        "notes.md:1: there is nothing above that this corrects; write it beneath a heading or bullet"
    ]
    assert "there is nothing above" in said("# T\n- > was: x\n")[0]


def test_a_correction_that_was_not_indented_is_not_given_to_the_whole_topic() -> None:
    text = "# T\n\n- a\n  - b\n> was: x\n"
    assert said(text) == ["notes.md:5: this belongs to the heading; indent it by two spaces, or leave a line empty above it"]
    assert told("# T\n\n- a\n\n> was: x\n") == {"T": Correction("x")}
