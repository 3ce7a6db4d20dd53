"""Nothing of a card is lost or out of reach, whatever the shape of the notes."""

import pytest

from bot.discord_front.custom_ids import Press, read
from bot.discord_front.drawing import drawn, drawn_fact, drawn_terms
from bot.discord_front.explain import answer_view
from bot.discord_front.layout import Message
from bot.discord_front.presses import press_view
from bot.discord_front.topics import topic_choices, topics_view
from bot.study.facts import LANGUAGES, Language
from bot.tutor.explain import Several, explain, explain_fact, placed
from bot.tutor.library import Library, open_library
from tests.discord_front.seen import check, fact_view, labels_of, text_of

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
    assert [f"Manual {n} · docs.example.com" for n in range(5)] == labels_of(view)[3:]
    assert all(f"- Manual {n}: https://docs.example.com/{n}" in text_of(view) for n in range(5, 8))
    assert "Manual 4" not in text_of(view)
    odd = fact_view(shapes, "odd")
    assert labels_of(odd)[3:] == ["Old · old.example.org"]
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


def test_a_picker_stays_while_its_entries_are_opened(shapes: Library) -> None:
    found = explain(shapes, "header", "en")
    for view in (drawn(found, "en"), drawn_terms(found, "en"), answer_view(shapes, "header of the grib", "wide", "en")):
        presses = [read(each["custom_id"]) for each in check(view) if each["type"] == 2]
        assert presses[0] is not None
        assert presses[0].action == "open"
        assert "## Header" in text_of(press_view(shapes, presses[0], "", "en"))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two decks with a topic of the same name, and one that only Japanese notes have."""
    folder = tmp_path_factory.mktemp("twins")
    (folder / "monday.md").write_text("# Queue {#queue}\n\n- Frob\n  - One *bold* frob\n", "utf-8")
    (folder / "friday.md").write_text(
        "# Queue {#queue}\n\n- Frob\n  - Another frob\n\n# Rome {#rome}\n\n- 遅延\n  - 三秒まで\n", "utf-8"
    )
    (folder / "glossary.yaml").write_text("terms:\n- {id: delay, en: [Delay], ja: [遅延]}\n", "utf-8")
    return open_library([folder / "monday.md", folder / "friday.md"], [folder / "glossary.yaml"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_of_one_name_tell_their_decks(twins: Library, language: Language) -> None:
    choices = text_of(answer_view(twins, "frob", None, language)).split("\n")
    assert {"-# monday › Queue", "-# friday › Queue"} <= set(choices)
    for deck in ("monday", "friday"):
        card = explain_fact(twins, f"{deck}/queue", language)
        assert card is not None
        assert text_of(drawn_fact(card, language)).startswith(f"-# {deck}\n## Queue")
    assert [choice.name for choice in topic_choices(twins, "que", language)] == ["Queue · monday", "Queue · friday"]
    assert [choice.name for choice in topic_choices(twins, "rom", language)] == ["Rome"]
    rome = explain_fact(twins, "friday/rome", language)
    assert rome is not None
    assert text_of(drawn_fact(rome, language)).startswith("## Rome")
    listed = text_of(topics_view(twins, language))
    assert listed.index("**monday**") < listed.index("- Queue (") < listed.index("**friday**")


def test_an_english_reader_gets_the_glossarys_name_of_japanese_notes(twins: Library) -> None:
    assert "-# Rome\n## Delay · 遅延\n" in text_of(answer_view(twins, "delay", None, "en"))
    assert "## 遅延\n" in text_of(answer_view(twins, "delay", None, "ja"))
    fact = next(each for each in twins.base.facts.values() if each.line("ja").plain == "遅延")
    view = drawn(Several("q", (placed(twins, fact, "en"),)), "en")
    assert "**Delay · 遅延**" in text_of(view)
    assert labels_of(view) == ["Open: Delay · 遅延"]


def test_a_picker_says_what_each_button_opens(shapes: Library) -> None:
    found = explain(shapes, "header", "en")
    assert isinstance(found, Several)
    assert labels_of(drawn(found, "ja")) == ["開く: Header"] * 2


def test_what_another_topic_answers_is_offered(shapes: Library) -> None:
    view = answer_view(shapes, "header of the grib", "wide", "en")
    assert "Nothing under Wide answers “header of the grib”. Elsewhere in the notes:" in text_of(view)
    assert labels_of(view)[0] == "Open: Header"


@pytest.mark.parametrize("press", [None, Press("show", "zorb/gone")])
def test_what_is_gone_leads_to_the_topics(shapes: Library, press: Press | None) -> None:
    assert labels_of(press_view(shapes, press, "", "en")) == ["All topics"]
