from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.study import notes, outline
from bot.study.facts import LANGUAGES, Deck, FactBase, Language
from bot.study.questions import Question
from bot.study.questions.made import made_from
from bot.study.questions.made.phrases import GAP
from bot.study.text import key
from tests.study.questions.made.conftest import base, of_sort, offered

DECKS = Path(__file__).parents[2] / "decks"
KNOWLEDGE = Path(__file__).parents[4] / "knowledge" / "aws-dva"


def bundled() -> FactBase:
    return base(*((language, next(KNOWLEDGE.glob(f"{language}/14*.md")).read_text("utf-8")) for language in LANGUAGES))


QUEUES = """
# Queues
- Delay queue
  - Hides a new message right after it was sent, for up to 15 minutes.
- Visibility window
  - Keeps what was received away from all other consumers.
  - The default is 30 seconds.
- Retention
  - Nobody deletes it, so the service throws it away after 4 days.
- Long polling
  - Waits for the first arrival, at most 20 seconds.
- Sending order
  - Sort
  - Label
  - Post
"""


def test_a_figure_is_asked_for_with_a_gap_in_its_line() -> None:
    asked = of_sort(made_from(base(("en", QUEUES))), "figure")
    default = next(question for question in asked if "The default is" in question.text["en"])
    assert f"The default is {GAP} seconds." in default.text["en"] or f"The default is {GAP}." in default.text["en"]
    assert "30" not in default.text["en"]
    assert default.place.line == 7
    right = default.typed.accepted[0] if default.typed else default.options[0].text["en"]
    assert right == "30 seconds"


def test_rivals_of_a_figure_are_other_amounts_of_its_unit() -> None:
    picked = next(question for question in of_sort(made_from(base(("en", QUEUES))), "figure") if question.options)
    texts = [option.text["en"] for option in picked.options]
    assert len(set(texts)) == 4
    assert set(texts) == {"15 minutes", "30 seconds", "4 days", "20 seconds"}
    assert [option.right for option in picked.options].count(True) == 1


def test_a_description_leads_to_its_term() -> None:
    asked = of_sort(made_from(base(("en", QUEUES))), "describes")
    hidden = next(question for question in asked if "was received" in question.text["en"])
    (right,) = (option for option in hidden.options if option.right)
    assert right.text["en"] == "Visibility window"
    assert "was received" in right.why["en"]
    assert all(option.why["ja"] and option.why["en"] for option in hidden.options)


def test_an_order_is_asked_for_where_the_notes_call_it_one() -> None:
    (order,) = of_sort(made_from(base(("en", QUEUES))), "order")
    assert [option.text["en"] for option in order.options] == ["Sort", "Label", "Post"]


@pytest.mark.parametrize(
    "line",
    [
        "Visibility window hides a message",  # says the answer
        "Hides it, or",  # half-finished
        "The same as above",  # leans on another line
    ],
)
def test_no_question_is_made_of_a_line_that_would_make_a_bad_one(line: str) -> None:
    others = "\n".join(
        f"- {name}\n  - {said}" for name, said in (("Alpha", "Sorts the red stones"), ("Beta", "Paints blue walls"))
    )
    made = made_from(base(("en", f"# Queues\n- Visibility window\n  - {line}\n{others}\n- Gamma\n  - Carves green wood\n")))
    assert not [question for question in made if key(line) in key(question.text["en"])]


def test_a_line_that_is_true_of_two_terms_is_not_asked_about() -> None:
    twice = "# Queues\n" + "".join(
        f"- {name}\n  - Old and new stand side by side\n" for name in ("Alpha", "Beta", "Gamma", "Delta")
    )
    assert made_from(base(("en", twice))) == ()


def test_unconfirmed_facts_are_not_asked_about() -> None:
    doubtful = QUEUES.replace(
        "# Queues", "# Queues\n- Doubt {#doubt confidence=medium}\n  - Some say 77 minutes {#d2 confidence=medium}"
    )
    assert not [question for question in made_from(base(("en", doubtful))) if "77 minutes" in str(question)]


def test_both_languages_of_a_deck_are_asked_in_their_own_words() -> None:
    made = made_from(bundled())
    assert len(made) > 5
    for question in made:
        assert set(question.text) == {"ja", "en"}
        for option in question.options:
            assert option.text


def test_ids_do_not_move_when_the_notes_change_elsewhere() -> None:
    before = {question.id for question in made_from(base(("en", QUEUES)))}
    after = {question.id for question in made_from(base(("en", QUEUES + "- Priority\n  - Which message goes before another.\n")))}
    assert before <= after


