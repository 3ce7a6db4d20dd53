"""Every kind of query, on the bundled deck and on a group's own Japanese outline."""

import pytest

from bot.study.lookup import Lookup
from tests.study.conftest import Expected, Notes, built, each

VISIBILITY, KEPT, WAITING = "SQS > 可視性タイムアウト", "SQS > 保持期間", "SQS > ロングポーリング"
DEAD = "Lambda > デッドレターキュー"

GROUP: Expected = {
    "English term": [
        ("visibility timeout", VISIBILITY),
        ("dead letter queue", DEAD),
        ("task placement strategy", "ECS > タスク配置戦略"),
        ("partition key", "DynamoDB > パーティションキー"),
        ("annotations", "X-Ray > 注釈"),
    ],
    "Japanese term": [
        ("可視性タイムアウト", VISIBILITY),
        ("配信不能キュー", DEAD),
        ("タスク配置戦略", "ECS > タスク配置戦略"),
        ("同時実行数", "Lambda > 同時実行数"),
    ],
    "mixed": [
        ("SQS 可視性 timeout", VISIBILITY),
        ("Lambda の layer", "Lambda > レイヤー"),
        ("beanstalk イミュータブル", "Elastic Beanstalk > イミュータブル"),
    ],
    "typo: transposed": [("visiblity timeuot", VISIBILITY), ("partitoin key", "DynamoDB > パーティションキー")],
    "typo: dropped": [("visibilty timeout", VISIBILITY), ("dead leter queue", DEAD)],
    "typo: doubled": [("vissibility timeout", VISIBILITY), ("long pollling", WAITING)],
    "typo: neighbouring key": [("visibility timeoyt", VISIBILITY), ("dead lettwr queue", DEAD)],
    "typo: wrong kanji": [("可視制タイムアウト", VISIBILITY), ("保持機関", KEPT)],
    "typo: lost long vowel": [("デッドレタキュー", DEAD), ("ロングポリング", WAITING)],
    "typo: lost small tsu": [
        ("デドレターキュー", DEAD),
        ("スロトリング", "Lambda > 足りないとスロットリングされる | Lambda > 同時実行数"),
    ],
    "romaji": [
        ("kashisei taimuauto", VISIBILITY),
        ("kashisei timeout", VISIBILITY),
        ("hoji kikan", KEPT),
        ("chien kyuu", "SQS > 遅延キュー"),
        ("deddo retaa kyuu", DEAD),
    ],
    "abbreviation": [
        ("DLQ", DEAD),
        ("gsi", "DynamoDB > GSI"),
        ("VT sqs", VISIBILITY),
        ("PFS", "Perfect Forward Secrecy"),
        ("KDS", "Kinesis Data Streams"),
    ],
    "width and kana": [
        ("ＳＱＳ　可視性", VISIBILITY),
        ("ｶｼｾｲﾀｲﾑｱｳﾄ", VISIBILITY),
        ("かしせいたいむあうと", VISIBILITY),
        ("ﾛﾝｸﾞﾎﾟｰﾘﾝｸﾞ", WAITING),
        ("ろんぐぽーりんぐ", WAITING),
        ("ｄｅａｄ　ｌｅｔｔｅｒ　ｑｕｅｕｅ", DEAD),
    ],
    "identifier": [
        ("x-amz-server-side-encryption", "S3 > ヘッダーは x-amz-server-side-encryption: aws:kms | S3 > SSE-KMS"),
        ("ECS_ENABLE_TASK_IAM_ROLE", "ECS > EC2 起動タイプでは ECS_ENABLE_TASK_IAM_ROLE=true が要る | ECS > タスクロール"),
        ("ecs enable task iam role", "ECS > EC2 起動タイプでは ECS_ENABLE_TASK_IAM_ROLE=true が要る | ECS > タスクロール"),
        ("AWS_XRAY_DAEMON_ADDRESS", "X-Ray > AWS_XRAY_DAEMON_ADDRESS | X-Ray > デーモンの環境変数"),
        ("504", "API Gateway > 29 秒を過ぎると 504 が返る | API Gateway > 統合タイムアウト"),
    ],
    "question": [
        ("how long can a message stay hidden", f"SQS > 初期値は 30 秒、最長 12 時間 | {VISIBILITY}"),
        ("how long does sqs keep messages", KEPT),
        ("two workers grab the same message", VISIBILITY),
        ("SQSの可視性タイムアウトのデフォルトは？", f"{VISIBILITY} | SQS > 初期値は 30 秒、最長 12 時間"),
        ("Lambdaの失敗したイベントはどこへ行く", DEAD),
        ("can i add a gsi later", "DynamoDB > GSI | DynamoDB > 表を作った後でも足せる"),
    ],
    "number": [
        ("29秒", "API Gateway > 29 秒を過ぎると 504 が返る | API Gateway > 統合タイムアウト"),
        ("10 GB tmp", "Lambda > 512 MB から 10 GB まで | Lambda > /tmp の一時領域"),
        ("30 seconds", f"SQS > 初期値は 30 秒、最長 12 時間 | {VISIBILITY}"),
        ("14 days", f"SQS > 初期値は 4 日、最長 14 日 | {KEPT}"),
    ],
    "topic alone": [
        ("sqs", "SQS"),
        ("エスキューエス", "SQS"),
        ("lambda", "Lambda"),
        ("ラムダ", "Lambda"),
        ("ecs", "ECS"),
        ("cognito", "Cognito"),
    ],
    "another topic's bullet": [("lambda x-ray", "X-Ray > Lambda"), ("lambda authorizer", "API Gateway > Lambda")],
}

