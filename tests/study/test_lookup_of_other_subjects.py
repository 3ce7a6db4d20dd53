"""Decks of other subjects, most without a glossary: names in full, in part, sloppily written, and in questions."""

import inspect

import pytest

from bot.study import glossary
from bot.study.glossary import Glossary
from bot.study.lookup import Lookup
from tests.study.conftest import Expected, Notes, built, each

CHEMISTRY: Expected = {
    "exact": [
        ("ボイルの法則", "気体 > ボイルの法則"),
        ("イオン化傾向", "電気化学 > イオン化傾向"),
        ("酸と塩基", "酸と塩基"),
        ("PV = nRT", "気体 > PV = nRT"),
    ],
    "partial": [
        ("緩衝", "酸と塩基 > 緩衝液"),
        ("ベンゼン", "有機化学 > ベンゼン環"),
        ("シャルル", "気体 > シャルルの法則"),
        ("銀鏡", "有機化学 > 銀鏡反応を示す | 有機化学 > アルデヒド"),
    ],
    "sloppy": [
        ("ボイルの方則", "気体 > ボイルの法則"),
        ("イオン化経口", "電気化学 > イオン化傾向"),
        ("アルデヒト", "有機化学 > アルデヒド"),
        ("ﾍﾞﾝｾﾞﾝ環", "有機化学 > ベンゼン環"),
        ("べんぜん", "有機化学 > ベンゼン環"),
        ("pv=nrt", "気体 > PV = nRT"),
        ("1.1v", "電気化学 > 起電力は約 1.1 V | 電気化学 > ダニエル電池"),
    ],
    "question": [
        ("緩衝液とは何ですか", "酸と塩基 > 緩衝液"),
        ("エステル化について教えて", "有機化学 > エステル化"),
        ("ダニエル電池の起電力は？", "電気化学 > ダニエル電池 | 電気化学 > 起電力は約 1.1 V"),
    ],
}

HISTORY: Expected = {
    "exact": [
        ("Punic Wars", "Roman Republic > Punic Wars"),
        ("Hadrian's Wall", "Roman Empire > Hadrian's Wall"),
        ("roman empire", "Roman Empire"),
    ],
    "partial": [
        ("gracchi", "Roman Republic > Gracchi brothers"),
        ("constantinople", "Byzantine Empire > Fall of Constantinople"),
        ("elephants alps", "Roman Republic > Crossed the Alps with elephants in 218 BC | Roman Republic > Hannibal"),
        ("1453", "Byzantine Empire > Mehmed II took it in 1453 | Byzantine Empire > Fall of Constantinople"),
    ],
    "sloppy": [
        ("hanibal", "Roman Republic > Hannibal"),
        ("agustus", "Roman Empire > Augustus"),
        ("gracci brothers", "Roman Republic > Gracchi brothers"),
        ("hadrians wall", "Roman Empire > Hadrian's Wall"),
        ("greekfire", "Byzantine Empire > Greek fire"),
        ("ｈａｎｎｉｂａｌ", "Roman Republic > Hannibal"),
    ],
    "question": [
        ("when did constantinople fall", "Byzantine Empire > Fall of Constantinople"),
        ("who won at zama", "Roman Republic > Won at Zama | Roman Republic > Scipio Africanus"),
    ],
}


@pytest.mark.parametrize(("query", "cards"), each(CHEMISTRY))
def test_a_japanese_deck_of_another_subject_answers_without_a_glossary(chemistry: Notes, query: str, cards: list[str]) -> None:
    assert chemistry.first(query) in cards


@pytest.mark.parametrize(("query", "cards"), each(HISTORY))
def test_an_english_deck_of_another_subject_answers_without_a_glossary(history: Notes, query: str, cards: list[str]) -> None:
    assert history.first(query) in cards


@pytest.mark.parametrize("query", ["ベンゼン", "ボイルの法則", "エステル化", "緩衝液", "電気分解"])
def test_the_bundled_glossary_does_not_get_in_the_way_of_another_subject(chemistry: Notes, group: Notes, query: str) -> None:
    beside = Notes(chemistry.base, group.glossary, Lookup(chemistry.base, group.glossary))
    assert beside.first(query) == chemistry.first(query) != ""


@pytest.mark.parametrize("query", ["pizza", "sqs", "日本史", "量子力学", "france"])
def test_other_subjects_refuse_what_they_do_not_hold(chemistry: Notes, history: Notes, query: str) -> None:
    assert chemistry.cards(query) == history.cards(query) == []


def test_no_facts_no_answers() -> None:
    lookup = Lookup(built({}), Glossary())
    assert lookup.find("sqs").answers == ()
    assert lookup.find("sqs").suggestions == lookup.suggest("") == lookup.suggest("s") == ()
    assert lookup.mentions("sqs") == ()


def test_a_deck_can_bring_its_own_names() -> None:
    base = built({"ja": "# 生物\n\n- 光合成\n  - 葉緑体で起きる\n- 呼吸\n"})
    names, _ = glossary.parse("terms:\n- {id: photo, en: [photosynthesis], ja: [光合成], kana: [こうごうせい], abbr: [PS]}", "")
    notes = Notes(base, names, Lookup(base, names))
    for query in ("photosynthesis", "photosyntesis", "kougousei", "こうごうせい", "PS", "光合成"):
        assert notes.first(query) == "生物 > 光合成"


def plain_notes(text: str) -> Notes:
    base = built({"en": inspect.cleandoc(text)})
    return Notes(base, Glossary(), Lookup(base, Glossary()))


@pytest.mark.parametrize("query", ["30 sec", "30 seconds", "30s", "30秒", "３０秒"])
def test_a_number_is_found_whatever_its_unit_is_called(query: str) -> None:
    """
    # Queue

    - Visibility timeout
      - 30 seconds by default
    - Delay
      - 15 minutes
    """
    notes = plain_notes(test_a_number_is_found_whatever_its_unit_is_called.__doc__ or "")
    assert notes.first(query) == "Queue > 30 seconds by default"


@pytest.mark.parametrize("query", ["C++", "C#", "C", "c#", ".NET", "F#"])
def test_signs_that_tell_names_apart(query: str) -> None:
    """
    # Languages

    - C++
      - has templates
    - C#
      - made at Microsoft
    - C
      - old
    - .NET
      - a runtime
    - F#
      - functional
    """
    notes = plain_notes(test_signs_that_tell_names_apart.__doc__ or "")
    assert notes.first(query).casefold() == f"Languages > {query}".casefold()
