"""Every message stays within Discord's limits, whatever the notes hold."""

from pathlib import Path

import pytest

from bot.discord_front import explain
from bot.discord_front.drawing import drawn, drawn_fact, drawn_terms
from bot.discord_front.explain import Answers, answer_view
from bot.discord_front.topics import topic_choices, topics_view
from bot.study.facts import LANGUAGES, Fact, Language
from bot.study.lookup import Suggestion
from bot.tutor.explain import Answered, Explanation, Nothing, Several, explain_fact, explanation
from bot.tutor.library import Library, open_library
from bot.tutor.topic_names import topic_named
from tests.discord_front.seen import check, fact_view, labels_of, text_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
NOTES = """
# Zorblax

- Visible frobnication {#frob checked=2026-11-22 confidence=medium}
  - It takes `30` seconds. [Docs](https://docs.example.com/frob)
  - Inner part {#inner}
    - Its detail
- @everyone [bank](https://evil.example.com) <@123456789012345678> {#hostile}
  - **bold** `` a`b `` # not a heading
- Empty {#empty}
- Code {#code}
  ```
  # first
  second `x`
  ```
- Tricky sources {#tricky}
  - [paypal.com](https://pal.com/a) [plain](http://x.example) [no](https://user@evil.example) [a](https://localhost/x)
- Corrected {#corrected}
  > was: the *old* @everyone
  > since: 2025-08
  > now: the `new`
  - It is new.
- Doubly long {#doubly}
  > was: something short
  - Part one says little. {#part}
    > was: otherwise
- Many {#many}
  - One
    - 1
  - Two
    - 2
  - Three
    - 3
  - Four
    - 4
  - Five
    - 5
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("notes") / "zorb.md"
    long = "# Longest\n\n- " + " ".join(f"Sentence number {n} says little." for n in range(400)) + "\n"
    told = NOTES.replace("Part one says little.", " ".join(f"Part {n} says little." for n in range(200)))
    old = "\n# Old\n" + "".join(f"\n- Entry {n}\n  - Its text\n  > was: older {n} {'x' * 200}\n" for n in range(40))
    path.write_text(told + old + long + f"\n# {'*' * 500}\n\n- {'_' * 5000}\n", "utf-8")
    return open_library([path], [])


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bundled_fact_on_every_page(bundled: Library, language: Language) -> None:
    for key in bundled.base.facts:
        explanation = explain_fact(bundled, key, language)
        assert explanation is not None
        for page in range(4):
            check(drawn_fact(explanation, language, page))


def test_every_odd_fact_on_every_page(library: Library) -> None:
    shown = [explanation for key in library.base.facts if (explanation := explain_fact(library, key, "en"))]
    for explanation in shown:
        for page in range(30):
            check(drawn_fact(explanation, "en", page))
    for each in shown:
        check(drawn(Answered("q", each, tuple(shown)), "en", "remark"))
        check(drawn_terms(Answered("q", each), "en"))
    check(drawn(Several("q" * 500, tuple(shown)), "ja"))
    check(drawn(Nothing("q" * 500, (), shown[0].fact, tuple(shown)), "ja"))
    check(drawn_terms(Several("q", tuple(shown)), "ja"))
    check(drawn_terms(Nothing("q"), "ja"))


def test_a_card(library: Library) -> None:
    view = fact_view(library, "frob")
    assert text_of(view).split("\n") == [
        "-# Zorblax",
        "## Visible frobnication",
        "- It takes `30` seconds. Docs",
        "- Inner part",
        "  - Its detail",
        "-# Checked on 2026-11-22 · Not confirmed",
        "-# More precisely",
    ]
    assert labels_of(view) == ["Up: Zorblax", "Quiz me", "Report", "Inner part", "Docs · docs.example.com"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The notes say: the old @\u200beveryone. Since 2025-08: the `new`"),
        ("ja", "ノートでは：the old @\u200beveryone。2025-08 から：the `new`"),
    ],
)
def test_a_card_says_what_the_notes_have_otherwise(library: Library, language: Language, said: str) -> None:
    shown = text_of(fact_view(library, "corrected", language)).split("\n")
    assert shown == ["-# Zorblax", "## Corrected", "- It is new.", said]


def test_a_long_card_says_at_once_what_is_otherwise_and_the_rest_page_by_page(library: Library) -> None:
    first = text_of(fact_view(library, "doubly")).split("\n")
    assert first[2] == "The notes say: something short. In fact: as this entry says."
    seen = ""
    for page in range(9):
        seen += text_of(fact_view(library, "doubly", page=page))
    assert "What the notes have otherwise:" in seen
    assert "The notes say: otherwise." in seen


def test_a_table_of_many_entries_ends_with_what_the_notes_have_otherwise(library: Library) -> None:
    topic = next(topic for topic in library.base.topics() if topic.line("en").plain == "Old")
    found = explain_fact(library, topic.key, "en")
    assert found is not None
    seen = "\n".join(text_of(drawn_fact(found, "en", page)) for page in range(20))
    assert all(f"Entry {number} — The notes say: older {number} x" in seen for number in range(40))


def test_a_hostile_note_is_inert(library: Library) -> None:
    shown = text_of(fact_view(library, "hostile"))
    assert "@everyone" not in shown
    assert "](" not in shown
    assert "\\<@123456789012345678\\>" in shown
    assert "`` a`b ``" in shown
    assert labels_of(fact_view(library, "hostile"))[-1] == "bank · evil.example.com"


def test_a_block_of_code_keeps_its_lines(library: Library) -> None:
    assert "```\n# first\nsecond `x`\n```" in text_of(fact_view(library, "code"))


def test_a_source_says_where_it_leads(library: Library) -> None:
    assert labels_of(fact_view(library, "tricky"))[3:] == ["paypal.com · pal.com", "plain · x.example"]


def test_many_topics_are_read_page_by_page(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"t{number:02}.md").write_text(f"# Topic {number}\n\n- Fact {number}\n", "utf-8")
    many = open_library([tmp_path], [])
    assert labels_of(topics_view(many, "en")) == ["More (2/3)"]
    assert labels_of(topics_view(many, "en", 1)) == ["More (3/3)", "Previous (1/3)"]
    assert "- Topic 59 (1 entries)" in text_of(topics_view(many, "en", 2))


def test_many_children_become_a_menu(library: Library) -> None:
    menus = [each for each in check(fact_view(library, "many")) if each["type"] == 3]
    assert [option["label"] for option in menus[0]["options"]] == ["One", "Two", "Three", "Four", "Five"]


def test_a_long_fact_is_read_page_by_page(library: Library) -> None:
    key = next(key for key, fact in library.base.facts.items() if fact.line("en").plain.startswith("Sentence number 0"))
    seen, page = "", 0
    while True:
        view = fact_view(library, key.split("/")[1], page=page)
        seen += text_of(view)
        page += 1
        if not any(label.startswith("More") for label in labels_of(view)):
            break
    assert page > 5
    assert all(f"Sentence number {n} says little." in seen for n in range(400))
    assert check(fact_view(library, key.split("/")[1], page=999)) == check(fact_view(library, key.split("/")[1], page=page - 1))


def test_nothing_found(library: Library) -> None:
    fact = library.base["zorb/frob"]
    view = drawn(Nothing("@here *x*", (Suggestion("Visible frobnication", fact), Suggestion("Same", fact))), "en")
    assert "“@\u200bhere \\*x\\*”" in text_of(view)
    assert labels_of(view) == ["Visible frobnication", "All topics"] or labels_of(view) == ["Same", "All topics"]
    assert "All topics" in text_of(drawn(Nothing("x"), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics(library: Library, bundled: Library, language: Language) -> None:
    assert "Zorblax" in text_of(topics_view(library, language))
    assert "SQS" in text_of(topics_view(bundled, language))
    check(topics_view(bundled, language, 99))
    check(topics_view(open_library([], []), language))


def test_topics_by_name(bundled: Library) -> None:
    assert topic_named(bundled, "sqs") == "aws-dva/sqs"
    assert topic_named(bundled, "aws-dva/sqs") == "aws-dva/sqs"
    assert topic_named(bundled, "aws-dva/sqs-fifo-queue") is None
    assert topic_named(bundled, "kinesis data s") == "aws-dva/kinesis-data-streams"
    assert topic_named(bundled, "pizza") is None
    assert topic_named(bundled, "visibility timeout") is None
    for typed, topic in (("ラムダ", "lambda"), ("ｓｑｓ", "sqs"), ("dynamo db", "dynamodb"), ("api gw", "api-gateway")):
        assert topic_named(bundled, typed) == f"aws-dva/{topic}"
        assert f"aws-dva/{topic}" in [choice.value for choice in topic_choices(bundled, typed, "ja")]
    assert [choice.value for choice in topic_choices(bundled, "sqs", "ja")] == ["aws-dva/sqs"]
    assert len(topic_choices(bundled, "", "ja")) <= 25


def test_a_chosen_fact_and_a_stale_choice(library: Library) -> None:
    assert "## Visible frobnication" in text_of(answer_view(library, "fact:zorb/frob", None, "en"))
    stale = text_of(answer_view(library, "fact:zorb/visible-frobnication", None, "en"))
    assert "Visible frobnication" in stale


def test_a_fact_that_two_queries_find_is_explained_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    explained: list[str] = []

    def explaining(library: Library, fact: Fact, language: Language) -> Explanation:
        explained.append(fact.id)
        return explanation(library, fact, language)

    monkeypatch.setattr(explain, "explanation", explaining)
    answers = Answers()
    views = [answers.get(library, query, None, "en") for query in ("visible frobnication", "visible frobnication zorblax")]
    assert ["## Visible frobnication" in text_of(view) for view in views] == [True, True]
    assert explained == ["frob"]


def test_an_unknown_topic_is_said(library: Library) -> None:
    assert "There is no topic “pizza\\*”" in text_of(answer_view(library, "frobnication", "pizza*", "en"))


def test_no_notes_at_all() -> None:
    empty = open_library([], [])
    assert "no notes yet" in text_of(answer_view(empty, "x", None, "en"))