BUNDLED: Expected = {
    "English term": [
        ("visibility timeout", "sqs-visibility-timeout"),
        ("binpack", "ecs-binpack"),
        ("partition key", "dynamodb-partition-key"),
        ("usage plan", "api-gateway-usage-plan-and-api-key"),
    ],
    "Japanese term": [
        ("可視性タイムアウト", "sqs-visibility-timeout"),
        ("タスク配置戦略", "ecs-task-placement-strategy"),
        ("遅延キュー", "sqs-delay-queue"),
    ],
    "mixed": [("SQS 可視性 timeout", "sqs-visibility-timeout"), ("lambda の layer", "lambda-layers")],
    "typo: transposed": [("visiblity timeuot", "sqs-visibility-timeout")],
    "typo: dropped": [("visibilty timeout", "sqs-visibility-timeout")],
    "typo: doubled": [("vissibility timeout", "sqs-visibility-timeout")],
    "typo: neighbouring key": [("visibility timeoyt", "sqs-visibility-timeout")],
    "typo: wrong kanji": [("可視制タイムアウト", "sqs-visibility-timeout")],
    "typo: lost long vowel": [("ロングポリング", "sqs-long-polling")],
    "typo: lost small tsu": [("デドレターキュー", "lambda-dead-letter-queue")],
    "romaji": [("kashisei taimuauto", "sqs-visibility-timeout"), ("chien kyuu", "sqs-delay-queue")],
    "abbreviation": [
        ("DLQ", "lambda-dead-letter-queue"),
        ("GSI", "dynamodb-global-secondary-index"),
        ("PFS", "perfect-forward-secrecy | perfect-forward-secrecy-overview"),
        ("sqs VT", "sqs-visibility-timeout"),
        ("EFO", "kinesis-data-streams-enhanced-fan-out"),
    ],
    "width and kana": [
        ("ＳＱＳ　可視性", "sqs-visibility-timeout"),
        ("ｶｼｾｲﾀｲﾑｱｳﾄ", "sqs-visibility-timeout"),
        ("かしせいたいむあうと", "sqs-visibility-timeout"),
    ],
    "identifier": [
        ("x-amz-server-side-encryption-customer-key-MD5", "s3-x-amz-server-side-encryption-customer-key-md5"),
        ("ECS_ENABLE_TASK_IAM_ROLE", "ecs-task-role-ecs-enable-task-iam-role"),
        ("Fn::FindInMap", "cloudformation-fn-findinmap"),
        ("fn findinmap", "cloudformation-fn-findinmap"),
        ("504", "api-gateway-integration-timeout"),
    ],
    "question": [
        ("how long can a message stay hidden", "sqs-visibility-timeout | sqs-visibility-timeout-range"),
        ("SQSの可視性タイムアウトのデフォルトは？", "sqs-default-visibility-timeout"),
        ("can i add a gsi later", "dynamodb-gsi-can-be-added-later"),
        ("two workers grab the same message", "sqs-visibility-timeout"),
        ("why does api gateway return 504", "api-gateway-integration-timeout"),
    ],
    "number": [("29秒", "api-gateway-integration-timeout"), ("10 GB tmp", "lambda-ephemeral-storage")],
    "topic alone": [("sqs", "sqs"), ("Lambda", "lambda"), ("エスキューエス", "sqs"), ("x-ray", "x-ray"), ("ecs", "ecs")],
    "another topic's bullet": [("x-ray lambda", "x-ray-lambda"), ("lambda authorizer", "api-gateway-lambda-authorizer")],
}


