"""Nothing of a card is lost or out of reach, whatever the shape of the notes."""

import pytest

from bot.discord_front.custom_ids import Press
from bot.discord_front.drawing import drawn
from bot.discord_front.explain import answer_view
from bot.discord_front.layout import Message
from bot.discord_front.presses import press_view
from bot.tutor.explain import Several, explain
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
    assert [f"Manual {n} · docs.example.com" for n in range(5)] == labels_of(view)[2:]
    assert all(f"- Manual {n}: https://docs.example.com/{n}" in text_of(view) for n in range(5, 8))
    assert "Manual 4" not in text_of(view)
    odd = fact_view(shapes, "odd")
    assert labels_of(odd)[2:] == ["Old · old.example.org"]
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
    assert labels_of(drawn(found, "ja")) == ["開く: Header"] * 2


def test_what_another_topic_answers_is_offered(shapes: Library) -> None:
    view = answer_view(shapes, "header of the grib", "wide", "en")
    assert "Nothing under Wide answers “header of the grib”. Elsewhere in the notes:" in text_of(view)
    assert labels_of(view)[0] == "Open: Header"


@pytest.mark.parametrize("press", [None, Press("show", "zorb/gone")])
def test_what_is_gone_leads_to_the_topics(shapes: Library, press: Press | None) -> None:
    assert labels_of(press_view(shapes, press, "", "en")) == ["All topics"]
