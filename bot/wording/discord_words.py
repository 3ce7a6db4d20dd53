"""What the Discord front says, in Japanese and English: one value holds one language, whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of the front. Those with {…} are for `str.format`."""

    more: str
    previous: str
    up: str
    quiz_me: str
    beneath: str
    related: str
    also_found: str
    open: str
    page: str
    all_topics: str
    nothing: str
    nearest: str
    elsewhere: str
    see_topics: str
    several: str
    compared: str
    in_message: str
    none_in_message: str
    unknown_topic: str
    topics: str
    topic_count: str
    choose_topic: str
    no_notes: str
    gone: str
    outdated: str
    outdated_command: str
    bots: str
    fault: str
    refused_token: str
    refused_intents: str
    welcome: str
    help: str


ENGLISH = Words(
    more="More ({page}/{pages})",
    previous="Previous ({page}/{pages})",
    up="Up: {name}",
    quiz_me="Quiz me",
    beneath="More precisely",
    related="See also",
    also_found="Also found",
    open="Open: {name}",
    page="Page {page} of {pages}",
    all_topics="All topics",
    nothing="The notes do not answer “{query}”.",
    nearest="The nearest they have:",
    elsewhere="Nothing under {topic} answers “{query}”. Elsewhere in the notes:",
    see_topics="See what they cover under “All topics”, or ask in other words.",
    several="Several notes match “{query}”. Which one do you mean?",
    compared="“{query}”: the notes have each side by itself. Open them to compare.",
    in_message="Terms from the notes in that message:",
    none_in_message="I found no term from the notes in that message. Try /explain with the word you are after.",
    unknown_topic="There is no topic “{topic}”, so all of them were searched.",
    topics="Topics",
    topic_count="{name} ({count} entries)",
    choose_topic="Open a topic",
    no_notes="There are no notes yet. Whoever runs this bot can add some; they are noticed within a minute.",
    gone="That entry is no longer in the notes; they have changed since this message. Ask again with /explain.",
    outdated="This belongs to an older version of the bot and no longer works. Try /explain or /quiz again.",
    outdated_command="This command has changed. Close and reopen Discord, then try again; /help lists what there is.",
    bots="Bots do not take part.",
    fault="Something went wrong on my side, and it has been recorded. Please try again in a moment.",
    refused_token="Discord refused DISCORD_TOKEN: copy a fresh one from the developer portal (Bot, Reset Token).",
    refused_intents=(
        "Discord refused the intents: the developer portal (Bot, Privileged Gateway Intents) must allow what is asked for."
    ),
    welcome=(
        "## Hello, I am Kotae\n"
        "I explain what is in your study notes. Type `/explain` and a term or a question, in Japanese or English: "
        "`/explain sqs visibility`. See `/topics` for what I know and `/help` for the rest.\n"
        "Organisers: `/daily setup` asks a question every day in a channel."
    ),
    help=(
        "## How to ask Kotae\n"
        "- `/explain` a term or a question, in Japanese, English or a mix; typing errors are fine. "
        "Pick from the list while you type, or just press enter.\n"
        "  - `topic` looks in one topic only; `private` shows the answer to you alone.\n"
        "- `/topics` shows everything the notes cover.\n"
        "- `/quiz` asks you questions, to practise: only you see them, and each answer is explained. "
        "`topic` keeps to one topic, `questions` says how many.\n"
        "- `/today` shows the open question of this server, if you missed the post. Your first answer counts.\n"
        "- `/progress` shows you how you are doing: topics, exam domains, streak, and what to study next.\n"
        "- `/group` makes, joins and lists the study groups of this server. `/settings` says how you appear to others; "
        "`/privacy` gives you everything stored about you, or deletes it.\n"
        "- `/leaderboard` shows where everyone on this server stands, and you: `period` chooses today to all time, `by` members, "
        "study groups or topics.\n"
        "- On any message: hold it (or right-click) › Apps › **Explain this** explains its terms, to you alone.\n"
        "- Buttons under an answer lead up, deeper and to what is related. What you open with them only you see. "
        "**Report** tells the organisers that something is wrong.\n"
        "Everything I say comes from the notes; when they do not answer, I say so."
    ),
)

