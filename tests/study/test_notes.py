import textwrap
from collections.abc import Sequence

import pytest

from bot.study.facts import Link
from bot.study.notes import DEEPEST, LONGEST_LINE, Entry, Span, parse, spans


def tree(entries: Sequence[Entry]) -> str:
    """An outline as text again: two spaces a level, headings with their signs."""
    rows = []
    for entry in entries:
        rows.append("#" * entry.level + " " * bool(entry.level) + entry.plain)
        rows.append(textwrap.indent(tree(entry.children), "  "))
    return "\n".join(row for row in rows if row)


def same(drawn: str) -> str:
    return textwrap.dedent(drawn).strip()


def only(text: str) -> Entry:
    entries, problems = parse(text, "notes.md")
    assert problems == []
    (entry,) = entries
    return entry


def said(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "notes.md")[1]]


def test_headings_hold_bullets_and_bullets_hold_bullets(text: str) -> None:
    """
    # A

    - one
      - two
        - three
    - four

    ## B

    - five

    # C
    """
    drawn = """
    # A
      one
        two
          three
      four
      ## B
        five
    # C
    """
    assert tree(parse(text, "")[0]) == same(drawn)


def test_any_list_of_commonmark_is_read(text: str) -> None:
    """
    # A
    * star
    + plus
    1. first
       1. nested
    2) second

    Setext
    ======

    -   wide

        with a paragraph

    - [ ] to do
    """
    drawn = """
    # A
      star
      plus
      first
        nested
      second
    # Setext
      wide
        with a paragraph
      [ ] to do
    """
    assert tree(parse(text, "")[0]) == same(drawn)


def test_paragraphs_and_code_are_facts_too(text: str) -> None:
    """
    # A

    A paragraph
    of two lines.

    - how to deploy
      ```sh
      sam build
      sam deploy
      ```

    > quoted
    """
    heading = only(text)
    paragraph, bullet, quoted = heading.children
    assert (paragraph.plain, quoted.plain) == ("A paragraph of two lines.", "quoted")
    assert bullet.children[0].markdown == "```\nsam build\nsam deploy\n```"


def test_lines_are_counted_from_1_in_any_file(text: str) -> None:
    """
    # A

    - one
      - two

        three
    """
    heading = only(text)
    one = heading.children[0]
    two = one.children[0]
    assert [heading.line, one.line, two.line, two.children[0].line] == [1, 3, 4, 6]
    for ending in ("\r\n", "\r"):
        again = only(text.replace("\n", ending)).children[0]
        assert (again.line, again.children[0].plain) == (3, "two")
    assert only("\ufeff# A").plain == "A"


def test_what_a_person_reads_of_it(text: str) -> None:
    """
    # **Bold** and `code` and <b>html</b> &amp; ~this~

    - [a *source*](https://example.com/a) and [another](http://example.com/b)
    """
    heading = only(text)
    bullet = heading.children[0]
    assert heading.plain.startswith("Bold and code and")
    assert bullet.plain == "a source and another"
    assert bullet.links == (Link("a source", "https://example.com/a"), Link("another", "http://example.com/b"))


def test_half_finished_bullets_do_no_harm(text: str) -> None:
    """
    # A

    -
    - [broken](
    - **open
    - `open
    -
      - beneath an empty one
    - ends with：
    """
    heading = only(text)
    assert [child.plain for child in heading.children] == ["[broken](", "**open", "`open", "beneath an empty one", "ends with："]


def test_only_the_web_is_a_source(text: str) -> None:
    """
    - [here](https://example.com) [file](file:///etc/passwd) [script](javascript:alert) [rel](other.md)
    """
    assert [link.url for link in only(text).links] == ["https://example.com"]


def test_links_by_reference_are_written_out(text: str) -> None:
    """
    - see [the guide][g]

    [g]: https://example.com/guide
    """
    entry = only(text)
    assert entry.markdown == "see [the guide](https://example.com/guide)"
    assert entry.links == (Link("the guide", "https://example.com/guide"),)


@pytest.mark.parametrize(
    ("text", "id_", "attributes", "plain"),
    [
        ("- timeout {#sqs-timeout}", "sqs-timeout", {}, "timeout"),
        ("# SQS {#sqs checked=2026-11-22}", "sqs", {"checked": "2026-11-22"}, "SQS"),
        ("# SQS{#sqs}", "sqs", {}, "SQS"),
        ("- a {#b checked=2026-01-01 confidence=medium}", "b", {"checked": "2026-01-01", "confidence": "medium"}, "a"),
        ("- `{#not-an-id}` is how", None, {}, "{#not-an-id} is how"),
        ("- ${aws:username}", None, {}, "${aws:username}"),
    ],
)
def test_ids_and_attributes(text: str, id_: str | None, attributes: dict[str, str], plain: str) -> None:
    entries, problems = parse(text, "")
    assert problems == []
    found = entries[0] if entries else Entry("", "", 1)
    assert (found.id, found.attributes, found.plain) == (id_, attributes, plain)


def test_comments_are_for_the_author(text: str) -> None:
    """
    # A

    <!-- to do -->

    - b
    """
    assert tree(only(text).children) == "b"


