import pytest

from bot.study.text import compact, fold, joined, key, loose, pairs, quantities, stem, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＩＡＭ　Ｒｏｌｅ", "iam role"),
        ("ｷｭｰ", "キュー"),
        ("Straße", "strasse"),
        ("zero\u200bwidth", "zerowidth"),
        ("turned\u202e", "turned"),
        ("soft\u00adhyphen", "softhyphen"),
        ("en – dash − minus", "en - dash - minus"),
        ("キューは ひらがな", "キューは ひらがな"),
    ],
)
def test_folding_makes_width_dashes_and_case_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("しーけんす", "シーケンス"),
        ("dead-letter queue", "Dead Letter Queue"),
        ("ID プール", "IDプール"),
        ("アベイラビリティ・ゾーン", "アベイラビリティゾーン"),
        ("x_ray", "X-Ray"),
    ],
)
def test_names_that_differ_in_nothing_that_matters_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_compact_text_remembers_where_words_began() -> None:
    compacted = compact("SQSの x-amz GetItem")
    assert compacted.text == "sqsノxamzgetitem"
    begun = {compacted.text[place:][:3]: how for place, how in enumerate(compacted.starts[:-1]) if how}
    assert begun == {"sqs": 3, "ノxa": 1, "xam": 3, "amz": 2, "get": 3, "ite": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Get the BatchGetItem", ["get", "the", "batch", "get", "item"]),
        ("SQSの可視性 タイムアウト", ["sqs", "ノ可視性", "タイムアウト"]),
        ("HTTPServer", ["http", "server"]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [word.text for word in words(compact(text))] == found


def test_words_of_several_parts_are_also_one() -> None:
    assert joined(compact("use x-amz-acl with GetItem or AWS::AccountId now")) == ["xamzacl", "getitem", "awsaccountid"]
    assert joined(compact("plain words")) == []


def test_pairs_leave_out_what_is_only_hiragana() -> None:
    compacted = compact("鍵を使うとき")
    (word,) = words(compacted)
    assert pairs(word, compacted.scripts) == ["鍵ヲ", "ヲ使", "使ウ"]


@pytest.mark.parametrize("lossy", ["サーバ", "サバー", "サッバ", "サバ"])
def test_what_is_most_often_lost_does_not_matter(lossy: str) -> None:
    assert loose(lossy) == loose("サーバー")


@pytest.mark.parametrize(
    "relatives",
    [
        ("deploy", "deploys", "deployed", "deploying"),
        ("delay", "delays", "delayed"),
        ("retry", "retries", "retrying"),
        ("policy", "policies"),
        ("cache", "cached", "caches", "caching"),
        ("encryption", "encrypted", "encrypt", "encrypting"),
        ("queue", "queues"),
        ("split", "splitting", "splits"),
    ],
)
def test_relatives_have_one_stem(relatives: tuple[str, ...]) -> None:
    assert len({stem(word) for word in relatives}) == 1


@pytest.mark.parametrize("word", ["sqs", "class", "status", "dns", "s3"])
def test_no_plural_is_no_plural(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("29 秒", {"#29", "#29s"}),
        ("２９秒間", {"#29", "#29s"}),
        ("29sec", {"#29", "#29s"}),
        ("10 GiB", {"#10", "#10gb"}),
        ("10ギガバイト", {"#10", "#10gb"}),
        ("1,000 件", {"#1000"}),
        ("1.5 hours", {"#1.5", "#1.5h"}),
        ("99.9%", {"#99.9", "#99.9%"}),
        ("sha256 and v2.7.1", set()),
        ("no number", set()),
    ],
)
def test_quantities_are_one_in_every_language(text: str, found: set[str]) -> None:
    assert set(quantities(text)) == found
