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
PROGRESS = Described(
    Text("progress", "学習の記録"),
    Text(
        "How you are doing: topics, exam domains, streak, what to study next",
        "トピック別・試験の分野別の成績、連続日数、次に学ぶこと",
    ),
)
LEADERBOARD = Described(
    Text("leaderboard", "順位表"),
    Text("Where everyone on this server stands, and you", "このサーバーのみんなの順位と、あなたの順位"),
)
PERIOD = Described(
    Text("period", "期間"),
    Text("Which period (this week unless you say)", "どの期間か（指定しなければ今週）"),
)
BY = Described(
    Text("by", "対象"),
    Text(
        "Members, study groups or topics (members unless you say)", "メンバー・学習グループ・トピック（指定しなければメンバー）"
    ),
)
PERIOD_CHOICES = {
    "today": Text("Today", "今日"),
    "week": Text("This week", "今週"),
    "month": Text("This month", "今月"),
    "season": Text("Season", "シーズン"),
    "all": Text("All time", "全期間"),
}
BY_CHOICES = {
    "member": Text("Members", "メンバー"),
    "group": Text("Study groups", "学習グループ"),
    "topic": Text("Topics", "トピック"),
}
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
RECOUNT = Described(
    Text("recount", "集計し直し"),
    Text("Count points and streaks of this server anew from the answers", "このサーバーの点数と連続記録を、答えから数え直します"),
)
EXPLAIN_THIS = Text("Explain this", "この文を解説")

DESCRIBED = (
    *(EXPLAIN, QUERY, TOPIC, PRIVATE, TOPICS, QUIZ, QUIZ_TOPIC, QUESTIONS, TODAY),
    *(PROGRESS, LEADERBOARD, PERIOD, BY, HELP),
)
ORGANISERS = (ORGANISE, REPORTS_CHANNEL, REPORTS_TO, RECOUNT)
"""Not in `/help`, which is for members."""

DAILY = Described(
    Text("daily", "毎日の問題"),
    Text("The question that is asked in a channel every day", "チャンネルに毎日出す問題の設定"),
)
DAILY_SETUP = Described(
    Text("setup", "設定"),
    Text("Ask a question every day in a channel, or change how", "チャンネルに毎日問題を出します。設定の変更もこれで"),
)
DAILY_STATUS = Described(
    Text("status", "状況"),
    Text("What comes next in this server, and what went wrong last", "このサーバーの次の出題と、最後に起きた問題を表示します"),
)
DAILY_PAUSE = Described(
    Text("pause", "一時停止"),
    Text("Ask nothing until you resume it", "再開するまで出題を止めます"),
)
DAILY_RESUME = Described(
    Text("resume", "再開"),
    Text("Ask again every day", "毎日の出題を再開します"),
)
DAILY_NOW = Described(
    Text("now", "今すぐ"),
    Text("Post today's question now", "今日の問題を今すぐ出します"),
)
DAILY_REMOVE = Described(
    Text("remove", "解除"),
    Text("Ask no more here; what was asked and answered stays", "出題をやめます。これまでの記録は残ります"),
)
DAILY_CHANNEL = Described(
    Text("channel", "チャンネル"),
    Text("Which channel (this one unless you say)", "どのチャンネルか（指定しなければここ）"),
)
DAILY_TIME = Described(
    Text("time", "時刻"),
    Text("Local time, such as 7:30 or 7pm (7:00 unless you say)", "現地の時刻。例: 7:30、午後7時（指定しなければ 7:00）"),
)
DAILY_ZONE = Described(
    Text("timezone", "タイムゾーン"),
    Text("City, country or IANA name (UTC unless you say)", "都市・国・IANA 名（指定しなければ東京）"),
)
DAILY_TOPIC = Described(
    Text("topic", "トピック"),
    Text(
        "Only on this topic; several with commas; “all” for all of them",
        "このトピックだけ。複数は「、」で区切り、全部なら「すべて」",
    ),
)
DAILY_LANGUAGE = Described(
    Text("language", "言語"),
    Text("The language of the question", "問題の言語"),
)
DAILY_FEEDBACK = Described(
    Text("feedback", "正誤の表示"),
    Text("When members learn whether they were right", "答えた人に正誤をいつ伝えるか"),
)
DAILY_CLOSES = Described(
    Text("closes_after", "締切"),
    Text("How long it is open, such as 12h; “next” until the next one", "受付時間。例: 12時間。「次まで」で次の問題が出るまで"),
)
DAILY_PING = Described(
    Text("ping", "通知するロール"),
    Text("A role to notify of each question", "問題を出すたびに通知するロール"),
)
DAILY_NO_PING = Described(
    Text("no_ping", "通知なし"),
    Text("Notify no role any more", "ロールへの通知をやめます"),
)
DAILY_THREAD = Described(
    Text("thread", "スレッド"),
    Text("Open a thread with the answer, to discuss it", "正解発表に、話し合いのスレッドを付けます"),
)
LANGUAGE_CHOICES = {
    "ja": Text("Japanese", "日本語"),
    "en": Text("English", "英語"),
    "both": Text("Both on one card", "両方を 1 枚に"),
}
FEEDBACK_CHOICES = {
    "now": Text("At once, to each alone", "答えたらすぐ、本人だけに"),
    "reveal": Text("With the answer, when it closes", "締切後の正解発表で"),
}