def test_invisible_characters_are_dropped_and_said_with_their_line() -> None:
    entries, problems = parse("# A\n\n- red \x1b[31m\n- turned \u202eback\n", "notes.md")
    assert [child.plain for child in entries[0].children] == ["red [31m", "turned back"]
    assert [str(problem).split("(")[0] for problem in problems] == [
        "notes.md:3: an invisible control character ",
        "notes.md:4: an invisible control character ",
    ]


def test_invisible_characters_do_not_come_back_as_entities() -> None:
    assert only("- a&#x202e;b").plain == "ab"


@pytest.mark.parametrize("line", ["- a {#b c}", "- a {#}", "- {#}", "- a **b** {#c", "- {#a b}"])
def test_an_id_that_cannot_be_read(line: str) -> None:
    (problem,) = said(f"- first\n\n{line}\n")
    assert problem == "notes.md:3: this id cannot be read; write it as {#small-letters-and-hyphens} at the very end"


def test_a_link_without_words_is_its_address() -> None:
    entry = only("- [](https://example.com/a)\n")
    assert (entry.plain, entry.links) == ("https://example.com/a", (Link("https://example.com/a", "https://example.com/a"),))
    assert spans(entry.markdown) == (Span("link", "https://example.com/a", "https://example.com/a"),)


@pytest.mark.parametrize(
    "text", ["# T\n```\n- x\n# U\n", "# T\n~~~~ py\nx\n~~~", "# T\n```", "# T\n- ```\n  x\n\n# U\n", "# T\n> ```\n> x\n"]
)
def test_code_that_is_never_closed(text: str) -> None:
    (problem,) = said(text)
    assert problem.startswith("notes.md:2: this code is never closed; write a line of ")


@pytest.mark.parametrize(
    "text", ["```\nx\n```", "- a\n  ```py\n  x\n  ````\n- b\n", "> ~~~\n> x\n> ~~~\n", "```\n```\n", "    code\n"]
)
def test_code_that_is_closed(text: str) -> None:
    assert said(text) == []


def test_front_matter_is_left_out() -> None:
    (entry,) = parse("\ufeff---\r\ntitle: X\r\ntags: [a]\r\n---\r\n# A\r\n", "")[0]
    assert (entry.plain, entry.line) == ("A", 5)
    assert [entry.plain for entry in parse("---\n\nwords\n\n---\n", "")[0]] == ["words"]


def test_a_line_that_is_too_long_is_left_out_and_the_rest_is_read() -> None:
    text = f"# A\n\n- {'a' * LONGEST_LINE}\n- kept\n"
    assert said(text) == [f"notes.md:3: this line has {LONGEST_LINE + 2:,} characters and is left out; break it below 20,000"]
    assert "kept" in tree(parse(text, "")[0])


def test_lists_may_be_deep_but_not_without_end() -> None:
    deep = "".join("  " * level + f"- {level}\n" for level in range(DEEPEST - 1))
    assert said(deep) == []
    assert tree(parse(deep, "")[0]).count("\n") == DEEPEST - 2
    deeper = "".join("  " * level + f"- {level}\n" for level in range(DEEPEST + 20))
    (problem,) = said(deeper)
    assert "lists nest deeper than 60 levels here; what lies deeper is left out" in problem


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("", ()),
        ("plain", (Span("text", "plain"),)),
        ("a `b` **c**", (Span("text", "a "), Span("code", "b"), Span("text", " c"))),
        ("[x](https://example.com) y", (Span("link", "x", "https://example.com"), Span("text", " y"))),
        ("[x](javascript:y)", (Span("text", "[x](javascript:y)"),)),
        ("![alt](https://example.com/a.png)", (Span("text", "alt"),)),
    ],
)
def test_a_line_as_runs(markdown: str, found: tuple[Span, ...]) -> None:
    assert spans(markdown) == found


ASTRAY = {
    "- A alpha {#f-a}.": ("{#f-a}", "{#f-a}"),
    "- A alpha { #f-a}": ("{ #f-a}", "{#f-a}"),
    "- {#f-a} A alpha": ("{#f-a}", "{#f-a}"),
    "- A alpha {＃f-a}": ("{＃f-a}", "{#f-a}"),
    "- 甲｛#f-a｝": ("｛#f-a｝", "{#f-a}"),
    "- A *alpha* {#f-a checked=2026-11-22} and `b`": ("{#f-a checked=2026-11-22}", "{#f-a checked=2026-11-22}"),
    "- A alpha {#f-a}\n  and more": ("{#f-a}", "{#f-a}"),
    "# A {#f-a} {#f-b}": ("{#f-a}", "{#f-a}"),
    "# A {# f-a}": ("{# f-a}", "{#f-a}"),
}


@pytest.mark.parametrize(("line", "found"), ASTRAY.items())
def test_an_id_that_would_stand_on_the_card(line: str, found: tuple[str, str]) -> None:
    written, meant = found
    (problem,) = said(f"- first\n\n{line}\n")
    assert problem == f"notes.md:3: the id in {written} is not read here; write it as {meant} at the very end of the line"


@pytest.mark.parametrize(
    "line",
    [
        "- `{#a}` is an id", "- `{ #a}`", "- #{name} in Ruby", "- {{#each}} in Handlebars", "- ${#list}", "- {#} is empty",
        "- a \\{#b} that is meant", "- {a} and { b }", "- {#each items as item}: Svelte", "- [a {#b}](https://example.com)",
    ],
)  # fmt: skip
def test_what_is_no_id(line: str) -> None:
    assert said(f"{line}\n") == []
