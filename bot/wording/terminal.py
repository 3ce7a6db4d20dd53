"""What the terminal says of itself, in both languages."""

from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language. Braces are filled with `str.format`."""

    welcome: tuple[str, ...]
    no_token: str
    not_a_terminal: str
    problems: str
    no_facts: str
    changed: str
    nothing: str
    nothing_near: str
    try_these: str
    several: str
    compared: str
    beneath: str
    others: str
    related: str
    sources: str
    topics: str
    facts: str
    pick: str
    more: str
    more_sources: str
    no_number: str
    no_command: str
    no_card: str
    at_the_top: str
    gone: str
    language: str
    fault: str
    leave: str
    help: tuple[tuple[str, str], ...]
    unknown_topic: str
    no_path: str
    checked: str
    clean: str
    wrong: str
    warned: str
    wrote_ids: str
    no_ids_written: str
    ids_locked: str
    ids_one_sided: str
    ids_complete: str
    ids_of_what: str
    ids_nowhere: str
    no_input: str
    alive: str
    not_alive: str


_JA = Words(
    welcome=(
        "答え（Kotae）— {topics} トピック、{facts} 項目のノートから答えます。",
        "知りたいことをそのまま入力してください。例: sqs 可視性タイムアウト",
        "/topics で一覧、/help で使い方、Ctrl-D で終了。",
    ),
    no_token="DISCORD_TOKEN がないので、ターミナルで起動します（設定すると Discord につながります）。",
    not_a_terminal="DISCORD_TOKEN がありません。環境変数か .env に設定してください（端末なら、なくても kotae chat で使えます）。",
    problems="ノートに {count} 件の問題があります: kotae check で確認できます。",
    no_facts="ノートに項目がありません。kotae check で理由を確認できます。",
    changed="ノートが更新されました（{facts} 項目）。",
    nothing="「{query}」の答えはノートにありません。",
    nothing_near="別の言葉で試すか、/topics で一覧を見てください。",
    try_these="もしかして",
    several="いくつか当てはまります",
    compared="それぞれの項目（見比べてください）",
    beneath="この中の項目",
    others="ほかの候補",
    related="関連",
    sources="出典",
    topics="トピック",
    facts="{count} 項目",
    pick="番号を入力すると開きます。",
    more="あと {count} 行あります: /more ですべて表示",
    more_sources="ほか {count} 件: /more",
    no_number="{number} 番はありません。今選べるのは {last} 番までです。",
    no_command="{command} というコマンドはありません。/help で使い方を表示します。",
    no_card="まだ何も開いていません。知りたいことを入力してください。",
    at_the_top="ここが一番上です。/topics でほかのトピックを見られます。",
    gone="その項目は今のノートにはありません。",
    language="日本語で表示します。",
    fault="答えられませんでした。別の言葉で試してください。",
    leave="Ctrl-D か /quit で終了します。",
    help=(
        ("言葉や質問", "ノートから答えます（日本語でも英語でも）"),
        ("番号", "一覧から選んで開きます"),
        ("/topics", "トピックの一覧"),
        ("/up", "一つ上の項目へ"),
        ("/more", "長い項目をすべて表示"),
        ("/quiz トピック", "問題を解く（トピックは省略可）"),
        ("/today", "今日の問題（記録されます）"),
        ("/leaderboard 期間", "この端末の順位表（期間は省略可。topics でトピック別、rule で点数のしくみ）"),
        ("/progress", "これまでの成績と、次に見るとよいもの"),
        ("/settings", "順位表での名前、順位表に出るかどうか"),
        ("/privacy", "保存されているものの書き出しと削除"),
        ("/language ja|en", "表示する言語"),
        ("/help", "この使い方"),
        ("/quit", "終了（Ctrl-D でも）"),
    ),
    unknown_topic="{topic} というトピックはありません。使えるのは: {topics}",
    no_path="{path} というファイルやフォルダーはありません。",
    checked="{topics} トピック、{facts} 項目、用語 {terms} 件、設問 {questions} 問を確認しました: ",
    clean="問題はありません。",
    wrong="問題 {count} 件。",
    warned="注意 {count} 件。",
    wrote_ids="{path}: id を {count} 個書き込みました。",
    no_ids_written="{path}: id を書き込めません。下の問題を直してから、もう一度実行してください。",
    ids_locked="{path}: id を書き込めません。ファイルかフォルダーが読み取り専用です。書き込みを許可してください。",
    ids_one_sided="片方の言語にしかない {count} 行には id を付けていません（同じ id は同じ内容を表すため）。",
    ids_complete="書き込む id はありません。",
    ids_of_what="id を書き込むノートを指定してください。例: kotae check --write-ids my-notes",
    ids_nowhere="--from-words は --write-ids と一緒に使います。",
    no_input="調べる言葉を書いてください。例: kotae explain sqs visibility",
    alive="動いています。",
    not_alive="動いていません（この 1 分半、Discord への接続の合図がありません）。",
)

_EN = Words(
    welcome=(
        "Kotae answers from {topics} topics and {facts} entries of notes.",
        "Type what you want to know, for example: sqs visibility timeout",
        "/topics lists what there is, /help says more, Ctrl-D leaves.",
    ),
    no_token="There is no DISCORD_TOKEN, so the tutor starts in the terminal (set one to connect to Discord).",
    not_a_terminal="There is no DISCORD_TOKEN: set it in the environment or in .env (at a terminal, kotae chat needs none).",
    problems="The notes have {count} problem(s): see kotae check.",
    no_facts="The notes hold no entries: kotae check says why.",
    changed="The notes have changed ({facts} entries now).",
    nothing="The notes do not answer “{query}”.",
    nothing_near="Try other words, or /topics to see what there is.",
    try_these="Perhaps",
    several="Several entries fit",
    compared="Each side by itself, to compare",
    beneath="Within this",
    others="Other answers",
    related="Related",
    sources="Sources",
    topics="Topics",
    facts="{count} entries",
    pick="Type a number to open it.",
    more="{count} more lines: /more shows them all",
    more_sources="and {count} more: /more",
    no_number="There is no number {number}; the last one now is {last}.",
    no_command="There is no command {command}; /help lists them.",
    no_card="Nothing is open yet. Type what you want to know.",
    at_the_top="This is the top. /topics lists the other topics.",
    gone="The notes no longer have that entry.",
    language="Answers are in English now.",
    fault="That could not be answered. Try other words.",
    leave="Ctrl-D or /quit leaves.",
    help=(
        ("words or a question", "an answer from the notes (English or Japanese)"),
        ("a number", "opens that entry of the list"),
        ("/topics", "all topics"),
        ("/up", "the entry above this one"),
        ("/more", "all of a long entry"),
        ("/quiz TOPIC", "questions to practise with (of all topics without one)"),
        ("/today", "today's question; your answer counts"),
        (
            "/leaderboard PERIOD",
            "who stands where on this computer (this week without one; topics: by topic; rule: how points work)",
        ),
        ("/progress", "how you are doing, and what to look at next"),
        ("/settings", "your name on boards, and whether you appear on them"),
        ("/privacy", "a copy of what is stored about you, or its deletion"),
        ("/language ja|en", "the language of the answers"),
        ("/help", "this list"),
        ("/quit", "leaves (so does Ctrl-D)"),
    ),
    unknown_topic="There is no topic {topic}; choose from: {topics}",
    no_path="There is no file or folder {path}.",
    checked="{topics} topics, {facts} entries, {terms} terms and {questions} questions checked: ",
    clean="no problems.",
    wrong="{count} problem(s).",
    warned=" {count} warning(s).",
    wrote_ids="{path}: {count} id(s) written.",
    no_ids_written="{path}: no id written; mend the problems said below and try again.",
    ids_locked="{path}: no id written; the file or its folder is read-only. Make it writable and try again.",
    ids_one_sided="{count} line(s) that stand in one language only got no id, since an id says that both are the same.",
    ids_complete="There is no id to write.",
    ids_of_what="Say which notes are to get ids, for example: kotae check --write-ids my-notes",
    ids_nowhere="--from-words goes with --write-ids.",
    no_input="Write what to look up, for example: kotae explain sqs visibility",
    alive="The bot is running.",
    not_alive="The bot is not running (no sign of a connection to Discord for a minute and a half).",
)


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _JA if language == "ja" else _EN
