from collections.abc import Mapping

import pytest

from bot.study import outline
from bot.study.facts import Correction, Deck, Domain, Fact, FactBase, Language
from bot.study.notes import parse
from tests.study.conftest import built

DOMAINS = (Domain("security", {}), Domain("rest", {}))


def said(pages: Mapping[Language, str]) -> list[str]:
    made = [outline.Page(language, f"{language}.md", "notes", parse(text, "")[0]) for language, text in pages.items()]
    return [str(problem) for problem in outline.build(Deck("deck", {}, DOMAINS), made)[1]]


def fact(base: FactBase, plain: str) -> Fact:
    return next(each for each in base.facts.values() if any(line.plain == plain for line in each.lines.values()))


def test_a_parent_comes_before_its_children_and_knows_them(base: FactBase) -> None:
    """
    # SQS

    - timeout
      - 30 seconds
    - retention
    """
    assert [each.line("en").plain for each in base.facts.values()] == ["SQS", "timeout", "30 seconds", "retention"]
    sqs, timeout, seconds = fact(base, "SQS"), fact(base, "timeout"), fact(base, "30 seconds")
    assert sqs.children == (timeout.key, fact(base, "retention").key)
    assert (seconds.parent, seconds.path) == (timeout.key, (sqs.key, timeout.key))
    assert (sqs.is_topic, timeout.is_topic) == (True, False)
    assert (sqs.heading, timeout.heading) == (True, False)


def test_a_lone_title_above_sections_is_no_topic(base: FactBase) -> None:
    """
    # My notes

    ## SQS

    ## S3
    """
    assert [topic.line("en").plain for topic in base.topics()] == ["SQS", "S3"]


def test_a_lone_heading_above_bullets_is_one(base: FactBase) -> None:
    """
    # SQS

    - timeout
    """
    assert [topic.line("en").plain for topic in base.topics()] == ["SQS"]


def test_bullets_without_a_heading_stand_under_the_files_name() -> None:
    base = built({"en": "- one\n- two\n\n# Topic\n"}, name="loose")
    assert [topic.line("en").plain for topic in base.topics()] == ["loose", "Topic"]
    assert fact(base, "two").path == (base.topics()[0].key,)


def test_ids_from_the_path_are_unique_and_survive_edits_elsewhere() -> None:
    before = built({"en": "# A\n\n- x\n  - same\n- y\n  - same\n"})
    after = built({"en": "# New\n\n- x\n\n# A\n\n- added\n- y\n  - same\n- x\n  - more\n  - same\n"})
    assert len(before.facts) == 5
    assert set(before.facts) <= set(after.facts)


def test_equal_bullets_under_one_parent_have_ids_of_their_own() -> None:
    assert len(built({"en": "# A\n\n- b\n- b\n- b\n"}).facts) == 4


def test_a_given_id_survives_renaming_and_moving() -> None:
    before, after = built({"en": "# A\n\n- old {#a.1_x}\n"}), built({"en": "# B\n\n- c\n  - new {#a.1_x}\n"})
    assert fact(before, "old").key == fact(after, "new").key == "deck/a.1_x"


def test_languages_are_joined_by_id() -> None:
    base = built({"ja": "# キュー {#q}\n\n- 時間 {#t}\n- 大きさ {#s}\n", "en": "# Queue {#q}\n\n- size {#s}\n- time {#t}\n"})
    assert {each.id: (each.line("ja").plain, each.line("en").plain) for each in base.facts.values()} == {
        "q": ("キュー", "Queue"),
        "t": ("時間", "time"),
        "s": ("大きさ", "size"),
    }


def test_as_many_lines_without_ids_are_joined_in_order() -> None:
    base = built({"ja": "# 甲 {#a}\n\n- 一\n- 二\n", "en": "# A {#a}\n\n- one\n- two\n"})
    assert fact(base, "一").line("en").plain == "one"
    assert fact(base, "二").line("en").plain == "two"


def test_lines_split_differently_stay_in_their_own_language() -> None:
    base = built({"ja": "# 甲 {#a}\n\n- 一\n- 二\n", "en": "# A {#a}\n\n- both\n"})
    topic = base.topics()[0]
    assert base.text(topic, "en") == "A\n- both"
    assert base.text(topic, "ja") == "甲\n- 一\n- 二"


