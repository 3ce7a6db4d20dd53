from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.content import reading
from bot.tutor.checking import Named, Report, check, check_named, check_questions, is_quiz, misread, untranslated


def missing(folder: Path, pages: Mapping[str, str]) -> list[str]:
    for name, text in pages.items():
        path = folder / "deck" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = untranslated(reading.load([folder / "deck"], []).base)
    return [str(problem).removeprefix(f"{folder}/deck/").replace(f"{folder}/deck/", "") for problem in found]


def test_the_top_of_a_missing_branch_is_named_with_the_place_to_write_it(tmp_path: Path) -> None:
    pages = {"en/a.md": "# A {#a}\n\n- b {#b}\n  - c {#c}\n", "ja/a.md": "# あ {#a}\n"}
    assert missing(tmp_path, pages) == ["en/a.md:3: {#b} is not there in Japanese; write it beneath ja/a.md:1, with the same id"]


def test_a_missing_topic(tmp_path: Path) -> None:
    pages = {"en/a.md": "# A {#a}\n", "ja/a.md": "# あ {#a}\n", "ja/b.md": "# い {#b}\n\n- う {#c}\n"}
    assert missing(tmp_path, pages) == [
        "ja/b.md:1: {#b} is not there in English; write it as a heading in a page, with the same id"
    ]


def test_bullets_without_ids_may_differ(tmp_path: Path) -> None:
    assert missing(tmp_path, {"en/a.md": "# A {#a}\n\n- one\n- two\n", "ja/a.md": "# あ {#a}\n\n- 一つ\n"}) == []


def test_a_deck_in_one_language_lacks_nothing(tmp_path: Path) -> None:
    assert missing(tmp_path, {"en/a.md": "# A {#a}\n\n- b {#b}\n"}) == []


