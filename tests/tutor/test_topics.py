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


def test_topics_of_one_name_know_their_decks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# SQS\n\n- one\n\n# Lambda\n\n# Lambda\n")
    (tmp_path / "b.md").write_text("# sqs\n\n- two\n\n# Rome\n")
    opened = open_library([tmp_path], [])
    shared = {topic.key: topic.deck for topic in opened.base.topics() if topic.line("en").plain.casefold() == "sqs"}
    assert len(shared) == 2
    assert opened.namesakes == {"en": shared, "ja": shared}


def test_only_in_the_language_in_which_the_names_are_the_same(tmp_path: Path) -> None:
    for deck, japanese in (("one", "待ち行列"), ("two", "キュー")):
        for language, heading in (("en", "Queue"), ("ja", japanese)):
            (tmp_path / deck / language).mkdir(parents=True)
            (tmp_path / deck / language / "q.md").write_text(f"# {heading} {{#queue}}\n\n- {deck} {{#x}}\n", "utf-8")
        (tmp_path / deck / "deck.yaml").write_text("title: Notes\n")
    opened = open_library([tmp_path / "one", tmp_path / "two"], [])
    assert opened.namesakes == {"en": {"one/queue": "Notes (one)", "two/queue": "Notes (two)"}, "ja": {}}
