"""Discord's command names and descriptions, in both languages."""

from dataclasses import dataclass

SHORTEST_NAME, LONGEST_NAME = 1, 32
LONGEST_DESCRIPTION = 100


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Japanese."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class Described:
    """A command or an option of one: its name and what it does."""

    name: Text
    description: Text


EXPLAIN = Described(
    Text("explain", "解説"),
    Text("Look something up in the notes", "ノートから調べて解説します"),
)
QUERY = Described(
    Text("query", "質問"),
    Text("A term or a question, in Japanese or English", "用語でも質問文でも。日本語でも英語でも"),
)
TOPIC = Described(
    Text("topic", "トピック"),
    Text("Look in this topic only", "このトピックの中だけを探します"),
)
PRIVATE = Described(
    Text("private", "自分だけ"),
    Text("Show the answer to you alone", "答えを自分にだけ表示します"),
)
TOPICS = Described(
    Text("topics", "トピック一覧"),
    Text("See everything the notes cover", "ノートにあるトピックを一覧します"),
)
HELP = Described(
    Text("help", "ヘルプ"),
    Text("What this bot does, and how to ask it", "このボットの使い方"),
)
QUIZ = Described(
    Text("quiz", "クイズ"),
    Text(
        "Practise with questions; only you see them, and nothing counts", "問題で練習します。自分だけに表示され、記録されません"
    ),
)
QUIZ_TOPIC = Described(
    Text("topic", "トピック"),
    Text("Questions on this topic only", "このトピックの問題だけにします"),
)
QUESTIONS = Described(
    Text("questions", "問題数"),
    Text("How many questions (10 unless you say)", "何問にするか（指定しなければ 10 問）"),
)
TODAY = Described(
    Text("today", "今日の問題"),
    Text("The open question of this server, if you missed the post", "このサーバーで出題中の問題を表示します"),
)
ORGANISE = Described(
    Text("organise", "運営"),
    Text("For organisers of this server", "このサーバーの運営者向けの設定です"),
)
REPORTS_CHANNEL = Described(
    Text("reports-channel", "報告先"),
    Text("Where members' reports go; without a channel they are kept here", "報告の送り先。指定しなければ送らずに保管します"),
)
REPORTS_TO = Described(
    Text("channel", "チャンネル"),
    Text("A channel that organisers read", "運営者が読むチャンネル"),
)
EXPLAIN_THIS = Text("Explain this", "この文を解説")

DESCRIBED = (EXPLAIN, QUERY, TOPIC, PRIVATE, TOPICS, QUIZ, QUIZ_TOPIC, QUESTIONS, TODAY, HELP)
ORGANISERS = (ORGANISE, REPORTS_CHANNEL, REPORTS_TO)
"""Not in `/help`, which is for members."""
