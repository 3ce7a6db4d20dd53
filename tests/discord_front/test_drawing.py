"""Every message stays within Discord's limits, whatever the notes hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord_front.custom_ids import Press
from bot.discord_front.drawing import drawn, drawn_fact, drawn_terms
from bot.discord_front.explain import answer_view
from bot.discord_front.layout import Message
from bot.discord_front.presses import press_view
from bot.discord_front.topics import topic_choices, topic_named, topics_view
from bot.study.facts import LANGUAGES, Language
from bot.study.lookup import Suggestion
from bot.tutor.explain import Answered, Nothing, Several, explain, explain_fact
from bot.tutor.library import Library, open_library

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
    path.write_text(NOTES + long + f"\n# {'*' * 500}\n\n- {'_' * 5000}\n", "utf-8")
    return open_library([path], [])


@pytest.fixture(scope="module")
def bundled() -> Library:
    return open_library([KNOWLEDGE / "aws-dva"], [KNOWLEDGE / "glossary"])


def every(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from every(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]


def check(view: Message) -> list[dict[str, Any]]:
    """Discord's limits on one message."""
    components = list(every(view.to_components()))
    assert len(components) <= 40
    assert sum(len(each.get("content", "")) for each in components) <= 4000
    assert all(each["content"] for each in components if each["type"] == 10)
    ids = [each["custom_id"] for each in components if "custom_id" in each]
    assert len(ids) == len(set(ids))
    assert all(len(id_) <= 100 for id_ in ids)
    for each in components:
        if each["type"] == 1:
            assert 1 <= len(each["components"]) <= 5
        if each["type"] == 2:
            assert 1 <= len(each["label"]) <= 80
            assert each.get("url", "https://").startswith(("https://", "http://"))
        if each["type"] == 3:
            values = [option["value"] for option in each["options"]]
            assert 1 <= len(values) == len(set(values)) <= 25
            assert all(1 <= len(option[part]) <= 100 for option in each["options"] for part in ("label", "value"))
    return components


def text_of(view: Message) -> str:
    return "\n".join(each["content"] for each in check(view) if each["type"] == 10)


def labels_of(view: Message) -> list[str]:
    return [each["label"] for each in check(view) if each["type"] == 2]


def fact_view(library: Library, id_: str, language: Language = "en", page: int = 0) -> Message:
    explanation = explain_fact(library, f"zorb/{id_}", language)
    assert explanation is not None
    return drawn_fact(explanation, language, page)


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
    assert labels_of(view) == ["Up: Zorblax", "Inner part", "Docs · docs.example.com"]


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
    assert labels_of(fact_view(library, "tricky"))[1:] == ["paypal.com · pal.com", "plain · x.example"]


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


LINKS = "".join(f"  - [Manual {n}](https://docs.example.com/{n})\n" for n in range(8))
WIDE = "".join(f"- Item {n}\n  - Detail {n}\n" for n in range(60))
LONG = "".join(f"- Part {n}\n  - {'Something is said here. ' * 10}\n" for n in range(12))
SAME = """
# X-Ray {#xray}

- Lambda {#xray-lambda}
  - Turn tracing on for a zorblax.

# Lambda {#lambda}

- Frob {#frob}
  - Header {#frob-header}
    - Of the frob
- Grib {#grib}
  - Header {#grib-header}
    - Of the grib
- Runs a zorblax {#runs}
"""
TERMS = "terms:\n- {id: lambda, en: [Lambda]}\n- {id: header, en: [Header]}\n"


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("shapes")
    odd = "- Odd {#odd}\n  - [Old](http://old.example.org/y)\n  - [Trap](https://bank.example@evil.example/)\n"
    (folder / "zorb.md").write_text(
        f"# Sources\n\n- Manuals {{#manuals}}\n{LINKS}{odd}\n# Wide {{#wide}}\n\n{WIDE}\n# Long {{#long}}\n\n{LONG}{SAME}",
        "utf-8",
    )
    (folder / "glossary.yaml").write_text(TERMS, "utf-8")
    return open_library([folder / "zorb.md"], [folder / "glossary.yaml"])


def test_a_link_that_gets_no_button_stays_in_the_text(shapes: Library) -> None:
    view = fact_view(shapes, "manuals")
    assert [f"Manual {n} · docs.example.com" for n in range(5)] == labels_of(view)[1:]
    assert all(f"- Manual {n}: https://docs.example.com/{n}" in text_of(view) for n in range(5, 8))
    assert "Manual 4" not in text_of(view)
    odd = fact_view(shapes, "odd")
    assert labels_of(odd)[1:] == ["Old · old.example.org"]
    assert "- Trap: `https://bank.example@evil.example/`" in text_of(odd)


def menu_of(view: Message) -> list[str]:
    return [option["label"] for each in check(view) if each["type"] == 3 for option in each["options"]]


def test_every_child_of_a_wide_fact_can_be_opened(shapes: Library) -> None:
    offered: list[str] = []
    for page in range(3):
        view = fact_view(shapes, "wide", page=page)
        assert all(f"- {label} ›" in text_of(view) for label in menu_of(view))
        offered += menu_of(view)
    assert offered == [f"Item {n}" for n in range(60)]


def test_a_long_section_is_a_table_of_contents(shapes: Library) -> None:
    text = text_of(fact_view(shapes, "long"))
    assert [line for line in text.split("\n") if line.startswith("- ")] == [f"- Part {n} ›" for n in range(12)]
    assert "Page" not in text


def test_related_facts_of_one_name_are_told_apart(shapes: Library) -> None:
    assert "Lambda · X-Ray" in labels_of(fact_view(shapes, "lambda"))


def test_a_picker_says_what_each_button_opens(shapes: Library) -> None:
    found = explain(shapes, "header", "en")
    assert isinstance(found, Several)
    assert labels_of(drawn(found, "ja")) == ["開く: Header", "開く: Header"] or len(found.choices) == 2


def test_what_another_topic_answers_is_offered(shapes: Library) -> None:
    view = answer_view(shapes, "header of the grib", "wide", "en")
    assert "Nothing under Wide answers “header of the grib”. Elsewhere in the notes:" in text_of(view)
    assert labels_of(view)[0] == "Open: Header"


@pytest.mark.parametrize("press", [None, Press("show", "zorb/gone")])
def test_what_is_gone_leads_to_the_topics(shapes: Library, press: Press | None) -> None:
    assert labels_of(press_view(shapes, press, "", "en")) == ["All topics"]


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


def test_an_unknown_topic_is_said(library: Library) -> None:
    assert "There is no topic “pizza\\*”" in text_of(answer_view(library, "frobnication", "pizza*", "en"))


def test_no_notes_at_all() -> None:
    empty = open_library([], [])
    assert "no notes yet" in text_of(answer_view(empty, "x", None, "en"))
