"""A run is found again from its few values, for as long as what it asks is the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.study.facts import Language
from bot.study.questions import Question
from bot.tutor.library import Library, open_library
from bot.tutor.runs import MOST, Run, begun, questions_of, short_name

NOTES = "# Queues {#queues}\n- Kept {#kept}\n  - For 20 seconds or 4 days.\n# Empty {#empty}\n"
LANGUAGE: Language = "en"
OPTION = "  - {{right: {}, ja: {}, en: {}, why: {{ja: 理由{}, en: Reason {}}}}}\n"


def bank(count: int = 4, *, asked: str = "Which", right: int = 0) -> str:
    made = "questions:\n"
    for number in range(count):
        made += f"- id: q{number}\n  kind: choice\n  facts: [kept]\n  difficulty: 1\n"
        made += f"  question: {{ja: どれ{number}？, en: '{asked} {number}?'}}\n  options:\n"
        for place in range(4):
            made += OPTION.format(str(place == right).lower(), f"正{place}", f"Good{place}", place, place)
    return made


def opened(folder: Path, questions: str) -> Library:
    (folder / "deck").mkdir(exist_ok=True)
    (folder / "deck" / "queues.md").write_text(NOTES, "utf-8")
    (folder / "deck" / "deck.yaml").write_text("title: Deck\nlanguages: [en]\n", "utf-8")
    (folder / "quizzes" / "deck").mkdir(parents=True, exist_ok=True)
    (folder / "quizzes" / "deck" / "queues.yaml").write_text(questions, "utf-8")
    return open_library([folder / "deck"], [], None, [folder / "quizzes"])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path, bank())


def ids(library: Library, run: Run) -> list[str]:
    return [posed.question.id for posed in questions_of(library, run)]


def test_a_run_has_as_many_questions_as_there_are(library: Library) -> None:
    run = begun(library, "seed", count=10)
    assert run is not None
    assert run.count == 4
    assert sorted(ids(library, run)) == ["q0", "q1", "q2", "q3"]
    assert ids(library, replace(run, number=3, right=2)) == ids(library, run)
    few = begun(library, "seed", short_name("deck/queues"), 2)
    assert few is not None
    assert len(ids(library, few)) == 2


def test_nothing_begins_without_questions(library: Library) -> None:
    assert begun(library, "seed", short_name("deck/empty")) is None
    assert begun(library, "seed", "00000000") is None
    assert begun(library, "seed", count=0) is None
    assert begun(open_library([], []), "seed") is None


@pytest.mark.parametrize(
    ("changed", "goes_on"),
    [
        (bank(), True),
        (bank().replace("Reason 1", "Because 1"), True),
        (bank(right=1), True),  # a key that was found wrong is right from now on
        (bank(asked="What"), False),
        (bank().replace("Good3", "Bad3"), False),
        (bank(3), False),
    ],
)
def test_what_is_shown_decides_whether_a_run_goes_on(tmp_path: Path, library: Library, changed: str, goes_on: bool) -> None:
    run = begun(library, "seed", count=4)
    assert run is not None
    assert bool(questions_of(opened(tmp_path, changed), run)) is goes_on


def test_tampered_values_find_nothing_or_cheat_nobody(library: Library) -> None:
    run = begun(library, "seed")
    assert run is not None
    for wrong in (replace(run, count=99), replace(run, count=0), replace(run, mark="ffffff"), replace(run, topic="ffffffff")):
        assert questions_of(library, wrong) == ()
    assert replace(run, number=1, right=50).after(True).right == 2
    assert replace(run, number=0).after(False) == replace(run, number=1)


def test_the_mark_says_nothing_of_what_is_right(library: Library) -> None:
    run = begun(library, "seed")
    assert run is not None

    def turned(question: Question) -> Question:
        return replace(question, options=tuple(replace(option, right=not option.right) for option in question.options))

    other = Library(library.base, library.lookup, (), tuple(turned(question) for question in library.written))
    assert begun(other, "seed") == run


def test_no_run_is_longer_than_a_custom_id_can_count(library: Library) -> None:
    assert MOST <= 99
    run = begun(library, "seed", count=10_000)
    assert run is not None
    assert run.count <= MOST
