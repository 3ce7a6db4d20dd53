import pytest

from bot.study.facts import Place
from bot.study.glossary import Term
from bot.study.lookup.index import Index
from bot.study.lookup.names import Names
from bot.study.lookup.repair import Repair
from bot.study.text import key
from tests.study.conftest import built

NOTES = """
# SQS

- 可視性タイムアウト
- dead-letter queue
- Throttling of consumers
- ベンゼン環
"""


@pytest.fixture(scope="module")
def repair() -> Repair:
    here = Place("glossary.yaml", 1)
    names = Names(
        [
            Term("visibility", here, en=("visibility timeout",), ja=("可視性タイムアウト",), kana=("かしせいタイムアウト",)),
            Term("retention", here, en=("retention period",), ja=("保持期間",), kana=("ほじきかん",)),
            Term("protect", here, en=("protect",), ja=("保全",), kana=("ほぜん",), word=True),
        ]
    )
    return Repair(Index(built({"ja": NOTES}), names), names)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("visibilty timeout", "visibility timeout"),
        ("visiblity timeuot", "visibility timeout"),
        ("vvisibility timeout", "visibility timeout"),
        ("throtling", "throttling"),
        ("consumrs", "consumers"),
        ("deadletter queue", "dead letter queue"),
        ("kashisei taimuauto", "可視性タイムアウト"),
        ("hojikikan", "保持期間"),
        ("hoji kikan", "保持期間"),
        ("可視制タイムアウト", "可視性タイムアウト"),
        ("可視性タイムアト", "可視性タイムアウト"),
        ("保持機間は", "保持期間は"),
    ],
)
def test_slips_are_mended(repair: Repair, typed: str, meant: str) -> None:
    assert key(repair.repair(typed)) == key(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "visibility timeout",
        "dead-letter queue",
        "可視性タイムアウトの既定値",
        "ベンゼン",
        "how long is it",
        "504",
        "x-amz-acl",
        "pizza",
        "kubernetes",
        "detection",
        "寿司",
        "",
    ],
)
def test_what_needs_no_mending_stays(repair: Repair, typed: str) -> None:
    assert repair.repair(typed) == typed


@pytest.mark.parametrize("typed", ["prtect", "pprotect"])
def test_a_short_word_is_an_everyday_one_misspelt_only_beside_a_thing(repair: Repair, typed: str) -> None:
    assert key(repair.repair(f"{typed} visibility timeout")) == "protectvisibilitytimeout"
    assert key(repair.repair(f"{typed} visibilty timeout")) == "protectvisibilitytimeout"
    assert (repair.repair("prtect"), repair.repair("prtect my cake")) == ("prtect", "prtect my cake")


def test_letters_in_the_wrong_order_are_a_slip_everywhere(repair: Repair) -> None:
    assert key(repair.repair("portect")) == "protect"