def test_lines_of_one_language_stand_where_that_language_has_them() -> None:
    base = built({"ja": "# 甲 {#a}\n\n- 説明\n- 乙 {#b}\n", "en": "# A {#a}\n\n- one\n- two\n- B {#b}\n- three\n"})
    assert base.text(base.topics()[0], "en") == "A\n- one\n- two\n- B\n- three"
    assert base.text(base.topics()[0], "ja") == "甲\n- 説明\n- 乙"


def test_a_fact_in_one_language_is_shown_in_the_other_where_it_has_an_id() -> None:
    base = built({"ja": "# 甲 {#a}\n\n- 日本語だけ {#b}\n", "en": "# A {#a}\n"})
    assert base.text(base.topics()[0], "en") == "A\n- 日本語だけ"


def test_a_line_may_follow_one_that_the_other_language_has_elsewhere() -> None:
    texts: Mapping[Language, str] = {
        "ja": "# 甲 {#a}\n\n- 乙 {#b}\n\n# 丙 {#c}\n",
        "en": "# A {#a}\n\n# C {#c}\n\n- B {#b}\n- D\n",
    }
    deck = Deck("deck", {})
    pages = [outline.Page(language, "", "notes", parse(text, "")[0]) for language, text in texts.items()]
    base = FactBase((deck,), outline.build(deck, pages)[0])
    assert base.text(base["deck/c"], "en") == "C\n- D"
    assert base["deck/b"].line("en").plain == "B"


def test_the_day_checked_holds_for_all_beneath_and_doubt_for_its_own(base: FactBase) -> None:
    """
    # A {#a checked=2026-11-22}

    - b {#b confidence=medium}
      - c
    - d {#d checked=2026-12-01}
    """
    assert {each.line("en").plain: str(each.checked) for each in base.facts.values()} == {
        "A": "2026-11-22",
        "b": "2026-11-22",
        "c": "2026-11-22",
        "d": "2026-12-01",
    }
    assert (fact(base, "b").confirmed, fact(base, "d").confirmed) == (False, True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# A {#x}\n\n- b {#x}", "en.md:3: the id 'x' is already used at en.md:1; give this one another"),
        ("# A {#Bad}", "en.md:1: the id 'Bad' cannot be used; write up to 64 small letters"),
        ("# A {#" + "x" * 65 + "}", "en.md:1: the id 'xxx"),
        ("# A {#a checked=soon}", "en.md:1: 'soon' is no date; write the day as checked=2026-11-22"),
        ("# A {#a checked=2026-02-30}\n\n- b", "en.md:1: '2026-02-30' is no date"),
        ("# A {#a confidence=low}", "en.md:1: the confidence 'low' is not known; write high or medium"),
        ("# A {#a colour=red}", "en.md:1: 'colour' is not known here; write checked=2026-11-22 or confidence=medium"),
    ],
)
def test_what_is_wrong_is_said_once_with_its_line_and_loses_nothing(text: str, problem: str) -> None:
    (found,) = said({"en": text})
    assert found.startswith(problem)
    page = outline.Page("en", "en.md", "notes", parse(text, "")[0])
    assert len(outline.build(Deck("deck", {}), [page])[0]) == text.count("\n\n- ") + 1


def test_the_lines_of_a_doubtful_fact_are_doubtful_and_facts_beneath_it_are_not(base: FactBase) -> None:
    """
    # A {#a}

    - b {#b confidence=medium}
      - c
        - d
      - e {#e}
        - f
    """
    doubtful = {each.line("en").plain for each in base.facts.values() if not each.confirmed}
    assert doubtful == {"b", "c", "d"}


def test_the_domain_holds_for_all_beneath_until_another(base: FactBase) -> None:
    """
    # A {#a domain=rest}

    - b
      - c {#c domain=security}
        - d
    - e

    # F {#f}
    """
    found = {each.line("en").plain: each.domain for each in base.facts.values()}
    assert found == {"A": "rest", "b": "rest", "c": "security", "d": "security", "e": "rest", "F": ""}