@pytest.mark.parametrize(("query", "cards"), each(GROUP))
def test_a_groups_own_outline_answers(group: Notes, query: str, cards: list[str]) -> None:
    assert group.first(query) in cards


@pytest.mark.parametrize(("query", "cards"), each(BUNDLED))
def test_the_bundled_deck_answers(bundled: Notes, query: str, cards: list[str]) -> None:
    assert bundled.first(query) in cards


COMPARISONS_GROUP = [
    ("throughput exceeded kinesis vs dynamodb", {"Kinesis Data Streams > スループット超過", "DynamoDB > スループット超過"}),
    ("gsi vs lsi", {"DynamoDB > GSI", "DynamoDB > LSI"}),
    ("SSE-S3とSSE-KMSの違い", {"S3 > SSE-S3", "S3 > SSE-KMS"}),
    ("ユーザープールとIDプール", {"Cognito > ユーザープール", "Cognito > ID プール"}),
    ("difference between long polling and delay queue", {WAITING, "SQS > 遅延キュー"}),
    ("immutable or rolling", {"Elastic Beanstalk > イミュータブル", "Elastic Beanstalk > ローリング"}),
]


@pytest.mark.parametrize(("query", "sides"), COMPARISONS_GROUP)
def test_two_things_asked_about_at_once_are_both_near_the_top(group: Notes, query: str, sides: set[str]) -> None:
    assert sides <= set(group.cards(query)[:3])


@pytest.mark.parametrize(
    ("query", "sides"),
    [
        ("gsi vs lsi", {"dynamodb-global-secondary-index", "dynamodb-local-secondary-index"}),
        ("SSE-S3とSSE-KMSの違い", {"s3-sse-s3", "s3-sse-kms"}),
        ("long vs short polling", {"sqs-long-polling", "sqs-short-polling"}),
        ("x-ray on ecs", {"x-ray-ecs", "ecs"}),
    ],
)
def test_the_bundled_deck_compares(bundled: Notes, query: str, sides: set[str]) -> None:
    assert sides <= set(bundled.cards(query)[:3])


def test_a_comparison_of_throughput_has_a_card_of_either_side(bundled: Notes) -> None:
    found = bundled.lookup.find("throughput exceeded kinesis vs dynamodb").answers[:3]
    topics = {bundled.base.topic_of(answer.fact).id for answer in found}
    assert {"kinesis-data-streams", "dynamodb"} <= topics


def test_sides_of_a_comparison_are_equally_good_and_what_only_follows_is_not(group: Notes) -> None:
    found = group.lookup.find("gsi vs lsi")
    assert [answer.score >= found.tie for answer in found.answers[:3]] == [True, True]


def test_a_topic_is_compared_with_a_part_of_another(bundled: Notes) -> None:
    found = bundled.lookup.find("kinesis vs sqs fifo")
    assert [answer.fact.id for answer in found.answers if answer.score >= found.tie] == ["kinesis-data-streams", "sqs-fifo-queue"]
    assert found.compared


@pytest.mark.parametrize("query", ["exam", "the exam", "DVA", "試験", "試験はいつ"])
def test_what_a_topic_is_called_is_no_grammar_where_nothing_else_is_asked(bundled: Notes, query: str) -> None:
    assert bundled.lookup.find(query).answers[0].fact.id == "exam"


