"""What reports say to those who make them and to organisers, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    report: str
    title: str
    above: str
    field: str
    kept: str
    kept_waiting: str
    kept_alone: str
    blank: str
    too_many: str
    not_kept: str
    gone: str
    head: str
    about_question: str
    about_fact: str
    by: str
    key: str
    source: str
    right: str
    answers: str
    nobody: str
    no_longer: str
    to_post: str
    set: str
    unset: str
    not_set: str
    sent_along: str
    not_read: str
    unread: str
    lost: str
    lost_without: str
    show: str
    mark_read: str
    none_unread: str
    open_to_all: str
    cannot_post: str
    organisers_only: str
    view_channel: str
    send_messages: str


ENGLISH = Words(
    report="Report",
    title="Report a mistake",
    above="What is wrong with it? Organisers of this server see what you write, with your name.",
    field="What is wrong",
    kept="Thank you. Your report is on its way to the organisers of this server.",
    kept_waiting="Thank you. Your report is kept for the organisers of this server.",
    kept_alone="Thank you. Your report is kept for whoever runs this bot.",
    blank="There was nothing in the report. Please write what is wrong.",
    too_many="You have sent {count} reports since yesterday, as many as I take in a day. Please tell an organiser directly.",
    not_kept="Your report was **not recorded**. Please try again in a moment; this is what you wrote:\n{words}",
    gone="That is no longer in the notes, so there is nothing to report. Thank you all the same.",
    head="Report {number}",
    about_question="A question",
    about_fact="A fact",
    by="By {name}",
    key="Key: {key}",
    source="Source: {source}",
    right="The key says: {answer}",
    answers="Answers: {answers}",
    nobody="No answers yet",
    no_longer="It is no longer in the notes.",
    to_post="Go to the question",
    set="Reports of this server go to {channel} from now on.",
    unset="Reports of this server are no longer sent anywhere; they are kept, and `/daily status` shows them.",
    not_set="That was **not recorded**. Please try again in a moment.",
    sent_along="{count} kept so far are sent along.",
    not_read="I cannot look that up just now. Please try again in a moment.",
    unread="Reports from members that no organiser has seen: **{count}**",
    lost="The channel for reports is gone: they are kept here. `/organise reports-channel` chooses another.",
    lost_without="I cannot send reports to {channel}: they are kept here. I need there: {permissions}.",
    show="Show reports",
    mark_read="Mark as read",
    none_unread="There are no reports that no organiser has seen.",
    open_to_all=(
        "Everyone can read that channel, and a report shows the answer of a question that may still be open: a channel for "
        "organisers alone is better."
    ),
    cannot_post="I cannot post in {channel}. I need these permissions there: {permissions}.",
    organisers_only="That is for organisers: it takes the permission Manage Server.",
    view_channel="View Channel",
    send_messages="Send Messages",
)

JAPANESE = Words(
    report="報告",
    title="誤りの報告",
    above="どこがおかしいですか？ 書いた内容は、あなたの名前とともにこのサーバーの運営者に届きます。",
    field="おかしいところ",
    kept="ありがとうございます。報告をこのサーバーの運営者に届けます。",
    kept_waiting="ありがとうございます。報告をこのサーバーの運営者のために保管しました。",
    kept_alone="ありがとうございます。報告をボットの管理者のために保管しました。",
    blank="報告が空でした。おかしいところを書いてください。",
    too_many="昨日から {count} 件の報告をいただきました。受け付けられるのは 1 日にこの件数までです。運営者に直接お伝えください。",
    not_kept="報告を**記録できませんでした**。少し待ってからもう一度お試しください。書かれた内容:\n{words}",
    gone="この項目はもうノートにないので、報告の必要はありません。ありがとうございます。",
    head="報告 {number}",
    about_question="問題について",
    about_fact="項目について",
    by="報告者: {name}",
    key="キー: {key}",
    source="出典: {source}",
    right="登録されている正解: {answer}",
    answers="回答: {answers}",
    nobody="回答はまだありません",
    no_longer="もうノートにありません。",
    to_post="問題へ移動",
    set="このサーバーの報告は、これから {channel} に届きます。",
    unset="このサーバーの報告はどこにも送りません。保管し、`/毎日の問題 状況`（daily status）で見られます。",
    not_set="設定を**記録できませんでした**。少し待ってからもう一度お試しください。",
    sent_along="これまでに保管した {count} 件も送ります。",
    not_read="いまは確認できません。少し待ってからもう一度お試しください。",
    unread="運営者がまだ見ていないメンバーからの報告: **{count} 件**",
    lost="報告先のチャンネルがなくなったので、ここに保管しています。`/運営 報告先`（organise reports-channel）で選び直せます。",
    lost_without="{channel} に報告を送れないので、ここに保管しています。そこで必要な権限: {permissions}。",
    show="報告を見る",
    mark_read="既読にする",
    none_unread="運営者がまだ見ていない報告はありません。",
    open_to_all="このチャンネルは全員が読めます。報告には受付中の問題の答えも出るので、運営者だけのチャンネルをおすすめします。",
    cannot_post="{channel} に投稿できません。そこで次の権限が必要です: {permissions}。",
    organisers_only="これは運営者向けです。「サーバー管理」の権限が必要です。",
    view_channel="チャンネルを見る",
    send_messages="メッセージを送信",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
REPORT: Mapping[Language, str] = {language: words.report for language, words in WORDS.items()}
