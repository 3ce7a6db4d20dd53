"""What organisers are told of seasons, of whom they keep off the boards, and of the server's days, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    organisers_only: str
    servers_only: str
    not_kept: str
    bad_name: str
    started: str
    runs: str
    ended: str
    none_runs: str
    excluded: str
    excluded_already: str
    included: str
    included_already: str
    zone: str
    no_zone: str
    meant: str


ENGLISH = Words(
    organisers_only="That is for organisers: it takes the permission Manage Server.",
    servers_only="That is for organisers of a server, on it.",
    not_kept="That was **not recorded**. Please try again in a moment.",
    bad_name="A name has at most {longest} characters, and at least one letter, digit or symbol.",
    started=(
        "Season **{name}** has begun. Questions asked from now on count in it; one that is open now counts where it was asked. "
        "`/organise season end` ends it."
    ),
    runs="Season **{name}** runs since {since}. One at a time: `/organise season end` ends it.",
    ended=(
        "Season **{name}** is over. Questions asked from now on count in no season; one that is open now counts in it still. "
        "Its board stays: `/leaderboard` with the period “season”."
    ),
    none_runs="No season runs. `/organise season start` begins one.",
    excluded=(
        "{who} is on no board of this server from now on and counts for no study group. They may go on answering, and "
        "`/organise include` brings them back with all their points."
    ),
    excluded_already="{who} is excluded already.",
    included="{who} is on the boards of this server again, with all their points, unless they chose not to appear.",
    included_already="{who} is not excluded.",
    zone=(
        "The days of this server are those of **{zone}** from now on: it is {date} there. Days that were asked keep their dates, "
        "and the times of the daily questions stay as they are (`/daily setup` changes those)."
    ),
    no_zone="There is no time zone {zone}.",
    meant="Did you mean: {names}?",
)

JAPANESE = Words(
    organisers_only="これは運営者向けです。「サーバー管理」の権限が必要です。",
    servers_only="これは運営者が、そのサーバーで使うものです。",
    not_kept="**記録できませんでした**。少し待ってからもう一度お試しください。",
    bad_name="名前は {longest} 文字までです。句読点だけの名前や、目に見えない名前にはできません。",
    started=(
        "シーズン **{name}** を始めました。これから出る問題がこのシーズンに入ります。"
        "受付中の問題は、出たときのシーズンのままです。"
        "`/運営 シーズン 終了`（organise season end）で終わります。"
    ),
    runs=(
        "シーズン **{name}** が {since} から続いています。一度に 1 つだけです。"
        "`/運営 シーズン 終了`（organise season end）で終わらせてください。"
    ),
    ended=(
        "シーズン **{name}** を終えました。これから出る問題はどのシーズンにも入りません。受付中の問題はまだこのシーズンです。"
        "順位表は残ります。`/順位表`（leaderboard）で期間に「シーズン」を選んでください。"
    ),
    none_runs="続いているシーズンはありません。`/運営 シーズン 開始`（organise season start）で始められます。",
    excluded=(
        "{who} は、これからこのサーバーのどの順位表にも出ず、学習グループの平均にも入りません。答えることはできます。"
        "`/運営 除外解除`（organise include）で、点もそのままで元に戻ります。"
    ),
    excluded_already="{who} はもう除外されています。",
    included="{who} は、点もそのままでこのサーバーの順位表に戻りました（本人が出ないことを選んでいる場合を除きます）。",
    included_already="{who} は除外されていません。",
    zone=(
        "このサーバーの日付は、これから **{zone}** の日付です（現地は {date}）。出題済みの日付は変わりません。"
        "毎日の問題の時刻もそのままです（変えるには `/毎日の問題 設定`（daily setup））。"
    ),
    no_zone="「{zone}」というタイムゾーンはありません。",
    meant="もしかして: {names}",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
