"""How members appear to others, as they are told it, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language. Those with {…} are for `str.format`."""

    title: str
    named: str
    alias: str
    shown: str
    hidden: str
    excluded: str
    group: str
    group_none: str
    everywhere: str
    choose: str
    hide: str
    show: str
    form: str
    above: str
    field: str
    not_kept: str
    not_read: str
    bad_name: str
    calls: str
    taken: str
    called: str
    uncalled: str
    now_hidden: str
    now_shown: str


ENGLISH = Words(
    title="How you appear",
    named="Name: **{name}**, as on Discord",
    alias="Name: **{name}**, the alias you chose",
    shown="Boards: you appear on them",
    hidden="Boards: you appear on none. You earn points all the same",
    excluded="The organisers of this server keep you off its boards",
    group="Study group here: **{name}**",
    group_none="Study group here: none",
    everywhere="That holds on every server. Organisers see your Discord name on what you report.",
    choose="Choose an alias",
    hide="Appear on no board",
    show="Appear on boards",
    form="Your alias",
    above="The name that boards and reveals show instead of yours, everywhere. Leave it empty to appear under your own.",
    field="Alias",
    not_kept="That was **not recorded**. Please try again in a moment.",
    not_read="I cannot look that up just now. Please try again in a moment.",
    bad_name="An alias has at most {longest} characters, and at least one letter, digit or symbol.",
    calls="An alias has no @, < or > in it: it must not look like a mention.",
    taken="That name is not free here. Please choose another.",
    called="From now on you appear as **{name}**.",
    uncalled="From now on you appear under your own name.",
    now_hidden="From now on you appear on no board.",
    now_shown="From now on you appear on boards.",
)

JAPANESE = Words(
    title="あなたの見え方",
    named="名前: **{name}**（Discord の名前）",
    alias="名前: **{name}**（自分で決めた別名）",
    shown="順位表: 出ます",
    hidden="順位表: 出ません。点はこれまでどおり付きます",
    excluded="このサーバーの運営者が、あなたを順位表から外しています",
    group="ここでの学習グループ: **{name}**",
    group_none="ここでの学習グループ: なし",
    everywhere="どのサーバーでも同じです。報告には Discord の名前が付き、運営者に見えます。",
    choose="別名を決める",
    hide="順位表に出ない",
    show="順位表に出る",
    form="あなたの別名",
    above="順位表や正解発表で、あなたの名前の代わりにどこでもこの名前を出します。空にすると自分の名前に戻ります。",
    field="別名",
    not_kept="**記録できませんでした**。少し待ってからもう一度お試しください。",
    not_read="いまは確認できません。少し待ってからもう一度お試しください。",
    bad_name="別名は {longest} 文字までです。句読点だけの名前や、目に見えない名前にはできません。",
    calls="別名に @、<、> は使えません。メンションに見えてしまうためです。",
    taken="その名前は使えません。別の名前にしてください。",
    called="これからは **{name}** と表示されます。",
    uncalled="これからは自分の名前で表示されます。",
    now_hidden="これからはどの順位表にも出ません。",
    now_shown="これからは順位表に出ます。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