@pytest.mark.parametrize("query", ["exam date", "when is the exam", "試験日"])
def test_the_days_of_the_exam(bundled: Notes, query: str) -> None:
    assert bundled.lookup.find(query).answers[0].fact.id == "exam-dva-c02-retirement-dva-c03-launch"


def test_one_good_answer_stands_alone(group: Notes) -> None:
    found = group.lookup.find("sqs visibility")
    assert [answer.score >= found.tie for answer in found.answers].count(True) == 1


def test_two_facts_of_one_name_are_a_choice(group: Notes) -> None:
    found = group.lookup.find("ProvisionedThroughputExceededException")
    tied = {group.name(answer.fact) for answer in found.answers if answer.score >= found.tie}
    assert {"Kinesis Data Streams > スループット超過", "DynamoDB > スループット超過"} <= tied
    assert not found.compared


@pytest.mark.parametrize("query", ["256 KB", "256KB limit", "5 MB per putrecords"])
def test_what_the_notes_used_to_say_finds_what_is_so_now(bundled: Notes, query: str) -> None:
    now = {"256 KB": "sqs-maximum-message-size", "256KB limit": "sqs-maximum-message-size"}
    assert bundled.first(query) == now.get(query, "kinesis-data-streams-putrecords-request-size")


def test_what_is_outdated_is_no_part_of_the_card(bundled: Notes) -> None:
    card = bundled.lookup.find("sqs 256 KB").answers
    assert "sqs-maximum-message-size" in [answer.fact.id for answer in card[:2]]
    assert "256" not in bundled.base.text(bundled.base["aws-dva/sqs-maximum-message-size"], "en")


@pytest.mark.parametrize("query", ["ecs task iam role", "ecs の task role"])
def test_what_stands_in_the_topic_that_was_named_comes_first(bundled: Notes, query: str) -> None:
    assert bundled.first(query) == "ecs-task-role-ecs-enable-task-iam-role"


UNANSWERED = [
    "pizza",
    "rds multi-az",
    "ec2 spot",
    "route 53",
    "s3 glacier",
    "ラーメン",
    "今日の天気",
    "おすすめの映画",
    "家の鍵をなくした",
    "会議の時間は何分",
    "郵便の追跡番号",
    "?!",
    "",
]


@pytest.mark.parametrize("query", [*UNANSWERED, "kubernetes", "eks"])
def test_a_groups_outline_refuses_what_it_does_not_hold(group: Notes, query: str) -> None:
    assert group.cards(query) == []


def test_what_lies_beyond_the_notes_and_is_only_mentioned_there_is_refused(bundled: Notes) -> None:
    assert "Session Manager" in " ".join(line.plain for fact in bundled.base.facts.values() for line in fact.lines.values())
    assert bundled.cards("ssm session manager") == []
    assert bundled.cards("EventBridge スケジュール") == []
    assert bundled.cards("step functions state machine") == []


@pytest.mark.parametrize("query", UNANSWERED)
def test_the_bundled_deck_refuses_what_it_does_not_hold(bundled: Notes, query: str) -> None:
    assert bundled.cards(query) == []


@pytest.mark.parametrize(
    "query", ["which service recognises faces in a photo", "音声を文字にしたい", "link to a private file that expires"]
)
def test_what_means_something_else_is_refused_though_its_words_are_there(bundled: Notes, group: Notes, query: str) -> None:
    assert (bundled.cards(query), group.cards(query)) == ([], [])


@pytest.mark.parametrize(("query", "near"), [("ec2 spot", "ECS"), ("rds multi-az", "Cognito"), ("eks pod security policy", "")])
def test_what_is_refused_comes_with_what_is_near(group: Notes, query: str, near: str) -> None:
    found = group.lookup.find(query)
    assert found.answers == ()
    if near:
        assert any(near in suggestion.label for suggestion in found.suggestions)
    assert all(suggestion.fact.key in group.base.facts for suggestion in found.suggestions)


@pytest.mark.parametrize("query", ["DynamoDBのトランザクションの上限", "トランザクションの上限", "ddbのトランザクション上限"])
def test_what_is_said_of_another_topic_does_not_outweigh_what_was_named(bundled: Notes, group: Notes, query: str) -> None:
    for notes in (bundled, group):
        topics = {notes.base.topic_of(answer.fact).line("en").plain for answer in notes.lookup.find(query).answers}
        assert "API Gateway" not in topics