JAPANESE = Words(
    more="続き ({page}/{pages})",
    previous="前へ ({page}/{pages})",
    up="上へ: {name}",
    quiz_me="問題を解く",
    beneath="さらに詳しく",
    related="関連",
    also_found="ほかの候補",
    open="開く: {name}",
    page="{page}/{pages} ページ",
    all_topics="トピック一覧",
    nothing="「{query}」はノートに見つかりませんでした。",
    nearest="近いもの：",
    elsewhere="「{topic}」の中に「{query}」は見つかりませんでした。ほかのところにあるもの：",
    see_topics="「トピック一覧」で載っている内容を確かめるか、別の言葉で試してください。",
    several="「{query}」に当てはまるものがいくつかあります。どれですか？",
    compared="「{query}」：ノートではそれぞれ別の項目です。開いて見比べてください。",
    in_message="このメッセージに出てくる用語：",
    none_in_message="このメッセージにはノートの用語が見つかりませんでした。/解説（explain）に知りたい言葉を入れてみてください。",
    unknown_topic="「{topic}」というトピックはないので、全体から探しました。",
    topics="トピック",
    topic_count="{name} ({count} 項目)",
    choose_topic="トピックを開く",
    no_notes="まだノートがありません。ボットの管理者がノートを置くと、1 分以内に読み込まれます。",
    gone="この項目は今のノートにありません。このメッセージのあとでノートが変わりました。/解説（explain）でもう一度調べてください。",
    outdated="これは古いバージョンのボットのもので、もう使えません。/解説（explain）で調べ直すか、/クイズ（quiz）を始め直してください。",
    outdated_command="このコマンドは変わりました。Discord を開き直してから試してください。一覧は /ヘルプ（help）にあります。",
    bots="ボットは参加できません。",
    fault="こちらで問題が起きました（記録しました）。少し待ってからもう一度お試しください。",
    refused_token="Discord が DISCORD_TOKEN を拒否しました。開発者ポータル（Bot › Reset Token）で作り直して設定してください。",
    refused_intents=(
        "Discord がインテント（intents）を拒否しました。"
        "開発者ポータル（Bot › Privileged Gateway Intents）で必要なものを許可してください。"
    ),
    welcome=(
        "## はじめまして、Kotae です\n"
        "みなさんの学習ノートの内容を解説します。`/解説`（explain）に用語や質問を、日本語でも英語でも入れてください。"
        "例: `/解説 可視性タイムアウト`。知っている内容は `/トピック一覧`（topics）、使い方は `/ヘルプ`（help）で見られます。\n"
        "運営者の方へ: `/毎日の問題 設定`（daily setup）で、チャンネルに毎日 1 問出題します。"
    ),
    help=(
        "## Kotae の使い方\n"
        "- `/解説`（explain）用語や質問を、日本語・英語・まぜ書きで。多少の打ちまちがいは大丈夫です。"
        "入力中に出る候補から選んでも、そのまま送信してもかまいません。\n"
        "  - `トピック`（topic）は 1 つのトピックだけを探し、`自分だけ`（private）は答えを自分だけに表示します。\n"
        "- `/トピック一覧`（topics）ノートにある内容の一覧。\n"
        "- `/クイズ`（quiz）問題で練習します。あなただけに見え、答えるたびに理由がわかります。"
        "`トピック`（topic）で 1 つのトピックに絞り、`問題数`（questions）で何問かを決められます。\n"
        "- `/今日の問題`（today）このサーバーで出題中の問題。投稿を見逃したときに。数えるのは最初の答えです。\n"
        "- `/学習の記録`（progress）トピック別・試験の分野別の成績、連続日数、次に学ぶこと。あなただけに見えます。\n"
        "- `/グループ`（group）このサーバーの学習グループを作る・入る・見る。`/表示設定`（settings）ほかの人からの見え方。"
        "`/プライバシー`（privacy）保存しているものの書き出しと削除。\n"
        "- `/順位表`（leaderboard）このサーバーのみんなの順位と、あなたの順位。"
        "`期間`（period）で今日から全期間まで、`対象`（by）でメンバー・学習グループ・トピックを選べます。\n"
        "- メッセージを長押し（または右クリック）› アプリ › **この文を解説** で、文中の用語を自分だけに解説します。\n"
        "- 答えの下のボタンで、上の項目・詳しい項目・関連項目へ進めます。開いた内容はあなただけに見えます。"
        "**報告** で、誤りを運営者に知らせられます。\n"
        "答えはすべてノートにあるものです。ノートにないときは、ないとお伝えします。"
    ),
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