def check(question: Question, whole: FactBase) -> None:
    """What must hold of every made question."""
    assert question.made
    assert question.facts[0] in whole.facts
    assert question.place.line > 0
    assert set(question.text) == {"ja", "en"}
    if question.typed:
        assert not question.options
        assert question.why["ja"]
        for answer in question.typed.accepted:
            assert GAP in question.text["ja"]
            assert answer
    elif question.kind == "order":
        assert 3 <= len(question.options) <= 5
    elif question.kind == "true-false":
        assert question.why["ja"]
        assert len(question.options) == 2
    else:
        right = [option for option in question.options if option.right]
        assert (len(question.options), len(right)) == ((5, 2) if question.kind == "choose-two" else (4, 1))
        for language, text in (pair for option in right for pair in option.text.items()):
            assert key(text) not in key(question.text[language]) or not key(text)
            assert [option.text.get(language) for option in question.options].count(text) == 1
        assert all(option.why for option in question.options)


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.md")), ids=lambda path: path.stem)
def test_what_must_hold_of_every_question(path: Path) -> None:
    language: Language = "ja" if path.stem.endswith("_ja") else "en"
    whole = base((language, path.read_text("utf-8")))
    made = made_from(whole)
    assert len(made) >= 5
    assert len({question.id for question in made}) == len(made)
    for question in made:
        check(question, whole)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab 1２秒のを、#-*`[]()\n  ", max_size=40), max_size=20))
def test_any_notes_make_questions_or_none(lines: list[str]) -> None:
    entries, _ = notes.parse("# T\n" + "\n".join(f"- {line}" for line in lines), "n.md")
    deck = Deck("deck", {})
    facts, _ = outline.build(deck, [outline.Page("ja", "n.md", "n", entries)])
    whole = FactBase((deck,), facts)
    for question in made_from(whole):
        check(question, whole)


TABLES = """
# Tables
- Partition key
  - Spreads every single row evenly over many shelves
- Primary key
  - Either the partition key alone, or with a second one
- Counter
  - Counts visitors safely without any lock
- Lazy loading
  - Caches only rows that somebody lately requested
- Write-through
  - Caches even values that nobody ever reads
- Global index
  - Its attributes vary widely against its main columns
- Local index
  - Its attributes vary by order and sorting alone
- Outputs
  - To refer from anywhere to the owning account, use `Here::AccountId`
"""


def test_a_term_that_speaks_of_the_right_one_is_not_offered() -> None:
    (options,) = offered(TABLES, "Spreads every single row")
    assert options[0] == "Partition key"
    assert "Primary key" not in options


def test_a_term_of_which_nearly_the_same_is_said_is_not_offered() -> None:
    lines = TABLES.split("\n")
    few = "\n".join(line for number, line in enumerate(lines) if number in {0, 1, 6, 7, 8, 9, 12, 13, 14, 15})
    assert offered(few, "vary widely") == []
    assert len(offered(few.replace("Its attributes vary by order", "Holds one partition"), "vary widely")) == 1


def test_what_a_literal_is_for_describes_no_term() -> None:
    assert "Here::AccountId" not in " ".join(
        question.text["en"] for question in of_sort(made_from(base(("en", TABLES))), "describes")
    )


def test_the_name_of_the_provider_is_no_wrong_answer() -> None:
    acme = "".join(
        f"# Acme {name}\n- {name} unit\n  - Acme {first} every {last} with care\n"
        for name, first, last in (("Post", "sorts", "parcel"), ("Rail", "joins", "waggon"), ("Bank", "counts", "penny"))
    )
    shop = """# Shop
- Shelves
  - Acme
    - Belongs wholly to all others together
- Till
  - Takes gladly shiny coins from customers
- Stall
  - Stands proudly outside in fair weather
- Cart
  - Rolls round every corner quite slowly
"""
    (options,) = offered(shop + acme, "Takes gladly")
    assert (options[0], "Acme" in options) == ("Till", False)


def test_a_size_that_a_limit_may_have_been_raised_to_is_not_offered() -> None:
    sizes = "".join(
        f"- {name}\n  - At most {size} in one\n" for name, size in zip("ABCD", ("1 MB", "5 MB", "10 MB", "2 GB"), strict=True)
    )
    notes = f"# Sizes\n- Message\n  - It holds 256 KB of text\n{sizes}"
    (right,) = (each for each in made_from(base(("en", notes))) if "of text" in each.text["en"])
    shown = [option.text["en"] for option in right.options]
    assert (shown[0], "1 MB" in shown) == ("256 KB", False)


def test_a_line_of_its_own_belongs_to_a_topic() -> None:
    lines = {"Post": "Carries letters from door to door", "Rail": "Joins waggons into long trains"}
    lines |= {"Bank": "Counts pennies behind thick glass", "Farm": "Grows barley on wide open fields"}
    notes = "".join(f"# {name}\n- {line}\n" for name, line in lines.items())
    assert [options[0] for options in offered(notes, "Counts pennies")] == ["Bank"]
