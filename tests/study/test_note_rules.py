from datetime import date

import pytest

from bot.study import outline
from bot.study.facts import Deck, FactBase, Language, Problem
from bot.study.glossary import Glossary, parse
from bot.study.note_rules import broken
from bot.study.notes import parse as parse_notes

TODAY = date(2026, 11, 22)


def found(glossary: str = "", recheck: int | None = 365, today: date | None = TODAY, ja: str = "", en: str = "") -> list[Problem]:
    deck = Deck("deck", {}, recheck=recheck)
    pages: tuple[tuple[Language, str], ...] = (("ja", ja), ("en", en))
    made = [outline.Page(language, f"{language}.md", "notes", parse_notes(text, "")[0]) for language, text in pages if text]
    facts, _ = outline.build(deck, made)
    terms = parse(glossary, "g.yaml")[0] if glossary else Glossary()
    return list(broken(FactBase((deck,), facts), terms, today))


def said(**given: str) -> list[str]:
    return [str(problem) for problem in found(**given)]  # type: ignore[arg-type]


def test_a_correction_in_one_language_only() -> None:
    ja = "# 甲 {#a}\n\n- 乙 {#b}\n  > was: 丙\n"
    assert said(ja=ja, en="# A {#a}\n\n- B {#b}\n") == [
        "en.md:3: the correction at ja.md:3 is missing in English; write > was: … beneath this line too"
    ]
    assert said(ja=ja, en="# A {#a}\n\n- B {#b}\n  > was: C\n") == []
    assert said(ja=ja) == []


def test_a_correction_since_another_day() -> None:
    ja, en = ("# 甲 {#a}\n> was: 乙\n> since: 2025-08\n", "# A {#a}\n> was: B\n> since: 2025-09\n")
    assert said(ja=ja, en=en) == ["en.md:1: the correction here has another since: than the one at ja.md:1; write the same"]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[a](http://example.com)", "http://example.com is not https; write https:// if the page has it"),
        ("<http://example.com>", "http://example.com is not https"),
        ("[a](other.md)", "a link to 'other.md' is no source and is left out; write an address that begins with https://"),
        ("[a]( <ftp://example.com> )", "a link to 'ftp://example.com' is no source"),
    ],
)
def test_links_that_are_not_https(link: str, message: str) -> None:
    (problem,) = found(en=f"# A\n\n- b {link}\n")
    assert problem.warning
    assert str(problem).startswith(f"en.md:3: warning: {message}")


@pytest.mark.parametrize("line", ["[a](https://example.com)", "`[a](b)`", "```\n  [a](b)\n  ```", "f](", "a [b] (c)"])
def test_links_that_are_fine_and_what_is_none(line: str) -> None:
    assert found(en=f"# A\n\n- {line}\n") == []


def test_old_dates_are_named_where_they_were_written() -> None:
    text = "# A {#a checked=2025-11-22}\n\n- b\n  - c {#c checked=2025-11-21}\n    - d\n- e {#e checked=2025-11-21}\n"
    message = "recheck: this was checked 366 days ago, on 2025-11-21 (deck.yaml allows 365); compare it with its sources"
    assert said(en=text) == [f"en.md:{line}: warning: {message} and date it anew" for line in (4, 6)]
    assert found(en=text, recheck=None) == []
    assert found(en=text, today=None) == []


def test_dates_still_to_come() -> None:
    assert found(en="# A {#a checked=2026-11-23}\n") == []  # it is tomorrow already, east of here
    (problem,) = said(en="# A {#a checked=2062-11-22}\n")
    assert problem == "en.md:1: warning: checked=2062-11-22 is still to come; write the day it was checked"


def test_terms_of_one_name() -> None:
    terms = "terms:\n- {id: a, en: [Dead Letter]}\n- {id: b, en: [dead-letter]}\n- {id: c, ja: [甲], abbr: [dead letter]}\n"
    (problem,) = said(glossary=terms + "words:\n- {id: d, en: [dead letter]}\n")
    assert problem.startswith("g.yaml:3: warning: 'b' is called 'dead-letter', as is 'a' at g.yaml:2; make one of both, or put")


@pytest.mark.parametrize(("since", "times"), [("2031", 1), ("2026-12", 1), ("2026-11-24", 1), ("2026", 0), ("2026-11-22", 0)])
def test_a_correction_that_is_still_to_come(since: str, times: int) -> None:
    en = f"# A {{#a}}\n> was: B\n> since: {since}\n"
    expected = f"en.md:1: warning: since: {since} is still to come; write since when it is so, or leave it out where it never was"
    assert said(en=en) == [expected] * times
    assert found(en=en, today=None) == []