@pytest.mark.parametrize(
    ("ja", "en", "problem"),
    [
        ("a domain=rest", "a domain=other", "en.md:1: the domain 'other' is not in deck.yaml; write one of security, rest"),
        ("a domain=rest", "a domain=security", "en.md:1: there is domain=security here, but domain=rest at ja.md:1; write"),
        ("a domain=rest", "a", "en.md:1: there is no domain here, but domain=rest at ja.md:1; write the same in both"),
        ("a", "a domain=rest", "en.md:1: there is domain=rest here, but no domain at ja.md:1; write the same in both"),
    ],
)
def test_domains_that_are_not_alike_in_both_languages(ja: str, en: str, problem: str) -> None:
    found = said({"ja": f"# 甲 {{#{ja}}}\n\n- 乙 {{#b}}\n- 丙\n", "en": f"# A {{#{en}}}\n\n- B {{#b}}\n- C\n"})
    assert found[0].startswith(problem)
    assert len(found) == 1 + ("other" in en)


def test_domains_alike_in_effect_are_alike() -> None:
    assert said({"ja": "# 甲 {#a domain=rest}\n\n- 乙 {#b domain=rest}\n", "en": "# A {#a domain=rest}\n\n- B {#b}\n"}) == []


def test_a_correction_is_part_of_the_line_and_of_no_text() -> None:
    base = built({"ja": "# 甲 {#a}\n\n- 乙 {#b}\n  > was: 丙\n  > since: 2025\n", "en": "# A {#a}\n\n- B {#b}\n"})
    found = fact(base, "B")
    assert found.line("ja").correction == found.correction("en") == Correction("丙", "2025")
    assert found.line("en").correction is None
    assert base.text(base.topics()[0], "ja") == "甲\n- 乙"
    assert base.text(base.topics()[0], "ja", lambda each: ["> 注"] if each is found else []) == "甲\n- 乙\n  > 注"


def test_ids_that_are_swapped_between_languages() -> None:
    assert said({"ja": "# T {#y}\n\n- ベータ {#t}\n", "en": "# T {#t}\n\n- beta {#y}\n"}) == [
        "en.md:1: the id 't' is a heading here and a bullet at ja.md:3; give one of them another id",
        "en.md:3: the id 'y' is a bullet here and a heading at ja.md:1; give one of them another id",
    ]


def test_an_id_beneath_another_one() -> None:
    ja = "# 甲 {#a}\n\n- 一 {#one}\n\n# 乙 {#b}\n\n- 二 {#two}\n"
    en = "# A {#a}\n\n- two {#two}\n\n# B {#b}\n\n- one {#one}\n"
    assert said({"ja": ja, "en": en}) == [
        "en.md:3: the id 'two' stands beneath {#a} here and beneath {#b} at ja.md:7; move one, or give it another id",
        "en.md:7: the id 'one' stands beneath {#b} here and beneath {#a} at ja.md:3; move one, or give it another id",
    ]
    assert said({"ja": "# 甲 {#a}\n\n- 間\n  - 一 {#one}\n", "en": "# A {#a}\n\n- one {#one}\n"}) == []


@pytest.mark.parametrize(
    ("ja", "en", "message"),
    [
        (" checked=2026-11-21", " checked=2026-11-22", "there is checked=2026-11-22 here, but checked=2026-11-21 at ja.md:3"),
        ("", " checked=2026-11-22", "there is checked=2026-11-22 here, but no checked at ja.md:3"),
        (" confidence=medium", "", "there is confidence=high here, but confidence=medium at ja.md:3"),
        ("", " confidence=high", ""),
    ],
)
def test_attributes_that_differ_between_languages(ja: str, en: str, message: str) -> None:
    pages: Mapping[Language, str] = {
        "ja": f"# 甲 {{#a}}\n\n- 乙 {{#b{ja}}}\n  - 丙\n",
        "en": f"# A {{#a}}\n\n- B {{#b{en}}}\n  - C\n",
    }
    assert said(pages) == ([f"en.md:3: {message}; write the same in both"] if message else [])


def test_many_equal_lines_have_ids_in_their_order_and_take_no_longer_than_others() -> None:
    looked_up = 0

    class Counted(dict[str, object]):
        def __contains__(self, key: object) -> bool:
            nonlocal looked_up
            looked_up += 1
            return super().__contains__(key)

    builder = outline._Builder(Deck("deck", {}))
    builder._by_id = Counted()  # type: ignore[assignment]
    entries, _ = parse("# A\n" + "- same\n" * 5_000, "a.md")
    builder.add(outline.Page("en", "a.md", "a", entries), entries)
    first, second, *_, last = list(builder._by_id)[1:]
    assert (second, last) == (f"{first}-2", f"{first}-5000")
    assert looked_up < 4 * 5_000