@pytest.mark.parametrize("query", ["lambda", "ecs", "cognito", "x-ray"])
def test_a_bullet_named_after_another_topic_does_not_beat_it(bundled: Notes, group: Notes, query: str) -> None:
    for notes in (bundled, group):
        first = notes.lookup.find(query).answers[0].fact
        assert first.is_topic


@pytest.mark.parametrize(
    "query", ["sqs visibility", "lambda dlq", "sqs long polling", "dynamodb gsi", "api gateway 504", "s3 sse-c", "ecs binpack"]
)
def test_the_specific_card_comes_before_its_whole_section(bundled: Notes, group: Notes, query: str) -> None:
    for notes in (bundled, group):
        assert not notes.lookup.find(query).answers[0].fact.is_topic


def test_a_card_holds_what_is_beneath_it(group: Notes) -> None:
    card = group.lookup.find("sqs visibility").answers[0].fact
    assert "最長 12 時間" in group.base.text(card, "ja")
    assert "保持期間" not in group.base.text(card, "ja")


def test_a_topic_narrows_the_answers(group: Notes) -> None:
    topics = {topic.line("ja").plain: topic.key for topic in group.base.topics()}
    assert group.first("lambda", topics["X-Ray"]) == "X-Ray > Lambda"
    assert group.first("throughput exceeded", topics["DynamoDB"]) == "DynamoDB > スループット超過"
    assert group.first("visibility timeout", topics["S3"]) == ""
    assert group.first("visibility timeout", "deck/gone") == ""


def test_at_most_as_many_answers_as_asked_for(bundled: Notes) -> None:
    assert len(bundled.lookup.find("lambda").answers) == 10
    assert len(bundled.lookup.find("lambda", limit=3).answers) == 3
    assert len(bundled.lookup.find("gsi vs lsi", limit=1).answers) == 1


def test_every_name_of_the_bundled_deck_finds_a_card_of_that_name(bundled: Notes) -> None:
    missed = []
    for fact in bundled.base.facts.values():
        for line in fact.lines.values() if fact.given else ():
            names = {each.plain for card in bundled.lookup.find(line.plain).answers[:3] for each in card.fact.lines.values()}
            if line.plain not in names:
                missed.append(line.plain)
    assert missed == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("exam domains", "exam-dva-c02-domains"),
        ("X-Ray トレース", "x-ray-trace"),
        ("タスクロールとは", "ecs-task-role-ecs-enable-task-iam-role"),
        ("task role", "ecs-task-role-ecs-enable-task-iam-role"),
        ("配信の遅延", "kinesis-data-streams-delivery-latency"),
        ("max visibility timeout", "sqs-visibility-timeout-range"),
    ],
)
def test_a_fact_called_so_comes_first(bundled: Notes, query: str, wanted: str) -> None:
    assert bundled.lookup.find(query).answers[0].fact.id == wanted


@pytest.mark.parametrize("query", ["kcl", "aws config", "aws batch", "health dashboard", "コンプライアンスレポート"])
def test_what_shares_but_a_word_with_the_notes_is_refused(bundled: Notes, group: Notes, query: str) -> None:
    assert bundled.cards(query) == group.cards(query) == []


def test_a_measure_stands_for_a_term_only_where_that_is_spoken_of(bundled: Notes) -> None:
    outline = "# Pizza\n\n- Oven at full heat for 15 minutes\n- Simmer 30 seconds, then 12 hours of rest\n"
    kitchen = Lookup(built({"en": outline}), bundled.glossary)
    for query in ("lambda timeout", "max visibility timeout", "default visibility timeout"):
        assert kitchen.find(query).answers == ()
    assert kitchen.mentions("I will be back in 15 minutes") == ()
    queues = Lookup(built({"en": "# SQS\n\n- Visibility timeout\n  - 30 seconds\n"}), bundled.glossary)
    assert queues.find("default visibility timeout").answers[0].fact.line("en").plain == "30 seconds"
