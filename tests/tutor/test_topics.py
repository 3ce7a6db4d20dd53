from pathlib import Path

from bot.tutor.library import open_library


def test_every_deck_with_its_topics_and_how_much_they_hold(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# SQS\n\n- one\n  - two\n\n# Empty\n")
    (tmp_path / "b.md").write_text("# Rome\n\n- Caesar\n")
    shelves = open_library([tmp_path], []).shelves
    assert [(shelf.deck.id, [(topic.line("en").plain, count) for topic, count in shelf.topics]) for shelf in shelves] == [
        ("a", [("SQS", 2), ("Empty", 0)]),
        ("b", [("Rome", 1)]),
    ]


def test_no_notes_no_shelves(tmp_path: Path) -> None:
    assert open_library([tmp_path], []).shelves == ()
