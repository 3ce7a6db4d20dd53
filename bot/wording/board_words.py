"""The phrases of boards, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language
from bot.study.periods import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    title: str
    by: Mapping[str, str]
    now: Mapping[Kind, str]
    previous: Mapping[Kind, str]
    week_of: str
    season: str
    season_runs: str
    season_over: str
    days: str
    rank: str
    points: str
    points_one: str
    up: str
    down: str
    same: str
    new: str
    you: str
    your_group: str
    nameless: str
    other_questions: str
    own: str
    own_none: str
    own_none_past: str
    off: Mapping[str, str]
    winners: Mapping[Kind, str]
    streak: str
    streak_one: str
    nobody: str
    begin: str
    today: str
    settings: str
    nobody_past: str
    nobody_in: str
    no_season: str
    mean: str
    inside: str
    too_few: str
    more: str
    no_group: str
    no_groups: str
    no_topics: str
    share: str
    own_share: str
    page: str
    next: str
    before: str
    earlier: Mapping[Kind, str]
    later: Mapping[Kind, str]
    choose_by: str
    choose_period: str
    how: str
    rule: tuple[str, str, str]
    picture: str
    picture_alt: str
    picture_none: str
    comma: str


ENGLISH = Words(
    title="Leaderboard",
    by={"member": "members", "group": "study groups", "topic": "topics"},
    now={"today": "today", "week": "this week", "month": "this month", "season": "season", "all": "all time"},
    previous={"today": "yesterday", "week": "last week", "month": "last month"},
    week_of="week of {first}",
    season="season “{name}”",
    season_runs="running since {start}",
    season_over="over: {start} to {end}",
    days="{first} to {last}",
    rank="{rank}.",
    points="{count} points",
    points_one="{count} point",
    up="up {count}",
    down="down {count}",
    same="same place",
    new="not there last time",
    you="you",
    your_group="your group",
    nameless="someone (deleted)",
    other_questions="No longer in the notes",
    own="You: place {rank} of {count} · {points}",
    own_none="You have no points here yet. Answer the daily question: {today} shows it.",
    own_none_past="You have no points in this period.",
    off={
        "hidden": "You are on no board: so you chose in {settings}. Your points are kept: {points}.",
        "excluded": "You are on no board: an organiser of this server took you off. Your points are kept: {points}.",
        "faded": (
            "You are on this board again with your next answer: it leaves out who answered nothing for 60 days. "
            "Your points are kept: {points}."
        ),
    },
    winners={
        "today": "First three of the day before",
        "week": "First three of the week before",
        "month": "First three of the month before",
        "season": "First three of the season before",
        "all": "",
    },
    streak="The server's streak: {count} days in a row on which enough answered.",
    streak_one="The server's streak: {count} day on which enough answered.",
    nobody="Nobody has points here yet. The daily question brings them: {today} shows it.",
    begin="Organisers begin one with `/daily setup`.",
    today="`/today`",
    settings="`/settings`",
    nobody_past="Nobody answered in this period.",
    nobody_in="Nobody in it has answered in this period yet.",
    no_season="No season was ever begun in this server. Organisers begin one with `/organise season start`.",
    mean="{mean} points on average of {count} members",
    inside="Inside your group, {name}",
    too_few="Not placed, since fewer than {members} of its members answered {answers} questions in this period",
    more="{count} more",
    no_group="You are in no study group: `/group list` shows them, `/group join` takes you in.",
    no_groups="There is no study group in this server yet. `/group create` begins one.",
    no_topics="Nothing was answered and revealed in this period yet. {today} shows the open question.",
    share="{percent} % right ({right} of {answered})",
    own_share="you {right} of {answered}",
    page="Page {page} of {pages}",
    next="Next page ({page}/{pages})",
    before="Previous page ({page}/{pages})",
    earlier={
        "today": "The day before",
        "week": "The week before",
        "month": "The month before",
        "season": "The season before",
        "all": "Before",
    },
    later={
        "today": "The day after",
        "week": "The week after",
        "month": "The month after",
        "season": "The season after",
        "all": "After",
    },
    choose_by="Who or what",
    choose_period="Which period",
    how="How points work",
    rule=(
        "A right answer to a daily question brings {easy}, {middle} or {hard} points, by how hard it is; a wrong one {tried}.",
        "The first answer of a day adds a point for each day of your streak before it, {bonus} at most.",
        "Each daily counts once, and it makes no difference when on its day, or before whom, you answer.",
    ),
    picture="Picture",
    picture_alt="A bar chart. {title}. {bars}",
    picture_none="There is nothing to draw on this page.",
    comma=", ",
)

JAPANESE = Words(
    title="順位表",
    by={"member": "メンバー", "group": "学習グループ", "topic": "トピック"},
    now={"today": "今日", "week": "今週", "month": "今月", "season": "シーズン", "all": "全期間"},
    previous={"today": "昨日", "week": "先週", "month": "先月"},
    week_of="{first} の週",
    season="シーズン「{name}」",
    season_runs="{start} から開催中",
    season_over="終了（{start} 〜 {end}）",
    days="{first} 〜 {last}",
    rank="{rank} 位",
    points="{count} 点",
    points_one="{count} 点",
    up="{count} つ上昇",
    down="{count} つ下降",
    same="前と同じ順位",
    new="前回なし",
    you="あなた",
    your_group="あなたのグループ",
    nameless="削除した人",
    other_questions="いまのノートにない問題",
    own="あなた: {count} 人中 {rank} 位 · {points}",
    own_none="あなたの点数はまだありません。{today} に答えると入ります。",
    own_none_past="この期間のあなたの点数はありません。",
    off={
        "hidden": "{settings} で選んだとおり、順位表には載っていません。点数は残っています: {points}。",
        "excluded": "このサーバーの運営者により、順位表から外されています。点数は残っています: {points}。",
        "faded": "60 日間回答のない人はこの順位表に載りません。次に答えると戻ります。点数は残っています: {points}。",
    },
    winners={
        "today": "前の日の上位 3 人",
        "week": "前の週の上位 3 人",
        "month": "前の月の上位 3 人",
        "season": "前のシーズンの上位 3 人",
        "all": "",
    },
    streak="サーバーの連続記録: 十分な人数が答えた日が {count} 日連続。",
    streak_one="サーバーの連続記録: 十分な人数が答えた日が {count} 日。",
    nobody="まだ誰にも点数がありません。毎日の問題に答えると入ります: {today}。",
    begin="運営者は `/毎日の問題 設定`（daily setup）で始められます。",
    today="`/今日の問題`（today）",
    settings="`/表示設定`（settings）",
    nobody_past="この期間に答えた人はいません。",
    nobody_in="この期間に答えた人はまだいません。",
    no_season="このサーバーではまだシーズンが始まったことがありません。運営者が "
    "`/運営 シーズン 開始`（organise season start）で始められます。",
    mean="平均 {mean} 点（{count} 人）",
    inside="あなたのグループ「{name}」の中",
    too_few="順位なし（この期間に {answers} 問以上答えたメンバーが {members} 人に足りません）",
    more="ほか {count}",
    no_group="学習グループに入っていません。`/グループ 一覧`（group list）で見られ、`/グループ 参加`（group join）で入れます。",
    no_groups="このサーバーにはまだ学習グループがありません。`/グループ 作成`（group create）で作れます。",
    no_topics="この期間に、答えが発表された問題はまだありません。受付中の問題は {today} で見られます。",
    share="正解率 {percent} %（{answered} 回中 {right} 回）",
    own_share="あなた {answered} 回中 {right} 回",
    page="{page}/{pages} ページ",
    next="次のページ ({page}/{pages})",
    before="前のページ ({page}/{pages})",
    earlier={"today": "前の日", "week": "前の週", "month": "前の月", "season": "前のシーズン", "all": "前の期間"},
    later={"today": "次の日", "week": "次の週", "month": "次の月", "season": "次のシーズン", "all": "次の期間"},
    choose_by="何の順位か",
    choose_period="どの期間か",
    how="点数のしくみ",
    rule=(
        "毎日の問題に正解すると、難しさに応じて {easy}・{middle}・{hard} 点、不正解でも {tried} 点が入ります。",
        "その日の最初の答えには、それまでの連続日数 1 日につき 1 点（最大 {bonus} 点）が加わります。",
        "どの問題も数えるのは 1 回で、その日のいつ答えても、誰より先でも後でも、点数は同じです。",
    ),
    picture="画像で見る",
    picture_alt="棒グラフ。{title}。{bars}",
    picture_none="このページには描けるものがありません。",
    comma="、",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
