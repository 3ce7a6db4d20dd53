import pytest

from bot.study.lookup.romaji import key_of_kana, key_of_latin


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("カシセイ", ["kashisei", "kasisei", "kashise"]),
        ("タイムアウト", ["taimuauto"]),
        ("チエン", ["chien", "tien"]),
        ("ホジキカン", ["hojikikan", "hozikikan"]),
        ("シャード", ["shaado", "shado", "syado"]),
        ("キュー", ["kyuu", "kyu", "kyū".replace("ū", "uu")]),
        ("ドウジジッコウ", ["doujijikkou", "dojijikko", "doozijikkoo"]),
        ("シンブン", ["shinbun", "shimbun"]),
        ("フィルター", ["firutaa", "firuta"]),
        ("ロール", ["rooru", "roru", "loolu"]),
        ("ジュンジョ", ["junjo", "zyunzyo", "jyunjyo"]),
    ],
)
def test_every_romanisation_meets_its_kana(kana: str, romaji: list[str]) -> None:
    assert {key_of_latin(each) for each in romaji} == {key_of_kana(kana)}


@pytest.mark.parametrize("english", ["sqs", "shard", "dynamodb", "k8s", "queue length", ""])
def test_what_cannot_be_japanese_has_no_key(english: str) -> None:
    assert key_of_latin(english) == ""


@pytest.mark.parametrize("mixed", ["可視性", "SQS", "キューA", ""])
def test_only_kana_has_a_key(mixed: str) -> None:
    assert key_of_kana(mixed) == ""
