"""What organisers are told of the daily question, in Japanese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.study.facts import Language
from bot.tutor.dailies import Refusal
from bot.tutor.records import Daily
from bot.wording.daily_plan import words as plan_words
from bot.wording.daily_plan import zone_name


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    permissions: Mapping[str, str]
    comma: str
    # replies to organisers
    not_organiser: str
    not_here: str
    missing: str
    everyone: str
    no_ping: str
    role_gone: str
    no_thread: str
    no_topic: str
    nothing_to_ask: str
    created: str
    changed: str
    every_day: str
    topics: str
    all_topics: str
    languages: Mapping[str, str]
    feedback: Mapping[str, str]
    closes_next: str
    closes_after: str
    pings: str
    thread: str
    first_at: str
    due_now: str
    is_paused: str
    preview: str
    no_daily: str
    no_daily_at_all: str
    paused: str
    paused_already: str
    resumed: str
    running_already: str
    removed: str
    posted: str
    on_its_way: str
    asked_already: str
    paused_now: str
    not_recorded: str
    given_up: str
    not_posted: str
    gone: str
    # status
    status: str
    next_at: str
    next_due: str
    stopped: str
    open_round: str
    closed_round: str
    waiting_round: str
    problem: str
    # told of its own accord
    told: str


_WORDS: Mapping[Language, Words] = {
    "en": Words(
        permissions={
            "view_channel": "View Channel",
            "send_messages": "Send Messages",
            "read_message_history": "Read Message History",
            "create_public_threads": "Create Public Threads",
        },
        comma=", ",
        not_organiser="Only organisers (members with Manage Server) can do that.",
        not_here="That works in text channels of a server only. Choose one with `channel`.",
        missing="I cannot ask questions in {channel} yet. Please give me there: **{permissions}**. Then run the command again.",
        everyone="I do not ping everyone. Choose another role; `no_ping` takes a role away.",
        no_ping="{role} will not be notified: let anyone mention it, or let me “Mention @everyone, @here, and All Roles”.",
        role_gone="The role to notify is gone, so nobody is notified. Choose another with /daily setup, or `no_ping`.",
        no_thread="I cannot open threads there. Please give me **{permission}**, or turn `thread` off.",
        no_topic="There is no topic “{topic}”. /topics lists them all.",
        nothing_to_ask="There are no questions on that yet. Choose another topic, or `all`.",
        created="A question every day in {channel}",
        changed="Changed: the daily question in {channel}",
        every_day="Every day at **{time}** ({zone})",
        topics="Topics: {topics}",
        all_topics="all",
        languages={"ja": "In Japanese", "en": "In English", "both": "In Japanese and English"},
        feedback={
            "now": "Right or wrong is told at once, privately",
            "reveal": "Right or wrong is told with the answer, at the close",
        },
        closes_next="Open until the next one is posted",
        closes_after="Open for {length}",
        pings="Notifies {role}",
        thread="Opens a thread with the answer",
        first_at="The next one comes {at} ({relative}).",
        due_now="Today's time has passed and there was no question today: it comes within a minute.",
        is_paused="It is paused: /daily resume starts it again.",
        preview="The next card as it stands now. Only you see it, and its buttons do nothing.",
        no_daily="There is no daily question in {channel}. /daily status lists those there are.",
        no_daily_at_all="There is no daily question in this server yet. /daily setup starts one.",
        paused="Paused: the daily question in {channel}. Nothing is deleted; /daily resume goes on. "
        "An open question closes when it says.",
        paused_already="The daily question in {channel} is paused already.",
        resumed="The daily question in {channel} goes on.",
        running_already="The daily question in {channel} is running already.",
        removed="No more daily questions in {channel}. What was asked and answered stays; /daily setup starts again.",
        posted="Posted: {link}",
        on_its_way="Today's question is on its way to {channel}.",
        asked_already="Today's question is there already: {link}",
        paused_now="The daily question in {channel} is paused. /daily resume goes on with it.",
        not_recorded="That was not recorded: the database cannot be written just now. Please try again in a moment.",
        given_up="Today's question could not be posted in {channel}, and I have given it up: there is none today.",
        not_posted="It could not be posted: see /daily status.",
        gone=(
            "The channel of that daily question is gone. /daily setup in another channel; /daily remove, in a channel "
            "that has no daily question, takes this one away."
        ),
        status="Daily questions",
        next_at="Next: {at} ({relative})",
        next_due="Next: due now",
        stopped="**Paused** since {at}: {reason}",
        open_round="Open now: {link}",
        closed_round="The last one: {link}",
        waiting_round="The question of {date} is being posted.",
        problem="Last problem, {at}: {problem}",
        told=(
            "### The daily question in {channel} is paused\n"
            "In {server}: {reason}.\nNothing was deleted. Once that is mended, `/daily resume` goes on; `/daily setup` chooses "
            "another channel."
        ),
    ),
    "ja": Words(
        permissions={
            "view_channel": "チャンネルを見る",
            "send_messages": "メッセージを送信",
            "read_message_history": "メッセージ履歴を読む",
            "create_public_threads": "公開スレッドの作成",
        },
        comma="、",
        not_organiser="これができるのは運営者（「サーバー管理」の権限を持つメンバー）だけです。",
        not_here="サーバーのテキストチャンネルでだけ使えます。`チャンネル`（channel）で選んでください。",
        missing="{channel} にはまだ出題できません。そこでの権限をください: **{permissions}**。そのあと、もう一度どうぞ。",
        everyone="全員への通知はしません。別のロールを選んでください。通知をやめるなら `通知なし`（no_ping）です。",
        no_ping="{role} には通知が届きません。誰でもメンションできるロールにするか、私に「全てのロールにメンション」の権限を。",
        role_gone="通知するロールがなくなったので、誰にも通知しません。"
        "/毎日の問題 設定（daily setup）で選び直すか、`通知なし`（no_ping）にしてください。",
        no_thread="そこでスレッドを作れません。**{permission}** の権限をください。不要なら `スレッド`（thread）を False に。",
        no_topic="「{topic}」というトピックはありません。/トピック一覧（topics）で見られます。",
        nothing_to_ask="その範囲の問題はまだありません。別のトピックか「すべて」を選んでください。",
        created="{channel} に毎日問題を出します",
        changed="{channel} の毎日の問題を変更しました",
        every_day="毎日 **{time}**（{zone}）",
        topics="トピック: {topics}",
        all_topics="すべて",
        languages={"ja": "日本語で", "en": "英語で", "both": "日本語と英語で"},
        feedback={"now": "正誤は答えた直後に、本人だけに伝えます", "reveal": "正誤は締切後の正解発表で伝えます"},
        closes_next="次の問題が出るまで受け付けます",
        closes_after="{length}受け付けます",
        pings="{role} に通知します",
        thread="正解発表にスレッドを付けます",
        first_at="次の出題は {at}（{relative}）です。",
        due_now="今日の時刻は過ぎていて今日の問題がまだなので、1 分以内に出します。",
        is_paused="一時停止中です。/毎日の問題 再開（daily resume）で再開します。",
        preview="いまの時点での次の問題です。見えるのはあなただけで、ボタンは押せません。",
        no_daily="{channel} に毎日の問題はありません。/毎日の問題 状況（daily status）に一覧があります。",
        no_daily_at_all="このサーバーにはまだ毎日の問題がありません。/毎日の問題 設定（daily setup）で始められます。",
        paused="{channel} の毎日の問題を止めました。何も消えません。受付中の問題は、書いてある時刻に締め切ります。"
        "/毎日の問題 再開（daily resume）で続きから始まります。",
        paused_already="{channel} の毎日の問題はもう止まっています。",
        resumed="{channel} の毎日の問題を再開しました。",
        running_already="{channel} の毎日の問題は動いています。",
        removed="{channel} での出題をやめました。これまでの記録は残り、/毎日の問題 設定（daily setup）で続きから始められます。",
        posted="出題しました: {link}",
        on_its_way="今日の問題を {channel} に出しているところです。",
        asked_already="今日の問題はもう出ています: {link}",
        paused_now="{channel} の毎日の問題は止まっています。/毎日の問題 再開（daily resume）で再開できます。",
        not_recorded="記録できませんでした（データベースに書き込めません）。少し待ってからもう一度お試しください。",
        given_up="今日の問題は {channel} に出せなかったので取りやめました。今日の出題はありません。",
        not_posted="出題できませんでした。/毎日の問題 状況（daily status）を見てください。",
        gone=(
            "そのチャンネルはもうありません。別のチャンネルで /毎日の問題 設定（daily setup）をしてください。この設定は、"
            "毎日の問題のないチャンネルで /毎日の問題 解除（daily remove）をすると消せます。"
        ),
        status="毎日の問題",
        next_at="次の出題: {at}（{relative}）",
        next_due="次の出題: まもなく",
        stopped="{at} から**停止中**: {reason}",
        open_round="受付中: {link}",
        closed_round="前回: {link}",
        waiting_round="{date} の問題を出しているところです。",
        problem="最後に起きた問題（{at}）: {problem}",
        told=(
            "### {channel} の毎日の問題が止まりました\n"
            "{server}: {reason}。\n何も消えていません。直したら `/毎日の問題 再開`（daily resume）で続きから始まります。"
            "別のチャンネルに移すなら `/毎日の問題 設定`（daily setup）です。"
        ),
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


def clock_time(minute: int) -> str:
    """Minutes from midnight as a time of day."""
    return f"{minute // 60}:{minute % 60:02}"


def length(minutes: int, language: Language) -> str:
    """Minutes as people say them."""
    days, rest = divmod(minutes, 24 * 60)
    parts = (days, *divmod(rest, 60))
    units = (" 日", " 時間", " 分") if language == "ja" else (" d", " h", " min")
    return " ".join(f"{count}{unit}" for count, unit in zip(parts, units, strict=True) if count)


def permission_names(missing: Sequence[str], language: Language) -> str:
    """What Discord calls these permissions."""
    said = words(language)
    return said.comma.join(said.permissions.get(each, each) for each in missing)


def refusal(refused: Refusal, language: Language) -> str:
    """Why a wish cannot be granted, and what to write instead. What was typed is in it as it is."""
    said, plan = words(language), plan_words(language)
    if refused.what == "zone":
        return (plan.no_zone_near if refused.names else plan.no_zone).format(
            zone=refused.typed, names=said.comma.join(refused.names)
        )
    if refused.what == "topic":
        return said.no_topic.format(topic=refused.typed)
    if refused.reason is not None:
        return plan.refusals[refused.reason].format(typed=refused.typed)
    return said.nothing_to_ask


def settings_lines(daily: Daily, topics: Sequence[str], language: Language) -> list[str]:
    """What a daily is set to, a line each but for its channel and role. `topics` are names."""
    said, chosen = words(language), daily.settings
    lasting = chosen.closes_after
    return [
        said.every_day.format(time=clock_time(chosen.post_at), zone=zone_name(chosen.zone)),
        said.topics.format(topics=said.comma.join(topics) or said.all_topics),
        said.languages[chosen.language],
        said.feedback[chosen.feedback],
        said.closes_next if lasting is None else said.closes_after.format(length=length(lasting, language)),
        *([said.thread] if chosen.thread else []),
    ]
