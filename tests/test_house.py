"""The house: imports point down, and the pages about it are true."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.content import reading
from bot.study.facts import Correction, Fact
from bot.study.questions.question import KINDS
from bot.tutor.checking import check

TREE = Path(__file__).parent.parent
PAGES = sorted([*TREE.glob("*.md"), *(TREE / "docs").rglob("*.md"), *(TREE / "quizzes").glob("README.md")])
GUIDE = TREE / "docs/deck-authors-guide.md"


def test_imports_point_down() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def anchors(page: Path) -> set[str]:
    """The headings of a page as they are named in links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-") for heading in headings}


def without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TREE)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page)):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(file), f"{page.name}: {target}"


def test_every_decision_is_listed() -> None:
    index = TREE / "docs/decisions/README.md"
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", index.read_text(encoding="utf-8")))
    assert listed == {page.name for page in index.parent.glob("*.md")} - {"README.md"}


def test_commands_of_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (TREE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert target in targets, f"{page.name}: make {target}"


def examples(folder: Path) -> None:
    """Write the files of the deck authors' guide into a folder, as its reader would."""
    blocks = re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for name, text in blocks:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def loaded(*paths: Path) -> dict[str, Fact]:
    read = reading.load(paths, ())
    assert read.problems == ()
    return {fact.line("en").plain: fact for fact in read.base.facts.values()}


def test_the_guides_first_deck_works(tmp_path: Path) -> None:
    examples(tmp_path)
    facts = loaded(tmp_path / "my-notes")
    assert [name for name, fact in facts.items() if fact.is_topic] == ["TCP", "DNS"]
    assert len(facts["Three-way handshake"].children) == 2


def test_the_guides_two_languages_join(tmp_path: Path) -> None:
    examples(tmp_path)
    facts = loaded(tmp_path / "two-languages")
    ttl = facts["Time to live"]
    assert (ttl.line("ja").plain, str(ttl.checked)) == ("生存時間", "2026-11-22")
    assert all(set(fact.lines) == {"ja", "en"} for fact in facts.values())
    assert [term.id for term in reading.load([tmp_path / "two-languages"], ()).glossary.terms] == ["ttl", "keep", "dnssec"]


def test_the_guides_questions_are_fair_and_of_every_kind(tmp_path: Path) -> None:
    examples(tmp_path)
    deck, quizzes = [tmp_path / "two-languages"], [tmp_path / "quizzes"]
    assert [str(problem) for problem in check(deck, [], (), quizzes).problems] == []
    assert {question.kind for question in reading.load(deck, [], (), quizzes).questions} == set(KINDS)
    for file in (tmp_path / "quizzes").rglob("*.yaml"):
        schema = json.loads((TREE / "schemas/questions.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def test_the_example_deck_shows_everything_and_is_clean() -> None:
    report = check([TREE / "docs/example-deck"], [], today=date(2026, 11, 23))
    assert report.problems == ()
    base = reading.load([TREE / "docs/example-deck"], ()).base
    (deck,) = base.decks
    facts = base.facts.values()
    assert {fact.domain for fact in facts} == {domain.id for domain in deck.domains}
    assert [version.confirmed for version in deck.exam] == [True, False]
    assert all(fact.checked and set(fact.lines) == {"ja", "en"} for fact in facts)
    assert len([fact for fact in facts if fact.correction("en")]) == 3
    assert not all(fact.confirmed for fact in facts)


def test_the_example_decks_questions_are_clean_and_of_every_kind() -> None:
    deck, quizzes = [TREE / "docs/example-deck"], [TREE / "docs/example-quizzes"]
    report = check(deck, [], (), quizzes, today=date(2026, 11, 23), every=True)
    assert (report.problems, report.questions) == ((), 8)
    read = reading.load(deck, [], (), quizzes)
    assert {question.kind for question in read.questions} == set(KINDS)
    assert {question.domain for question in read.questions} == {domain.id for domain in read.base.decks[0].domains}
    assert all(set(question.text) == {"ja", "en"} for question in read.questions)


def test_the_guides_correction_and_description_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (notes,) = (text for kind, text in blocks if kind == "markdown" and "> was:" in text)
    (deck,) = (text for kind, text in blocks if kind == "yaml" and "exam:" in text)
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja/moons.md").write_text(notes, encoding="utf-8")
    (tmp_path / "deck.yaml").write_text(deck, encoding="utf-8")
    read = reading.load([tmp_path], ())
    assert read.problems == ()
    assert [fact.correction("ja") for fact in read.base.facts.values() if fact.given] == [
        Correction("146 moons", "2025-03", "128 more were recognised at once.")
    ]
    assert [version.id for version in read.base.decks[0].exam] == ["term-test-1", "term-test-2"]


def test_the_shipped_notes_have_no_problems() -> None:
    read = reading.load([TREE / "knowledge"], [TREE / "knowledge/glossary"])
    assert read.problems == ()
    assert read.base.facts
