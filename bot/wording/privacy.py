"""What members are told of what is stored about them, and of its deletion, in Japanese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of one language."""

    gathering: str
    exported: str
    not_read: str
    ask: str
    delete: str
    deleted: str
    not_deleted: str
    not_yours: str


ENGLISH = Words(
    gathering="One moment: I am gathering everything that is stored about you.",
    exported=(
        "This is everything that is stored about you, on all servers. Only you see it. What the keys mean stands in "
        "`docs/privacy.md` of the program."
    ),
    not_read="I cannot look that up just now. Please try again in a moment.",
    ask=(
        "## Delete everything?\n"
        "- Your answers, points, streaks, settings, reports and study groups are deleted, on **all** servers. "
        "Nobody can bring them back.\n"
        "- Boards of days, weeks, months and seasons that are over keep a line without a name in your place.\n"
        "- An exclusion by organisers stays, as a mark that names nobody.\n"
        "- Backups keep older data for up to a week.\n"
        "- If you answer again later, you start anew.\n"
        "`/privacy export` gives you a copy first."
    ),
    delete="Delete everything",
    deleted="Everything that was stored about you is deleted. Backups forget it within a week.",
    not_deleted="That was **not finished**: something is left. Please press once more in a moment.",
    not_yours="Only whoever asked for it can do that. `/privacy delete` asks you.",
)

JAPANESE = Words(
    gathering="少しお待ちください。あなたについて保存しているものを集めています。",
    exported=(
        "あなたについて保存しているものの全部です（すべてのサーバーの分）。見えるのはあなただけです。"
        "項目の意味は、このプログラムの `docs/privacy.md` にあります。"
    ),
    not_read="いまは確認できません。少し待ってからもう一度お試しください。",
    ask=(
        "## すべて削除しますか？\n"
        "- あなたの答え・点・連続記録・設定・報告・学習グループを、**すべての**サーバーの分、削除します。元には戻せません。\n"
        "- 終わった日・週・月・シーズンの順位表には、名前のない行が残ります。\n"
        "- 運営者による除外は、誰のものかわからない印として残ります。\n"
        "- バックアップには、最長 1 週間、前のデータが残ります。\n"
        "- あとでまた答えると、最初からになります。\n"
        "先に `/プライバシー 書き出し`（privacy export）で控えを取れます。"
    ),
    delete="すべて削除する",
    deleted="あなたについて保存していたものをすべて削除しました。バックアップからも 1 週間以内に消えます。",
    not_deleted="**まだ終わっていません**。少し残っています。少し待ってからもう一度押してください。",
    not_yours="これは頼んだ本人だけができます。`/プライバシー 削除`（privacy delete）で確認できます。",
)

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}