DAILY_DESCRIBED = (
    *(DAILY, DAILY_SETUP, DAILY_STATUS, DAILY_PAUSE, DAILY_RESUME, DAILY_NOW, DAILY_REMOVE),
    *(DAILY_CHANNEL, DAILY_TIME, DAILY_ZONE, DAILY_TOPIC, DAILY_LANGUAGE, DAILY_FEEDBACK, DAILY_CLOSES, DAILY_PING),
    *(DAILY_NO_PING, DAILY_THREAD),
)

GROUP = Described(
    Text("group", "グループ"),
    Text("Study groups: teams of this server that learn together", "学習グループ。このサーバーで一緒に学ぶチーム"),
)
GROUP_CREATE = Described(Text("create", "作成"), Text("Make a new study group", "学習グループを新しく作ります"))
GROUP_JOIN = Described(
    Text("join", "参加"), Text("Be in a study group; in one at a time", "学習グループに入ります（一度に 1 つ）")
)
GROUP_LEAVE = Described(Text("leave", "脱退"), Text("Be in no study group", "学習グループから抜けます"))
GROUP_LIST = Described(
    Text("list", "一覧"),
    Text("All study groups of this server, and your own", "このサーバーの学習グループの一覧"),
)
NEW_NAME = Described(Text("name", "名前"), Text("What it is called", "呼び名"))
GROUP_NAME = Described(Text("name", "名前"), Text("Which study group", "どの学習グループか"))
SETTINGS = Described(
    Text("settings", "表示設定"),
    Text("How you appear to others: your name, on boards or not", "ほかの人からの見え方。名前、順位表に出るかどうか"),
)
PRIVACY = Described(Text("privacy", "プライバシー"), Text("What is stored about you", "あなたについて保存しているもの"))
PRIVACY_EXPORT = Described(
    Text("export", "書き出し"),
    Text("Everything stored about you, as a file to you alone", "保存しているものの全部をファイルで"),
)
PRIVACY_DELETE = Described(
    Text("delete", "削除"),
    Text("Delete everything stored about you; asks first", "すべて削除します。先に確認します"),
)
SEASON = Described(Text("season", "シーズン"), Text("A stretch of time with a board of its own", "順位表を別に付ける期間"))
SEASON_START = Described(Text("start", "開始"), Text("Begin a season", "シーズンを始めます"))
SEASON_END = Described(Text("end", "終了"), Text("End the season; its board stays", "シーズンを終えます。順位表は残ります"))
EXCLUDE = Described(
    Text("exclude", "除外"), Text("Keep a member off every board of this server", "メンバーをこのサーバーの順位表から外します")
)
INCLUDE = Described(Text("include", "除外解除"), Text("Undo an exclusion", "除外を取り消します"))
WHOM = Described(Text("member", "メンバー"), Text("Who", "誰を"))
LINK_ROLE = Described(
    Text("link-role", "ロール連携"), Text("Whoever has a role is in a study group", "ロールを持つ人を学習グループに入れます")
)
LINKED_GROUP = Described(Text("group", "グループ"), Text("Which study group", "どの学習グループか"))
LINKED_ROLE = Described(
    Text("role", "ロール"),
    Text("Which role; without one the group is tied to none", "どのロールか。なしなら連携をやめます"),
)
ZONE_OF_SERVER = Described(
    Text("timezone", "タイムゾーン"),
    Text("Whose days and weeks this server's boards have", "このサーバーの日や週をどこで数えるか"),
)
ZONE = Described(Text("zone", "地域"), Text("City, country or IANA name", "都市・国・IANA 名"))

MEMBERS_DESCRIBED = (
    *(GROUP, GROUP_CREATE, GROUP_JOIN, GROUP_LEAVE, GROUP_LIST, NEW_NAME, GROUP_NAME, SETTINGS),
    *(PRIVACY, PRIVACY_EXPORT, PRIVACY_DELETE, SEASON, SEASON_START, SEASON_END, EXCLUDE, INCLUDE, WHOM),
    *(LINK_ROLE, LINKED_GROUP, LINKED_ROLE, ZONE_OF_SERVER, ZONE),
)