def test_a_report_counts_and_sorts(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("")
    (tmp_path / "a.md").write_text("# A {#x}\n\n- one {#x}\n- two {#x}\n")
    report = check([tmp_path], [])
    assert (report.topics, report.facts) == (1, 3)
    assert [(Path(each.place.path).name, each.place.line) for each in report.problems] == [("a.md", 3), ("a.md", 4), ("b.md", 1)]


def quizzed(folder: Path) -> None:
    """A deck, and two files of questions about it: one asks what the other does, and names an answer that no fact has."""
    (folder / "deck.md").write_text("# SQS {#sqs}\n\n- Visibility timeout {#visibility}\n  - 30 seconds\n", encoding="utf-8")
    (folder / "q/deck").mkdir(parents=True)
    for name, answer in (("a", "30 s"), ("b", "31 s")):
        fields = "kind: typed, facts: [visibility], difficulty: 1, question: {en: How long is it by default?}"
        slips = "slips: [{answer: 1 h, why: {en: No.}}]"
        text = f"questions:\n- {{id: {name}, {fields}, answer: {{measure: {answer}}}, why: {{en: So.}}, {slips}}}\n"
        (folder / f"q/deck/{name}.yaml").write_text(text, encoding="utf-8")


def places(report: Report, folder: Path) -> list[str]:
    return [f"{Path(each.place.path).relative_to(folder)}: {each.message.split(' ')[0]}" for each in report.problems]


def test_questions_are_held_to_their_rules(tmp_path: Path) -> None:
    quizzed(tmp_path)
    report = check([tmp_path / "deck.md"], [], (), [tmp_path / "q"])
    assert places(report, tmp_path) == ["q/deck/b.yaml: the", "q/deck/b.yaml: a"]
    assert (report.facts, report.questions) == (3, 2)


def test_questions_alone_are_held_against_the_rest_of_their_bank(tmp_path: Path) -> None:
    quizzed(tmp_path)
    (tmp_path / "deck.md").write_text((tmp_path / "deck.md").read_text() + "- bad {#Bad}\n")
    bank = [tmp_path / "q"]
    for path, found in (("a", []), ("b", ["q/deck/b.yaml: the", "q/deck/b.yaml: a"])):
        report = check_questions([tmp_path / "deck.md"], [], [], [tmp_path / f"q/deck/{path}.yaml"], bank)
        assert (places(report, tmp_path), report.facts, report.questions) == (found, 0, 1)
    elsewhere = check_questions([tmp_path / "deck.md"], [], [], [tmp_path / "q/deck/b.yaml"], [])
    assert places(elsewhere, tmp_path) == ["q/deck/b.yaml: the"]


def test_a_glossary_beside_questions(tmp_path: Path) -> None:
    quizzed(tmp_path)
    (tmp_path / "terms.yaml").write_text("terms:\n- {id: sqs, en: [SQS]}\n- {en: []}\n")
    report = check_questions([tmp_path / "deck.md"], [tmp_path / "terms.yaml"], [], [tmp_path / "q/deck/a.yaml"], [])
    assert (places(report, tmp_path), report.terms, report.questions) == (["terms.yaml: this"], 1, 1)


def test_what_is_a_quiz(tmp_path: Path) -> None:
    quizzed(tmp_path)
    (tmp_path / "q/deck/new.yaml").touch()
    assert is_quiz(tmp_path / "q", [])
    assert is_quiz(tmp_path / "q/deck/a.yaml", [])
    assert is_quiz(tmp_path / "q/deck/new.yaml", [])
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/new.yaml").touch()
    assert not is_quiz(tmp_path / "terms/new.yaml", [])
    assert is_quiz(tmp_path / "terms/new.yaml", [tmp_path / "terms"])
    assert not is_quiz(tmp_path / "deck.md", [tmp_path / "q"])
    assert not is_quiz(tmp_path, [tmp_path / "q"])


def test_warnings_are_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("title: no\nrecheck: 30\n")
    (tmp_path / "glossary.yaml").write_text("terms:\n- {id: a, en: [on]}\n")
    (tmp_path / "a.md").write_text("# A {#a checked=2026-01-31}\n\n- b {#a}\n")
    report = check([tmp_path], [], today=date(2026, 3, 3))
    said = [(Path(each.place.path).name, each.place.line, each.warning) for each in report.problems]
    assert said == [("a.md", 1, True), ("a.md", 3, False), ("deck.yaml", 1, True), ("glossary.yaml", 2, True)]
    assert report.wrong == 1
    assert len(check([tmp_path], [], today=date(2026, 3, 2)).problems) == 3


def test_questions_that_were_named_and_not_read(tmp_path: Path) -> None:
    quizzed(tmp_path)
    (tmp_path / "q/deck/b.yaml").unlink()
    (tmp_path / "q/deck").rename(tmp_path / "q/dekc")
    configured = Named([tmp_path / "deck.md"], [], [tmp_path / "q"])
    said = (
        f"{tmp_path}/q/dekc/a.yaml:1: these questions were not read: no deck is called 'dekc'; name their folder after one of d"
    )
    for paths, times in (([], 0), (["deck.md", "q"], 1), (["q"], 1), (["q/dekc"], 1), (["deck.md"], 0)):
        named = configured.told_apart([tmp_path / path for path in paths]) if paths else configured
        found = [str(problem) for problem in check_named(named, configured, date(2026, 1, 1)).problems]
        assert [each.startswith(said) for each in found] == [True] * times


def test_a_circle_of_links_among_what_is_named(tmp_path: Path) -> None:
    quizzed(tmp_path)
    loop = tmp_path / "q/deck/loop.yaml"
    loop.symlink_to("loop.yaml")
    configured = Named([tmp_path / "deck.md"], [], [tmp_path / "q"])
    (problem,) = check_named(configured.told_apart([loop]), configured, date(2026, 1, 1)).problems
    assert (problem.place.path, "cannot be read" in problem.message) == (str(loop), True)


def test_a_file_with_too_much_in_it_is_not_read_for_traps_either(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("at: 12:30\n" + "- a\n" * 90_000, "utf-8")
    assert list(misread([file]))
    file.write_text("at: 12:30\n" + "- a\n" * 100_001, "utf-8")
    assert list(misread([file])) == []
