"""What members are told of study groups, and organisers of the roles they are tied to, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    servers_only: str
    not_kept: str
    bad_name: str
    taken: str
    full: str
    created: str
    created_in: str
    created_beside: str
    joined: str
    moved: str
    in_it: str
    left: str
    in_none: str
    unknown: str
    names: str
    none_here: str
    by_role: str
    own_by_role: str
    title: str
    line: str
    line_one: str
    yours: str
    tied: str
    more: str
    own: str
    own_none: str
    stay: str
    linked: str
    unlinked: str
    role_taken: str
    everyone: str


ENGLISH = Words(
    servers_only="Study groups belong to a server: this works on one.",
    not_kept="That was **not recorded**. Please try again in a moment.",
    bad_name="A name has at most {longest} characters, and at least one letter, digit or symbol.",
    taken="There is a group **{name}** already. `/group join` makes you a member of it.",
    full="This server has {most} study groups, and all of them are in use.",
    created="Study group **{name}** is there.",
    created_in="You are its first member.",
    created_beside="You stay in **{own}**; `/group join` changes that.",
    joined="You are in **{name}** from now on. What you earn counts for it.",
    moved="You were in **{name}** before; what you earned there stays there.",
    in_it="You are in **{name}** already.",
    left="You have left **{name}**. What you earned there stays there.",
    in_none="You are in no study group of this server.",
    unknown="There is no study group “{name}” here.",
    names="There are: {names}",
    none_here="This server has no study groups yet. `/group create` makes the first.",
    by_role="Who is in **{name}** goes by the role {role}: an organiser can give it to you.",
    own_by_role="You are in **{name}** by your role {role}: you stay there while you have it. An organiser can take it away.",
    title="Study groups",
    line="**{name}**: {count} members",
    line_one="**{name}**: 1 member",
    yours="yours",
    tied="by the role {role}",
    more="and {count} more",
    own="You are in **{name}**.",
    own_none="You are in none. `/group join` changes that.",
    stay="Points stay in the group where they were earned.",
    linked="Whoever has the role {role} is in **{name}** from now on. I notice it when they next answer, or use `/group`.",
    unlinked="**{name}** is tied to no role from now on. Its members stay, and may join and leave as they like.",
    role_taken="The role {role} is tied to another group already. A role ties one group.",
    everyone="Everyone has that role. Choose another.",
)

JAPANESE = Words(
    servers_only="学習グループはサーバーごとのものです。サーバーで使ってください。",
    not_kept="**記録できませんでした**。少し待ってからもう一度お試しください。",
    bad_name="名前は {longest} 文字までです。句読点だけの名前や、目に見えない名前にはできません。",
    taken="**{name}** というグループはもうあります。`/グループ 参加`（group join）で入れます。",
    full="このサーバーには学習グループが {most} あり、すべて使われています。",
    created="学習グループ **{name}** ができました。",
    created_in="あなたが最初のメンバーです。",
    created_beside="あなたは **{own}** のままです。移るなら `/グループ 参加`（group join）を使ってください。",
    joined="これから **{name}** のメンバーです。これから得る点はこのグループの点にもなります。",
    moved="これまでは **{name}** でした。そこで得た点はそのまま残ります。",
    in_it="もう **{name}** に入っています。",
    left="**{name}** を抜けました。そこで得た点はそのまま残ります。",
    in_none="このサーバーでは、どの学習グループにも入っていません。",
    unknown="「{name}」という学習グループはありません。",
    names="ここにあるグループ: {names}",
    none_here="このサーバーにはまだ学習グループがありません。`/グループ 作成`（group create）で最初の 1 つを作れます。",
    by_role="**{name}** のメンバーはロール {role} で決まります。運営者に付けてもらってください。",
    own_by_role="ロール {role} があるので **{name}** に入っています。あるあいだはこのグループです。外すのは運営者です。",
    title="学習グループ",
    line="**{name}**: {count} 人",
    line_one="**{name}**: 1 人",
    yours="あなたのグループ",
    tied="ロール {role} で決まります",
    more="ほか {count} グループ",
    own="あなたは **{name}** に入っています。",
    own_none="あなたはどこにも入っていません。`/グループ 参加`（group join）で入れます。",
    stay="点は、得たときのグループに残ります。",
    linked=(
        "これからロール {role} を持つ人は **{name}** のメンバーです。"
        "次に答えたとき、または `/グループ`（group）を使ったときに反映します。"
    ),
    unlinked="**{name}** はこれからロールと関係なくなります。今のメンバーはそのままで、自由に出入りできます。",
    role_taken="ロール {role} はもう別のグループに使われています。1 つのロールに 1 つのグループです。",
    everyone="このロールは全員が持っています。ほかのロールを選んでください。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
