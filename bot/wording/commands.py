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
EXPLAIN_THIS = Text("Explain this", "この文を解説")

DESCRIBED = (EXPLAIN, QUERY, TOPIC, PRIVATE, TOPICS, QUIZ, QUIZ_TOPIC, QUESTIONS, HELP)
